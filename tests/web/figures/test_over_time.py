"""Pages of figures over time: read from the cube alone, small numbers hidden from readers outside the council."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pytest

import goldenthread.insight.published  # noqa: F401 - the rooms tell their facts
from goldenthread.access.vocabulary import Role
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.division import rounded
from goldenthread.insight import reference
from goldenthread.insight.cube import NAME, write_cube
from goldenthread.insight.language.periods import month_of
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed
from goldenthread.insight.queries import indicators
from goldenthread.insight.tallies import Source, Tallies
from tests.factories import access
from tests.made_facts import rows_by_hand

pytestmark = pytest.mark.django_db
AS_AT = date(2026, 6, 15)
FIRST = date(2024, 4, 1)


def enquiries():
    """Each month 20 women and 10 men; all but one man got what they wanted, until March 2026, when nobody did."""
    found = []
    for month in range(month_of(FIRST), month_of(AS_AT) + 1):
        ended = date(month // 12, month % 12 + 1, 10)
        for number in range(30):
            gender = "female" if number < 20 else "male"
            got = "not" if number == 29 or ended >= date(2026, 3, 1) else "fully"
            found.append(
                {
                    "started_on": ended,
                    "ended_on": ended,
                    "gender": gender,
                    "asked": "expressed",
                    "achieved": got,
                    "kind": "s42",
                    "team": "North",
                    "service": "Larkfield House" if number < 15 else "Tidewell Care",
                }
            )
    # One person described in another way: so few that somebody would know them.
    one = date(2025, 3, 15)
    found.append({**found[0], "gender": "other", "started_on": one, "ended_on": one})
    return found


def allegations():
    """Each month 10 risks at home, 8 of them reduced, and 10 in a care home, 3 of them."""
    return [
        {
            "started_on": date(month // 12, month % 12 + 1, 10),
            "ended_on": date(month // 12, month % 12 + 1, 10),
            "place": place,
            "type": "neglect",
            "kind": "s42",
            "risk_result": "reduced" if number < good else "remained",
        }
        for month in range(month_of(FIRST), month_of(AS_AT) + 1)
        for place, good in (("own_home", 8), ("residential_home", 3))
        for number in range(10)
    ]


@cache
def tallied(told=enquiries, as_at=AS_AT):
    """Those facts, tallied once for all tests."""
    tables, months = fact_tables(), range(month_of(FIRST), month_of(as_at) + 1)
    facts = told()
    held = facts if isinstance(facts, dict) else {"enquiry": facts, "allegation": allegations()}
    rows = {
        name: reference.as_rows(tables[name], rows_by_hand(tables[name], *found))
        for name, found in held.items()
    }
    wanted = fed(indicators().values())
    found = reference.tally(rows, wanted, tables, Window(months, as_at))
    source = Source("Sandgate Council", f"{as_at}T12:00:00+01:00", months[0], months[-1])
    return Tallies((source,), months, {key: indicators()[key].version for key in wanted}, found)


@pytest.fixture(scope="session")
def cube_folder(tmp_path_factory):
    """Written once: pages keep what they have opened while the file stays the same."""
    return cube_in(tmp_path_factory.mktemp("counted"), enquiries, AS_AT)


@pytest.fixture
def counted(cube_folder, settings):
    """The cube of those facts, where pages look for it."""
    settings.DATA_FOLDER = cube_folder
    return tallied(enquiries, AS_AT)


def cube_of(tmp_path, settings, told, as_at):
    """A cube of what ``told()`` gives (enquiries, or facts by table) as at a day, where pages look for it."""
    settings.DATA_FOLDER = cube_in(tmp_path, told, as_at)
    return tallied(told, as_at)


def cube_in(folder, told, as_at):
    """The folder with the cube in it."""
    (folder / "insight").mkdir(exist_ok=True)
    write_cube(folder / "insight" / NAME, tallied(told, as_at))
    return folder


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_before_anything_is_counted_the_page_says_so(cast, client_of, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    client = client_of(cast[Role.MANAGER])
    assert "Nothing has been counted yet" in words(client.get("/figures/over-time"))
    assert "Nothing has been counted yet" in words(client.get("/figures/over-time/D3"))
    assert client.get("/figures/over-time/D3.csv").status_code == 404


def test_leading_figures_say_their_sentence_and_what_their_newest_month_does(counted, cast, client_of):
    told = words(client_of(cast[Role.MANAGER]).get("/figures/over-time?period=2025-26"))
    # April to February 29 of 30 a month, in March none.
    assert (
        "Of 360 enquiries where the adult said what they want, in 319 they got it fully or partly: that is 89 in 100"
        in told
    )
    assert "as at 15 June 2026" in told
    assert told.index("Got what they wanted") < told.index("Conversion rate")
    assert "The newest month is more than chance" in told
    assert "Not counted yet" in told


def test_one_figure_shows_its_trend_its_groups_and_its_definition(counted, cast, client_of):
    answer = client_of(cast[Role.MANAGER]).get("/figures/over-time/D3?period=2025-26&by=gender")
    told = words(answer)
    assert re.search(r"More than chance: [^.]*Mar 2026, Apr 2026, May 2026", told)
    assert answer.content.decode().count("gt-chart__special") >= 3
    assert "Female 220 240 92" in told
    assert "Male 99 120 83" in told
    assert indicators()["D3"].version[:12] in told


def test_a_month_that_is_not_over_is_on_no_chart(counted, cast, client_of):
    assert "Jun 2026" not in words(client_of(cast[Role.MANAGER]).get("/figures/over-time/D3"))


def test_outside_the_council_no_small_number_is_shown_nor_can_be_worked_out(counted, cast, client_of):
    access.workers("North")
    inside, outside = client_of(cast[Role.MANAGER]), client_of(cast[Role.PROVIDER_MANAGER])
    assert outside.get("/figures/over-time").status_code == 403
    board = cast[Role.BOARD_MEMBER]
    assert board.agency_kind == "council", "whoever employs a member of the board"
    seen = rows_of(client_of(board).get("/figures/over-time/D3.csv?period=2024-25"))
    whole = rows_of(inside.get("/figures/over-time/D3.csv?period=2024-25"))
    by_gender = {row["group"]: row for row in seen if row["breakdown"] == "gender"}
    assert {row["group"]: row["denominator"] for row in whole if row["breakdown"] == "gender"}["other"] == "1"
    assert by_gender["other"]["status"] == "hidden"
    # One hidden group alone could be had by taking the others from the whole.
    assert sum(row["status"] == "hidden" for row in by_gender.values() if row["denominator"] != "0") >= 2
    for row in seen:
        for name in ("numerator", "denominator"):
            assert row[name] in ("", "[c]") or int(row[name]) >= 5, row
        if row["status"] == "hidden":
            assert row["value"] == "[c]"
            assert row["low"] == row["high"] == ""
    assert not [row for row in seen if row["breakdown"] == "team"]
    assert [row for row in whole if row["breakdown"] == "team"]


def test_the_page_and_the_file_say_the_same(counted, cast, client_of):
    client = client_of(cast[Role.DATA_OFFICER])
    page = words(client.get("/figures/over-time/D3?period=2025-26&by=gender"))
    for row in rows_of(client.get("/figures/over-time/D3.csv?period=2025-26")):
        if row["breakdown"] == "gender" and row["denominator"] not in ("", "0"):
            assert f"{row['numerator']} {row['denominator']} {rounded(Fraction(row['value']))}" in page


def test_no_figure_is_broken_down_by_single_workers(counted, cast, client_of):
    client = client_of(cast[Role.MANAGER])
    assert "officer_key" not in client.get("/figures/over-time/D3?by=officer_key").content.decode()
    assert not [
        row for row in rows_of(client.get("/figures/over-time/D3.csv")) if row["breakdown"].endswith("_key")
    ]


def test_wrong_addresses(counted, cast, client_of):
    client = client_of(cast[Role.MANAGER])
    assert client.get("/figures/over-time/Z9").status_code == 404
    assert client.get("/figures/over-time/Z9.csv").status_code == 404
    for query in ("period=<script>", "period=1999-00", "by=<script>", "period=2025-26&by=nobody"):
        answer = client.get(f"/figures/over-time/D3?{query}")
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()
    waits = next(key for key, each in indicators().items() if each.waits_for)
    assert "It waits for" in words(client.get(f"/figures/over-time/{waits}"))
    assert client.get(f"/figures/over-time/{waits}.csv").status_code == 404


def test_every_figure_opens(counted, cast, client_of):
    client = client_of(cast[Role.DATA_OFFICER])
    for key in indicators():
        assert client.get(f"/figures/over-time/{key}").status_code == 200, key
    told = words(client.get("/figures/how-made"))
    assert all(
        each.name in told.replace("&#39;", "'").replace("&amp;", "&") for each in indicators().values()
    )


def test_a_damaged_file_of_tallies_is_said_and_breaks_no_other_page(cast, client_of, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "insight").mkdir()
    (tmp_path / "insight" / NAME).write_bytes(b"nothing of the kind")
    client = client_of(cast[Role.MANAGER])
    answer = client.get("/figures/over-time")
    assert answer.status_code == 200
    assert "cannot be read" in words(answer)
    assert client.get("/figures/over-time/D3.csv").status_code == 404
    assert client.get("/figures/").status_code == 200


def test_pages_of_figures_ask_the_database_for_nobody(
    counted, cast, client_of, django_assert_max_num_queries
):
    client = client_of(cast[Role.MANAGER])
    client.get("/figures/over-time")
    # The session, its account, and what was said of the chart's limits; of teams also who works in them.
    with django_assert_max_num_queries(3) as asked:
        client.get("/figures/over-time/D3?by=gender")
    with django_assert_max_num_queries(4) as of_board:
        client.get("/figures/")
    tables = re.compile("(people|concerns|enquiries|letters)_")
    assert not [q for q in (*asked.captured_queries, *of_board.captured_queries) if tables.search(q["sql"])]


def test_outside_the_council_no_month_is_told_that_the_year_would_give_back(counted, cast, client_of):
    client = client_of(cast[Role.BOARD_MEMBER])
    for period in ("2025-26", "2025-26 Q4", "2026-05"):
        seen = rows_of(client.get("/figures/over-time/D3.csv", {"period": period}))
        assert {row["period"] for row in seen} == {"2024-25", "2025-26"}, "nor a year that is still counted"
        page = words(client.get("/figures/over-time/D3", {"period": period}))
        assert "Months are shown to staff of the council only" in page
        assert "Mar 2026" not in page


def test_the_council_says_below_which_count_nothing_is_shown(counted, cast, client_of, monkeypatch):
    client = client_of(cast[Role.BOARD_MEMBER])

    def told():
        return {
            row["denominator"]
            for row in rows_of(client.get("/figures/over-time/D3.csv?period=2025-26"))
            if row["breakdown"] == "gender"
        }

    assert "120" in told()
    monkeypatch.setattr("goldenthread.insight.queries.sight.hide_in_public", lambda: 130)
    assert "120" not in told()


def test_only_those_who_open_cases_are_led_to_the_cases_behind_a_figure(counted, cast, client_of):
    address = "/figures/over-time/D3/cases"
    client = client_of(cast[Role.MANAGER])
    shown = client.get("/figures/over-time/D3?period=2025-26&by=gender").content.decode()
    assert f"{address}?part=numerator&amp;period=2025-26" in shown
    assert f"{address}?part=numerator&amp;period=2025-26&amp;by=gender&amp;group=female" in shown
    # These figures come from facts made by hand: there is no case to open, and the page says so.
    told = words(client.get(f"{address}?part=denominator&period=2025-26&by=gender&group=female"))
    assert "Year 2025-26, Female" in told
    assert "The figure counted 240. You may open 0 of the cases behind it." in told
    assert "The figure counted 360." in words(client.get(f"{address}?part=denominator&period=2025-26"))
    assert client.get("/figures/over-time/Z9/cases").status_code == 404
    assert client.get(f"{address}?part=x&period=<script>&by=officer_key&group=1").status_code == 200
    for role in (Role.BOARD_MEMBER, Role.DATA_OFFICER, Role.COMMISSIONER, Role.SCRUTINY):
        other = client_of(cast[role])
        assert other.get(address).status_code == 403
        assert address not in other.get("/figures/over-time/D3?by=gender").content.decode()


def repeated():
    """Concerns about 40 adults a year: about 20 of them there was an earlier one within a year, in the next year about 6."""
    found = []
    for begins, again in ((2024, 20), (2025, 6)):
        for number in range(40):
            day = date(begins, 5 + number % 6, 10)
            before = day - timedelta(days=100)
            found.append(
                {
                    "raised_on": day,
                    "received_on": day,
                    "person_key": begins * 100 + number,
                    "earlier_concern_on": before if number < again else None,
                }
            )
    return {"concern": found}


@pytest.mark.requirement("R023")
def test_repeat_concerns_are_counted_and_whether_they_fall_is_said(cast, client_of, tmp_path, settings):
    cube_of(tmp_path, settings, repeated, AS_AT)
    client = client_of(cast[Role.MANAGER])
    told = words(client.get("/figures/over-time/C1?period=2025-26"))
    assert "Of 40 adults with a concern, 6 had another in the year before: that is 15 in 100. " in told
    assert "That is down from 50 in 100 in 2024-25." in told
    assert "That is down from 50 in 100 in 2024-25." in words(client.get("/figures/over-time?period=2025-26"))
