"""Ten people with every awkward situation of the return in one year, and the years around it."""

from __future__ import annotations

from datetime import date

from tests.insight.sac_facts import allegation, concern, enquiry

ADA = {"age": 70, "gender": "female", "ethnic_group": "A", "support_reason": "physical"}
BEN = {"age": 64, "gender": "male", "ethnic_group": "B", "support_reason": "sensory"}
CORA = {"age": 65, "gender": "female", "ethnic_group": "D", "support_reason": "memory"}
DEV = {
    "age": 84,
    "gender": "male",
    "ethnic_group": "H",
    "support_reason": "learning",
}  # died before he was 85
EDIE = {"age": 85, "gender": "female", "ethnic_group": "M", "support_reason": "mental_health"}
FAY = {"age": 94, "gender": "female", "ethnic_group": "S", "support_reason": "social"}
GUS = {"age": 95, "gender": "male", "ethnic_group": "Z", "support_reason": "none"}
HAL = {"age": None, "gender": "not_known", "ethnic_group": "99", "support_reason": "not_known"}
NOBODY_YET = {"age": None, "gender": None, "ethnic_group": None, "support_reason": None}
IVY = {"age": 17, "gender": "female", "ethnic_group": "R", "support_reason": "learning"}
# What was on record of Cora before she was asked.
EARLIER = {"age": None, "gender": "not_known", "ethnic_group": "99", "support_reason": "physical"}
JOE = {"age": 70, "gender": "other", "ethnic_group": "A", "support_reason": "physical"}


def about(who, **more):
    """An adult as an enquiry tells of them: the age is of the year it began in, and of the year it ended in."""
    rest = {name: value for name, value in who.items() if name != "age"}
    return {"age_at_start": who["age"], "age_at_end": who["age"], **rest, **more}


