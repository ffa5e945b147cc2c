"""What every deed on a concern does: find it at the version seen, ask the state table, keep the state row."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.concerns.lifecycle import CONCERN
from goldenthread.concerns.models import Concern, ConcernStep
from goldenthread.concerns.policy.duty import duty_of
from goldenthread.concerns.vocabulary import ConcernStatus, Duty, LimbAnswer
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import Edition
from goldenthread.ground.verdicts import insist

# No row has this version, so a form that carries none is stale.
NO_VERSION = 0


def take(by: Viewer, concern_id: UUID, version: int | None, deed: str, words: str | None = None) -> Concern:
    """The concern, locked, at the version its reader saw, in a state that the deed may follow. Raises Refused, NotThere."""
    concern = find(by, Concern, concern_id, version=NO_VERSION if version is None else version, lock=True)
    insist(CONCERN.verdict(ConcernStatus(concern.status), deed, words=words))
    return concern


def keep(
    by: Viewer, concern: Concern, deed: str, what: str, words: str = "", *, visibility: str = "file"
) -> int:
    """Move the concern as the table says, keep the state row and save. Returns the new version."""
    before = ConcernStatus(concern.status)
    concern.status = CONCERN.after(before, deed)
    concern.version += 1
    concern.moved_at = moment.now()
    ConcernStep.objects.create(
        concern=concern,
        at=concern.moved_at,
        deed=deed,
        before=before,
        after=concern.status,
        what=what[:200],
        words=words.strip(),
        visibility=visibility,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
    concern.save()
    return concern.version


def done(concern: Concern, version: int, **detail: object) -> Done[int]:
    """The doorway's answer: the new version, on the concern's own chain of the trail."""
    return Done(version, Subject("concern", concern.pk), detail)


def edition_of(concern: Concern) -> Edition:
    """The local policy of the day the concern came in."""
    return local_policy.current().for_case(concern.received_at)


def duty_now(concern: Concern) -> Duty:
    """The duty as the three answers stand."""
    return duty_of(answer(concern.limb_needs), answer(concern.limb_abuse), answer(concern.limb_protect))


def answer(value: str) -> LimbAnswer | None:
    """An answer as held; empty means that nobody has answered."""
    return LimbAnswer(value) if value else None
