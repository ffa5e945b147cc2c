"""Gathers what is known of an enquiry for the closing list; used by the page that shows it and the deed that asks it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.access.prepared import prepared
from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.models import (
    Allegation,
    Enquiry,
    EnquiryAction,
    EnquiryClockRow,
    EnquiryConcern,
)
from goldenthread.enquiries.policy.closing import (
    AllegationFacts,
    CausedFacts,
    ClosingFacts,
    DutyFacts,
    StepFacts,
    WantedFacts,
)
from goldenthread.enquiries.queries.held import Held, held
from goldenthread.enquiries.vocabulary import (
    STEPS_TO_CHECK,
    Achieved,
    ActionKind,
    AskedOutcomes,
    CausedState,
    Effect,
    EndAnswer,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience, DutyState


def closing_facts(enquiry: Enquiry, rows: Held | None = None) -> ClosingFacts:
    """What is known now, read with seven queries whatever the size of the enquiry; with two where its rows are at hand."""
    rows = rows or held(enquiry.pk)
    return ClosingFacts(
        planned=bool(enquiry.plan_words.strip()),
        asked=AskedOutcomes(enquiry.asked),
        wanted=tuple(
            WantedFacts(row.pk, row.words, Achieved(row.achieved) if row.achieved else None)
            for row in rows.wanted
            if row.ended_at is None
        ),
        lacked_capacity=LackedCapacity(enquiry.lacked_capacity),
        supported_by=SupportedBy(enquiry.supported_by) if enquiry.supported_by else None,
        allegations=tuple(_allegation(row) for row in rows.allegations if not row.withdrawn_words),
        steps_taken=len(rows.actions),
        steps_to_check=tuple(_step(row) for row in rows.actions if row.kind in STEPS_TO_CHECK),
        caused=tuple(CausedFacts(row.pk, row.agency.name, CausedState(row.state)) for row in rows.caused),
        safer=EndAnswer(enquiry.safer) if enquiry.safer else None,
        safety_met=EndAnswer(enquiry.safety_met) if enquiry.safety_met else None,
        wellbeing_met=EndAnswer(enquiry.wellbeing_met) if enquiry.wellbeing_met else None,
        open_duties=open_duties(enquiry),
        unexplained=_unexplained(enquiry, rows.clock_rows),
    )


def open_duties(enquiry: Enquiry) -> tuple[DutyFacts, ...]:
    """Duties to tell the adult and the referrer, of this enquiry and of the concerns it answers, that are not met yet."""
    return tuple(
        DutyFacts(row.pk, Audience(row.audience).label, row.due_at)
        for row in _open_duties(enquiry.pk, tuple(_answered(enquiry.pk)))
    )


@prepared
def _answered(enquiry_id: UUID) -> QuerySet[EnquiryConcern, UUID]:
    rows = EnquiryConcern.objects.filter(enquiry_id=enquiry_id)
    return rows.order_by("pk").values_list("concern_id", flat=True)


@prepared
def _open_duties(enquiry_id: UUID, concern_ids: tuple[UUID, ...]) -> QuerySet[FeedbackDuty]:
    # By the ids themselves: with a query in their place every open duty of the council is read.
    about = Q(about_kind="enquiry", about_id=enquiry_id) | Q(about_kind="concern", about_id__in=concern_ids)
    return FeedbackDuty.objects.filter(about, state=DutyState.OPEN).order_by("due_at")


def _unexplained(enquiry: Enquiry, rows: list[EnquiryClockRow]) -> frozenset[ClockName]:
    """Clocks that ran out with no reason written, where the policy of the enquiry's day wants one."""
    clocks = local_policy.current().for_case(enquiry.opened_at).clocks
    now = moment.now()
    ran = {
        ClockName.PLANNING: (enquiry.planned_at or now, enquiry.planning_due_at),
        ClockName.ENQUIRY: (enquiry.closed_at or now, enquiry.due_at),
    }
    missed = {name for name, (end, due) in ran.items() if end > due and clocks[name].reason_when_missed}
    return frozenset(missed - {ClockName(row.clock) for row in rows if row.what == "missed"})


def label_of(row: Allegation) -> str:
    """How people tell one allegation from another: type, source, place."""
    return " – ".join(
        (AbuseType(row.type).label, SourceRelationship(row.source_relationship).label, Place(row.place).label)
    )


def _allegation(row: Allegation) -> AllegationFacts:
    # "I don't know", once somebody has looked into it and written a finding, is an answer.
    return AllegationFacts(
        id=row.pk,
        label=label_of(row),
        place_known=row.place != Place.NOT_KNOWN or bool(row.finding),
        source_known=row.source_relationship != SourceRelationship.NOT_KNOWN or bool(row.finding),
        found=bool(row.finding),
        risk_outcome=RiskOutcome(row.risk_outcome) if row.risk_outcome else None,
        risk_result=RiskResult(row.risk_result) if row.risk_result else None,
    )


def _step(row: EnquiryAction) -> StepFacts:
    first = row.words.splitlines()[0] if row.words else ""
    label = f"{ActionKind(row.kind).label}: {first[:80]}"
    return StepFacts(row.pk, label, Effect(row.effect) if row.effect else None)
