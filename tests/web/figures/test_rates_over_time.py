"""Rates for so many people over time: twelve months to the end of each month, never a month set against a year's people."""

from __future__ import annotations

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.insight.models import PhaseStep
from goldenthread.insight.queries import latest
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import rows_of, words

pytestmark = pytest.mark.django_db
ADDRESS = "/figures/over-time/A2"


def test_a_rate_is_drawn_for_twelve_months_at_a_time_and_names_its_people(counted, cast, client_of):
    told = words(client_of(cast[Role.DATA_OFFICER]).get(f"{ADDRESS}?period=2025-26"))
    assert "Twelve months at a time" in told
    assert (
        "Divided by 15,200 adults, those of mid-2024, whichever year is shown. Made up for Sandgate" in told
    )
    # 30 a month, and one more in March 2025; of 15,200 adults.
    assert "Twelve months to the end of Count Out of Per 100,000 Between May 2026 360 15,200 2,368" in told
    assert "Mar 2025 361 15,200 2,375" in told
    assert "Feb 2025" not in told, "eleven months of it were counted"
    assert "no limits are drawn" in told
    assert "The rules" not in told
    assert "15 points, each of twelve months, to the end of Mar 2025 to May 2026" in told


def test_the_file_of_a_rate_holds_the_same_twelve_months(counted, cast, client_of):
    rows = rows_of(client_of(cast[Role.DATA_OFFICER]).get(f"{ADDRESS}.csv?period=2025-26"))
    newest = [row for row in rows if row["period"] == "2025-06 to 2026-05"]
    assert [(row["numerator"], row["denominator"], row["value"]) for row in newest] == [
        ("360", "15200", "2368.42")
    ]
    assert {row["period"] for row in rows if "to" not in row["period"]} == {"2025-26"}


def test_outside_the_council_no_twelve_months_are_told(counted, cast, client_of):
    # Two that lie a month apart tell the difference of two months.
    client = client_of(cast[Role.BOARD_MEMBER])
    assert "Twelve months" not in words(client.get(f"{ADDRESS}?period=2025-26"))
    assert not [row for row in rows_of(client.get(f"{ADDRESS}.csv?period=2025-26")) if "to" in row["period"]]


def test_no_limits_begin_anew_where_none_are_drawn(counted, cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    assert "Begin the limits anew" not in words(officer.get(ADDRESS))
    assert "No limits are drawn for this figure" in words(officer.get(f"{ADDRESS}/limits"))
    sent = {"month": "2025-06", "reason": "Something began in June.", "version": 0}
    assert officer.post(f"{ADDRESS}/limits", sent).status_code == 422
    assert not PhaseStep.objects.exists()


def test_without_its_people_a_rate_is_not_drawn(counted, cast, client_of, monkeypatch):
    monkeypatch.setattr("goldenthread.web.figures.over_time.population", lambda: None)
    monkeypatch.setitem(latest().populations, "adults", None)
    told = words(client_of(cast[Role.DATA_OFFICER]).get(f"{ADDRESS}?period=2025-26"))
    assert "It cannot be worked out here: the number of adults who live here is not known." in told
    assert "Mar 2025" not in told
