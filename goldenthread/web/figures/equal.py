"""Outcomes by who people are and by who worked with them, each with what chance alone could make of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from markupsafe import Markup

from goldenthread.insight.queries import Outcome, equality
from goldenthread.insight.queries.equality import BY_PARTNERS, OUTCOMES_TOGETHER, Split
from goldenthread.kit.charts import comparison_chart
from goldenthread.kit.presenters import Column, Table
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import about, chosen, counted, ways
from goldenthread.web.forms import page
from goldenthread.web.request import Request


def same_for_everybody(request: Request) -> HttpResponse:
    """Every outcome by every characteristic it is counted by."""
    return _split(
        request,
        "figures:equality",
        "Is it the same for everybody?",
        "Outcomes for adults, by who they are, who pays for their care and where harm happened. The council must know whether its "
        "service works as well for everybody (Equality Act 2010, section 149).",
    )


def together(request: Request) -> HttpResponse:
    """The same outcomes by who raised and who led the work, and as each kind of partner reports them."""
    return _split(
        request,
        "figures:together",
        "What difference do we make together?",
        "The same outcomes for council, police, health, care and others: what came of the enquiries that each raised or led, and what "
        "changed for people as each reports it.",
        outcomes=OUTCOMES_TOGETHER,
        by=BY_PARTNERS,
    )


def _split(request: Request, here: str, title: str, lead: str, **which: Sequence[str]) -> HttpResponse:
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": title,
        "lead": lead,
        "views": ways(here, request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = equality(request.viewer, figures, period, **which)
    context |= about(request.viewer, figures, period) | {
        "outcomes": [(each, drawn_splits(each)) for each in found],
        "differing": [(each, split) for each in found for split in each.splits if split.differing],
    }
    return page(request, "figures/equality.html", context)


def drawn_splits(outcome: Outcome) -> list[tuple[Split, Markup | str, Table]]:
    """Each split of an outcome with its chart and its table."""
    return [(split, _chart(outcome, split), _table(outcome, split)) for split in outcome.splits]


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
