"""Rules of a person's record."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.people import policy

TODAY = date(2026, 11, 21)


@pytest.mark.rule("PEO-01")
def test_a_practitioner_decides_never_the_machine():
    assert policy.practitioner_decides(a_person=True)
    assert policy.practitioner_decides(a_person=False).codes == ("PEO-01",)


@pytest.mark.rule("PEO-02")
@pytest.mark.parametrize(
    ("born", "day", "adult"),
    [
        (date(2008, 11, 21), TODAY, True),
        (date(2008, 11, 22), TODAY, False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(1940, 1, 1), TODAY, True),
        (None, TODAY, True),
    ],
)
def test_the_law_is_about_adults_of_18_and_over(born, day, adult):
    verdict = policy.adult_warning(born, day)
    assert verdict.allowed is adult
    assert verdict.codes == (() if adult else ("PEO-02",))


@pytest.mark.rule("PEO-03")
@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("", True),
        ("9990000018", True),
        ("9990000019", False),
        ("999000001", False),
        ("99900000188", False),
        ("abcdefghij", False),
    ],
)
def test_an_nhs_number_has_a_check_digit(number, right):
    assert policy.nhs_number_is_right(number).allowed is right


@pytest.mark.rule("PEO-04")
def test_one_person_has_one_record_and_the_refusal_offers_to_find_it():
    assert policy.nhs_number_is_free(taken=False)
    verdict = policy.nhs_number_is_free(taken=True)
    assert verdict.codes == ("PEO-04",)
    assert verdict.offers[0].deed == "people.search"


NOTHING = {"given_name": "", "family_name": "", "known_as": "", "nhs_number": "", "address": ""}


@pytest.mark.rule("PEO-05")
@pytest.mark.parametrize("name", list(NOTHING))
def test_a_record_needs_one_thing_to_find_it_by(name):
    assert policy.identifiable(**{**NOTHING, name: "something"})
    assert policy.identifiable(**{**NOTHING, name: "   "}).codes == ("PEO-05",)


@pytest.mark.rule("PEO-06")
@pytest.mark.parametrize(
    ("born", "died", "field"),
    [
        (None, None, None),
        (date(1940, 1, 1), date(1940, 1, 1), None),
        (date(1940, 1, 1), TODAY, None),
        (date(2026, 11, 22), None, "date_of_birth"),
        (date(1895, 1, 1), None, "date_of_birth"),
        (date(2027, 1, 1), None, "date_of_birth"),
        (None, date(2026, 11, 22), "died_on"),
        (date(1940, 1, 2), date(1940, 1, 1), "died_on"),
    ],
)
def test_dates_of_a_life_make_sense(born, died, field):
    verdict = policy.died_on_makes_sense(born, died, TODAY)
    assert [reason.field for reason in verdict.reasons] == ([field] if field else [])


@pytest.mark.rule("PEO-07")
def test_an_end_does_not_come_before_its_beginning():
    assert policy.dates_in_order(TODAY, None)
    assert policy.dates_in_order(TODAY, TODAY)
    assert policy.dates_in_order(TODAY, date(2026, 11, 20)).codes == ("PEO-07",)


@pytest.mark.rule("PEO-08")
@pytest.mark.parametrize(
    ("words", "enough"), [("", False), ("staff relative", False), ("She works with us.", True)]
)
def test_restricting_needs_words(words, enough):
    assert policy.restricting_has_reason(words).allowed is enough


def test_all_that_is_wrong_is_said_at_once():
    verdict = policy.record_verdict(
        given_name="",
        family_name="",
        known_as="",
        nhs_number="123",
        address="",
        date_of_birth=date(2030, 1, 1),
        died_on=None,
        today=TODAY,
        nhs_number_taken=True,
    )
    assert verdict.codes == ("PEO-03", "PEO-04", "PEO-06")
