"""What is reported about each care service, and which services tell of themselves: questions for commissioners, never a ranking."""

from __future__ import annotations

from django.http import HttpResponse

from goldenthread.ground.figures.funnel import Standing
from goldenthread.insight.queries.telling import ServiceLine, services
from goldenthread.kit.presenters import Column, Table, Tag
from goldenthread.web.figures.asked import about, chosen, counted_here, ways
from goldenthread.web.forms import page
from goldenthread.web.request import Request

LESS = {Standing.BELOW, Standing.FAR_BELOW}


def told_of_themselves(request: Request) -> HttpResponse:
    """Each service in a period."""
    figures, trouble = counted_here()
    context: dict[str, object] = {
        "title": "What services tell of themselves",
        "views": ways("figures:services", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = services(request.viewer, figures, period)
    context |= about(request.viewer, figures, period) | {
        "whole": found.all.sentence,
        "table": _table(found.lines),
    }
    return page(request, "figures/services.html", context)


def _table(lines: tuple[ServiceLine, ...]) -> Table:
    columns = (
        Column("name", "Service", row_header=True),
        Column("reported", "Concerns about it", numeric=True),
        Column("itself", "Raised by itself", numeric=True),
        Column("known", "Known who raised it", numeric=True),
        Column("flag", "What it says"),
    )
    rows = [
        {
            "name": each.name,
            "reported": f"{each.reported:,}",
            "itself": f"{each.itself:,}",
            "known": f"{each.known:,}",
            "flag": flag(each),
        }
        for each in lines
    ]
    return Table("Services", columns, rows, empty="No care service is on record.", caption_hidden=True)


def flag(line: ServiceLine) -> Tag | str:
    """What is worth a question, the most pressing alone. It says "unlike", never "worse"."""
    if line.silent:
        return Tag("Nobody reports anything", "yellow")
    if line.beside in LESS:
        return Tag("Seldom tells of itself", "orange")
    if line.newest:
        return Tag(f"{line.newest.capitalize()} reported than before", "yellow")
    if line.beside not in (None, Standing.WITHIN):
        return Tag("Often tells of itself", "blue")
    return "Nothing unusual"
