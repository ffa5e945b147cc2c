"""The form: one question at a time, then all answers to check, then one concern however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.access.throttle import Limit, spend
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns import drafts
from goldenthread.concerns.drafts import DraftPage
from goldenthread.concerns.policy.acknowledging import promise
from goldenthread.concerns.policy.intake import FIELDS, as_verdict, check_report
from goldenthread.concerns.procedures.intake import send_draft
from goldenthread.concerns.vocabulary import Channel, ReferrerRole
from goldenthread.ground import moment
from goldenthread.kit.presenters import Link
from goldenthread.web import errors, typed
from goldenthread.web.account.devices import source_address
from goldenthread.web.context import address
from goldenthread.web.forms import page, posted
from goldenthread.web.public.about import edition_today
from goldenthread.web.public.answers import parts_of
from goldenthread.web.public.steps import LABELS, STEP_OF, STEPS, StepForm
from goldenthread.web.request import Request

HELD = "drafts"
# From one address: an office or a hospital may be behind it. Every hour, and drafts begun and reports sent apart.
BEGUN_AN_HOUR, SENT_AN_HOUR, SENT_BY_ALL_AN_HOUR = 300, 120, 3000
AN_HOUR = 3600

_ROLE_OF_KIND = {
    AgencyKind.COUNCIL.value: ReferrerRole.COUNCIL,
    AgencyKind.POLICE.value: ReferrerRole.POLICE,
    AgencyKind.FIRE.value: ReferrerRole.FIRE,
    AgencyKind.HOUSING.value: ReferrerRole.HOUSING,
    AgencyKind.VOLUNTARY.value: ReferrerRole.VOLUNTARY,
}


def begin(request: Request) -> HttpResponse:
    """The first question. Nothing is kept, and nothing is set in the browser but the form's mark, until it is answered."""
    return _ask(request, None, 1)


def step(request: Request, draft_id: UUID, number: int) -> HttpResponse:
    """One question of a draft."""
    draft = _draft(request, draft_id)
    if not 1 <= number <= len(STEPS):
        return errors.not_found(request)
    if draft is None and request.method != "POST":
        return _gone(request)
    if draft is not None and draft.reference:
        return HttpResponseRedirect(reverse("public:sent", args=[draft_id]))
    if draft is None and _signed_out(request):
        return errors.to_sign_in(request)
    # A draft that is gone while somebody typed: what they typed begins a new one, so that it is not lost.
    return _ask(request, draft, number)


