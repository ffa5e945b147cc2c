"""Figures for pages: the leading ones together, one of them with its trend and its groups, and how each is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.ground.figures.control import RULES, Chart
from goldenthread.ground.verdicts import insist
from goldenthread.insight import tables
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.breakdowns import names
from goldenthread.insight.language.definition import Indicator, Population
from goldenthread.insight.language.periods import Grain, Period
from goldenthread.insight.language.reading import in_order
from goldenthread.insight.outside import Guarded, among_those_who_know, guard
from goldenthread.insight.queries.charts import chart_of, rolling_chart
from goldenthread.insight.queries.phases import NOTHING_SAID, ChartNotes, chart_notes
from goldenthread.insight.queries.sight import Sight, breakdowns, sight_of, years_over
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
    """One month or year of a trend, as the reader may see it. ``rules``: those of the control chart that it breaks, in words."""

    period: Period
    figure: Guarded
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One group of a breakdown."""

    label: str
    figure: Guarded
    key: str | None = None


@dataclass(frozen=True)
class FigurePage:
    """One figure: of a period, over time, and by groups. ``by`` names the breakdown, "" for none.

    Over time it is ``months`` with their control ``chart`` inside the council, and ``years`` that are over outside it.
    """

    indicator: Indicator
    period: Period
    complete: bool
    whole: Guarded
    change: str
    signal: str
    months: tuple[Month, ...]
    chart: Chart | None
    years: tuple[Month, ...]
    by: str
    breakdowns: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    inside: bool
    notes: ChartNotes = NOTHING_SAID

    @property
    def rolling(self) -> bool:
        """True where each of ``months`` is the twelve months to its end, as for a rate for so many people."""
        return any(each.period.grain is Grain.TWELVE_MONTHS for each in self.months)


@dataclass(frozen=True)
class Within:
    """One group alone, of which a whole page is made: a team. The empty one is everybody."""

    by: str = ""
    group: str | None = None


EVERYBODY = Within()


def leading(viewer: Viewer, figures: Figures, period: Period) -> tuple[Leading, ...]:
    """The leading figures of a period. Raises Refused for a role that sees no figures."""
    seen, notes = sight_of(viewer), chart_notes(viewer, LEADING)
    found = []
    for key in LEADING:
        indicator = figures.indicators[key]
        if indicator.counting is None:
            found.append(Leading(indicator, None, "", ""))
            continue
        each = of_figure(seen, figures, key, period, notes=notes.get(key, NOTHING_SAID))
        found.append(Leading(indicator, each.whole, each.change, each.signal))
    return tuple(found)


def figure_page(viewer: Viewer, figures: Figures, key: str, period: Period, *, by: str = "") -> FigurePage:
    """One figure. Raises Refused for a role that sees no figures, ValueError for one that is not counted by itself."""
    notes = chart_notes(viewer, [key]).get(key, NOTHING_SAID)
    return of_figure(sight_of(viewer), figures, key, period, by=by, notes=notes)


def of_figure(
    seen: Sight,
    figures: Figures,
    key: str,
    period: Period,
    *,
    by: str = "",
    within: Within = EVERYBODY,
    notes: ChartNotes = NOTHING_SAID,
) -> FigurePage:
    """One figure as it is shown to those who have this sight; of one group alone with ``within``."""
    now = figures.reading(key, period, by=within.by, group=within.group)
    months, chart = _months(figures, now, notes) if seen.inside else ((), None)
    choices = () if within.by else breakdowns(seen, figures, now.indicator)
    chosen = by if by in dict(choices) else ""
    return FigurePage(
        indicator=now.indicator,
        period=period,
        complete=now.complete,
        whole=_whole(seen, figures, now),
        change=_change(seen, figures, now),
        signal="" if now.counting.still_fills else _newest(chart),
        months=months,
        chart=chart,
        years=() if seen.inside else _years(seen, figures, now),
        by=chosen,
        breakdowns=choices,
        groups=groups_of(seen, figures, now, chosen) if chosen else (),
        inside=seen.inside,
        notes=notes,
    )


def figure_rows(viewer: Viewer, figures: Figures, key: str, asked: Period) -> Iterator[tables.Row]:
    """The figure's numbers as rows for a file: the period, over time, and its groups. Raises Refused, ValueError."""
    seen = sight_of(viewer)
    indicator = figures.indicators[key]
    allowed = {by for by, _ in breakdowns(seen, figures, indicator)}
    over_time = (
        _newest_months(figures, indicator)
        if seen.inside
        else [year for year in years_over(figures) if year != asked]
    )

    def rows(periods: Iterable[Period], *, by_groups: bool) -> Iterator[tables.Row]:
        return tables.rows(
            [indicator],
            figures.tallies(key),
            periods,
            figures.tables,
            populations=figures.populations,
            breakdowns=by_groups,
            hide_below=seen.limit,
            wider=figures.wider,
        )

    yield from (
        row
        for row in rows([asked], by_groups=True)
        if row["breakdown"] in {"", *allowed}
        and seen.shows(row["breakdown"], None if row["group"] == tables.NOT_RECORDED else row["group"])
    )
    yield from rows(over_time, by_groups=False)


