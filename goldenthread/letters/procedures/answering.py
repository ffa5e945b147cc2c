"""Opening, meeting and ending the duty to answer somebody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.ground.local_policy import current
from goldenthread.ground.verdicts import insist, refused
from goldenthread.letters import duties, policy
from goldenthread.letters.lifecycle import DUTY
from goldenthread.letters.models import FeedbackDuty, Letter
from goldenthread.letters.outbox import NewLetter, put
from goldenthread.letters.queries.judging import verdict_on
from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method, NotPossible

ON_ITS_WAY = (LetterState.WAITING, LetterState.SENDING)


@procedure("letters.give")
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
) -> Done[UUID]:
    """Open the duty to answer an audience about a record, once only for each occasion. See :func:`duties.open_duty`."""
    duty = duties.open_duty(
        by,
        about=about,
        reference=reference,
        audience=audience,
        due_at=due_at,
        contact=contact,
        agency_id=agency_id,
        draft=draft,
        person_id=person_id,
        occasion=occasion,
    )
    return Done(duty, about, {"audience": Audience(audience).value})


@procedure("letters.give")
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
) -> Done[UUID]:
    """Write a letter to be sent, once only: the same ``once`` again changes nothing. Returns the letter's id."""
    put(by, [NewLetter(once, about, Audience(audience), to, subject, body, duty_id)])
    letter = Letter.objects.get(once=once)
    return Done(letter.pk, about, {"audience": Audience(audience).value})


@procedure("letters.give", about="duty")
def give_feedback(
    by: Viewer, *, duty_id: UUID, version: int | None, method: Method, words: str
) -> Done[None]:
    """Record the words that were given, or have them sent by email; then the duty is met when the letter has gone.

    Raises Refused (stale, LET rules) and NotThere.
    """
    duty = _find(by, duty_id, version)
    method = Method(method)
    insist(DUTY.verdict(DutyState(duty.state), "give_feedback"))
    insist(verdict_on(duty, method, words))
    if method is Method.EMAIL:
        _send_by_email(by, duty, words.strip())
    else:
        _withdraw_waiting(duty)
        duties.meet(duty, by, method=method, words=words.strip(), by_id=by.user_id or NOBODY, by_name=by.name)
    return Done(None, _about(duty), {"audience": duty.audience, "method": method.value})


@procedure("letters.give", about="duty")
def not_possible(
    by: Viewer, *, duty_id: UUID, version: int | None, reason: NotPossible, words: str
) -> Done[None]:
    """End the duty because this audience cannot be told, with the reason. Raises Refused (stale, LET rules) and NotThere."""
    duty = _find(by, duty_id, version)
    reason = NotPossible(reason)
    insist(DUTY.verdict(DutyState(duty.state), "not_possible"))
    insist(
        policy.nobody_is_left(words=words, reason=reason).and_(
            policy.reason_fits(reason, Audience(duty.audience))
        )
    )
    _withdraw_waiting(duty)
    duty.state, duty.not_possible, duty.words = DutyState.NOT_POSSIBLE, reason, words.strip()
    duty.met_at, duty.by_id, duty.by_name = moment.now(), by.user_id or NOBODY, by.name
    duty.version += 1
    duty.save()
    duties.step(duty, by, "not_possible", f"Feedback not possible: {reason.label}", words)
    return Done(None, _about(duty), {"audience": duty.audience, "reason": reason.value})


@procedure("letters.give", about="duty")
def open_again(
    by: Viewer, *, duty_id: UUID, version: int | None, words: str, contact: str = ""
) -> Done[None]:
    """Open a duty again that could not be met, since it can be now. Raises Refused and NotThere."""
    duty = _find(by, duty_id, version)
    insist(DUTY.verdict(DutyState(duty.state), "open_again", words=words))
    duty.state, duty.not_possible, duty.words, duty.met_at = DutyState.OPEN, "", "", None
    duty.by_id, duty.by_name = None, ""
    duty.contact = contact.strip()[:200] or duty.contact
    duty.version += 1
    duty.save()
    duties.step(duty, by, "open_again", "Opened again", words)
    return Done(None, _about(duty), {"audience": duty.audience})


@procedure("letters.give", about="duty")
def set_contact(by: Viewer, *, duty_id: UUID, version: int | None, contact: str) -> Done[None]:
    """Note how this audience can be reached. Raises Refused (stale, not open) and NotThere."""
    duty = _find(by, duty_id, version)
    insist(DUTY.verdict(DutyState(duty.state), "give_feedback"))
    if not contact.strip():
        insist(
            refused(
                "NEEDED", "Enter an email address, a telephone number or a postal address.", field="contact"
            )
        )
    duty.contact = contact.strip()[:200]
    duty.version += 1
    duty.save(update_fields=["contact", "version"])
    duties.step(duty, by, "set_contact", "How to reach them was noted")
    return Done(None, _about(duty), {"audience": duty.audience})


def _find(by: Viewer, duty_id: UUID, version: int | None) -> FeedbackDuty:
    return find(by, FeedbackDuty, duty_id, version=version if version is not None else -1, lock=True)


def _about(duty: FeedbackDuty) -> Subject:
    return Subject(duty.about_kind, duty.about_id)


def _send_by_email(by: Viewer, duty: FeedbackDuty, words: str) -> None:
    if Letter.objects.filter(duty=duty, state__in=ON_ITS_WAY).exists():
        insist(
            refused(
                "ON-ITS-WAY", "An email to them is on its way already. Wait until it is sent.", field="method"
            )
        )
    council = current().on(moment.today()).council
    once = f"duty:{duty.pk}:{duty.version}"
    subject = f"A message from {council}, reference {duty.about_reference}"
    to = policy.email_in(duty.contact)
    put(by, [NewLetter(once, _about(duty), Audience(duty.audience), to, subject, words, duty.pk)])
    if Letter.objects.get(once=once).state == LetterState.KEPT:
        # Only the demo comes here (LET-05): nobody waits for a letter in a made-up council.
        duties.meet(duty, by, method=Method.EMAIL, words=words, by_id=by.user_id or NOBODY, by_name=by.name)
        return
    duty.version += 1
    duty.save(update_fields=["version"])
    duties.step(duty, by, "write_letter", "Email written, waiting to be sent", words)


def _withdraw_waiting(duty: FeedbackDuty) -> None:
    Letter.objects.filter(
        duty=duty, state__in=[LetterState.WAITING, LetterState.FAILED, LetterState.UNSURE]
    ).update(state=LetterState.WITHDRAWN, next_try_at=None)
