"""Cases put straight into the tables of the rooms, so that every word and every edge of the year occurs often enough.

The deeds of the house would ask for the whole story of each; here only what the return counts is of interest.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from goldenthread.access.models import User
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.models import Allegation, Enquiry, EnquiryConcern, WantedOutcome
from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    AskedOutcomes,
    EnquiryKind,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.people.models import Person
from goldenthread.people.vocabulary import EthnicGroup, Gender, SupportReason
from tests.factories import access

FIRST, DAYS = datetime(2023, 9, 1, tzinfo=UTC), 3 * 365
# The last and first moments of years in London's summer time, where a day taken from UTC would be another year.
EDGES = [
    datetime(2025, 3, 31, 22, 59, 59, tzinfo=UTC),
    datetime(2025, 3, 31, 23, 0, tzinfo=UTC),
    datetime(2026, 3, 31, 22, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 31, 23, 0, tzinfo=UTC),
]


def fill(*, people: int, seed: int) -> None:
    """So many adults with one to three enquiries each, and as many concerns that nobody is matched to yet."""
    dice = random.Random(seed)
    worker = User.objects.get(pk=access.viewer(role=Role.MANAGER).user_id)
    for at in range(people):
        person = _person(dice, at)
        for _ in range(dice.choice((1, 1, 2, 3))):
            raised = _moment(dice)
            concern = _concern(dice, at, raised, person)
            if dice.random() < 0.8:
                _enquiry(dice, person, worker, concern, raised)
        if at % 4 == 0:
            _concern(dice, at, _moment(dice), None)


def _uuid(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _moment(dice: random.Random) -> datetime:
    if dice.random() < 0.15:
        return dice.choice(EDGES)
    return FIRST + timedelta(days=dice.uniform(0, DAYS))


def _person(dice: random.Random, at: int) -> Person:
    # Birthdays close to the last day of the year, of ages at the edges of the bands, as often as any others.
    age = dice.choice((18, 64, 65, 74, 75, 84, 85, 94, 95)) if at % 2 else dice.randint(18, 102)
    born = date(2026 - age, 3, 31) + timedelta(
        days=dice.choice((-1, 0, 1)) if at % 2 else dice.randint(-300, 300)
    )
    died = date(2025, 1, 1) + timedelta(days=dice.randint(0, 500)) if at % 9 == 0 else None
    return Person.objects.create(
        family_name=f"Made-up {at}",
        date_of_birth=None if at % 11 == 0 else born,
        died_on=died,
        gender=dice.choice(Gender.values()),
        ethnic_group=dice.choice(EthnicGroup.values()),
        support_reason=dice.choice(SupportReason.values()),
        created_at=FIRST,
    )


def _concern(dice: random.Random, at: int, raised: datetime, person: Person | None) -> Concern:
    return Concern.objects.create(
        reference=f"SAC-{_uuid(dice).hex[:20]}",
        channel="staff",
        raised_at=raised,
        received_at=raised,
        types=[dice.choice(AbuseType.values())],
        narrative="Made up.",
        person=person,
        due_at=raised,
        policy_edition="2025",
    )


def _enquiry(dice: random.Random, person: Person, worker: User, concern: Concern, raised: datetime) -> None:
    ended = (
        None if dice.random() < 0.15 else dice.choice([*EDGES, raised + timedelta(days=dice.uniform(0, 200))])
    )
    if ended and ended < raised:
        ended = raised
    lacked, asked = dice.choice(LackedCapacity.values()), dice.choice(AskedOutcomes.values())
    supported = dice.choice(SupportedBy.values()) if lacked == LackedCapacity.YES else ""
    closed = {"status": "closed", "closed_at": ended, "closing_words": "Made up.", "safer": "yes"}
    closed |= {"safety_met": "yes", "wellbeing_met": "yes", "ending_said_by": "adult"}
    closed |= {"ending_words": "Made up.", "ending_at": ended}
    enquiry = Enquiry.objects.create(
        reference=f"SAC-{_uuid(dice).hex[:20]}",
        person=person,
        kind=dice.choice((*EnquiryKind.values(), EnquiryKind.S42.value)),
        decision_id=_uuid(dice),
        law="Made up",
        policy_edition="2025",
        opened_at=raised,
        planned_at=raised,
        planning_due_at=raised,
        due_at=raised,
        manager=worker,
        officer=worker,
        lead_agency=worker.agency,
        lacked_capacity=lacked,
        supported_by=supported,
        supporter_name="Made up" if supported else "",
        support_words="Made up." if supported else "",
        asked=asked,
        **(closed if ended else {"status": "under_way"}),
    )
    EnquiryConcern.objects.create(enquiry=enquiry, concern=concern, joined_at=raised)
    for _ in range(dice.randint(1, 4)):
        _allegation(dice, enquiry, raised)
    for _ in range(dice.randint(1, 3) if asked == AskedOutcomes.EXPRESSED else 0):
        _outcome(dice, enquiry, raised)


def _allegation(dice: random.Random, enquiry: Enquiry, at: datetime) -> None:
    outcome = dice.choice(RiskOutcome.values())
    result = dice.choice(RiskResult.values()) if outcome in RISK_IDENTIFIED else ""
    Allegation.objects.create(
        enquiry=enquiry,
        type=dice.choice(AbuseType.values()),
        place=dice.choice(Place.values()),
        source_relationship=dice.choice(SourceRelationship.values()),
        risk_outcome=outcome,
        risk_result=result,
        risk_words="Made up.",
        withdrawn_words="Made up." if dice.random() < 0.1 else "",
        by_id=_uuid(dice),
        by_name="Made up",
        at=at,
    )


def _outcome(dice: random.Random, enquiry: Enquiry, at: datetime) -> None:
    achieved = dice.choice(("", *Achieved.values()))
    judged = {"achieved_said_by": "adult", "achieved_words": "Made up.", "achieved_at": at}
    WantedOutcome.objects.create(
        enquiry=enquiry,
        words="Made up.",
        said_by="adult",
        at=at,
        by_id=_uuid(dice),
        by_name="Made up",
        ended_at=at if dice.random() < 0.1 else None,
        achieved=achieved,
        **(judged if achieved else {}),
    )
