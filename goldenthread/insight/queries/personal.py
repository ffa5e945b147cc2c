"""How far Making Safeguarding Personal has come: what its figures say over time, of the council and by team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access.viewer import Viewer
from goldenthread.ground.figures.sentences import change_sentence
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.queries.figures import FigurePage, of_figure
from goldenthread.insight.queries.phases import NOTHING_SAID, chart_notes
from goldenthread.insight.queries.sight import TEAM, Sight, as_at, sight_of
from goldenthread.insight.readings import Reading

# From the first contact to what the adult says at the end.
PERSONAL = ("D5", "D1", "D2", "D3", "D7", "E2")
QUARTERS = 6


@dataclass(frozen=True)
class TeamPast:
    """One team, or the whole council: a figure quarter by quarter, and the later half of them beside the earlier."""

    name: str
    readings: tuple[Reading, ...]
    change: str


@dataclass(frozen=True)
class PersonalFigure:
    """One figure: its page with its chart, and its past by team; no teams for readers outside the council."""

    page: FigurePage
    teams: tuple[TeamPast, ...]


@dataclass(frozen=True)
class PersonalPage:
    """``quarters`` that are over, oldest first."""

    quarters: tuple[Period, ...]
    figures: tuple[PersonalFigure, ...]


def personal(viewer: Viewer, figures: Figures, period: Period) -> PersonalPage:
    """Every figure of Making Safeguarding Personal. Two queries. Raises Refused for a role that sees no figures."""
    seen, notes = sight_of(viewer), chart_notes(viewer, PERSONAL)
    last = Period.of(month_of(as_at(figures).date()), Grain.QUARTER).number - 1
    every = (Period(Grain.QUARTER, last - back) for back in reversed(range(QUARTERS)))
    quarters = tuple(each for each in every if each.months[0] >= figures.cube.months[0])
    found = []
    for key in PERSONAL:
        page = of_figure(seen, figures, key, period, notes=notes.get(key, NOTHING_SAID))
        held = _teams(seen, figures, key, quarters) if seen.inside else ()
        found.append(PersonalFigure(page, held))
    return PersonalPage(quarters, tuple(found))


def _teams(seen: Sight, figures: Figures, key: str, quarters: Sequence[Period]) -> tuple[TeamPast, ...]:
    counting = figures.indicators[key].counting
    held = {each.by for each in counting.breakdowns} if counting else set()
    whole = _past("The whole council", figures.series(key, quarters))
    if TEAM not in held:
        return (whole,)
    teams = sorted(group for group in figures.tallies(key).groups(key, TEAM) if group in seen.teams)
    return (
        whole,
        *(_past(team, figures.series(key, quarters, by=TEAM, group=team)) for team in teams),
    )


def _past(name: str, readings: Sequence[Reading]) -> TeamPast:
    """Single quarters of a team are few cases: what changed is told of the later half beside the earlier half."""
    middle = len(readings) // 2
    before, since = (_together(half) for half in (readings[:middle], readings[middle:]))
    told = change_sentence(since, before, f"the {middle} quarters before") if before[1] and since[1] else ""
    return TeamPast(name, tuple(readings), told)


def _together(readings: Sequence[Reading]) -> tuple[int, int]:
    return sum(each.numerator or 0 for each in readings), sum(each.denominator or 0 for each in readings)
