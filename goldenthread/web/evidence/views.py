"""The evidence library: found, added, changed, opened."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from goldenthread.access.queries import agencies
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries import EvidencePage, EvidenceRow
from goldenthread.assurance.queries.evidence import voice_map
from goldenthread.assurance.vocabulary import HowTested, SourceKind, Strength
from goldenthread.insight.language.reading import in_order
from goldenthread.insight.queries import indicators
from goldenthread.kit.presenters import Column, Link, Page, Row, Table, Tag, TimelineEntry
from goldenthread.web.errors import not_found
from goldenthread.web.evidence.figure import shown_figure
from goldenthread.web.evidence.forms import OUTSIDE, OWN, PARTNER, EvidenceForm, ListForm, WithdrawForm
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request

STRENGTH_COLOUR = {
    Strength.NONE: "red",
    Strength.REASSURANCE: "orange",
    Strength.PARTIAL: "yellow",
    Strength.ASSURANCE: "turquoise",
    Strength.STRONG: "green",
}


def strength_tag(strength: Strength) -> Tag:
    """The strength in words; colour only helps."""
    return Tag(strength.label, STRENGTH_COLOUR[strength])


def sections(request: Request, here: str) -> list[Link]:
    """The parts of the library."""
    shown = [
        ("evidence:list", "Library"),
        ("evidence:voice", "How people are heard"),
        ("evidence:strength", "How strength is worked out"),
    ]
    if request.viewer.may("assurance.see"):
        shown.append(("evidence:systems", "Quality systems"))
    if request.viewer.may("assurance.run"):
        shown.append(("evidence:checks", "Standing checks"))
    return [Link(text, reverse(name), current=name == here) for name, text in shown]


def library(request: Request) -> HttpResponse:
    """Search and filter, a page at a time."""
    form = ListForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.evidence_list(
        request.viewer,
        words=asked.get("q", ""),
        kind=asked.get("kind") or None,
        sort=asked.get("sort") or None,
        standing=asked.get("standing", ""),
        page=_number(request.GET.get("page", "")),
    )
    kept = {
        name: str(getattr(value, "value", value))
        for name, value in asked.items()
        if value and name != "version"
    }
    context = {
        "title": "Evidence",
        "wide": True,
        "sections": sections(request, "evidence:list"),
        "filters": form,
        "filtered": bool(kept),
        "total": found.total,
        "table": Table(
            "Evidence",
            _COLUMNS,
            [_line(row) for row in found.rows],
            empty="No evidence fits what you asked for."
            if kept
            else "The library is empty. Add the first piece.",
            caption_hidden=True,
        ),
        "pages": Page(found.number, found.pages, found.total, f"?{urlencode(kept)}&page="),
        "may_add": request.viewer.may("assurance.answer"),
    }
    return page(request, "evidence/list.html", context)


_COLUMNS = (
    Column("title", "Evidence", row_header=True),
    Column("kind", "Kind"),
    Column("sort", "Made of"),
    Column("made_by", "Whose word"),
    Column("as_of", "As of"),
    Column("tested", "Tested"),
    Column("uses", "Answers", numeric=True),
)


def _line(row: EvidenceRow) -> dict[str, object]:
    standing = Tag("Withdrawn") if row.withdrawn else Tag("Expired", "red") if row.expired else None
    return {
        "title": [
            Link(row.title, reverse("evidence:show", args=[row.id])),
            *([standing] if standing else []),
        ],
        "kind": row.kind.label,
        "sort": row.sort.label,
        "made_by": row.made_by,
        "as_of": row.as_of,
        "tested": "No" if row.tested is HowTested.NOT_TESTED else "Yes",
        "uses": row.uses,
    }


def add(request: Request) -> HttpResponse:
    """Add a piece. ``?as=standard:item`` says of which type it is; then the answer leads back to that type."""
    form = _form(request)
    standard, _, item = request.GET.get("as", "").partition(":")
    of_type = (standard, item) if standard and item else None
    sent = posted(
        request,
        form,
        lambda _: procedures.add_evidence(
            request.viewer, told=form.told(), file=form.sent_file(), of_type=of_type
        ),
    )
    if sent and sent.result:
        messages.success(request, "The evidence is in the library. Every answer of your agency may use it.")
        return (
            redirect("evidence:of_kind", standard, item)
            if of_type
            else redirect("evidence:show", sent.result)
        )
    return page(
        request,
        "evidence/form.html",
        {"title": "Add evidence", "form": form, "submit": "Add it", "cancel": reverse("evidence:list")},
    )


def change(request: Request, evidence_id: UUID) -> HttpResponse:
    """Change what is told, or add another version of the file."""
    held = queries.evidence(request.viewer, evidence_id)
    if not held.own:
        return not_found(request)
    form = _form(request, held)
    sent = posted(
        request,
        form,
        lambda typed: procedures.change_evidence(
            request.viewer,
            evidence_id=evidence_id,
            version=typed["version"],
            told=form.told(held.row.kind),
            file=form.sent_file(),
        ),
        version=held.version,
    )
    if sent:
        messages.success(request, "Saved. Every answer that uses it shows it as it is now.")
        return redirect("evidence:show", evidence_id)
    context = {"title": f"Change: {held.row.title}", "form": form, "submit": "Save", "held": held}
    return page(
        request, "evidence/form.html", context | {"cancel": reverse("evidence:show", args=[evidence_id])}
    )


def withdraw(request: Request, evidence_id: UUID) -> HttpResponse:
    """Withdraw a piece that no longer holds."""
    held = queries.evidence(request.viewer, evidence_id)
    if not held.own:
        return not_found(request)
    form = WithdrawForm(request.POST or None, version=held.version)
    sent = posted(
        request,
        form,
        lambda typed: procedures.withdraw_evidence(
            request.viewer, evidence_id=evidence_id, version=typed["version"], words=typed["words"]
        ),
        version=held.version,
    )
    if sent:
        messages.success(request, "It is withdrawn and no longer counts.")
        return redirect("evidence:show", evidence_id)
    context = {"title": f"Withdraw: {held.row.title}", "form": form, "submit": "Withdraw it"}
    return page(
        request, "evidence/form.html", context | {"cancel": reverse("evidence:show", args=[evidence_id])}
    )


def show(request: Request, evidence_id: UUID) -> HttpResponse:
    """One piece: what it is, how strong by itself and why, its versions, where it is used."""
    held = queries.evidence(request.viewer, evidence_id)
    row = held.row
    context = {
        "title": row.title,
        "held": held,
        "back": Link("Evidence", reverse("evidence:list")),
        "facts": _facts(held),
        "strength": strength_tag(held.alone.strength),
        "figure": shown_figure(request.viewer, held.indicator_key) if held.indicator_key else None,
        "types": [
            (standard, item, reverse("evidence:of_kind", args=[standard.key, item.key]))
            for standard, item in queries.kinds_of(request.viewer, evidence_id)
        ],
        "uses": Table(
            "Where it is used",
            (
                Column("item", "Statement", row_header=True),
                Column("review", "Review"),
                Column("agency", "Answer of"),
                Column("state", "Standing"),
            ),
            [_use(request, each) for each in held.uses],
            empty="It stands behind no answer yet that you may see.",
        ),
        "timeline": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in held.steps],
    }
    return page(request, "evidence/show.html", context)


def _use(request: Request, use: object) -> dict[str, object]:
    return {
        "item": use.item_key,  # type: ignore[attr-defined]
        "review": use.review,  # type: ignore[attr-defined]
        "agency": use.agency,  # type: ignore[attr-defined]
        "state": use.state.label,  # type: ignore[attr-defined]
    }


def _facts(held: EvidencePage) -> list[Row]:
    row = held.row
    facts = [
        Row("Kind", row.kind.label),
        Row("Made of", f"{row.sort.label}: {row.sort.meaning}"),
        Row("Whose word", row.made_by),
        Row("In the library of", held.keeper),
        Row("As of", row.as_of),
        Row("Holds until", row.expires_on or "No last day is set"),
        Row("Tested", f"{row.tested.label}. {held.tested_how}".strip()),
        Row("Who may use it", held.audience.label),
    ]
    if held.consented:
        facts.append(Row("Consent", "The person said yes, and nobody can be recognised in it."))
    return facts


def voice(request: Request) -> HttpResponse:
    """A map of the ways in which people are heard, so that nothing they said is lost between them."""
    rows = [
        {
            "method": Link(each.kind.label, f"{reverse('evidence:list')}?sort=voice&kind={each.kind.value}")
            if each.count
            else each.kind.label,
            "count": each.count,
            "newest": each.newest or Tag("Nobody has been heard this way", "orange"),
            "whose": ", ".join(each.whose),
            "used": each.used,
        }
        for each in voice_map(request.viewer)
    ]
    columns = (
        Column("method", "Way", row_header=True),
        Column("count", "Pieces", numeric=True),
        Column("newest", "Newest"),
        Column("whose", "Who listened"),
        Column("used", "Answers it stands behind", numeric=True),
    )
    context = {
        "title": "How people are heard",
        "sections": sections(request, "evidence:voice"),
        "table": Table("Ways of hearing people", columns, rows, caption_hidden=True),
    }
    return page(request, "evidence/voice.html", context)


def how_weighed(request: Request) -> HttpResponse:
    """How strength is worked out, in words a reader can argue with."""
    context = {
        "title": "How strength of evidence is worked out",
        "sections": sections(request, "evidence:strength"),
        "levels": [(strength_tag(each), each.meaning) for each in Strength],
        "sorts": list(SourceKind),
        "tested": [each for each in HowTested if each is not HowTested.NOT_TESTED],
    }
    return page(request, "evidence/strength.html", context)


def file(request: Request, evidence_id: UUID, number: int) -> HttpResponse:
    """A version of its file: to be saved, never shown in the browser."""
    found = queries.evidence_file(request.viewer, evidence_id, number=number)
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Length"] = str(len(found.content))
    response.sandboxed = True  # type: ignore[attr-defined]
    return response


def _form(request: Request, held: EvidencePage | None = None) -> EvidenceForm:
    figures = [
        (each.key, f"{each.key}: {each.name}")
        for each in sorted(indicators().values(), key=lambda i: in_order(i.key))
    ]
    start: dict[str, object] = {
        "sort": request.GET.get("sort", ""),
        "title": request.GET.get("title", "")[:150],
    }
    if held:
        row = held.row
        mine = row.made_by_id == request.viewer.agency_id
        start = {
            "title": row.title, "shows": held.summary, "sort": row.sort, "as_of": row.as_of,
            "expires_on": row.expires_on, "tested": row.tested, "tested_how": held.tested_how,
            "audience": held.audience, "address": held.address, "indicator": held.indicator_key,
            "consented": held.consented, "anonymised": held.anonymised,
            "whose": OUTSIDE if row.made_by_id is None else OWN if mine else PARTNER,
            "partner": "" if mine else str(row.made_by_id or ""), "made_outside_by": held.made_outside_by,
        }  # fmt: skip
    return EvidenceForm(
        request.POST or None,
        request.FILES or None,
        viewer=request.viewer,
        agencies=agencies(),
        figures=figures,
        fixed_kind=held is not None,
        version=held.version if held else None,
        initial=start,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
