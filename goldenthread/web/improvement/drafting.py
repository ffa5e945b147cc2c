"""A finding that is still a draft: changed, and shown by a piece of the evidence library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import FINDING
from goldenthread.assurance.procedures import About
from goldenthread.assurance.queries import FindingPage, ReviewPage
from goldenthread.assurance.queries.standards import standards_of, theme_named, themes_of
from goldenthread.assurance.vocabulary import FindingKind, Independence, SourceKind
from goldenthread.ground.verdicts import Refused
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Link
from goldenthread.web.forms import page, posted, version_sent
from goldenthread.web.improvement.forms import FindingForm, offer
from goldenthread.web.request import Request
from goldenthread.web.reviews.comparing import differing

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
            version=said["version"],
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


def of_review(request: Request, review_id: UUID) -> HttpResponse:
    """A finding of a review, written beside it: of a round where agencies differ, the statement with their answers as a source."""
    review = queries.review(request.viewer, review_id)
    statement = request.GET.get("statement", "")[:40]
    told = differing(request.viewer, review_id, statement) if statement else ""
    line = _Held(theme=statement)
    themes, questions = _offered(review, line)
    form = ChangeFindingForm(
        request.POST or None,
        themes=themes,
        questions=questions,
        initial={"theme": statement, "passage": statement, "kind": FindingKind.AREA},
    )

    def deed(said: dict[str, Any]) -> UUID:
        made: UUID = procedures.draft_finding(
            request.viewer,
            kind=said["kind"],
            words=said["words"],
            review_id=review_id,
            about=About(**{name: said[name] for name in _ABOUT}),  # type: ignore[typeddict-item]
        )
        if told:
            procedures.add_source(
                request.viewer,
                finding_id=made,
                version=1,
                kind=SourceKind.PROCESS,
                independence=Independence.OWN,
                origin=f"{review.title}: what agencies answered to {statement}",
                shows=told,
            )
        return made

    sent = posted(request, form, deed)
    if sent and sent.result:
        messages.success(request, "The finding is written. Name what else shows it, then agree it.")
        return HttpResponseRedirect(reverse("improvement:finding", args=[sent.result]))
    here = reverse("reviews:show", args=[review_id])
    context = {
        "title": "Write down a finding",
        "caption": review.title,
        "told": told,
        "form": form,
        "back": Link(review.title, here),
        "cancel": here,
        "offer_links": {},
    }
    return page(request, "improvement/form.html", context)


@dataclass(frozen=True)
class _Held:
    """What a finding is under already."""

    theme: str = ""
    question: str = ""


def _choices(request: Request, found: FindingPage) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Themes and key questions of the review, with those the finding has already."""
    if not found.review_id:
        return [], []
    review = queries.review(request.viewer, found.review_id)
    return _offered(review, _Held(found.line.theme, found.line.question))


def _offered(review: ReviewPage, held: _Held) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    instrument = standards_of(review.instrument_key, review.instrument_version)
    themes = [(item.key, f"{item.key} {item.title or item.text}"[:90]) for item in themes_of(instrument)]
    questions = [(each, each) for each in review.questions]
    named = theme_named(instrument, held.theme)[:90]
    for choices, value, words in ((themes, held.theme, named), (questions, held.question, held.question)):
        if choices and value and value not in {each for each, _ in choices}:
            choices.append((value, words))
    return themes, questions
