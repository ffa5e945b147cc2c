"""Figures for pages: the leading ones together, one of them with its trend and its groups, and how each is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.policy import permission_verdict
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.ground.figures.control import RULES, Chart, xmr
from goldenthread.ground.verdicts import insist
from goldenthread.insight import tables
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.breakdowns import WORKERS, names
from goldenthread.insight.language.definition import Indicator, Measure
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.language.reading import in_order
from goldenthread.insight.outside import Guarded, guard
from goldenthread.insight.readings import Reading, change

# What a leadership page begins with, outcomes before outputs.
LEADING = ("D3", "D1", "F1", "E2", "G1", "B2", "B5", "C2", "C1", "A3", "A11", "A1", "E7", "G4", "G8", "H1")
MONTHS = 24


@dataclass(frozen=True)
class Leading:
    """One of the leading figures. ``figure`` is None for one that waits for facts; ``signal`` says what its chart does."""

    indicator: Indicator
    figure: Guarded | None
    change: str
    signal: str


@dataclass(frozen=True)
class Month:
    """One month of a trend, as the reader may see it. ``rules``: those of the control chart that it breaks, in words."""

    period: Period
    figure: Guarded
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """One group of a breakdown."""

    label: str
    figure: Guarded


@dataclass(frozen=True)
class FigurePage:
    """One figure: of a period, over the months before, and by groups. ``by`` names the breakdown, "" for none."""

    indicator: Indicator
    period: Period
    complete: bool
    whole: Guarded
    change: str
    months: tuple[Month, ...]
    chart: Chart | None
    by: str
    breakdowns: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]


def as_at(figures: Figures) -> datetime:
    """The moment of the facts that were counted."""
    return datetime.fromisoformat(min(source.as_at for source in figures.cube.sources))


def periods(viewer: Viewer, figures: Figures) -> tuple[Period, ...]:
    """What may be asked: this financial year so far, the last one, and inside the council the last whole quarter and month.

    A reader who sees no small numbers is given whole years only: a hidden month is the year without the other months.
    """
    month = month_of(as_at(figures).date())
    year, quarter = Period.of(month, Grain.YEAR), Period.of(month, Grain.QUARTER)
    if not viewer.sees_small_numbers:
        return year, year.before
    return year, year.before, quarter.before, Period(Grain.MONTH, month).before


def leading(viewer: Viewer, figures: Figures, period: Period) -> tuple[Leading, ...]:
    """The leading figures of a period. Raises Refused for a role that sees no figures."""
    insist(permission_verdict(viewer.role, "figures.see"))
    limit = hide_below(viewer)
    found = []
    for key in LEADING:
        indicator = figures.indicators[key]
        if indicator.counting is None:
            found.append(Leading(indicator, None, "", ""))
            continue
        now = figures.reading(key, period)
        _, chart = _trend(figures, now) if viewer.sees_small_numbers else ((), None)
        found.append(
            Leading(indicator, guard(now, limit=limit)[0], _change(figures, now, limit), _newest(chart))
        )
    return tuple(found)


def figure_page(viewer: Viewer, figures: Figures, key: str, period: Period, *, by: str = "") -> FigurePage:
    """One figure. Raises Refused for a role that sees no figures, ValueError for one that is not counted by itself."""
    insist(permission_verdict(viewer.role, "figures.see"))
    limit = hide_below(viewer)
    now = figures.reading(key, period)
    months, chart = _trend(figures, now) if viewer.sees_small_numbers else ((), None)
    choices = _breakdowns(viewer, now.indicator)
    chosen = by if by in dict(choices) else ""
    return FigurePage(
        indicator=now.indicator,
        period=period,
        complete=now.complete,
        whole=guard(now, limit=limit)[0],
        change=_change(figures, now, limit),
        months=months,
        chart=chart,
        by=chosen,
        breakdowns=choices,
        groups=_groups(figures, now, chosen, limit) if chosen else (),
    )


def figure_rows(viewer: Viewer, figures: Figures, key: str, asked: Period) -> Iterator[tables.Row]:
    """The figure's numbers as rows for a file: the period, its months, and its groups. Raises Refused, ValueError."""
    insist(permission_verdict(viewer.role, "figures.see"))
    limit = hide_below(viewer)
    indicator, tallies = figures.indicators[key], figures.cube.of(key)
    allowed = {by for by, _ in _breakdowns(viewer, indicator)}
    found = tables.rows(
        [indicator],
        tallies,
        [asked, *(figures.months(MONTHS) if viewer.sees_small_numbers else ())],
        figures.tables,
        breakdowns=True,
        hide_below=limit,
    )
    return (
        row
        for row in found
        if not row["breakdown"] or (row["breakdown"] in allowed and row["period"] == str(asked))
    )


def made(viewer: Viewer, indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """Every indicator, in the order of its key, to say how it is made or what it waits for. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.see"))
    return tuple(indicators[key] for key in sorted(indicators, key=in_order))


def _change(figures: Figures, now: Reading, limit: int) -> str:
    """What became of it since the same period a year before, where both are whole and may be seen."""
    before = figures.reading(now.indicator.key, now.period.a_year_before)
    if not (now.complete and before.complete) or any(
        guard(each, limit=limit)[0].hidden for each in (now, before)
    ):
        return ""
    return change(now, before)


def _trend(figures: Figures, now: Reading) -> tuple[tuple[Month, ...], Chart | None]:
    """Whole months, oldest first, and their control chart, for staff of the council."""
    shown = [guard(each, limit=0)[0] for each in figures.series(now.indicator.key, figures.months(MONTHS))]
    values = [None if each.reading.value is None else float(each.reading.value) for each in shown]
    if not any(value is not None for value in values):
        return (), None
    chart = xmr(values, floor=0, ceiling=100 if now.counting.measure is Measure.SHARE else None)
    return tuple(
        Month(each.reading.period, each, tuple(RULES[signal] for signal in RULES if signal in broken))
        for each, broken in zip(shown, chart.signals, strict=True)
    ), chart


def _newest(chart: Chart | None) -> str:
    """What the newest month of a chart says, in words; "" where there are too few months to say anything."""
    if chart is None or chart.phases[-1].centre is None:
        return ""
    if not chart.signals[-1]:
        return "It varies as it always does."
    return "The newest month is more than chance: " + " ".join(
        RULES[each] for each in RULES if each in chart.signals[-1]
    )


def _breakdowns(viewer: Viewer, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Breakdowns that may be chosen, with their names. None by single workers: their own measures are theirs first."""
    counting = indicator.counting
    if counting is None:
        return ()
    kept = {*WORKERS, *(() if viewer.sees_small_numbers else LOCAL)}
    return tuple(
        (each.by, _NAMES.get(each.name, each.name.replace("_", " ").capitalize()))
        for each in counting.breakdowns
        if each.name not in kept
    )


# Groups that readers outside the council know by name.
LOCAL = ("team", "service", "agency")
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
}


def _groups(figures: Figures, now: Reading, by: str, limit: int) -> tuple[Group, ...]:
    found = figures.broken_down(now.indicator.key, now.period, by)
    breakdown = next(each for each in now.counting.breakdowns if each.by == by)
    labels = names(breakdown, figures.tables[now.counting.numerator.table].by_name[breakdown.name])
    _, seen = guard(now, found, limit=limit)
    return tuple(
        Group("Not recorded" if group is None else labels.get(group, group), each)
        for group, each in seen.items()
        if each.hidden or each.reading.numerator or each.reading.denominator
    )
