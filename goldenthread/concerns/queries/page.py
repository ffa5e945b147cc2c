"""Opening a concern: everything its pages show, and for each button whether it may be pressed and if not, why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.lifecycle import CONCERN
from goldenthread.concerns.models import ClockRow, Concern, ConcernStep, Decision, LimbRow
from goldenthread.concerns.policy.clocks import ClockStanding, extendable, standing
from goldenthread.concerns.policy.decision import Standing, outcome_verdict, readiness, signer_verdict
from goldenthread.concerns.queries.followed import where_it_stands
from goldenthread.concerns.queries.story import WishLine, wish_line
from goldenthread.concerns.queries.work import name_of
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
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName, Edition
from goldenthread.ground.verdicts import Verdict, refused
from goldenthread.ground.words import Answer
from goldenthread.people.queries import Candidate, candidates


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
    restricted: bool
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
        """Danger was reported, nobody has said what made the adult safe, and nothing is decided."""
        return (
            self.report.immediate_danger is Answer.YES and self.made_safe_at is None and not self.is_decided
        )

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


@opening("concerns.see", about="concern")
def open_concern(viewer: Viewer, concern_id: UUID) -> ConcernPage:
    """One concern with all around it. A fixed number of queries. Raises NotThere, Refused."""
    concern = find(viewer, Concern, concern_id)
    now = moment.now()
    edition = local_policy.current().for_case(concern.received_at)
    limbs = _limbs(concern)
    wishes = tuple(wish_line(row, concern) for row in concern.wish_rows.order_by("-pk"))
    steps = list(concern.steps.order_by("-at", "-pk"))
    clock_rows = tuple(_clock_line(row) for row in concern.clock_rows.order_by("-pk"))
    decisions = _decisions(concern)
    asked = wishes_were_asked(steps, wishes)
    facts = _standing(
        concern, asked=asked, late=now > concern.due_at, explained=any(not row.extended for row in clock_rows)
    )
    clock = standing(
        edition.clocks[ClockName.SCREENING],
        now=concern.decided_at or now,
        due=concern.due_at,
        extended=any(row.extended for row in clock_rows),
    )
    process, law = where_it_stands(concern.status, concern.outcome)
    ready = readiness(facts)
    person = concern.person
    name = name_of(concern)
    return ConcernPage(
        id=concern.pk,
        reference=concern.reference,
        version=concern.version,
        status=ConcernStatus(concern.status),
        process=process,
        law=law,
        name=name,
        first_name=_first_name(concern),
        report=_report(concern),
        person_id=concern.person_id,
        person_born=person.date_of_birth if person else None,
        person_nhs_number=person.nhs_number if person else "",
        person_died_on=person.died_on if person else None,
        allocated_to=concern.allocated_to.name if concern.allocated_to else "",
        allocated_to_id=concern.allocated_to_id,
        team=concern.team,
        service_id=concern.service_id,
        service=concern.service.name if concern.service else "",
        restricted=concern.restricted,
        made_safe_at=concern.made_safe_at,
        wishes=wishes,
        wishes_asked=asked,
        limbs=limbs,
        duty=facts.duty,
        threshold_level=concern.threshold_level,
        threshold_codes=tuple(concern.threshold_codes),
        clock=clock,
        clock_rows=clock_rows,
        steps=tuple(StepLine(row.at, row.what, row.by_name, row.words) for row in steps),
        decisions=decisions,
        earlier=_earlier(viewer, concern),
        edition=edition,
        verdicts=_verdicts(viewer, concern, ready, clock, decisions, edition),
        readiness=ready,
        outcomes=tuple((each, outcome_verdict(each, facts.duty)) for each in Outcome),
        outcome=Outcome(concern.outcome) if concern.outcome else None,
        decided_at=concern.decided_at,
    )


def match_candidates(viewer: Viewer, page: ConcernPage) -> tuple[Candidate, ...]:
    """People who may be the adult of this report, with reasons. The reader has opened the concern."""
    told = page.report
    return candidates(
        viewer,
        given_name=told.adult_given_name,
        family_name=told.adult_family_name,
        date_of_birth=told.adult_date_of_birth,
        nhs_number=told.adult_nhs_number,
        postcode=told.adult_postcode,
        address=told.adult_address,
    )


def wishes_were_asked(steps: list[ConcernStep], wishes: tuple[WishLine, ...]) -> bool:
    """Somebody here asked, or the adult told us themselves; a referrer's account alone is not asking."""
    return any(step.deed == "record_wish" for step in steps) or any(not wish.from_report for wish in wishes)


def _limbs(concern: Concern) -> tuple[LimbLine, ...]:
    rows: dict[str, list[LimbRow]] = {limb.value: [] for limb in Limb}
    for row in concern.limb_rows.order_by("pk"):
        rows[row.limb].append(row)
    lines = []
    for limb in Limb:
        given = rows[limb.value]
        if not given:
            lines.append(LimbLine(limb, None))
            continue
        last = given[-1]
        lines.append(
            LimbLine(
                limb, LimbAnswer(last.answer), last.evidence, last.reason, last.by_name, last.at, len(given)
            )
        )
    return tuple(lines)


