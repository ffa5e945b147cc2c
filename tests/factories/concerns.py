"""Concerns at every stage, made by the procedures in the order that practice does them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goldenthread.access.viewer import VISITOR, Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.policy.intake import Report
from goldenthread.concerns.procedures import deciding, intake, screening
from goldenthread.concerns.procedures.deciding import Decided
from goldenthread.concerns.vocabulary import (
    AbuseType,
    Channel,
    Limb,
    LimbAnswer,
    Outcome,
    Place,
    ReferrerRole,
    SourceRelationship,
)
from goldenthread.ground import moment
from goldenthread.ground.words import Answer
from goldenthread.people.procedures import create_person
from goldenthread.people.vocabulary import RepresentativeKind

YES, NO, OPEN = LimbAnswer.YES, LimbAnswer.NO, LimbAnswer.NOT_YET_KNOWN


def report(**changes: Any) -> Report:
    """A whole report about Peter Hale, who does not exist."""
    whole = {
        "external_ref": "",
        "raised_at": moment.now(),
        "referrer_name": "PC Dana Reed",
        "referrer_role": ReferrerRole.POLICE,
        "referrer_agency": "Sandgate Police",
        "referrer_contact": "01632 960 555",
        "adult_given_name": "Peter",
        "adult_family_name": "Hale",
        "adult_date_of_birth": None,
        "adult_nhs_number": "",
        "adult_address": "12 Harbour Road, Sandgate",
        "adult_postcode": "ZZ1 1ZZ",
        "types": (AbuseType.NEGLECT,),
        "place": Place.OWN_HOME,
        "narrative": "Windows broken again and no medicine given for two days.",
        "immediate_danger": Answer.NO,
        "adult_aware": Answer.YES,
        "adult_agrees": Answer.YES,
        "adult_wishes": "",
        "source_of_risk_name": "",
        "source_of_risk_relationship": SourceRelationship.CARE_WORKER,
        "crime_reference": "",
        "children_present": Answer.NO,
    }
    return Report(**whole | changes)


def received(by: Viewer = VISITOR, *, channel: Channel = Channel.WEB, **changes: Any) -> UUID:
    """A concern as it came in."""
    return intake.receive(by, report=report(**changes), channel=channel).concern_id


def version_of(concern_id: UUID) -> int:
    """The version a page drawn now would carry."""
    return Concern.objects.values_list("version", flat=True).get(pk=concern_id)


def person(by: Viewer, **changes: Any) -> UUID:
    """Peter Hale, on record."""
    whole = {
        "given_name": "Peter",
        "family_name": "Hale",
        "address": "12 Harbour Road, Sandgate",
        "postcode": "ZZ1 1ZZ",
    }
    return create_person(by, **whole | changes)


def answered(
    by: Viewer, concern_id: UUID, needs: LimbAnswer = YES, abuse: LimbAnswer = YES, protect: LimbAnswer = YES
) -> None:
    """The three-part test with these answers."""
    for limb, given in ((Limb.NEEDS, needs), (Limb.ABUSE, abuse), (Limb.PROTECT, protect)):
        screening.answer_limb(
            by,
            concern_id=concern_id,
            version=version_of(concern_id),
            limb=limb,
            answer=given,
            evidence="His care plan and the police report.",
            reason=f"{limb.label}: {given.label}.",
        )


def screened(
    by: Viewer,
    *,
    needs: LimbAnswer = YES,
    abuse: LimbAnswer = YES,
    protect: LimbAnswer = YES,
    level: int = 1,
    person_id: UUID | None = None,
    concern_id: UUID | None = None,
    **changes: Any,
) -> UUID:
    """A concern on which everything is there for a decision."""
    concern_id = concern_id or received(**changes)
    who = person_id or person(by)
    screening.begin_screening(by, concern_id=concern_id, version=version_of(concern_id))
    screening.match_person(by, concern_id=concern_id, version=version_of(concern_id), person_id=who)
    screening.record_wish(
        by,
        concern_id=concern_id,
        version=version_of(concern_id),
        words="I want to stay in Sandgate and get my tablets on time.",
        said_by=RepresentativeKind.ADULT,
    )
    answered(by, concern_id, needs, abuse, protect)
    screening.judge_threshold(by, concern_id=concern_id, version=version_of(concern_id), level=level)
    return concern_id


def decided(by: Viewer, concern_id: UUID, outcome: Outcome, **changes: Any) -> Decided:
    """A decision on it."""
    whole = {"rationale": "The answers leave no other way.", "adult_view": "He says it is about time."}
    return deciding.decide(
        by, concern_id=concern_id, version=version_of(concern_id), outcome=outcome, **whole | changes
    )
