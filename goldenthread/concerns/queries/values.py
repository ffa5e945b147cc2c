"""What the pages of one concern are made of: frozen values, so that a page can ask for nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.concerns.policy.clocks import ClockStanding
from goldenthread.concerns.policy.principles import Weighed
from goldenthread.concerns.queries.story import WishLine
from goldenthread.concerns.vocabulary import (
    AbuseType,
    Channel,
    ClockReason,
    ConcernStatus,
    Duty,
    Limb,
    LimbAnswer,
    NoActionReason,
    Outcome,
    Place,
    ReferrerRole,
    Signpost,
    SourceRelationship,
)
from goldenthread.ground.local_policy import Edition
from goldenthread.ground.verdicts import Verdict
from goldenthread.ground.words import Answer


@dataclass(frozen=True)
class Report:
    """The report as it came. Never changed."""

    channel: Channel
    raised_at: datetime
    received_at: datetime
    external_ref: str
    referrer_name: str
    referrer_role: ReferrerRole
    referrer_agency: str
    referrer_contact: str
    adult_given_name: str
    adult_family_name: str
    adult_date_of_birth: date | None
    adult_nhs_number: str
    adult_address: str
    adult_postcode: str
    types: tuple[AbuseType, ...]
    place: Place
    narrative: str
    immediate_danger: Answer
    adult_aware: Answer
    adult_agrees: Answer
    adult_wishes: str
    source_of_risk_name: str
    source_of_risk_relationship: SourceRelationship
    crime_reference: str
    children_present: Answer


@dataclass(frozen=True)
class LimbLine:
    """One part of the test as it stands; ``answer`` is None while nobody has answered. ``times``: how often it was answered."""

    limb: Limb
    answer: LimbAnswer | None
    evidence: str = ""
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    times: int = 0


@dataclass(frozen=True)
class StepLine:
    """A state row: what was done, by whom, when, why."""

    at: datetime
    what: str
    by: str
    words: str


@dataclass(frozen=True)
class ClockLine:
    """The clock was extended or missed, for a reason."""

    extended: bool
    reason: ClockReason
    words: str
    due_before: datetime
    due_after: datetime | None
    by: str
    at: datetime


@dataclass(frozen=True)
class DangerLine:
    """Danger found while screening, as it was told."""

    words: str
    said_by: str
    doing: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class DecisionLine:
    """A decision as made or proposed, then signed off or sent back."""

    id: UUID
    outcome: Outcome
    reason: NoActionReason | None
    rationale: str
    signpost: Signpost | None
    signpost_words: str
    follow_up_on: date | None
    adult_view: str
    law: str
    duty: Duty
    enquiry_id: UUID | None
    manager: str
    officer: str
    by: str
    by_id: UUID
    at: datetime
    needs_sign_off: bool
    signed_off_by: str
    signed_off_at: datetime | None
    sent_back_words: str
    weighed: Weighed | None = None


@dataclass(frozen=True)
class EarlierConcern:
    """Another concern about the same person."""

    id: UUID
    reference: str
    received_at: datetime
    types: tuple[AbuseType, ...]
    process: str


@dataclass(frozen=True)
class ConcernPage:
    """All that the pages of one concern show. ``verdicts`` has one for each deed of the state table."""

    id: UUID
    reference: str
    version: int
    status: ConcernStatus
    process: str
    law: str
    name: str
    first_name: str
    report: Report
    person_id: UUID | None
    person_born: date | None
    person_nhs_number: str
    person_died_on: date | None
    allocated_to: str
    allocated_to_id: UUID | None
    team: str
    service_id: UUID | None
    service: str
    placed_by_id: UUID | None
    placed_by: str
    restricted: bool
    danger_found_at: datetime | None
    danger_found: DangerLine | None
    made_safe_at: datetime | None
    wishes: tuple[WishLine, ...]
    wishes_asked: bool
    limbs: tuple[LimbLine, ...]
    duty: Duty
    threshold_level: int | None
    threshold_codes: tuple[str, ...]
    clock: ClockStanding
    clock_rows: tuple[ClockLine, ...]
    steps: tuple[StepLine, ...]
    decisions: tuple[DecisionLine, ...]
    earlier: tuple[EarlierConcern, ...]
    edition: Edition
    verdicts: Mapping[str, Verdict]
    readiness: Verdict
    outcomes: tuple[tuple[Outcome, Verdict], ...]
    outcome: Outcome | None
    decided_at: datetime | None

    @property
    def danger(self) -> bool:
        """Danger was reported or found, nobody has said what made the adult safe, and nothing is decided."""
        return self.was_danger and self.made_safe_at is None and not self.is_decided

    @property
    def was_danger(self) -> bool:
        """Danger was reported, or found while screening; whether or not the adult is safe by now."""
        return self.report.immediate_danger is Answer.YES or self.danger_found_at is not None

    @property
    def is_decided(self) -> bool:
        """True when the decision holds."""
        return self.status is ConcernStatus.DECIDED

    @property
    def waiting(self) -> DecisionLine | None:
        """The decision that waits for a second person."""
        return (
            self.decisions[0] if self.status is ConcernStatus.AWAITING_SIGN_OFF and self.decisions else None
        )

    @property
    def final(self) -> DecisionLine | None:
        """The decision that holds."""
        return self.decisions[0] if self.is_decided and self.decisions else None

    def may(self, deed: str) -> Verdict:
        """May this viewer do this now, and if not, why not?"""
        return self.verdicts[deed]
