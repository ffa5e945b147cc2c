"""What the rules say about words before they are given: the same call judges the preview and the deed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from goldenthread.access.need_to_know import find
from goldenthread.access.queries import colleagues
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.letters import policy, post
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience, Method
from goldenthread.people.queries import identity


@dataclass(frozen=True)
class Preview:
    """What the rules say: ``verdict`` refuses or allows, ``advice`` (LET-04) never refuses; ``reading_age`` in years."""

    verdict: Verdict
    advice: Verdict
    reading_age: int


def preview(viewer: Viewer, duty_id: UUID, method: Method, words: str) -> Preview:
    """Judge words without giving them. 3 queries. Raises NotThere."""
    duty = find(viewer, FeedbackDuty, duty_id)
    advice = policy.reading_advice(words) if duty.audience == Audience.ADULT else ALLOWED
    return Preview(verdict_on(duty, method, words), advice, policy.read(words).age)


def ways(has_agency: bool, contact: str) -> tuple[Method, ...]:
    """The ways in which this audience can be reached, as a form offers them."""
    out = set()
    if not has_agency:
        out.add(Method.IN_SERVICE)
    if not policy.email_can_go(contact=contact, can_send=_can_send()):
        out.add(Method.EMAIL)
    return tuple(method for method in Method if method not in out)


def email_is_kept() -> bool:
    """True in the demo without a mail server: an email is kept on file and sent to nobody."""
    return settings.DEMO and not post.can_send()


def verdict_on(duty: FeedbackDuty, method: Method, words: str) -> Verdict:
    """Every rule about giving these words in this way."""
    return policy.words_verdict(
        words,
        audience=Audience(duty.audience),
        method=method,
        details=details_of(duty.person_id),
        contact=duty.contact,
        can_send=_can_send(),
        has_agency=duty.agency_id is not None,
    )


def _can_send() -> bool:
    return post.can_send() or settings.DEMO


def details_of(person_id: UUID | None) -> policy.Details:
    """By what the adult could be recognised, for the rules; empty where no adult is known yet. 2 queries."""
    held = identity(person_id) if person_id else None
    if held is None:
        return policy.Details()
    names = tuple(name for name in (held.given_name, held.family_name, held.known_as) if name)
    staff = tuple(each.name for each in colleagues(Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER))
    return policy.Details(names, held.date_of_birth, held.nhs_number, held.address, held.postcode, staff)
