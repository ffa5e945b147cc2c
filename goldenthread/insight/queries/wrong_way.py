"""Figures that go the wrong way now: the newest whole month of each, against its control chart and the council's targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.ground.figures.control import Chart
from goldenthread.ground.local_policy import Target
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import Direction, Indicator
from goldenthread.insight.language.periods import Period
from goldenthread.insight.policy.signals import began, target_missed, wrong_way
from goldenthread.insight.queries.charts import chart_of
from goldenthread.insight.queries.phases import NOTHING_SAID, ChartNotes
from goldenthread.insight.readings import Reading
from goldenthread.insight.vocabulary.signals import SignalCause

MONTHS = 24
_UP = {Direction.UP: True, Direction.DOWN: False, Direction.CONTEXT: None}


@dataclass(frozen=True)
class Found:
    """A month of a figure that went the wrong way, as it stood when it was found. ``about``: the service it is about, if it is."""

    figure: str
    name: str
    definition: str
    cause: SignalCause
    rules: tuple[str, ...]
    target: str
    period: Period
    began: Period
    shown: str
    about: str = ""


@dataclass(frozen=True)
class Series:
    """A figure month by month with its control chart, oldest first."""

    readings: tuple[Reading, ...]
    chart: Chart

    @property
    def periods(self) -> tuple[Period, ...]:
        """Its months."""
        return tuple(each.period for each in self.readings)


def up(indicator: Indicator) -> bool | None:
    """Whether higher is better; None where neither is."""
    return _UP[indicator.direction]


def series(
    figures: Figures,
    key: str,
    *,
    months: int = MONTHS,
    by: str = "",
    group: str | None = None,
    notes: ChartNotes = NOTHING_SAID,
) -> Series:
    """Whole months of a figure that is counted; limits begin anew where somebody has said what changed.

    Raises ValueError for one that is not counted by itself.
    """
    readings = tuple(figures.series(key, figures.months(months), by=by, group=group))
    return Series(readings, chart_of(readings, notes))


def wrong_now(
    figures: Figures, targets: Mapping[str, Target], notes: Mapping[str, ChartNotes]
) -> Iterator[Found]:
    """Every figure whose newest whole month goes the wrong way, but for those that still fill. A missed target is said before the chart.

    ``notes``: where the limits of a figure's chart begin anew.
    """
    for key, indicator in figures.indicators.items():
        if indicator.counting is None or indicator.counting.still_fills or key not in figures.cube.lines:
            continue
        shown = series(figures, key, notes=notes.get(key, NOTHING_SAID))
        found = _wrong(indicator, shown, targets.get(key))
        if found:
            yield found


def _wrong(indicator: Indicator, shown: Series, target: Target | None) -> Found | None:
    if not shown.readings:
        return None
    place, better = len(shown.readings) - 1, up(indicator)
    newest, value = shown.readings[place], shown.chart.values[place]
    rules = wrong_way(shown.chart, place, up=better)
    missed = target is not None and target_missed(
        value,
        newest.numerator if newest.denominator is None else newest.denominator,
        at_least=target.at_least,
        at_most=target.at_most,
        fewest=target.fewest_cases,
    )
    if not (rules or missed):
        return None
    return Found(
        indicator.key,
        indicator.name,
        indicator.version,
        SignalCause.TARGET if missed else SignalCause.CHART,
        tuple(each.value for each in rules),
        told(target) if missed and target else "",
        newest.period,
        shown.periods[began(shown.chart, place, up=better)],
        newest.sentence[:300],
    )


def told(target: Target) -> str:
    """A target in words."""
    parts = (("at least", target.at_least), ("at most", target.at_most))
    return ", ".join(f"{words} {value:g}" for words, value in parts if value is not None)
