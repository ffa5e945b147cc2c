"""Enquiries of one made-up council, their allegations, and reports asked of agencies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.access.vocabulary import AgencyKind
from goldenthread.concerns.vocabulary import AbuseType, ClockReason, Place, SourceRelationship
from goldenthread.enquiries.facts.tables import ALLEGATION, CAUSED_REPORT, ENQUIRY
from goldenthread.enquiries.vocabulary import (
    PROSECUTED,
    Achieved,
    AskedOutcomes,
    CausedState,
    EndAnswer,
    EnquiryKind,
    EnquiryStatus,
    Finding,
    LackedCapacity,
    PoliceResult,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from worlds.england import calibration as c
from worlds.england.columns import Columns
from worlds.england.concerns import OTHER, PLACES, ROLES, S42, SOURCES, TYPES, Cases, council_share
from worlds.england.councils import Council
from worlds.england.drawing import (
    MISSING,
    Calendar,
    Real,
    Whole,
    Yes,
    keys,
    pick,
    pick_by,
    where_known,
    words_of,
)
from worlds.england.people import People, Raised, age_in
from worlds.england.staff import Staff

CONCERN_KEYS, PERSON_KEYS, ENQUIRY_KEYS, ALLEGATION_KEYS, REPORT_KEYS, DUTY_KEYS, STAFF_KEYS = range(7)


@dataclass(frozen=True)
class Opened:
    """Cases that became enquiries, in the order of their start: ``case`` says which; ``earlier`` is a place in this order."""

    case: Whole
    started: Whole
    ended: Whole
    s42: Yes
    earlier: Whole


def opened(raised: Raised, cases: Cases, last: int) -> Opened:
    """Enquiries among the cases, each with the latest section 42 enquiry before it about the same person."""
    found = np.flatnonzero(np.isin(cases.outcome, (S42, OTHER)))
    found = found[np.argsort(cases.decided[found], kind="stable")]
    s42 = cases.outcome[found] == S42
    return Opened(
        case=found,
        started=cases.decided[found],
        ended=where_known(cases.ends[found] <= last, cases.ends[found]),
        s42=s42,
        earlier=_earlier(raised.person[found], s42),
    )


def _earlier(person: Whole, counts: Yes) -> Whole:
    """For each row, in time, the place of the latest before it of the same person that counts."""
    order = np.argsort(person, kind="stable")
    places = np.arange(len(person))
    latest = np.maximum.accumulate(np.where(counts[order], places, MISSING))
    before = np.concatenate([[MISSING], latest[:-1]]).astype(np.int64)
    same = (before != MISSING) & (person[order][np.maximum(before, 0)] == person[order])
    found = np.full(len(person), MISSING)
    found[order] = np.where(same, order[np.maximum(before, 0)], MISSING)
    return found


def latest_before(person: Whole) -> Whole:
    """For each row, in time, the place of the one before it of the same person."""
    return _earlier(person, np.ones(len(person), dtype=bool))


def enquiry_facts(
    council: Council,
    raised: Raised,
    people: People,
    cases: Cases,
    found: Opened,
    staff: Staff,
    calendar: Calendar,
    dice: np.random.Generator,
) -> Columns:
    """Rows of the facts of enquiries."""
    size, habits, apart = len(found.case), council.habits, dice.spawn(1)[0]
    person, case = raised.person[found.case], found.case
    ended = found.ended != MISSING
    gap = np.minimum(habits.gaps * staff.gaps[staff.team[case]], 3.0)
    extended = dice.random(size) < 0.06
    due = found.started + habits.enquiry_days + np.where(extended, 14, 0)
    in_time = where_known(ended, (found.ended <= due).astype(np.int64))
    planning = np.exp(c.PLANNING[0] + c.PLANNING[1] * dice.standard_normal(size))
    planned = found.started + np.floor(planning).astype(np.int64)
    planned = np.where(ended, np.minimum(planned, found.ended), planned)
    planned = where_known(planned <= staff.last, planned)
    lacked, supported = _capacity(council, people.band[person], gap, dice)
    asked = pick(dice, council_share(c.ASKED, "expressed", habits.wishes), size)
    asked = np.where(dice.random(size) < 0.03 * (gap - 1), len(c.ASKED) - 1, asked)
    expressed = asked == 0
    achieved = pick(dice, council_share(c.ACHIEVED, "fully", habits.wishes), size)
    endings = [
        where_known(ended, pick(dice, council_share(c.END_ANSWERS, "yes", habits.wishes), size))
        for _ in range(3)
    ]
    earlier = found.earlier
    before = np.maximum(earlier, 0)
    shared = (cases.type_bits[case] & cases.type_bits[case[before]]) != 0
    shared |= (cases.source_bits[case] & cases.source_bits[case[before]]) != 0
    advocate = (supported == 0) | (dice.random(size) < 0.06)
    late = (in_time == 0) & (dice.random(size) < 0.8)
    year_of_start, year_of_end = _years(found.started), _years(found.ended)
    status = np.where(ended, 2, np.where(planned == MISSING, 0, 1))
    values = {
        "enquiry_key": keys(council.number, ENQUIRY_KEYS, case),
        "person_key": keys(council.number, PERSON_KEYS, person),
        "kind": np.where(found.s42, 0, 1),
        "status": status,
        "started_on": found.started,
        "ended_on": found.ended,
        "due_on": due,
        "ended_in_time": in_time,
        "extended": extended.astype(np.int64),
        "late_reason": where_known(late, pick(dice, _LATE, size)),
        "days_open": where_known(ended, found.ended - found.started),
        "planned_on": planned,
        "planned_in_time": where_known(
            planned != MISSING, (planned <= calendar.add(found.started, 5)).astype(np.int64)
        ),
        "lacked_capacity": lacked,
        "supported_by": supported,
        "asked": asked,
        "achieved": where_known(expressed & ended, achieved),
        "safer": endings[0],
        "safety_met": endings[1],
        "wellbeing_met": endings[2],
        "life": where_known(ended, pick(apart, c.shares(c.LIFE), size)),
        "carer": where_known(ended, pick(apart, c.shares(c.CARERS), size)),
        "raised_by": cases.referrer[case],
        "lead": np.full(size, AgencyKind.values().index("council")),
        "because_of_who": _flag(apart, size, 0.04, 0.22),
        "domestic": (cases.types[case] == TYPES.index(AbuseType.DOMESTIC)).any(axis=1).astype(np.int64),
        "advocate": advocate.astype(np.int64),
        "earlier_enquiry_on": where_known(earlier != MISSING, found.started[before]),
        "same_type_or_source_again": where_known(earlier != MISSING, shared.astype(np.int64)),
        "first_concern_on": raised.day[case],
        "service": staff.service[case],
        "manager_key": keys(council.number, STAFF_KEYS, staff.manager_of(staff.team[case])),
        "officer_key": keys(council.number, STAFF_KEYS, staff.worker[case]),
        "team": staff.team[case],
        "age_at_start": age_in(people, person, year_of_start),
        "age_at_end": where_known(ended, age_in(people, person, year_of_end)),
        "gender": people.gender[person],
        "ethnic_group": people.ethnic_group[person],
        "support_reason": people.support_reason[person],
        "funding": people.funding[person],
        "eligibility": people.eligibility[person],
    }
    return Columns(ENQUIRY, values, _ENQUIRY_WORDS | staff.words("service", "team"))


_REASONS = ClockReason.values()
_LATE = np.array(
    [30 if reason in ("information_awaited", "waiting_for_partner") else 10 for reason in _REASONS],
    dtype=float,
)
_LACKED = ["yes", "no", "dont_know", "not_recorded"]
_ENQUIRY_WORDS = {
    "kind": EnquiryKind.values(), "status": EnquiryStatus.values(), "late_reason": _REASONS,
    "lacked_capacity": [LackedCapacity(word).value for word in _LACKED],
    "supported_by": [SupportedBy(word).value for word in [*words_of(c.SUPPORTERS), "nobody"]],
    "asked": [AskedOutcomes(word).value for word in c.ASKED], "achieved": [Achieved(word).value for word in c.ACHIEVED],
    "safer": [EndAnswer(word).value for word in c.END_ANSWERS], "safety_met": words_of(c.END_ANSWERS),
    "wellbeing_met": words_of(c.END_ANSWERS), "gender": list(c.GENDERS), "ethnic_group": words_of(c.ETHNIC_GROUPS),
    "support_reason": words_of(c.SUPPORT_REASONS), "funding": words_of(c.FUNDING), "eligibility": words_of(c.ELIGIBILITY),
    "life": words_of(c.LIFE), "carer": words_of(c.CARERS), "raised_by": ROLES, "lead": AgencyKind.values(),
}  # fmt: skip


def _flag(dice: np.random.Generator, size: int, yes: float, missing: float) -> Whole:
    """Yes, no or missing."""
    found = pick(dice, np.array([1 - yes - missing, yes, missing]), size)
    return where_known(found < 2, found)


def _years(days: Whole) -> Whole:
    """The first calendar year of the financial year of each day: 90 days before, 1 April is 1 January or 31 December."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return 1970 + (months - 3) // 12


