"""Answers given to the adult and to who raised it, in a made-up council."""

from __future__ import annotations

import random
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.procedures import give_feedback, not_possible
from goldenthread.letters.vocabulary import Audience, DutyState, Method, NotPossible


def give_answers(by: Viewer, kind: str, about: UUID, *, share: float, dice: random.Random) -> None:
    """Give the answers owed for a concern or enquiry; about ``share`` of them, the rest stay open."""
    owed = FeedbackDuty.objects.filter(about_kind=kind, about_id=about, state=DutyState.OPEN).order_by(
        "audience", "pk"
    )
    for duty in owed:
        if dice.random() > share:
            continue
        if duty.audience == Audience.ADULT:
            method = dice.choice((Method.IN_PERSON, Method.PHONE, Method.THROUGH_ADVOCATE, Method.POST))
        elif duty.agency_id:
            method = Method.IN_SERVICE
        elif duty.contact:
            method = Method.PHONE
        else:
            not_possible(
                by,
                duty_id=duty.pk,
                version=duty.version,
                reason=NotPossible.NO_CONTACT,
                words="They left no telephone number or address.",
            )
            continue
        give_feedback(
            by,
            duty_id=duty.pk,
            version=duty.version,
            method=method,
            words=duty.draft or "We told them what was decided.",
        )
