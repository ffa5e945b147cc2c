"""Where the limits of control charts begin anew, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.need_to_know import visible
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import ControlChart, PhaseStep
from goldenthread.insight.vocabulary.phases import PhaseDeed


@dataclass(frozen=True)
class Said:
    """What somebody said about one month of a chart. ``withdrawn`` is what was said later, if it no longer holds."""

    month: date
    reason: str
    by_name: str
    at: datetime
    withdrawn: Said | None = None


@dataclass(frozen=True)
class ChartNotes:
    """All that was said about the limits of one chart, oldest first. ``version`` is that of its row, 0 before anything was said."""

    version: int = 0
    said: tuple[Said, ...] = ()

    @property
    def holding(self) -> tuple[Said, ...]:
        """What holds now, by month."""
        return tuple(sorted((each for each in self.said if not each.withdrawn), key=lambda each: each.month))


NOTHING_SAID = ChartNotes()


def chart_notes(viewer: Viewer, keys: Iterable[str]) -> dict[str, ChartNotes]:
    """What was said about the charts of these indicators, for those where anything was."""
    charts = visible(viewer, ControlChart).filter(indicator__in=list(keys)).prefetch_related("steps")
    return {chart.indicator: ChartNotes(chart.version, _said(chart.steps.all())) for chart in charts}


def _said(steps: Iterable[PhaseStep]) -> tuple[Said, ...]:
    found: list[Said] = []
    for step in steps:
        told = Said(step.month, step.reason, step.by_name, step.at)
        if step.deed == PhaseDeed.BEGUN:
            found.append(told)
            continue
        for at, each in enumerate(found):
            if each.month == step.month and not each.withdrawn:
                found[at] = Said(each.month, each.reason, each.by_name, each.at, withdrawn=told)
    return tuple(found)
