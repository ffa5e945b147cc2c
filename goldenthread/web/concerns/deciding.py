"""Pages of the decision: making it, and a second person's answer to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.access.queries import colleagues
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.policy.decision import EnquiryToJoin, sign_off_needed
from goldenthread.concerns.procedures import deciding as deeds
from goldenthread.concerns.procedures.deciding import Decided
from goldenthread.concerns.queries import ConcernPage
from goldenthread.concerns.vocabulary import NoActionReason, Outcome, Principle, Signpost
from goldenthread.enquiries.queries import OpenEnquiry, open_enquiries_of
from goldenthread.enquiries.vocabulary import EnquiryKind
from goldenthread.kit.presenters import NotYet
from goldenthread.web import principles
from goldenthread.web.concerns import rows, shown
from goldenthread.web.concerns.forms import DecideForm, SignOffForm, uuid_of
from goldenthread.web.concerns.frame import drawn_form, opened
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

Typed = dict[str, Any]


def decide(request: Request, concern_id: UUID) -> HttpResponse:
    """The decision: the duty in large, only endings that are open offered, the others shown with why not."""
    page = opened(request, concern_id)
    enquiries = open_enquiries_of(request.viewer, page.person_id) if page.person_id else ()
    form = _form(request, page, enquiries)
    sent = posted(request, form, lambda typed: _decide(request, page, enquiries, typed), version=page.version)
    if sent and sent.result:
        messages.success(request, _told(page, sent.result))
        return redirect("concerns:show", page.id)
    return drawn_form(
        request,
        page,
        form,
        title="Decide",
        submit="Decide",
        template="concerns/decide.html",
        closed=_closed(page),
        limbs=rows.limb_cards(page),
        duty_colour=rows.DUTY_COLOURS[page.duty],
        ready=page.may("decide"),
        second=_second_person(page),
        principles=list(Principle),
    )


def _form(request: Request, page: ConcernPage, enquiries: tuple[OpenEnquiry, ...]) -> DecideForm:
    offered = [
        (outcome.value, outcome.label, outcome.meaning)
        for outcome, verdict in page.outcomes
        if verdict and (outcome is not Outcome.ADDED_TO_ENQUIRY or enquiries)
    ]
    asked, values = request.GET.get("outcome", ""), [each[0] for each in offered]
    # Chosen beforehand only where the law leaves nothing else: no tired hand ends a concern by pressing on.
    forced = values == [Outcome.S42_ENQUIRY.value]
    manager = str(request.viewer.user_id) if request.viewer.role is Role.MANAGER else ""
    return DecideForm(
        request.POST or None,
        version=page.version,
        initial={
            "outcome": asked if asked in values else values[0] if forced else "",
            "manager": manager,
            "officer": str(page.allocated_to_id or ""),
        },
        outcomes=offered,
        managers=colleagues(Role.MANAGER),
        officers=colleagues(Role.SOCIAL_WORKER, Role.MANAGER),
        enquiries=enquiries,
    )


def _closed(page: ConcernPage) -> list[NotYet]:
    """Endings that are not open, those with the same reason together."""
    found: dict[str, NotYet] = {}
    for outcome, verdict in page.outcomes:
        if verdict:
            continue
        same = found.get(verdict.words)
        text = f"{same.text}; {outcome.label[:1].lower()}{outcome.label[1:]}" if same else outcome.label
        found[verdict.words] = NotYet(text, verdict, shown.links(page))
    return list(found.values())


def _decide(request: Request, page: ConcernPage, enquiries: tuple[OpenEnquiry, ...], typed: Typed) -> Decided:
    outcome = Outcome(typed["outcome"])
    reason = typed["reason"] if outcome is Outcome.NO_FURTHER_ACTION else ""
    signpost = typed["signpost"] if outcome is Outcome.OTHER_RESPONSE else ""
    chosen = uuid_of(typed["enquiry_id"]) if outcome is Outcome.ADDED_TO_ENQUIRY else None
    enquiry = next((each for each in enquiries if each.id == chosen), None)
    joining = None
    if enquiry and page.person_id:
        joining = EnquiryToJoin(
            enquiry.id, page.person_id, is_open=True, is_s42=enquiry.kind is EnquiryKind.S42
        )
    opens = outcome in (Outcome.S42_ENQUIRY, Outcome.OTHER_ENQUIRY)
    return deeds.decide(
        request.viewer,
        concern_id=page.id,
        version=typed["version"],
        outcome=outcome,
        rationale=typed["rationale"],
        adult_view=typed["adult_view"],
        reason=NoActionReason(reason) if reason else None,
        signpost=Signpost(signpost) if signpost else None,
        signpost_words=typed["signpost_words"] if signpost else "",
        follow_up_on=typed["follow_up_on"] if signpost else None,
        manager_id=uuid_of(typed["manager"]) if opens else None,
        officer_id=uuid_of(typed["officer"]) if opens else None,
        joining=joining,
        weighed=principles.weighed(typed),
    )


def _second_person(page: ConcernPage) -> bool:
    danger = page.was_danger
    return sign_off_needed(
        Outcome.NO_FURTHER_ACTION, level=page.threshold_level, danger=danger, policy=page.edition.sign_off
    )


def _told(page: ConcernPage, decided: Decided) -> str:
    if decided.waits_for_sign_off:
        return "Sent for sign-off. It holds when a second person agrees."
    return f"Decided. Answers to {page.first_name} and to whoever raised it are due now."


def sign_off(request: Request, concern_id: UUID) -> HttpResponse:
    """A second person reads the first one's words, and agrees or sends it back."""
    page = opened(request, concern_id)
    form = SignOffForm(request.POST or None, version=page.version)

    def deed(typed: Typed) -> str:
        if typed["agrees"] == "no":
            deeds.send_back(
                request.viewer, concern_id=page.id, version=typed["version"], words=typed["words"]
            )
            return "Sent back. The first person sees what is missing."
        deeds.sign_off(request.viewer, concern_id=page.id, version=typed["version"])
        return "Signed off. The decision holds, and answers are due now."

    sent = posted(request, form, deed, version=page.version)
    if sent:
        messages.success(request, sent.result or "")
        return redirect("concerns:show", page.id)
    return drawn_form(
        request,
        page,
        form,
        title="Sign off a decision",
        submit="Save your answer",
        template="concerns/sign_off.html",
        verdict=page.may("sign_off"),
        decision=rows.decision_rows(page)[0] if page.decisions else [],
        limbs=rows.limb_cards(page),
        duty_colour=rows.DUTY_COLOURS[page.duty],
    )