def made(viewer: Viewer, indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """Every indicator, in the order of its key, to say how it is made or what it waits for. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.see"))
    return tuple(indicators[key] for key in sorted(indicators, key=in_order))


def groups_of(seen: Sight, figures: Figures, now: Reading, by: str) -> tuple[Group, ...]:
    """The groups of a breakdown in their own order, never by value; those that nothing happened in are left out."""
    found = figures.broken_down(now.indicator.key, now.period, by)
    # The councils of a pool are no breakdown of the indicator, and are called what they are called.
    breakdown = next((each for each in now.counting.breakdowns if each.by == by), None)
    labels = (
        names(breakdown, figures.tables[now.counting.numerator.table].by_name[breakdown.name])
        if breakdown
        else {}
    )
    _, shown = guard(now, found, limit=seen.limit)
    return tuple(
        Group("Not recorded" if group is None else labels.get(group, group), each, group)
        for group, each in shown.items()
        if seen.shows(by, group) and (each.hidden or each.reading.numerator or each.reading.denominator)
    )


def _whole(seen: Sight, figures: Figures, now: Reading) -> Guarded:
    """A figure by itself, also for readers who each know a part of it."""
    shown = guard(now, limit=seen.limit)[0]
    held = {each.by for each in now.counting.breakdowns}
    for by in seen.each_knows:
        if by in held:
            shown = among_those_who_know(shown, figures.broken_down(now.indicator.key, now.period, by))
    return shown


def _change(seen: Sight, figures: Figures, now: Reading) -> str:
    """What became of it since the same period a year before, where both are whole and may be seen."""
    before = figures.reading(now.indicator.key, now.period.a_year_before, by=now.by, group=now.group)
    if not (now.complete and before.complete) or any(
        _whole(seen, figures, each).hidden for each in (now, before)
    ):
        return ""
    return change(now, before)


def _months(figures: Figures, now: Reading, notes: ChartNotes) -> tuple[tuple[Month, ...], Chart | None]:
    """Whole months, oldest first, and their control chart, for staff of the council."""
    periods = _newest_months(figures, now.indicator)
    series = figures.series(now.indicator.key, periods, by=now.by, group=now.group)
    # What came before the first value is no part of the series: nothing was counted yet.
    began = next((at for at, each in enumerate(series) if each.value is not None), 0)
    shown = [guard(each, limit=0)[0] for each in series[began:]]
    if all(each.reading.value is None for each in shown):
        return (), None
    readings = [each.reading for each in shown]
    chart = rolling_chart(readings) if _by_people(now.indicator) else chart_of(readings, notes)
    return tuple(
        Month(each.reading.period, each, tuple(RULES[signal] for signal in RULES if signal in broken))
        for each, broken in zip(shown, chart.signals, strict=True)
    ), chart


def _by_people(indicator: Indicator) -> bool:
    """True for a rate for so many people who live here."""
    counting = indicator.counting
    return counting is not None and isinstance(counting.denominator, Population)


def _newest_months(figures: Figures, indicator: Indicator) -> list[Period]:
    """The newest whole months; of a rate for so many people the twelve months to the end of each, for a month has no people of its own."""
    months = figures.months(MONTHS)
    if not _by_people(indicator):
        return months
    twelve = (Period(Grain.TWELVE_MONTHS, month.number) for month in months)
    return [each for each in twelve if figures.complete(each)]


def _years(seen: Sight, figures: Figures, now: Reading) -> tuple[Month, ...]:
    """Years that are over, oldest first, each hidden or shown by itself."""
    series = figures.series(now.indicator.key, years_over(figures), by=now.by, group=now.group)
    return tuple(Month(each.period, _whole(seen, figures, each)) for each in series)


def _newest(chart: Chart | None) -> str:
    """What the newest month of a chart says, in words; "" where there are too few months to say anything."""
    if chart is None or chart.phases[-1].centre is None:
        return ""
    if not chart.signals[-1]:
        return "It varies as it always does."
    return "The newest month is more than chance: " + " ".join(
        RULES[each] for each in RULES if each in chart.signals[-1]
    )
