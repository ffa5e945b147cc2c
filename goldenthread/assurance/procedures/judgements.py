"""Answers: begun, written, evidenced, submitted, sent back, agreed."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.models import Evidence, Judgement, JudgementEvidence, Review, ReviewPart
from goldenthread.assurance.policy import (
    answer_may_be_submitted,
    grade_on_scale,
    may_write_for,
    plain_words,
    strength_may_be_set,
)
from goldenthread.assurance.policy.parts import items_of_part
from goldenthread.assurance.procedures.judging import (
    answer_for,
    keep_answer,
    keep_step,
    keep_words,
    subject_of,
)
from goldenthread.assurance.procedures.rows import subject
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import ReviewState, Strength
from goldenthread.ground import moment
from goldenthread.ground.instruments import Item
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.answer", about="review")
def begin_answer(by: Viewer, *, review_id: UUID, part_id: int, item_key: str) -> Done[UUID]:
    """The answer of a part to one item, begun when nobody has: doing it twice gives the same answer. Raises Refused, NotThere."""
    review = find(by, Review, review_id)
    insist(REVIEW.verdict(ReviewState(review.state), "begin_answer"))
    # The lock makes two who begin the same answer at once come one after the other.
    part = review.parts.select_for_update().filter(pk=part_id, ended_at__isnull=True).first()
    if part is None:
        raise NotThere(subject(review))
    insist(may_write_for(own_agency=part.agency_id == by.agency_id, runs_assurance=by.may("assurance.run")))
    if item_key not in {item.key for item in _items(review, part)}:
        raise NotThere(subject(review))
    held = review.judgements.filter(agency_id=part.agency_id, item_key=item_key).first()
    if held is None:
        held = Judgement.objects.create(
            review=review,
            agency_id=part.agency_id,
            item_key=item_key,
            written_at=moment.now(),
            written_by=by.name,
        )
        keep_step(held, by, "begin_answer", "Begun")
    return Done(held.pk, subject_of(held), {"item": item_key})


@procedure("assurance.answer", about="answer")
def write_answer(
    by: Viewer,
    *,
    answer_id: UUID,
    version: int,
    claim: str,
    grade: int | None,
    reasoning: str,
    changed: str = "",
) -> Done[None]:
    """Save an answer; the words it had before stay as a version. Raises Refused (STALE, STATE, ASR-15, ASR-16)."""
    held = answer_for(by, "write_answer", answer_id, version=version)
    _insist_open(held)
    insist(grade_on_scale(grade=grade, levels=_levels(held)))
    held.claim, held.grade, held.reasoning = plain_words(claim), grade, plain_words(reasoning)
    held.changed = plain_words(changed)
    held.written_at, held.written_by = moment.now(), by.name
    keep_answer(
        held,
        by,
        "write_answer",
        "Written",
        "claim",
        "grade",
        "reasoning",
        "changed",
        "written_at",
        "written_by",
    )
    keep_words(held, by)
    return Done(None, subject_of(held))


@procedure("assurance.answer", about="answer")
def link_evidence(by: Viewer, *, answer_id: UUID, evidence_id: UUID) -> Done[None]:
    """Put a piece of evidence behind an answer. Doing it twice changes nothing. Raises Refused and NotThere."""
    held = answer_for(by, "link_evidence", answer_id)
    _insist_open(held)
    evidence = find(by, Evidence, evidence_id)
    if evidence.withdrawn_at:
        raise Refused(refused("WITHDRAWN", "This was withdrawn. Choose another piece.", field="evidence"))
    if not held.links.filter(evidence=evidence, removed_at__isnull=True).exists():
        JudgementEvidence.objects.create(
            judgement=held, evidence=evidence, added_at=moment.now(), added_by=by.name
        )
        keep_step(held, by, "link_evidence", f"Evidence added: {evidence.title}")
    return Done(None, subject_of(held), {"evidence": str(evidence.pk)})


@procedure("assurance.answer", about="answer")
def unlink_evidence(by: Viewer, *, answer_id: UUID, evidence_id: UUID) -> Done[None]:
    """Take a piece off an answer; that it stood there stays on the record. Doing it twice changes nothing."""
    held = answer_for(by, "unlink_evidence", answer_id)
    _insist_open(held)
    link = (
        held.links.select_related("evidence").filter(evidence_id=evidence_id, removed_at__isnull=True).first()
    )
    if link is not None:
        link.removed_at = moment.now()
        link.save(update_fields=["removed_at"])
        keep_step(held, by, "unlink_evidence", f"Evidence taken off: {link.evidence.title}")
    return Done(None, subject_of(held), {"evidence": str(evidence_id)})


@procedure("assurance.answer", about="answer")
def set_strength(
    by: Viewer, *, answer_id: UUID, version: int, strength: Strength | None, reason: str
) -> Done[None]:
    """Say that the evidence is of another strength than rule ASR-10 works out; None takes it back. Raises Refused (ASR-12)."""
    held = answer_for(by, "set_strength", answer_id, version=version)
    if strength is not None:
        insist(strength_may_be_set(reason=reason))
    held.strength_set = strength or ""
    held.strength_reason = reason.strip() if strength else ""
    held.strength_by = by.name if strength else ""
    what = f"Strength set to {strength.label.lower()}" if strength else "Strength as it is worked out"
    keep_answer(
        held, by, "set_strength", what, "strength_set", "strength_reason", "strength_by", words=reason
    )
    return Done(None, subject_of(held))


@procedure("assurance.answer", about="answer")
def submit_answer(by: Viewer, *, answer_id: UUID, version: int) -> Done[None]:
    """Stand by an answer. Raises Refused (STALE, STATE, ASR-14, ASR-15)."""
    held = answer_for(by, "submit_answer", answer_id, version=version)
    _insist_open(held)
    insist(answer_may_be_submitted(claim=held.claim, grade=held.grade, graded=bool(_levels(held))))
    keep_answer(held, by, "submit_answer", "Submitted")
    return Done(None, subject_of(held))


@procedure("assurance.run", about="answer")
def send_back(by: Viewer, *, answer_id: UUID, version: int, words: str) -> Done[None]:
    """Ask for more, and say what. Raises Refused (STALE, STATE, no words)."""
    held = answer_for(by, "send_back", answer_id, version=version, words=words)
    keep_answer(held, by, "send_back", "Sent back", words=words)
    return Done(None, subject_of(held))


@procedure("assurance.run", about="answer")
def agree_answer(by: Viewer, *, answer_id: UUID, version: int) -> Done[None]:
    """Agree that the answer stands. Raises Refused (STALE, STATE)."""
    held = answer_for(by, "agree_answer", answer_id, version=version)
    keep_answer(held, by, "agree_answer", "Agreed")
    return Done(None, subject_of(held))


@procedure("assurance.run", about="answer")
def reopen_answer(by: Viewer, *, answer_id: UUID, version: int, words: str) -> Done[None]:
    """Open an agreed answer again. Raises Refused (STALE, STATE, no words)."""
    held = answer_for(by, "reopen_answer", answer_id, version=version, words=words)
    keep_answer(held, by, "reopen_answer", "Opened again", words=words)
    return Done(None, subject_of(held))


def _insist_open(held: Judgement) -> None:
    insist(REVIEW.verdict(ReviewState(held.review.state), "begin_answer"))


def _items(review: Review, part: ReviewPart) -> tuple[Item, ...]:
    found = standards_of(review.instrument_key, review.instrument_version)
    return items_of_part(found, part.items) if found else ()


def _levels(held: Judgement) -> tuple[int, ...]:
    found = standards_of(held.review.instrument_key, held.review.instrument_version)
    item = found.by_key.get(held.item_key) if found else None
    if found is None or item is None or not item.scale:
        return ()
    return tuple(level.value for level in found.scale[item.scale].levels)
