"""Figures that agencies supply: the framework as one table, one measure with its agencies, parts and past, and sizes of services."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from goldenthread.access.need_to_know import counted, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.queries import AgencyName, agencies
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.ground.figures.division import in_100, per_cent
from goldenthread.ground.figures.intervals import Interval, wilson
from goldenthread.ground.figures.sentences import (
    change_sentence,
    count_sentence,
    hidden_sentence,
    share_sentence,
)
from goldenthread.ground.figures.suppression import HIDDEN, LIMIT
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.framework import Supplied, read_framework
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.models import SuppliedFigure
from goldenthread.insight.outside import guard
from goldenthread.insight.policy.supplied import late
from goldenthread.insight.queries.latest import indicators
from goldenthread.insight.vocabulary.supplied import Basis, MeasureSort

# Counted for an agency by this house from what was asked of it.
BY_AGENCY = "agency"
PAST = 6
# A figure's place: measure, agency, part and period as it is written.
FigureKey = tuple[str, UUID, str, str]


@dataclass(frozen=True)
class SuppliedLine:
    """One figure as a reader may see it. ``hidden``: its counts are too small to show. ``basis`` None: this house counted it."""

    measure: Supplied
    agency: str
    agency_id: UUID | None
    part: str
    period: Period
    numerator: int
    denominator: int | None
    basis: Basis | None
    source: str
    reason: str
    number: int
    at: datetime | None
    by_name: str
    file_name: str
    hidden: bool
    same_definition: bool
    limit: int = LIMIT

    @property
    def value(self) -> Fraction | None:
        """A share in 100, or a count; None where it is hidden or there is nothing to divide by."""
        if self.hidden:
            return None
        if self.measure.measure == "count":
            return Fraction(self.numerator)
        return per_cent(self.numerator, self.denominator)

    @property
    def interval(self) -> Interval | None:
        """What chance alone could make of a share."""
        return None if self.hidden else wilson(self.numerator, self.denominator)

    @property
    def shown(self) -> str:
        """The value for a table."""
        if self.hidden:
            return str(HIDDEN)
        if self.measure.measure == "count":
            return f"{self.numerator:,}"
        return in_100(self.numerator, self.denominator) or "–"

    @property
    def sentence(self) -> str:
        """The figure in plain words."""
        if self.hidden:
            return hidden_sentence(self.limit)
        if self.measure.measure == "count":
            return count_sentence(self.numerator, self.measure.of)
        return share_sentence(self.numerator, self.denominator, self.measure.of, self.measure.did)


@dataclass(frozen=True)
class SuppliedCell:
    """One agency's newest figure of a part. ``asked``: it is expected to supply it; ``late``: the newest period's has not come."""

    agency: AgencyName
    line: SuppliedLine | None
    asked: bool
    late: bool


@dataclass(frozen=True)
class FrameworkRow:
    """One part of a measure, across agencies. ``period``: the newest that is over."""

    measure: Supplied
    part: str
    part_name: str
    period: Period
    cells: tuple[SuppliedCell, ...]


@dataclass(frozen=True)
class Framework:
    """The whole table: agencies across, measures down; and what the reader's own agency has still to supply."""

    agencies: tuple[AgencyName, ...]
    rows: tuple[FrameworkRow, ...]
    owed: tuple[FrameworkRow, ...]


@dataclass(frozen=True)
class MeasurePage:
    """One measure: its newest figures by agency and part, each part's past, and every row that was supplied, newest first."""

    measure: Supplied
    newest: tuple[SuppliedLine, ...]
    changes: Mapping[tuple[str, str], str]
    past: tuple[SuppliedLine, ...]
    said: tuple[SuppliedLine, ...]


@lru_cache(maxsize=1)
def framework_measures() -> dict[str, Supplied]:
    """Every measure of the framework by its key."""
    return read_framework(indicators())


