"""The plain counter: rows one by one, as the definition reads. Slow, and the judge of every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from goldenthread.ground.facts import FactTable
from goldenthread.insight.language import conditions as c
from goldenthread.insight.language.breakdowns import group_of
from goldenthread.insight.language.definition import THE_END, Counting, Days, Tally
from goldenthread.insight.language.periods import Grain, month_of, number_of
from goldenthread.insight.language.plan import Asked, Split, Window, plan
from goldenthread.insight.tallies import Cell, Counted

Row = Mapping[str, object]


def as_rows(table: FactTable, rows: Iterable[tuple]) -> list[Row]:
    """Rows as rooms yield them, by column name. Raises ValueError for a row of another length."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def tally(
    rows: Mapping[str, Iterable[Row]],
    indicators: Mapping[str, Counting],
    tables: Mapping[str, FactTable],
    window: Window,
    *,
    agreed_only: bool = False,
) -> Counted:
    """Count every part of every indicator over rows by table."""
    counted = Counted()
    for asked in plan(indicators, tables, agreed_only=agreed_only):
        of_table = list(rows.get(asked.tally.table, ()))
        for split in asked.splits:
            for grain in asked.grains:
                _count(counted, asked, split, grain, of_table, window)
    return counted


def _count(
    counted: Counted, asked: Asked, split: Split, grain: Grain, rows: Iterable[Row], window: Window
) -> None:
    seen: set[tuple[Cell, object]] = set()
    for row in rows:
        for period, end in _periods(asked.tally, row, grain, window):
            if not holds(asked.tally.where, row, period, grain):
                continue
            group = (
                group_of(split.breakdown, split.column, row[split.column.name])
                if split.breakdown and split.column
                else None
            )
            cell = Cell(asked.indicator, asked.role, grain, period, split.by, group)
            if asked.tally.days:
                took = took_days(asked.tally.days, row, end)
                if took is not None:
                    counted.add(cell, 1, took)
            elif not asked.tally.different:
                counted.add(cell, 1)
            elif (key := row[asked.tally.different]) is not None and (cell, key) not in seen:
                seen.add((cell, key))
                counted.add(cell, 1)


def _periods(tally: Tally, row: Row, grain: Grain, window: Window) -> list[tuple[int, date]]:
    """The periods a row counts in, each with its end."""
    if tally.day:
        day = _day(row, tally.day)
        if day is None or month_of(day) not in window.months:
            return []
        return [(number_of(month_of(day), grain), day)]
    opened, closed = _day(row, tally.opened), _day(row, tally.closed)
    return [
        (month, end)
        for month, end in window.ends()
        if opened is not None and opened <= end and (closed is None or closed > end)
    ]


def took_days(days: Days, row: Row, end: date) -> int | None:
    """How many days a row took; None where that is not known or the days are in the wrong order."""
    if days.column:
        took = row[days.column]
        return took if isinstance(took, int) and took >= 0 else None
    start = _day(row, days.start)
    last = end if days.end == THE_END else _day(row, days.end)
    return (last - start).days if start and last and last >= start else None


def holds(condition: c.Condition, row: Row, period: int, grain: Grain) -> bool:
    """Whether a row meets the condition in this period. A condition on something missing is not met."""
    match condition:
        case c.Is(column, value):
            return row[column] is not None and row[column] == value
        case c.OneOf(column, values):
            return row[column] is not None and row[column] in values
        case c.Known(column):
            return row[column] is not None
        case c.Missing(column):
            return row[column] is None
        case c.Within(start, end, days):
            first, last = _day(row, start), _day(row, end)
            return first is not None and last is not None and 0 <= (last - first).days <= days
        case c.During(column):
            day = _day(row, column)
            return day is not None and number_of(month_of(day), grain) == period
        case c.All(parts):
            return all(holds(part, row, period, grain) for part in parts)
        case c.Any(parts):
            return any(holds(part, row, period, grain) for part in parts)


def _day(row: Row, column: str) -> date | None:
    value = row[column]
    return value if isinstance(value, date) else None
