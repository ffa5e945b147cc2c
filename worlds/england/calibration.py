"""What a made-up England is drawn from: national figures with their years, and our defaults where none was seen.

Marks: (national) follows a published figure; (derived) was worked out from published ones; (general knowledge) is a remembered
order of magnitude and (ours) a choice of our own, both used only to make things up, never shown as a benchmark. The page
docs/explanation/made-up-england.md tells the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from goldenthread.concerns.vocabulary import AbuseType, Place, ReferrerRole, SourceRelationship
from goldenthread.people.vocabulary import EthnicGroup, Gender, SupportReason

Shares = Mapping[str, float]
Table = npt.NDArray[np.float64]

# Concerns raised in England by the first year of the financial year (national; 2015, 2017 and 2025 are ours, between and
# beyond the published ones), and section 42 enquiries as a share of concerns (derived; the same years are ours).
CONCERNS = {2015: 345_000, 2016: 364_605, 2017: 390_000, 2018: 415_050, 2019: 475_000, 2020: 498_260, 2021: 541_535,
            2022: 587_970, 2023: 615_530, 2024: 640_240, 2025: 666_000}  # fmt: skip
CONVERSION = {2015: 0.375, 2016: 0.366, 2017: 0.355, 2018: 0.345, 2019: 0.325, 2020: 0.305, 2021: 0.299, 2022: 0.295,
              2023: 0.287, 2024: 0.289, 2025: 0.289}  # fmt: skip
# Other enquiries for each concern (derived); 61 of 152 councils recorded none (national, 2016-17).
OTHER = {2015: 0.052, 2016: 0.049, 2017: 0.047, 2018: 0.045, 2019: 0.040, 2020: 0.034, 2021: 0.030, 2022: 0.027,
         2023: 0.025, 2024: 0.016, 2025: 0.016}  # fmt: skip
NO_OTHER_ENQUIRIES = 0.40

# Between councils (ours, after the published range): section 42 enquiries by concerns follow a beta distribution of mean 0.30
# whose 5th and 95th centiles are about 0.10 and 0.65; concerns for 100,000 adults a lognormal one of median about 1,250 whose
# centiles are about 450 and 3,000. Councils that count more as a concern turn fewer into an enquiry.
CONVERSION_BETA = (2.1, 4.9)
RATE_MEDIAN, RATE_SIGMA = 1_250, 0.58
RATE_AND_CONVERSION = -0.4
ADULTS_SIGMA = 0.55
# Concerns for 100,000 adults in the year 2024-25 (derived), by which populations are set to the number of concerns asked for.
RATE_ENGLAND = 1_390
# Spread between councils of the shares below, on the log-odds scale (ours).
COUNCIL_SIGMA = 0.35

# Days: fewer at weekends, a season of 6%, and a dip with its rebound around the first lockdown (ours; the dip is reported).
WEEKDAYS = (1.06, 1.04, 1.02, 1.0, 1.0, 0.42, 0.36)
SEASON = 0.06

# Individuals in section 42 enquiries by age (derived from rates of 2021-22; 63% were 65 and over, national 2016-17).
AGES: Mapping[tuple[int, int], float] = {(18, 64): 37, (65, 74): 13, (75, 84): 24, (85, 102): 26}
FEMALE_BY_AGE = (0.52, 0.56, 0.62, 0.71)  # 60% in all (national, 2016-17)
GENDER_NOT_KNOWN, AGE_NOT_KNOWN = 0.004, 0.008
ETHNIC_GROUPS: Shares = {
    EthnicGroup.WHITE_BRITISH: 77.5,
    EthnicGroup.WHITE_IRISH: 1.2,
    EthnicGroup.WHITE_OTHER: 3.8,
    EthnicGroup.INDIAN: 1.4,
    EthnicGroup.PAKISTANI: 1.2,
    EthnicGroup.BANGLADESHI: 0.5,
    EthnicGroup.ASIAN_OTHER: 0.7,
    EthnicGroup.CHINESE: 0.2,
    EthnicGroup.CARIBBEAN: 1.7,
    EthnicGroup.AFRICAN: 1.5,
    EthnicGroup.BLACK_OTHER: 0.8,
    EthnicGroup.MIXED_CARIBBEAN: 0.5,
    EthnicGroup.MIXED_OTHER: 0.5,
    EthnicGroup.OTHER: 1.0,
    EthnicGroup.NOT_STATED: 1.5,
    EthnicGroup.NOT_KNOWN: 6.0,
}  # fmt: skip  (general knowledge)
SUPPORT_REASONS: Shares = {
    SupportReason.PHYSICAL: 43,
    SupportReason.SENSORY: 1,
    SupportReason.MEMORY: 13,
    SupportReason.LEARNING: 12,
    SupportReason.MENTAL_HEALTH: 13.5,
    SupportReason.SOCIAL: 3,
    SupportReason.NONE: 8.5,
    SupportReason.NOT_KNOWN: 6,
}  # fmt: skip  (general knowledge)
# Who pays for care, and whether eligible (ours): no figure of adults in safeguarding was seen.
FUNDING: Shares = {"council": 47, "nhs": 4, "joint": 6, "self": 20, "no_care": 15, "not_known": 8}
ELIGIBILITY: Shares = {"eligible": 60, "not_eligible": 12, "not_assessed": 18, "not_known": 10}
_REASON_BY_AGE = (
    (18, 1, 1, 27, 30, 5, 12, 6),
    (45, 1, 9, 8, 14, 4, 12, 7),
    (55, 1, 22, 2, 5, 2, 7, 6),
    (60, 2, 24, 1, 2, 1, 5, 5),
)

# Concluded section 42 enquiries by type (national where published, else default) and by place (the same).
TYPES: Shares = {
    AbuseType.NEGLECT: 31.5, AbuseType.PHYSICAL: 18.5, AbuseType.PSYCHOLOGICAL: 13.5, AbuseType.FINANCIAL: 12.5,
    AbuseType.DOMESTIC: 7.5, AbuseType.SELF_NEGLECT: 7.0, AbuseType.ORGANISATIONAL: 4.5, AbuseType.SEXUAL: 3.5,
    AbuseType.DISCRIMINATORY: 0.7, AbuseType.SEXUAL_EXPLOITATION: 0.6, AbuseType.MODERN_SLAVERY: 0.2,
}  # fmt: skip
PLACES: Shares = {
    Place.OWN_HOME: 46.5, Place.RESIDENTIAL_HOME: 22.5, Place.NURSING_HOME: 10.5, Place.HOSPITAL_ACUTE: 4.5,
    Place.HOSPITAL_MENTAL_HEALTH: 2.0, Place.HOSPITAL_COMMUNITY: 1.0, Place.COMMUNITY: 4.5, Place.COMMUNITY_SERVICE: 3.0,
    Place.OTHER: 5.5,
}  # fmt: skip
HOME, CARE, HOSPITAL, OUT = range(4)
SETTING = {
    Place.OWN_HOME: HOME, Place.RESIDENTIAL_HOME: CARE, Place.NURSING_HOME: CARE, Place.COMMUNITY_SERVICE: CARE,
    Place.HOSPITAL_ACUTE: HOSPITAL, Place.HOSPITAL_MENTAL_HEALTH: HOSPITAL, Place.HOSPITAL_COMMUNITY: HOSPITAL,
    Place.COMMUNITY: OUT, Place.OTHER: OUT,
}  # fmt: skip
# Neglect was 51.6% of concluded section 42 enquiries in nursing homes (national, 2024-25).
NEGLECT_IN_NURSING_HOMES = 51.6
# In the order of TYPES, before fitting (ours).
_TYPE_BY_SETTING = {
    HOME: (21, 14, 15, 18, 14, 13, 0.3, 2.6, 0.7, 1, 0.4),
    CARE: (46, 24, 11, 4.5, 0.5, 0.6, 9, 3, 0.6, 0.05, 0.02),
    HOSPITAL: (46, 22, 11, 3, 0.5, 0.6, 10, 5, 0.8, 0.05, 0.02),
    OUT: (10, 26, 20, 22, 3, 4, 0.5, 9, 1.5, 3, 1),
}
# Types for each case: 1.3 (general knowledge); the second is left out where it is the first again.
TYPE_COUNTS = (0.70, 0.235, 0.065)

# Source of risk: service provider, known, unknown (general knowledge), and of discriminatory abuse (derived, 2024-25).
PROVIDER, KNOWN, UNKNOWN = range(3)
SOURCES = (34.0, 51.0, 15.0)
_SOURCE_BY_SETTING = {HOME: (22, 62, 16), CARE: (66, 28, 6), HOSPITAL: (12, 74, 14), OUT: (6, 58, 36)}
_SOURCE_BY_TYPE = {
    AbuseType.DOMESTIC: (0, 1, 0),
    AbuseType.SELF_NEGLECT: (0, 1, 0),
    AbuseType.ORGANISATIONAL: (1, 0.15, 0),
    AbuseType.DISCRIMINATORY: (1.1, 0.85, 0.85),
}
_S = SourceRelationship
# Who the source is, given its group and the setting (ours).
SOURCE_WORDS: Mapping[tuple[int, int], Shares] = {
    (PROVIDER, HOME): {_S.CARE_WORKER: 1}, (PROVIDER, CARE): {_S.CARE_WORKER: 1},
    (PROVIDER, HOSPITAL): {_S.CARE_WORKER: 1}, (PROVIDER, OUT): {_S.CARE_WORKER: 1},
    (KNOWN, HOME): {_S.PARTNER: 12, _S.RELATIVE: 46, _S.FRIEND: 24, _S.UNPAID_CARER: 14, _S.HEALTH_WORKER: 3, _S.SOCIAL_WORKER: 1},
    (KNOWN, CARE): {_S.RESIDENT: 72, _S.RELATIVE: 16, _S.HEALTH_WORKER: 8, _S.SOCIAL_WORKER: 2, _S.FRIEND: 2},
    (KNOWN, HOSPITAL): {_S.HEALTH_WORKER: 74, _S.RESIDENT: 18, _S.RELATIVE: 8},
    (KNOWN, OUT): {_S.FRIEND: 55, _S.RELATIVE: 25, _S.PARTNER: 10, _S.RESIDENT: 10},
    (UNKNOWN, HOME): {_S.STRANGER: 45, _S.NOT_KNOWN: 55}, (UNKNOWN, CARE): {_S.STRANGER: 20, _S.NOT_KNOWN: 80},
    (UNKNOWN, HOSPITAL): {_S.STRANGER: 20, _S.NOT_KNOWN: 80}, (UNKNOWN, OUT): {_S.STRANGER: 60, _S.NOT_KNOWN: 40},
}  # fmt: skip

# Who raises concerns, given the setting: police 15%, care home 18% and so on in all (ours), and the odds that what they raise
# becomes an enquiry, against others (ours, after one council's published list of referrers of enquiries).
_R = ReferrerRole
REFERRERS: Mapping[int, Shares] = {
    HOME: {_R.POLICE: 24, _R.AMBULANCE: 15, _R.HOME_CARE: 17, _R.COMMUNITY_HEALTH: 14, _R.COUNCIL: 8, _R.FAMILY: 9, _R.ADULT: 3,
           _R.GP: 3, _R.HOUSING: 4, _R.VOLUNTARY: 2, _R.FIRE: 1},
    CARE: {_R.CARE_HOME: 48, _R.HOSPITAL: 15, _R.COMMUNITY_HEALTH: 12, _R.COUNCIL: 9, _R.FAMILY: 7, _R.AMBULANCE: 5,
           _R.REGULATOR: 2, _R.GP: 2},
    HOSPITAL: {_R.HOSPITAL: 76, _R.FAMILY: 10, _R.CARE_HOME: 8, _R.COUNCIL: 6},
    OUT: {_R.POLICE: 40, _R.COMMUNITY_HEALTH: 18, _R.HOUSING: 12, _R.VOLUNTARY: 12, _R.COUNCIL: 8, _R.FAMILY: 8, _R.NOT_KNOWN: 2},
}  # fmt: skip
CONVERTS_LESS: Shares = {_R.POLICE: 0.45, _R.AMBULANCE: 0.5, _R.FIRE: 0.6}

# How much of those odds is left in the shares, beside all else that decides.
CONVERTS_IN_ALL = 0.42

# Level of the threshold guide (ours) and what each leads to: section 42, other response, no further action (ours; the whole
# is fitted to each council's conversion).
LEVELS = (0.35, 0.30, 0.35)
LEVEL_ODDS = (-3.5, -1.4, 0.53)
RESPONSE_NOT_NOTHING = (0.46, 0.67, 0.71)

# Repeats: 22% of adults with a concern have another within 12 months (ours); 1.24 section 42 enquiries for each individual in a
# year (national) is the check, and the reason why a person's cases resemble each other.
REPEATS = 0.29
REPEAT_DAYS = 105
PERSON_SIGMA = 2.0
# People with more concerns are more often among those whose concerns become enquiries.
PERSON_REPEATS = 0.5
ADDED_TO_OPEN_ENQUIRY = 0.25

# Days (ours): screening about 2 working days with a tail, enquiries a median of 30 days.
SCREENING = (np.log(2.3), 0.85)
PLANNING = (np.log(4), 0.8)
ENQUIRY = (np.log(30), 0.85)
FEEDBACK_GIVEN = 0.74

# Capacity, support, and Making Safeguarding Personal (general knowledge; no national percentage was seen).
LACKED_BY_AGE = (0.25, 0.28, 0.34, 0.40)  # of all: 31% lacked, 55% did not, 7% don't know, 7% not recorded
LACKED = {"dont_know": 0.07, "not_recorded": 0.07}
SUPPORTED = 0.83
SUPPORTERS: Shares = {"advocate": 38, "family": 55, "friend": 7}
ASKED: Shares = {"expressed": 62, "none_expressed": 17, "no": 10, "dont_know": 3, "not_recorded": 8}
ACHIEVED: Shares = {"fully": 67, "partly": 28, "not": 5}
# What changed in life, how carers found it, hate and justice (ours): no national figure was seen.
LIFE: Shares = {"better": 48, "same": 24, "worse": 5, "not_asked": 15, "not_known": 8}
CARERS: Shares = {"no_carer": 50, "yes": 20, "partly": 10, "no": 4, "not_asked": 13, "not_known": 3}
MOTIVES: Shares = {"no": 68, "not_asked": 22, "not_known": 6, "disability": 1.6, "race": 0.7, "religion": 0.2, "orientation": 0.3,
                   "transgender": 0.1, "older_age": 0.8, "other": 0.3}  # fmt: skip
POLICE_TOLD = 0.2
POLICE: Shares = {"not_reported": 20, "reported": 10, "no_charge": 50, "out_of_court": 5, "charged": 7, "convicted": 6,
                  "not_convicted": 2}  # fmt: skip
OFFENCES: Shares = {"violence": 40, "theft": 24, "coercion": 12, "sexual": 9, "mca_s44": 5, "care_worker": 4, "slavery": 1,
                    "other": 5}  # fmt: skip
END_ANSWERS: Shares = {"yes": 55, "partly": 22, "no": 8, "not_known": 15}  # (ours)
# Outcome of the risk (general knowledge; nine in ten reduced or removed is national).
RISK_OUTCOMES: Shares = {
    "identified_action": 68, "identified_no_action": 4, "inconclusive_action": 8, "inconclusive_no_action": 5,
    "no_risk_action": 4, "no_risk_no_action": 9, "ceased": 2,
}  # fmt: skip
RISK_RESULTS: Shares = {"removed": 26, "reduced": 65, "remained": 9}
FINDINGS: Shares = {"substantiated": 42, "partly": 16, "not": 20, "inconclusive": 22}  # (ours)


def shares(table: Shares) -> Table:
    """Shares that add up to one, in the order written."""
    return row_shares(np.array(list(table.values()), dtype=float))


def fitted(start: Table, margins: list[tuple[tuple[int, ...], Table]]) -> Table:
    """``start`` scaled until its sums over all other axes are the margins (iterative proportional fitting).

    Where ``start`` is zero it stays zero. Each margin names the axes it is over.
    """
    table: Table = start / start.sum()
    for _ in range(200):
        for axes, wanted in margins:
            others = tuple(axis for axis in range(table.ndim) if axis not in axes)
            held = table.sum(axis=others, keepdims=True)
            target = wanted.reshape(held.shape)
            table = table * np.divide(target, held, out=np.zeros_like(held), where=held > 0)
    return table


@cache
def place_by_age() -> Table:
    """Shares of places (columns) given the age band (rows), for concerns: the old more often in care homes (ours).

    What becomes an enquiry differs with who raises it, and so with the place; concerns are drawn so that enquiries follow PLACES.
    """
    converts = np.array([_converts(SETTING[Place(place)]) for place in PLACES])
    wanted = shares(PLACES) / converts
    start = np.array(
        [
            [1.0 if SETTING[Place(place)] != CARE else lean for place in PLACES]
            for lean in (0.45, 0.7, 1.2, 1.7)
        ]
    )
    ages = np.array(list(AGES.values())) / sum(AGES.values())
    table = fitted(start, [((1,), wanted / wanted.sum()), ((0,), ages)])
    return row_shares(table)


def _converts(setting: int) -> float:
    """How often a concern from this setting becomes an enquiry, against one whose referrer converts as most do."""
    who = REFERRERS[setting]
    held = sum(share * CONVERTS_LESS.get(role, 1.0) ** CONVERTS_IN_ALL for role, share in who.items())
    return float(held / sum(who.values()))


@cache
def type_by_place() -> Table:
    """Shares of the first type (columns) given the place (rows).

    Fitted so that all types counted, second and third ones too, follow TYPES in all and the figure for nursing homes there.
    """
    table = np.array([_TYPE_BY_SETTING[SETTING[Place(place)]] for place in PLACES], dtype=float)
    wanted, places = shares(TYPES), shares(PLACES)
    nursing, neglect = list(PLACES).index(Place.NURSING_HOME), list(TYPES).index(AbuseType.NEGLECT)
    first = wanted
    for _ in range(30):
        table = fitted(table, [((1,), first), ((0,), places)])
        counted = _counted(table / table.sum(axis=1, keepdims=True))
        table[nursing, neglect] *= NEGLECT_IN_NURSING_HOMES / 100 / counted[nursing, neglect]
        first = first * wanted / (places @ counted)
        first = first / first.sum()
    return row_shares(table)


def _counted(first: Table) -> Table:
    """Shares of all types by place, where a second or third that is there already is left out."""
    more = TYPE_COUNTS[1] + 2 * TYPE_COUNTS[2]
    return row_shares(first * (1 + more * (1 - first)))


def row_shares(table: Table) -> Table:
    """Each row (its last axis) made to add up to one."""
    found: Table = table / table.sum(axis=-1, keepdims=True)
    return found


@cache
def source_by_place_and_type() -> Table:
    """Shares of the three groups of sources (last axis) given the place and the type, fitted to SOURCES in all."""
    joint = type_by_place() * shares(PLACES)[:, None]
    start = np.zeros((*joint.shape, 3))
    for row, place in enumerate(PLACES):
        for column, word in enumerate(TYPES):
            base = np.array(_SOURCE_BY_SETTING[SETTING[Place(place)]], dtype=float)
            start[row, column] = base * np.array(_SOURCE_BY_TYPE.get(AbuseType(word), (1, 1, 1)))
    start[start.sum(axis=2) == 0] = (0, 1, 0)
    table = fitted(start, [((2,), np.array(SOURCES) / sum(SOURCES)), ((0, 1), joint)])
    return row_shares(table)


@cache
def reason_by_age() -> Table:
    """Shares of primary support reasons (columns) given the age band (rows), fitted to both."""
    ages = np.array(list(AGES.values())) / sum(AGES.values())
    table = fitted(np.array(_REASON_BY_AGE, dtype=float), [((1,), shares(SUPPORT_REASONS)), ((0,), ages)])
    return row_shares(table)


GENDERS = (Gender.FEMALE.value, Gender.MALE.value, Gender.NOT_KNOWN.value)
