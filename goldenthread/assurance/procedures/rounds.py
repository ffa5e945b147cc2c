"""Parts of a self-assessment: who answers what, with a lead; last round's answers carried forward."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Agency, User
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Relation
from goldenthread.assurance.models import Judgement, JudgementEvidence, Review, ReviewPart
from goldenthread.assurance.policy.parts import items_of_part
from goldenthread.assurance.procedures.judging import keep_step, keep_words
from goldenthread.assurance.procedures.rows import keep_review_step, review_for, subject
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import JudgementState
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument
from goldenthread.ground.verdicts import Refused, refused


@procedure("assurance.run", about="review")
def assign_part(
    by: Viewer,
    *,
    review_id: UUID,
    agency_id: UUID,
    lead_id: UUID | None = None,
    items: tuple[str, ...] = (),
    due_on: date | None = None,
) -> Done[int]:
    """Ask an agency to answer, or change its part. Its answers of the round before become drafts of this one.

    Raises Refused when the review has no standards, when an item is not of them, or when the lead is of another agency.
    """
    review = review_for(by, "assign_part", review_id)
    instrument = _standards(review)
    agency = Agency.objects.filter(pk=agency_id, active=True).first()
    if agency is None:
        raise Refused(refused("AGENCY", "Choose an agency from the list.", field="agency"))
    lead = User.objects.filter(pk=lead_id, is_active=True).first() if lead_id else None
    if lead_id and (lead is None or lead.agency_id != agency.pk):
        raise Refused(refused("LEAD", f"Choose somebody who works for {agency.name}.", field="lead"))
    if unknown := [key for key in items if key not in instrument.by_key]:
        raise Refused(refused("ITEM", f"These standards have no item {unknown[0]}.", field="items"))
    part = review.parts.select_for_update().filter(agency=agency, ended_at__isnull=True).first()
    before = part.lead_id if part else None
    if part is None:
        part = ReviewPart(review=review, agency=agency, added_at=moment.now())
    else:
        part.version += 1
    part.lead, part.items, part.due_on = lead, list(items), due_on or review.due_on
    part.save()
    _let_in(review, agency, lead, before)
    carried = _carry_forward(by, review, part, instrument)
    who = f", led by {lead.name}" if lead else ""
    keep_review_step(review, by, "assign_part", f"{agency.name} is asked to answer{who}")
    return Done(part.pk, subject(review), {"agency": str(agency.pk), "carried": carried})


@procedure("assurance.run", about="review")
def end_part(by: Viewer, *, review_id: UUID, part_id: int) -> Done[None]:
    """Take an agency out of the round. What it wrote stays on the record; it may no longer open the review because of it."""
    review = review_for(by, "end_part", review_id)
    part = review.parts.select_for_update().select_related("agency").filter(pk=part_id).first()
    if part is None:
        raise NotThere(subject(review))
    if part.ended_at is None:
        part.ended_at = moment.now()
        part.version += 1
        part.save(update_fields=["ended_at", "version"])
        relations.end(subject(review), Relation.ANSWERING, agency_id=part.agency_id)
        if part.lead_id:
            relations.end(subject(review), Relation.ANSWERING, user_id=part.lead_id)
        keep_review_step(review, by, "end_part", f"{part.agency.name} no longer answers")
    return Done(None, subject(review))


def _let_in(review: Review, agency: Agency, lead: User | None, before: UUID | None) -> None:
    """The agency and its lead may open the review; a lead who was replaced may not."""
    relations.give(subject(review), Relation.ANSWERING, agency_id=agency.pk, reason=f"{agency.name} answers")
    if before and (lead is None or before != lead.pk):
        relations.end(subject(review), Relation.ANSWERING, user_id=before)
    if lead:
        relations.give(
            subject(review), Relation.ANSWERING, user_id=lead.pk, reason=f"Leads for {agency.name}"
        )


def _standards(review: Review) -> Instrument:
    found = standards_of(review.instrument_key, review.instrument_version)
    if found is None:
        raise Refused(
            refused(
                "STANDARDS", "Name the standards first: agencies answer their statements.", field="agency"
            )
        )
    return found


def _carry_forward(by: Viewer, review: Review, part: ReviewPart, instrument: Instrument) -> int:
    """Drafts from what this agency answered in the round before, with the evidence behind it; answers that exist stay."""
    if review.follows_id is None:
        return 0
    wanted = {item.key for item in items_of_part(instrument, part.items)}
    here = set(review.judgements.filter(agency_id=part.agency_id).values_list("item_key", flat=True))
    # The round before is looked at by whoever runs assurance, who sees every review; only this agency's answers are taken.
    old = Judgement.objects.filter(
        review_id=review.follows_id,
        agency_id=part.agency_id,
        item_key__in=wanted - here,
        state__in=(JudgementState.SUBMITTED, JudgementState.AGREED),
    )
    carried = 0
    for row in old:
        new = Judgement.objects.create(
            review=review,
            agency_id=part.agency_id,
            item_key=row.item_key,
            claim=row.claim,
            grade=row.grade,
            reasoning=row.reasoning,
            follows=row,
            written_at=moment.now(),
            written_by=row.written_by,
        )
        for link in row.links.filter(removed_at__isnull=True):
            JudgementEvidence.objects.create(
                judgement=new, evidence_id=link.evidence_id, added_at=moment.now(), added_by=link.added_by
            )
        keep_words(new, by)
        keep_step(new, by, "carry_forward", "Carried forward from the round before")
        carried += 1
    return carried
