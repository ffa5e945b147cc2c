"""The measure of an action: its series as counted last, and how a judgement is drawn."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.policy import MeasuredPoint
from goldenthread.assurance.queries import ActionPage, Judgement
from goldenthread.ground.verdicts import Refused, refused
from goldenthread.insight.cube import CubeError
from goldenthread.insight.queries import as_at, indicators, latest
from goldenthread.insight.queries.measured import measured
from goldenthread.kit.charts import Band, Point, Trend, trend_chart
from goldenthread.kit.display import day


def series(viewer: Viewer, key: str) -> tuple[tuple[MeasuredPoint, ...], datetime]:
    """The whole months of a figure, oldest first, and as at when. Raises Refused where there is none to read."""
    if settings.FIGURES_FILE:
        raise Refused(
            refused(
                "OTHERS",
                "The pages of figures show others' figures now. An action here is judged on our own.",
            )
        )
    try:
        figures = latest()
    except CubeError:
        figures = None
    if figures is None:
        raise Refused(
            refused("NOT-COUNTED", "Figures have not been counted yet, so there is nothing to judge.")
        )
    points = tuple(MeasuredPoint(f"{on:%b %Y}", on, value) for on, value in measured(viewer, figures, key))
    return points, as_at(figures)


def sees_points(viewer: Viewer, page: ActionPage) -> bool:
    """Months of a figure of this house are for staff of the council: a small month could be worked out from the year."""
    return not page.line.indicator_key or viewer.sees_small_numbers


def chart(judgement: Judgement, name: str, *, share: bool) -> object:
    """The control chart a judgement was made on; "" where it kept no points. The lines begin where they were drawn."""
    if not judgement.points:
        return ""
    points = [
        Point(label, value, special=bool(judgement.rules) and number >= judgement.changed)
        for number, (label, value) in enumerate(judgement.points)
    ]
    low = None if judgement.low is None else max(0.0, judgement.low)
    high = judgement.high if judgement.high is None or not share else min(100.0, judgement.high)
    title = f"{name}: {judgement.effect.label.lower()}. {judgement.words}"
    bands = [Band(0, len(points), judgement.centre, low, high)]
    return trend_chart(Trend(title, points, bands, ceiling=100 if share else None))


def is_share(key: str) -> bool:
    """True for a figure in 100."""
    known = indicators().get(key)
    return bool(known and known.counting and known.counting.measure.value == "share")


def told(judgement: Judgement) -> str:
    """By whom and when, in words."""
    if not judgement.by_chart:
        return f"Judged by {judgement.by_name} on {day(judgement.at)}"
    counted = f", on figures as at {day(judgement.as_at)}" if judgement.as_at else ""
    return f"Judged with the control chart on {day(judgement.at)}{counted}; asked by {judgement.by_name}"
