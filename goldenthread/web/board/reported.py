"""How many concerns about each service were reported, from nameless facts, for those who may see small numbers."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.access.viewer import Viewer
from goldenthread.insight.queries import as_at, periods
from goldenthread.insight.queries.telling import services
from goldenthread.kit.display import day, plural
from goldenthread.web.figures.asked import counted_here, so_far, worded
from goldenthread.web.figures.telling import flag


@dataclass(frozen=True)
class Reported:
    """Concerns about one service in the newest year. ``words``: the whole of it in a sentence, with its day."""

    count: int
    words: str


def reported(viewer: Viewer) -> dict[str, Reported]:
    """By the service's name. Empty where nothing is counted here, and for readers who see no small numbers or no services."""
    figures, _ = counted_here()
    if figures is None or not viewer.may("figures.services") or not viewer.sees_small_numbers:
        return {}
    period = next(iter(periods(viewer, figures)), None)
    if period is None:
        return {}
    when = f"{worded(period)}{so_far(figures, period)}, as at {day(as_at(figures))}"
    return {
        line.name: Reported(
            line.reported,
            f"{plural(line.reported, 'concern')} about it, {line.itself} of {line.known} raised by itself where that is known. "
            f"{_said(flag(line))} {when}.",
        )
        for line in services(viewer, figures, period).lines
    }


def _said(told: object) -> str:
    return f"{getattr(told, 'text', told)}."
