"""What a made-up year looks like: shares for drawing concerns, with where each comes from.

Figures marked (national) follow published national figures; (general knowledge) are remembered orders of magnitude and
(ours) our own choice, both used only to make things up, never shown as a benchmark.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.concerns.vocabulary import AbuseType, Place, ReferrerRole, SourceRelationship

Weights = Mapping[str, float]

# Concerns per 100,000 adults a year, England 2024-25 (national, derived from 640,240 concerns).
CONCERNS_PER_100_000 = 1_390

# Where it happened (national where sourced: own home 46-48%, residential 22.9%; the rest are defaults).
PLACES: Weights = {
    Place.OWN_HOME: 46.5,
    Place.RESIDENTIAL_HOME: 22.5,
    Place.NURSING_HOME: 10.5,
    Place.HOSPITAL_ACUTE: 4.5,
    Place.HOSPITAL_MENTAL_HEALTH: 2.0,
    Place.HOSPITAL_COMMUNITY: 1.0,
    Place.COMMUNITY: 4.5,
    Place.COMMUNITY_SERVICE: 3.0,
    Place.OTHER: 5.5,
}

_HOME: Weights = {
    AbuseType.NEGLECT: 21,
    AbuseType.PHYSICAL: 14,
    AbuseType.PSYCHOLOGICAL: 15,
    AbuseType.FINANCIAL: 18,
    AbuseType.DOMESTIC: 14,
    AbuseType.SELF_NEGLECT: 13,
    AbuseType.SEXUAL: 2.6,
    AbuseType.SEXUAL_EXPLOITATION: 1,
    AbuseType.DISCRIMINATORY: 0.7,
    AbuseType.MODERN_SLAVERY: 0.4,
}
# In nursing homes neglect or omission was 51.6% of concluded enquiries in 2024-25 (national).
_CARE: Weights = {
    AbuseType.NEGLECT: 50,
    AbuseType.PHYSICAL: 23,
    AbuseType.PSYCHOLOGICAL: 10,
    AbuseType.ORGANISATIONAL: 9,
    AbuseType.FINANCIAL: 4,
    AbuseType.SEXUAL: 3,
    AbuseType.DISCRIMINATORY: 1,
}
_OUT: Weights = {
    AbuseType.PHYSICAL: 27,
    AbuseType.FINANCIAL: 22,
    AbuseType.PSYCHOLOGICAL: 20,
    AbuseType.SEXUAL: 10,
    AbuseType.NEGLECT: 10,
    AbuseType.SEXUAL_EXPLOITATION: 4,
    AbuseType.DISCRIMINATORY: 4,
    AbuseType.MODERN_SLAVERY: 3,
}
_CARE_PLACES = {
    Place.RESIDENTIAL_HOME,
    Place.NURSING_HOME,
    Place.HOSPITAL_ACUTE,
    Place.HOSPITAL_MENTAL_HEALTH,
    Place.HOSPITAL_COMMUNITY,
    Place.COMMUNITY_SERVICE,
}

# Who raises it, given the place: tuned so that the whole follows our default for concerns (police 15%, care home 18% …).
_REFERRERS: Mapping[str, Weights] = {
    "home": {
        ReferrerRole.POLICE: 25,
        ReferrerRole.AMBULANCE: 15,
        ReferrerRole.HOME_CARE: 17,
        ReferrerRole.COMMUNITY_HEALTH: 14,
        ReferrerRole.COUNCIL: 8,
        ReferrerRole.FAMILY: 10,
        ReferrerRole.ADULT: 3,
        ReferrerRole.GP: 3,
        ReferrerRole.HOUSING: 4,
        ReferrerRole.VOLUNTARY: 2,
    },
    "care": {
        ReferrerRole.CARE_HOME: 52,
        ReferrerRole.HOSPITAL: 14,
        ReferrerRole.COMMUNITY_HEALTH: 11,
        ReferrerRole.COUNCIL: 9,
        ReferrerRole.FAMILY: 7,
        ReferrerRole.AMBULANCE: 4,
        ReferrerRole.REGULATOR: 2,
        ReferrerRole.GP: 1,
    },
    "hospital": {
        ReferrerRole.HOSPITAL: 78,
        ReferrerRole.FAMILY: 10,
        ReferrerRole.CARE_HOME: 7,
        ReferrerRole.COUNCIL: 5,
    },
    "out": {
        ReferrerRole.POLICE: 42,
        ReferrerRole.COMMUNITY_HEALTH: 18,
        ReferrerRole.HOUSING: 12,
        ReferrerRole.VOLUNTARY: 12,
        ReferrerRole.COUNCIL: 8,
        ReferrerRole.FAMILY: 8,
    },
}

# Level of the threshold guide (ours: 35 / 30 / 35) and how often each leads where. Section 42 comes to about 29% of concerns,
# other enquiries to about 1.6% (national, 2024-25).
LEVELS: Weights = {"1": 35, "2": 30, "3": 35}
OUTCOMES: Mapping[str, Weights] = {
    "1": {"s42_enquiry": 3, "other_enquiry": 1, "other_response": 44, "no_further_action": 52},
    "2": {"s42_enquiry": 20, "other_enquiry": 2, "other_response": 52, "no_further_action": 26},
    "3": {"s42_enquiry": 63, "other_enquiry": 2, "other_response": 25, "no_further_action": 10},
}

# Risk outcome of concluded enquiries, where risk identified: result (general knowledge; 89-91% reduced or removed is national).
RISK_RESULTS: Weights = {"removed": 26, "reduced": 65, "remained": 9}
# Making Safeguarding Personal and capacity (general knowledge; no national percentage was seen).
ASKED: Weights = {"expressed": 72, "not_expressed": 18, "no": 10}
ACHIEVED: Weights = {"fully": 67, "partly": 28, "not": 5}
LACKED_CAPACITY: Weights = {"yes": 33, "no": 60, "not_known": 7}


@dataclass(frozen=True)
class Drawn:
    """One drawn concern, before anybody has a name."""

    place: Place
    types: tuple[AbuseType, ...]
    referrer: ReferrerRole
    source: SourceRelationship
    level: int
    outcome: str


def pick(dice: random.Random, weights: Weights) -> str:
    """One key, by weight."""
    return dice.choices(list(weights), list(weights.values()))[0]


def _setting(place: Place) -> str:
    if place in {Place.RESIDENTIAL_HOME, Place.NURSING_HOME, Place.COMMUNITY_SERVICE}:
        return "care"
    if place in _CARE_PLACES:
        return "hospital"
    return "home" if place == Place.OWN_HOME else "out"


def _types(dice: random.Random, place: Place) -> tuple[AbuseType, ...]:
    table = _HOME if place == Place.OWN_HOME else _CARE if place in _CARE_PLACES else _OUT
    # About 1.3 types to an enquiry (general knowledge).
    count = dice.choices((1, 2, 3), (75, 20, 5))[0]
    found: list[AbuseType] = []
    while len(found) < count:
        word = AbuseType(pick(dice, table))
        if word not in found:
            found.append(word)
    return tuple(found)


def _source(dice: random.Random, place: Place, types: Sequence[AbuseType]) -> SourceRelationship:
    """Provider 34%, known 51%, unknown 15% overall (general knowledge), given the place and type."""
    if AbuseType.SELF_NEGLECT in types:
        return SourceRelationship.SELF
    if AbuseType.DOMESTIC in types:
        return SourceRelationship(pick(dice, {"partner": 60, "relative": 40}))
    if AbuseType.ORGANISATIONAL in types:
        return SourceRelationship.CARE_WORKER
    table = {
        "care": {"care_worker": 72, "resident": 20, "relative": 4, "not_known": 4},
        "hospital": {"health_worker": 70, "resident": 15, "not_known": 15},
        "home": {
            "care_worker": 22,
            "relative": 32,
            "friend": 14,
            "unpaid_carer": 9,
            "stranger": 10,
            "not_known": 13,
        },
        "out": {"friend": 35, "stranger": 30, "relative": 10, "not_known": 20, "care_worker": 5},
    }[_setting(place)]
    return SourceRelationship(pick(dice, table))


def draw(dice: random.Random) -> Drawn:
    """Draw one concern."""
    place = Place(pick(dice, PLACES))
    types = _types(dice, place)
    level = pick(dice, LEVELS)
    return Drawn(
        place=place,
        types=types,
        referrer=ReferrerRole(pick(dice, _REFERRERS[_setting(place)])),
        source=_source(dice, place, types),
        level=int(level),
        outcome=pick(dice, OUTCOMES[level]),
    )
