"""A paper's control chart, drawn as on pages."""

from __future__ import annotations

from markupsafe import Markup

from goldenthread.ground.papers import Trend
from goldenthread.kit import charts


def chart_of(block: Trend) -> Markup:
    """The chart as SVG."""
    return charts.trend_chart(
        charts.Trend(
            block.title,
            [charts.Point(*point) for point in block.points],
            [charts.Band(*band) for band in block.bands],
            block.ceiling,
            told(block),
        )
    )


def told(block: Trend) -> str:
    """Every point in words, for those who hear the chart read."""
    points = "; ".join(
        f"{label}: {'not shown' if value is None else f'{value:g}'}{', more than chance' if special else ''}"
        for label, value, special in block.points
    )
    return f"{points}."