def _standing(concern: Concern, *, asked: bool, late: bool, explained: bool) -> Standing:
    def held(value: str) -> LimbAnswer | None:
        return LimbAnswer(value) if value else None

    return Standing(
        needs=held(concern.limb_needs),
        abuse=held(concern.limb_abuse),
        protect=held(concern.limb_protect),
        person_id=concern.person_id,
        wishes_asked=asked,
        immediate_danger=concern.immediate_danger == Answer.YES,
        made_safe=concern.made_safe_at is not None,
        threshold_level=concern.threshold_level,
        clock_missed=late,
        missed_explained=explained,
    )


def _verdicts(
    viewer: Viewer,
    concern: Concern,
    ready: Verdict,
    clock: ClockStanding,
    decisions: tuple[DecisionLine, ...],
    edition: Edition,
) -> dict[str, Verdict]:
    status = ConcernStatus(concern.status)
    found = {
        move.deed: permission_verdict(viewer.role, move.permission).and_(CONCERN.verdict(status, move.deed))
        for move in CONCERN.moves
    }
    found["decide"] = found["decide"].and_(ready)
    found["extend_clock"] = found["extend_clock"].and_(
        extendable(edition.clocks[ClockName.SCREENING], overdue=clock.overdue)
    )
    if not clock.overdue:
        found["explain_missed_clock"] = found["explain_missed_clock"].and_(
            refused("SCR-14", "The clock has not run out, so there is nothing to explain.")
        )
    if status is ConcernStatus.AWAITING_SIGN_OFF and decisions:
        own = signer_verdict(signer=viewer.user_id, proposer=decisions[0].by_id)
        found["sign_off"] = found["sign_off"].and_(own)
    return found


def _decisions(concern: Concern) -> tuple[DecisionLine, ...]:
    rows = concern.decisions.select_related("by", "signed_off_by", "manager", "officer").order_by(
        "-at", "-pk"
    )
    return tuple(_decision(row) for row in rows)


def _decision(row: Decision) -> DecisionLine:
    return DecisionLine(
        id=row.pk,
        outcome=Outcome(row.outcome),
        reason=NoActionReason(row.reason) if row.reason else None,
        rationale=row.rationale,
        signpost=Signpost(row.signpost) if row.signpost else None,
        signpost_words=row.signpost_words,
        follow_up_on=row.follow_up_on,
        adult_view=row.adult_view,
        law=row.law,
        duty=Duty(row.duty),
        enquiry_id=row.enquiry_id,
        manager=row.manager.name if row.manager else "",
        officer=row.officer.name if row.officer else "",
        by=row.by.name,
        by_id=row.by_id,
        at=row.at,
        needs_sign_off=row.needs_sign_off,
        signed_off_by=row.signed_off_by.name if row.signed_off_by else "",
        signed_off_at=row.signed_off_at,
        sent_back_words=row.sent_back_words,
    )


def _clock_line(row: ClockRow) -> ClockLine:
    return ClockLine(
        row.what == "extended",
        ClockReason(row.reason),
        row.words,
        row.due_before,
        row.due_after,
        row.by_name,
        row.at,
    )


def _earlier(viewer: Viewer, concern: Concern) -> tuple[EarlierConcern, ...]:
    if concern.person_id is None:
        return ()
    rows = (
        visible(viewer, Concern)
        .filter(person_id=concern.person_id)
        .exclude(pk=concern.pk)
        .order_by("-received_at")[:20]
    )
    return tuple(
        EarlierConcern(
            row.pk,
            row.reference,
            row.received_at,
            tuple(AbuseType(each) for each in row.types),
            where_it_stands(row.status, row.outcome)[0],
        )
        for row in rows
    )


def _first_name(concern: Concern) -> str:
    person = concern.person
    if person is not None and (person.known_as or person.given_name):
        return person.known_as or person.given_name
    return concern.adult_given_name or "the adult"


def _report(row: Concern) -> Report:
    return Report(
        channel=Channel(row.channel),
        raised_at=row.raised_at,
        received_at=row.received_at,
        external_ref=row.external_ref,
        referrer_name=row.referrer_name,
        referrer_role=ReferrerRole(row.referrer_role),
        referrer_agency=row.referrer_agency,
        referrer_contact=row.referrer_contact,
        adult_given_name=row.adult_given_name,
        adult_family_name=row.adult_family_name,
        adult_date_of_birth=row.adult_date_of_birth,
        adult_nhs_number=row.adult_nhs_number,
        adult_address=row.adult_address,
        adult_postcode=row.adult_postcode,
        types=tuple(AbuseType(each) for each in row.types),
        place=Place(row.place),
        narrative=row.narrative,
        immediate_danger=Answer(row.immediate_danger),
        adult_aware=Answer(row.adult_aware),
        adult_agrees=Answer(row.adult_agrees),
        adult_wishes=row.adult_wishes,
        source_of_risk_name=row.source_of_risk_name,
        source_of_risk_relationship=SourceRelationship(row.source_of_risk_relationship),
        crime_reference=row.crime_reference,
        children_present=Answer(row.children_present),
    )
