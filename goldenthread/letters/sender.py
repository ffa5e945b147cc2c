"""Sending what waits. Each letter goes at most once by itself.

A letter is marked as being sent, with a lease, and that mark is kept before the mail server is spoken to. If the sender is
killed, or the line breaks after the letter was handed over, nobody knows whether it arrived: it is then "may have been
sent", is not tried again by itself, its duty stays open, and a person decides. A server that says no, or cannot be reached,
certainly has nothing: such a letter is tried again, with growing waits.
"""

from __future__ import annotations

import logging
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.viewer import CLOCKWORK, Viewer
from goldenthread.ground import moment
from goldenthread.letters import post
from goldenthread.letters.models import Letter
from goldenthread.letters.procedures import sending
from goldenthread.letters.vocabulary import LetterState

log = logging.getLogger("goldenthread.letters")
ROUND = 50


def send_waiting(by: Viewer = CLOCKWORK, *, most: int = ROUND) -> int:
    """Send letters that are due, oldest first, each in transactions of its own. Several senders may run at once.

    Returns how many letters were sent.
    """
    now = moment.now()
    lost = Letter.objects.filter(state=LetterState.SENDING, sending_until__lt=now)
    for letter_id in _ids(lost, most):
        sending.note_lost(by, letter_id=letter_id)
    due = Letter.objects.filter(state=LetterState.WAITING, next_try_at__lte=now)
    return sum(_send_one(by, letter_id) for letter_id in _ids(due, most))


def _ids(letters: QuerySet[Letter], most: int) -> list[UUID]:
    return list(letters.order_by("next_try_at", "created_at").values_list("pk", flat=True)[:most])


def _send_one(by: Viewer, letter_id: UUID) -> bool:
    if not post.can_send():
        sending.keep_on_file(by, letter_id=letter_id)
        return False
    letter = sending.take_in_hand(by, letter_id=letter_id)
    if letter is None:
        # Another sender has it.
        return False
    try:
        post.send(letter_id=str(letter.id), to=letter.to, subject=letter.subject, body=letter.body)
    except post.NotTaken as no:
        log.warning("letter not taken", extra={"letter": letter.id.hex, "reason": no.reason})
        sending.note_not_taken(
            by, letter_id=letter.id, reason=no.reason, unsure=no.unsure, hopeless=no.hopeless
        )
        return False
    sending.note_sent(by, letter_id=letter.id)
    return True
