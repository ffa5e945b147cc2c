"""Periods as whole numbers, so that every engine places a day in its period by the same sum.

A month is ``year * 12 + month - 1``; a quarter is that divided by 3; a year is the financial year, 1 April to 31 March, known by the
calendar year it begins in. No engine's own quarter is used: one of them is silently wrong. Twelve months are known by the number of their
last month; no engine counts them, they are read as the sum of their months.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TWELVE_MONTHS = "twelve_months"


# Those that engines count; twelve months are read from their months.
TALLIED = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)
# Further off no calendar has every day of a period, nor of the one beside it.
YEARS = range(1900, 3000)
LENGTH = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.TWELVE_MONTHS: 12}


class BadPeriod(Exception):
    """A period that cannot be read. The message says how to write it."""


def month_of(day: date) -> int:
    """The number of the month a day lies in."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, order=True)
class Period:
    """One month, quarter or financial year, or twelve months up to the end of one."""

    grain: Grain
    number: int

    @classmethod
    def read(cls, words: str) -> Period:
        """The period written as ``2025-06``, ``2025-26 Q1`` or ``2025-26``. Raises BadPeriod for anything else."""
        text = words.strip()
        if (found := re.fullmatch(r"([0-9]{4})-([0-9]{2})(?: Q([1-4]))?", text)) is None:
            raise BadPeriod(f"“{words}” is not a period. Write 2025-06, 2025-26 Q1 or 2025-26.")
        year, two = int(found[1]), int(found[2])
        if year not in YEARS:
            raise BadPeriod(f"“{words}” is not a period: the year is {YEARS[0]} to {YEARS[-1]}.")
        follows = (year + 1) % 100 == two
        if found[3] and follows:
            return cls(Grain.QUARTER, year * 4 + int(found[3]))
        if not found[3] and 1 <= two <= 12:
            return cls(Grain.MONTH, year * 12 + two - 1)
        if not found[3] and follows:
            return cls(Grain.YEAR, year)
        raise BadPeriod(f"“{words}” is not a period: a year is two that follow, as in 2025-26.")

    @classmethod
    def of(cls, month: int, grain: Grain) -> Period:
        """The period of this length that a month lies in."""
        return cls(grain, number_of(month, grain))

    @property
    def months(self) -> range:
        """The numbers of its months."""
        first = {
            Grain.MONTH: self.number,
            Grain.QUARTER: self.number * 3,
            Grain.YEAR: self.number * 12 + 3,
            Grain.TWELVE_MONTHS: self.number - 11,
        }[self.grain]
        return range(first, first + LENGTH[self.grain])

    @property
    def first(self) -> date:
        """Its first day."""
        year, month = divmod(self.months[0], 12)
        return date(year, month + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day(self.months[-1])

    @property
    def before(self) -> Period:
        """The period before it."""
        return Period(self.grain, self.number - 1)

    @property
    def a_year_before(self) -> Period:
        """The same period of the year before."""
        back = 12 if self.grain is Grain.TWELVE_MONTHS else 12 // LENGTH[self.grain]
        return Period(self.grain, self.number - back)

    def __str__(self) -> str:
        year = self.months[0] // 12
        if self.grain is Grain.MONTH:
            return f"{year}-{self.number % 12 + 1:02d}"
        if self.grain is Grain.TWELVE_MONTHS:
            return " to ".join(str(Period(Grain.MONTH, month)) for month in (self.months[0], self.months[-1]))
        begins = (self.months[0] - 3) // 12
        name = f"{begins}-{(begins + 1) % 100:02d}"
        return f"{name} Q{(self.number - 1) % 4 + 1}" if self.grain is Grain.QUARTER else name


def number_of(month: int, grain: Grain) -> int:
    """The number of the period that a month lies in."""
    return {
        Grain.MONTH: month,
        Grain.QUARTER: month // 3,
        Grain.YEAR: (month - 3) // 12,
        Grain.TWELVE_MONTHS: month,
    }[grain]


def last_day(month: int) -> date:
    """The last day of a month by its number."""
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def months_named(names: Iterable[str]) -> range:
    """From the first to the last month of file names: ``2025-06``, or ``2025`` for a whole financial year; empty for none."""
    numbers = [
        number
        for name in names
        for number in (Period(Grain.YEAR, int(name)).months if name.isdigit() else Period.read(name).months)
    ]
    return range(min(numbers), max(numbers) + 1) if numbers else range(0)