def framework(viewer: Viewer, figures: Figures | None) -> Framework:
    """The framework as this viewer may see it. Two queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "framework.see"))
    shown = [each for each in framework_measures().values() if each.sort is not MeasureSort.SIZE]
    members = _members(viewer, shown)
    held = _newest(lines_of(viewer, visible(viewer, SuppliedFigure)))
    rows = []
    for measure in shown:
        period = _newest_of(viewer, measure)
        here = _counted(viewer, figures, measure, period, members)
        for part, name in measure.part_names.items():
            row = FrameworkRow(measure, part, name, period, ())
            cells = tuple(
                _cell(row, each, here.get(each.name) or held.get((measure.key, each.id, part)))
                for each in members
            )
            rows.append(replace(row, cells=cells))
    return Framework(members, tuple(rows), tuple(row for row in rows if _owed(viewer, row)))


def measure_page(viewer: Viewer, key: str, figures: Figures | None) -> MeasurePage:
    """One measure. Raises Refused, and KeyError for one that is not there. Two queries."""
    insist(permission_verdict(viewer.role, "framework.see"))
    measure = framework_measures()[key]
    if measure.counted:
        members = _members(viewer, [measure])
        period = _newest_of(viewer, measure)
        past = [
            line
            for each in _back(period)
            for line in _counted(viewer, figures, measure, each, members).values()
        ]
        newest = [line for line in past if line.period == period]
        return MeasurePage(measure, tuple(newest), {}, tuple(past), ())
    said = lines_of(viewer, visible(viewer, SuppliedFigure).filter(measure=key))
    holds = holding(said)
    past = sorted(
        holds.values(),
        key=lambda each: (-each.period.number, each.agency, list(measure.part_names).index(each.part)),
    )
    newest = [line for line in past if line is _first_of(past, line)]
    return MeasurePage(
        measure,
        tuple(newest),
        {(line.agency, line.part): _change(line, past) for line in newest},
        tuple(past),
        tuple(reversed(said)),
    )


def for_indicator(
    viewer: Viewer, names: Sequence[str]
) -> tuple[tuple[Supplied, tuple[SuppliedLine, ...]], ...]:
    """What agencies supplied for an indicator: each measure with the newest figure of each agency and part. One query.

    ``names`` are those of the indicator: "T1", or one part "U1/citizens". Raises Refused.
    """
    insist(permission_verdict(viewer.role, "framework.see"))
    wanted = [name.partition("/")[::2] for name in names]
    rows = visible(viewer, SuppliedFigure).filter(measure__in={key for key, _ in wanted})
    held = sorted(_newest(lines_of(viewer, rows)).values(), key=lambda each: (each.agency, each.part))
    return tuple(
        (
            framework_measures()[key],
            tuple(each for each in held if each.measure.key == key and part in ("", each.part)),
        )
        for key, part in wanted
    )


def supplied_now(viewer: Viewer, key: str, agency_id: UUID, period: str) -> tuple[SuppliedLine, ...]:
    """What stands now for an agency's measure in a period, by part. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "framework.see"))
    rows = visible(viewer, SuppliedFigure).filter(measure=key, agency_id=agency_id, period=period)
    return tuple(holding(lines_of(viewer, rows)).values())


def standing(viewer: Viewer, places: Collection[FigureKey]) -> dict[FigureKey, SuppliedLine]:
    """What stands now in each of many places that hold something. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "framework.see"))
    rows = visible(viewer, SuppliedFigure).filter(
        measure__in={each[0] for each in places},
        agency_id__in={each[1] for each in places},
        period__in={each[3] for each in places},
    )
    held = holding(lines_of(viewer, rows)).items()
    return {(key, agency, part, str(period)): line for (key, agency, part, period), line in held if agency}


def version_of(lines: Iterable[SuppliedLine]) -> int:
    """The version of an agency's figures in a period: how often something was said."""
    return sum(each.number for each in lines)


def who_supplies(viewer: Viewer, measure: Supplied) -> tuple[AgencyName, ...]:
    """The agencies for which this viewer may supply a measure: its own, or any for who keeps the framework. One query."""
    if measure.counted or not viewer.may("framework.supply"):
        return ()
    found = agencies(measure.suppliers)
    return tuple(each for each in found if viewer.may("framework.keep") or each.id == viewer.agency_id)


def sizes(viewer: Viewer) -> dict[str, SuppliedLine]:
    """The newest size of each care service, by its name: places, or people served where it has none. One query. Raises Refused."""
    keys = [each.key for each in framework_measures().values() if each.sort is MeasureSort.SIZE]
    held = _newest(lines_of(viewer, counted(viewer, SuppliedFigure).filter(measure__in=keys)))
    found: dict[str, SuppliedLine] = {}
    for line in sorted(held.values(), key=lambda each: keys.index(each.measure.key)):
        if line.numerator:
            found.setdefault(line.agency, line)
    return found


def _members(viewer: Viewer, measures: Iterable[Supplied]) -> tuple[AgencyName, ...]:
    """The agencies of the partnership that supply any of these; a care service is set beside nobody, and sees itself alone."""
    kinds = {kind for each in measures for kind in each.suppliers}
    if viewer.role is not Role.PROVIDER_MANAGER:
        return tuple(agencies(tuple(sorted(kinds - {"provider"}))))
    return tuple(each for each in agencies(("provider",)) if each.id == viewer.agency_id)


def _cell(row: FrameworkRow, agency: AgencyName, line: SuppliedLine | None) -> SuppliedCell:
    asked = row.measure.expects(agency.kind, row.part)
    behind = line is None or line.period < row.period
    due = late(last=row.period.last, due_days=row.measure.due_days, today=moment.today())
    return SuppliedCell(agency, line, asked, asked and behind and due)


