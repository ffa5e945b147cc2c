"""Reading facts once: all that is asked of one table, by one day, is worked out in one pass and kept as a small table of numbers.

Each row keeps the periods it counts in, the number of its group in each breakdown, whether it meets each condition, and how many days it took.
Every count is then a pass over two or three narrow columns of that table instead of one over the facts. Only an engine that may
write tables of its own can do so; the answers are those of the compiler, which the same tests hold to the plain counter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from goldenthread.ground.facts import FactTable
from goldenthread.insight.compiler import (
    GROUP,
    MANY,
    PERIOD,
    TOOK,
    Question,
    columns_of,
    condition,
    group_of,
    named,
    period_of,
    took,
    way,
    within,
)
from goldenthread.insight.language import conditions as c
from goldenthread.insight.language.breakdowns import BANDS, groups
from goldenthread.insight.language.definition import Tally
from goldenthread.insight.language.periods import Grain
from goldenthread.insight.language.plan import Asked, Split, Window

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Stage:
    """A table to be made of one table of facts, and the passes over it."""

    name: str
    sql: str
    questions: tuple[Question, ...]


@lru_cache(maxsize=16)
def stages(
    dialect: str, asked: tuple[Asked, ...], facts: tuple[FactTable, ...], window: Window
) -> tuple[Stage, ...]:
    """What answers all that is asked, stage by stage."""
    tables = named(facts)

    def rows_of(one: Asked) -> tuple[str, str, str, str]:
        return one.tally.table, one.tally.day, one.tally.opened, one.tally.closed

    return tuple(
        _Staging(f"stage_{number}", tables, tuple(alike), window).made(dialect)
        for number, (_, alike) in enumerate(groupby(sorted(asked, key=rows_of), key=rows_of))
    )


@dataclass
class _Staging:
    """One stage while it is put together: its columns by what they hold."""

    name: str
    tables: Mapping[str, ir.Table]
    asked: Sequence[Asked]
    window: Window
    columns: dict[str, Any] = field(default_factory=dict)
    held: dict[object, str] = field(default_factory=dict)
    names: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def made(self, dialect: str) -> Stage:
        import ibis

        first = self.asked[0].tally
        needed = set().union(*(columns_of([one.tally], split) for one in self.asked for split in one.splits))
        self.rows, self.day = within(self.tables[first.table].select(*sorted(needed)), first, self.window)
        for one in self.asked:
            for grain in one.grains:
                self._take(one.tally, grain)
            for split in one.splits:
                self._group(split)
        staged = self.rows.select(**self.columns)
        table = ibis.table(staged.schema(), name=self.name)
        passes = tuple(self._passes(table, dialect))
        return Stage(self.name, str(ibis.to_sql(staged, dialect=dialect)), passes)

    def _hold(self, what: object, prefix: str, expression: Any) -> str:
        """The name of the column that holds this; made once."""
        if what not in self.held:
            self.held[what] = f"{prefix}{len(self.held)}"
            self.columns[self.held[what]] = expression
        return self.held[what]

    def _take(self, tally: Tally, grain: Grain) -> None:
        period = period_of(self.rows[self.day], grain)
        self._hold(grain, "p", period.cast("int16"))
        if tally.where != c.EVERY_ROW:
            met = condition(tally.where, self.rows, period, grain)
            self._hold(_asked(tally.where, grain), "c", met)
        if tally.different:
            self._hold(("different", tally.different), "k", self.rows[tally.different])
        if tally.days:
            self._hold(tally.days, "t", took(self.rows, tally.days).cast("int32"))

    def _group(self, split: Split) -> None:
        import ibis

        if split.breakdown is None or split.column is None or way(split) in self.held:
            return
        value = self.rows[split.column.name]
        if split.breakdown.bands:
            bands = BANDS[split.breakdown.bands]
            told: tuple[str, ...] = tuple(name for name, _, _ in bands)
            number = ibis.cases(
                *((value.between(low, high), at) for at, (_, low, high) in enumerate(bands)),
                else_=ibis.null("int8"),
            )
        elif stored := groups(split.breakdown, split.column) or _words(split):
            told = tuple(dict.fromkeys(stored.values()))
            # What is in no list is given the number after the last, and refused when it is read.
            number = ibis.cases(
                (value.isnull(), ibis.null("int8")),
                *((value == word, told.index(name)) for word, name in stored.items()),
                else_=len(told),
            )
        else:
            # Teams, services, workers: what there is is known from the rows alone.
            self._hold(way(split), "g", group_of(self.rows, split))
            return
        self.names[way(split)] = told
        self._hold(way(split), "g", number.cast("int8"))

    def _passes(self, table: ir.Table, dialect: str) -> Iterator[Question]:
        units = [
            (way(split), split.by, grain, one)
            for one in self.asked
            for split in one.splits
            for grain in one.grains
        ]
        units.sort(key=lambda unit: (unit[0], unit[2]))
        for (cut, grain), group in groupby(units, key=lambda unit: (unit[0], unit[2])):
            together = list(group)
            tallies: dict[Tally, list[Asked]] = {}
            for *_, one in together:
                tallies.setdefault(one.tally, []).append(one)
            yield from self._pass(table, tallies, cut, together[0][1], grain, dialect)

    def _pass(
        self,
        table: ir.Table,
        tallies: Mapping[Tally, list[Asked]],
        cut: tuple[str, ...],
        by: str,
        grain: Grain,
        dialect: str,
    ) -> Iterator[Question]:
        import ibis

        keys = {PERIOD: table[self.held[grain]]}
        if cut in self.held:
            keys[GROUP] = table[self.held[cut]]

        def question(
            counted: ir.Table, answers: Mapping[str, tuple[Asked, ...]], *, of_days: bool
        ) -> Question:
            sql = str(ibis.to_sql(counted, dialect=dialect))
            return Question(sql, grain, by, answers, of_days, self.names.get(cut, ()))

        if counts := {tally: many for tally, many in tallies.items() if tally.days is None}:
            columns, answers = {}, {}
            for number, (tally, many) in enumerate(counts.items()):
                where = self._met(table, tally, grain)
                key = table[self.held["different", tally.different]] if tally.different else None
                columns[f"n{number}"] = table.count(where=where) if key is None else key.nunique(where=where)
                answers[f"n{number}"] = tuple(many)
            yield question(table.group_by(**keys).aggregate(**columns), answers, of_days=False)
        for tally, many in tallies.items():
            if tally.days:
                days = table[self.held[tally.days]]
                met = self._met(table, tally, grain)
                rows = table.filter([days >= 0] if met is None else [met, days >= 0])
                here = {name: rows[key.get_name()] for name, key in keys.items()}
                here[TOOK] = rows[days.get_name()]
                found = rows.group_by(**here).aggregate(**{MANY: rows.count()})
                yield question(found, {MANY: tuple(many)}, of_days=True)

    def _met(self, table: ir.Table, tally: Tally, grain: Grain) -> ir.BooleanValue | None:
        if tally.where == c.EVERY_ROW:
            return None
        found: ir.BooleanValue = table[self.held[_asked(tally.where, grain)]]
        return found


def _asked(where: c.Condition, grain: Grain) -> tuple[object, ...]:
    """What makes two conditions the same column: a condition on the period itself differs with its length."""
    of_period = any(isinstance(part, c.During) for part in c.every_part(where))
    return "where", where, grain if of_period else None


def _words(split: Split) -> dict[str | bool | int, str]:
    """Every word of a closed list as its own group; empty where there is no such list."""
    words = split.column.words if split.column else None
    return {word.value: word.value for word in words} if words else {}
