"""Deeds of the sender: a letter is taken in hand, and what became of it is noted. See :mod:`goldenthread.letters.sender`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist, refused
from goldenthread.letters import duties, policy, post
from goldenthread.letters.models import FeedbackDuty, Letter
from goldenthread.letters.vocabulary import DutyState, LetterState, Method

LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class InHand:
    """A letter this sender has in hand."""

    id: UUID
    to: str
    subject: str
    body: str


@procedure("letters.send")
def take_in_hand(by: Viewer, *, letter_id: UUID) -> Done[InHand | None]:
    """Mark a waiting letter as being sent by this sender, for the time of its lease; None when another has it."""
    letter = (
        Letter.objects.select_for_update(skip_locked=True)
        .filter(pk=letter_id, state=LetterState.WAITING, next_try_at__lte=moment.now())
        .first()
    )
    if letter is None:
        return Done(None, Subject("letter", letter_id), {"taken": False})
    letter.state = LetterState.SENDING
    letter.attempts += 1
    letter.sending_until = moment.now() + LEASE
    letter.save(update_fields=["state", "attempts", "sending_until"])
    return Done(
        InHand(letter.pk, letter.to, letter.subject, letter.body),
        Subject("letter", letter.pk),
        {"taken": True},
    )


@procedure("letters.send")
def note_sent(by: Viewer, *, letter_id: UUID) -> Done[None]:
    """The server took the letter: it is sent, and the duty it was written for is met."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    letter.state, letter.sent_at, letter.sending_until, letter.next_try_at = (
        LetterState.SENT,
        moment.now(),
        None,
        None,
    )
    letter.trouble = ""
    letter.save()
    if letter.duty_id:
        duty = FeedbackDuty.objects.select_for_update().get(pk=letter.duty_id)
        if duty.state == DutyState.OPEN:
            duties.meet(
                duty, by, method=Method.EMAIL, words=letter.body, by_id=letter.by_id, by_name=letter.by_name
            )
    return Done(None, Subject("letter", letter.pk))


@procedure("letters.send")
def note_not_taken(by: Viewer, *, letter_id: UUID, reason: str, unsure: bool, hopeless: bool) -> Done[str]:
    """The server did not take it: try again after a wait, or give up; its duty stays open. Returns what became of it."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    wait = None if hopeless else policy.wait_after(letter.attempts)
    letter.trouble, letter.sending_until, letter.next_try_at = reason[:80], None, None
    if unsure:
        letter.state, became = LetterState.UNSURE, "unsure"
    elif wait is None:
        letter.state, became = LetterState.FAILED, "failed"
    else:
        letter.state, became = LetterState.WAITING, "waiting"
        letter.next_try_at = moment.now() + wait
    letter.save()
    _tell_duty(by, letter)
    return Done(became, Subject("letter", letter.pk), {"became": became, "attempts": letter.attempts})


@procedure("letters.send")
def note_lost(by: Viewer, *, letter_id: UUID) -> Done[None]:
    """The lease of a sender ran out: it was stopped while sending, and nobody knows whether the letter went."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.state == LetterState.SENDING and letter.sending_until and letter.sending_until < moment.now():
        letter.state, letter.trouble, letter.sending_until = LetterState.UNSURE, "sender-stopped", None
        letter.save()
        _tell_duty(by, letter)
    return Done(None, Subject("letter", letter.pk))


@procedure("letters.send")
def keep_on_file(by: Viewer, *, letter_id: UUID) -> Done[None]:
    """There is no mail server any more: keep the letter on file. Its duty stays open."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.state == LetterState.WAITING:
        letter.state, letter.next_try_at = LetterState.KEPT, None
        letter.save(update_fields=["state", "next_try_at"])
        _tell_duty(by, letter)
    return Done(None, Subject("letter", letter.pk))


def _tell_duty(by: Viewer, letter: Letter) -> None:
    if letter.duty_id and letter.state != LetterState.WAITING:
        duty = FeedbackDuty.objects.get(pk=letter.duty_id)
        duties.step(duty, by, "letter", f"Email: {LetterState(letter.state).label.lower()}")


@procedure("letters.give", about="letter")
def send_again(by: Viewer, *, letter_id: UUID) -> Done[None]:
    """Have a letter tried again that could not be sent, may have been sent, or is kept on file. Raises Refused, NotThere."""
    letter = find(by, Letter, letter_id, lock=True)
    if letter.state not in (LetterState.FAILED, LetterState.UNSURE, LetterState.KEPT):
        insist(
            refused(
                "LETTER-STATE",
                f"This letter is “{LetterState(letter.state).label}”, so it is not sent again.",
            )
        )
    if not post.can_send():
        insist(refused("LET-05", "This service is not set up to send email. Choose another way."))
    letter.state, letter.attempts, letter.next_try_at, letter.trouble = (
        LetterState.WAITING,
        0,
        moment.now(),
        "",
    )
    letter.save()
    if letter.duty_id:
        duties.step(FeedbackDuty.objects.get(pk=letter.duty_id), by, "letter", "Email to be sent again")
    return Done(None, Subject(letter.about_kind, letter.about_id), {"letter": letter.pk.hex})
