"""Opening a record in an emergency, and the review of such openings by another manager."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.break_glass import (
    OPEN_FOR,
    break_glass,
    record_named,
    records_in_words,
    review_break_glass,
)
from goldenthread.access.doorway import put_refusal
from goldenthread.access.policy import emergency_reason_given
from goldenthread.access.queries import EmergencyOpening, emergency_openings
from goldenthread.ground.verdicts import Refused, refused
from goldenthread.kit.presenters import Link, Row
from goldenthread.web.enquiries.forms import WordsForm
from goldenthread.web.enquiries.manager_forms import GlassForm
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page as draw
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

NO_RECORD = "There is no record with this reference or NHS number. Check it and try again."
NO_PERSON = (
    "There is no adult's record behind this reference or NHS number. Check it; a concern that is not yet matched to a person "
    "can be opened by itself."
)
# Where each kind of record is opened.
PAGES = {"enquiry": "enquiries:show", "concern": "concerns:show", "person": "people:show"}


def open_record(request: Request) -> HttpResponse:
    """Open one record by its reference, for a short time and with a reason."""
    asked = {"reference": request.GET.get("reference", ""), "what": request.GET.get("what", "record")}
    form = GlassForm(request.POST or None, initial=asked)
    sent = posted(request, form, lambda typed: _break(request, typed))
    if sent and sent.result is not None:
        kind, id = sent.result
        messages.success(request, "The record is open to you for 2 hours. A manager will review this.")
        return redirect(PAGES[kind], id)
    context = {
        "title": "Open a record in an emergency",
        "form": form,
        "hours": int(OPEN_FOR.total_seconds() // 3600),
        "may_review": request.viewer.may("access.review_break_glass"),
    }
    return draw(request, "enquiries/emergency.html", context)


def _break(request: Request, typed: dict[str, Any]) -> tuple[str, Any]:
    # The reason first: without one nobody learns whether there is such a record.
    verdict = emergency_reason_given(typed["reason"])
    whole_person = typed["what"] == "person"
    found = record_named(typed["reference"], whole_person=whole_person) if verdict else None
    if verdict and found is None:
        verdict = refused("NO-RECORD", NO_PERSON if whole_person else NO_RECORD, field="reference")
    if found is None:
        put_refusal(request.viewer, "access.break_glass", verdict)
        raise Refused(verdict)
    break_glass(request.viewer, kind=found.kind, id=found.id, reason=typed["reason"])
    return found.kind, found.id


def reviews(request: Request) -> HttpResponse:
    """Emergency openings that wait for review, and those reviewed."""
    waiting = emergency_openings(request.viewer)
    done = emergency_openings(request.viewer, reviewed=True)
    names = _references([*waiting, *done])
    context = {
        "title": "Emergency openings",
        "waiting": [(row, _facts(row, names), "" if row.own else reverse("enquiries:emergency_review", args=[row.id])) for row in waiting],
        "done": [(row, [*_facts(row, names), Row("Reviewed by", row.reviewed_by), Row("Review", row.review_words, words=True)]) for row in done],
    }  # fmt: skip
    return draw(request, "enquiries/emergency_reviews.html", context)


def review(request: Request, grant_id: int) -> HttpResponse:
    """Review one opening."""
    row = next((each for each in emergency_openings(request.viewer) if each.id == grant_id), None)
    if row is None:
        return not_found(request)
    form = WordsForm(
        request.POST or None,
        label="Was it right to open the record, and what follows?",
        hint="Look at the trail with an auditor if you are in doubt.",
        needed="Say whether it was right, and what follows",
    )
    if posted(
        request, form, lambda typed: review_break_glass(request.viewer, grant_id=row.id, words=typed["words"])
    ):
        messages.success(request, "Your review is recorded.")
        return redirect("enquiries:emergency_reviews")
    context = {
        "title": "Review an emergency opening",
        "form": form,
        "facts": _facts(row, _references([row])),
        "back": Link("Emergency openings", reverse("enquiries:emergency_reviews")),
    }
    return draw(request, "enquiries/emergency_review.html", context)


def _references(rows: list[EmergencyOpening]) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for kind in {row.kind for row in rows}:
        found |= records_in_words(kind, {row.subject_id for row in rows if row.kind == kind})
    return found


def _facts(row: EmergencyOpening, names: dict[Any, str]) -> list[Row]:
    return [
        Row("Record", f"{row.kind.capitalize()} {names.get(row.subject_id, '')}".strip()),
        Row("Opened by", row.by_name),
        Row("From", row.from_at),
        Row("Until", row.until_at),
        Row("Reason", row.reason, words=True),
    ]
