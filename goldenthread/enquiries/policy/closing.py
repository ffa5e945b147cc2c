"""What is still missing before an enquiry may be closed: one list, each with the page where it is put right.

It is the return's own list (returns.md section 7: types, places, sources, one risk outcome per source, capacity, outcomes
asked and achieved) and what Making Safeguarding Personal adds: was it asked at the end, and did somebody hear back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    AskedOutcomes,
    CausedState,
    Effect,
    EndAnswer,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Reason, Verdict


@dataclass(frozen=True)
class Missing:
    """One thing missing. ``where`` names the part of the enquiry, ``row`` the row of it, if one."""

    code: str
    words: str
    where: str
    row: UUID | None = None


@dataclass(frozen=True)
class AllegationFacts:
    """One allegation that stands. ``label`` is how people tell it from the others."""

    id: UUID
    label: str
    place_known: bool
    source_known: bool
    found: bool
    risk_outcome: RiskOutcome | None
    risk_result: RiskResult | None


@dataclass(frozen=True)
class WantedFacts:
    """One wanted outcome that stands."""

    id: UUID
    words: str
    achieved: Achieved | None


@dataclass(frozen=True)
class StepFacts:
    """One step that was meant to change something."""

    id: UUID
    label: str
    effect: Effect | None


@dataclass(frozen=True)
class CausedFacts:
    """One report asked of an agency."""

    id: UUID
    agency: str
    state: CausedState


@dataclass(frozen=True)
class DutyFacts:
    """A feedback duty that nobody has met yet."""

    id: UUID
    audience: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class ClosingFacts:
    """What is known of an enquiry when somebody wants to close it."""

    planned: bool
    asked: AskedOutcomes
    wanted: tuple[WantedFacts, ...]
    lacked_capacity: LackedCapacity
    supported_by: SupportedBy | None
    allegations: tuple[AllegationFacts, ...]
    steps_taken: int
    steps_to_check: tuple[StepFacts, ...]
    caused: tuple[CausedFacts, ...]
    safer: EndAnswer | None
    safety_met: EndAnswer | None
    wellbeing_met: EndAnswer | None
    open_duties: tuple[DutyFacts, ...]
    # Clocks that ran out and for which nobody has said why.
    unexplained: frozenset[ClockName] = frozenset()


def missing_before_closing(facts: ClosingFacts) -> tuple[Missing, ...]:
    """Everything still missing, in the order of the enquiry page; empty when the enquiry may be closed."""
    parts = (_wishes, _capacity, _plan_and_steps, _allegations, _reports, _ending, _feedback, _clock)
    return tuple(missing for part in parts for missing in part(facts))


@rule(
    "ENQ-17",
    citation="SAC guidance SG2 to SG4 (concluded enquiries); statutory guidance 14.15 and 14.157",
    sentence="An enquiry is closed when nothing is missing: what was found, what became of the risk, whether the adult "
    "got what they wanted, and in whose words.",
)
def closing_verdict(*, missing: tuple[Missing, ...]) -> Verdict:
    """Refused with one reason for each missing thing."""
    if not missing:
        return ALLOWED
    code = RULEBOOK["ENQ-17"].code
    return Verdict(False, tuple(Reason(code, each.words) for each in missing))


def _wishes(facts: ClosingFacts) -> Iterator[Missing]:
    if facts.asked is AskedOutcomes.NOT_RECORDED:
        yield Missing("ASKED", "Was the adult asked what they want? Not recorded yet.", "asked")
    if facts.asked is AskedOutcomes.EXPRESSED and not facts.wanted:
        yield Missing("WANTED", "The adult said what they want, and it is not written down.", "wanted")
    for wanted in facts.wanted:
        if wanted.achieved is None:
            yield Missing("ACHIEVED", f"Did it come about? “{_short(wanted.words)}”", "judge", wanted.id)


def _capacity(facts: ClosingFacts) -> Iterator[Missing]:
    if facts.lacked_capacity is LackedCapacity.NOT_RECORDED:
        yield Missing(
            "CAPACITY",
            "Did the adult lack capacity to decide about the enquiry? Not recorded yet.",
            "capacity",
        )
    elif facts.lacked_capacity is LackedCapacity.YES and facts.supported_by is None:
        yield Missing("SUPPORT", "Who supported the adult? Not recorded yet.", "capacity")


def _plan_and_steps(facts: ClosingFacts) -> Iterator[Missing]:
    if not facts.planned:
        yield Missing("PLAN", "How was the enquiry made, and why was that enough? Not written yet.", "plan")
    if not facts.steps_taken:
        yield Missing("STEPS", "No step has been recorded: at least a conversation.", "steps")
    for step in facts.steps_to_check:
        if step.effect in (None, Effect.TOO_SOON):
            yield Missing("EFFECT", f"Did it help? {step.label}", "effect", step.id)


def _allegations(facts: ClosingFacts) -> Iterator[Missing]:
    if not facts.allegations:
        yield Missing(
            "ALLEGATION",
            "Write at least one type of abuse or neglect, with place and source of risk.",
            "allegations",
        )
    for each in facts.allegations:
        if not each.place_known:
            yield Missing("PLACE", f"Where did it happen? {each.label}", "allegation", each.id)
        if not each.source_known:
            yield Missing("SOURCE", f"Who may have caused it? {each.label}", "allegation", each.id)
        if not each.found:
            yield Missing("FINDING", f"What was found? {each.label}", "allegation", each.id)
        if each.risk_outcome is None:
            yield Missing("RISK", f"What did the risk assessment show? {each.label}", "allegation", each.id)
        elif each.risk_outcome in RISK_IDENTIFIED and each.risk_result is None:
            yield Missing("RESULT", f"What became of the risk? {each.label}", "allegation", each.id)


def _reports(facts: ClosingFacts) -> Iterator[Missing]:
    for each in facts.caused:
        if each.state in (CausedState.ASKED, CausedState.SENT_BACK):
            yield Missing(
                "REPORT",
                f"The report of {each.agency} has not come. Wait for it, or say it is no longer needed.",
                "report",
                each.id,
            )
        elif each.state is CausedState.RECEIVED:
            yield Missing("CHECK", f"Nobody has checked the report of {each.agency}.", "report", each.id)


def _ending(facts: ClosingFacts) -> Iterator[Missing]:
    if facts.safer is None:
        yield Missing("SAFER", "Does the adult feel safer? Not asked at the end yet.", "ending")
    if facts.safety_met is None or facts.wellbeing_met is None:
        yield Missing(
            "HOPES",
            "How far were their hopes of safety and of wellbeing met? Not asked at the end yet.",
            "ending",
        )


def _feedback(facts: ClosingFacts) -> Iterator[Missing]:
    for duty in facts.open_duties:
        yield Missing(
            "FEEDBACK",
            f"{duty.audience} has not been told what was decided: give the answer, or say why it cannot be given.",
            "feedback",
            duty.id,
        )


def _clock(facts: ClosingFacts) -> Iterator[Missing]:
    if ClockName.PLANNING in facts.unexplained:
        yield Missing(
            "PLANNING",
            "Agreeing how to enquire took longer than its clock allows. Say why.",
            "planning_clock",
        )
    if ClockName.ENQUIRY in facts.unexplained:
        yield Missing("CLOCK", "The enquiry took longer than its clock allows. Say why.", "clock")


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:77].rstrip()}…"
