"""What a reader of figures is shown: from which count on, and whether months, teams and services are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from goldenthread.access.policy import permission_verdict
from goldenthread.access.queries import colleagues
from goldenthread.access.small_numbers import hide_in_public
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.breakdowns import WORKERS
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.policy.own import teams_shown
from goldenthread.insight.tallies import COUNCIL

TEAM = "team"
# Whose work the figures of a team are.
WORK = (Role.FRONT_DOOR, Role.SOCIAL_WORKER)
# Groups that readers outside the council know by name.
LOCAL = (TEAM, "service", "agency")
# So many years that are over are shown outside the council.
YEARS = 4
_NAMES = {
    "age_at_start": "Age",
    "age_at_end": "Age",
    "ethnic_group": "Ethnic group",
    "support_reason": "Main reason for support",
    "kind": "Kind of enquiry",
    "service": "Care service",
    "agency": "Who reported it",
    "referrer_role": "Who raised it",
    "lacked_capacity": "Lacked capacity",
    "advocate": "With an advocate",
    "place": "Where it happened",
    "funding": "Who pays for care",
    "eligibility": "Eligible for care and support",
    "raised_by": "Who raised it",
    "lead": "Who led it",
    "agency_kind": "Kind of agency",
    "source": "Who may have caused it",
    "motive": "Because of who they are",
    "life": "What changed in their life",
    "carer": "What the carer said",
    "channel": "How it came in",
}


@dataclass(frozen=True)
class Sight:
    """Counts under ``limit`` are hidden. ``inside`` the council: also months, services, agencies, and these ``teams`` (OWN-04).

    ``each_knows``: breakdowns of which each reader knows one group, their own.
    """

    limit: int
    inside: bool
    viewer: Viewer
    each_knows: tuple[str, ...] = ()

    @cached_property
    def teams(self) -> frozenset[str]:
        """Read when a page is made of teams, and not before."""
        return teams_for(self.viewer) if self.inside else frozenset()

    def shows(self, by: str, group: str | None) -> bool:
        """Whether this group of a breakdown may be told at all: a team may be one worker."""
        return by != TEAM or group is None or group in self.teams


def sight_of(viewer: Viewer, *, in_public: bool = False) -> Sight:
    """What this viewer is shown; ``in_public``: on a page made to be shown in public, where it is the same for everybody.

    Raises Refused for a role that sees no figures.
    """
    insist(permission_verdict(viewer.role, "figures.see"))
    inside = viewer.sees_small_numbers and not in_public
    return Sight(0 if inside else hide_in_public(), inside, viewer)


def sight_at_forum(viewer: Viewer) -> Sight:
    """What care providers are shown: the public edition of one dashboard. Raises Refused for a role that is no provider's."""
    insist(permission_verdict(viewer.role, "figures.forum"))
    return Sight(hide_in_public(), False, viewer)


def teams_for(viewer: Viewer) -> frozenset[str]:
    """The teams whose figures this viewer may see as a team's (rule OWN-04). One query."""
    workers = Counter(each.team for each in colleagues(*WORK) if each.team)
    return teams_shown(workers, own=viewer.team if viewer.role in WORK else "")


def as_at(figures: Figures) -> datetime:
    """The moment of the facts that were counted."""
    return datetime.fromisoformat(min(source.as_at for source in figures.cube.sources))


def periods(viewer: Viewer, figures: Figures, *, in_public: bool = False) -> tuple[Period, ...]:
    """What may be asked. Inside the council: this financial year so far, those that are over, the last whole quarter and month.

    A reader who sees no small numbers is given years that are over only: a hidden month is the year without the other months, and
    a year that is still counted tells each new person from one day to the next. Empty when no such year has been counted.
    """
    return periods_seen(sight_of(viewer, in_public=in_public), figures)


def periods_seen(seen: Sight, figures: Figures) -> tuple[Period, ...]:
    """What may be asked with this sight."""
    over = tuple(reversed(years_over(figures)))
    month = month_of(as_at(figures).date())
    year, quarter = Period.of(month, Grain.YEAR), Period.of(month, Grain.QUARTER)
    if seen.inside:
        return year, *over, quarter.before, Period(Grain.MONTH, month).before
    return over


def years_over(figures: Figures) -> tuple[Period, ...]:
    """The newest years that are over and of which something was counted, oldest first."""
    this = Period.of(month_of(as_at(figures).date()), Grain.YEAR).number
    years = [Period(Grain.YEAR, this - back) for back in range(YEARS, 0, -1)]
    return tuple(year for year in years if any(month in figures.cube.months for month in year.months))


def breakdowns(seen: Sight, figures: Figures, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Breakdowns that may be chosen, with their names; of a pool first its councils.

    None by single workers: their own measures are theirs first.
    """
    counting = indicator.counting
    if counting is None:
        return ()
    kept = {*WORKERS, *(() if seen.inside else LOCAL)}
    pooled = ((COUNCIL, called(COUNCIL)),) if len(figures.cube.sources) > 1 else ()
    own = ((each.by, called(each.name)) for each in counting.breakdowns if each.name not in kept)
    return (*pooled, *own)


def called(column: str) -> str:
    """The name of a grouping, for a heading."""
    return _NAMES.get(column, column.replace("_", " ").capitalize())
