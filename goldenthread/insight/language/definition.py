"""What an indicator is, once its file has been read and every word checked against the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.ground.facts import FactTable
from goldenthread.insight.language.breakdowns import Breakdown, agreed
from goldenthread.insight.language.conditions import EVERY_ROW, Condition, During, Known, every_part

THE_END = "the_end"
"""In place of a day column: the last day of the period, or the day of the snapshot if that is earlier."""


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    CONTEXT = "context"


DIRECTIONS = {
    Direction.UP: "higher is better",
    Direction.DOWN: "lower is better",
    Direction.CONTEXT: "read in context: neither higher nor lower is better by itself",
}


class Measure(StrEnum):
    """How a figure is made."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    DAYS = "days"


class Role(StrEnum):
    """The parts of an indicator that are tallied."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True)
class Days:
    """Which days are measured: a number column, or from one day to another. ``over`` are limits whose excess is told."""

    column: str = ""
    start: str = ""
    end: str = ""
    unit: str = "days"
    over: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Rows of one table that are counted.

    ``day`` places a row in its period. Without it, rows are counted that were open at the end of the period: ``opened`` on or before its
    last day, ``closed`` after it or not at all. ``different`` is the key of which each value counts once.
    """

    table: str
    day: str = ""
    opened: str = ""
    closed: str = ""
    where: Condition = EVERY_ROW
    different: str = ""
    days: Days | None = None

    @property
    def at_the_end(self) -> bool:
        """True for what stands at the end of a period rather than what happened in it."""
        return not self.day

    @property
    def adds_up(self) -> bool:
        """True when a year is the sum of its months: not for different people, nor for what must fall in one period together."""
        return not (
            self.at_the_end
            or self.different
            or any(isinstance(part, During) for part in every_part(self.where))
        )


@dataclass(frozen=True)
class Population:
    """A denominator that councils look up: people, at mid-year."""

    name: str


@dataclass(frozen=True)
class Wording:
    """Words of the sentence: what is counted (one, many), what they did with ``{n}``, per what, and how days pass."""

    of: tuple[str, str]
    did: str = ""
    per: str = ""
    took: str = "took"


@dataclass(frozen=True)
class Counting:
    """How a fed indicator is counted."""

    measure: Measure
    numerator: Tally
    denominator: Tally | Population | None
    times: int
    breakdowns: tuple[Breakdown, ...]
    words: Wording

    @property
    def parts(self) -> Iterator[tuple[Role, Tally]]:
        """What is tallied."""
        yield Role.NUMERATOR, self.numerator
        if isinstance(self.denominator, Tally):
            yield Role.DENOMINATOR, self.denominator

    @property
    def still_fills(self) -> bool:
        """True when rows come into the numerator on a day after the one that places them: the newest periods are low until then.

        Such a series is read as a list of what is still to come. Against its own past its newest end always looks like a fall.
        """
        if not isinstance(self.denominator, Tally):
            return False
        asked = [each for each in every_part(self.denominator.where) if isinstance(each, Known)]
        later = (
            each for each in every_part(self.numerator.where) if isinstance(each, Known) and each not in asked
        )
        return any(each.column.endswith("_on") and each.column != self.denominator.day for each in later)


@dataclass(frozen=True)
class Indicator:
    """One indicator. Exactly one of ``counting``, ``waits_for``, ``made_of`` and ``supplied`` says how it comes about.

    ``supplied`` names measures of the performance framework ("T1"), or one part of one ("U1/citizens"): agencies tell them as counts.

    ``version`` is a digest of what decides the number: the same version always counts the same.
    """

    key: str
    name: str
    why: str
    direction: Direction
    definition: str
    exclusions: str
    author: str
    next_review: date
    source: str
    national_twin: str
    version: str
    counting: Counting | None = None
    waits_for: str = ""
    made_of: tuple[str, ...] = ()
    supplied: tuple[str, ...] = ()


def breakdowns_of(
    counting: Counting, tables: dict[str, FactTable], *, agreed_only: bool = False
) -> tuple[Breakdown, ...]:
    """The breakdowns of an indicator; only those that mean the same in every council when asked."""
    columns = tables[counting.numerator.table].by_name
    return tuple(b for b in counting.breakdowns if not agreed_only or agreed(b, columns[b.name]))
