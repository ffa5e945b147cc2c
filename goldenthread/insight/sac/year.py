"""The year of the return: 1 April to 31 March, written 2025-26."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


class BadYear(Exception):
    """A year that is not written as the return writes it, or that cannot be returned. The message says what to do."""


@dataclass(frozen=True, order=True)
class ReturnYear:
    """One financial year, known by the calendar year in which it begins."""

    begins: int

    @classmethod
    def read(cls, words: str) -> ReturnYear:
        """The year written as ``2025-26``. Raises BadYear for anything else."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", words.strip())
        if not found or (int(found[1]) + 1) % 100 != int(found[2]):
            raise BadYear(
                f"“{words}” is not a year of the return. Write it as 2025-26: two years that follow."
            )
        return cls(int(found[1]))

    @classmethod
    def of(cls, day: date) -> ReturnYear:
        """The year that a day falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first(self) -> date:
        """1 April."""
        return date(self.begins, 4, 1)

    @property
    def last(self) -> date:
        """31 March, the day on which ages are taken."""
        return date(self.begins + 1, 3, 31)

    @property
    def before(self) -> ReturnYear:
        """The year before."""
        return ReturnYear(self.begins - 1)

    def __str__(self) -> str:
        return f"{self.begins}-{(self.begins + 1) % 100:02d}"
