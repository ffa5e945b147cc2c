"""Conditions on one row of facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Value = str | bool | int


@dataclass(frozen=True)
class Is:
    """The column has this value."""

    column: str
    value: Value


@dataclass(frozen=True)
class OneOf:
    """The column has one of these values."""

    column: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Known:
    """The column has a value."""

    column: str


@dataclass(frozen=True)
class Missing:
    """The column has no value."""

    column: str


@dataclass(frozen=True)
class Within:
    """From one day to the other are 0 to ``days`` calendar days; the second is never before the first."""

    start: str
    end: str
    days: int


@dataclass(frozen=True)
class During:
    """The day lies in the period that is counted."""

    column: str


@dataclass(frozen=True)
class All:
    """Every part is met; with no parts, every row."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Any:
    """At least one part is met."""

    parts: tuple[Condition, ...]


Condition = Is | OneOf | Known | Missing | Within | During | All | Any
EVERY_ROW = All()


def both(first: Condition, second: Condition) -> Condition:
    """Rows that meet the two."""
    parts = tuple(
        part for whole in (first, second) for part in (whole.parts if isinstance(whole, All) else (whole,))
    )
    return parts[0] if len(parts) == 1 else All(parts)


def every_part(condition: Condition) -> Iterator[Condition]:
    """The condition and all its parts."""
    yield condition
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from every_part(part)
