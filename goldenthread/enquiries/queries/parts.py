"""The parts of one enquiry as frozen rows, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.access.prepared import prepared
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import AbuseType, ClockReason, Place, SourceRelationship
from goldenthread.enquiries.models import (
    Allegation,
    CausedEnquiry,
    EnquiryAction,
    EnquiryClockRow,
    EnquiryConcern,
    LegalBasis,
    RiskChoice,
    WantedOutcome,
)
from goldenthread.enquiries.queries.closing import label_of
from goldenthread.enquiries.queries.held import rows_of
from goldenthread.enquiries.vocabulary import (
    Achieved,
    ActionKind,
    CausedState,
    ChoiceCapacity,
    Effect,
    Finding,
    Law,
    LifeNow,
    Motive,
    Offence,
    PoliceResult,
    RiskOutcome,
    RiskResult,
)
from goldenthread.ground import moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.words import Answer
from goldenthread.people.models import Representative
from goldenthread.people.vocabulary import RepresentativeKind


@dataclass(frozen=True)
class WantedRow:
    """Something the adult wants. ``ended_words``: why it no longer holds; ``replaced``: newer words stand in its place."""

    id: UUID
    words: str
    said_by: RepresentativeKind
    said_by_name: str
    said_by_why: str
    at: datetime
    recorded_by: str
    stands: bool
    ended_words: str
    achieved: Achieved | None
    achieved_said_by: RepresentativeKind | None
    achieved_said_by_name: str
    achieved_words: str
    version: int

    @property
    def speaker(self) -> str:
        """Who said it, as pages show it."""
        return f"{self.said_by_name} ({self.said_by.label})" if self.said_by_name else self.said_by.label


@dataclass(frozen=True)
class LawRow:
    """A law in use."""

    law: Law
    why: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class AllegationRow:
    """One allegation. ``category`` is the source of risk in the return's words."""

    id: UUID
    label: str
    type: AbuseType
    place: Place
    source_relationship: SourceRelationship
    source_name: str
    category: str
    finding: Finding | None
    finding_words: str
    risk_outcome: RiskOutcome | None
    risk_result: RiskResult | None
    risk_words: str
    withdrawn_words: str
    motive: Motive
    police: PoliceResult | None
    offence: Offence | None
    charged_on: date | None
    police_words: str
    version: int


@dataclass(frozen=True)
class ActionRow:
    """A step taken."""

    id: UUID
    kind: ActionKind
    on: date
    who: str
    words: str
    adult_part: str
    words_for_adult: str
    effect: Effect | None
    effect_words: str
    by_name: str
    version: int


@dataclass(frozen=True)
class RiskChoiceRow:
    """A risk the adult chooses."""

    id: UUID
    risk: str
    own_view: str
    options: str
    wellbeing: str
    responsibility: str
    capacity: ChoiceCapacity
    capacity_words: str
    said_by: RepresentativeKind
    said_by_name: str
    review_on: date | None
    at: datetime
    by_name: str


@dataclass(frozen=True)
class CausedRow:
    """A report asked of an agency, as the council sees it."""

    id: UUID
    reference: str
    agency: str
    about_whom: str
    question: str
    terms: str
    adult_view: str
    asked_at: datetime
    due_at: datetime
    state: CausedState
    report: str
    life: LifeNow | None
    received_at: datetime | None
    received_from: str
    checked_words: str
    version: int

    @property
    def late(self) -> bool:
        """True when the agency has not answered in time."""
        return self.state in (CausedState.ASKED, CausedState.SENT_BACK) and moment.now() > self.due_at


@dataclass(frozen=True)
class ConcernRow:
    """A concern this enquiry answers."""

    id: UUID
    reference: str
    received_at: datetime
    types: tuple[AbuseType, ...]


@dataclass(frozen=True)
class ClockRow:
    """A clock extended or missed."""

    clock: ClockName
    what: str
    reason: ClockReason
    words: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class SpeakerRow:
    """Who speaks with or for the adult today."""

    kind: RepresentativeKind
    name: str
    relationship: str
    safe_to_contact: Answer


def wanted(rows: list[WantedOutcome]) -> tuple[WantedRow, ...]:
    """What the adult wants; what no longer holds as well."""
    return tuple(_wanted(row) for row in rows)


def laws(enquiry_id: UUID) -> tuple[LawRow, ...]:
    """Laws in use, in the order written. One query."""
    rows = rows_of(enquiry_id, model=LegalBasis)
    return tuple(LawRow(Law(row.law), row.why, row.by_name, row.at) for row in rows)


def allegations(rows: list[Allegation]) -> tuple[AllegationRow, ...]:
    """Allegations in the order written."""
    return tuple(_allegation(row) for row in rows)


