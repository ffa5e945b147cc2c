"""Clocks of a concern: how they stand, when they may be longer, and what is said when they were missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.ground.local_policy import Clock
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Verdict, refused

EXPLAIN = Offer("explain_missed", "Say why it is late")
LONGEST_EXTENSION = 20


@dataclass(frozen=True)
class ClockStanding:
    """How a clock stands: its due moment, its state in words, and the reasons for which it may be longer."""

    due_at: datetime
    state: str
    extend_reasons: tuple[ClockReason, ...]
    extended: bool = False

    @property
    def overdue(self) -> bool:
        """True when the due moment is past."""
        return self.state == "overdue"


def standing(clock: Clock, *, now: datetime, due: datetime, extended: bool = False) -> ClockStanding:
    """How this clock stands now."""
    return ClockStanding(
        due, clock.state(now, due), tuple(ClockReason(each) for each in clock.extend_reasons), extended
    )


@rule(
    "SCR-14",
    citation="R204: a reason is captured whenever a target is missed; local policy (reason_when_missed)",
    sentence="When the clock has run out, the reason is recorded before the decision.",
)
def missed_verdict(*, missed: bool, explained: bool) -> Verdict:
    """Late is sometimes right; late without a reason never is."""
    return ALLOWED if explained or not missed else RULEBOOK["SCR-14"].refuse(offer=EXPLAIN)


@rule(
    "SCR-15",
    citation="R070: the time limit bends to seeking the adult's wishes; local policy of the case's day (extend_reasons)",
    sentence="A clock is made longer only before it runs out, and only for a reason in the policy of the case's day.",
)
def extend_verdict(
    clock: Clock, *, reason: ClockReason | None, words: str, days: int, overdue: bool
) -> Verdict:
    """May this clock be longer? ``days`` are in the clock's own unit."""
    if not (may := extendable(clock, overdue=overdue)):
        return may
    wrong = []
    if reason is None or reason.value not in clock.extend_reasons:
        allowed = "; ".join(ClockReason(each).label for each in clock.extend_reasons)
        wrong.append(
            refused("SCR-15", f"Choose one of the reasons the policy allows: {allowed}.", field="reason")
        )
    if not 1 <= days <= LONGEST_EXTENSION:
        wrong.append(refused("SCR-15", f"Choose from 1 to {LONGEST_EXTENSION} days.", field="days"))
    if not words.strip():
        wrong.append(refused("SCR-15", "Say in your own words why more time is needed.", field="words"))
    return ALLOWED.and_(*wrong)


def extendable(clock: Clock, *, overdue: bool) -> Verdict:
    """May this clock be extended at all now (SCR-15)?"""
    if not clock.extend_reasons:
        return RULEBOOK["SCR-15"].refuse(
            words="The local policy of the day this concern came in allows no extension of this clock. "
            "If it runs out, say why it is late; nobody has to hurry the adult."
        )
    if overdue:
        return RULEBOOK["SCR-15"].refuse(
            words="The clock has run out already. Say why it is late instead.", offer=EXPLAIN
        )
    return ALLOWED
