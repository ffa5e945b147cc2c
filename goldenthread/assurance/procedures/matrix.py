"""The commissioner's matrix of a service: begun, rated line by line with what shows it, finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Agency, User
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import AgencyKind, Relation, Role
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.models import Judgement, Review, ReviewPart
from goldenthread.assurance.policy.matrix import looked_for, matrix_whole
from goldenthread.assurance.procedures.entering import enter_review
from goldenthread.assurance.procedures.evidence import EvidenceTold, SentFile, add_evidence
from goldenthread.assurance.procedures.judgements import (
    begin_answer,
    link_evidence,
    submit_answer,
    write_answer,
)
from goldenthread.assurance.procedures.programme import LookTold, overlapping
from goldenthread.assurance.procedures.rows import keep_review_step, subject
from goldenthread.assurance.queries.instruments import standard
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import (
    EvidenceAudience,
    EvidenceKind,
    JudgementState,
    ReviewKind,
    ReviewState,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

MATRIX = "cqc-five-questions-matrix"


@dataclass(frozen=True)
class Shown:
    """What shows a line: its name, the day it shows, what it is made of, whose word it is, and the file where there is one."""

    title: str
    as_of: date
    sort: SourceKind
    of_the_service: bool
    file: SentFile | None = None


@procedure("assurance.commission")
def begin_matrix(by: Viewer, *, agency_id: UUID, reason: str = "") -> Done[UUID]:
    """Begin a matrix of a service; one that is under way is opened. Raises Refused (PRG-01, not a service) and NotThere."""
    service = Agency.objects.filter(pk=agency_id, active=True, kind=AgencyKind.PROVIDER).first()
    if service is None:
        raise NotThere(Subject("agency", agency_id))
    going = visible(by, Review).filter(
        kind=ReviewKind.SERVICE_MATRIX, agency=service, state=ReviewState.UNDER_WAY
    )
    if held := going.first():
        return Done(held.pk, subject(held))
    found = standard(by, MATRIX)
    assert found is not None
    one = found.instrument
    today = moment.today()
    told = LookTold(
        ReviewKind.SERVICE_MATRIX, service.name, today, today, instrument_key=one.key, about=service.pk
    )
    earlier = overlapping(told, reason)
    review = Review.objects.create(
        reference=next_reference("REV"),
        kind=ReviewKind.SERVICE_MATRIX,
        title=f"Five questions: {service.name}",
        scope=f"What a commissioner looks for at {service.name}, line by line.",
        state=ReviewState.UNDER_WAY,
        instrument_key=one.key,
        instrument_version=one.version,
        agency=service,
        owner_id=by.user_id or NOBODY,
        opened_at=moment.now(),
        begins_on=today,
    )
    ReviewPart.objects.create(
        review=review, agency_id=by.agency_id or NOBODY, lead_id=by.user_id, added_at=moment.now()
    )
    # Whoever commissions for the council reads and rates it; the service does not see it before it is published.
    for person in User.objects.filter(role=Role.COMMISSIONER, is_active=True, agency=by.agency_id or NOBODY):
        relations.give(
            subject(review), Relation.ANSWERING, user_id=person.pk, reason="Commissions the service"
        )
    enter_review(by, review, earlier=earlier, reason=reason)
    keep_review_step(review, by, "open_review", f"Matrix of {service.name} begun")
    return Done(review.pk, subject(review), {"service": str(service.pk)})


@procedure("assurance.commission", about="review")
def rate_line(
    by: Viewer,
    *,
    review_id: UUID,
    item_key: str,
    version: int,
    grade: int,
    saw: str,
    shown: Shown | None = None,
) -> Done[UUID]:
    """Rate a line, say what was seen, and keep what shows it. Raises Refused (STALE, ASR-11, ASR-16, DOC-01, no words) and NotThere.

    ``version``: of the rating as it was read; 0 where there was none.
    """
    review = find(by, Review, review_id)
    if not saw.strip():
        raise Refused(refused("SAW", "Say in a sentence what you saw, or were told.", field="saw"))
    part = review.parts.filter(ended_at__isnull=True).first()
    if review.kind != ReviewKind.SERVICE_MATRIX or part is None:
        raise NotThere(subject(review))
    held = review.judgements.filter(agency_id=part.agency_id, item_key=item_key).first()
    if (version and (held is None or held.version != version)) or (held and not version and held.claim):
        raise Refused(
            refused(
                "STALE",
                "Somebody else has rated this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    answer_id = begin_answer(by, review_id=review_id, part_id=part.pk, item_key=item_key)
    held = find(by, Judgement, answer_id)
    write_answer(
        by, answer_id=answer_id, version=held.version, claim=saw, grade=grade, reasoning=held.reasoning
    )
    if shown is not None:
        told = EvidenceTold(
            kind=EvidenceKind.DOCUMENT if shown.file else EvidenceKind.OBSERVATION,
            sort=shown.sort,
            title=shown.title,
            as_of=shown.as_of,
            audience=EvidenceAudience.AGENCY,
            made_by=review.agency_id if shown.of_the_service else by.agency_id,
            summary=saw,
        )
        piece = add_evidence(by, told=told, file=shown.file)
        link_evidence(by, answer_id=answer_id, evidence_id=piece)
    return Done(answer_id, subject(review), {"item": item_key, "grade": grade})


@procedure("assurance.commission", about="review")
def finish_matrix(by: Viewer, *, review_id: UUID, version: int) -> Done[None]:
    """Stand by every rating; the board's staff may publish it then. Raises Refused (STALE, MTX-01, STATE) and NotThere."""
    review = find(by, Review, review_id, version=version, lock=True)
    if review.kind != ReviewKind.SERVICE_MATRIX:
        raise NotThere(subject(review))
    insist(REVIEW.verdict(ReviewState(review.state), "end_looking"))
    one = standards_of(review.instrument_key, review.instrument_version)
    rated = {row.item_key: row for row in review.judgements.prefetch_related("links")}
    insist(
        matrix_whole(
            lines=[item.key for item in looked_for(one)] if one else [],
            ratings={key: row.grade for key, row in rated.items()},
            with_evidence={
                key for key, row in rated.items() if any(link.removed_at is None for link in row.links.all())
            },
        )
    )
    for row in rated.values():
        if row.grade is not None and row.state in (JudgementState.DRAFT, JudgementState.SENT_BACK):
            submit_answer(by, answer_id=row.pk, version=row.version)
    before = review.state
    review.state = REVIEW.after(ReviewState(before), "end_looking")
    review.version += 1
    review.save(update_fields=["state", "version"])
    keep_review_step(review, by, "end_looking", "Matrix finished", before=before)
    return Done(None, subject(review))
