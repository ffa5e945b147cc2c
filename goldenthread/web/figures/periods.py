"""Periods that figures can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From one London day to another, both included."""

    key: str
    label: str
    first: date
    last: date


def periods(today: date) -> tuple[Period, ...]:
    """The last twelve months, this and the last financial year (from 1 April, as the national return), and 90 days."""
    begun = date(today.year if today >= date(today.year, 4, 1) else today.year - 1, 4, 1)
    year_ago = (
        today.replace(year=today.year - 1)
        if (today.month, today.day) != (2, 29)
        else date(today.year - 1, 2, 28)
    )
    return (
        Period("year", "Last 12 months", year_ago + timedelta(days=1), today),
        Period("this", f"This financial year ({_name(begun)})", begun, today),
        Period(
            "last",
            f"Last financial year ({_name(date(begun.year - 1, 4, 1))})",
            date(begun.year - 1, 4, 1),
            begun - timedelta(days=1),
        ),
        Period("quarter", "Last 90 days", today - timedelta(days=89), today),
    )


def chosen(today: date, key: str) -> Period:
    """The period asked for; the first for a key nobody knows."""
    found = periods(today)
    return next((period for period in found if period.key == key), found[0])


def _name(begun: date) -> str:
    return f"{begun.year} to {begun.year + 1}"
