"""A counted return as it is kept: its tables as they are laid out, what the checks found, and the cases behind each cell.

What is kept says itself how it is drawn. So an edition of years ago is shown as it was, whatever the layout says by then; only
a return that is sent for sign-off must be of the layout in force, and is read back into it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from goldenthread.insight.sac import policy
from goldenthread.insight.sac.checks import Finding
from goldenthread.insight.sac.counting import FactFiles, cases_behind
from goldenthread.insight.sac.layout import Address, Block, Layout, Metric
from goldenthread.insight.sac.prepare import Prepared
from goldenthread.insight.sac.values import Cell, NoSuchFacts, Return

FORMAT = 1


@dataclass(frozen=True)
class KeptCell:
    """A cell: its place among all cells, what was counted (None: not supplied), and in the year before, where that is known."""

    number: int
    value: int | None
    before: int | None


@dataclass(frozen=True)
class KeptBlock:
    """One metric of a part of a table: labels down and across, and its cells row by row. ``kind``: concern or enquiry."""

    metric: str
    obligation: str
    kind: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    waits_for: str
    cells: tuple[tuple[KeptCell, ...], ...]


@dataclass(frozen=True)
class KeptTable:
    """One table of the return."""

    code: str
    title: str
    note: str
    mark: str
    blocks: tuple[KeptBlock, ...]

    @property
    def cells(self) -> Iterator[KeptCell]:
        """Every cell of the table."""
        return (cell for block in self.blocks for row in block.cells for cell in row)


@dataclass(frozen=True)
class KeptFinding:
    """A check that is not met. ``kind``: concern or enquiry, "" where no cases stand behind it."""

    number: int
    code: str
    where: str
    sentence: str
    words: str
    count: int
    kind: str
    cells: tuple[int, ...]


@dataclass(frozen=True)
class KeptReturn:
    """A counted return. ``compared``: the year before was counted too."""

    council: str
    year: str
    as_at: datetime
    rule_version: str
    standing: str
    uncertain: tuple[str, ...]
    submit_by: date | None
    compared: bool
    tables: tuple[KeptTable, ...]
    findings: tuple[KeptFinding, ...]

    @cached_property
    def places(self) -> Mapping[int, tuple[Address, KeptBlock, KeptCell]]:
        """Every cell by its number, in the order of the file."""
        found: dict[int, tuple[Address, KeptBlock, KeptCell]] = {}
        for table in self.tables:
            for block in table.blocks:
                for row, cells in zip(block.rows, block.cells, strict=True):
                    for column, cell in zip(block.columns, cells, strict=True):
                        found[cell.number] = Address(table.code, block.metric, row, column), block, cell
        return found

    def as_counted(self, layout: Layout) -> tuple[Return, list[Finding]]:
        """Read back into its layout. Raises NoSuchFacts when the layout is another than it was counted by."""
        if layout.rule_version != self.rule_version:
            raise NoSuchFacts(
                f"It was counted by {self.rule_version}, and the rules are {layout.rule_version}."
            )
        values = {address: cell.value for address, _, cell in self.places.values()}
        cells = {
            address: Cell(address, values[address], metric.obligation)
            for block in layout.blocks
            for address, metric in block.cells()
        }
        found = Return(layout, self.council, self.as_at, cells)
        return found, [Finding(f.code, f.where, f.words, f.count, f.kind) for f in self.findings]


def with_entered(kept: KeptReturn, entered: Mapping[Address, int | None]) -> KeptReturn:
    """The return with numbers that people entered by hand, in cells that the facts cannot feed; nothing else can be entered.

    What SAC-17 says of cells that are not supplied is asked again.
    """
    tables = tuple(_entered_table(table, entered) for table in kept.tables)
    missing = {
        table.code: sum(
            cell.value is None
            for block in table.blocks
            if block.obligation == "mandatory"
            for row in block.cells
            for cell in row
        )
        for table in tables
    }
    findings = []
    for finding in kept.findings:
        if finding.code != "SAC-17":
            findings.append(finding)
        elif missing[finding.where]:
            waits_for = next(
                b.waits_for for table in tables if table.code == finding.where for b in table.blocks
            )
            verdict = policy.mandatory_supplied(missing=missing[finding.where], waits_for=waits_for)
            findings.append(replace(finding, words=verdict.words))
    return replace(kept, tables=tables, findings=tuple(findings))


def _entered_table(table: KeptTable, entered: Mapping[Address, int | None]) -> KeptTable:
    if not any(block.waits_for for block in table.blocks):
        return table
    blocks = tuple(
        replace(
            block,
            cells=tuple(
                tuple(
                    replace(
                        cell, value=entered.get(Address(table.code, block.metric, row, column), cell.value)
                    )
                    for column, cell in zip(block.columns, cells, strict=True)
                )
                for row, cells in zip(block.rows, block.cells, strict=True)
            ),
        )
        if block.waits_for
        else block
        for block in table.blocks
    )
    return replace(table, blocks=blocks)


def content_of(prepared: Prepared) -> bytes:
    """A counted return as it is kept."""
    found, before = prepared.found, prepared.before
    numbers = {address: at for at, address in enumerate(found.cells)}
    told = {
        "format": FORMAT,
        "council": found.council,
        "year": str(found.year),
        "as_at": found.as_at.isoformat(),
        "rule_version": found.layout.rule_version,
        "standing": found.layout.standing,
        "uncertain": list(found.layout.uncertain),
        "submit_by": found.layout.dates.submit_by.isoformat() if found.layout.dates.submit_by else "",
        "compared": before is not None,
        "tables": [
            {
                "code": table.code,
                "title": table.title,
                "note": table.note,
                "mark": table.mark,
                "blocks": [
                    _block(block, metric, found, before) for block in table.blocks for metric in block.metrics
                ],
            }
            for table in found.layout.tables
        ],
        "findings": [
            {
                "code": finding.code,
                "where": finding.where,
                "sentence": finding.sentence,
                "words": finding.words,
                "count": finding.count,
                "kind": "concern" if finding.facts == "concern" else "enquiry" if finding.facts else "",
                "cells": [numbers[address] for address in finding.cells],
            }
            for finding in prepared.findings
        ],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _block(block: Block, metric: Metric, found: Return, before: Return | None) -> dict[str, Any]:
    def values(of: Return) -> list[list[int | None]]:
        return [
            [of.value(block.address(metric, row, column)) for column in range(len(block.column_labels))]
            for row in range(len(block.row_labels))
        ]

    return {
        "metric": metric.label,
        "obligation": metric.obligation,
        "kind": "concern" if metric.facts == "concern" else "enquiry" if metric.facts else "",
        "rows": list(block.row_labels),
        "columns": list(block.column_labels),
        "waits_for": block.waits_for,
        "values": values(found),
        "before": values(before) if before else None,
    }


def opened(content: bytes) -> KeptReturn:
    """What was kept. Raises NoSuchFacts for another format than this version reads."""
    told = json.loads(content)
    if told["format"] != FORMAT:
        raise NoSuchFacts(f"It is of format {told['format']}, and this version reads format {FORMAT}.")
    numbers = iter(range(1_000_000))
    tables = tuple(
        KeptTable(
            table["code"],
            table["title"],
            table["note"],
            table["mark"],
            tuple(_opened_block(block, numbers) for block in table["blocks"]),
        )
        for table in told["tables"]
    )
    findings = tuple(
        KeptFinding(number=at, **{**finding, "cells": tuple(finding["cells"])})
        for at, finding in enumerate(told["findings"])
    )
    return KeptReturn(
        council=told["council"],
        year=told["year"],
        as_at=datetime.fromisoformat(told["as_at"]),
        rule_version=told["rule_version"],
        standing=told["standing"],
        uncertain=tuple(told["uncertain"]),
        submit_by=date.fromisoformat(told["submit_by"]) if told["submit_by"] else None,
        compared=told["compared"],
        tables=tables,
        findings=findings,
    )


def _opened_block(told: Mapping[str, Any], numbers: Iterator[int]) -> KeptBlock:
    before = told["before"] or [[None] * len(row) for row in told["values"]]
    return KeptBlock(
        told["metric"],
        told["obligation"],
        told["kind"],
        tuple(told["rows"]),
        tuple(told["columns"]),
        told["waits_for"],
        tuple(
            tuple(KeptCell(next(numbers), now, then) for now, then in zip(row, earlier, strict=True))
            for row, earlier in zip(told["values"], before, strict=True)
        ),
    )


# -- the cases behind --------------------------------------------------------------------------------------------------------


def behind_of(prepared: Prepared) -> bytes:
    """Keys of the cases behind each cell and each finding. Needs DuckDB, so never in a process that serves pages."""
    found = prepared.found
    metrics = {address: metric for block in found.layout.blocks for address, metric in block.cells()}
    wanted = [address for address, cell in found.cells.items() if cell.value]
    keys = cases_behind(found.layout, prepared.facts, found.year, wanted)
    enquiry_of = _enquiries_of_allegations(prepared.facts)
    cases = {
        address: _of_enquiries(held, enquiry_of) if metrics[address].facts == "allegation" else held
        for address, held in keys.items()
    }
    numbers = {address: at for at, address in enumerate(found.cells)}
    return pack(
        {numbers[address]: held for address, held in cases.items()},
        {
            at: finding.cases or [key for cell in finding.cells for key in cases.get(cell, ())]
            for at, finding in enumerate(prepared.findings)
        },
    )


def pack(cells: Mapping[int, Iterable[int]], findings: Mapping[int, Iterable[int]]) -> bytes:
    """Keys by cell and by finding, each key written once."""
    places: dict[int, int] = {}

    def at(keys: Iterable[int]) -> list[int]:
        return [places.setdefault(key, len(places)) for key in sorted(set(keys))]

    told = {
        "cells": {str(number): at(keys) for number, keys in cells.items()},
        "findings": {str(number): at(keys) for number, keys in findings.items()},
    }
    return zlib.compress(json.dumps({**told, "keys": list(places)}, separators=(",", ":")).encode())


def keys_of(behind: bytes, part: str, number: int) -> frozenset[int]:
    """Keys behind one cell (``part`` is "cells") or one finding ("findings")."""
    told = json.loads(zlib.decompress(behind))
    keys: Sequence[int] = told["keys"]
    return frozenset(keys[at] for at in told[part].get(str(number), ()))


def _enquiries_of_allegations(facts: FactFiles) -> dict[int, int]:
    import duckdb

    files = [str(path) for path in facts.files.get("allegation", {}).values()]
    if not files:
        return {}
    with duckdb.connect() as db:
        rows = db.read_parquet(files).project("allegation_key, enquiry_key").fetchall()
    return dict(rows)


def _of_enquiries(allegations: Iterable[int], enquiry_of: Mapping[int, int]) -> list[int]:
    return sorted({enquiry_of[key] for key in allegations})
