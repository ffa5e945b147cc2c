"""Data reports to boards: which are due, what one issue holds, and the paper that is sent.

The paper shows what readers outside the council may see: the newest year that is over with its counts, and months (or quarters, where most
months are too small) as whole percentages without counts, none where either side of one is under the limit of local policy. Its chart is made of what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.small_numbers import hide_in_public
from goldenthread.access.viewer import Viewer
from goldenthread.ground import local_policy, moment
from goldenthread.ground.figures.control import RULES, Chart, xmr
from goldenthread.ground.figures.division import rounded
from goldenthread.ground.papers import Block, Bullets, Grid, Heading, Paper, Text, Trend
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import DIRECTIONS, Measure
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.models import IssueExplanation, RegularIssue, RegularReport
from goldenthread.insight.outside import guard
from goldenthread.insight.policy.regular import may_be_sent
from goldenthread.insight.queries.charts import phases_of
from goldenthread.insight.queries.latest import indicators
from goldenthread.insight.queries.phases import NOTHING_SAID, ChartNotes, chart_notes
from goldenthread.insight.queries.sight import as_at, years_over
from goldenthread.insight.readings import Reading
from goldenthread.insight.vocabulary.regular import BoardAudience, IssueState

MONTHS, QUARTERS = 24, 12
NOT_COUNTED = "is not counted any more"


@dataclass(frozen=True)
class Explained:
    """What somebody says of one figure."""

    words: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class IssueRow:
    """One issue in a list. ``kept_id``: the report that was kept when it was sent."""

    id: UUID
    number: int
    due_on: date
    state: IssueState
    begun_by: str
    sent_at: datetime | None
    sent_by: str
    kept_id: UUID | None


@dataclass(frozen=True)
class RegularRow:
    """One report with its issues, newest first. ``late``: its day has passed and it has not been sent."""

    id: UUID
    version: int
    title: str
    audience: BoardAudience
    readers: str
    figures: tuple[str, ...]
    every_months: int
    next_due_on: date
    stopped_on: date | None
    late: bool
    draft: IssueRow | None
    sent: tuple[IssueRow, ...]


@dataclass(frozen=True)
class IssuePage:
    """One issue that is drawn up: its report, and what was said of each figure."""

    row: IssueRow
    version: int
    report: RegularRow
    explained: Mapping[str, Explained]


def regular_reports(viewer: Viewer) -> tuple[RegularRow, ...]:
    """Every report, the one that is due first before the others. Two queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.see"))
    rows = list(visible(viewer, RegularReport).order_by("stopped_on", "next_due_on", "title"))
    issues: dict[UUID, list[IssueRow]] = {}
    for issue in visible(viewer, RegularIssue).filter(report__in=[row.pk for row in rows]):
        issues.setdefault(issue.report_id, []).append(_issue(issue))
    return tuple(_row(row, issues.get(row.pk, [])) for row in rows)


def regular_report(viewer: Viewer, report_id: UUID) -> RegularRow:
    """One report. Two queries. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "figures.see"))
    row = find(viewer, RegularReport, report_id)
    return _row(row, [_issue(each) for each in visible(viewer, RegularIssue).filter(report=row)])


def issue_page(viewer: Viewer, issue_id: UUID) -> IssuePage:
    """One issue, for those who draw it up. Three queries. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "figures.report"))
    row = find(viewer, RegularIssue, issue_id, along=("report",))
    return IssuePage(_issue(row), row.version, _row(row.report, [_issue(row)]), explanations(row))


def explanations(issue: RegularIssue) -> dict[str, Explained]:
    """What was said last of each figure of an issue that was found through need-to-know. One query."""
    rows = IssueExplanation.objects.filter(issue=issue)
    return {row.figure: Explained(row.words, row.at, row.by_name) for row in rows}


def may_be_chosen(figures: Iterable[str] = ()) -> dict[str, str]:
    """Figures that a report may hold, with their names; of these ``figures``, those that still are counted as it needs."""
    every = indicators()
    return {key: every[key].name for key in (figures or every) if key in every and may_be_sent(every[key])}


