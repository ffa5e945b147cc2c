"""How complete and how timely records are, by team and by worker; why targets were missed; and fields nobody fills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.access.fact_rows import Filled, key_of
from goldenthread.access.policy import permission_verdict
from goldenthread.access.queries import Colleague, colleagues
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries.burden import concern_fields
from goldenthread.enquiries.queries.burden import enquiry_fields
from goldenthread.ground import local_policy, moment
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.breakdowns import names
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.policy.own import sees_worker, shown_above
from goldenthread.insight.queries.own import doer
from goldenthread.insight.queries.sight import TEAM, WORK, as_at, teams_for
from goldenthread.insight.queries.wrong_way import told
from goldenthread.insight.readings import Reading

# Complete records first, then what is on record in time, then whether a late one says why.
MEASURES = (
    "G10",
    "G10-asked",
    "G10-capacity",
    "G10-ethnic_group",
    "G10-support_reason",
    "G11",
    "B2",
    "B5-completed",
    "B5",
    "B6-decisions",
    "B6",
)
# Late decisions and late enquiries, by the reason on record.
MISSED = ("B2", "B5")
BURDEN_DAYS = 365


@dataclass(frozen=True)
class QualityLine:
    """One team or one worker: a reading for each measure, None where the measure is not counted so."""

    label: str
    readings: tuple[Reading | None, ...]
    own: bool = False


@dataclass(frozen=True)
class MissedReason:
    """How often a target was missed for one reason: decisions, and enquiries."""

    label: str
    decisions: int
    enquiries: int


@dataclass(frozen=True)
class QualityPage:
    """``workers`` is empty for who sees nobody by worker; ``kept_back``: how many teams are too small to
    be shown (OWN-04); ``worker_period`` is the newest quarter that managers may see so."""

    period: Period
    measures: tuple[Indicator, ...]
    targets: tuple[str, ...]
    council: QualityLine
    teams: tuple[QualityLine, ...]
    kept_back: int
    workers: tuple[QualityLine, ...]
    worker_period: Period
    reasons: tuple[MissedReason, ...]


def quality(viewer: Viewer, figures: Figures, period: Period) -> QualityPage:
    """Data quality in a period. A worker sees their own row and their team's, a manager their team's workers. Two queries.

    Raises Refused for a role that does not see it.
    """
    insist(permission_verdict(viewer.role, "figures.quality"))
    measures = tuple(figures.indicators[key] for key in MEASURES)
    mine = viewer.role in WORK
    counted = [viewer.team] if mine else _teams(figures)
    shown_teams = teams_for(viewer)
    teams = [team for team in counted if team in shown_teams]
    targets = local_policy.current().on(moment.today()).signals.targets
    quarter = settled_quarter(figures)
    shown = Period.of(month_of(as_at(figures).date()), Grain.QUARTER).before if mine else quarter
    return QualityPage(
        period,
        measures,
        tuple(told(targets[each.key]) if each.key in targets else "" for each in measures),
        QualityLine("The whole council", tuple(figures.reading(each.key, period) for each in measures)),
        tuple(
            QualityLine(team, tuple(_by(figures, each, period, TEAM, team) for each in measures))
            for team in teams
        ),
        len(counted) - len(teams),
        _workers(viewer, figures, measures, shown),
        shown,
        _reasons(figures, period),
    )


def settled_quarter(figures: Figures) -> Period:
    """The newest whole quarter whose figures the workers have had to themselves for long enough (rule OWN-01)."""
    counted = as_at(figures).date()
    days = local_policy.current().on(moment.today()).own.first_days
    quarter = Period.of(month_of(counted), Grain.QUARTER).before
    while not shown_above(last=quarter.last, as_at=counted, first_days=days):
        quarter = quarter.before
    return quarter


def burden(viewer: Viewer) -> tuple[Filled, ...]:
    """For each question of the forms that may be left out, how often it was answered in a year, rarest first. 2 queries.

    What tells who the adult is stands not here: it is asked so that the right person is found. Raises Refused.
    """
    insist(permission_verdict(viewer.role, "figures.quality"))
    since = moment.today() - timedelta(days=BURDEN_DAYS)
    found = (*concern_fields(viewer, since), *enquiry_fields(viewer, since))
    return tuple(sorted(found, key=lambda each: (each.filled / each.asked if each.asked else 1, each.label)))


def burden_since() -> date:
    """From when questions are looked at."""
    return moment.today() - timedelta(days=BURDEN_DAYS)


def _teams(figures: Figures) -> list[str]:
    found = {
        group
        for key in MEASURES
        if key in figures.cube.lines
        for group in figures.cube.of(key).groups(key, TEAM)
        if group
    }
    return sorted(found)


def _by(figures: Figures, indicator: Indicator, period: Period, by: str, group: str) -> Reading | None:
    counting = indicator.counting
    if counting is None or by not in {each.by for each in counting.breakdowns}:
        return None
    return figures.reading(indicator.key, period, by=by, group=group)


def _workers(
    viewer: Viewer, figures: Figures, measures: tuple[Indicator, ...], period: Period
) -> tuple[QualityLine, ...]:
    """Rows of the workers whom this viewer may see."""
    if not viewer.may("figures.own"):
        return ()
    manages = viewer.may("enquiries.manage")
    staff: tuple[Colleague, ...] = colleagues(*WORK)
    teams = {each.team for each in staff if each.team}
    return tuple(
        QualityLine(
            f"{each.name}{', ' + each.team if each.team else ''}",
            tuple(_by(figures, one, period, doer(one), str(key_of(each.id))) for one in measures),
            own=each.id == viewer.user_id,
        )
        for each in sorted(staff, key=lambda each: (each.team, each.name))
        if sees_worker(
            own=each.id == viewer.user_id,
            manages=manages,
            my_team=viewer.team,
            their_team=each.team,
            teams=teams,
        )
    )


def _reasons(figures: Figures, period: Period) -> tuple[MissedReason, ...]:
    """Missed is out of all minus in time, for each reason on record."""
    counted: dict[str | None, list[int]] = {}
    labels: dict[str, str] = {}
    for place, key in enumerate(MISSED):
        counting = figures.indicators[key].counting
        found = (
            next((each for each in counting.breakdowns if each.name == "late_reason"), None)
            if counting
            else None
        )
        if counting is None or found is None:
            continue
        labels |= names(found, figures.tables[counting.numerator.table].by_name["late_reason"])
        for group, each in figures.broken_down(key, period, found.by).items():
            missed = (each.denominator or 0) - (each.numerator or 0)
            counted.setdefault(group, [0, 0])[place] += missed
    listed = [
        MissedReason("No reason on record" if group is None else labels.get(group, group), *numbers)
        for group, numbers in counted.items()
        if any(numbers)
    ]
    return tuple(sorted(listed, key=lambda each: -(each.decisions + each.enquiries)))
