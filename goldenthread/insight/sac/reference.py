"""The return counted in plain Python, one row after another: slow, easy to check by eye, and the oracle of the fast counter.

It follows the counting rules of the collection as they are written, and shares nothing with the fast counter but the layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.insight.sac.layout import Address, Block, Cut, Layout, Metric
from goldenthread.insight.sac.values import Held, NoSuchFacts, is_held
from goldenthread.insight.sac.year import ReturnYear

Row = Mapping[str, Any]


def count(
    layout: Layout, facts: Mapping[str, Iterable[Row]], held: Held, year: ReturnYear
) -> dict[Address, int]:
    """Every cell that is not zero. ``facts`` are the rows of each table by the names of their columns.

    Raises NoSuchFacts for a word that is not in the vocabulary.
    """
    kept = {table: list(rows) for table, rows in facts.items()}
    found: dict[Address, int] = {}
    for block in layout.blocks:
        for metric in block.metrics:
            if is_held(block, metric, held):
                found |= _cells(block, metric, _in_year(metric, kept[metric.facts], year))
    return found


def place_of(cut: Cut | None, metric: Metric, row: Row) -> int | None:
    """Where a row stands in this cut; None where it stands nowhere."""
    if cut is None:
        return 0
    value = row[cut.column_of(metric)]
    if cut.bands:
        for at, (youngest, oldest) in enumerate(cut.bands):
            if value is not None and value >= youngest and (oldest is None or value <= oldest):
                return at
        return cut.missing
    if value is None:
        return cut.missing
    if value not in cut.words:
        raise NoSuchFacts(f"{metric.facts}.{cut.column} holds “{value}”, which is not a word of {cut.name}.")
    return cut.places.get(value)


def _in_year(metric: Metric, rows: Iterable[Row], year: ReturnYear) -> list[Row]:
    return [
        row
        for row in rows
        if row[metric.day] is not None
        and year.first <= row[metric.day] <= year.last
        and (not metric.kind or row["kind"] == metric.kind)
    ]


def _subject(metric: Metric, row: Row) -> tuple[str, int]:
    for key in metric.subject:
        if row[key] is not None:
            return key, row[key]
    raise NoSuchFacts(f"a row of {metric.facts} has none of the keys {', '.join(metric.subject)}.")


def _cells(block: Block, metric: Metric, rows: list[Row]) -> dict[Address, int]:
    if block.once:
        latest = {}
        for row in sorted(rows, key=lambda row: (row[metric.day], row[metric.case])):
            latest[_subject(metric, row)] = row
        rows = list(latest.values())
    subjects: dict[Address, set[tuple[str, int]]] = {}
    for row in rows:
        if block.where and row[block.where[0].column_of(metric)] not in block.where[1]:
            continue
        at, across = place_of(block.rows, metric, row), place_of(block.columns, metric, row)
        if at is not None and across is not None:
            subjects.setdefault(block.address(metric, at, across), set()).add(_subject(metric, row))
    return {address: len(whom) for address, whom in subjects.items()}
