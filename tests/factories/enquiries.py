"""Enquiries, opened as the house opens them: a concern is received, screened and decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.policy.decision import EnquiryToJoin
from goldenthread.concerns.policy.intake import Report
from goldenthread.concerns.procedures.deciding import decide
from goldenthread.concerns.procedures.intake import receive
from goldenthread.concerns.procedures.screening import answer_limb, begin_screening, match_person, record_wish
from goldenthread.concerns.vocabulary import (
    AbuseType,
    Channel,
    Limb,
    LimbAnswer,
    Outcome,
    Place,
    ReferrerRole,
    SourceRelationship,
    WishState,
)
from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.queries import EnquiryPage
from goldenthread.enquiries.vocabulary import (
    Achieved,
    ActionKind,
    AskedOutcomes,
    CarerSaid,
    Effect,
    EndAnswer,
    Finding,
    LackedCapacity,
    LifeNow,
    RiskOutcome,
    RiskResult,
)
from goldenthread.ground import moment
from goldenthread.ground.words import Answer
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.procedures import give_feedback
from goldenthread.letters.vocabulary import Method
from goldenthread.people.procedures import create_person
from goldenthread.people.vocabulary import RepresentativeKind
from tests.factories import access


@dataclass
class Staff:
    """Who works on an enquiry."""

    front_door: Viewer = field(default_factory=lambda: access.viewer(role=Role.FRONT_DOOR))
    manager: Viewer = field(default_factory=lambda: access.viewer(role=Role.MANAGER, team="North"))
    officer: Viewer = field(default_factory=lambda: access.viewer(role=Role.SOCIAL_WORKER, team="North"))


def report(**told: Any) -> Report:
    """A report of a concern about Ada Marsh, with anything told otherwise."""
    said: dict[str, Any] = {
        "external_ref": "",
        "raised_at": moment.now(),
        "referrer_name": "Kim Lowe",
        "referrer_role": ReferrerRole.CARE_HOME,
        "referrer_agency": "Larch House",
        "referrer_contact": "kim@larch.example",
        "adult_given_name": "Ada",
        "adult_family_name": "Marsh",
        "adult_date_of_birth": date(1941, 5, 3),
        "adult_nhs_number": "",
        "adult_address": "4 Quay Row, Sandgate",
        "adult_postcode": "SG1 2AB",
        "types": (AbuseType.FINANCIAL, AbuseType.PSYCHOLOGICAL),
        "place": Place.OWN_HOME,
        "narrative": "Her nephew has taken her bank card and shouts at her.",
        "immediate_danger": Answer.NO,
        "adult_aware": Answer.YES,
        "adult_agrees": Answer.YES,
        "adult_wishes": "",
        "source_of_risk_name": "Colin",
        "source_of_risk_relationship": SourceRelationship.RELATIVE,
        "crime_reference": "",
        "children_present": Answer.NO,
    }
    return Report(**{**said, **told})


def concern(staff: Staff, *, by: Viewer | None = None, **told: Any) -> UUID:
    """A concern that has been received, from the front door unless somebody else is named."""
    return receive(by or staff.front_door, report=report(**told), channel=Channel.WEB).concern_id


def person(staff: Staff, **known: Any) -> UUID:
    """The adult the concerns are about."""
    said = {"given_name": "Ada", "family_name": "Marsh", "date_of_birth": date(1941, 5, 3), **known}
    return create_person(staff.front_door, **said)


def screened(
    staff: Staff,
    concern_id: UUID,
    person_id: UUID,
    *,
    wish: str = "I want my card back and I want to stay at home.",
    said_by: RepresentativeKind = RepresentativeKind.ADULT,
    said_by_name: str = "",
    protect: LimbAnswer = LimbAnswer.YES,
) -> int:
    """Screen a concern to where it can be decided; returns its version. Without a wish: it could not be asked yet."""
    by = staff.front_door
    at = begin_screening(by, concern_id=concern_id, version=1)
    at = match_person(by, concern_id=concern_id, version=at, person_id=person_id)
    if wish:
        at = record_wish(
            by, concern_id=concern_id, version=at, words=wish, said_by=said_by, said_by_name=said_by_name
        )
    else:
        at = record_wish(
            by, concern_id=concern_id, version=at, state=WishState.NOT_POSSIBLE, why="She was asleep."
        )
    for limb in Limb:
        answer = protect if limb is Limb.PROTECT else LimbAnswer.YES
        at = answer_limb(
            by,
            concern_id=concern_id,
            version=at,
            limb=limb,
            answer=answer,
            evidence="Seen.",
            reason="So it is.",
        )
    return at


def opened(
    staff: Staff,
    *,
    other: bool = False,
    person_id: UUID | None = None,
    told: dict[str, Any] | None = None,
    by: Viewer | None = None,
    **how: Any,
) -> UUID:
    """An enquiry, opened from a concern: under section 42, or an other enquiry. Returns its id."""
    concern_id = concern(staff, by=by, **(told or {}))
    return decided(staff, concern_id, person_id or person(staff), other=other, **how)


def decided(staff: Staff, concern_id: UUID, person_id: UUID, *, other: bool = False, **how: Any) -> UUID:
    """Screen a concern and decide on an enquiry. Returns the enquiry's id."""
    at = screened(staff, concern_id, person_id, protect=LimbAnswer.NO if other else LimbAnswer.YES, **how)
    decide(
        staff.front_door,
        concern_id=concern_id,
        version=at,
        outcome=Outcome.OTHER_ENQUIRY if other else Outcome.S42_ENQUIRY,
        rationale="Her money is being taken and she needs help to stop it.",
        adult_view="She agrees that we look into it.",
        manager_id=staff.manager.user_id,
        officer_id=staff.officer.user_id,
    )
    return queries.enquiries_of_concerns(staff.manager, {concern_id})[concern_id].id


