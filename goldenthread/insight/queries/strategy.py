"""The strategy: for each outcome, what each service is measured by, whether it reaches its target, and what it answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.queries import AgencyName, agencies
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground import moment
from goldenthread.ground.rules import RULEBOOK
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import CubeError, Figures
from goldenthread.insight.framework.strategy import Strategy, StrategyLine, StrategyOutcome, strategy_on
from goldenthread.insight.language.periods import BadPeriod, Grain, Period, month_of
from goldenthread.insight.models import StrategyStep, SuppliedFigure
from goldenthread.insight.outside import Guarded, guard
from goldenthread.insight.policy.signals import target_missed
from goldenthread.insight.queries.latest import indicators, latest
from goldenthread.insight.queries.sight import TEAM, teams_for, years_over
from goldenthread.insight.queries.supplied import SuppliedLine, framework_measures, holding, lines_of
from goldenthread.insight.readings import Reading
from goldenthread.insight.vocabulary.supplied import MeasureSort, StrategyDeed

PAST = 4


@dataclass(frozen=True)
class StrategySaid:
    """What was said of a missed measure. ``shown``: what the figure showed then; empty where it is too small for this reader."""

    period: Period
    deed: StrategyDeed
    words: str
    action: str
    action_due_on: date | None
    shown: str
    at: datetime
    by_id: UUID
    by_name: str
    by_agency: str


@dataclass(frozen=True)
class Value:
    """A figure of one period as the reader may see it. ``value`` None: hidden, not supplied, or nothing to divide by."""

    period: Period
    value: Fraction | None
    cases: int | None
    shown: str
    sentence: str


@dataclass(frozen=True)
class LineNow:
    """One measure of one service in its newest period, or in the one asked for. ``past`` is newest first.

    ``agency`` is None where no agency bears the service's name. ``steps`` are what was said of this period, ``said`` all that was ever
    said, newest first. ``inside``: the reader may answer for, and look at, the period that is shown.
    """

    line: StrategyLine
    name: str
    sort: MeasureSort | None
    agency: AgencyName | None
    period: Period
    shown: str
    sentence: str
    missed: bool
    told: bool
    past: tuple[Value, ...]
    steps: tuple[StrategySaid, ...]
    said: tuple[StrategySaid, ...]
    inside: bool

    @property
    def answer(self) -> StrategySaid | None:
        """The newest answer."""
        return next((each for each in (self.steps or self.said) if each.deed is StrategyDeed.ANSWERED), None)

    @property
    def waits(self) -> bool:
        """A target is missed, and nobody has answered, or the answer did not do."""
        told = self.steps if self.inside else self.said
        return self.missed and (not told or told[0].deed is StrategyDeed.ASKED_AGAIN)

    @property
    def action_late(self) -> bool:
        """The day of the action that was promised has passed, and the measure is still missed."""
        due = self.answer.action_due_on if self.answer else None
        return self.missed and due is not None and due < moment.today()


@dataclass(frozen=True)
class StrategyPage:
    """The strategy and its outcomes, each with what services are measured by; a care service sees its own lines alone."""

    strategy: Strategy
    outcomes: tuple[tuple[StrategyOutcome, tuple[LineNow, ...]], ...]

    @property
    def lines(self) -> tuple[LineNow, ...]:
        """Every line."""
        return tuple(line for _, lines in self.outcomes for line in lines)


def strategy_page(viewer: Viewer) -> StrategyPage | None:
    """The strategy as this viewer may see it; None where there is none today. Three queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "framework.see"))
    found = _strategy()
    if found is None:
        return None
    read = _Reader(viewer, [line for outcome in found.outcome for line in outcome.measure])
    return StrategyPage(
        found,
        tuple(
            (outcome, tuple(read.now(line) for line in outcome.measure if read.sees(line)))
            for outcome in found.outcome
        ),
    )


def line_now(viewer: Viewer, key: str, period: str = "") -> LineNow | None:
    """One line, in a period where one is given; None where there is none for this viewer. Raises Refused."""
    insist(permission_verdict(viewer.role, "framework.see"))
    found = _strategy()
    try:
        line = found.line(key) if found else None
        asked = Period.read(period) if period else None
    except (KeyError, BadPeriod):
        return None
    if line is None:
        return None
    read = _Reader(viewer, [line])
    return read.now(line, asked) if read.sees(line) else None


def is_line(viewer: Viewer, key: str) -> bool:
    """Whether the strategy in force has a line of this key, whoever may see it: the strategy itself is no secret. Raises Refused."""
    insist(permission_verdict(viewer.role, "framework.see"))
    found = _strategy()
    return found is not None and any(line.key == key for each in found.outcome for line in each.measure)


def _strategy() -> Strategy | None:
    folder = Path(settings.POLICY_FOLDER) / "strategy"
    return _read(folder, moment.today())


@lru_cache(maxsize=4)
def _read(folder: Path, day: date) -> Strategy | None:
    counted = [key for key, each in indicators().items() if each.counting]
    return strategy_on(folder, day, counted, framework_measures())


