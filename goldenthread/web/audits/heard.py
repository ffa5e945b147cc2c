"""What was read in an audit, in words; and a theme of it written down as a finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries.audit_words import AuditWords, Heard, audit_words
from goldenthread.assurance.vocabulary import FindingKind, Independence, SourceKind
from goldenthread.ground.instruments import Item
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.routes import opens


class ThemeForm(kit.KitForm):
    """A theme of the audit, as a finding."""

    kind = kit.Choice("What is it?", FindingKind, leave_out=[FindingKind.GAP], needed="Choose what it is")
    question = kit.Select("Which question showed it?", (), needed="Choose the question")
    words = kit.LongText(
        "What did you find?", rows=4, max_length=4000, needed="Write what was found",
        hint="What the cases have in common, without a name or a case.",
    )  # fmt: skip
    voice = kit.LongText(
        "What do people who were there say of it?", rows=3, max_length=2000, required=False,
        hint="A second source of another kind. In their words, without a name.",
    )  # fmt: skip

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"] = kit.Select(
            "Which question showed it?", questions, needed="Choose the question"
        )


def words(request: Request, review_id: UUID) -> HttpResponse:
    """Question by question what readers wrote; then what people who were there say."""
    found = audit_words(request.viewer, review_id)
    context = {
        "title": "What was read, in words",
        "found": found,
        "questions": [(each, _tag(each), _since(each)) for each in found.questions],
        "weakest": _weakest(found.questions),
        "may_find": opens("audits:theme", request.viewer.role) is not None and not found.too_few,
        "back": Link(found.title, reverse("reviews:show", args=[review_id])),
    }
    return page(request, "audits/words.html", context)


def _weakest(questions: Sequence[Heard], most: int = 5) -> list[tuple[Heard, int]]:
    """Questions with the smallest share of good answers, and where each stands on the page: themes are looked for there first."""
    held = [
        (each, number)
        for number, each in enumerate(questions, 1)
        if each.answered and each.good < each.answered
    ]
    return (
        sorted(held, key=lambda pair: pair[0].good / pair[0].answered)[:most] if len(questions) > most else []
    )


def _tag(each: Heard) -> Tag:
    if not each.answered:
        return Tag("Nobody could say")
    share = each.good / each.answered
    return Tag(
        f"{each.good} of {each.answered} mostly or fully",
        "green" if share >= 0.75 else "yellow" if share >= 0.5 else "orange",
    )


def _since(each: Heard) -> str:
    """What became of it since the audit before."""
    if each.before is None or not each.before[1] or not each.answered:
        return ""
    good, answered = each.before
    then, now = good / answered, each.good / each.answered
    moved = "better" if now > then else "worse" if now < then else "the same"
    return (
        f"In the audit before: {good} of {answered}. It is {moved} now; with so few cases that may be chance."
    )


def theme(request: Request, review_id: UUID) -> HttpResponse:
    """Write down a theme as a finding, with the readings and what people say as its sources."""
    found = audit_words(request.viewer, review_id)
    asked = {each.item.key: each.item for each in found.questions}
    form = ThemeForm(
        request.POST or None,
        questions=[(key, f"{key} {item.title or item.text}"[:120]) for key, item in asked.items()],
        initial={"question": request.GET.get("question", ""), "kind": FindingKind.AREA},
    )
    sent = posted(request, form, lambda typed: _written(request, found, asked, typed))
    if sent and sent.result:
        messages.success(request, "The finding is written. Agree it, and plan what is done about it.")
        return redirect("improvement:finding", sent.result)
    context = {
        "title": "Write down a theme",
        "form": form,
        "found": found,
        "back": Link("What was read", reverse("audits:words", args=[review_id])),
    }
    return page(request, "audits/theme.html", context)


def _written(request: Request, found: AuditWords, asked: dict[str, Item], typed: dict[str, Any]) -> UUID:
    item = asked[typed["question"]]
    finding_id: UUID = procedures.draft_finding(
        request.viewer,
        kind=FindingKind(typed["kind"]),
        words=typed["words"],
        review_id=found.review_id,
        about={"theme": item.title or item.key, "question": item.text[:300], "passage": item.key},
    )
    heard = next(each for each in found.questions if each.item.key == item.key)
    procedures.add_source(
        request.viewer,
        finding_id=finding_id,
        version=1,
        kind=SourceKind.PRACTICE,
        independence=Independence.OWN,
        origin=f"{found.title}: {found.cases} cases read",
        shows=f"{heard.good} of {heard.answered} mostly or fully",
    )
    if typed["voice"].strip():
        procedures.add_source(
            request.viewer,
            finding_id=finding_id,
            version=queries.finding(request.viewer, finding_id).version,
            kind=SourceKind.VOICE,
            independence=Independence.EXTERNAL,
            origin="People who were there, asked beside the audit",
            shows=typed["voice"],
        )
    return finding_id