CONCERNS = [
    concern(101, 1, date(2025, 4, 1), **ADA),  # the first day of the year
    concern(102, 1, date(2026, 3, 31), **ADA),  # the last; she is one individual
    concern(103, 2, date(2025, 3, 31), **BEN),  # the day before
    concern(104, 3, date(2025, 6, 1), **CORA | EARLIER),
    concern(105, 3, date(2025, 9, 1), **CORA),  # more is known of her now
    concern(106, 4, date(2025, 7, 1), **DEV),
    concern(107, 5, date(2026, 4, 1), **EDIE),  # the day after
    concern(108, 6, date(2025, 8, 1), **FAY),
    concern(109, 7, date(2025, 8, 2), **GUS),
    concern(110, 8, date(2025, 8, 3), **HAL),
    concern(111, 9, date(2025, 8, 4), under_18=True, **IVY),
    concern(112, None, date(2025, 10, 1), **NOBODY_YET),  # nobody is matched yet: an individual each
    concern(113, None, date(2025, 10, 2), **NOBODY_YET),
    concern(114, 10, date(2025, 11, 1), **JOE),
]
# Answers to questions that are asked only of those who lacked capacity, or said what they want: they are not counted.
NOT_ASKED = {"supported_by": "family", "achieved": "fully"}
SUPPORTED = {"lacked_capacity": "yes", "supported_by": "advocate"}
ENQUIRIES = [
    enquiry(
        201,
        1,
        date(2025, 4, 10),
        date(2025, 6, 30),
        **about(ADA),
        **SUPPORTED,
        asked="expressed",
        achieved="fully",
    ),
    enquiry(202, 1, date(2026, 1, 10), **about(ADA, support_reason="social", age_at_end=None)),
    enquiry(
        203,
        2,
        date(2025, 3, 31),  # began in the year before, ended on the first day of this one
        date(2025, 4, 1),
        **about(BEN, age_at_start=63),
        lacked_capacity="yes",
        supported_by="nobody",
        asked="expressed",
    ),
    enquiry(204, 3, date(2025, 6, 10), date(2026, 3, 31), **about(CORA), **NOT_ASKED),
    enquiry(
        205,
        4,
        date(2025, 7, 10),
        date(2025, 8, 1),
        **about(DEV),
        kind="other",
        lacked_capacity="dont_know",
        asked="dont_know",
        **NOT_ASKED,
    ),
    enquiry(
        206,
        4,
        date(2025, 7, 11),
        date(2025, 12, 31),
        **about(DEV),
        lacked_capacity="yes",
        supported_by="family",
        asked="expressed",
        achieved="partly",
    ),
    enquiry(207, 5, date(2026, 3, 31), date(2026, 4, 1), **about(EDIE, age_at_end=86)),
    enquiry(
        208,
        6,
        date(2025, 8, 5),
        date(2025, 9, 5),
        **about(FAY),
        lacked_capacity="not_recorded",
        asked="not_recorded",
        **NOT_ASKED,
    ),
    enquiry(
        209,
        7,
        date(2025, 8, 6),
        date(2025, 9, 6),
        **about(GUS),
        kind="other",
        lacked_capacity="yes",
        supported_by="friend",
        asked="expressed",
        achieved="not",
    ),
    enquiry(210, 8, date(2025, 8, 7), date(2025, 9, 7), **about(HAL), asked="no", **NOT_ASKED),
    enquiry(211, 9, date(2025, 8, 8), **about(IVY, age_at_end=None)),
    enquiry(212, 10, date(2025, 4, 1), **about(JOE, age_at_end=None), kind="other"),
    enquiry(213, 2, date(2024, 5, 1), date(2025, 3, 31), **about(BEN)),
]
OF = {row["enquiry_key"]: row for row in ENQUIRIES}
ACTED, REDUCED = {"risk_outcome": "identified_action"}, {"risk_result": "reduced"}
ALLEGATIONS = [
    # Two sources of one group count once; what became of the risk is two different things.
    allegation(301, OF[201], "physical", "own_home", "relative", **ACTED, **REDUCED),
    allegation(302, OF[201], "physical", "own_home", "friend", **ACTED, risk_result="removed"),
    allegation(
        303, OF[201], "neglect", "own_home", "care_worker", risk_outcome="inconclusive_action", **REDUCED
    ),
    # Two sources of two groups count in each; the risk of the first was never assessed.
    allegation(304, OF[203], "financial", "community", "partner", risk_outcome=None),
    allegation(305, OF[203], "financial", "community", "stranger"),
    # Two words of ours that are one row of the return.
    allegation(306, OF[203], "psychological", "other", "not_known"),
    allegation(307, OF[203], "psychological", "not_known", "stranger"),
    allegation(
        308,
        OF[204],
        "self_neglect",
        "own_home",
        "self",
        risk_outcome="identified_no_action",
        risk_result="remained",
    ),
    allegation(319, OF[204], "physical", "own_home", "partner", **ACTED, **REDUCED),
    allegation(
        309, OF[206], "organisational", "nursing_home", "care_worker", risk_outcome="ceased", **REDUCED
    ),
    allegation(310, OF[206], "organisational", "residential_home", "care_worker", **ACTED),
    allegation(
        311,
        OF[208],
        "sexual_exploitation",
        "hospital_acute",
        "health_worker",
        risk_outcome="no_risk_action",
        **REDUCED,
    ),
    allegation(
        312,
        OF[208],
        "sexual",
        "hospital_acute",
        "council_worker",
        risk_outcome="inconclusive_no_action",
        **REDUCED,
    ),
    allegation(
        313, OF[205], "discriminatory", "community_service", "resident", **ACTED, risk_result="removed"
    ),
    allegation(
        314, OF[209], "modern_slavery", "hospital_mental_health", "stranger", **ACTED, risk_result="removed"
    ),
    # No risk was identified, so what became of it is not asked.
    allegation(315, OF[209], "domestic", "hospital_community", "unpaid_carer", **REDUCED),
    # Not concluded; concluded after the year; concluded before it.
    allegation(316, OF[202], "physical", "own_home", "relative", **ACTED, **REDUCED),
    allegation(317, OF[207], "physical", "own_home", "relative", **ACTED, **REDUCED),
    allegation(318, OF[213], "physical", "own_home", "relative", **ACTED, **REDUCED),
]
FACTS = {"concern": CONCERNS, "enquiry": ENQUIRIES, "allegation": ALLEGATIONS}
