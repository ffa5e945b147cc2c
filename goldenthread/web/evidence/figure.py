"""The newest value of a live figure, as this reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.viewer import Viewer
from goldenthread.insight.queries import as_at, figure_page, indicators, periods
from goldenthread.web.figures.asked import counted


@dataclass(frozen=True)
class ShownFigure:
    """A figure in words. ``sentence`` says why there is none where there is none."""

    key: str
    name: str
    sentence: str
    as_at: datetime | None = None
    opens: bool = False


def shown_figure(viewer: Viewer, key: str) -> ShownFigure:
    """The newest whole year's value; the reason in words where it is not counted, or not for this reader."""
    indicator = indicators().get(key)
    if indicator is None:
        return ShownFigure(key, key, "There is no figure of this key any more.")
    if not viewer.may("figures.see"):
        return ShownFigure(
            key, indicator.name, "Your role does not open figures. Ask the board's staff for its value."
        )
    figures, trouble = counted()
    if trouble:
        return ShownFigure(key, indicator.name, trouble, opens=True)
    if figures is None or indicator.counting is None:
        return ShownFigure(key, indicator.name, "It has not been counted yet.", opens=True)
    offered = periods(viewer, figures)
    if not offered:
        return ShownFigure(key, indicator.name, "No year is over yet that may be shown to you.", opens=True)
    found = figure_page(viewer, figures, key, offered[0])
    return ShownFigure(key, indicator.name, found.whole.sentence, as_at(figures), opens=True)
