"""A month of facts written by hand, with every awkward row the indicators must tell apart. The month is June 2025."""

from __future__ import annotations

from datetime import date

from goldenthread.ground.facts import fact_tables
from tests.made_facts import rows_by_hand

AS_AT = date(2025, 7, 15)


def day(month: int, number: int, year: int = 2025) -> date:
    return date(year, month, number)


CONCERNS = (
    # Decided in time, made safe the same day; the adult had a concern exactly 365 days before. The service told of itself.
    {
        "person_key": 1,
        "raised_on": day(6, 2),
        "received_on": day(6, 2),
        "screening_began_on": day(6, 2),
        "service": "Rowan Lodge",
        "raised_by_service": True,
        "decided_on": day(6, 4),
        "decided_in_time": True,
        "days_to_decision": 2,
        "outcome": "s42_enquiry",
        "enquiry_key": 101,
        "danger": True,
        "danger_known_on": day(6, 2),
        "made_safe_on": day(6, 2),
        "wish_known": True,
        "agency": "Rowan Lodge",
        "earlier_concern_on": day(6, 2, 2024),
        "referrer_role": "care_home",
    },
    # Late with a reason, made safe only the day after, and 366 days after the concern before.
    {
        "person_key": 2,
        "raised_on": day(6, 3),
        "received_on": day(6, 5),
        "screening_began_on": day(6, 9),
        "service": "Rowan Lodge",
        "raised_by_service": False,
        "decided_on": day(6, 12),
        "decided_in_time": False,
        "late_reason": "workload",
        "days_to_decision": 5,
        "outcome": "no_further_action",
        "no_action_reason": "no_abuse",
        "danger": True,
        "danger_known_on": day(6, 5),
        "made_safe_on": day(6, 6),
        "agency": "Police",
        "earlier_concern_on": day(6, 2, 2024),
        "referrer_role": "police",
    },
    # The first adult again, with more time for a reason. Somebody who may work for the service raised it, without an account.
    {
        "person_key": 1,
        "raised_on": day(6, 10),
        "received_on": day(6, 10),
        "screening_began_on": day(6, 10),
        "service": "Rowan Lodge",
        "decided_on": day(6, 11),
        "decided_in_time": True,
        "days_to_decision": 1,
        "extended": True,
        "outcome": "other_response",
        "danger": False,
        "wish_known": True,
        "earlier_concern_on": day(6, 2),
        "referrer_role": "family",
    },
    # Nobody has looked at it yet; they were safe before the council knew of the danger.
    {
        "raised_on": day(6, 20),
        "received_on": day(6, 20),
        "danger": True,
        "danger_known_on": day(6, 20),
        "made_safe_on": day(6, 18),
        "referrer_role": "not_known",
    },
    # Raised in May, on record in June, first looked at and decided in July.
    {
        "person_key": 3,
        "raised_on": day(5, 30),
        "received_on": day(6, 1),
        "screening_began_on": day(7, 1),
        "decided_on": day(7, 1),
        "decided_in_time": False,
        "days_to_decision": 21,
        "outcome": "no_further_action",
        "no_action_reason": "duplicate",
    },
    # Raised in April, decided on the last day of June, late and nobody says why. The police raised it about a service in April.
    {
        "person_key": 4,
        "raised_on": day(4, 1),
        "received_on": day(4, 1),
        "screening_began_on": day(6, 30),
        "service": "Rowan Lodge",
        "raised_by_service": False,
        "decided_on": day(6, 30),
        "decided_in_time": False,
        "days_to_decision": 62,
        "outcome": "added_to_enquiry",
        "enquiry_key": 102,
        "agency": "Police",
    },
    # Raised and first looked at on the last day of June, decided in July.
    {
        "person_key": 5,
        "raised_on": day(6, 30),
        "received_on": day(6, 30),
        "screening_began_on": day(6, 30),
        "decided_on": day(7, 2),
        "decided_in_time": True,
        "days_to_decision": 2,
        "outcome": "other_enquiry",
        "enquiry_key": 103,
    },
    # Two of December, with no further action: an enquiry began 183 days after the first and 184 after the second.
    {
        "person_key": 20,
        "raised_on": day(12, 9, 2024),
        "received_on": day(12, 9, 2024),
        "screening_began_on": day(12, 9, 2024),
        "decided_on": day(12, 10, 2024),
        "outcome": "no_further_action",
        "no_action_reason": "no_abuse",
        "followed_to": day(6, 11),
        "s42_after_on": day(6, 11),
    },
    {
        "person_key": 21,
        "raised_on": day(12, 10, 2024),
        "received_on": day(12, 10, 2024),
        "screening_began_on": day(12, 10, 2024),
        "decided_on": day(12, 11, 2024),
        "outcome": "no_further_action",
        "no_action_reason": "no_abuse",
        "followed_to": day(6, 12),
        "s42_after_on": day(6, 13),
    },
)
_KNOWN = {"gender": "female", "ethnic_group": "A", "support_reason": "memory"}
ENQUIRIES = (
    # Another section 42 enquiry began exactly 365 days before, about the same harm.
    {
        "enquiry_key": 101,
        "person_key": 1,
        "kind": "s42",
        "started_on": day(6, 4),
        "planned_in_time": True,
        "earlier_enquiry_on": day(6, 4, 2024),
        "same_type_or_source_again": True,
    },
    # Ended on the last day of June, late without a reason; everything on record.
    {
        "enquiry_key": 102,
        "person_key": 4,
        "kind": "s42",
        "started_on": day(1, 10),
        "ended_on": day(6, 30),
        "ended_in_time": False,
        "asked": "expressed",
        "achieved": "partly",
        "safer": "yes",
        "lacked_capacity": "yes",
        "supported_by": "family",
        "age_at_end": 80,
        **_KNOWN,
        "life": "better",
        "carer": "yes",
        "because_of_who": True,
    },
    # Not section 42, and the way to enquire is not yet agreed.
    {"enquiry_key": 103, "person_key": 5, "kind": "other", "started_on": day(6, 25)},
    # Began and ended in June; the enquiry before was 366 days before; gender is not known.
    {
        "enquiry_key": 104,
        "person_key": 6,
        "kind": "s42",
        "started_on": day(6, 15),
        "ended_on": day(6, 28),
        "ended_in_time": True,
        "planned_in_time": False,
        "earlier_enquiry_on": day(6, 14, 2024),
        "same_type_or_source_again": True,
        "asked": "none_expressed",
        "safer": "not_known",
        "lacked_capacity": "no",
        "age_at_end": 66,
        **_KNOWN,
        "gender": "not_known",
        "life": "not_known",
        "carer": "no_carer",
    },
    # Open for 211 days at the end of June; ended in July.
    {
        "enquiry_key": 105,
        "person_key": 7,
        "kind": "s42",
        "started_on": day(12, 1, 2024),
        "ended_on": day(7, 10),
    },
    # Late with a reason; nobody supported the adult; ethnic group is not known.
    {
        "enquiry_key": 106,
        "person_key": 8,
        "kind": "s42",
        "started_on": day(3, 1),
        "ended_on": day(6, 10),
        "ended_in_time": False,
        "late_reason": "complex",
        "asked": "expressed",
        "achieved": "fully",
        "safer": "partly",
        "lacked_capacity": "yes",
        "supported_by": "nobody",
        "age_at_end": 40,
        **_KNOWN,
        "ethnic_group": "99",
        "support_reason": "learning",
        "life": "worse",
        "carer": "not_asked",
        "because_of_who": True,
        "domestic": True,
    },
    # Not section 42; a wish was expressed and nobody said what came of it. "I don't know" is an answer.
    {
        "enquiry_key": 107,
        "person_key": 9,
        "kind": "other",
        "started_on": day(5, 1),
        "ended_on": day(6, 20),
        "ended_in_time": True,
        "asked": "expressed",
        "lacked_capacity": "dont_know",
        "age_at_end": 70,
        **_KNOWN,
        "ethnic_group": "Z",
        # From before it was asked what changed in life.
        "because_of_who": False,
    },
    # Nobody wrote down whether the adult was asked or could decide; the support reason is not known.
    {
        "enquiry_key": 108,
        "person_key": 10,
        "kind": "s42",
        "started_on": day(5, 20),
        "ended_on": day(6, 20),
        "ended_in_time": True,
        "asked": "not_recorded",
        "safer": "no",
        "lacked_capacity": "not_recorded",
        "age_at_end": 90,
        **_KNOWN,
        "support_reason": "not_known",
        "life": "same",
        "carer": "partly",
        "because_of_who": True,
    },
    # An enquiry again, about another harm.
    {
        "enquiry_key": 109,
        "person_key": 11,
        "kind": "s42",
        "started_on": day(6, 16),
        "planned_in_time": True,
        "earlier_enquiry_on": day(2, 1),
        "same_type_or_source_again": False,
    },
)
_ENDED = {enquiry["enquiry_key"]: enquiry.get("ended_on") for enquiry in ENQUIRIES}
_ADULT = {
    enquiry["enquiry_key"]: {
        name: enquiry[name]
        for name in ("age_at_end", "gender", "ethnic_group", "support_reason")
        if name in enquiry
    }
    for enquiry in ENQUIRIES
}
_NEGLECT = {"police": "convicted", "offence": "mca_s44", "charged_on": day(6, 15)}
_VIOLENCE = {"police": "charged", "offence": "violence", "charged_on": day(6, 15)}
_THEFT = {"police": "charged", "offence": "theft", "charged_on": day(6, 20)}
_NO_CHARGE = {"police": "no_charge", "offence": "theft"}
ALLEGATIONS = tuple(
    {
        "enquiry_key": enquiry,
        "started_on": day(1, 10),
        "ended_on": _ENDED[enquiry],
        "type": harm,
        "place": place,
        "source": source,
        "risk_outcome": outcome,
        "risk_result": result,
        "motive": motive,
        **justice,
        **_ADULT[enquiry],
    }
    for enquiry, harm, place, source, outcome, result, motive, justice in (
        # One prosecution of one enquiry, for two offences.
        (
            102,
            "neglect",
            "residential_home",
            "care_worker",
            "identified_action",
            "reduced",
            "older_age",
            _NEGLECT,
        ),
        (102, "physical", "residential_home", "care_worker", "identified_action", "removed", "no", _VIOLENCE),
        (
            106,
            "financial",
            "own_home",
            "relative",
            "identified_no_action",
            "remained",
            "disability",
            _NO_CHARGE,
        ),
        (106, "financial", "own_home", "friend", "inconclusive_action", None, "no", {}),
        (107, "self_neglect", "own_home", "self", "ceased", None, "not_asked", {}),
        (
            108,
            "psychological",
            "community",
            "stranger",
            "no_risk_no_action",
            None,
            "race",
            {"police": "reported", "offence": "violence"},
        ),
        (104, "neglect", "own_home", "health_worker", None, None, "no", {"police": "not_reported"}),
        # Charged in June, though its enquiry ended only in July.
        (105, "neglect", "own_home", "relative", "identified_action", "removed", "older_age", _THEFT),
    )
)
FEEDBACK = (
    {
        "audience": "referrer",
        "opened_on": day(6, 4),
        "due_on": day(6, 10),
        "met_on": day(6, 9),
        "state": "met",
        "in_time": True,
        "days_to_answer": 3,
    },
    {"audience": "referrer", "opened_on": day(6, 12), "due_on": day(6, 20), "state": "open"},
    {
        "audience": "referrer",
        "opened_on": day(6, 13),
        "due_on": day(6, 21),
        "met_on": day(6, 13),
        "state": "not_possible",
        "not_possible": "anonymous",
    },
    {
        "audience": "referrer",
        "opened_on": day(6, 14),
        "due_on": day(6, 22),
        "met_on": day(6, 20),
        "state": "not_possible",
        "not_possible": "no_contact",
    },
    # Owed to the adult, and given late in July.
    {
        "audience": "adult",
        "opened_on": day(6, 15),
        "due_on": day(6, 30),
        "met_on": day(7, 2),
        "state": "met",
        "in_time": False,
        "days_to_answer": 12,
    },
    # Owed since May, given late in June.
    {
        "audience": "referrer",
        "opened_on": day(5, 20),
        "due_on": day(6, 1),
        "met_on": day(6, 3),
        "state": "met",
        "in_time": False,
        "days_to_answer": 10,
    },
)
REPORTS = tuple(
    {
        "asked_on": day(6, 1),
        "due_on": due,
        "state": state,
        "in_time": in_time,
        "agency": agency,
        "received_on": received,
        "life": life,
    }
    for due, state, in_time, agency, received, life in (
        (day(6, 10), "accepted", True, "Rowan Lodge", day(6, 9), "better"),
        (day(6, 12), "asked", None, "Rowan Lodge", None, None),
        (day(6, 15), "withdrawn", None, "Police", None, None),
        (day(6, 20), "sent_back", False, "Police", day(6, 25), "not_asked"),
        (day(7, 1), "received", True, "Police", day(6, 28), "worse"),
    )
)


def june() -> dict[str, list[tuple]]:
    """The rows by table, in column order."""
    tables = fact_tables()
    told = {
        "concern": CONCERNS,
        "enquiry": ENQUIRIES,
        "allegation": ALLEGATIONS,
        "feedback": FEEDBACK,
        "caused_report": REPORTS,
    }
    return {name: rows_by_hand(table, *told.get(name, ())) for name, table in tables.items()}
