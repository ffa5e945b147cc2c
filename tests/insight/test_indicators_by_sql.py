"""From operational tables to a printed figure: the command's figures against SQL written by hand over those tables."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories import towns

pytestmark = pytest.mark.xdist_group("by hand")
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
YEAR = "2026-27"
# 1 April is in summer time: the year begins and ends an hour before midnight in UTC.
FROM, TO = datetime(2026, 3, 31, 23, tzinfo=UTC), datetime(2027, 3, 31, 23, tzinfo=UTC)
CONCERN, ENQUIRY, DUTY = "concerns_concern", "enquiries_enquiry", "letters_feedbackduty"
ENDED_ALLEGATION = (
    "enquiries_allegation a JOIN enquiries_enquiry e ON e.id = a.enquiry_id "
    "WHERE e.closed_at >= %s AND e.closed_at < %s AND a.withdrawn_words = ''"
)


@pytest.fixture(scope="module")
def figures(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the commands write from the made-up town, by key; read within the same module as the SQL."""
    folder = tmp_path_factory.mktemp("town")
    with towns.standing(django_db_blocker, now=NOW, adults=500, seed=5):
        call_command("snapshot", "--out", str(folder / "facts"))
        out = folder / "figures.json"
        call_command("indicators", "--facts", str(folder / "facts"), "--year", YEAR, "--out", str(out))
        yield {row["indicator"]: row for row in json.loads(out.read_text())}


def count(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {sql}", [FROM, TO] if "%s" in sql else [])
        return cursor.fetchone()[0]


def within(table: str, column: str, also: str = "") -> int:
    return count(f"{table} WHERE {column} >= %s AND {column} < %s{' AND ' if also else ''}{also}")


SHARES = {
    "A6": lambda: (within(ENQUIRY, "opened_at", "kind = 's42'"), within(ENQUIRY, "opened_at")),
    "A3": lambda: (within(ENQUIRY, "opened_at"), within(CONCERN, "raised_at")),
    "A4": lambda: (within(ENQUIRY, "opened_at", "kind = 's42'"), within(CONCERN, "raised_at")),
    "A5": lambda: (
        within(
            CONCERN,
            "raised_at",
            "decided_at IS NOT NULL AND id IN (SELECT concern_id FROM enquiries_enquiryconcern)",
        ),
        within(CONCERN, "raised_at", "decided_at IS NOT NULL"),
    ),
    "A7": lambda: (
        within(CONCERN, "decided_at", "outcome = 'no_further_action'"),
        within(CONCERN, "decided_at"),
    ),
    "B2": lambda: (within(CONCERN, "decided_at", "decided_at <= due_at"), within(CONCERN, "decided_at")),
    "B5": lambda: (within(ENQUIRY, "closed_at", "closed_at <= due_at"), within(ENQUIRY, "closed_at")),
    "D1": lambda: (
        within(ENQUIRY, "closed_at", "asked IN ('expressed', 'none_expressed')"),
        within(ENQUIRY, "closed_at"),
    ),
    "D7-life": lambda: (
        within(ENQUIRY, "closed_at", "life = 'better'"),
        within(ENQUIRY, "closed_at", "life IN ('better', 'same', 'worse')"),
    ),
    "D6-carers_asked": lambda: (
        within(ENQUIRY, "closed_at", "carer_said IN ('yes', 'partly', 'no', 'not_known')"),
        within(ENQUIRY, "closed_at", "carer_said IN ('yes', 'partly', 'no', 'not_known', 'not_asked')"),
    ),
    "E1": lambda: (
        within(ENQUIRY, "closed_at", "lacked_capacity = 'yes'"),
        within(ENQUIRY, "closed_at", "lacked_capacity IN ('yes', 'no')"),
    ),
    "F1": lambda: (
        count(f"{ENDED_ALLEGATION} AND a.risk_result IN ('reduced', 'removed')"),
        count(f"{ENDED_ALLEGATION} AND a.risk_result <> ''"),
    ),
    "G1": lambda: (
        within(DUTY, "opened_at", "audience = 'referrer' AND state = 'met'"),
        within(DUTY, "opened_at", "audience = 'referrer' AND not_possible NOT IN ('anonymous', 'unsafe')"),
    ),
    "A10-concerns": lambda: (count(f"{CONCERN} WHERE decided_at IS NULL"), None),
    "A10": lambda: (count(f"{ENQUIRY} WHERE closed_at IS NULL"), None),
}


@pytest.mark.parametrize("key", SHARES)
def test_the_figure_is_what_hand_written_sql_counts(figures, db, key):
    part, whole = SHARES[key]()
    assert part or whole
    assert (figures[key]["numerator"], figures[key]["denominator"]) == (
        str(part),
        "" if whole is None else str(whole),
    )


def test_adults_with_another_concern_are_those_of_the_tables(figures, db):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id, raised_at FROM {CONCERN} WHERE person_id IS NOT NULL ORDER BY raised_at"
        )
        rows = cursor.fetchall()
    adults, again, before = set(), set(), {}
    for person, raised in rows:
        at = raised if raised.tzinfo else raised.replace(tzinfo=UTC)
        day = at.astimezone(LONDON).date()
        if FROM <= at < TO:
            adults.add(person)
            if person in before and (day - before[person]).days <= 365:
                again.add(person)
        before[person] = day
    assert again
    assert (figures["C1"]["numerator"], figures["C1"]["denominator"]) == (str(len(again)), str(len(adults)))
