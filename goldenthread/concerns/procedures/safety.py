"""Danger found while screening. What made the adult safe is recorded with the other deeds of screening."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.concerns.models import DangerRow
from goldenthread.concerns.policy.decision import danger_told
from goldenthread.concerns.procedures.keeping import done, keep, take
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist


@procedure("concerns.screen", about="concern")
def mark_danger(
    by: Viewer, *, concern_id: UUID, version: int | None, words: str, said_by: str, doing: str
) -> Done[int]:
    """Put danger on record that was not in the report: it leads the work list until somebody records what made the adult safe.

    The report stays as it came. Raises Refused (SCR-17).
    """
    concern = take(by, concern_id, version, "mark_danger")
    open_already = concern.danger_known and concern.made_safe_at is None
    insist(danger_told(words=words, said_by=said_by, doing=doing, open_already=open_already))
    now = moment.now()
    DangerRow.objects.create(
        concern=concern,
        words=words.strip(),
        said_by=said_by.strip(),
        doing=doing.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        at=now,
    )
    # What made them safe before is on file as a step; it does not answer this danger.
    concern.danger_found_at, concern.made_safe_at = now, None
    told = f"{words.strip()}\n\nSaid by: {said_by.strip()}\n\nBeing done: {doing.strip()}"
    return done(concern, keep(by, concern, "mark_danger", "Danger now, found while screening", told))