def actions(rows: list[EnquiryAction]) -> tuple[ActionRow, ...]:
    """Steps taken."""
    return tuple(
        ActionRow(
            id=row.pk,
            kind=ActionKind(row.kind),
            on=row.on,
            who=row.who,
            words=row.words,
            adult_part=row.adult_part,
            words_for_adult=row.words_for_adult,
            effect=Effect(row.effect) if row.effect else None,
            effect_words=row.effect_words,
            by_name=row.by_name,
            version=row.version,
        )
        for row in rows
    )


def risk_choices(enquiry_id: UUID) -> tuple[RiskChoiceRow, ...]:
    """Risks the adult chooses, oldest first. One query."""
    return tuple(
        RiskChoiceRow(
            id=row.pk,
            risk=row.risk,
            own_view=row.own_view,
            options=row.options,
            wellbeing=row.wellbeing,
            responsibility=row.responsibility,
            capacity=ChoiceCapacity(row.capacity),
            capacity_words=row.capacity_words,
            said_by=RepresentativeKind(row.said_by),
            said_by_name=row.said_by_name,
            review_on=row.review_on,
            at=row.at,
            by_name=row.by_name,
        )
        for row in rows_of(enquiry_id, model=RiskChoice)
    )


def caused(rows: list[CausedEnquiry]) -> tuple[CausedRow, ...]:
    """Reports asked of agencies."""
    return tuple(
        CausedRow(
            id=row.pk,
            reference=row.reference,
            agency=row.agency.name,
            about_whom=row.about_whom,
            question=row.question,
            terms=row.terms,
            adult_view=row.adult_agreed,
            asked_at=row.asked_at,
            due_at=row.due_at,
            state=CausedState(row.state),
            report=row.report,
            life=LifeNow(row.life) if row.life else None,
            received_at=row.received_at,
            received_from=row.received_from,
            checked_words=row.checked_words,
            version=row.version,
        )
        for row in rows
    )


def concerns(enquiry_id: UUID) -> tuple[ConcernRow, ...]:
    """The concerns this enquiry answers. Whoever may open the enquiry may know which they are. One query."""
    return tuple(
        ConcernRow(row.pk, row.reference, row.received_at, tuple(AbuseType(kind) for kind in row.types))
        for row in _concerns(enquiry_id)
    )


@prepared
def _concerns(enquiry_id: UUID) -> QuerySet[Concern]:
    links = EnquiryConcern.objects.filter(enquiry_id=enquiry_id)
    rows = Concern._default_manager.filter(pk__in=links.values("concern_id"))
    return rows.only("reference", "received_at", "types").order_by("received_at")


def clock_rows(rows: list[EnquiryClockRow]) -> tuple[ClockRow, ...]:
    """Extensions and missed clocks."""
    return tuple(
        ClockRow(ClockName(row.clock), row.what, ClockReason(row.reason), row.words, row.at, row.by_name)
        for row in rows
    )


def speakers(person_id: UUID) -> tuple[SpeakerRow, ...]:
    """Who speaks with or for the adult today. One query."""
    return tuple(
        SpeakerRow(RepresentativeKind(row.kind), row.name, row.relationship, Answer(row.safe_to_contact))
        for row in _speakers(person_id, moment.today())
    )


@prepared
def _speakers(person_id: UUID, today: date) -> QuerySet[Representative]:
    rows = Representative.objects.filter(person_id=person_id, from_on__lte=today)
    return rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=today)).order_by("from_on", "name")


def _wanted(row: WantedOutcome) -> WantedRow:
    return WantedRow(
        id=row.pk,
        words=row.words,
        said_by=RepresentativeKind(row.said_by),
        said_by_name=row.said_by_name,
        said_by_why=row.said_by_why,
        at=row.at,
        recorded_by=row.by_name,
        stands=row.ended_at is None,
        ended_words=row.ended_words,
        achieved=Achieved(row.achieved) if row.achieved else None,
        achieved_said_by=RepresentativeKind(row.achieved_said_by) if row.achieved_said_by else None,
        achieved_said_by_name=row.achieved_said_by_name,
        achieved_words=row.achieved_words,
        version=row.version,
    )


def _allegation(row: Allegation) -> AllegationRow:
    source = SourceRelationship(row.source_relationship)
    return AllegationRow(
        id=row.pk,
        label=label_of(row),
        type=AbuseType(row.type),
        place=Place(row.place),
        source_relationship=source,
        source_name=row.source_name,
        category=source.codes["SAC"],
        finding=Finding(row.finding) if row.finding else None,
        finding_words=row.finding_words,
        risk_outcome=RiskOutcome(row.risk_outcome) if row.risk_outcome else None,
        risk_result=RiskResult(row.risk_result) if row.risk_result else None,
        risk_words=row.risk_words,
        withdrawn_words=row.withdrawn_words,
        motive=Motive(row.motive),
        police=PoliceResult(row.police) if row.police else None,
        offence=Offence(row.offence) if row.offence else None,
        charged_on=row.charged_on,
        police_words=row.police_words,
        version=row.version,
    )
