"""Opening a concern: everything its pages show, and for each button whether it may be pressed and if not, why not."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.lifecycle import CONCERN
from goldenthread.concerns.models import ClockRow, Concern, ConcernStep, Decision, LimbRow, WishRow
from goldenthread.concerns.policy.clocks import ClockStanding, extendable, standing
from goldenthread.concerns.policy.decision import Standing, outcome_verdict, readiness, signer_verdict
from goldenthread.concerns.policy.principles import weighed_as
from goldenthread.concerns.queries.followed import where_it_stands
from goldenthread.concerns.queries.story import WishLine, wish_line
from goldenthread.concerns.queries.values import (
    ClockLine,
    ConcernPage,
    DangerLine,
    DecisionLine,
    EarlierConcern,
    LimbLine,
    Report,
    StepLine,
)
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

M = TypeVar("M", bound=Model)


@opening("concerns.see", about="concern")
def open_concern(viewer: Viewer, concern_id: UUID) -> ConcernPage:
    """One concern with all around it. A fixed number of queries. Raises NotThere, Refused."""
    concern = find(viewer, Concern, concern_id, along=("person", "allocated_to", "service"))
    edition = local_policy.current().for_case(concern.received_at)
    steps = _rows(concern_id, model=ConcernStep, order=("-at", "-pk"))
    wishes = tuple(wish_line(row, concern) for row in _rows(concern_id, model=WishRow, order=("-pk",)))
    clock_rows = tuple(_clock_line(row) for row in _rows(concern_id, model=ClockRow, order=("-pk",)))
    facts = _standing(
        concern, asked=wishes_were_asked(steps, wishes), explained=any(not row.extended for row in clock_rows)
    )
    clock = standing(
        edition.clocks[ClockName.SCREENING],
        now=concern.decided_at or moment.now(),
        due=concern.due_at,
        extended=any(row.extended for row in clock_rows),
    )
    decisions = _decisions(concern)
    ready = readiness(facts)
    return ConcernPage(
        **_own(concern),
        **_people(concern),
        report=_report(concern),
        wishes=wishes,
        wishes_asked=facts.wishes_asked,
        limbs=_limbs(concern),
        duty=facts.duty,
        clock=clock,
        clock_rows=clock_rows,
        steps=tuple(StepLine(row.at, row.what, row.by_name, row.words) for row in steps),
        decisions=decisions,
        earlier=_earlier(viewer, concern),
        edition=edition,
        verdicts=_verdicts(viewer, concern, ready, clock, decisions, edition),
        readiness=ready,
        outcomes=tuple((each, outcome_verdict(each, facts.duty)) for each in Outcome),
    )


def _own(concern: Concern) -> dict[str, Any]:
    """The concern's own columns, as words."""
    process, law = where_it_stands(concern.status, concern.outcome)
    return {
        "id": concern.pk,
        "reference": concern.reference,
        "version": concern.version,
        "status": ConcernStatus(concern.status),
        "process": process,
        "law": law,
        "team": concern.team,
        "restricted": concern.restricted,
        "danger_found_at": concern.danger_found_at,
        "danger_found": _danger(concern),
        "made_safe_at": concern.made_safe_at,
        "threshold_level": concern.threshold_level,
        "threshold_codes": tuple(concern.threshold_codes),
        "outcome": Outcome(concern.outcome) if concern.outcome else None,
        "decided_at": concern.decided_at,
    }


def _people(concern: Concern) -> dict[str, Any]:
    """Who it is about, who works on it, and which service it concerns."""
    person = concern.person
    return {
        "name": name_of(concern),
        "first_name": _first_name(concern),
        "person_id": concern.person_id,
        "person_born": person.date_of_birth if person else None,
        "person_nhs_number": person.nhs_number if person else "",
        "person_died_on": person.died_on if person else None,
        "allocated_to": concern.allocated_to.name if concern.allocated_to else "",
        "allocated_to_id": concern.allocated_to_id,
        "service_id": concern.service_id,
        "service": concern.service.name if concern.service else "",
        "placed_by_id": concern.placed_by_id,
        "placed_by": concern.placed_by.name if concern.placed_by else "",
    }


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
    for row in _rows(concern.pk, model=LimbRow, order=("pk",)):
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


def _standing(concern: Concern, *, asked: bool, explained: bool) -> Standing:
    def held(value: str) -> LimbAnswer | None:
        return LimbAnswer(value) if value else None

    return Standing(
        needs=held(concern.limb_needs),
        abuse=held(concern.limb_abuse),
        protect=held(concern.limb_protect),
        person_id=concern.person_id,
        wishes_asked=asked,
        immediate_danger=concern.danger_known,
        made_safe=concern.made_safe_at is not None,
        threshold_level=concern.threshold_level,
        clock_missed=moment.now() > concern.due_at,
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
        found["sign_off"] = found["sign_off"].and_(own, _safe(ready))
    return found


def _safe(ready: Verdict) -> Verdict:
    """Only what is said of danger: a decision that was proposed before it was found waits until the adult is safe."""
    reasons = tuple(each for each in ready.reasons if each.code == "SCR-09")
    return Verdict(not reasons, reasons)


def _danger(concern: Concern) -> DangerLine | None:
    if concern.danger_found_at is None:
        return None
    row = concern.danger_rows.latest("pk")
    return DangerLine(row.words, row.said_by, row.doing, row.by_name, row.at)


def _decisions(concern: Concern) -> tuple[DecisionLine, ...]:
    return tuple(_decision(row) for row in _decided(concern.pk))


@prepared
def _decided(concern_id: UUID) -> QuerySet[Decision]:
    people = ("by", "signed_off_by", "manager", "officer")
    rows = Decision.objects.filter(concern_id=concern_id).select_related(*people)
    everything = [field.attname for field in Decision._meta.concrete_fields]
    return rows.only(*everything, *(f"{each}__name" for each in people)).order_by("-at", "-pk")


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
        weighed=weighed_as(**row.principles) if row.principles else None,
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
    return tuple(
        EarlierConcern(
            row.pk,
            row.reference,
            row.received_at,
            tuple(AbuseType(each) for each in row.types),
            where_it_stands(row.status, row.outcome)[0],
        )
        for row in _others(viewer, concern.person_id, concern.pk)
    )


@prepared
def _others(viewer: Viewer, person_id: UUID, concern_id: UUID) -> QuerySet[Concern]:
    rows = visible(viewer, Concern).filter(person_id=person_id).exclude(pk=concern_id)
    return rows.order_by("-received_at").only("reference", "received_at", "types", "status", "outcome")[:20]


@prepared
def _rows(concern_id: UUID, *, model: type[M], order: tuple[str, ...]) -> QuerySet[M]:
    return model._default_manager.filter(concern_id=concern_id).order_by(*order)


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
