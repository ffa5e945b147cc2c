"""What engines are asked: every part of every indicator, whole and by each breakdown, for each period that cannot be summed later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.ground.facts import Column, FactTable
from goldenthread.insight.language.breakdowns import Breakdown, agreed
from goldenthread.insight.language.definition import Counting, Role, Tally
from goldenthread.insight.language.periods import TALLIED, Grain, Period, last_day


@dataclass(frozen=True)
class Window:
    """The months that are counted, and the day the facts are as at: what stands at the end of a month is never looked at later."""

    months: range
    as_at: date

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the months."""
        return Period(Grain.MONTH, self.months[0]).first, last_day(self.months[-1])

    def ends(self) -> list[tuple[int, date]]:
        """Each month and the day its end is looked at."""
        return [(month, min(last_day(month), self.as_at)) for month in self.months]


@dataclass(frozen=True)
class Split:
    """A breakdown as it is applied to one table; ``by`` is empty for the whole."""

    by: str = ""
    breakdown: Breakdown | None = None
    column: Column | None = None


WHOLE = Split()


@dataclass(frozen=True)
class Asked:
    """One part of one indicator and how it is split."""

    indicator: str
    role: Role
    tally: Tally
    splits: tuple[Split, ...]

    @property
    def grains(self) -> tuple[Grain, ...]:
        """The periods it is tallied for: months alone where longer ones follow from them."""
        return (Grain.MONTH,) if self.tally.adds_up or self.tally.at_the_end else TALLIED


def plan(
    indicators: Mapping[str, Counting], tables: Mapping[str, FactTable], *, agreed_only: bool = False
) -> Iterator[Asked]:
    """Every part to tally. ``agreed_only`` leaves out breakdowns that mean something in one council only."""
    for key, counting in indicators.items():
        chosen = [
            b
            for b in counting.breakdowns
            if not agreed_only or agreed(b, tables[counting.numerator.table].by_name[b.name])
        ]
        for role, tally in counting.parts:
            columns = tables[tally.table].by_name
            splits = [Split(b.by, b, columns[b.name if role is Role.NUMERATOR else b.of]) for b in chosen]
            yield Asked(key, role, tally, (WHOLE, *splits))
