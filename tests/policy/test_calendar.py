"""Working days, against an independent list of England's bank holidays."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.calendar import WorkingDays, bank_holidays, closures, end_of
from goldenthread.ground.moment import LONDON

YEARS = range(2015, 2028)
ORACLE = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1] - 1, 12, 31))
COUNTS = st.integers(0, 120)


def test_every_day_agrees_with_an_independent_list():
    day, wrong = date(YEARS[0], 1, 1), []
    while day.year in YEARS:
        # Lists differ in whether a holiday that falls on a weekend is named beside its substitute; no clock can tell.
        if day.weekday() < 5 and (day in bank_holidays()) != (day in ORACLE):
            wrong.append(day)
        day += timedelta(days=1)
    assert not wrong


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2022, 6, 2), False),  # moved for the jubilee
        (date(2022, 9, 19), False),  # one-off: state funeral
        (date(2023, 5, 8), False),  # one-off: coronation
        (date(2026, 12, 28), False),  # Boxing Day's substitute
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 20), True),
    ],
)
def test_days_people_remember(day, working):
    assert WorkingDays().is_working(day) is working


def test_five_working_days_over_easter():
    assert WorkingDays().add(date(2025, 4, 16), 5) == date(2025, 4, 25)


def test_nothing_added_stays_or_moves_to_the_next_working_day():
    assert WorkingDays().add(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert WorkingDays().add(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_a_councils_own_closure_is_no_working_day():
    closed = closures([date(2026, 11, 23)])
    assert closed.add(date(2026, 11, 20), 1) == date(2026, 11, 24)


def test_counting_backward_is_refused():
    with pytest.raises(ValueError, match="forward"):
        WorkingDays().add(date(2026, 1, 5), -1)


@given(DAYS, COUNTS)
def test_the_day_reached_is_a_working_day_and_counting_back_gives_the_count(start, count):
    reached = WorkingDays().add(start, count)
    assert WorkingDays().is_working(reached)
    assert WorkingDays().between(start, reached) == (
        count if count else WorkingDays().between(start, reached)
    )
    if count:
        # One day earlier the count was not complete: no later day was taken than needed.
        assert WorkingDays().between(start, reached - timedelta(days=1)) == count - 1


@given(DAYS, DAYS)
def test_days_between_agree_with_a_plain_count(start, end):
    plain = 0
    day = start
    while day < end:
        day += timedelta(days=1)
        plain += day.weekday() < 5 and day not in ORACLE
    assert WorkingDays().between(start, end) == plain


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1), date(2026, 12, 1)])
def test_a_clock_ends_with_the_london_day_also_when_the_clocks_change(day):
    end = end_of(day)
    assert end.astimezone(LONDON).date() == day
    assert (end.astimezone(UTC) + timedelta(seconds=1)).astimezone(LONDON).date() == day + timedelta(days=1)
    assert isinstance(end, datetime)