class _Reader:
    """Reads lines of a strategy for one viewer, with everything that is held asked for once."""

    def __init__(self, viewer: Viewer, lines: Iterable[StrategyLine]) -> None:
        wanted = list(lines)
        self.viewer = viewer
        self.limit = hide_below(viewer)
        self.teams = teams_for(viewer) if any(line.by == TEAM for line in wanted) else frozenset()
        self.figures = _own_figures()
        self.agencies = {each.name: each for each in agencies()}
        keys = {line.figure for line in wanted}
        rows = visible(viewer, SuppliedFigure).filter(measure__in=keys)
        self.declared = lines_of(viewer, rows)
        self.held = sorted(holding(self.declared).values(), key=lambda each: -each.period.number)
        self.steps = list(
            visible(viewer, StrategyStep)
            .filter(line__in=[line.key for line in wanted])
            .order_by("-at", "-number")
        )

    def sees(self, line: StrategyLine) -> bool:
        """What a care service is held to is between it and the council; of all else every member agency reads."""
        if line.service == self.viewer.agency_name or self.viewer.sees_small_numbers:
            return True
        agency = self.agencies.get(line.service)
        of_provider = agency is not None and agency.kind == AgencyKind.PROVIDER
        return self.viewer.role is not Role.PROVIDER_MANAGER and not of_provider

    def now(self, line: StrategyLine, asked: Period | None = None) -> LineNow:
        """The line in its newest period that has a figure, or in the one asked for."""
        supplied = line.figure in framework_measures()
        past = self._supplied(line) if supplied else self._counted(line)
        shown = next((each for each in past if asked in (None, each.period)), None)
        period = asked or (shown.period if shown else _quarter())
        inside = supplied or not self.limit
        kept_back = RULEBOOK["OWN-04"].sentence if self._one_worker(line) else ""
        said = tuple(
            _said(each, shown=self._shows(line, each.period)) for each in self.steps if each.line == line.key
        )
        missed = shown is not None and target_missed(
            None if shown.value is None else float(shown.value),
            shown.cases,
            at_least=line.at_least,
            at_most=line.at_most,
            fewest=line.fewest,
        )
        measure = framework_measures().get(line.figure)
        name = measure.name if measure else indicators()[line.figure].name
        part = f": {measure.part_names[line.part]}" if measure and line.part else ""
        return LineNow(
            line=line,
            name=name + part,
            sort=measure.sort if measure else None,
            agency=self.agencies.get(line.service),
            period=period,
            shown=shown.shown if shown else "Not shown" if kept_back else "Not supplied",
            sentence=shown.sentence if shown else kept_back or "This was not supplied.",
            missed=missed,
            told=shown is not None and shown.value is not None and (shown.cases or 0) >= line.fewest,
            past=tuple(past[:PAST]),
            steps=tuple(each for each in said if each.period == period),
            said=said,
            inside=inside,
        )

    def _shows(self, line: StrategyLine, period: str) -> bool:
        """Whether what a figure showed to whoever answered may be read here: none that was declared then is hidden from this reader."""
        then = [
            each.hidden
            for each in self.declared
            if (each.measure.key, each.part, each.agency, str(each.period))
            == (line.figure, line.part, line.service, period)
        ]
        return not self.limit or (bool(then) and not any(then))

    def _one_worker(self, line: StrategyLine) -> bool:
        """The figure is of a team so small that it is its workers'."""
        return line.by == TEAM and line.group not in self.teams

    def _supplied(self, line: StrategyLine) -> list[Value]:
        return [
            Value(each.period, each.value, _cases(each), each.shown, each.sentence)
            for each in self.held
            if (each.measure.key, each.part, each.agency) == (line.figure, line.part, line.service)
            and each.same_definition
        ]

    def _counted(self, line: StrategyLine) -> list[Value]:
        """Quarters inside the council; outside it years that are over: a hidden quarter is the year without the others."""
        if self.figures is None or self._one_worker(line):
            return []
        if self.limit:
            periods = list(reversed(years_over(self.figures)))
        else:
            periods = [Period(Grain.QUARTER, _quarter().number - back) for back in range(PAST)]
        return [found for period in periods if (found := self._value(line, period)) is not None]

    def _value(self, line: StrategyLine, period: Period) -> Value | None:
        assert self.figures is not None, "read where there are figures"
        now = self.figures.reading(line.figure, period, by=line.by, group=line.group if line.by else None)
        if now.value is None:
            return None
        safe = self._guarded(line, now)
        cases = now.numerator if now.denominator is None else now.denominator
        unit = f" {now.unit}" if now.unit and not safe.hidden else ""
        value = None if safe.hidden else now.value
        return Value(period, value, cases, f"{safe.value}{unit}", safe.sentence)

    def _guarded(self, line: StrategyLine, now: Reading) -> Guarded:
        """A group is guarded with the others: the whole stands on the figure's own page, and gives one hidden alone away."""
        if self.figures is None or line.by not in {each.by for each in now.counting.breakdowns}:
            return guard(now, limit=self.limit)[0]
        whole = self.figures.reading(line.figure, now.period)
        groups = self.figures.broken_down(line.figure, now.period, line.by) | {line.group: now}
        return guard(whole, groups, limit=self.limit)[1][line.group]


def _cases(line: SuppliedLine) -> int | None:
    return line.numerator if line.denominator is None else line.denominator


def _said(row: StrategyStep, *, shown: bool) -> StrategySaid:
    return StrategySaid(
        Period.read(row.period), StrategyDeed(row.deed), row.words, row.action, row.action_due_on,
        row.shown if shown else "", row.at, row.by_id, row.by_name, row.by_agency,
    )  # fmt: skip


def _own_figures() -> Figures | None:
    """The council's own figures; none where they cannot be read, or others' are shown."""
    try:
        figures = latest()
    except CubeError:
        return None
    return None if figures is None or figures.of_others else figures


def _quarter() -> Period:
    """The newest whole quarter."""
    return Period.of(month_of(moment.today()), Grain.QUARTER).before
