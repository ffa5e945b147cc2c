"""What each role may do. One readable table; anything not written here is refused."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.vocabulary import Role
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict, refused

# Each permission in one sentence; a permission not listed here does not exist.
PERMISSIONS: dict[str, str] = {
    "concerns.raise": "report a concern",
    "concerns.follow": "follow concerns that their own agency raised",
    "concerns.see": "open concerns the council holds",
    "concerns.screen": "screen a concern: record wishes, answer the three-part test, note what was found out",
    "concerns.allocate": "allocate concerns and enquiries",
    "concerns.decide": "decide what happens with a concern",
    "concerns.sign_off": "sign off another person's decision of no further action",
    "concerns.import": "bring in a file of concerns",
    "concerns.commissioned": "see, without names, which services concerns are about",
    "people.see": "open a person's record",
    "people.match": "decide whether a report is about a person already held",
    "people.change": "change a person's details",
    "people.restrict": "restrict who may open a person's record",
    "enquiries.see": "open enquiries",
    "enquiries.work": "carry out an enquiry",
    "enquiries.manage": "appoint, cause an enquiry by another agency, check its report, close and reopen",
    "enquiries.answer": "answer what their agency is asked in an enquiry",
    "letters.give": "give feedback and record that it was given",
    "letters.send": "send letters that wait",
    "access.break_glass": "open a record in an emergency, with a reason that a manager reads",
    "access.review_break_glass": "review emergency openings by others",
    "figures.see": "see figures",
    "figures.forum": "see the figures that the council shows to care providers together",
    "figures.cases": "list the cases behind a figure, of those they may open",
    "figures.own": "see their own measures and their team's, and choose which they follow",
    "figures.quality": "see how complete and how timely records are",
    "figures.services": "see what services tell of themselves, and what others report of them",
    "signals.open": "ask about a figure that goes the wrong way",
    "signals.see": "see which figures go the wrong way, and what was answered",
    "signals.answer": "explain a figure that goes the wrong way, and say what is done",
    "signals.manage": "name who answers for a figure, challenge the answer and settle it",
    "figures.rephase": "say where the limits of a control chart begin anew",
    "figures.report": "draw up the data reports that boards are sent",
    "framework.see": "see the performance framework and the strategy's measures",
    "framework.supply": "supply figures of their agency, and answer for a measure of the strategy",
    "framework.keep": "supply figures for any agency, and look at what was answered",
    "assurance.open": "open the assurance work they take part in",
    "assurance.see": "see standards, published reviews, findings and the improvement plan",
    "assurance.answer": "answer for their agency in a self-assessment, and add evidence",
    "assurance.review": "take part in a review they are let into: note, find, recommend",
    "assurance.act": "own actions of the improvement plan: say how they go, and that they are done",
    "assurance.judge": "judge with the control chart whether an action helped",
    "assurance.read_shared": "read a report that was shared by a link",
    "assurance.audit": "read and grade the cases of a sample they are given",
    "assurance.tell_view": "say how they see a case of theirs that is audited",
    "assurance.follow_up": "follow up a review whose actions are not theirs",
    "assurance.programme": "see the programme of audits, rounds and visits of all agencies",
    "assurance.plan": "plan their agency's looks in that programme, and say what each found",
    "assurance.commission": "rate a care service against what a commissioner looks for",
    "assurance.run": "run the board's assurance work: open reviews, agree judgements and findings, publish",
    "board.see": "see the meetings of the board and of those it gives assurance to, and what came of them",
    "board.challenge": "challenge a member of the board, and say whether the answer satisfies",
    "board.answer": "answer a challenge for their own agency",
    "risks.see": "see the risk register of named services",
    "risks.keep": "keep the risk register of services",
    "risks.count": "see how many services are at risk, without names",
    "returns.see": "see the national return as it is counted",
    "returns.prepare": "prepare the national return",
    "returns.sign": "sign off the national return",
    "returns.count": "count the national return",
    "trail.read": "read the trail",
    "settings.change": "keep accounts, agencies and tokens",
    "account.own": "keep their own account",
    "account.sign_in": "sign in",
}

# Officers who sit with the board for the council, and answer for it there.
_BEFORE_THE_BOARD = {"board.see", "board.answer"}
# Whoever works with adults may have to report a concern: nobody who is signed in meets a closed door there.
_EVERYBODY = {"account.own", "concerns.raise"}

_CASEWORK = {
    "concerns.raise",
    "concerns.see",
    "concerns.screen",
    "concerns.decide",
    "people.see",
    "people.match",
    "people.change",
    "letters.give",
    "enquiries.see",
    "access.break_glass",
    "figures.see",
    "figures.cases",
    "figures.own",
    "figures.quality",
    "signals.see",
    "signals.answer",
    "account.own",
}

# Who answers for figures as a whole: they name owners and challenge what is answered.
_ANSWERS_FOR_FIGURES = {
    "figures.see",
    "figures.rephase",
    "figures.quality",
    "figures.services",
    "signals.see",
    "signals.answer",
    "signals.manage",
    "figures.report",
    "framework.supply",
    "framework.keep",
}

# Everybody in the partnership sees published assurance work, and opens what they take part in.
_ASSURED = {"assurance.open", "assurance.see", "framework.see"}

ROLE_MAY: dict[Role, frozenset[str]] = {
    Role.FRONT_DOOR: frozenset(
        _CASEWORK | _ASSURED | {"concerns.allocate", "assurance.act", "assurance.tell_view"}
    ),
    Role.SOCIAL_WORKER: frozenset(
        _CASEWORK | _ASSURED | {"enquiries.work", "assurance.act", "assurance.audit", "assurance.tell_view"}
    ),
    Role.MANAGER: frozenset(
        _CASEWORK
        | _ASSURED
        | {
            "assurance.answer",
            "assurance.programme",
            "assurance.plan",
            "assurance.review",
            "assurance.act",
            "assurance.judge",
            "assurance.audit",
            "assurance.tell_view",
            "assurance.follow_up",
            "concerns.allocate",
            "concerns.sign_off",
            "people.restrict",
            "enquiries.work",
            "enquiries.manage",
            "access.review_break_glass",
            "returns.see",
            "returns.sign",
            "signals.manage",
            "figures.services",
            "risks.see",
            "risks.keep",
            "risks.count",
            "framework.supply",
        }
        | _BEFORE_THE_BOARD
    ),
    Role.COMMISSIONER: frozenset(
        _ASSURED
        | {"concerns.raise", "concerns.follow", "concerns.commissioned", "figures.see", "account.own"}
        | {"assurance.answer", "assurance.review", "assurance.act", "assurance.judge", "assurance.follow_up"}
        | {"signals.see", "signals.answer", "figures.services", "framework.supply", "framework.keep"}
        | {"risks.see", "risks.keep", "risks.count"}
        | {"assurance.programme", "assurance.plan", "assurance.commission"}
        | _BEFORE_THE_BOARD
    ),
    Role.PROVIDER_MANAGER: frozenset(
        _ASSURED
        | {"concerns.raise", "concerns.follow", "enquiries.answer", "account.own"}
        | {"assurance.act", "assurance.answer", "framework.supply", "figures.forum"}
    ),
    Role.PARTNER: frozenset(
        _ASSURED
        | {"concerns.raise", "concerns.follow", "enquiries.answer", "account.own"}
        | {"assurance.answer", "assurance.review", "assurance.act", "assurance.follow_up"}
        | {"board.answer", "framework.supply", "assurance.programme", "assurance.plan"}
    ),
    Role.BOARD_MEMBER: frozenset(
        _ASSURED
        | _EVERYBODY
        | {"figures.see", "assurance.act", "assurance.follow_up", "assurance.programme"}
        | {"board.see", "board.challenge", "board.answer", "risks.count"}
    ),
    Role.DATA_OFFICER: frozenset(
        _ASSURED
        | _EVERYBODY
        | _ANSWERS_FOR_FIGURES
        | {"assurance.answer", "assurance.programme", "assurance.plan", "assurance.act", "assurance.judge"}
        | {"returns.see", "returns.prepare", "board.see"}
    ),
    Role.BOARD_MANAGER: frozenset(
        _ASSURED
        | {"board.see", "board.challenge", "risks.see", "risks.count"}
        | {"assurance.answer", "assurance.review", "assurance.run", "assurance.act", "assurance.judge"}
        | {"assurance.follow_up", "assurance.programme", "assurance.plan", "assurance.commission"}
        | _ANSWERS_FOR_FIGURES
        | _EVERYBODY
    ),
    Role.SCRUTINY: frozenset(
        _EVERYBODY
        | {"figures.see", "framework.see", "assurance.open", "assurance.see", "assurance.review"}
        | {"board.see", "board.challenge", "risks.count", "assurance.programme"}
    ),
    Role.REVIEWER: frozenset(_EVERYBODY | {"assurance.open", "assurance.review"}),
    Role.AUDITOR: frozenset(_EVERYBODY | {"trail.read"}),
    Role.ADMINISTRATOR: frozenset(_EVERYBODY | {"settings.change"}),
    Role.VISITOR: frozenset({"concerns.raise", "assurance.read_shared", "account.sign_in"}),
    Role.AGENCY_SYSTEM: frozenset({"concerns.raise", "concerns.follow"}),
    Role.OPERATOR: frozenset(
        {
            "concerns.raise",
            "concerns.import",
            "settings.change",
            "trail.read",
            "letters.send",
            "figures.see",
            "returns.count",
            "signals.open",
        }
    ),
    Role.CLOCKWORK: frozenset({"letters.send", "signals.open", "assurance.see", "assurance.judge"}),
}

# Accounts are of these roles; the rest belong to no person.
ACCOUNT_ROLES: tuple[Role, ...] = tuple(Role)[:13]

# Those who may be asked to own an action of the improvement plan.
MAY_OWN_ACTIONS: tuple[Role, ...] = tuple(role for role in ACCOUNT_ROLES if "assurance.act" in ROLE_MAY[role])

# A role is held in an agency of one of these kinds only, so that nobody outside the council holds casework.
PARTNER_KINDS = ("police", "nhs", "voluntary", "housing", "fire", "other_council", "other")


def permission_verdict(role: Role, permission: str) -> Verdict:
    """May this role do this? Raises KeyError for a permission that does not exist."""
    sentence = PERMISSIONS[permission]
    if permission in ROLE_MAY[role]:
        return ALLOWED
    return refused(
        "ROLE",
        f"Your role, {role.label}, may not {sentence}. If your work needs it, ask your safeguarding manager or administrator.",
    )


def role_fits_agency(role: Role, agency_kind: str) -> Verdict:
    """Casework roles are the council's, the provider role a provider's, the partner's and the visiting reviewer's a partner's."""
    fits = {
        Role.PROVIDER_MANAGER: agency_kind == "provider",
        Role.PARTNER: agency_kind in PARTNER_KINDS,
        Role.BOARD_MEMBER: True,
        # Reviewers come from another agency: a critical friend is not one of the family.
        Role.REVIEWER: agency_kind in PARTNER_KINDS,
    }.get(role, agency_kind == "council")
    if fits:
        return ALLOWED
    return refused("ROLE-AGENCY", f"{role.label} cannot be held in an agency of this kind.", field="role")


@rule(
    "ACC-01",
    citation="UK GDPR article 5(1)(f) and 5(2); need to know, with a way in for emergencies that is reviewed",
    sentence="A record outside one's relation is opened in an emergency only with a reason in words that a manager reads.",
)
def emergency_reason_given(reason: str) -> Verdict:
    """A word or two is no reason: at least three words."""
    if len(reason.split()) < 3:
        return RULEBOOK["ACC-01"].refuse(
            words="Say in a sentence why you need to open it now.", field="reason"
        )
    return ALLOWED


@rule(
    "ACC-02",
    citation="UK GDPR article 5(2), accountability: separation of duties",
    sentence="Nobody reviews their own emergency opening.",
)
def reviewed_by_another(*, reviewer: UUID | None, opened_by: UUID) -> Verdict:
    """``reviewer`` None: nobody with an account, who reviews nothing."""
    if reviewer is None or reviewer == opened_by:
        return RULEBOOK["ACC-02"].refuse(
            words="You opened this record yourself. Another manager must review it."
        )
    return ALLOWED
