"""The outbox: letters put there inside the deed that writes them, and sent later. The same letter is put there only once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from goldenthread.access.loading import load
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.letters import post
from goldenthread.letters.models import Letter
from goldenthread.letters.vocabulary import Audience, LetterState


@dataclass(frozen=True)
class NewLetter:
    """Words to be sent. ``once`` names the letter: a second one of that name is not written."""

    once: str
    about: Subject
    audience: Audience
    to: str
    subject: str
    body: str
    duty_id: UUID | None = None


def put(by: Viewer, letters: Sequence[NewLetter]) -> None:
    """Put letters in the outbox, in the caller's transaction and under its permission and trail row.

    Where no email is set up they are kept on file at once and sent to nobody.
    """
    if not letters:
        return
    now = moment.now()
    ready = post.can_send()
    rows = [
        {
            "id": uuid4(),
            "once": letter.once,
            "duty_id": letter.duty_id,
            "about_kind": letter.about.kind,
            "about_id": letter.about.id,
            "audience": letter.audience.value,
            "to": letter.to.strip(),
            "subject": " ".join(letter.subject.split())[:200],
            "body": letter.body,
            "created_at": now,
            "state": (LetterState.WAITING if ready else LetterState.KEPT).value,
            "next_try_at": now if ready else None,
            "by_id": by.user_id or by.agency_id or NOBODY,
            "by_name": by.name[:120],
        }
        for letter in letters
    ]
    load(Letter, rows, unless_held=("once",))
