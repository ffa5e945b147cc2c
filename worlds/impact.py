"""What came of made-up enquiries, for lives, carers and justice. All shares are ours, and only used to make things up.

Drawn apart from the dice of the town, so that nothing else that is drawn moves.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.vocabulary import AbuseType, SourceRelationship
from goldenthread.enquiries.models import Allegation
from goldenthread.enquiries.procedures import record_police
from goldenthread.enquiries.vocabulary import (
    CARER_ANSWERED,
    CarerSaid,
    LifeNow,
    Motive,
    Offence,
    PoliceResult,
)
from goldenthread.people.vocabulary import SupportReason
from worlds.mix import pick
from worlds.population import MadeUp

_LIFE = {"better": 58, "same": 21, "worse": 6, "not_asked": 9, "not_known": 6}
_REPORTED_LIFE = {"better": 46, "same": 28, "worse": 4, "not_asked": 14, "not_known": 8}
_CARER = {"no_carer": 48, "yes": 25, "partly": 11, "no": 4, "not_asked": 9, "not_known": 3}
_CARER_WORDS = {
    CarerSaid.YES: (
        "Somebody rang me back when they said they would. I was not made to feel like a suspect.",
        "I was asked what I need as well. Nobody had ever asked.",
    ),
    CarerSaid.PARTLY: (
        "They listened. It took weeks before anybody told me what was happening.",
        "Kind people, but I told it three times to three of them.",
    ),
    CarerSaid.NO: (
        "I heard about the meeting after it had been.",
        "I look after her day and night, and I was told nothing.",
    ),
}
_OFTEN_NO = {"no": 72, "not_asked": 19, "not_known": 6, "disability": 3}
_POLICE = {
    "no_charge": 55,
    "reported": 14,
    "charged": 16,
    "convicted": 8,
    "out_of_court": 5,
    "not_convicted": 2,
}
_OFFENCES = {
    AbuseType.PHYSICAL: Offence.VIOLENCE,
    AbuseType.SEXUAL: Offence.SEXUAL,
    AbuseType.SEXUAL_EXPLOITATION: Offence.SEXUAL,
    AbuseType.FINANCIAL: Offence.THEFT,
    AbuseType.DOMESTIC: Offence.COERCION,
    AbuseType.MODERN_SLAVERY: Offence.SLAVERY,
    AbuseType.DISCRIMINATORY: Offence.OTHER,
}
_PROSECUTED = (PoliceResult.CHARGED, PoliceResult.CONVICTED, PoliceResult.NOT_CONVICTED)


def life(dice: random.Random, *, reported: bool = False) -> LifeNow:
    """What changed for the adult: in their own account, or as an agency reports it."""
    return LifeNow(pick(dice, _REPORTED_LIFE if reported else _LIFE))


def carer(dice: random.Random, source: SourceRelationship) -> tuple[CarerSaid, str]:
    """What an unpaid carer says of safeguarding, and their words."""
    weights = dict(_CARER)
    if source is SourceRelationship.UNPAID_CARER:
        del weights["no_carer"]
    said = CarerSaid(pick(dice, weights))
    return said, dice.choice(_CARER_WORDS[said]) if said in CARER_ANSWERED else ""


def motive(dice: random.Random, type: AbuseType, adult: MadeUp, today: date) -> Motive:
    """Whether it was because of who the adult is."""
    if type is not AbuseType.DISCRIMINATORY:
        return Motive(pick(dice, _OFTEN_NO))
    if adult.support_reason in (SupportReason.LEARNING, SupportReason.PHYSICAL, SupportReason.SENSORY):
        return Motive.DISABILITY
    return Motive.OLDER_AGE if adult.date_of_birth < today - timedelta(days=65 * 366) else Motive.RACE


def tell_of_police(dice: random.Random, officer: Viewer, enquiry_id: UUID, today: date) -> None:
    """What police and courts did about what was found."""
    for row in Allegation.objects.filter(enquiry_id=enquiry_id, withdrawn_words="", police=""):
        offence = _OFFENCES.get(AbuseType(row.type))
        if offence is None or dice.random() < 0.5:
            continue
        came = PoliceResult(pick(dice, _POLICE))
        record(officer, row, came, offence, today, "Reported with the adult's agreement.")


def record(
    officer: Viewer, row: Allegation, came: PoliceResult, offence: Offence, today: date, words: str
) -> None:
    """What police and courts did about one allegation; a charge is of a week ago."""
    record_police(
        officer,
        enquiry_id=row.enquiry_id,
        allegation_id=row.pk,
        version=row.version,
        result=came,
        offence=offence,
        charged_on=today - timedelta(days=7) if came in _PROSECUTED else None,
        words=words,
    )
