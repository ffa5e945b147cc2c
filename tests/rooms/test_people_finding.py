"""Finding a person again: candidates for a report, and the search."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.people import queries
from goldenthread.people.vocabulary import (
    MatchBand,
)
from tests.rooms.test_people import BORN, elsie

pytestmark = pytest.mark.django_db


def test_candidates_come_with_their_reasons_most_likely_first(front_door):
    right = elsie(front_door)
    elsie(
        front_door, nhs_number="", given_name="Anne", date_of_birth=date(1980, 1, 1), postcode="", address=""
    )
    sister = elsie(front_door, nhs_number="", given_name="Mary", date_of_birth=date(1950, 12, 30))
    found = queries.candidates(
        front_door,
        given_name="Betty",
        family_name="ORourke",
        date_of_birth=date(1950, 3, 4),
        postcode="SG1 2AB",
    )
    assert [each.person_id for each in found] == [right, sister]
    assert found[0].band is MatchBand.VERY_LIKELY
    assert found[0].reasons == (
        "Day and month swapped in the date of birth", "Same family name", "Short form of the same given name", "Same postcode",
    )  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        {"nhs_number": "999 000 0018"},
        {"given_name": "Elsie", "family_name": "O’Rourke"},
        {"given_name": "Lizzie", "family_name": "Orork"},
        {"given_name": "O'Rourke", "family_name": "Elsie"},
        {"given_name": "Elsie", "date_of_birth": BORN},
        {"family_name": "O'Rourke"},
        {"given_name": "Elsie", "postcode": "SG12AB"},
    ],
)
def test_one_of_several_details_is_enough_to_find_somebody(front_door, asked):
    right = elsie(front_door)
    assert right in [each.person_id for each in queries.candidates(front_door, **asked)]


def test_nothing_asked_finds_nobody_and_the_number_of_queries_is_fixed(front_door):
    elsie(front_door)
    assert queries.candidates(front_door) == ()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.candidates(
            front_door,
            given_name="Elsie",
            family_name="O'Rourke",
            date_of_birth=BORN,
            nhs_number="9990000018",
            postcode="SG1 2AB",
        )
    assert len(asked) <= 7


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("9990000018", "NHS number"),
        ("999 000 0018", "NHS number"),
        ("3/4/1950", "date of birth"),
        ("03.04.1950", "date of birth"),
        ("3 April 1950", "date of birth"),
        ("3rd apr 1950", "date of birth"),
        ("1950-04-03", "date of birth"),
        ("SG1 2AB", "postcode"),
        ("O'Rourke", "name"),
        ("orou", "name"),
        ("elsie orourke", "name"),
        ("O'Rourke, Elsie", "name"),
        ("orourke els", "name"),
        ("Betty O’Rourke", "name"),
        ("Elsie", "name"),
    ],
)
def test_search_understands_what_people_type(front_door, text, understood):
    right = elsie(front_door)
    elsie(
        front_door,
        nhs_number="",
        given_name="Bob",
        family_name="Ash",
        date_of_birth=date(1960, 1, 1),
        postcode="",
    )
    found = queries.search(front_door, text)
    assert [row.person_id for row in found.rows] == [right]
    assert found.understood == understood


@pytest.mark.parametrize("text", ["", "   ", "''", "0000000000", "31/02/1950", "%", "_", "X\x00R", "ß" * 300])
def test_search_survives_what_makes_no_sense(front_door, text):
    elsie(front_door)
    assert queries.search(front_door, text, page=99).rows == ()


def test_search_offers_names_that_sound_alike_when_nothing_is_spelt_so(front_door):
    right = elsie(front_door)
    found = queries.search(front_door, "Elsie Orork")
    assert [row.person_id for row in found.rows] == [right]
    assert found.by_sound


def test_search_pages_and_stays_in_order(front_door):
    for number in range(60):
        elsie(front_door, nhs_number="", given_name=f"Name{number:02}")
    pages = [queries.search(front_door, "O'Rourke", page) for page in (1, 2, 3, 9, -4)]
    assert [len(page.rows) for page in pages] == [25, 25, 10, 10, 25]
    assert [pages[0].total, pages[0].pages, pages[3].number, pages[4].number] == [60, 3, 3, 1]
    assert len({row.person_id for page in pages[:3] for row in page.rows}) == 60
