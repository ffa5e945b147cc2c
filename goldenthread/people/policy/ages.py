"""Ages as the national return asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from goldenthread.people.policy.rules import ADULT_AGE, age_on


@lru_cache(maxsize=10_000)
def year_ends(day: date) -> date:
    """The 31 March that ends the financial year of this day."""
    return date(day.year + (day >= date(day.year, 4, 1)), 3, 31)


def age_in_return(born: date, died: date | None, day: date) -> int:
    """Whole years on the last day of the financial year of ``day``, or at death if earlier (SAC guidance, SG1a)."""
    ends = year_ends(day)
    return age_on(born, min(died, ends) if died else ends)


def ages_in_return(
    born: Sequence[date | None], died: Sequence[date | None], days: Sequence[date | None]
) -> list[int | None]:
    """The age of each; None where no date of birth or no day is known."""
    return [
        None if b is None or day is None else age_in_return(b, d, day)
        for b, d, day in zip(born, died, days, strict=True)
    ]


def children_on(born: Sequence[date | None], days: Sequence[date | None]) -> list[bool | None]:
    """Whether each was not yet 18 on the day; None where no date of birth or no day is known."""
    return [
        None if b is None or day is None else age_on(b, day) < ADULT_AGE
        for b, day in zip(born, days, strict=True)
    ]
