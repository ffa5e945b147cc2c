"""Rules of single workers' figures: theirs first, whose a manager sees, and which teams are so small that they are single workers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

FIRST = "Wirral interim peer challenge report 2011, section 2.2(i): staff understand and own performance"
MOST_FOLLOWED = 8
FEWEST_WORKERS = 3


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


@rule(
    "OWN-04",
    citation="House rule: a team of one or two is its workers, whose figures are theirs first (OWN-01)",
    sentence="Figures of a team of fewer than three workers are shown to that team alone, and so are those of another team where they "
    "would give it away. A manager sees those workers by name, when OWN-01 and OWN-02 let them.",
)
def teams_shown(workers: Mapping[str, int], *, own: str = "") -> frozenset[str]:
    """Teams that may be told by team. ``workers``: how many each team has; ``own``: the team that the reader works in, or "".

    The whole stands beside them, so those left out are together at least three workers; a team that has no worker is left out.
    """
    shown = {team for team, number in workers.items() if number >= FEWEST_WORKERS or team == own}
    rest = sum(number for team, number in workers.items() if team not in shown)
    for team in sorted(shown - {own}, key=lambda each: (workers[each], each)):
        if not 0 < rest < FEWEST_WORKERS:
            break
        shown.remove(team)
        rest += workers[team]
    return frozenset(shown)
