"""What we tell the person who raised a concern at once: that we have it, what happens next, and by when. Names nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from goldenthread.ground.local_policy import Clock, ClockName, Edition

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24}")


@dataclass(frozen=True)
class Promise:
    """What we said would happen, and until when."""

    acknowledged_by: datetime
    decided_by: datetime
    heard_within: str


def promise(edition: Edition, received_at: datetime) -> Promise:
    """What local policy of the day promises for a concern received then."""
    return Promise(
        acknowledged_by=edition.due(ClockName.ACKNOWLEDGE, received_at),
        decided_by=edition.due(ClockName.SCREENING, received_at),
        heard_within=_span(edition.clocks[ClockName.REFERRER_FEEDBACK]),
    )


def email_in(contact: str) -> str:
    """The one email address in what the person wrote about how to reach them; "" when there is none, or more than one."""
    found = set(_EMAIL.findall(contact))
    return found.pop() if len(found) == 1 else ""


def acknowledgement(edition: Edition, reference: str, received_at: datetime) -> tuple[str, str]:
    """Subject and text of the letter for a concern received then."""
    told = promise(edition, received_at)
    subject = f"We have what you sent us: {reference}"
    body = (
        f"Thank you for telling us. We have what you sent. Your reference is {reference}.\n\n"
        f"Somebody will read it and decide what to do by the end of {_day(told.decided_by)}. "
        f"After that we will tell you what we can, within {told.heard_within}.\n\n"
        f"If you know more, or something changes, call {edition.phone} and give the reference. "
        f"At night and at weekends call {edition.out_of_hours_phone}.\n\n"
        "If someone is in danger now, call 999.\n\n"
        f"{edition.council}"
    )
    return subject, body


def _span(clock: Clock) -> str:
    unit = "working day" if clock.unit == "working" else "day"
    return f"{clock.days} {unit}{'' if clock.days == 1 else 's'}"


def _day(when: datetime) -> str:
    return f"{when:%A} {when.day} {when:%B %Y}"
