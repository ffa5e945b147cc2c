"""From a figure to the cases behind it, for those who may open them.

Facts are nameless: nobody can tell from a fact whose it is. So the way leads the other way round (ADR 0011): of the cases in the
figure's time that the viewer may open, the facts are made anew and counted by the figure's own definition. A case that the viewer
may not open is never read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from uuid import NAMESPACE_URL, UUID, uuid5

from goldenthread.access.doorway import opening
from goldenthread.access.fact_rows import CaseBehind, Placing, key_of
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries.placed import concerns_placed
from goldenthread.enquiries.queries.placed import enquiries_placed
from goldenthread.ground.moment import london
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.breakdowns import group_of, names
from goldenthread.insight.language.definition import Counting, Indicator, Role, Tally
from goldenthread.insight.language.periods import Grain, Period, last_day
from goldenthread.insight.published import PUBLISHED
from goldenthread.insight.queries.sight import as_at, breakdowns, sight_of
from goldenthread.insight.reference import Row, holds, took_days
from goldenthread.letters.queries.placed import duties_placed

# More than these are no list to read; a shorter time or a group is.
MOST = 3_000
SAMPLE = 10
_CHUNK = 400
# The fact that names the case, of each table.
_CASE_KEY = {
    "concern": "concern_key",
    "concern_type": "concern_key",
    "enquiry": "enquiry_key",
    "allegation": "enquiry_key",
    "caused_report": "enquiry_key",
    "feedback": "duty_key",
}


@dataclass(frozen=True)
class Wanted:
    """Which cases: those a part of a figure counts, in a period, of the whole or of one group (None: not recorded)."""

    key: str
    part: Role
    period: Period
    by: str = ""
    group: str | None = None
    sample: bool = False


@dataclass(frozen=True)
class CasesPage:
    """The cases behind a figure.

    ``figure``: what the figure counted, when it was counted. ``here``: what the same definition counts over the cases listed, now;
    it is less than their number where the figure counts each adult once, and more where it counts several rows of one case.
    ``too_many``: there are more cases in this time than can be looked through. ``group``: its name, where one is asked for.
    """

    indicator: Indicator
    wanted: Wanted
    group: str
    figure: int | None
    here: int
    cases: tuple[CaseBehind, ...]
    of: int
    too_many: bool


def figure_id(key: str) -> UUID:
    """What the trail calls a figure."""
    return uuid5(NAMESPACE_URL, f"goldenthread:figure:{key}")


@opening("figures.cases", about="figure")
def cases_behind(viewer: Viewer, figure_id: UUID, *, figures: Figures, wanted: Wanted) -> CasesPage:
    """The cases that a figure counts and the viewer may open, newest first. The look is on the trail of the figure.

    Raises Refused for a role that opens no cases, and ValueError for a figure that is not counted by itself.
    """
    indicator = figures.indicators[wanted.key]
    counting, tally = _tally(indicator, wanted)
    place = _place(figures, tally, wanted.period)
    found = _candidates(viewer, tally, place) if place else ()
    too_many = len(found) > MOST
    matched = [] if too_many else list(_matched(viewer, figures, counting, tally, wanted, found))
    counted = {case.record for case, _ in matched}
    cases = tuple({case.id: case for case in found if case.record in counted}.values())
    shown = figures.reading(wanted.key, wanted.period, by=wanted.by, group=wanted.group)
    return CasesPage(
        indicator,
        wanted,
        _group_name(figures, counting, wanted),
        shown.numerator if wanted.part is Role.NUMERATOR else shown.denominator,
        len({row[tally.different] for _, row in matched if row[tally.different] is not None})
        if tally.different
        else len(matched),
        _sample(cases, wanted, figures) if wanted.sample else cases,
        len(cases),
        too_many,
    )


def _tally(indicator: Indicator, wanted: Wanted) -> tuple[Counting, Tally]:
    counting = indicator.counting
    found = dict(counting.parts).get(wanted.part) if counting else None
    if counting is None or found is None:
        raise ValueError(f"{wanted.key} has no such part to list")
    return counting, found


def _place(figures: Figures, tally: Tally, period: Period) -> Placing | None:
    """Where in time its cases lie; None where no month of the period was counted."""
    covered = [month for month in period.months if month in figures.cube.months]
    if not covered:
        return None
    end = last_day(covered[-1])
    if tally.at_the_end:
        return Placing(tally.opened, None, min(end, london(as_at(figures)).date()), still=tally.closed)
    # A day that is counted may lie ahead, such as the day that a report is due.
    return Placing(tally.day, Period(Grain.MONTH, covered[0]).first, end)


def _candidates(viewer: Viewer, tally: Tally, place: Placing) -> tuple[CaseBehind, ...]:
    match tally.table:
        case "concern" | "concern_type":
            return concerns_placed(viewer, place, most=MOST + 1)
        case "feedback":
            return duties_placed(viewer, place, most=MOST + 1)
    return enquiries_placed(viewer, place, most=MOST + 1, caused=tally.table == "caused_report")


def _matched(
    viewer: Viewer,
    figures: Figures,
    counting: Counting,
    tally: Tally,
    wanted: Wanted,
    found: tuple[CaseBehind, ...],
) -> Iterator[tuple[CaseBehind, Row]]:
    """Each fact of these cases that the definition counts, with its case."""
    table = figures.tables[tally.table]
    breakdown = next((each for each in counting.breakdowns if each.by == wanted.by), None)
    column = None
    if breakdown:
        column = table.by_name[breakdown.name if wanted.part is Role.NUMERATOR else breakdown.of]
    place = _place(figures, tally, wanted.period)
    for row, case in _facts(viewer, tally.table, found):
        if place is None or not _lies(row, tally, place):
            continue
        if not holds(tally.where, row, wanted.period.number, wanted.period.grain):
            continue
        if breakdown and column and group_of(breakdown, column, row[column.name]) != wanted.group:
            continue
        if tally.days and took_days(tally.days, row, place.last) is None:
            continue
        yield case, row


def _facts(viewer: Viewer, table: str, found: tuple[CaseBehind, ...]) -> Iterator[tuple[Row, CaseBehind]]:
    """The facts of these cases, made anew, each with its case."""
    published = next(each for each in PUBLISHED if each.table.name == table)
    columns = [column.name for column in published.table.columns]
    for start in range(0, len(found), _CHUNK):
        by_key = {key_of(case.record): case for case in found[start : start + _CHUNK]}
        of = [case.record for case in by_key.values()]
        for batch in published.rows(viewer, of=of):
            for values in zip(*batch, strict=True):
                row = dict(zip(columns, values, strict=True))
                yield row, by_key[row[_CASE_KEY[table]]]


def _lies(row: Row, tally: Tally, place: Placing) -> bool:
    """One case has several facts, such as reports asked for: each lies in the time or not."""
    day = row[place.day]
    if day is None or day > place.last or (place.first and day < place.first):  # type: ignore[operator]
        return False
    closed = row[place.still] if place.still else None
    return closed is None or closed > place.last  # type: ignore[operator]


def _group_name(figures: Figures, counting: Counting, wanted: Wanted) -> str:
    breakdown = next((each for each in counting.breakdowns if each.by == wanted.by), None)
    if breakdown is None:
        return ""
    if wanted.group is None:
        return "Not recorded"
    labels = names(breakdown, figures.tables[counting.numerator.table].by_name[breakdown.name])
    return labels.get(wanted.group, wanted.group)


def _sample(cases: tuple[CaseBehind, ...], wanted: Wanted, figures: Figures) -> tuple[CaseBehind, ...]:
    """Ten by chance. The draw is fixed by the figure, its period and the moment of the count, so that nobody can choose."""
    seed = f"{wanted.key}|{wanted.period}|{wanted.by}|{wanted.group}|{as_at(figures).isoformat()}"

    def drawn(case: CaseBehind) -> bytes:
        return blake2b(f"{seed}|{case.id}".encode(), digest_size=16).digest()

    return tuple(sorted(cases, key=drawn)[:SAMPLE])


def by_of(viewer: Viewer, figures: Figures, indicator: Indicator, by: str, group: str | None) -> str:
    """The breakdown asked for, if this viewer may choose it and see this group of it; else none."""
    seen = sight_of(viewer)
    return by if by in dict(breakdowns(seen, figures, indicator)) and seen.shows(by, group) else ""
