"""Definitions as Ibis expressions, and those as the SQL of an engine: one compiler for all of them.

Only what every engine does alike is used: filter, join, group by, count and different values under a condition, cases, days between two
days, and whole-number sums on year and month. Ibis is loaded when it is needed, because it is large. Compiling takes longer than counting
a council; what is compiled once serves every council of the same months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from goldenthread.ground.facts import FactTable, Kind
from goldenthread.insight.language import conditions as c
from goldenthread.insight.language.breakdowns import BANDS, groups
from goldenthread.insight.language.definition import THE_END, Days, Tally
from goldenthread.insight.language.periods import Grain
from goldenthread.insight.language.plan import Asked, Split, Window
from goldenthread.insight.tallies import Cell

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TYPES = {
    Kind.KEY: "int64",
    Kind.WORD: "string",
    Kind.FLAG: "boolean",
    Kind.NUMBER: "int32",
    Kind.DAY: "date",
}
PERIOD, GROUP, END, TOOK, MANY = "_period", "_group", THE_END, "_took", "_many"


@dataclass(frozen=True)
class Question:
    """One pass over one table: an expression, and which cells its columns answer.

    The result has ``_period``, ``_group`` (unless it is of the whole) and either one column for each name in ``answers``, or ``_took`` and
    ``_many``. ``names``: the groups by the numbers that stand for them in the result, where any do.
    """

    sql: str
    grain: Grain
    by: str
    answers: Mapping[str, tuple[Asked, ...]]
    of_days: bool
    names: tuple[str, ...] = ()

    def cells(
        self, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> Iterator[tuple[Cell, int, int | None]]:
        """The cells that the rows of the result fill: cell, number other than zero, and the day of a histogram.

        Raises ValueError for a word that the facts say cannot be there.
        """
        at = {name: place for place, name in enumerate(columns)}
        asked = [
            (at[column], [(one.indicator, one.role, self.grain) for one in many])
            for column, many in self.answers.items()
        ]
        for row in rows:
            period, group = int(row[at[PERIOD]]), self._group(row[at[GROUP]]) if GROUP in at else None
            day = int(row[at[TOOK]]) if self.of_days else None
            for place, many in asked:
                if number := row[place]:
                    for head in many:
                        yield Cell(*head, period, self.by, group), int(number), day

    def _group(self, told: Any) -> str | None:
        if told is None:
            return None
        if not self.names:
            return str(told)
        if told >= len(self.names):
            raise ValueError(f"{self.by} holds a word that is not in its list. Write the snapshot again.")
        return str(self.names[told])


@lru_cache(maxsize=16)
def questions(
    dialect: str, asked: tuple[Asked, ...], facts: tuple[FactTable, ...], window: Window
) -> tuple[Question, ...]:
    """Passes that answer all that is asked: parts over the same rows with the same breakdown share one pass."""
    tables = named(facts)
    units = [
        (one.tally.table, one.tally.day, one.tally.opened, one.tally.closed, way(split), split, grain, one)
        for one in asked
        for split in one.splits
        for grain in one.grains
    ]
    units.sort(key=lambda unit: (*unit[:5], unit[6]))
    found: list[Question] = []
    for _, group in groupby(units, key=lambda unit: (*unit[:5], unit[6])):
        together = list(group)
        split, grain = together[0][5], together[0][6]
        tallies: dict[Tally, list[Asked]] = {}
        for *_, one in together:
            tallies.setdefault(one.tally, []).append(one)
        found += _passes(tables, tallies, split, grain, window, dialect)
    return tuple(found)


def named(facts: Iterable[FactTable]) -> dict[str, ir.Table]:
    """The tables of facts, as expressions are made of them."""
    import ibis

    return {
        table.name: ibis.table(
            {column.name: _TYPES[column.kind] for column in table.columns}, name=table.name
        )
        for table in facts
    }


def _passes(
    tables: Mapping[str, ir.Table],
    tallies: Mapping[Tally, list[Asked]],
    split: Split,
    grain: Grain,
    window: Window,
    dialect: str,
) -> Iterator[Question]:
    import ibis

    first = next(iter(tallies))
    # Carrying only what is asked about makes the expressions quicker to compile.
    needed = tables[first.table].select(*sorted(columns_of(tallies, split)))
    rows = _placed(needed, first, split, grain, window)

    def question(counted: ir.Table, answers: Mapping[str, tuple[Asked, ...]], *, of_days: bool) -> Question:
        return Question(str(ibis.to_sql(counted, dialect=dialect)), grain, split.by, answers, of_days)

    if counts := {tally: many for tally, many in tallies.items() if tally.days is None}:
        names = {f"n{number}": tally for number, tally in enumerate(counts)}
        answers = {name: tuple(counts[tally]) for name, tally in names.items()}
        yield question(_counts(rows, grain, names), answers, of_days=False)
    for tally, many in tallies.items():
        if tally.days:
            yield question(_histogram(rows, grain, tally, tally.days), {MANY: tuple(many)}, of_days=True)


def way(split: Split) -> tuple[str, ...]:
    """What makes two splits of one table the same: the column, and how its values are grouped."""
    if split.breakdown is None or split.column is None:
        return ("",)
    return split.column.name, split.by, split.breakdown.bands


def columns_of(tallies: Iterable[Tally], split: Split) -> set[str]:
    """The columns that these tallies and their breakdown look at."""
    names = {split.column.name} if split.column else set()
    for tally in tallies:
        names |= {tally.day, tally.opened, tally.closed, tally.different}
        if tally.days:
            names |= {tally.days.column, tally.days.start, tally.days.end}
        for part in c.every_part(tally.where):
            names |= {getattr(part, name, "") for name in ("column", "start", "end")}
    return names - {"", THE_END}


def within(table: ir.Table, tally: Tally, window: Window) -> tuple[ir.Table, str]:
    """The rows that count in the window, and the name of the day that places each in its period."""
    import ibis

    if tally.day:
        return table.filter(table[tally.day].between(*(ibis.date(day) for day in window.days))), tally.day
    ends = ibis.array([ibis.date(end) for _, end in window.ends()]).unnest().name(END).as_table()
    is_open = [
        table[tally.opened] <= ends[END],
        table[tally.closed].isnull() | (table[tally.closed] > ends[END]),
    ]
    return table.join(ends, is_open), END


def _placed(table: ir.Table, tally: Tally, split: Split, grain: Grain, window: Window) -> ir.Table:
    """The rows with the period they count in and the group they belong to; only rows that count in the window."""
    inside, day = within(table, tally, window)
    rows = inside.mutate(**{PERIOD: period_of(inside[day], grain)})
    return rows.mutate(**{GROUP: group_of(rows, split)})


def _counts(rows: ir.Table, grain: Grain, names: Mapping[str, Tally]) -> ir.Table:
    columns = {}
    for name, tally in names.items():
        where = None if tally.where == c.EVERY_ROW else condition(tally.where, rows, rows[PERIOD], grain)
        columns[name] = (
            rows[tally.different].nunique(where=where) if tally.different else rows.count(where=where)
        )
    return rows.group_by(PERIOD, GROUP).aggregate(**columns)


def _histogram(rows: ir.Table, grain: Grain, tally: Tally, days: Days) -> ir.Table:
    if tally.where != c.EVERY_ROW:
        rows = rows.filter(condition(tally.where, rows, rows[PERIOD], grain))
    measured = rows.mutate(**{TOOK: took(rows, days)})
    known = measured.filter(measured[TOOK] >= 0)
    return known.group_by(PERIOD, GROUP, TOOK).aggregate(**{MANY: known.count()})


def took(rows: ir.Table, days: Days) -> ir.IntegerValue:
    """How many days each row took, as its facts say; less than none where its days are in the wrong order."""
    found: ir.IntegerValue = (
        rows[days.column] if days.column else rows[days.end].delta(rows[days.start], unit="day")
    )
    return found


def _month(day: Any) -> ir.IntegerValue:
    found: ir.IntegerValue = day.year().cast("int64") * 12 + day.month().cast("int64") - 1
    return found


def period_of(day: Any, grain: Grain) -> ir.IntegerValue:
    """The number of the period of this length in which a day lies."""
    month = _month(day)
    if grain is Grain.MONTH:
        return month
    return (month // 3 if grain is Grain.QUARTER else (month - 3) // 12).cast("int64")


def group_of(rows: ir.Table, split: Split) -> ir.StringValue:
    """The group each row belongs to."""
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


def condition(asked: c.Condition, rows: ir.Table, period: ir.IntegerValue, grain: Grain) -> ir.BooleanValue:
    """Whether each row meets the condition in its period, which is of this length."""
    import ibis

    match asked:
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
            during: ir.BooleanValue = period_of(rows[column], grain) == period
            return during
        case c.All(parts):
            return ibis.and_(*(condition(part, rows, period, grain) for part in parts))
        case c.Any(parts):
            return ibis.or_(*(condition(part, rows, period, grain) for part in parts))
