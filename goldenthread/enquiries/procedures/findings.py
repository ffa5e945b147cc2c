"""Allegations and what was found, risks the adult chooses, and the laws in use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.models import Allegation, LegalBasis, RiskChoice
from goldenthread.enquiries.policy import risk_choice_whole, risk_recorded, speaker_named
from goldenthread.enquiries.procedures.rows import author, child, keep_step, open_for, subject
from goldenthread.enquiries.queries.closing import label_of
from goldenthread.enquiries.vocabulary import (
    ChoiceCapacity,
    Finding,
    Law,
    Motive,
    RiskOutcome,
    RiskResult,
)
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.people.vocabulary import RepresentativeKind


@procedure("enquiries.work", about="enquiry")
def add_allegation(
    by: Viewer,
    *,
    enquiry_id: UUID,
    type: AbuseType,
    place: Place,
    source_relationship: SourceRelationship,
    source_name: str = "",
    motive: Motive = Motive.NOT_ASKED,
) -> Done[UUID]:
    """Add a type of abuse, by a source, in a place; whether because of who the adult is. Raises Refused when the same stands already."""
    enquiry = open_for(by, "add_allegation", enquiry_id)
    same = {
        "type": type,
        "place": place,
        "source_relationship": source_relationship,
        "source_name": source_name.strip(),
    }
    if enquiry.allegations.filter(withdrawn_words="", **same).exists():
        raise Refused(refused("SAME", "The same is written here already.", field="type"))
    made = Allegation.objects.create(enquiry=enquiry, motive=motive, **same, **author(by))
    keep_step(enquiry, by, "add_allegation", f"Allegation added: {label_of(made)}")
    return Done(made.pk, subject(enquiry), {"type": type.value, "place": place.value})


@procedure("enquiries.work", about="enquiry")
def record_finding(
    by: Viewer,
    *,
    enquiry_id: UUID,
    allegation_id: UUID,
    version: int,
    place: Place,
    source_relationship: SourceRelationship,
    finding: Finding,
    finding_words: str,
    risk_outcome: RiskOutcome | None = None,
    risk_result: RiskResult | None = None,
    risk_words: str = "",
    source_name: str = "",
    motive: Motive | None = None,
) -> Done[None]:
    """Record what was found, what the risk assessment showed and what became of the risk. Raises Refused (STALE, ENQ-08, no words).

    ``motive`` None leaves what is written of it.
    """
    enquiry = open_for(by, "record_finding", enquiry_id)
    row: Allegation = child(enquiry.allegations.filter(withdrawn_words=""), allegation_id, version=version)
    insist(risk_recorded(outcome=risk_outcome, result=risk_result))
    if not finding_words.strip():
        raise Refused(refused("WORDS", "Say what the finding rests on.", field="finding_words"))
    if risk_outcome and not risk_words.strip():
        raise Refused(
            refused("WORDS", "Say what the risk is now and what was done about it.", field="risk_words")
        )
    row.place, row.source_relationship, row.source_name = place, source_relationship, source_name.strip()
    row.motive = motive or row.motive
    row.finding, row.finding_words = finding, finding_words.strip()
    row.risk_outcome, row.risk_result = risk_outcome or "", risk_result or ""
    row.risk_words = risk_words.strip() if risk_outcome else ""
    row.save()
    found = ". ".join(word.label for word in (finding, risk_outcome, risk_result) if word)
    keep_step(
        enquiry, by, "record_finding", f"{label_of(row)}: {found}", f"{row.finding_words}\n\n{row.risk_words}"
    )
    return Done(
        None,
        subject(enquiry),
        {"finding": finding.value, "risk": row.risk_outcome, "result": row.risk_result},
    )


@procedure("enquiries.work", about="enquiry")
def withdraw_allegation(
    by: Viewer, *, enquiry_id: UUID, allegation_id: UUID, version: int, words: str
) -> Done[None]:
    """Take off an allegation that was written by mistake, with the reason; it stays readable. Raises Refused (STALE, no reason)."""
    enquiry = open_for(by, "withdraw_allegation", enquiry_id)
    row: Allegation = child(enquiry.allegations.filter(withdrawn_words=""), allegation_id, version=version)
    if not words.strip():
        raise Refused(refused("WORDS", "Say why it is taken off.", field="words"))
    row.withdrawn_words = words.strip()
    row.save(update_fields=["withdrawn_words", "version"])
    keep_step(enquiry, by, "withdraw_allegation", f"Allegation taken off: {label_of(row)}", words)
    return Done(None, subject(enquiry))


@procedure("enquiries.work", about="enquiry")
def record_risk_choice(
    by: Viewer,
    *,
    enquiry_id: UUID,
    risk: str,
    own_view: str,
    options: str,
    wellbeing: str,
    responsibility: str,
    capacity: ChoiceCapacity,
    said_by: RepresentativeKind,
    capacity_words: str = "",
    said_by_name: str = "",
    review_on: date | None = None,
) -> Done[UUID]:
    """Record a risk the adult chooses to live with: their own view, what was weighed, what they take on. Raises Refused (ENQ-05, ENQ-09)."""
    enquiry = open_for(by, "record_risk_choice", enquiry_id)
    if not risk.strip():
        raise Refused(refused("WORDS", "Write what the risk is.", field="risk"))
    insist(speaker_named(said_by=said_by, name=said_by_name, why=capacity_words))
    insist(
        risk_choice_whole(
            own_view=own_view,
            options=options,
            wellbeing=wellbeing,
            responsibility=responsibility,
            capacity=capacity,
            capacity_words=capacity_words,
        )
    )
    made = RiskChoice.objects.create(
        enquiry=enquiry,
        risk=risk.strip(),
        own_view=own_view.strip(),
        options=options.strip(),
        wellbeing=wellbeing.strip(),
        responsibility=responsibility.strip(),
        capacity=capacity,
        capacity_words=capacity_words.strip(),
        said_by=said_by,
        said_by_name=said_by_name.strip(),
        review_on=review_on,
        **author(by),
    )
    keep_step(
        enquiry, by, "record_risk_choice", "A risk the adult chooses", f"{risk.strip()}\n\n{own_view.strip()}"
    )
    return Done(made.pk, subject(enquiry), {"capacity": capacity.value})


@procedure("enquiries.work", about="enquiry")
def add_legal_basis(by: Viewer, *, enquiry_id: UUID, law: Law, why: str) -> Done[None]:
    """Add a law in use and why. Raises Refused when it is there already or the reason is missing."""
    enquiry = open_for(by, "add_legal_basis", enquiry_id)
    if not why.strip():
        raise Refused(refused("WORDS", "Say why this law applies here.", field="why"))
    if enquiry.legal_bases.filter(law=law).exists():
        raise Refused(refused("SAME", "This law is written here already.", field="law"))
    LegalBasis.objects.create(enquiry=enquiry, law=law, why=why.strip(), **author(by))
    keep_step(enquiry, by, "add_legal_basis", f"Law in use: {law.label}", why)
    return Done(None, subject(enquiry), {"law": law.value})