def _capacity(council: Council, band: Whole, gap: Real, dice: np.random.Generator) -> tuple[Whole, Whole]:
    """Who lacked capacity, and who supported them: by an advocate, family, a friend, or nobody."""
    size, unsure = len(band), sum(c.LACKED.values())
    lacked = np.array(c.LACKED_BY_AGE)
    odds = lacked / (1 - unsure - lacked) * np.exp(council.habits.capacity)
    yes = (1 - unsure) * odds / (1 + odds)
    rows = np.stack(
        [yes, 1 - unsure - yes, np.full(4, c.LACKED["dont_know"]), np.full(4, c.LACKED["not_recorded"])],
        axis=1,
    )
    found = pick_by(dice, rows, band)
    found = np.where(dice.random(size) < 0.03 * (gap - 1), _LACKED.index("not_recorded"), found)
    by = pick(dice, c.shares(c.SUPPORTERS), size)
    nobody = dice.random(size) >= c.SUPPORTED
    return found, where_known(found == 0, np.where(nobody, len(c.SUPPORTERS), by))


def allegation_facts(
    council: Council, raised: Raised, people: People, cases: Cases, found: Opened, dice: np.random.Generator
) -> Columns:
    """One row for each type of each enquiry."""
    types = cases.types[found.case]
    enquiry, place = np.nonzero(types != MISSING)
    size, case, apart = len(enquiry), found.case[enquiry], dice.spawn(1)[0]
    person = raised.person[case]
    ended = found.ended[enquiry] != MISSING
    outcome = pick(dice, council_share(c.RISK_OUTCOMES, "identified_action", council.habits.risk), size)
    identified = ended & (outcome <= 1)
    result = pick(dice, council_share(c.RISK_RESULTS, "remained", -council.habits.risk), size)
    values = {
        "allegation_key": keys(council.number, ALLEGATION_KEYS, case * 3 + place),
        "enquiry_key": keys(council.number, ENQUIRY_KEYS, case),
        "person_key": keys(council.number, PERSON_KEYS, person),
        "kind": np.where(found.s42[enquiry], 0, 1),
        "started_on": found.started[enquiry],
        "ended_on": found.ended[enquiry],
        "type": types[enquiry, place],
        "place": cases.place[case],
        "source": cases.source[case],
        "finding": where_known(ended, pick(dice, c.shares(c.FINDINGS), size)),
        "risk_outcome": where_known(ended, outcome),
        "risk_result": where_known(identified, result),
        "motive": pick(apart, c.shares(c.MOTIVES), size),
        **_justice(found.ended[enquiry], apart),
        "age_at_end": where_known(ended, age_in(people, person, _years(found.ended[enquiry]))),
        "gender": people.gender[person],
        "ethnic_group": people.ethnic_group[person],
        "support_reason": people.support_reason[person],
        "funding": people.funding[person],
        "eligibility": people.eligibility[person],
    }
    return Columns(ALLEGATION, values, _ALLEGATION_WORDS)