def paper_of_issue(
    viewer: Viewer, figures: Figures, report: RegularRow, number: int, said: Mapping[str, Explained]
) -> Paper:
    """The paper as it would be sent now. Two queries. Raises Refused for a role that sees no figures."""
    notes, names = chart_notes(viewer, report.figures), may_be_chosen(report.figures)
    blocks: list[Block] = [
        Text(
            f"For: {report.readers}. Drawn up on {moment.today():%-d %B %Y} from facts as at {as_at(figures):%-d %B %Y}. "
            "Each figure is followed by its course over time and by what a person says lies behind it."
        ),
        Text(
            "Small numbers are not shown, so that nobody can be recognised: a month or quarter is left out where fewer than "
            f"{hide_in_public()} stand on either side of it.",
            note=True,
        ),
    ]
    for key in report.figures:
        if key not in names or key not in figures.cube.lines:
            blocks += _missing(key, names.get(key, ""))
            continue
        blocks += _figure(figures, key, notes.get(key, NOTHING_SAID), said.get(key))
    council = local_policy.current().on(moment.today()).council
    standing = f"Issue {number}, for the {report.audience.label.lower()}"
    return Paper(report.title, council, moment.today().isoformat(), standing, tuple(blocks))


def _missing(key: str, name: str) -> list[Block]:
    """A figure whose definition was taken away or renamed since the report was set up, or of which nothing is counted yet."""
    if name:
        return [Heading(name), Text("Nothing has been counted of it yet.")]
    return [Heading(f"Figure {key}"), Text(f"{key} {NOT_COUNTED}.")]


def _figure(figures: Figures, key: str, notes: ChartNotes, said: Explained | None) -> list[Block]:
    indicator = figures.indicators[key]
    months, values = _course(figures, key)
    blocks: list[Block] = [Heading(indicator.name)]
    blocks += [Text(f"{period}: {words}") for period, words in _years(figures, key)]
    chart = xmr(
        values, phases_of([each.period.first for each in months], notes), floor=0,
        ceiling=100 if indicator.counting and indicator.counting.measure is Measure.SHARE else None,
    )  # fmt: skip
    blocks.append(Text(_told(months, chart)))
    if any(value is not None for value in values):
        blocks += _drawn(indicator.name, months, chart)
    blocks.append(Heading("What lies behind it", 2))
    if said:
        blocks.append(Text(said.words))
        blocks.append(Text(f"{said.by_name}, {moment.london(said.at):%-d %B %Y}", note=True))
    else:
        blocks.append(Text("Nobody has explained it yet.", note=True))
    blocks.append(
        Bullets(
            (
                f"{DIRECTIONS[indicator.direction].capitalize()}.",
                f"What is counted: {indicator.definition}",
                f"Definition {key}, version {indicator.version[:12]}.",
            )
        )
    )
    return blocks


def _course(figures: Figures, key: str) -> tuple[list[Reading], list[float | None]]:
    """The figure over time, oldest first: months, or quarters where most months are too small to show. Never both."""
    months = _since_shown(figures.series(key, figures.months(MONTHS)))
    values = [_shown(each) for each in months]
    if values and 2 * sum(value is not None for value in values) >= len(values):
        return months, values
    last = Period.of(month_of(as_at(figures).date()), Grain.QUARTER).number
    every = (Period(Grain.QUARTER, number) for number in range(last - QUARTERS, last))
    held = [each for each in every if each.months[0] >= figures.cube.months[0]]
    quarters = _since_shown(figures.series(key, held))
    return quarters, [_shown(each) for each in quarters]


def _since_shown(series: list[Reading]) -> list[Reading]:
    """From the first that can be shown: what lies before it tells a reader nothing."""
    first = next((place for place, each in enumerate(series) if _shown(each) is not None), len(series))
    return series[first:]


