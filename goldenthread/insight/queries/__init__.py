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
from goldenthread.insight.queries.return_cases import compared, return_cell, return_check
from goldenthread.insight.queries.returns import (
    AlteredFile,
    counts_waiting,
    editions,
    kept_file,
    published_page,
    return_page,
    return_years,
)

__all__ = [
    "AlteredFile",
    "FigurePage",
    "Group",
    "Leading",
    "Month",
    "compared",
    "counts_waiting",
    "editions",
    "figure_page",
    "figure_rows",
    "indicators",
    "kept_file",
    "latest",
    "leading",
    "made",
    "periods",
    "published_page",
    "return_cell",
    "return_check",
    "return_page",
    "return_years",
]  # fmt: skip