_ALLEGATION_WORDS = {
    "kind": EnquiryKind.values(), "type": [AbuseType(word).value for word in TYPES], "place": [Place(word).value for word in PLACES],
    "source": [SourceRelationship(word).value for word in SOURCES], "finding": [Finding(word).value for word in c.FINDINGS],
    "risk_outcome": [RiskOutcome(word).value for word in c.RISK_OUTCOMES],
    "risk_result": [RiskResult(word).value for word in c.RISK_RESULTS], "gender": list(c.GENDERS),
    "ethnic_group": words_of(c.ETHNIC_GROUPS), "support_reason": words_of(c.SUPPORT_REASONS), "funding": words_of(c.FUNDING),
    "eligibility": words_of(c.ELIGIBILITY), "motive": words_of(c.MOTIVES), "police": words_of(c.POLICE), "offence": words_of(c.OFFENCES),
}  # fmt: skip


def _justice(ended: Whole, dice: np.random.Generator) -> dict[str, Whole]:
    """What police and courts did, of some allegations of enquiries that ended: how far, which offence, and the day of the charge."""
    size, words = len(ended), words_of(c.POLICE)
    told = (ended != MISSING) & (dice.random(size) < c.POLICE_TOLD)
    police = where_known(told, pick(dice, c.shares(c.POLICE), size))
    looked_into = told & (police != words.index(PoliceResult.NOT_REPORTED))
    charged = told & np.isin(police, [words.index(word) for word in PROSECUTED])
    return {
        "police": police,
        "offence": where_known(looked_into, pick(dice, c.shares(c.OFFENCES), size)),
        # Before the enquiry ended, so that no day lies after the facts.
        "charged_on": where_known(charged, ended - np.minimum(dice.poisson(9, size), 60)),
    }


