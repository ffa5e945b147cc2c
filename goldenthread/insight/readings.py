"""Tallies as figures: divided, with their interval and their sentence. The same figure, wherever it is read, comes from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from goldenthread.ground.facts import FactTable
from goldenthread.ground.figures import sentences
from goldenthread.ground.figures.division import ratio, rounded
from goldenthread.ground.figures.histograms import Histogram, cases, centile, longest, median, over
from goldenthread.ground.figures.intervals import Interval, RateRatio, byar, share_ratio, wilson
from goldenthread.insight.language.breakdowns import names
from goldenthread.insight.language.definition import Counting, Indicator, Measure, Population, Role
from goldenthread.insight.language.periods import Period
from goldenthread.insight.tallies import COUNCIL, Tallies

Populations = Mapping[str, int]
NO_POPULATION: Populations = {}
Counts = Mapping[str, int]


def _none_wider(_role: Role, _limit: int) -> Counts:
    return {}


@dataclass(frozen=True)
class Reading:
    """One figure of one period, of the whole or of one group.

    ``numerator`` and ``denominator`` are counts, or None where they were not supplied. ``value`` is exact: a share in 100, a rate per
    ``counting.times``, a count, or the middle number of days. ``histogram`` is there for a measure of days. ``wider`` tells the other
    counts, seen where those under a limit are hidden, that hold all of a part of it (see :mod:`.wider`); none where nobody has looked.
    """

    indicator: Indicator
    counting: Counting
    period: Period
    by: str
    group: str | None
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    interval: Interval | None
    histogram: Histogram | None
    complete: bool
    wider: Callable[[Role, int], Counts] = field(default=_none_wider, compare=False, repr=False)

    @property
    def sentence(self) -> str:
        """The figure in plain words."""
        words = self.counting.words
        match self.counting.measure:
            case Measure.SHARE:
                return sentences.share_sentence(self.numerator, self.denominator, words.of, words.did)
            case Measure.RATE:
                return sentences.rate_sentence(
                    self.numerator, self.denominator, words.of, self.counting.times, words.per
                )
            case Measure.COUNT:
                return sentences.count_sentence(self.numerator, words.of)
        if self.histogram is None:
            return "This was not supplied."
        unit = ("day", "days") if self.unit == "days" else ("working day", "working days")
        return sentences.days_sentence(self.histogram, words.of, took=words.took, unit=unit)

    @property
    def unit(self) -> str:
        """What the value is in: "in 100", "per 100,000", "days", "working days", or nothing for a count."""
        match self.counting.measure:
            case Measure.SHARE:
                return "in 100"
            case Measure.RATE:
                return f"per {self.counting.times:,}"
            case Measure.COUNT:
                return ""
        return self.counting.numerator.days.unit if self.counting.numerator.days else ""

    @property
    def shown(self) -> str:
        """The value for a table: one decimal place below 10 days or events, none for shares.

        [x] when something was not supplied, – when there is nothing to divide by.
        """
        if self.value is None:
            return "–" if self.supplied else "[x]"
        if self.counting.measure is Measure.SHARE:
            return f"{rounded(self.value):f}"
        return sentences.number(self.value)

    @property
    def supplied(self) -> bool:
        """True when every count that the figure needs is there, even if there is nothing to divide by."""
        return self.numerator is not None and (
            self.counting.denominator is None or self.denominator is not None
        )

    @property
    def nine_in_ten(self) -> int | None:
        """The days within which nine in ten of the cases are."""
        return None if self.histogram is None else centile(self.histogram, 90)

    @property
    def longest(self) -> int | None:
        """The most days of any case."""
        return None if self.histogram is None else longest(self.histogram)

    @property
    def over(self) -> dict[int, int]:
        """How many cases are over each limit that the indicator names."""
        days = self.counting.numerator.days
        return {} if self.histogram is None or not days else {n: over(self.histogram, n) for n in days.over}


def reading(
    indicator: Indicator,
    tallies: Tallies,
    period: Period,
    *,
    by: str = "",
    group: str | None = None,
    populations: Populations = NO_POPULATION,
) -> Reading:
    """The figure of a period. Raises ValueError for an indicator that waits for facts or is made of others."""
    counting = indicator.counting
    if counting is None:
        raise ValueError(
            f"{indicator.key} is not counted by itself: "
            f"{indicator.waits_for or indicator.made_of or indicator.supplied}"
        )
    of = (indicator.key, Role.NUMERATOR, counting.numerator, period, by, group)
    if counting.measure is Measure.DAYS:
        histogram = tallies.histogram(*of)
        part, whole, interval = (None if histogram is None else cases(histogram)), None, None
        middle = None if histogram is None else median(histogram)
        value = None if middle is None else Fraction(middle)
    else:
        histogram, part = None, tallies.count(*of)
        whole = _whole(indicator.key, counting, tallies, period, by, group, populations)
        value, interval = _divided(counting, part, whole)
    return Reading(
        indicator,
        counting,
        period,
        by,
        group,
        part,
        whole,
        value,
        interval,
        histogram,
        tallies.complete(period),
    )


def _whole(
    key: str,
    counting: Counting,
    tallies: Tallies,
    period: Period,
    by: str,
    group: str | None,
    populations: Populations,
) -> int | None:
    if counting.denominator is None:
        return None
    if isinstance(counting.denominator, Population):
        # A group has no population of its own here, and a part of a year none either: such a rate would mislead.
        return None if by or len(period.months) != 12 else populations.get(counting.denominator.name)
    return tallies.count(key, Role.DENOMINATOR, counting.denominator, period, by, group)


def _divided(
    counting: Counting, part: int | None, whole: int | None
) -> tuple[Fraction | None, Interval | None]:
    if counting.measure is Measure.COUNT:
        return (None if part is None else Fraction(part)), None
    value = ratio(part, whole, times=counting.times)
    if counting.measure is Measure.SHARE:
        return value, wilson(part, whole)
    return value, byar(part, whole, times=counting.times) if isinstance(
        counting.denominator, Population
    ) else None


def broken_down(
    indicator: Indicator,
    tallies: Tallies,
    period: Period,
    by: str,
    tables: Mapping[str, FactTable],
) -> dict[str | None, Reading]:
    """The figures of every group of a breakdown: known groups in their order, then others that occur, then None for missing.

    A pool is also broken down by council. Raises ValueError for a breakdown that the indicator does not have.
    """
    counting = indicator.counting
    chosen = next((b for b in counting.breakdowns if b.by == by), None) if counting else None
    if counting is None or (chosen is None and by != COUNCIL):
        raise ValueError(f"{indicator.key} is not broken down by {by}")
    known: list[str | None] = []
    if chosen:
        known += names(chosen, tables[counting.numerator.table].by_name[chosen.name])
    occur = tallies.groups(indicator.key, by)
    order = [*known, *(group for group in occur if group not in known)]
    return {group: reading(indicator, tallies, period, by=by, group=group) for group in order}


def against_the_others(groups: Mapping[str | None, Reading]) -> dict[str | None, RateRatio | None]:
    """Each group's share as a multiple of that of all other known groups together; None where there are too few to say."""
    known = {
        group: (each.numerator or 0, each.denominator or 0)
        for group, each in groups.items()
        if group is not None
    }
    part, whole = (sum(pair[i] for pair in known.values()) for i in (0, 1))
    return {group: share_ratio(n, of, part - n, whole - of) for group, (n, of) in known.items()}


def change(now: Reading, before: Reading) -> str:
    """What became of a share since another period, as a sentence; empty where it cannot be said."""
    pairs = [(each.numerator, each.denominator) for each in (now, before)]
    if now.counting.measure is not Measure.SHARE or any(None in pair for pair in pairs):
        return ""
    (n, of), (was, was_of) = pairs
    return sentences.change_sentence((n or 0, of or 0), (was or 0, was_of or 0), str(before.period))
