"""One finding: what shows it, what is done about it, and whether it may be closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import FINDING
from goldenthread.assurance.policy import asks_for_action, may_be_acted_on
from goldenthread.assurance.queries import FindingPage
from goldenthread.assurance.queries.learning import learning
from goldenthread.assurance.vocabulary import FindingKind, FindingState
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link, NotYet, Row, Tag, TimelineEntry
from goldenthread.web.forms import page, posted, version_sent
from goldenthread.web.improvement import forms
from goldenthread.web.improvement.drafting import of_review
from goldenthread.web.improvement.listing import FINDING_COLOURS, KIND_COLOURS, action_card
from goldenthread.web.request import Request

_ABOUT = ("passage", "theme", "question", "board_priority", "issue", "evidence_wanted")


def show(request: Request, finding_id: UUID) -> HttpResponse:
    """The finding, from its source to its effect."""
    found = queries.finding(request.viewer, finding_id)
    line = found.line
    context = {
        "title": f"{line.kind.label} {line.reference}",
        "found": found,
        "line": line,
        "tags": [
            Tag(line.kind.label, KIND_COLOURS[line.kind]),
            Tag(line.state.label, FINDING_COLOURS.get(line.state, "grey")),
        ],
        "rows": _rows(found),
        "cards": [action_card(each) for each in found.actions] if request.viewer.may("assurance.see") else [],
        "learnt": learning(request.viewer, finding_id=finding_id),
        "challenges": request.viewer.may("board.challenge") and line.state is FindingState.AGREED,
        "steps": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in found.steps],
        "links": _links(request, found),
        "buttons": _buttons(request, found),
        "not_yet": _not_yet(request, found),
        "adds": request.viewer.may("assurance.act") and may_be_acted_on(line.kind),
        "back": Link("Findings", reverse("improvement:findings"))
        if request.viewer.may("assurance.see")
        else None,
    }
    return page(request, "improvement/finding.html", context)


def add(request: Request) -> HttpResponse:
    """A finding of a source outside this service; of a review where the page was opened from one."""
    if named := _review(request.GET.get("review", "")):
        return of_review(request, named)
    form = forms.FindingForm(request.POST or None)

    def deed(said: dict[str, Any]) -> UUID:
        return procedures.draft_finding(
            request.viewer,
            kind=said["kind"],
            words=said["words"],
            origin=said["origin"],
            named=said["named"],
            about={name: said[name] for name in _ABOUT},  # type: ignore[arg-type]
        )

    sent = posted(request, form, deed)
    if sent:
        messages.success(request, "The finding is written. Name what shows it, then agree it.")
        return HttpResponseRedirect(reverse("improvement:finding", args=[sent.result]))
    context = {
        "title": "Write down a finding",
        "form": form,
        "back": Link("Findings", reverse("improvement:findings")),
        "cancel": reverse("improvement:findings"),
        "offer_links": {},
    }
    return page(request, "improvement/form.html", context)


def _review(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def source(request: Request, finding_id: UUID) -> HttpResponse:
    """Name a source that shows it."""
    return _deed(
        request, finding_id, forms.SourceForm, procedures.add_source, "What shows it?", "The source is added."
    )


_SETTLING: dict[str, tuple[type[KitForm], Callable[..., Any], str, str]] = {
    "response": (
        forms.ResponseForm,
        procedures.respond_to_gap,
        "Response to the gap",
        "The response is kept.",
    ),
    "set-aside": (forms.WhyForm, procedures.set_finding_aside, "Set this finding aside", "It is set aside."),
    "open-again": (forms.WhyForm, procedures.reopen_finding, "Open this finding again", "It is open again."),
}


def settle(request: Request, finding_id: UUID, settling: str) -> HttpResponse:
    """What who runs assurance does with it: respond to a gap, set it aside, open it again."""
    if settling not in _SETTLING:
        raise Http404("there is no such deed")
    return _deed(request, finding_id, *_SETTLING[settling])


def agree(request: Request, finding_id: UUID) -> HttpResponse:
    """Settle it."""
    procedures.agree_finding(request.viewer, finding_id=finding_id, version=version_sent(request))
    messages.success(request, "The finding is agreed. It stands in the improvement plan.")
    return HttpResponseRedirect(reverse("improvement:finding", args=[finding_id]))


def embed(request: Request, finding_id: UUID) -> HttpResponse:
    """Close it because it helped."""
    procedures.embed_finding(request.viewer, finding_id=finding_id, version=version_sent(request))
    messages.success(request, "The finding is closed as embedded: what was done is seen to have helped.")
    return HttpResponseRedirect(reverse("improvement:finding", args=[finding_id]))


def _deed(
    request: Request, finding_id: UUID, kind: type[KitForm], deed: Callable[..., Any], title: str, done: str
) -> HttpResponse:
    found = queries.finding(request.viewer, finding_id)
    here = reverse("improvement:finding", args=[finding_id])
    form = kind(request.POST or None if request.method == "POST" else None, version=found.version)
    if posted(
        request,
        form,
        lambda said: deed(request.viewer, finding_id=finding_id, **said),
        version=found.version,
    ):
        messages.success(request, done)
        return HttpResponseRedirect(here)
    context = {
        "title": title,
        "caption": found.line.reference,
        "told": found.line.words,
        "form": form,
        "back": Link("Back to the finding", here),
        "cancel": here,
        "offer_links": {},
    }
    return page(request, "improvement/form.html", context)


def _rows(found: FindingPage) -> list[Row]:
    line = found.line
    told: tuple[tuple[str, object], ...] = (
        ("Source", f"{line.source}, {line.passage}" if line.passage else line.source),
        ("Theme", line.theme_name),
        ("Key question", line.question),
        ("Statements", ", ".join(found.statements)),
        ("Board priority", line.board_priority),
        ("Issue raised", line.issue),
        ("Evidence wanted", line.evidence_wanted),
        ("Response", line.response),
        ("Answered on", line.responded_on),
    )
    return [Row(name, value) for name, value in told if value]


def _links(request: Request, found: FindingPage) -> list[Link]:
    """What may be done now, as this reader."""
    at = [found.line.id]
    offered = (
        ("change_finding", reverse("improvement:change_finding", args=at), "Change it"),
        ("add_source", reverse("improvement:from_library", args=at), "Choose evidence that shows it"),
        ("add_source", reverse("improvement:source", args=at), "Name another source that shows it"),
        ("respond_to_gap", reverse("improvement:settle", args=[*at, "response"]), "Write the response"),
        ("set_finding_aside", reverse("improvement:settle", args=[*at, "set-aside"]), "Set it aside"),
        ("reopen_finding", reverse("improvement:settle", args=[*at, "open-again"]), "Open it again"),
    )
    open_ = {move.deed: move.permission for move in FINDING.open_moves(found.line.state)}
    return [
        Link(words, href)
        for deed, href, words in offered
        if deed in open_
        and request.viewer.may(open_[deed])
        and not (deed == "respond_to_gap" and found.line.kind is not FindingKind.GAP)
    ]


def _buttons(request: Request, found: FindingPage) -> list[tuple[str, str]]:
    """Address and words of the deeds that one press does."""
    at = [found.line.id]
    if found.line.state is FindingState.DRAFT and request.viewer.may("assurance.review"):
        return [(reverse("improvement:agree", args=at), "Agree it")]
    if (
        found.line.state is FindingState.AGREED
        and request.viewer.may("assurance.run")
        and found.may_close.allowed
    ):
        return [(reverse("improvement:embed", args=at), "Close it as embedded")]
    return []


def _not_yet(request: Request, found: FindingPage) -> NotYet | None:
    """Why it is not closed yet, for everybody to read."""
    taken_up = asks_for_action(found.line.kind) or (may_be_acted_on(found.line.kind) and found.actions)
    if found.line.state is FindingState.AGREED and taken_up and not found.may_close.allowed:
        return NotYet("Close it as embedded", found.may_close)
    return None
