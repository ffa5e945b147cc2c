"""Types of evidence that a standard names: which the library holds, and naming a piece as one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries import EvidenceRow, KindRow
from goldenthread.assurance.queries.instruments import standard as standard_page
from goldenthread.ground.instruments import Instrument, Item, ItemKind
from goldenthread.ground.verdicts import Refused
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.forms import page
from goldenthread.web.request import Request

FEW = 3


@dataclass(frozen=True)
class Shown:
    """A type of evidence as pages show it. ``add`` leads to adding a piece of it, "" for who may not."""

    item: Item
    href: str
    tag: Tag
    there: bool
    pieces: tuple[EvidenceRow, ...]
    more: int
    add: str


def kinds_shown(
    request: Request, instrument: Instrument, item: Item, *, behind: Collection[UUID] | None = None
) -> list[Shown]:
    """The types an assessor expects for an item, each with what the library holds of it, or that it is not there yet.

    ``behind``: pieces that stand behind the answer whose page this is; None where it is no page of an answer.
    """
    rows = queries.kinds_held(request.viewer, instrument, queries.types_for(instrument, item))
    may_add = request.viewer.may("assurance.answer")
    shown = []
    for row in rows:
        shown.append(
            Shown(
                item=row.item,
                href=reverse("evidence:of_kind", args=[row.instrument_key, row.item.key]),
                tag=_tag(row, behind),
                there=row.there,
                pieces=row.pieces[:FEW],
                more=max(0, len(row.pieces) - FEW),
                add=_add(row.instrument_key, row.item) if may_add else "",
            )
        )
    return shown


def _tag(row: KindRow, behind: Collection[UUID] | None) -> Tag:
    if not row.there:
        return Tag("Expired", "red") if row.pieces else Tag("Not yet", "orange")
    if behind is None:
        return Tag("There", "green")
    used = any(each.id in behind for each in row.holding)
    return Tag("Behind this answer", "green") if used else Tag("In the library", "blue")


def of_kind(request: Request, framework: str, expected: str) -> HttpResponse:
    """One type: the pieces of it, and others of the library that may be one."""
    one, this = _type(request, framework, expected)
    words = request.GET.get("q", "")[:200]
    (row,) = queries.kinds_held(request.viewer, one, (this,))
    may_name = request.viewer.may("assurance.answer")
    found = queries.evidence_list(request.viewer, words=words, mine=not request.viewer.may("assurance.run"))
    named = {each.id for each in row.pieces}
    context = {
        "title": this.text,
        "caption": f"{this.kind.label} {this.key} · {one.title}",
        "one": one,
        "item": this,
        "above": [
            Link(each.title or each.text, reverse("standards:item", args=[one.key, each.key]))
            for each in one.above(this.key)
        ],
        "pieces": row.pieces,
        "there": row.there,
        "may_name": may_name,
        "found": [each for each in found.rows if each.id not in named] if may_name else [],
        "total": found.total,
        "words": words,
        "here": request.path,
        "name": reverse("evidence:name_kind", args=[framework, expected]),
        "add": _add(framework, this),
        "back": Link("Evidence", reverse("evidence:list")),
    }
    return page(request, "evidence/of_kind.html", context)


def name(request: Request, framework: str, expected: str) -> HttpResponse:
    """Say that a piece is of this type, or that it is not."""
    here = redirect("evidence:of_kind", framework, expected)
    _type(request, framework, expected)
    try:
        evidence_id = UUID(request.POST.get("evidence", ""))
    except ValueError:
        messages.error(request, "Choose a piece of evidence from the list.")
        return here
    off = request.POST.get("deed") == "off"
    deed = procedures.end_kind if off else procedures.name_kind
    try:
        deed(request.viewer, evidence_id=evidence_id, instrument_key=framework, item_key=expected)
    except Refused as no:
        messages.error(request, no.verdict.words)
        return here
    messages.success(
        request, "It is no longer told as this." if off else "It is told as evidence of this kind now."
    )
    return here


def _type(request: Request, framework: str, expected: str) -> tuple[Instrument, Item]:
    found = standard_page(request.viewer, framework)
    this = found.instrument.by_key.get(expected) if found else None
    if found is None or this is None or this.kind is not ItemKind.EVIDENCE_TYPE:
        raise Http404("no such type of evidence")
    return found.instrument, this


def _add(framework: str, item: Item) -> str:
    return f"{reverse('evidence:add')}?{urlencode({'as': f'{framework}:{item.key}', 'title': item.text.rstrip('.')[:150]})}"
