"""The trail, for the auditor: who did, looked and was refused."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse

from goldenthread.access.trail_queries import TrailEntry, TrailSearch, kinds, search_trail
from goldenthread.access.vocabulary import Act
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.forms import page
from goldenthread.web.request import Request
from goldenthread.web.trail.forms import TrailForm

COLOURS = {Act.DID: "blue", Act.LOOKED: "grey", Act.REFUSED: "red"}


def search(request: Request) -> HttpResponse:
    """Search the trail; each page of it goes on the trail too."""
    form = TrailForm(request.GET or None, kinds=kinds())
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    wanted = TrailSearch(
        record=asked.get("record", ""),
        kind=asked.get("kind", ""),
        who=asked.get("who", ""),
        act=asked.get("act", ""),
        from_day=asked.get("from_day"),
        to_day=asked.get("to_day"),
        older=request.GET.get("older", ""),
    )
    found = search_trail(request.viewer, wanted)
    table = Table(
        "Rows of the trail, newest first",
        (
            Column("at", "When", row_header=True),
            Column("act", "What happened"),
            Column("deed", "Deed"),
            Column("who", "Who"),
            Column("record", "Record"),
            Column("place", "Row", numeric=True),
            Column("detail", "Details"),
        ),
        [_row(entry) for entry in found.entries],
        empty="Nothing on the trail fits this search.",
        caption_hidden=True,
    )
    kept = [(key, value) for key, value in request.GET.items() if key != "older" and value]
    older = "?" + urlencode([*kept, ("older", found.older)]) if found.older else ""
    context = {
        "title": "The trail",
        "form": form,
        "table": table,
        "older": older,
        "newest": "?" + urlencode(kept),
    }
    context["later"] = bool(wanted.older)
    return page(request, "trail/search.html", context)


def _row(entry: TrailEntry) -> dict[str, object]:
    who = ", ".join(part for part in (entry.who, entry.role, entry.agency) if part)
    known = len(entry.record) < len(str(entry.id_of_record))
    name = entry.record if known else entry.record[:8]
    whole_chain = "?" + urlencode({"record": entry.id_of_record, "kind": entry.kind})
    return {
        "at": entry.at,
        "act": Tag(entry.act.label, COLOURS[entry.act]),
        "deed": entry.deed,
        "who": who,
        "record": Link(
            f"{entry.kind.replace('_', ' ').capitalize()} {name}", whole_chain, hidden="all rows of its chain"
        ),
        "place": entry.place,
        "detail": "; ".join(f"{key}: {value}" for key, value in entry.detail) or "None",
    }
