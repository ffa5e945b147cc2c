"""Reads of insight: figures as a viewer may see them, from the tallies that were counted last."""

from goldenthread.insight.queries.figures import (
    FigurePage,
    Group,
    Leading,
    Month,
    figure_page,
    figure_rows,
    leading,
    made,
    periods,
)
from goldenthread.insight.queries.latest import indicators, latest

__all__ = [
    "FigurePage", "Group", "Leading", "Month", "figure_page", "figure_rows", "indicators", "latest", "leading", "made", "periods",
]  # fmt: skip
