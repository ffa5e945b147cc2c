"""The cube: every indicator, month and breakdown of a snapshot tallied once, in one small file that needs no engine to be read.

Dashboards read it alone. The first line tells where the tallies come from; each further line holds one indicator and is only read when
that one is asked for. A cube of another definition of an indicator has no figure for it, rather than a wrong one.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from goldenthread.ground.facts import FactTable, fact_tables
from goldenthread.ground.moment import london
from goldenthread.insight.engines import duckdb_over, tally
from goldenthread.insight.language.definition import Indicator, Role
from goldenthread.insight.language.periods import Grain, Period, month_of, months_named
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed
from goldenthread.insight.readings import Populations, Reading, broken_down, reading
from goldenthread.insight.snapshots import Snapshot, open_snapshot
from goldenthread.insight.tallies import Cell, Counted, Source, Tallies
from goldenthread.insight.wider import Wider

FORMAT = 1
Head = tuple[str, str, str, str | None]
NAME = "tallies.cube"


class CubeError(Exception):
    """A cube cannot be read. The message says what to do."""


def tally_snapshot(
    folder: Path,
    indicators: Mapping[str, Indicator],
    *,
    agreed_only: bool = False,
    threads: int | None = None,
) -> Tallies:
    """Tally these indicators over every month of a snapshot with DuckDB.

    ``agreed_only`` leaves out breakdowns that mean something in one council only: teams, services, agencies and workers.
    Raises SnapshotError for a folder that is no snapshot, or not whole.
    """
    snapshot, tables = open_snapshot(folder), fact_tables()
    as_at, months = london(snapshot.as_at).date(), months_held(snapshot)
    files = {name: snapshot.paths(name) for name in tables}
    counted = fed(indicators.values())
    with duckdb_over(files, tables, threads=threads) as opened:
        found = tally(opened, counted, tables, Window(months, as_at), agreed_only=agreed_only)
    source = Source(snapshot.council, snapshot.as_at.isoformat(), months[0], months[-1])
    return Tallies((source,), months, {key: indicators[key].version for key in counted}, found)


def months_held(snapshot: Snapshot) -> range:
    """The months of a snapshot, from its first file to the moment of its facts."""
    last = month_of(london(snapshot.as_at).date())
    held = [month for table in snapshot.tables for month in snapshot.manifest.tables[table].months]
    return range(min(months_named(held), default=last), last + 1)


def write_cube(path: Path, tallies: Tallies, *, agreed_only: bool = False) -> int:
    """Write tallies as one file, whole or not at all. Returns its size in bytes. Raises OSError when it cannot be written."""
    head = {
        "format": FORMAT,
        "agreed_only": agreed_only,
        "months": [tallies.months[0], tallies.months[-1]],
        "sources": tallies.sources,
    }
    lines = [head, *_by_indicator(tallies)]
    text = "\n".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False) for line in lines)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(gzip.compress(text.encode(), mtime=0))
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path.stat().st_size


def _by_indicator(tallies: Tallies) -> Iterable[dict[str, Any]]:
    """One line for each indicator: ``cells`` are [role, grain, by, group, numbers]; numbers run period, count, period, count …

    ``days`` are the same with period, day, count.
    """
    cells: dict[str, dict[Head, list[tuple[int, ...]]]] = {key: {} for key in tallies.versions}
    days: dict[str, dict[Head, list[tuple[int, ...]]]] = {key: {} for key in tallies.versions}
    for cell, number in tallies.counted.counts.items():
        cells[cell.indicator].setdefault(_head(cell), []).append((cell.period, number))
    for cell, histogram in tallies.counted.days.items():
        several = ((cell.period, day, number) for day, number in histogram.items())
        days[cell.indicator].setdefault(_head(cell), []).extend(several)
    for key, version in sorted(tallies.versions.items()):
        yield {"key": key, "version": version, "cells": _flat(cells[key]), "days": _flat(days[key])}


def _flat(cells: Mapping[Head, list[tuple[int, ...]]]) -> list[list[Any]]:
    """Heads and numbers in a settled order, so that the same tallies are the same file."""
    order = sorted(cells, key=lambda head: (*head[:3], head[3] is None, head[3] or ""))
    return [[*head, [number for numbers in sorted(cells[head]) for number in numbers]] for head in order]


def _head(cell: Cell) -> Head:
    return cell.role.value, cell.grain.value, cell.by, cell.group


@dataclass
class Cube:
    """An opened cube. Indicators are read from it one by one, and kept."""

    sources: tuple[Source, ...]
    months: range
    agreed_only: bool
    lines: Mapping[str, str]
    _read: dict[str, Tallies] = field(default_factory=dict)

    def of(self, key: str) -> Tallies:
        """The tallies of one indicator. Raises KeyError for one that was not tallied."""
        if key not in self._read:
            line = json.loads(self.lines[key])
            self._read[key] = Tallies(self.sources, self.months, {key: line["version"]}, _counted(key, line))
        return self._read[key]

    def whole(self) -> Tallies:
        """The tallies of all."""
        parts = [self.of(key) for key in self.lines]
        counted = Counted()
        for part in parts:
            counted.counts |= part.counted.counts
            counted.days |= part.counted.days
        return Tallies(
            self.sources, self.months, {key: self.of(key).versions[key] for key in self.lines}, counted
        )


def _counted(key: str, line: Mapping[str, Any]) -> Counted:
    counted = Counted()
    for role, grain, by, group, numbers in line["cells"]:
        where = (key, Role(role), Grain(grain))
        for period, number in zip(numbers[::2], numbers[1::2], strict=True):
            counted.counts[Cell(*where, period, by, group)] = number
    for role, grain, by, group, numbers in line["days"]:
        where = (key, Role(role), Grain(grain))
        for period, day, number in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            counted.days.setdefault(Cell(*where, period, by, group), {})[day] = number
    return counted


def open_cube(path: Path) -> Cube:
    """Open a cube. Raises CubeError for a file that is missing, is no cube, or is of another format."""
    again = "Run: goldenthread indicators --facts DIR --cube"
    try:
        first, *rest = gzip.decompress(path.read_bytes()).decode().split("\n")
        head = json.loads(first)
        if head["format"] != FORMAT:
            raise CubeError(f"{path} was written in another format ({head['format']}). {again}")
        months = range(head["months"][0], head["months"][1] + 1)
        lines = {line[len('{"key":"') : line.index('",')]: line for line in rest}
        return Cube(tuple(Source(*each) for each in head["sources"]), months, head["agreed_only"], lines)
    except FileNotFoundError:
        raise CubeError(f"There are no tallies at {path} yet. {again}") from None
    except (OSError, EOFError, ValueError, KeyError, TypeError) as bad:
        raise CubeError(f"{path} is not a file of tallies, or it is damaged. {again}") from bad


@dataclass(frozen=True)
class Figures:
    """What dashboards, reports and exports read: figures of a cube, by today's definitions.

    ``of_others``: the cube is not the council's own, so no case of this house stands behind any of its figures.
    """

    cube: Cube
    indicators: Mapping[str, Indicator]
    populations: Populations = field(default_factory=dict)
    tables: Mapping[str, FactTable] = field(default_factory=fact_tables)
    of_others: bool = False

    @property
    def whose(self) -> str:
        """The council, or how many of them together."""
        councils = [source.council for source in self.cube.sources]
        return councils[0] if len(councils) == 1 else f"{len(councils)} councils together"

    def reading(self, key: str, period: Period, *, by: str = "", group: str | None = None) -> Reading:
        """One figure. An indicator whose definition has changed since the cube was written has none: it is not supplied."""
        found = reading(
            self.indicators[key], self.tallies(key), period, by=by, group=group, populations=self.populations
        )
        return self.wider.knowing(found)

    def series(
        self, key: str, periods: Iterable[Period], *, by: str = "", group: str | None = None
    ) -> list[Reading]:
        """The figure of several periods."""
        return [self.reading(key, period, by=by, group=group) for period in periods]

    def months(self, last: int = 24) -> list[Period]:
        """The newest months of the cube, oldest first, without one that is not over."""
        periods = [Period(Grain.MONTH, number) for number in self.cube.months]
        return [period for period in periods if self.complete(period)][-last:]

    def complete(self, period: Period) -> bool:
        """True when every month of the period was counted to its end."""
        return Tallies(self.cube.sources, self.cube.months, {}, Counted()).complete(period)

    def broken_down(self, key: str, period: Period, by: str) -> dict[str | None, Reading]:
        """The figure by every group of a breakdown. Raises ValueError for one that it does not have."""
        found = broken_down(self.indicators[key], self.tallies(key), period, by, self.tables)
        return {group: self.wider.knowing(each) for group, each in found.items()}

    @cached_property
    def wider(self) -> Wider:
        """Which counts hold which others, so that what is shown outside gives no small rest away."""
        return Wider(self.indicators, self.tallies)

    def tallies(self, key: str) -> Tallies:
        """The tallies of one indicator; none for one that was not counted, or by another definition."""
        if key in self.cube.lines:
            found = self.cube.of(key)
            if found.versions[key] == self.indicators[key].version:
                return found
        return Tallies(self.cube.sources, range(0), {}, Counted())
