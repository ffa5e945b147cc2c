"""Giving an answer to somebody who waits for one, or saying why that is not possible."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground import local_policy
from goldenthread.kit.display import at_time, day
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link, Row, Tag, TimelineEntry
from goldenthread.letters import procedures
from goldenthread.letters.queries import DutyPage, duty_page, email_is_kept, preview, ways
from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method
from goldenthread.people.queries import names
from goldenthread.web.feedback.forms import ContactForm, GiveForm, NotPossibleForm, OpenAgainForm
from goldenthread.web.feedback.listing import URGENCY
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request

# What must not stand in words for this audience, said before they are written.
CAREFUL = {
    Audience.ADULT: "Write to them as you would speak: short sentences, everyday words. Say what was decided, who answers for it, "
    "what happens next and how to reach you.",
    Audience.REFERRER: "Say that it was looked at and what kind of action followed. Do not say who the adult is, or anything "
    "about them: no name, NHS number, date of birth, address or postcode.",
    Audience.PROVIDER: "Say what was decided and what you ask of them. Do not name the adult.",
    Audience.PLACING_COUNCIL: "Say what was decided. Do not name the adult: they know the person by the reference.",
}
LETTER_COLOURS = {
    LetterState.SENT: "green",
    LetterState.FAILED: "red",
    LetterState.UNSURE: "red",
    LetterState.WAITING: "yellow",
}


def _typed(request: Request) -> Any:
    """What was sent, also when it is nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def show(request: Request, duty_id: UUID) -> HttpResponse:
    """One duty: give the words, see how they read, or what was given."""
    duty = duty_page(request.viewer, duty_id)
    line = duty.line
    if line.state is not DutyState.OPEN:
        return _drawn(request, duty, "feedback/given.html", {})
    form = GiveForm(
        _typed(request),
        initial={"words": duty.draft},
        version=line.version,
        ways=ways(line.agency_id is not None, line.contact),
        kept=email_is_kept(),
        to=line.contact,
    )
    looked = request.method == "POST" and request.POST.get("do") == "preview"
    if not looked and posted(
        request,
        form,
        lambda said: procedures.give_feedback(request.viewer, duty_id=duty_id, **said),
        version=line.version,
    ):
        messages.success(request, _given(form.cleaned_data["method"]))
        return HttpResponseRedirect(reverse("feedback:show", args=[duty_id]))
    return _give_page(request, duty, form, looked=looked)


def _given(method: Method) -> str:
    if method is Method.EMAIL and not email_is_kept():
        return "The email is on its way. This answer counts as given when the mail server has taken it."
    return "It is noted: they have been told, with your words, the time and your name."


def _give_page(request: Request, duty: DutyPage, form: GiveForm, *, looked: bool) -> HttpResponse:
    words = form.data.get("words", "") if form.is_bound else duty.draft
    chosen = form.data.get("method", "") if form.is_bound else ""
    method = Method(chosen) if chosen in Method.values() else Method.POST
    judged = preview(request.viewer, duty.line.id, method, words)
    return _drawn(
        request,
        duty,
        "feedback/give.html",
        {
            "form": form,
            "words": words,
            "looked": looked,
            "judged": judged,
            "careful": CAREFUL[duty.line.audience],
            "for_adult": duty.line.audience is Audience.ADULT,
            "offer_links": {},
        },
    )


