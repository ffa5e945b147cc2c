"""A worker's own measures and their team's: shown to them first, and by nobody's choice but theirs."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.access.fact_rows import key_of
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Period
from goldenthread.insight.models import FollowRow
from goldenthread.insight.queries.latest import indicators
from goldenthread.insight.queries.phases import NOTHING_SAID, ChartNotes, chart_notes
from goldenthread.insight.queries.sight import TEAM, teams_for
from goldenthread.insight.queries.wrong_way import Series, series
from goldenthread.insight.readings import Reading

# Followed by whoever has chosen nothing: is the work complete, in time, and what the adult wanted?
USUAL = ("D1", "D3", "B2", "B5", "G10")
MONTHS = 6
# Whose work a figure is: the worker a concern is allocated to, or the officer of an enquiry.
DOERS = ("worker_key", "officer_key")


@dataclass(frozen=True)
class OwnFigure:
    """One figure: of the viewer's work, of their team and of the council in a time; and month by month.

    ``mine`` and ``team`` are None where the figure is not counted so, or the viewer is in no team. ``recent``: the viewer's newest
    whole months, counts first, since one worker's months are too few for limits; ``trend`` is the team's control chart.
    """

    indicator: Indicator
    mine: Reading | None
    team: Reading | None
    council: Reading
    recent: tuple[Reading, ...]
    trend: Series | None


@dataclass(frozen=True)
class Followed:
    """What is followed, and which edition of the choice that is: 0 when nobody has chosen."""

    figures: tuple[str, ...]
    version: int
    by_name: str


NOBODYS = Followed((), 0, "")


def doer(indicator: Indicator) -> str:
    """The breakdown by whoever does the work; "" where there is none."""
    counting = indicator.counting
    return next((each.by for each in counting.breakdowns if each.name in DOERS), "") if counting else ""


def choices() -> dict[str, Indicator]:
    """Figures that a worker or a team may follow: those counted by both."""
    return {
        key: each
        for key, each in indicators().items()
        if doer(each) and each.counting and TEAM in {breakdown.by for breakdown in each.counting.breakdowns}
    }


def followed(viewer: Viewer, *, for_team: bool = False) -> Followed:
    """What the viewer, or their team, follows. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.own"))
    rows = list(_rows(viewer, for_team=for_team))
    if not rows:
        return Followed(USUAL, 0, "")
    kept = tuple(key for key in rows[0].figures.split(",") if key in choices())
    return Followed(kept or USUAL, len(rows), rows[0].by_name)


def follow_version(viewer: Viewer, *, for_team: bool) -> int:
    """How often the viewer, or their team, has chosen."""
    return len(_rows(viewer, for_team=for_team))


def own_measures(viewer: Viewer, figures: Figures, period: Period) -> tuple[OwnFigure, ...]:
    """What the viewer follows, then what their team follows beside it. 3 queries. Raises Refused."""
    mine, team = followed(viewer), followed(viewer, for_team=True) if viewer.team else NOBODYS
    keys = [*mine.figures, *team.figures]
    notes = chart_notes(viewer, keys)
    # Whoever leads a team of one would see that worker before the worker has.
    shown = viewer.team if viewer.team in teams_for(viewer) else ""
    found = tuple(
        _own(viewer, shown, figures, key, period, notes.get(key, NOTHING_SAID)) for key in dict.fromkeys(keys)
    )
    if mine.version or team.version:
        return found
    # Nobody has chosen: what is no work of theirs, such as decisions for who enquires, is left out.
    theirs = tuple(each for each in found if _counted(each.mine) or _counted(each.team))
    return theirs or found


def _counted(reading: Reading | None) -> bool:
    return reading is not None and bool(reading.numerator or reading.denominator)


def _rows(viewer: Viewer, *, for_team: bool) -> list[FollowRow]:
    rows = FollowRow.objects.order_by("-id")
    found = rows.filter(team=viewer.team) if for_team else rows.filter(user_id=viewer.user_id)
    return list(found) if (viewer.team if for_team else viewer.user_id) else []


def _own(
    viewer: Viewer, team: str, figures: Figures, key: str, period: Period, notes: ChartNotes
) -> OwnFigure:
    indicator = figures.indicators[key]
    by = doer(indicator)
    me = str(key_of(viewer.user_id)) if viewer.user_id else ""
    months = figures.months(MONTHS)
    return OwnFigure(
        indicator,
        figures.reading(key, period, by=by, group=me) if by and me else None,
        figures.reading(key, period, by=TEAM, group=team) if team else None,
        figures.reading(key, period),
        tuple(figures.series(key, months, by=by, group=me)) if by and me else (),
        series(figures, key, by=TEAM, group=team, notes=notes) if team else None,
    )
