"""Definitions as Ibis expressions: one compiler for every engine.

Only what every engine does alike is used: filter, join, group by, count and different values under a condition, cases, days between two
days, and whole-number sums on year and month. Ibis is loaded when it is needed, because it is large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from goldenthread.ground.facts import Kind
from goldenthread.insight.language import conditions as c
from goldenthread.insight.language.breakdowns import BANDS, groups
from goldenthread.insight.language.definition import THE_END, Days, Tally
from goldenthread.insight.language.periods import Grain
from goldenthread.insight.language.plan import Asked, Split, Window
from goldenthread.insight.tallies import Cell

if TYPE_CHECKING:
    import ibis.expr.types as ir

PERIOD, GROUP, END, TOOK, MANY = "_period", "_group", THE_END, "_took", "_many"


@dataclass(frozen=True)
class Question:
    """One pass over one table: an expression, and which cells its columns answer.

    The result has ``_period``, ``_group`` and either one column for each name in ``answers``, or ``_took`` and ``_many``.
    """

    expression: ir.Table
    grain: Grain
    by: str
    answers: Mapping[str, tuple[Asked, ...]]
    of_days: bool

    def cells(self, row: Mapping[str, Any]) -> Iterator[tuple[Cell, int, int | None]]:
        """The cells that a row of the result fills: cell, number, and the day of a histogram."""
        for column, many in self.answers.items():
            for asked in many:
                cell = Cell(asked.indicator, asked.role, self.grain, int(row[PERIOD]), self.by, row[GROUP])
                yield cell, int(row[column] or 0), int(row[TOOK]) if self.of_days else None


def questions(asked: Iterable[Asked], tables: Mapping[str, ir.Table], window: Window) -> Iterator[Question]:
    """Passes that answer all that is asked: parts over the same rows with the same breakdown share one pass."""
    units = [
        (one.tally.table, one.tally.day, one.tally.opened, one.tally.closed, split.by, split, grain, one)
        for one in asked
        for split in one.splits
        for grain in one.grains
    ]
    units.sort(key=lambda unit: (*unit[:5], unit[6]))
    for _, group in groupby(units, key=lambda unit: (*unit[:5], unit[6])):
        together = list(group)
        split, grain = together[0][5], together[0][6]
        different: dict[Tally, list[Asked]] = {}
        for *_, one in together:
            different.setdefault(one.tally, []).append(one)
        first = together[0][7].tally
        # Carrying only what is asked about makes the expressions several times quicker to compile.
        needed = tables[first.table].select(*sorted(_columns(different, split)))
        rows = _placed(needed, first, split, grain, window)
        counts = {tally: many for tally, many in different.items() if tally.days is None}
        if counts:
            yield _counts(rows, grain, split, counts)
        for tally, many in different.items():
            if tally.days:
                yield _histogram(rows, grain, split, tally, tally.days, many)


def _columns(tallies: Iterable[Tally], split: Split) -> set[str]:
    """The columns that these tallies and their breakdown look at."""
    names = {split.column.name} if split.column else set()
    for tally in tallies:
        names |= {tally.day, tally.opened, tally.closed, tally.different}
        if tally.days:
            names |= {tally.days.column, tally.days.start, tally.days.end}
        for part in c.every_part(tally.where):
            names |= {getattr(part, name, "") for name in ("column", "start", "end")}
    return names - {"", THE_END}


def _placed(table: ir.Table, tally: Tally, split: Split, grain: Grain, window: Window) -> ir.Table:
    """The rows with the period they count in and the group they belong to; only rows that count in the window."""
    import ibis

    if tally.day:
        inside = table.filter(table[tally.day].between(*(ibis.date(day) for day in window.days)))
        rows = inside.mutate(**{PERIOD: _number(inside[tally.day], grain)})
    else:
        ends = ibis.array([ibis.date(end) for _, end in window.ends()]).unnest().name(END).as_table()
        joined = table.join(
            ends,
            [
                table[tally.opened] <= ends[END],
                table[tally.closed].isnull() | (table[tally.closed] > ends[END]),
            ],
        )
        rows = joined.mutate(**{PERIOD: _month(joined[END])})
    return rows.mutate(**{GROUP: _group(rows, split)})


def _counts(rows: ir.Table, grain: Grain, split: Split, tallies: Mapping[Tally, list[Asked]]) -> Question:
    columns, answers = {}, {}
    for number, (tally, asked) in enumerate(tallies.items()):
        name = f"n{number}"
        where = None if tally.where == c.EVERY_ROW else _condition(tally.where, rows, grain)
        columns[name] = (
            rows[tally.different].nunique(where=where) if tally.different else rows.count(where=where)
        )
        answers[name] = tuple(asked)
    return Question(
        rows.group_by(PERIOD, GROUP).aggregate(**columns), grain, split.by, answers, of_days=False
    )


def _histogram(
    rows: ir.Table, grain: Grain, split: Split, tally: Tally, days: Days, asked: list[Asked]
) -> Question:
    if tally.where != c.EVERY_ROW:
        rows = rows.filter(_condition(tally.where, rows, grain))
    took = rows[days.column] if days.column else rows[days.end].delta(rows[days.start], unit="day")
    measured = rows.mutate(**{TOOK: took})
    counted = (
        measured.filter(measured[TOOK] >= 0)
        .group_by(PERIOD, GROUP, TOOK)
        .aggregate(**{MANY: lambda t: t.count()})
    )
    return Question(counted, grain, split.by, {MANY: tuple(asked)}, of_days=True)


def _month(day: Any) -> ir.IntegerValue:
    found: ir.IntegerValue = day.year().cast("int64") * 12 + day.month().cast("int64") - 1
    return found


def _number(day: Any, grain: Grain) -> ir.IntegerValue:
    month = _month(day)
    if grain is Grain.MONTH:
        return month
    return (month // 3 if grain is Grain.QUARTER else (month - 3) // 12).cast("int64")


def _group(rows: ir.Table, split: Split) -> ir.StringValue:
    import ibis

    if split.breakdown is None or split.column is None:
        return ibis.null("string")
    value = rows[split.column.name]
    if split.breakdown.bands:
        bands = BANDS[split.breakdown.bands]
        return ibis.cases(
            *((value.between(low, high), name) for name, low, high in bands), else_=ibis.null("string")
        )
    if named := groups(split.breakdown, split.column):
        return ibis.cases(
            *((value == stored, name) for stored, name in named.items()), else_=ibis.null("string")
        )
    return value.cast("string") if split.column.kind is Kind.KEY else value


def _condition(condition: c.Condition, rows: ir.Table, grain: Grain) -> ir.BooleanValue:
    import ibis

    match condition:
        case c.Is(column, value):
            return rows[column] == ibis.literal(value)
        case c.OneOf(column, values):
            return rows[column].isin(values)
        case c.Known(column):
            return rows[column].notnull()
        case c.Missing(column):
            return rows[column].isnull()
        case c.Within(start, end, days):
            found: ir.BooleanValue = rows[end].delta(rows[start], unit="day").between(0, days)
            return found
        case c.During(column):
            during: ir.BooleanValue = _number(rows[column], grain) == rows[PERIOD]
            return during
        case c.All(parts):
            return ibis.and_(*(_condition(part, rows, grain) for part in parts))
        case c.Any(parts):
            return ibis.or_(*(_condition(part, rows, grain) for part in parts))