def _shown(reading: Reading) -> float | None:
    """A month as a whole percentage or rate; None where it was not supplied, or either side of it is under the limit."""
    n, of = reading.numerator, reading.denominator
    if reading.value is None or n is None or not of:
        return None
    sides = (n, of - n) if reading.counting.measure is Measure.SHARE else (n, of)
    if any(side < hide_in_public() for side in sides):
        return None
    return float(rounded(reading.value) or 0)


def _years(figures: Figures, key: str) -> list[tuple[str, str]]:
    """The newest year that is over, and the one before it, each guarded as on pages made to be shown in public."""
    found: list[tuple[str, str]] = []
    for year in reversed(years_over(figures)[-2:]):
        safe = guard(figures.reading(key, year), limit=hide_in_public())[0]
        if not (found and safe.hidden):
            found.append((f"Year {year}", safe.sentence))
    return found


def _told(months: list[Reading], chart: Chart) -> str:
    """What the chart says, in words."""
    shown = [place for place, value in enumerate(chart.values) if value is not None]
    if not shown:
        return "No month or quarter can be shown: each number, or one that could be worked out from it, is too small."
    hidden = len(months) - len(shown)
    name = f"{months[0].period.grain.value}s"
    left = f" {hidden} of {len(months)} {name} are not shown." if hidden else ""
    if chart.phases[-1].centre is None:
        return f"There are too few {name} that can be shown to tell change from chance.{left}"
    newest = shown[-1]
    rules = " ".join(RULES[each] for each in RULES if each in chart.signals[newest])
    if not rules:
        return f"Over time it varies as it always does; the average is {chart.phases[-1].centre:.0f}.{left}"
    return f"{_named(months[newest].period)} is more than chance. {rules} The average is {chart.phases[-1].centre:.0f}.{left}"


def _drawn(name: str, months: list[Reading], chart: Chart) -> list[Block]:
    unit = months[0].unit
    labels = [_named(each.period) for each in months]
    points = tuple(
        (label, value, bool(rules))
        for label, value, rules in zip(labels, chart.values, chart.signals, strict=True)
    )
    bands = tuple((each.start, each.end, each.centre, each.low, each.high) for each in chart.phases)
    rows = tuple(
        (
            label,
            "[c]" if value is None else f"{value:.0f}",
            " ".join(RULES[each] for each in RULES if each in rules) or "–",
        )
        for label, value, rules in zip(labels, chart.values, chart.signals, strict=True)
    )[-12:]
    share, grain = months[0].counting.measure is Measure.SHARE, months[0].period.grain.value
    return [
        Trend(f"{name}, {grain} by {grain} ({unit})", points, bands, 100.0 if share else None),
        Grid(
            f"{name}: the newest {grain}s", (grain.capitalize(), unit.capitalize(), "More than chance"), rows
        ),
        *(
            Text(f"Limits begin anew in {labels[each.start]}: {each.reason}", note=True)
            for each in chart.phases
            if each.reason
        ),
    ]


def _named(period: Period) -> str:
    return str(period) if period.grain is Grain.QUARTER else f"{period.first:%b %Y}"


def _row(row: RegularReport, issues: list[IssueRow]) -> RegularRow:
    draft = next((each for each in issues if each.state is IssueState.DRAFT), None)
    return RegularRow(
        id=row.pk,
        version=row.version,
        title=row.title,
        audience=BoardAudience(row.audience),
        readers=row.readers,
        figures=tuple(row.figures.split(",")),
        every_months=row.every_months,
        next_due_on=row.next_due_on,
        stopped_on=row.stopped_on,
        late=row.stopped_on is None and row.next_due_on < moment.today(),
        draft=draft,
        sent=tuple(
            sorted((each for each in issues if each.state is IssueState.SENT), key=lambda each: -each.number)
        ),
    )


def _issue(row: RegularIssue) -> IssueRow:
    return IssueRow(
        row.pk,
        row.number,
        row.due_on,
        IssueState(row.state),
        row.begun_by,
        row.sent_at,
        row.sent_by,
        row.kept_id,
    )
