"""Is it the same for everybody? Outcomes by who people are, each with what chance alone could make of it."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from goldenthread.insight.queries import Outcome, equality
from goldenthread.insight.queries.equality import Split
from goldenthread.kit.charts import comparison_chart
from goldenthread.kit.presenters import Column, Table
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import about, chosen, counted, ways
from goldenthread.web.forms import page
from goldenthread.web.request import Request


def same_for_everybody(request: Request) -> HttpResponse:
    """Every outcome by every characteristic it is counted by."""
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": "Is it the same for everybody?",
        "views": ways("figures:equality", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = equality(request.viewer, figures, period)
    context |= about(request.viewer, figures, period) | {
        "outcomes": [
            (each, [(split, _chart(each, split), _table(each, split)) for split in each.splits])
            for each in found
        ],
        "differing": [(each, split) for each in found for split in each.splits if split.differing],
    }
    return page(request, "figures/equality.html", context)


def _chart(outcome: Outcome, split: Split) -> Markup | str:
    rows = [drawn.as_range(each.label, each.figure) for each in split.groups]
    if not any(row.value is not None for row in rows):
        return ""
    return comparison_chart(
        f"{outcome.indicator.name} by {split.name.lower()} ({drawn.unit(outcome.indicator)})",
        rows,
        whole=drawn.as_range("", outcome.whole).value,
        ceiling=drawn.ceiling(outcome.indicator),
        description=drawn.rows_told(rows),
    )


def _table(outcome: Outcome, split: Split) -> Table:
    columns = (
        Column("group", split.name, row_header=True),
        Column("numerator", "Count", numeric=True),
        Column("denominator", "Out of", numeric=True),
        Column("value", "In 100", numeric=True),
        Column("interval", "Between", numeric=True),
        Column("words", "Beside all others"),
    )
    rows = [
        {
            "group": each.label,
            "interval": drawn.between(each.figure),
            "words": each.words or "–",
            **drawn.cells(each.figure),
        }
        for each in split.groups
    ]
    caption = f"{outcome.indicator.name} by {split.name.lower()}"
    return Table(caption, columns, rows, caption_hidden=True, empty="Nothing was counted.")
