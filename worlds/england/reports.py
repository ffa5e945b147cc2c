"""Facts of concerns of one made-up council, and of the answers owed for them."""

from __future__ import annotations

import numpy as np

from goldenthread.concerns.facts.tables import CONCERN, CONCERN_TYPE
from goldenthread.concerns.vocabulary import Channel, ClockReason, NoActionReason, Outcome, Signpost
from goldenthread.enquiries.vocabulary import EnquiryKind
from goldenthread.ground.words import Answer
from goldenthread.letters.facts.tables import FEEDBACK
from goldenthread.letters.vocabulary import Audience, DutyState, Method, NotPossible
from worlds.england import calibration as c
from worlds.england.columns import Columns
from worlds.england.concerns import (
    ADDED,
    NOTHING,
    OTHER,
    OUTCOMES,
    PLACES,
    RESPONSE,
    ROLES,
    S42,
    TYPES,
    Cases,
)
from worlds.england.councils import Council
from worlds.england.drawing import MISSING, Calendar, Whole, keys, pick, unless, where_known, words_of
from worlds.england.enquiries import (
    CONCERN_KEYS,
    DUTY_KEYS,
    ENQUIRY_KEYS,
    PERSON_KEYS,
    STAFF_KEYS,
    Opened,
    latest_before,
)
from worlds.england.people import People, Raised, age_in
from worlds.england.staff import Staff

_REASONS = ClockReason.values()
_LATE = np.array(
    [{"information_awaited": 35, "seeking_wishes": 25, "workload": 25}.get(r, 4) for r in _REASONS],
    dtype=float,
)
_ANSWERS = Answer.values()
_WORDS = {
    "late_reason": _REASONS, "outcome": [Outcome(word).value for word in OUTCOMES], "no_action_reason": NoActionReason.values(),
    "signpost": Signpost.values(), "channel": Channel.values(), "referrer_role": ROLES, "place": PLACES, "adult_aware": _ANSWERS,
    "adult_agrees": _ANSWERS, "enquiry_kind": EnquiryKind.values(), "gender": list(c.GENDERS),
    "ethnic_group": words_of(c.ETHNIC_GROUPS), "support_reason": words_of(c.SUPPORT_REASONS),
    "funding": words_of(c.FUNDING), "eligibility": words_of(c.ELIGIBILITY),
}  # fmt: skip


