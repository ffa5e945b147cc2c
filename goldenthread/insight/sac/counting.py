"""The return counted from published facts with DuckDB: each fact is read once for a year, and every table tallied from it.

Nothing here divides, hides or judges. The plain counter in ``reference`` is its oracle.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread.insight.sac.layout import Address, Layout
from goldenthread.insight.sac.stage import stages
from goldenthread.insight.sac.values import Held, Tally
from goldenthread.insight.sac.year import ReturnYear

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Well under the 2 GiB that are promised for England; what does not fit is spilt to a temporary folder.
MEMORY = "1500MB"


@dataclass(frozen=True)
class FactFiles:
    """Published facts as Parquet: for each table its files by month (2025-04) or financial year (2025), its columns, and the day
    that places its rows.
    """

    council: str
    as_at: datetime
    files: Mapping[str, Mapping[str, Path]]
    held: Held
    month_of: Mapping[str, str]

    def of(self, facts: str, day: str, year: ReturnYear) -> list[Path]:
        """The files that may hold rows with this day in the year: all of them, unless the day is the one of the months."""
        months = self.files.get(facts, {})
        if self.month_of.get(facts) != day:
            return list(months.values())
        wanted = span(str(year.begins))
        return [path for name, path in months.items() if _overlap(span(name), wanted)]


def span(name: str) -> tuple[str, str]:
    """The first and the last month of a file, by its name: a month, or the year in which a financial year begins."""
    return (f"{name}-04", f"{int(name) + 1}-03") if len(name) == 4 else (name, name)


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def tally(layout: Layout, facts: FactFiles, years: Iterable[ReturnYear]) -> Tally:
    """Count these years, one at a time, so that memory does not grow with them.

    Raises NoSuchFacts for facts that hold a word of no vocabulary.
    """
    counts: dict[ReturnYear, dict[Address, int]] = {}
    for year in sorted(set(years)):
        counts[year] = {}
        for stage in stages(layout, facts.held):
            if files := facts.of(stage.facts, stage.day, year):
                with _database() as db:
                    counts[year] |= dict(stage.count(db, files, year))
    return Tally(facts.council, facts.as_at, facts.held, counts)


def cases_behind(
    layout: Layout, facts: FactFiles, year: ReturnYear, addresses: Iterable[Address]
) -> dict[Address, list[int]]:
    """Keys of the cases behind each cell; none behind one that is not supplied. Raises KeyError when there is no such cell."""
    found: dict[Address, list[int]] = {address: [] for address in addresses}
    if unknown := set(found) - {known for block in layout.blocks for known, _ in block.cells()}:
        raise KeyError(*unknown)
    for stage in stages(layout, facts.held):
        wanted = [place for place in stage.places() if place[0].address(*place[1:]) in found]
        files = facts.of(stage.facts, stage.day, year)
        if wanted and files:
            with _database() as db:
                for place, keys in zip(wanted, stage.cases(db, files, year, wanted), strict=True):
                    found[place[0].address(*place[1:])] = keys
    return found


@contextmanager
def _database() -> Iterator[DuckDBPyConnection]:
    """A database in memory."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="sac-") as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": spill,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=config) as db:
            yield db