def _ask(request: Request, draft: DraftPage | None, number: int) -> HttpResponse:
    kind = STEPS[number - 1]
    answers = draft.answers if draft else _known(request.viewer)
    form = kind(request.POST if request.method == "POST" else None, initial=kind.held(answers))
    sent = posted(request, form, lambda cleaned: _keep(request, draft, form.answers(cleaned)))
    if sent.done:
        if sent.result is None:
            return errors.too_many(request, AN_HOUR // 4)
        return HttpResponseRedirect(_onward(request, sent.result, number, form))
    context = {
        "form": form,
        "title": f"Question {number} of {len(STEPS)}",
        "number": number,
        "of": len(STEPS),
    }
    return page(
        request,
        "public/step.html",
        context | {"back": _back(request, draft, number), "to_check": _to_check(request)},
    )


def _keep(request: Request, draft: DraftPage | None, answers: Mapping[str, Any]) -> UUID | None:
    """Keep the answers; None when too many drafts were begun from this address."""
    if draft is not None:
        drafts.keep(draft.id, answers)
        return draft.id
    if spend(Limit("public-begin", source_address(request), BEGUN_AN_HOUR, AN_HOUR)):
        return None
    made = drafts.begin(request.viewer, {**_known(request.viewer), **answers})
    request.session[HELD] = [*request.session.get(HELD, []), str(made)][-20:]
    return made


def _onward(request: Request, draft_id: UUID, number: int, form: StepForm) -> str:
    if form.cleaned_data.get("immediate_danger") == "yes":
        return reverse("public:call", args=[draft_id]) + ("?check=1" if _to_check(request) else "")
    if _to_check(request) or number == len(STEPS):
        return reverse("public:check", args=[draft_id])
    return reverse("public:step", args=[draft_id, number + 1])


def _to_check(request: Request) -> bool:
    return request.GET.get("check") == "1"


def _back(request: Request, draft: DraftPage | None, number: int) -> Link:
    if draft is None or number == 1:
        return Link("Back", reverse("public:check", args=[draft.id]) if draft and _to_check(request) else "/")
    if _to_check(request):
        return Link("Back", reverse("public:check", args=[draft.id]))
    return Link("Back", reverse("public:step", args=[draft.id, number - 1]))


def call(request: Request, draft_id: UUID) -> HttpResponse:
    """Call 999 first; then carry on."""
    if _draft(request, draft_id) is None:
        return _gone(request)
    onward = (
        reverse("public:check", args=[draft_id])
        if _to_check(request)
        else reverse("public:step", args=[draft_id, 2])
    )
    back = Link("Back", reverse("public:step", args=[draft_id, 1]))
    return page(request, "public/call.html", {"title": "First", "onward": onward, "back": back})


def check(request: Request, draft_id: UUID) -> HttpResponse:
    """All answers to check and change; then send."""
    draft = _draft(request, draft_id)
    if draft is None:
        return errors.to_sign_in(request) if _signed_out(request) else _gone(request)
    if draft.reference:
        return HttpResponseRedirect(reverse("public:sent", args=[draft_id]))
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        wait = spend(
            Limit("public-send", source_address(request), SENT_AN_HOUR, AN_HOUR),
            Limit("public-send", "all", SENT_BY_ALL_AN_HOUR, AN_HOUR),
        )
        if wait:
            return errors.too_many(request, wait)
        if posted(request, form, lambda _: _send(request, draft, form)).result:
            return HttpResponseRedirect(reverse("public:sent", args=[draft_id]))
    last = Link("Back", reverse("public:step", args=[draft_id, len(STEPS)]))
    context = {
        "form": form,
        "title": "Check your answers",
        "parts": parts_of(draft),
        "back": last,
        "faults": _faults(form, draft_id),
    }
    return page(request, "public/check.html", context)


class SendForm(StepForm):
    """Send. It has no boxes; errors lead to the questions they are about."""


def _send(request: Request, draft: DraftPage, form: SendForm) -> bool:
    raw = {name: value for name, value in draft.answers.items() if name in FIELDS}
    now = moment.now()
    report, wrong = check_report(raw | {"raised_at": now.isoformat()}, now=now, external_ref_needed=False)
    if report is None:
        form.add_verdict(as_verdict(wrong))
        return False
    council = request.viewer.agency_kind == AgencyKind.COUNCIL.value
    send_draft(
        request.viewer, draft_id=draft.id, report=report, channel=Channel.STAFF if council else Channel.WEB
    )
    return True


def _faults(form: SendForm, draft_id: UUID) -> list[Link]:
    """Each thing to put right, as a link to its question."""
    return [
        Link(f"{LABELS.get(reason.field or '', '')}: {reason.words}", _change(draft_id, reason.field or ""))
        for verdict in form.verdicts
        for reason in verdict.reasons
    ]


def _change(draft_id: UUID, field: str) -> str:
    return reverse("public:step", args=[draft_id, STEP_OF.get(field, 1)]) + "?check=1"


def sent(request: Request, draft_id: UUID) -> HttpResponse:
    """The reference, and what happens next by when."""
    draft = _draft(request, draft_id)
    if draft is None or not draft.reference:
        return (
            _gone(request)
            if draft is None
            else HttpResponseRedirect(reverse("public:check", args=[draft_id]))
        )
    edition = edition_today()
    own = [Link(text, address(name)) for name, text in _own_lists(request.viewer) if address(name)]
    context = {"title": "We have it", "reference": draft.reference, "edition": edition, "own": own}
    return page(request, "public/sent.html", context | {"told": promise(edition, moment.now())})


def _own_lists(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    if viewer.role in (Role.PROVIDER_MANAGER, Role.PARTNER):
        return (("partners:home", "See what your agency has told us"),)
    if viewer.may("concerns.see"):
        return (("desk:home", "Go to your work"), ("concerns:list", "See all concerns"))
    return ()


def _known(viewer: Viewer) -> dict[str, Any]:
    """What we know of somebody with an account, so that they need not type it."""
    if not viewer.signed_in:
        return {}
    role = _ROLE_OF_KIND.get(viewer.agency_kind)
    return {"referrer_name": viewer.name, "referrer_agency": viewer.agency_name} | (
        {"referrer_role": role.value} if role else {}
    )


def _draft(request: Request, draft_id: UUID) -> DraftPage | None:
    return drafts.read(request.viewer, draft_id, held=request.session.get(HELD, []))


def _signed_out(request: Request) -> bool:
    """The page was a signed-in person's and their session has ended."""
    return request.method == "POST" and typed.made_for(request) is not None and not request.viewer.signed_in


def _gone(request: Request) -> HttpResponse:
    response = page(request, "public/gone.html", {"title": "Start again", "edition": edition_today()})
    response.status_code = 404
    return response