def concern_facts(
    council: Council,
    raised: Raised,
    people: People,
    cases: Cases,
    staff: Staff,
    calendar: Calendar,
    dice: np.random.Generator,
) -> Columns:
    """Rows of the facts of concerns."""
    size, habits = len(raised.day), council.habits
    decided = cases.decided != MISSING
    # A concern that was only just received may not be matched to a person yet.
    matched = decided | (dice.random(size) < 0.5)
    extended = dice.random(size) < 0.04
    due = calendar.add(cases.received, habits.screening_days + np.where(extended, 3, 0))
    in_time = where_known(decided, (cases.decided <= due).astype(np.int64))
    late = (in_time == 0) & (dice.random(size) < 0.8)
    gap = np.minimum(habits.gaps * staff.gaps[staff.team], 3.0)
    danger = np.where(dice.random(size) < np.array([0.0, 0.01, 0.09])[cases.level - 1], 1, 0)
    danger = np.where(dice.random(size) < 0.05 * gap, MISSING, danger)
    safe_lag = np.where(dice.random(size) < 0.88, 0, dice.integers(1, 3, size))
    safe = where_known((danger == 1) & (cases.received + safe_lag <= staff.last), cases.received + safe_lag)
    answer = where_known(np.isin(cases.outcome, (S42, OTHER)), np.arange(size))
    answer = np.where(cases.outcome == ADDED, raised.parent, answer)
    first = np.maximum(answer, 0)
    # Drawn apart, so that all else stays as it was drawn before these were told.
    apart = dice.spawn(1)[0]
    looked = np.minimum(
        cases.received + np.where(apart.random(size) < 0.72, 0, apart.integers(1, 4, size)), staff.last
    )
    looked = np.where(decided, np.minimum(looked, np.maximum(cases.decided, 0)), looked)
    waits = ~matched & (apart.random(size) < 0.6)
    # Somebody not yet matched has no earlier concern, and is not the earlier one of anybody.
    before = latest_before(np.where(matched, raised.person, raised.people + np.arange(size)))
    earlier = where_known(before != MISSING, raised.day[np.maximum(before, 0)])
    wish = dice.random(size) < 1 / (1 + np.exp(-(0.95 + habits.wishes)))
    own = staff.agency != MISSING
    age = age_in(people, raised.person, raised.year)
    values = {
        "concern_key": keys(council.number, CONCERN_KEYS, np.arange(size)),
        "person_key": where_known(matched, keys(council.number, PERSON_KEYS, raised.person)),
        "raised_on": raised.day,
        "received_on": cases.received,
        "screening_began_on": where_known(~waits, looked),
        "decided_on": cases.decided,
        "due_on": due,
        "decided_in_time": in_time,
        "extended": extended.astype(np.int64),
        "late_reason": where_known(late, pick(dice, _LATE, size)),
        "outcome": cases.outcome,
        "no_action_reason": where_known(cases.outcome == NOTHING, pick(dice, _NO_ACTION, size)),
        "signpost": where_known(cases.outcome == RESPONSE, pick(dice, _SIGNPOST, size)),
        "channel": np.where(
            own, np.where(dice.random(size) < 0.3, 2, 1), np.where(dice.random(size) < 0.6, 0, 1)
        ),
        "referrer_role": cases.referrer,
        "agency": staff.agency,
        "service": staff.service,
        "raised_by_service": _by_the_service(cases, staff),
        "team": unless(staff.team, ~matched),
        "worker_key": where_known(matched, keys(council.number, STAFF_KEYS, staff.worker)),
        "place": cases.place,
        "danger": danger,
        "danger_known_on": where_known(danger == 1, cases.received),
        "made_safe_on": safe,
        "level": unless(cases.level, (dice.random(size) < 0.06 * gap) | ~matched),
        "wish_known": wish.astype(np.int64),
        "adult_aware": pick(dice, np.array([55.0, 20, 15, 10]), size),
        "adult_agrees": pick(dice, np.array([48.0, 14, 24, 14]), size),
        "enquiry_key": keys(council.number, ENQUIRY_KEYS, answer),
        "enquiry_kind": where_known(answer != MISSING, (cases.outcome[first] == OTHER).astype(np.int64)),
        "enquiry_started_on": where_known(answer != MISSING, cases.decided[first]),
        "s42_after_on": _s42_after(raised.person, cases),
        "followed_to": where_known(cases.outcome == NOTHING, cases.decided + 183),
        "earlier_concern_on": earlier,
        "days_to_decision": where_known(
            decided, calendar.between(cases.received, np.maximum(cases.decided, 0))
        ),
        "age": where_known(matched, age),
        "under_18": where_known(matched & (age != MISSING), (age < 18).astype(np.int64)),
        "gender": where_known(matched, people.gender[raised.person]),
        "ethnic_group": where_known(matched, people.ethnic_group[raised.person]),
        "support_reason": where_known(matched, people.support_reason[raised.person]),
        "funding": where_known(matched, people.funding[raised.person]),
        "eligibility": where_known(matched, people.eligibility[raised.person]),
    }
    return Columns(CONCERN, values, _WORDS | staff.words("agency", "service", "team"))


def _by_the_service(cases: Cases, staff: Staff) -> Whole:
    """Whether the service a concern is about raised it itself; missing where nothing tells."""
    accounts = len(staff.agencies) - len(staff.services)
    itself = staff.agency - accounts == staff.service
    tells = (staff.agency != MISSING) | np.isin(
        cases.referrer, [ROLES.index(role) for role in _NOT_A_SERVICE]
    )
    return where_known(
        (staff.service != MISSING) & tells, (itself & (staff.agency != MISSING)).astype(np.int64)
    )


_NOT_A_SERVICE = ("adult", "family", "gp", "ambulance", "police", "fire", "regulator")