def page(staff: Staff, enquiry_id: UUID) -> EnquiryPage:
    """The enquiry as its manager sees it."""
    return queries.open_enquiry(staff.manager, enquiry_id)


def planned(staff: Staff, enquiry_id: UUID) -> None:
    """Agree how to enquire, and talk with the adult."""
    procedures.plan(
        staff.officer,
        enquiry_id=enquiry_id,
        version=page(staff, enquiry_id).version,
        kind=ActionKind.CONVERSATION,
        words="A conversation and a call to the bank will do.",
        adult_part="Ada is with us at each step.",
        next_step="Visit Ada with her friend",
        next_step_on=moment.today(),
    )
    procedures.record_step(
        staff.officer,
        enquiry_id=enquiry_id,
        kind=ActionKind.CONVERSATION,
        on=moment.today(),
        who="Officer and Ada",
        words="Ada told us what happened with the card.",
        adult_part="She chose the kitchen and had her friend there.",
    )


def ready_to_close(staff: Staff, enquiry_id: UUID) -> None:
    """Everything the closing list asks for."""
    planned(staff, enquiry_id)
    now = page(staff, enquiry_id)
    if now.asked is not AskedOutcomes.EXPRESSED:
        procedures.add_wanted(
            staff.officer,
            enquiry_id=enquiry_id,
            words="I want to be left in peace.",
            said_by=RepresentativeKind.ADULT,
        )
    procedures.record_capacity(
        staff.officer,
        enquiry_id=enquiry_id,
        version=page(staff, enquiry_id).version,
        lacked=LackedCapacity.NO,
    )
    for each in page(staff, enquiry_id).standing_allegations:
        found(staff, enquiry_id, each.id, each.version)
    for wish in page(staff, enquiry_id).standing_wishes:
        procedures.judge_outcome(
            staff.officer,
            enquiry_id=enquiry_id,
            wanted_id=wish.id,
            version=wish.version,
            achieved=Achieved.FULLY,
            said_by=RepresentativeKind.ADULT,
            words="Yes, that came right.",
        )
    ended(staff, enquiry_id)
    told_everybody(staff)


def found(staff: Staff, enquiry_id: UUID, allegation_id: UUID, version: int) -> None:
    """A finding, with a risk that was reduced."""
    procedures.record_finding(
        staff.officer,
        enquiry_id=enquiry_id,
        allegation_id=allegation_id,
        version=version,
        place=Place.OWN_HOME,
        source_relationship=SourceRelationship.RELATIVE,
        source_name="Colin",
        finding=Finding.SUBSTANTIATED,
        finding_words="The bank's records show it.",
        risk_outcome=RiskOutcome.IDENTIFIED_ACTION,
        risk_result=RiskResult.REDUCED,
        risk_words="The card is with Ada and the nephew has no access.",
    )


def ended(staff: Staff, enquiry_id: UUID, *, safer: EndAnswer = EndAnswer.YES) -> None:
    """Ask at the end."""
    procedures.record_ending(
        staff.officer,
        enquiry_id=enquiry_id,
        version=page(staff, enquiry_id).version,
        safer=safer,
        safety_met=EndAnswer.YES,
        wellbeing_met=EndAnswer.PARTLY,
        life=LifeNow.BETTER,
        carer=CarerSaid.NO_CARER,
        said_by=RepresentativeKind.ADULT,
        words="I sleep again. I miss him, though.",
    )


def told_everybody(staff: Staff) -> None:
    """Meet every open duty to give feedback."""
    for duty in FeedbackDuty.objects.filter(state="open"):
        give_feedback(
            staff.front_door,
            duty_id=duty.pk,
            version=duty.version,
            method=Method.PHONE,
            words="We told them what was decided.",
        )


def helped(staff: Staff, enquiry_id: UUID) -> None:
    """Say of every step that it helped."""
    for step in page(staff, enquiry_id).actions:
        procedures.record_effect(
            staff.officer,
            enquiry_id=enquiry_id,
            step_id=step.id,
            version=step.version,
            effect=Effect.HELPED,
            words="It did.",
        )


def close(staff: Staff, enquiry_id: UUID) -> None:
    """Close an enquiry in which nothing is missing."""
    procedures.close(
        staff.manager,
        enquiry_id=enquiry_id,
        version=page(staff, enquiry_id).version,
        words="The card is back; Ada is content.",
        draft_for_adult="Our enquiry has ended.",
        draft_for_referrer="The enquiry after concern {reference} has ended.",
    )


def joined(staff: Staff, enquiry_id: UUID, person_id: UUID, *, joining: EnquiryToJoin | None = None) -> UUID:
    """Another concern about the same adult, added to the open enquiry. Returns the concern's id."""
    concern_id = concern(staff, external_ref="", narrative="He shouted at her again on Sunday.")
    at = screened(staff, concern_id, person_id)
    decide(
        staff.front_door,
        concern_id=concern_id,
        version=at,
        outcome=Outcome.ADDED_TO_ENQUIRY,
        rationale="The same matter.",
        adult_view="She agrees.",
        joining=joining or queries.enquiry_to_join(staff.front_door, enquiry_id),
    )
    return concern_id
