"""Reads of insight: figures as a viewer may see them, from the tallies that were counted last."""

from goldenthread.insight.queries.comparison import Comparison, Part, Stands, comparison, parts
from goldenthread.insight.queries.dashboards import (
    Sheet,
    Shown,
    dashboard,
    first_of,
    forum_periods,
    forum_sheet,
    open_to,
    sheet,
)
from goldenthread.insight.queries.equality import Outcome, equality
from goldenthread.insight.queries.figures import (
    FigurePage,
    Group,
    Leading,
    Month,
    figure_page,
    figure_rows,
    leading,
    made,
)
from goldenthread.insight.queries.given_out import AlteredFile, kept_file, published_page
from goldenthread.insight.queries.latest import indicators, latest, population, published
from goldenthread.insight.queries.phases import ChartNotes, Said, chart_notes
from goldenthread.insight.queries.return_cases import compared, return_cell, return_check
from goldenthread.insight.queries.returns import (
    counts_waiting,
    editions,
    return_page,
    return_years,
    returns_to_sign,
)
from goldenthread.insight.queries.sight import as_at, periods, sight_of
from goldenthread.insight.queries.sources import Sources, sources

__all__ = [
    "AlteredFile",
    "ChartNotes",
    "Comparison",
    "FigurePage",
    "Group",
    "Leading",
    "Month",
    "Outcome",
    "Part",
    "Said",
    "Sheet",
    "Shown",
    "Sources",
    "Stands",
    "as_at",
    "chart_notes",
    "compared",
    "comparison",
    "counts_waiting",
    "dashboard",
    "editions",
    "equality",
    "figure_page",
    "figure_rows",
    "first_of",
    "forum_periods",
    "forum_sheet",
    "indicators",
    "kept_file",
    "latest",
    "leading",
    "made",
    "open_to",
    "parts",
    "periods",
    "population",
    "published",
    "published_page",
    "return_cell",
    "return_check",
    "return_page",
    "return_years",
    "returns_to_sign",
    "sheet",
    "sight_of",
    "sources",
]
