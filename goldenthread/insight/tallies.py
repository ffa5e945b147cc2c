"""Tallies: counts and histograms of days, all that an engine may say. They add up; what is divided is divided later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from goldenthread.ground.figures.histograms import merged
from goldenthread.insight.language.definition import Role, Tally
from goldenthread.insight.language.periods import Grain, Period

COUNCIL = "council"
"""The breakdown that a pool of several councils has beside those of the indicator."""


class Cell(NamedTuple):
    """What one number is of. ``by`` is empty for the whole; ``group`` is None where the facts say nothing."""

    indicator: str
    role: Role
    grain: Grain
    period: int
    by: str
    group: str | None


class Source(NamedTuple):
    """Where tallies come from: the council, the moment its facts are as at, and the months they cover."""

    council: str
    as_at: str
    first_month: int
    last_month: int


@dataclass
class Counted:
    """What an engine hands over. A cell that is not there is zero in a month that was counted."""

    counts: dict[Cell, int] = field(default_factory=dict)
    days: dict[Cell, dict[int, int]] = field(default_factory=dict)

    def add(self, cell: Cell, number: int, day: int | None = None) -> None:
        """Add to a count, or to one day of a histogram. Zeros leave no trace, so that engines can be compared."""
        if not number:
            return
        if day is None:
            self.counts[cell] = self.counts.get(cell, 0) + number
        else:
            histogram = self.days.setdefault(cell, {})
            histogram[day] = histogram.get(day, 0) + number


@dataclass(frozen=True)
class Tallies:
    """Tallies with all one must know to read them. ``versions`` are those of the definitions they were counted by."""

    sources: tuple[Source, ...]
    months: range
    versions: Mapping[str, str]
    counted: Counted

    def count(
        self, indicator: str, role: Role, tally: Tally, period: Period, by: str = "", group: str | None = None
    ) -> int | None:
        """The count of a period; None where no month of it was counted."""
        cells = self._cells(indicator, role, tally, period, by, group)
        return sum(self.counted.counts.get(cell, 0) for cell in cells) if cells else None

    def histogram(
        self, indicator: str, role: Role, tally: Tally, period: Period, by: str = "", group: str | None = None
    ) -> dict[int, int] | None:
        """The histogram of days of a period; None where no month of it was counted."""
        cells = self._cells(indicator, role, tally, period, by, group)
        return merged(self.counted.days.get(cell, {}) for cell in cells) if cells else None

    def groups(self, indicator: str, by: str) -> list[str | None]:
        """Every group of a breakdown that occurs in either part, in order; None last."""
        found = {
            cell.group
            for kind in (self.counted.counts, self.counted.days)
            for cell in kind
            if cell.indicator == indicator and cell.by == by
        }
        return sorted(found, key=lambda group: (group is None, group or ""))

    def _cells(
        self, indicator: str, role: Role, tally: Tally, period: Period, by: str, group: str | None
    ) -> list[Cell]:
        """The cells whose sum is the period: its months, the last of them, or the period itself."""
        covered = [month for month in period.months if month in self.months]
        if not covered:
            return []
        if tally.at_the_end:
            chosen = [(Grain.MONTH, covered[-1])]
        elif tally.adds_up:
            chosen = [(Grain.MONTH, month) for month in covered]
        elif period.grain is Grain.TWELVE_MONTHS:
            # Different people of twelve months are no sum of their months, and no engine counted them.
            return []
        else:
            chosen = [(period.grain, period.number)]
        return [Cell(indicator, role, grain, number, by, group) for grain, number in chosen]

    def complete(self, period: Period) -> bool:
        """True when every month of the period was counted to its end."""
        ends = min(source.as_at[:10] for source in self.sources)
        return all(month in self.months for month in period.months) and ends >= period.last.isoformat()


def add_to(whole: Counted, part: Counted) -> None:
    """Add the tallies of one council to those of others."""
    for cell, number in part.counts.items():
        whole.add(cell, number)
    for cell, histogram in part.days.items():
        for day, number in histogram.items():
            whole.add(cell, number, day)
