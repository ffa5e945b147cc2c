"""What followed a visit: actions it set going, plans, who was told, where the report is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.queries import After, plan
from goldenthread.assurance.vocabulary import Response, TellingKind
from goldenthread.ground import moment
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.peer.after_forms import (
    BegunForm,
    MessagesToldForm,
    PlanForm,
    PublishedForm,
    WithheldForm,
)
from goldenthread.web.request import Request
from goldenthread.web.routes import opens


@dataclass(frozen=True)
class Told:
    """One way of telling: its form and the words around it."""

    form: type[KitForm]
    title: str
    send: str
    done: str


TOLD = {
    TellingKind.MESSAGES: Told(
        MessagesToldForm, "Who was told the key messages?", "Record it", "It is recorded who was told."
    ),
    TellingKind.PUBLISHED: Told(
        PublishedForm,
        "Where can the report be read?",
        "Record it",
        "It is recorded where the report can be read.",
    ),
    TellingKind.WITHHELD: Told(
        WithheldForm,
        "The report is not published",
        "Record it",
        "It is recorded why the report is not published.",
    ),
}


def after(request: Request, review_id: UUID) -> HttpResponse:
    """Everything that followed."""
    found = queries.after(request.viewer, review_id)
    offered = {
        deed: bool(REVIEW.verdict(found.state, deed))
        for deed in ("log_begun", "take_into_plan", "tell_of", "tell_publication")
    }
    context = {
        "title": "What followed",
        "found": found,
        "sums": _sums(found),
        "recommended": [(each, _answer(each.row.response)) for each in found.recommendations],
        "logs": found.may_log and offered["log_begun"],
        "plans": found.may_tell and offered["take_into_plan"],
        "tells": found.may_tell and offered["tell_of"],
        "publishes": found.may_tell and offered["tell_publication"],
        "sees_plan": request.viewer.may("assurance.see"),
        "answers": request.viewer.may("assurance.run"),
        "acts": request.viewer.may("assurance.act"),
        "follows": opens("peer:follow_up", request.viewer.role) is not None
        and bool(REVIEW.verdict(found.state, "follow_up", words="Seen"))
        and bool(queries.follow_up_verdict(request.viewer, review_id)),
        "back": Link(found.title, reverse("reviews:show", args=[review_id])),
    }
    return page(request, "peer/after.html", context)


def log_begun(request: Request, review_id: UUID) -> HttpResponse:
    """Log an action that began because of taking part."""
    found = queries.after(request.viewer, review_id)
    runs = request.viewer.may("assurance.run")
    logged = {each.id for each in found.begun}
    actions = [
        (str(each.id), f"{each.reference} {each.title}")
        for each in plan(request.viewer).actions
        if each.id not in logged
    ]
    form = BegunForm(request.POST or None, actions=actions, chooses=runs)

    def deed(typed: dict[str, Any]) -> UUID:
        return procedures.log_begun(
            request.viewer,
            review_id=review_id,
            because=typed["because"],
            begun_on=typed["begun_on"],
            improvement_id=_id(typed["improvement_id"]),
            title=typed["title"],
            owner_id=_id(typed.get("owner_id", "")),
            due_on=typed["due_on"],
        )

    if posted(request, form, deed):
        messages.success(request, "It is logged, and stands in the improvement plan.")
        return redirect("peer:after", review_id)
    lead = "What began because you took part, before the report tells you to. The report thanks you for it by naming it."
    return _ask(request, found, form, "What has begun already?", "Log it", lead)


def take_into_plan(request: Request, review_id: UUID, recommendation_id: UUID) -> HttpResponse:
    """Name the plan that took a recommendation in."""
    found = queries.after(request.viewer, review_id)
    row = next((each.row for each in found.recommendations if each.row.id == recommendation_id), None)
    if row is None:
        raise Http404("no such recommendation")
    form = PlanForm(request.POST or None)

    def deed(typed: dict[str, Any]) -> int:
        typed.pop("version", None)
        return procedures.take_into_plan(
            request.viewer, review_id=review_id, recommendation_id=recommendation_id, **typed
        )

    if posted(request, form, deed):
        messages.success(request, "It is recorded which plan it is in.")
        return redirect("peer:after", review_id)
    return _ask(request, found, form, f"{row.reference}: which plan is it in?", "Record it", row.words)


def tell(request: Request, review_id: UUID, telling: str) -> HttpResponse:
    """Record who was told, where the report can be read, or why it is not published."""
    if telling not in {each.value for each in TellingKind}:
        raise Http404("there is no such telling")
    kind = TellingKind(telling)
    told = TOLD[kind]
    found = queries.after(request.viewer, review_id)
    form = told.form(request.POST or None, initial=_start(request, found, kind))

    def deed(typed: dict[str, Any]) -> int:
        typed.pop("version", None)
        return procedures.tell_of(request.viewer, review_id=review_id, kind=kind, **typed)

    if posted(request, form, deed):
        messages.success(request, told.done)
        return redirect("peer:after", review_id)
    return _ask(request, found, form, told.title, told.send)


def take_back(request: Request, review_id: UUID) -> HttpResponse:
    """Withdraw a record that was made by mistake."""
    telling, plan_ = (_number(request.POST.get(name, "")) for name in ("telling", "plan"))
    if not telling and not plan_:
        queries.after(request.viewer, review_id)  # one that is not there is not there here either
        messages.error(request, "Choose a record to withdraw.")
        return redirect("peer:after", review_id)
    procedures.take_back(request.viewer, review_id=review_id, telling_id=telling, plan_id=plan_)
    messages.success(request, "The record is withdrawn. It stays in the history of the review.")
    return redirect("peer:after", review_id)


def _start(request: Request, found: After, kind: TellingKind) -> dict[str, object]:
    if kind is TellingKind.MESSAGES:
        return {"words": "\n".join(found.key_messages)}
    if kind is TellingKind.PUBLISHED:
        site = queries.on_site(request.viewer, found.review_id)
        return {"place": site.published_where, "on": moment.today()}
    return {}


def _sums(found: After) -> list[tuple[str, str, str]]:
    """Number, words and state of what followed."""
    wanted = len(found.recommendations)
    taken = sum(1 for each in found.recommendations if each.taken_in)
    told = len({each.audience for each in found.messages})
    return [
        (str(len(found.begun)), "begun before the report", ""),
        (f"{taken} of {wanted}", "recommendations taken up", "soon" if taken < wanted else ""),
        (str(told), "audiences told the key messages", "" if told else "soon"),
    ]


def _answer(response: Response | None) -> Tag:
    if response is None:
        return Tag("Not answered yet", "orange")
    return Tag(response.label, "green" if response is Response.IMPLEMENT else "red")


def _ask(
    request: Request, found: After, form: KitForm, title: str, send: str, lead: str = ""
) -> HttpResponse:
    """A page with one form, about what followed."""
    here = reverse("peer:after", args=[found.review_id])
    context = {
        "title": title,
        "found": found,
        "form": form,
        "send": send,
        "lead": lead,
        "cancel": here,
        "back": Link("What followed", here),
    }
    return page(request, "peer/ask_after.html", context)


def _id(text: str) -> UUID | None:
    return UUID(str(text)) if text else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
