"""Rules of single workers' figures: theirs first, and whose a manager sees."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

FIRST = "Wirral interim peer challenge report 2011, section 2.2(i): staff understand and own performance"
MOST_FOLLOWED = 8


@rule(
    "OWN-01",
    citation=f"{FIRST}. House rule: theirs first",
    sentence="A worker's figures are theirs as soon as they are counted. Managers see a time by worker only when the worker has had "
    "it for the days that local policy sets.",
)
def shown_above(*, last: date, as_at: date, first_days: int) -> bool:
    """Whether a time that ended on ``last`` may be shown by worker to a manager. ``as_at``: the day of the count."""
    return as_at >= last + timedelta(days=first_days)


@rule(
    "OWN-02",
    citation="House rule: need to know",
    sentence="Figures by worker are seen by the worker and by a manager of their team; a manager whose team has no workers leads all "
    "teams. Nobody else sees them.",
)
def sees_worker(*, own: bool, manages: bool, my_team: str, their_team: str, teams: Collection[str]) -> bool:
    """``own``: it is the viewer's own row. ``teams``: those that have workers."""
    return own or (manages and (my_team not in teams or my_team == their_team))


@rule(
    "OWN-03",
    citation=f"{FIRST}. House rule: few enough to be looked at",
    sentence="A worker or a team follows one to eight figures of their own work.",
)
def can_follow(figures: Collection[str], offered: Collection[str]) -> Verdict:
    """``offered``: figures that are counted by worker and by team."""
    entry = RULEBOOK["OWN-03"]
    if not 0 < len(figures) <= MOST_FOLLOWED:
        return entry.refuse(words=f"Choose one to {MOST_FOLLOWED} figures.", field="figures")
    if not set(figures) <= set(offered):
        return entry.refuse(words="Choose figures from the list.", field="figures")
    return ALLOWED