def _drawn(request: Request, duty: DutyPage, template: str, more: dict[str, Any]) -> HttpResponse:
    line = duty.line
    called = names(request.viewer, {line.person_id}).get(line.person_id, "") if line.person_id else ""
    about = Link(
        line.reference,
        reverse("concerns:show" if line.about.kind == "concern" else "enquiries:show", args=[line.about.id]),
    )
    facts = [
        Row("About", about),
        *([Row("The adult", Link(called, reverse("people:show", args=[line.person_id])))] if called else []),
        Row("To reach them", line.contact or "Not noted"),
        Row("Due", f"{day(line.due_at)}" + (f", {line.standing}" if line.standing else "")),
    ]
    context = {
        "title": f"{'Tell' if line.state is DutyState.OPEN else 'Told'}: {line.audience.label.lower()}, {line.reference}",
        "duty": duty,
        "line": line,
        "facts": facts,
        "called": called,
        "urgency": URGENCY.get(line.standing, "fine"),
        "steps": [
            TimelineEntry(step.what, step.at, step.by, "" if step.words == line.words else step.words)
            for step in reversed(duty.steps)
        ],
        "letters": [
            (
                each,
                Tag(each.state.label, LETTER_COLOURS.get(each.state, "grey")),
                each.state in (LetterState.FAILED, LetterState.UNSURE, LetterState.KEPT),
            )
            for each in duty.letters
        ],
        "back": Link("Answers that people wait for", reverse("feedback:list")),
        "given_when": at_time(line.met_at),
    }
    return page(request, template, context | more)


def not_possible(request: Request, duty_id: UUID) -> HttpResponse:
    """Say why they cannot be told."""
    duty = duty_page(request.viewer, duty_id)
    form = NotPossibleForm(_typed(request), version=duty.line.version, audience=duty.line.audience)
    return _short(
        request,
        duty,
        form,
        lambda said: procedures.not_possible(request.viewer, duty_id=duty_id, **said),
        heading=f"Why can {duty.line.audience.label.lower()} not be told?",
        done="It is noted why they could not be told. Open it again if that changes.",
    )


def contact(request: Request, duty_id: UUID) -> HttpResponse:
    """Note how they can be reached."""
    duty = duty_page(request.viewer, duty_id)
    form = ContactForm(_typed(request), initial={"contact": duty.line.contact}, version=duty.line.version)
    return _short(
        request,
        duty,
        form,
        lambda said: procedures.set_contact(request.viewer, duty_id=duty_id, **said),
        heading=f"How can {duty.line.audience.label.lower()} be reached?",
        done="Noted.",
    )


def open_again(request: Request, duty_id: UUID) -> HttpResponse:
    """It can be given after all."""
    duty = duty_page(request.viewer, duty_id)
    form = OpenAgainForm(_typed(request), initial={"contact": duty.line.contact}, version=duty.line.version)
    return _short(
        request,
        duty,
        form,
        lambda said: procedures.open_again(request.viewer, duty_id=duty_id, **said),
        heading="Open again, because it is possible now",
        done="It is open again.",
    )


def _short(
    request: Request, duty: DutyPage, form: KitForm, deed: Any, *, heading: str, done: str
) -> HttpResponse:
    here = reverse("feedback:show", args=[duty.line.id])
    if posted(request, form, deed, version=duty.line.version):
        messages.success(request, done)
        return HttpResponseRedirect(here)
    more = {
        "form": form,
        "heading": heading,
        "back": Link("Back to the answer", here),
        "cancel": here,
        "offer_links": {},
    }
    return _drawn(request, duty, "feedback/form.html", more)


def letter(request: Request, duty_id: UUID) -> HttpResponse:
    """The words as a letter on paper: as given, or as drafted so far."""
    duty = duty_page(request.viewer, duty_id)
    edition = local_policy.current().for_case(duty.line.opened_at)
    context = {
        "words": duty.line.words if duty.line.state is DutyState.MET else duty.draft,
        "is_draft": duty.line.state is not DutyState.MET,
        "edition": edition,
        "dated": duty.line.met_at,
        "back": Link("Back to the answer", reverse("feedback:show", args=[duty_id])),
    }
    return _drawn(request, duty, "feedback/letter.html", context)


def send_again(request: Request, letter_id: UUID) -> HttpResponse:
    """Have a letter tried again that did not go, or may not have gone."""
    procedures.send_again(request.viewer, letter_id=letter_id)
    messages.success(request, "It will be tried again now.")
    try:
        duty_id = UUID(request.POST.get("duty_id", ""))
    except ValueError:
        return HttpResponseRedirect(reverse("feedback:list"))
    return HttpResponseRedirect(reverse("feedback:show", args=[duty_id]))
