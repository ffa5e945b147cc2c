"""Who works on the cases of one made-up council, which services they are about, and which agencies reported them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goldenthread.concerns.vocabulary import ReferrerRole
from worlds.england import calibration as c
from worlds.england.concerns import ROLES, SETTING, Cases
from worlds.england.councils import Council
from worlds.england.drawing import MISSING, Real, Whole, where_known

WORKERS_OF_A_TEAM = 8
# Agencies that report through their own account, and how often (ours).
_OWN_ACCOUNT = {
    ReferrerRole.POLICE: ("Police", 0.9),
    ReferrerRole.AMBULANCE: ("Ambulance service", 0.9),
    ReferrerRole.HOSPITAL: ("Hospital trust", 0.8),
    ReferrerRole.COMMUNITY_HEALTH: ("Community health trust", 0.7),
    ReferrerRole.FIRE: ("Fire and rescue service", 0.8),
    ReferrerRole.HOUSING: ("Housing association", 0.4),
}


@dataclass(frozen=True)
class Staff:
    """For each case its team, worker, service and reporting agency. ``gaps``: how much each team leaves unrecorded.

    ``last`` is the day after which nothing is known yet.
    """

    team: Whole
    worker: Whole
    service: Whole
    agency: Whole
    gaps: Real
    teams: Sequence[str]
    services: Sequence[str]
    agencies: Sequence[str]
    last: int

    def manager_of(self, team: Whole) -> Whole:
        """The manager of a team, numbered after all workers."""
        return team + len(self.teams) * WORKERS_OF_A_TEAM

    def words(self, *names: str) -> dict[str, Sequence[str]]:
        """The words of these columns."""
        held = {"service": self.services, "team": self.teams, "agency": self.agencies}
        return {name: held[name] for name in names}


def draw_staff(council: Council, cases: Cases, last: int, dice: np.random.Generator) -> Staff:
    """Teams by the size of the council, services some of which are reported far more than others."""
    size = len(cases.place)
    teams = 1 + min(9, council.adults // 90_000)
    team = dice.choice(teams, size, p=dice.dirichlet(np.full(teams, 6.0)))
    homes, agencies = 4 + council.adults // 9_000, 2 + council.adults // 25_000
    services = [f"Care home {n + 1}" for n in range(homes)] + [f"Home care {n + 1}" for n in range(agencies)]
    busy_homes, busy_agencies = dice.dirichlet(np.full(homes, 0.7)), dice.dirichlet(np.full(agencies, 0.7))
    setting = SETTING[cases.place]
    provider = cases.source_group == c.PROVIDER
    home, home_care = (
        dice.choice(homes, size, p=busy_homes),
        homes + dice.choice(agencies, size, p=busy_agencies),
    )
    about = np.where(setting == c.CARE, home, np.where(provider & (setting == c.HOME), home_care, MISSING))
    gaps = np.exp(0.4 * dice.standard_normal(teams))
    named = dice.random(size) < 0.88 ** np.minimum(council.habits.gaps * gaps[team], 3.0)
    service = where_known(named, about)
    own = list(_OWN_ACCOUNT)
    agency = np.full(size, MISSING)
    for number, (role, (_, share)) in enumerate(_OWN_ACCOUNT.items()):
        agency[(cases.referrer == ROLES.index(role)) & (dice.random(size) < share)] = number
    by_service = np.isin(cases.referrer, [ROLES.index("care_home"), ROLES.index("home_care")])
    told_itself = by_service & (about != MISSING) & (dice.random(size) < 0.75)
    return Staff(
        team=team.astype(np.int64),
        worker=team * WORKERS_OF_A_TEAM + dice.integers(0, WORKERS_OF_A_TEAM, size),
        service=service,
        agency=np.where(told_itself, len(own) + about, agency),
        gaps=gaps,
        teams=[f"Team {n + 1}" for n in range(teams)],
        services=services,
        agencies=[_OWN_ACCOUNT[role][0] for role in own] + services,
        last=last,
    )
