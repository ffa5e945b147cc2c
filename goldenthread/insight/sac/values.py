"""The return as values: its cells, and what was counted. Not supplied is None; it is never zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from goldenthread.insight.sac.layout import Address, Block, Layout, Metric
from goldenthread.insight.sac.written import Obligation
from goldenthread.insight.sac.year import ReturnYear

SUPPLIED, NOT_SUPPLIED = "supplied", "not_supplied"
# What the published facts hold: the columns of each fact. A block that needs another column is not supplied.
Held: TypeAlias = Mapping[str, frozenset[str]]


class NoSuchFacts(Exception):
    """The facts cannot be counted. The message says what is wrong with them, and what to do."""


@dataclass(frozen=True)
class Tally:
    """What was counted: each cell of each year that is not zero."""

    council: str
    as_at: datetime
    held: Held
    counts: Mapping[ReturnYear, Mapping[Address, int]]


@dataclass(frozen=True)
class Cell:
    """One cell of the return."""

    address: Address
    value: int | None
    obligation: Obligation

    @property
    def status(self) -> str:
        """``supplied`` or ``not_supplied``."""
        return NOT_SUPPLIED if self.value is None else SUPPLIED


@dataclass(frozen=True)
class Return:
    """The return of one council for one year."""

    layout: Layout
    council: str
    as_at: datetime
    cells: Mapping[Address, Cell]

    @property
    def year(self) -> ReturnYear:
        """Its year."""
        return self.layout.year

    def value(self, address: Address) -> int | None:
        """The count in a cell; None where it is not supplied."""
        return self.cells[address].value

    def sums(self, block: Block) -> Iterator[tuple[Metric, int, int]]:
        """For a supplied block: each metric, the place of each column, and what its rows add up to."""
        for metric in block.metrics:
            for column in range(len(block.column_labels)):
                found = [
                    self.value(block.address(metric, row, column)) for row in range(len(block.row_labels))
                ]
                numbers = [number for number in found if number is not None]
                if len(numbers) == len(found):
                    yield metric, column, sum(numbers)


def is_held(block: Block, metric: Metric, held: Held) -> bool:
    """Whether the facts hold every column that this part of a table reads."""
    return not block.waits_for and block.needs(metric) <= held.get(metric.facts, frozenset())


def read_return(layout: Layout, tally: Tally, year: ReturnYear | None = None) -> Return:
    """The return read from a tally: of the layout's year, or of another year by the same layout, to compare with.

    Raises NoSuchFacts for a year that was not tallied.
    """
    wanted = year or layout.year
    if wanted not in tally.counts:
        raise NoSuchFacts(f"{wanted} was not counted.")
    counts = tally.counts[wanted]
    cells = {
        address: Cell(
            address, counts.get(address, 0) if is_held(block, metric, tally.held) else None, metric.obligation
        )
        for block in layout.blocks
        for address, metric in block.cells()
    }
    return Return(layout, tally.council, tally.as_at, cells)
