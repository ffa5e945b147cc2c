"""Whole months of a figure as a control chart. Where its limits begin anew is worked out here, for pages and for signals alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.ground.figures.control import Chart, Limits, Phase, xmr
from goldenthread.insight.language.definition import Measure
from goldenthread.insight.queries.phases import NOTHING_SAID, ChartNotes
from goldenthread.insight.readings import Reading


def chart_of(readings: Sequence[Reading], notes: ChartNotes = NOTHING_SAID) -> Chart:
    """The chart of these months, oldest first. ``notes``: where somebody said that its limits begin anew, and why."""
    values = [None if each.value is None else float(each.value) for each in readings]
    share = bool(readings) and readings[0].counting.measure is Measure.SHARE
    return xmr(
        values,
        phases_of([each.period.first for each in readings], notes),
        floor=0,
        ceiling=100 if share else None,
    )


def rolling_chart(readings: Sequence[Reading]) -> Chart:
    """Twelve months to the end of each month, without limits: neighbours share eleven months, so no rule of chance holds for them."""
    values = tuple(None if each.value is None else float(each.value) for each in readings)
    return Chart(values, (Limits(0, len(values), "", None, None, None),), (frozenset(),) * len(values))


def phases_of(firsts: Sequence[date], notes: ChartNotes) -> list[Phase]:
    """Where limits begin anew, by the first days of the chart's months. What began before its second month holds for all of it."""
    return [
        Phase(firsts.index(each.month), each.reason) for each in notes.holding if each.month in firsts[1:]
    ]
