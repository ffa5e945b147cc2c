"""Duties and letters written inside a procedure of another room, whose permission and trail row cover them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.letters import post
from goldenthread.letters.models import DutyStep, FeedbackDuty, Letter
from goldenthread.letters.vocabulary import Audience, LetterState


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
    mine = FeedbackDuty.objects.filter(about_kind=about.kind, about_id=about.id, audience=audience, occasion=occasion)
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


def write_letter(
    by: Viewer,
    *,
    once: str,
    about: Subject,
    audience: Audience,
    to: str,
    subject: str,
    body: str,
    duty_id: UUID | None = None,
) -> UUID:
    """Put a letter where the clockwork finds it. The same ``once`` again changes nothing and returns the first letter.

    Where no email is set up it is kept on file at once and sent to nobody.
    """
    held = Letter.objects.filter(once=once).values_list("pk", flat=True).first()
    if held is not None:
        return held
    now = moment.now()
    ready = post.can_send()
    letter = Letter(
        once=once,
        duty_id=duty_id,
        about_kind=about.kind,
        about_id=about.id,
        audience=audience,
        to=to.strip(),
        subject=" ".join(subject.split())[:200],
        body=body,
        state=LetterState.WAITING if ready else LetterState.KEPT,
        next_try_at=now if ready else None,
        created_at=now,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        # Somebody else wrote the same letter a moment ago.
        return Letter.objects.values_list("pk", flat=True).get(once=once)
    return letter.pk


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