def caused_report_facts(
    council: Council, found: Opened, staff: Staff, calendar: Calendar, dice: np.random.Generator
) -> Columns:
    """Reports asked for, of the service where the enquiry names one."""
    named = staff.service[found.case] != MISSING
    asked = found.started + 1 + np.minimum(dice.poisson(3, len(named)), 10)
    mine = np.flatnonzero(named & (dice.random(len(named)) < 0.45) & (asked <= staff.last))
    mine = mine[np.argsort(asked[mine], kind="stable")]
    size, asked = len(mine), asked[mine]
    due = calendar.add(asked, 10)
    received = asked + 3 + np.rint(dice.gamma(2.2, 5.0, size)).astype(np.int64)
    came = (received <= staff.last) & (dice.random(size) < 0.93)
    received = where_known(came, received)
    state = np.where(came, CausedState.values().index("accepted"), CausedState.values().index("asked"))
    fresh = came & (received > staff.last - 7)
    values = {
        "report_key": keys(council.number, REPORT_KEYS, found.case[mine]),
        "enquiry_key": keys(council.number, ENQUIRY_KEYS, found.case[mine]),
        "agency": staff.service[found.case[mine]],
        "asked_on": asked,
        "due_on": due,
        "received_on": received,
        "state": np.where(fresh, CausedState.values().index("received"), state),
        "agency_kind": np.full(size, AgencyKind.values().index("provider")),
        "life": where_known(came, pick(dice.spawn(1)[0], c.shares(c.LIFE), size)),
        "in_time": where_known(came, (received <= due).astype(np.int64)),
    }
    return Columns(CAUSED_REPORT, values, {"agency": staff.services, "life": words_of(c.LIFE)})
