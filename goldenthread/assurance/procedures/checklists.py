"""A round answered as a checklist: every statement of a part on one sheet; and a part agreed at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Judgement, Review
from goldenthread.assurance.procedures.judgements import (
    agree_answer,
    begin_answer,
    submit_answer,
    write_answer,
)
from goldenthread.assurance.procedures.rows import subject
from goldenthread.assurance.vocabulary import JudgementState
from goldenthread.ground.verdicts import Reason, Refused, Verdict, refused

_OPEN = (JudgementState.DRAFT, JudgementState.SENT_BACK)


@dataclass(frozen=True)
class Ticked:
    """One statement as somebody answered it on the sheet. ``version``: of the answer as it was read; 0 where there was none."""

    item_key: str
    version: int
    grade: int | None
    claim: str


@procedure("assurance.answer", about="review")
def fill_checklist(
    by: Viewer, *, review_id: UUID, part_id: int, lines: Sequence[Ticked], submit: bool = False
) -> Done[int]:
    """Save every line that says something; with ``submit`` stand by all of them. Returns how many were saved. All or nothing.

    Raises Refused with a reason for each line that cannot be (STALE, ASR-14, ASR-15, ASR-16), and NotThere.
    """
    review = find(by, Review, review_id)
    part = review.parts.select_for_update().filter(pk=part_id, ended_at__isnull=True).first()
    if part is None:
        raise NotThere(subject(review))
    held = {row.item_key: row for row in review.judgements.filter(agency_id=part.agency_id)}
    wrong: list[Reason] = []
    saved = 0
    for line in lines:
        row = held.get(line.item_key)
        if _unchanged(line, row) and not (submit and row and row.state in _OPEN):
            continue
        try:
            saved += _one(by, review_id, part_id, line, row, submit=submit)
        except Refused as no:
            wrong += [Reason(each.code, each.words, _field(each, line)) for each in no.verdict.reasons]
    if wrong:
        raise Refused(Verdict(False, tuple(wrong)))
    return Done(saved, subject(review), {"saved": saved, "submitted": submit})


@procedure("assurance.run", about="review")
def agree_part(by: Viewer, *, review_id: UUID, part_id: int) -> Done[int]:
    """Agree every answer that this agency submitted. Returns how many. Raises Refused (nothing is submitted) and NotThere."""
    review = find(by, Review, review_id)
    part = review.parts.filter(pk=part_id, ended_at__isnull=True).first()
    if part is None:
        raise NotThere(subject(review))
    rows = review.judgements.filter(agency_id=part.agency_id, state=JudgementState.SUBMITTED)
    for row in rows:
        agree_answer(by, answer_id=row.pk, version=row.version)
    if not rows:
        raise Refused(refused("NONE", "Nothing of this agency waits to be agreed."))
    return Done(len(rows), subject(review), {"agreed": len(rows)})


def _unchanged(line: Ticked, row: Judgement | None) -> bool:
    if row is None:
        return line.grade is None and not line.claim.strip()
    return (row.grade, row.claim) == (line.grade, line.claim.strip())


def _one(
    by: Viewer, review_id: UUID, part_id: int, line: Ticked, row: Judgement | None, *, submit: bool
) -> int:
    if row is not None and row.version != line.version:
        raise Refused(
            refused(
                "STALE", "Somebody else has changed this answer since you opened the sheet.", field="claim"
            )
        )
    answer_id = begin_answer(by, review_id=review_id, part_id=part_id, item_key=line.item_key)
    version = row.version if row else 1
    if not _unchanged(line, row):
        write_answer(
            by,
            answer_id=answer_id,
            version=version,
            claim=line.claim,
            grade=line.grade,
            reasoning=row.reasoning if row else "",
            changed=row.changed if row else "",
        )
        version += 1
    if submit:
        submit_answer(by, answer_id=answer_id, version=version)
    return 1


def _field(reason: Reason, line: Ticked) -> str | None:
    return f"{'grade' if reason.field == 'grade' else 'claim'}-{line.item_key}"
