"""Duties opened and met inside a procedure of another room, whose permission and trail row cover them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.letters.models import DutyStep, FeedbackDuty
from goldenthread.letters.vocabulary import Audience, DutyState, Method


def open_duty(
    by: Viewer,
    *,
    about: Subject,
    reference: str,
    audience: Audience,
    due_at: datetime,
    contact: str = "",
    agency_id: UUID | None = None,
    draft: str = "",
    person_id: UUID | None = None,
    occasion: str = "",
) -> UUID:
    """Open the duty to answer an audience about a record, or find the one that is there already. Returns its id.

    ``occasion`` tells duties of one record and audience apart: an enquiry has a referrer for each concern it answers, and
    each closing is told anew. ``person_id`` is the adult, whose details must not stand in words for others (rule LET-02):
    give it always.
    """
    mine = FeedbackDuty.objects.filter(
        about_kind=about.kind, about_id=about.id, audience=audience, occasion=occasion
    )
    held = mine.first()
    if held is not None:
        return held.pk
    duty = FeedbackDuty(
        about_kind=about.kind,
        about_id=about.id,
        about_reference=reference,
        person_id=person_id,
        audience=audience,
        occasion=occasion,
        agency_id=agency_id,
        contact=contact.strip()[:200],
        draft=draft,
        opened_at=moment.now(),
        due_at=due_at,
    )
    try:
        with transaction.atomic():
            duty.save(force_insert=True)
    except IntegrityError:
        # Somebody else opened the same duty a moment ago.
        return mine.values_list("pk", flat=True).get()
    step(duty, by, "open_duty", f"Feedback is due to: {Audience(audience).label.lower()}")
    return duty.pk


def step(duty: FeedbackDuty, by: Viewer, deed: str, what: str, words: str = "") -> None:
    """Add a state row to a duty."""
    DutyStep.objects.create(
        duty=duty,
        at=moment.now(),
        deed=deed,
        what=what[:200],
        words=words.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )


def meet(duty: FeedbackDuty, by: Viewer, *, method: Method, words: str, by_id: UUID, by_name: str) -> None:
    """Close a duty as met. ``by`` does it; ``by_id`` and ``by_name`` gave the words (the sender of an email is a job)."""
    duty.state, duty.method, duty.words = DutyState.MET, method, words
    duty.met_at, duty.by_id, duty.by_name = moment.now(), by_id, by_name
    duty.version += 1
    duty.save()
    step(duty, by, "give_feedback", f"Feedback given: {method.label}", words)