def _s42_after(person: Whole, cases: Cases) -> Whole:
    """For concerns that came to nothing: the day of the first section 42 enquiry about the same person after that."""
    begins = np.sort((person * _FAR + cases.decided)[cases.outcome == S42])
    here = person * _FAR + cases.decided
    place = np.searchsorted(begins, here, side="right")
    after = np.append(begins, MISSING)[place]
    same = (cases.outcome == NOTHING) & (after // _FAR == person)
    return where_known(same, after % _FAR)


# More days than any calendar here has.
_FAR = 1_000_000
_NO_ACTION = np.array([34.0, 12, 16, 14, 7, 4, 3, 10])
_SIGNPOST = np.array([22.0, 3, 14, 14, 9, 8, 8, 4, 4, 2, 2, 2, 2, 3, 3])


def concern_type_facts(council: Council, concerns: Columns, cases: Cases) -> Columns:
    """One row for each concern and type."""
    row, place = np.nonzero(cases.types != MISSING)
    values = {name: concerns.values[name][row] for name in ("concern_key", "person_key", "raised_on")}
    return Columns(CONCERN_TYPE, values | {"type": cases.types[row, place]}, {"type": TYPES})


def feedback_facts(
    council: Council, cases: Cases, found: Opened, staff: Staff, calendar: Calendar, dice: np.random.Generator
) -> Columns:
    """Answers owed to the adult and to who raised it: when a concern is decided, and when an enquiry ends."""
    decided = np.flatnonzero(cases.decided != MISSING)
    ended = np.flatnonzero(found.ended != MISSING)
    somebody = ~np.isin(cases.referrer, (ROLES.index("adult"), ROLES.index("not_known")))
    told_of = decided[somebody[decided]]
    closing = ended[somebody[found.case[ended]]]
    parts = [  # about an enquiry, which case, audience, day
        (0, decided, _ADULT, cases.decided[decided]),
        (0, told_of, _REFERRER, cases.decided[told_of]),
        (1, found.case[ended], _ADULT, found.ended[ended]),
        (1, found.case[closing], _REFERRER, found.ended[closing]),
    ]
    about = np.concatenate([np.full(len(case), kind) for kind, case, _, _ in parts])
    case = np.concatenate([case for _, case, _, _ in parts])
    audience = np.concatenate([np.full(len(case), who) for _, case, who, _ in parts])
    opened = np.concatenate([day for *_, day in parts])
    serial = (case * 2 + about) * 2 + (audience == _REFERRER)
    order = np.argsort(opened, kind="stable")
    return _answers(
        council,
        about[order],
        case[order],
        audience[order],
        opened[order],
        serial[order],
        staff.last,
        calendar,
        dice,
    )


_ADULT, _REFERRER = Audience.values().index("adult"), Audience.values().index("referrer")
_OPEN, _MET, _NOT_POSSIBLE = (DutyState.values().index(state) for state in ("open", "met", "not_possible"))


def _answers(
    council: Council, about: Whole, case: Whole, audience: Whole, opened: Whole, serial: Whole, last: int, calendar: Calendar,
    dice: np.random.Generator,
) -> Columns:  # fmt: skip
    """Whether, when and how each was given."""
    size = len(case)
    due = calendar.add(opened, 5)
    wait = np.minimum(np.floor(np.exp(np.log(2.5) + 0.9 * dice.standard_normal(size))), 120).astype(np.int64)
    met = calendar.add(opened, wait)
    odds = np.log(c.FEEDBACK_GIVEN / (1 - c.FEEDBACK_GIVEN)) + council.habits.feedback
    drawn = dice.random(size)
    given = 1 / (1 + np.exp(-odds))
    state = np.where(
        drawn < given, _MET, np.where(drawn < given + 0.06 * (1 - given) / 0.26, _NOT_POSSIBLE, _OPEN)
    )
    state = np.where(met > last, _OPEN, state)
    answered = state == _MET
    methods = np.where(audience == _ADULT, pick(dice, _TO_ADULT, size), pick(dice, _TO_REFERRER, size))
    values = {
        "duty_key": keys(council.number, DUTY_KEYS, serial),
        "about": about,
        "concern_key": where_known(about == 0, keys(council.number, CONCERN_KEYS, case)),
        "enquiry_key": where_known(about == 1, keys(council.number, ENQUIRY_KEYS, case)),
        "audience": audience,
        "opened_on": opened,
        "due_on": due,
        "met_on": where_known(state != _OPEN, met),
        "state": state,
        "in_time": where_known(answered, (met <= due).astype(np.int64)),
        "method": where_known(answered, methods),
        "not_possible": where_known(state == _NOT_POSSIBLE, pick(dice, _WHY_NOT, size)),
        "days_to_answer": where_known(answered, calendar.between(opened, met)),
    }
    return Columns(FEEDBACK, values, _FEEDBACK_WORDS)


_METHODS = Method.values()
_TO_ADULT = np.array(
    [{"in_person": 40, "phone": 38, "advocate": 10, "post": 12}.get(m, 0) for m in _METHODS], dtype=float
)
_TO_REFERRER = np.array(
    [{"in_service": 40, "email": 35, "phone": 25}.get(m, 0) for m in _METHODS], dtype=float
)
_WHY_NOT = np.array([45.0, 20, 12, 6, 12, 5])
_FEEDBACK_WORDS = {
    "about": ["concern", "enquiry"], "audience": Audience.values(), "state": DutyState.values(), "method": _METHODS,
    "not_possible": NotPossible.values(),
}  # fmt: skip
