"""Dashboards by audience, what figures are set beside, equality, and files to take away."""

from __future__ import annotations

import io

import openpyxl
import pytest
from lxml import etree

from goldenthread.access.vocabulary import Role
from goldenthread.insight.queries import indicators
from goldenthread.insight.queries.latest import dashboards
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


@pytest.mark.requirement("R030", "R053", "R285")
def test_the_board_sees_outcomes_first_and_activity_beside_them(counted, cast, client_of):
    answer = client_of(cast[Role.BOARD_MEMBER]).get(BOARD)
    told, held = words(answer), dashboards()["board"]
    places = [answer.content.decode().index(f'id="figure-{key}"') for key in held.keys]
    assert places == sorted(places)
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
    board = client_of(cast[Role.BOARD_MEMBER])
    refused = board.get("/figures/for/team")
    assert refused.status_code == 403
    assert "The board and scrutiny pages show the same figures without them" in words(refused)
    assert "Team" not in words(board.get("/figures/")).split("Period")[0]
    told = words(client_of(cast[Role.MANAGER]).get("/figures/for/team?period=2025-26&group=North"))
    assert "North: Year 2025-26" in told
    assert "in 319 they got it fully or partly: that is 89 in 100. Whole council: 89." in told
    assert client_of(cast[Role.MANAGER]).get("/figures/for/nobody").status_code == 404


def test_the_provider_forum_sees_services_without_their_names(counted, cast, client_of):
    told = client_of(cast[Role.COMMISSIONER]).get("/figures/for/providers?period=2025-26").content.decode()
    assert told.count("A care service") >= 2
    assert "Larkfield" not in told
    assert "Tidewell" not in told


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
