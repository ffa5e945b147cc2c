"""The feedback of the last day: its messages, the pack as it stands, kept versions, and what the report made of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.drafts.on_site import feedback
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.queries import GrownPage
from goldenthread.assurance.vocabulary import Grown
from goldenthread.ground import local_policy, moment
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.peer.after_forms import KeepForm, MessagesForm
from goldenthread.web.peer.pages import ask
from goldenthread.web.reports.files import drawn, file_of
from goldenthread.web.request import Request

GROWN = {Grown.ADDED: "green", Grown.CHANGED: "yellow", Grown.DROPPED: "red", Grown.SAME: "grey"}


def pack(request: Request, review_id: UUID) -> HttpResponse:
    """The feedback as it stands now, and the versions that were kept."""
    found = queries.pack_page(request.viewer, review_id)
    paper = feedback(request.viewer, review_id, council=_council(), standing="As it stands now")
    context = {
        "title": "Feedback of the last day",
        "found": found,
        "blocks": drawn(paper),
        "writes": found.may_tell and bool(REVIEW.verdict(found.state, "state_messages")),
        "back": Link(found.title, reverse("peer:home", args=[review_id])),
    }
    return page(request, "peer/feedback.html", context)


def write_messages(request: Request, review_id: UUID) -> HttpResponse:
    """Write the key messages."""
    site = queries.on_site(request.viewer, review_id)
    held = queries.pack_page(request.viewer, review_id)
    form = MessagesForm(
        request.POST or None, version=site.version, initial={"messages": "\n".join(held.messages)}
    )
    if posted(
        request,
        form,
        lambda typed: procedures.state_messages(
            request.viewer,
            review_id=review_id,
            version=typed["version"],
            messages=typed["messages"].splitlines(),
        ),
        version=site.version,
    ):
        messages.success(request, "The key messages are kept. They head the feedback and the report.")
        return redirect("peer:feedback", review_id)
    return ask(request, site, form, "Key messages", "Save")


def keep(request: Request, review_id: UUID) -> HttpResponse:
    """Keep the feedback as it was told."""
    site = queries.on_site(request.viewer, review_id)
    form = KeepForm(request.POST or None if request.method == "POST" else None, version=site.version)
    if posted(
        request,
        form,
        lambda typed: procedures.keep_feedback(
            request.viewer,
            review_id=review_id,
            version=typed["version"],
            council=_council(),
            note=typed["note"],
        ),
        version=site.version,
    ):
        messages.success(
            request, "The feedback is kept. It does not change any more; the report is compared with it."
        )
        return redirect("peer:feedback", review_id)
    return ask(
        request,
        site,
        form,
        "Keep the feedback",
        "Keep it",
        "Keep it when it has been told. Findings that you change or set aside later show as changed or dropped.",
    )


def kept(request: Request, review_id: UUID, number: int) -> HttpResponse:
    """A version as it was told."""
    row, paper = queries.kept_pack(request.viewer, review_id, number=number)
    context = {
        "title": row.title,
        "row": row,
        "paper": paper,
        "review_id": review_id,
        "blocks": drawn(paper),
        "back": Link("Feedback of the last day", reverse("peer:feedback", args=[review_id])),
    }
    return page(request, "peer/pack.html", context)


def file(request: Request, review_id: UUID, number: int, form: str) -> HttpResponse:
    """A version as a Word file or a PDF."""
    return file_of(queries.kept_pack(request.viewer, review_id, number=number)[1], form)


def grown(request: Request, review_id: UUID) -> HttpResponse:
    """What the report made of the feedback: added, changed, dropped, both wordings side by side."""
    chosen = {name: _number(request.GET.get(name, "")) for name in ("pack", "report")}
    found = queries.grown_page(request.viewer, review_id, **chosen)
    context: dict[str, object] = {
        "title": "From the last day to the report",
        "found": found,
        "review_id": review_id,
        "back": Link("Feedback of the last day", reverse("peer:feedback", args=[review_id])),
    }
    if found:
        context |= {
            "groups": [(each, Tag(each.label, GROWN[each]), found.of(each)) for each in Grown],
            "packs": _versions(found, "pack"),
            "reports": _versions(found, "report"),
        }
    return page(request, "peer/grown.html", context)


def _versions(found: GrownPage, which: str) -> list[Link]:
    """The versions one may choose, each kept beside the other paper's chosen one."""
    rows = found.packs if which == "pack" else found.reports
    at = {"pack": found.pack.number, "report": found.report.number}
    return [
        Link(
            f"Version {row.number}, {row.stage.label.lower()}",
            "?"
            + "&".join(f"{name}={row.number if name == which else number}" for name, number in at.items()),
            current=row.number == at[which],
        )
        for row in rows
    ]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _council() -> str:
    return local_policy.current().on(moment.today()).council