def _owed(viewer: Viewer, row: FrameworkRow) -> bool:
    """Whether the viewer's own agency has still to supply it."""
    return viewer.may("framework.supply") and any(
        cell.agency.id == viewer.agency_id
        and cell.asked
        and (cell.line is None or cell.line.period < row.period)
        for cell in row.cells
    )


def _newest_of(viewer: Viewer, measure: Supplied) -> Period:
    """The newest period that is over. Of what this house counts, readers outside the council see years: a hidden quarter is the year
    without the other quarters."""
    if measure.counted and hide_below(viewer):
        return Period.of(month_of(moment.today()), Grain.YEAR).before
    return measure.newest_over(moment.today())


def _counted(
    viewer: Viewer,
    figures: Figures | None,
    measure: Supplied,
    period: Period,
    members: Iterable[AgencyName],
) -> dict[str, SuppliedLine]:
    """Figures that this house counts for each agency, by its name."""
    if figures is None or figures.of_others or not measure.counted:
        return {}
    limit, found = hide_below(viewer), {}
    groups = figures.broken_down(measure.counted, period, BY_AGENCY)
    # All agencies are guarded together: the whole stands on the figure's own page, and gives one hidden alone away.
    _, safe = guard(figures.reading(measure.counted, period), groups, limit=limit)
    for each in members:
        now = groups.get(each.name)
        part, whole = (now.numerator, now.denominator) if now else (None, None)
        nobody = not whole or part is None
        # Outside the council nobody is told from somebody: an agency without a case looks like one with few.
        if each.kind not in measure.suppliers or (nobody and not limit):
            continue
        found[each.name] = SuppliedLine(
            measure, each.name, each.id, "", period, part or 0, whole, None,
            f"Counted here as {measure.counted}", "", 0, None, "", "",
            nobody or safe[each.name].hidden, True, limit,
        )  # fmt: skip
    return found


def lines_of(viewer: Viewer, rows: Iterable[SuppliedFigure]) -> list[SuppliedLine]:
    """Rows as lines, oldest first. Those of a measure that is not in the framework any more are left out."""
    limit, known = hide_below(viewer), framework_measures()
    return [
        SuppliedLine(
            measure=known[row.measure],
            agency=row.agency_name,
            agency_id=row.agency_id,
            part=row.part,
            period=Period.read(row.period),
            numerator=row.numerator,
            denominator=row.denominator,
            basis=Basis(row.basis),
            source=row.source,
            reason=row.reason,
            number=row.number,
            at=row.at,
            by_name=f"{row.by_name}, {row.by_agency}",
            file_name=row.file_name,
            hidden=known[row.measure].people
            and not (row.agency_id == viewer.agency_id and viewer.may("framework.supply"))
            and _small(row.numerator, row.denominator, limit),
            same_definition=row.definition == known[row.measure].version,
            limit=limit,
        )
        for row in rows
        if row.measure in known and row.part in known[row.measure].part_names
    ]


def _small(part: int, whole: int | None, limit: int) -> bool:
    """Of a share both sides are protected: those who did, and those who did not."""
    return any(0 < each < limit for each in (part, (whole or 0) - part)) or 0 < (whole or 0) < limit


def holding(lines: Iterable[SuppliedLine]) -> dict[tuple[str, UUID | None, str, Period], SuppliedLine]:
    """The newest row of each place holds."""
    return {(each.measure.key, each.agency_id, each.part, each.period): each for each in lines}


def _newest(lines: Iterable[SuppliedLine]) -> dict[tuple[str, UUID | None, str], SuppliedLine]:
    """Of each measure, agency and part the newest period's figure that means what the measure means today."""
    held = sorted(holding(lines).values(), key=lambda each: each.period.number)
    return {(each.measure.key, each.agency_id, each.part): each for each in held if each.same_definition}


def _first_of(past: list[SuppliedLine], line: SuppliedLine) -> SuppliedLine | None:
    return next((each for each in past if (each.agency, each.part) == (line.agency, line.part)), None)


def _change(line: SuppliedLine, past: list[SuppliedLine]) -> str:
    """What became of a share since the figure before it."""
    before = next(
        (
            each
            for each in past
            if (each.agency, each.part) == (line.agency, line.part) and each.period < line.period
        ),
        None,
    )
    if before is None or line.hidden or before.hidden or not (line.denominator and before.denominator):
        return ""
    if not (line.same_definition and before.same_definition):
        return "The definition has changed since, so the two are not compared."
    return change_sentence(
        (line.numerator, line.denominator), (before.numerator, before.denominator), str(before.period)
    )


def _back(period: Period) -> list[Period]:
    found = [period]
    while len(found) < PAST:
        found.append(found[-1].before)
    return found


def newest_periods(measure: Supplied, day: date) -> list[Period]:
    """Periods that may be supplied, newest first."""
    return _back(measure.newest_over(day))
