"""Working days: Monday to Friday without the bank holidays of England (bundled copy of the GOV.UK list, 2012 to 2028)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from goldenthread.ground.moment import LONDON

# Clocks end with the London day, not at midnight UTC.
END_OF_DAY = time(23, 59, 59)


@cache
def bank_holidays() -> frozenset[date]:
    """Bank holidays of England and Wales as published by GOV.UK, from the copy bundled with the library."""
    found = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in found)


@dataclass(frozen=True)
class WorkingDays:
    """A council's calendar: weekends, bank holidays and its own one-off closure days."""

    closures: frozenset[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        """True on a day the council works."""
        return day.weekday() < 5 and day not in bank_holidays() and day not in self.closures

    def add(self, start: date, days: int) -> date:
        """The day ``days`` working days after ``start``; with 0, ``start`` or the next working day.

        Raises ValueError for fewer than 0 days.
        """
        if days < 0:
            raise ValueError("working days are counted forward")
        day = start
        while days == 0 and not self.is_working(day):
            day += timedelta(days=1)
        while days:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not after ``start``."""
        return sum(
            self.is_working(start + timedelta(days=n)) for n in range(1, max(0, (end - start).days) + 1)
        )


def closures(days: Iterable[date]) -> WorkingDays:
    """A calendar with these one-off closure days."""
    return WorkingDays(frozenset(days))


def end_of(day: date) -> datetime:
    """The last second of a London day, aware."""
    return datetime.combine(day, END_OF_DAY, tzinfo=LONDON)
