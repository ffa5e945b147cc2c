"""What leaves the council: the published view, and files exactly as they were signed."""

from __future__ import annotations

import logging
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.insight import queries
from goldenthread.insight.queries.given_out import PublishedLine
from goldenthread.kit.presenters import Column, Link, Table
from goldenthread.web.errors import problem
from goldenthread.web.forms import page
from goldenthread.web.request import Request
from goldenthread.web.returns.presenting import name_of, restated, state_tag

log = logging.getLogger("goldenthread.web")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def published(request: Request, return_id: UUID) -> HttpResponse:
    """A signed return as it may be shown outside the council, by the official way of hiding or the stricter."""
    found = queries.published_page(request.viewer, return_id, stricter=request.GET.get("way") == "stricter")
    codes = list(dict.fromkeys(each.table for each in found.lines))
    asked = request.GET.get("table", "")
    chosen = asked if asked in codes else codes[0]
    way = "&way=stricter" if found.stricter and found.choice else ""
    inside = request.viewer.may("returns.see")
    context = {
        "title": name_of(found.line),
        "line": found.line,
        "tag": state_tag(found.line),
        "found": found,
        "restated": restated(found.line, found.others, "returns:published"),
        "ways": [
            Link("As the official publication hides", f"?table={chosen}", current=not found.stricter),
            Link("The stricter way", f"?table={chosen}&way=stricter", current=found.stricter),
        ],
        "codes": [Link(code, f"?table={code}{way}", current=code == chosen) for code in codes],
        "tables": [
            _table(metric, list(lines))
            for metric, lines in groupby(
                (each for each in found.lines if each.table == chosen), key=lambda each: each.metric
            )
        ]
        if chosen != "Measures"
        else [_measures([each for each in found.lines if each.table == chosen])],
        "files": [
            Link(each.name, reverse("returns:file", args=[return_id, each.name])) for each in found.files
        ],
        "others": [
            Link(f"Edition {each.number}", reverse("returns:published", args=[each.id]))
            for each in found.others
        ],
        "back": Link(f"Return {found.line.year}", reverse("returns:show", args=[return_id]))
        if inside
        else Link("The national return", reverse("returns:home")),
    }
    return page(request, "returns/published.html", context)


def _table(metric: str, lines: list[PublishedLine]) -> Table:
    names = list(dict.fromkeys(each.column for each in lines))
    columns = (
        Column("row", "Row", row_header=True),
        *(Column(str(at), name, numeric=True) for at, name in enumerate(names)),
    )
    rows: dict[str, dict[str, object]] = {}
    for each in lines:
        rows.setdefault(each.row, {"row": each.row, **{str(at): "" for at in range(len(names))}})
        rows[each.row][str(names.index(each.column))] = each.value
    return Table(metric, columns, list(rows.values()), caption_size="s")


def _measures(lines: list[PublishedLine]) -> Table:
    columns = (
        Column("measure", "Measure", row_header=True),
        Column("unit", "Unit"),
        Column("value", "Value", numeric=True),
    )
    rows = [{"measure": each.metric, "unit": each.column, "value": each.value} for each in lines]
    return Table("Measures", columns, rows, caption_size="s")


def file(request: Request, return_id: UUID, name: str) -> HttpResponse:
    """A file of an edition, byte for byte as it was made."""
    try:
        given = queries.kept_file(request.viewer, return_id, name)
    except queries.AlteredFile:
        log.error("a signed file is altered", extra={"return": str(return_id)})
        return problem(
            request,
            409,
            "This file is not as it was signed",
            "Somebody has changed it in the database, so it is not given out. Tell your administrator: it can be restored from a backup.",
        )
    response = HttpResponse(
        given.content, content_type=_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    )
    response["Content-Disposition"] = f'attachment; filename="{given.name}"'
    return response
