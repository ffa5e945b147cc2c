"""Dashboards by audience, what figures are set beside, equality, and files to take away."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from lxml import etree

from goldenthread.access.vocabulary import Role
from goldenthread.insight.queries import indicators
from goldenthread.insight.queries.latest import dashboards
from tests.factories import access
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
BOARD = "/figures/for/board?period=2025-26"


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.SOCIAL_WORKER, "team"),
        (Role.MANAGER, "service"),
        (Role.COMMISSIONER, "service"),
        (Role.BOARD_MEMBER, "board"),
        (Role.BOARD_MANAGER, "board"),
        (Role.SCRUTINY, "scrutiny"),
    ],
)
def test_each_role_is_shown_its_own_dashboard_first(counted, cast, client_of, role, name):
    assert f"Figures: {name}" in words(client_of(cast[role]).get("/figures/"))


@pytest.mark.requirement("R030", "R285")
def test_the_board_sees_outcomes_first_and_activity_beside_them(counted, cast, client_of):
    answer = client_of(cast[Role.BOARD_MEMBER]).get(BOARD)
    told, held = words(answer), dashboards()["board"]
    places = {key: answer.content.decode().index(f'id="figure-{key}"') for key in held.keys}
    assert max(places[key] for key in held.outcomes) < min(places[key] for key in held.activity)
    assert (
        told.index("Did it help?") < told.index("How much, and how fast?") < told.index("Adults with another")
    )
    assert (
        "Of 360 enquiries where the adult said what they want, in 319 they got it fully or partly: that is 89 in 100"
        in told
    )
    assert "Year 2024-25 349 361 97" in told
    assert f"Definition D3, version {indicators()['D3'].version[:12]}, as at 15 June 2026" in told
    assert 'href="/figures/over-time/D3?period=2025-26#made"' in answer.content.decode()


@pytest.mark.requirement("R032")
def test_on_every_dashboard_outcomes_outweigh_what_is_only_done(counted, cast, client_of):
    reader = client_of(cast[Role.MANAGER])
    access.workers("North")
    for key in dashboards():
        page = reader.get(f"/figures/for/{key}?period=2025-26&group=North").content.decode()
        outcomes, _, activity = page.partition('<h2 class="govuk-heading-m" id="activity">')
        did, done = (len(re.findall('id="figure-', part)) for part in (outcomes, activity))
        assert did > done, key
        assert did + done == len(dashboards()[key].keys), key


@pytest.mark.requirement("R053")
def test_speed_comes_after_outcomes_and_speed_for_people_in_danger_before_any_other(counted, cast, client_of):
    access.workers("North")
    for key, role in (
        ("board", Role.BOARD_MEMBER),
        ("service", Role.MANAGER),
        ("team&group=North", Role.SOCIAL_WORKER),
    ):
        name, _, more = key.partition("&")
        page = client_of(cast[role]).get(f"/figures/for/{name}?period=2025-26&{more}")
        outcomes, _, activity = page.content.decode().partition('<h2 class="govuk-heading-m" id="activity">')
        shown = re.findall(r'id="figure-([^"]+)"', activity)
        assert shown[0] == "B1", f"{key}: made safe the same day"
        assert "B5" in shown, "the other speeds are kept"
        assert "figure-B" not in outcomes
        assert "Where somebody was in danger it is speed that counts" in words(page)


def test_what_cannot_be_shown_of_any_year_is_named_in_a_line_and_takes_no_place(counted, cast, client_of):
    page = client_of(cast[Role.BOARD_MEMBER]).get(BOARD)
    told, html = words(page), page.content.decode()
    # All were asked what they want, and nobody what changed in their life.
    assert (
        "Not shown Of each of these, the number itself or one that could be worked out from it is under 5."
        in told
    )
    assert told.index("Not shown Of each") < told.index("How much, and how fast?"), (
        "an outcome stays an outcome"
    )
    for key in ("D1", "D7-life"):
        assert f'<li id="figure-{key}">' in html
    assert '<h3 class="govuk-heading-s gt-panel-figure__name" id="figure-D3">' in html
    assert "Not shown" not in words(client_of(cast[Role.MANAGER]).get("/figures/for/service?period=2025-26"))


def test_a_figure_that_is_hidden_says_truly_why(counted, cast, client_of, monkeypatch):
    client = client_of(cast[Role.BOARD_MEMBER])
    why = "Not shown: this number, or one that could be worked out from it, is under"
    assert f"{why} 5." in words(client.get("/figures/over-time/D1?period=2025-26"))
    monkeypatch.setattr("goldenthread.insight.queries.sight.hide_in_public", lambda: 11)
    assert f"{why} 11." in words(client.get("/figures/over-time/D1?period=2025-26"))


def test_a_public_page_is_the_same_for_whoever_opens_it(counted, cast, client_of):
    seen = {
        role: words(client_of(cast[role]).get("/figures/for/scrutiny?period=2024-25")).split("Did it help?")[
            1
        ]
        for role in (Role.MANAGER, Role.SCRUTINY, Role.BOARD_MEMBER)
    }
    assert len(set(seen.values())) == 1
    assert "Mar 2025" not in seen[Role.MANAGER]
    assert "Year 2026-27" not in seen[Role.MANAGER], "a year that is still counted tells of single people"


def test_pages_of_teams_are_for_staff_of_the_council(counted, cast, client_of):
    access.workers("North")
    board = client_of(cast[Role.BOARD_MEMBER])
    refused = board.get("/figures/for/team")
    assert refused.status_code == 403
    assert "The board and scrutiny pages show the same figures without them" in words(refused)
    assert "Team" not in words(board.get("/figures/")).split("Period")[0]
    told = words(client_of(cast[Role.MANAGER]).get("/figures/for/team?period=2025-26&group=North"))
    assert "North: Year 2025-26" in told
    assert "in 319 they got it fully or partly: that is 89 in 100. Whole council: 89." in told
    assert client_of(cast[Role.MANAGER]).get("/figures/for/nobody").status_code == 404


def test_a_team_page_opens_at_the_readers_own_team_and_at_none_that_is_not_theirs(counted, client_of):
    page = "/figures/for/team?period=2025-26"
    access.workers("North")
    worker = words(client_of(access.viewer(role=Role.SOCIAL_WORKER, team="North")).get(page))
    assert "North: Year 2025-26" in worker
    manager = words(client_of(access.viewer(role=Role.MANAGER, team="Safeguarding")).get(page))
    assert "Choose a team above: Safeguarding has no figures of its own." in manager
    assert "Whole council" not in manager


def test_a_figure_is_set_beside_what_is_published_of_england(counted, cast, client_of):
    told = words(client_of(cast[Role.MANAGER]).get("/figures/over-time/F1?period=2025-26&by=place"))
    told = told.replace("&#39;", "'")
    # 132 of 240; England 89 in 100 in 2018-19.
    assert "England, 2018-19: 89 in 100, as published." in told
    assert "The council: 55. Lower by far more than chance: 1 in 1,000 would be so low." in told
    assert (
        "Unlike it by more than chance: The person's own home, Care home without nursing".lower()
        in told.lower()
    )
    assert "NHS Digital, Safeguarding Adults, England 2018-19: summary" in told
    assert "gt-chart__inner" in client_of(cast[Role.MANAGER]).get("/figures/over-time/F1").content.decode()


@pytest.mark.requirement("R075", "R088")
def test_outcomes_are_compared_by_who_people_are_and_where_harm_happened(counted, cast, client_of):
    told = words(client_of(cast[Role.DATA_OFFICER]).get("/figures/equality?period=2025-26"))
    assert "Female 220 240 92 87 and 95 Higher than the others." in told
    assert "Male 99 120 83 75 and 88 Lower than the others." in told
    assert "The person's own home 96 120 80 72 and 86 Higher than the others." in told.replace("&#39;", "'")
    assert "Got what they wanted, fully or partly, gender (Female, Male)" in told
    outside = words(client_of(cast[Role.SCRUTINY]).get("/figures/equality?period=2024-25"))
    assert "In another way [c] [c] [c] – –" in outside


def test_files_say_what_they_are_and_hide_what_the_page_hides(counted, cast, client_of):
    board = client_of(cast[Role.BOARD_MEMBER])
    address = "/figures/over-time/D3.{}?period=2024-25&by=gender"
    told = etree.fromstring(board.get(address.format("svg")).content)
    text = " ".join(told.itertext())
    version = indicators()["D3"].version
    assert version in text
    assert "15 June 2026" in text
    assert "Safeguarding Adults Collection SG4a" in text
    assert "Year 2024-25: 97, between 94 and 98" in text
    picture = board.get(address.format("png"))
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    book = openpyxl.load_workbook(io.BytesIO(board.get(address.format("xlsx")).content))
    rows = list(book["Figures"].iter_rows(values_only=True))
    by_group = {row[5]: dict(zip(rows[0], row, strict=True)) for row in rows if row[4] == "gender"}
    assert by_group["other"]["Numerator"] == by_group["other"]["Value"] == "[c]"
    whole = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[2] == "2024-25" and not row[4])
    assert (whole["Numerator"], whole["Denominator"]) == (349, 361)
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Definition"] == f"version {version}"
    assert about["Facts as at"] == "15 June 2026 at midday"
    for wrong in ("D3.pdf", "D3.png?chart=groups", "A10.svg?chart=funnel", "Z9.png"):
        assert board.get(f"/figures/over-time/{wrong}").status_code == 404, wrong
