"""A finding that is still a draft: changed, and shown by a piece of the evidence library."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import FINDING
from goldenthread.assurance.procedures import About
from goldenthread.assurance.queries import FindingPage
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.ground.verdicts import Refused
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Link
from goldenthread.web.forms import page, posted, version_sent
from goldenthread.web.improvement.forms import FindingForm, offer
from goldenthread.web.request import Request

_ABOUT = ("passage", "theme", "question", "board_priority", "issue", "evidence_wanted")


class ChangeFindingForm(FindingForm):
    """A draft finding. Theme and key question are chosen where the review names them."""

    def __init__(
        self, *args: Any, themes: list[tuple[str, str]], questions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("origin", "named"):
            del self.fields[name]
        for name, label, choices in (("theme", "Theme", themes), ("question", "Key question", questions)):
            if choices:
                self.fields[name] = kit.Select(label, (), required=False, prompt=f"No one {label.lower()}")
                offer(self.fields[name], choices)


def change(request: Request, finding_id: UUID) -> HttpResponse:
    """Change a draft; what it said before stays in its history."""
    found = queries.finding(request.viewer, finding_id)
    line = found.line
    themes, questions = _choices(request, found)
    start = {"kind": line.kind, "words": line.words, **{name: getattr(line, name) for name in _ABOUT}}
    form = ChangeFindingForm(
        request.POST or None, themes=themes, questions=questions, version=found.version, initial=start
    )

    def deed(said: dict[str, Any]) -> None:
        procedures.change_finding(
            request.viewer,
            finding_id=finding_id,
            version=said["version"] or -1,
            kind=said["kind"],
            words=said["words"],
            about=About(**{name: said[name] for name in _ABOUT}),  # type: ignore[typeddict-item]
        )

    here = reverse("improvement:finding", args=[finding_id])
    if posted(request, form, deed, version=found.version):
        messages.success(request, "The finding is changed. What it said before stays in its history.")
        return HttpResponseRedirect(here)
    context = {
        "title": "Change the finding",
        "caption": line.reference,
        "form": form,
        "back": Link("Back to the finding", here),
        "cancel": here,
        "offer_links": {},
    }
    return page(request, "improvement/form.html", context)


def from_library(request: Request, finding_id: UUID) -> HttpResponse:
    """Choose a piece of the evidence library that shows the finding."""
    found = queries.finding(request.viewer, finding_id)
    here = reverse("improvement:from_library", args=[finding_id])
    if request.method == "POST":
        return _use(request, finding_id, here)
    words = request.GET.get("q", "")[:200]
    listed = queries.evidence_list(request.viewer, words=words)
    used = {each.evidence_id for each in found.sources if each.evidence_id}
    context = {
        "title": "What in the library shows it?",
        "found": found,
        "words": words,
        "here": here,
        "total": listed.total,
        "pieces": [each for each in listed.rows if each.id not in used],
        "open": bool(FINDING.verdict(found.line.state, "add_source")),
        "back": Link("Back to the finding", reverse("improvement:finding", args=[finding_id])),
    }
    return page(request, "improvement/from_library.html", context)


def _use(request: Request, finding_id: UUID, here: str) -> HttpResponse:
    try:
        evidence_id = UUID(request.POST.get("evidence", ""))
    except ValueError:
        messages.error(request, "Choose a piece of evidence from the list.")
        return HttpResponseRedirect(here)
    try:
        procedures.show_by_evidence(
            request.viewer,
            finding_id=finding_id,
            version=version_sent(request),
            evidence_id=evidence_id,
        )
    except Refused as no:
        messages.error(request, no.verdict.words)
        return HttpResponseRedirect(here)
    messages.success(request, "It is named as a source of this finding.")
    return HttpResponseRedirect(reverse("improvement:finding", args=[finding_id]))


def _choices(request: Request, found: FindingPage) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Themes and key questions of the review, with those the finding has already."""
    if not found.review_id:
        return [], []
    review = queries.review(request.viewer, found.review_id)
    instrument = standards_of(review.instrument_key, review.instrument_version)
    themes = [
        (item.key, f"{item.key} {item.title or item.text}"[:90])
        for item in (instrument.items if instrument else ())
        if item.kind in ("theme", "element")
    ]
    questions = [(each, each) for each in review.questions]
    for choices, held in ((themes, found.line.theme), (questions, found.line.question)):
        if choices and held and held not in {value for value, _ in choices}:
            choices.append((held, held))
    return themes, questions
