"""Facts as tests look at them: rows as mappings, from the tables or from a snapshot's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from goldenthread.access.viewer import operator
from goldenthread.insight.published import PUBLISHED
from goldenthread.insight.snapshots import open_snapshot

Row = dict[str, Any]


def batches(table: str) -> Iterator[dict[str, Any]]:
    """Batches of a table as columns by name."""
    published = next(each for each in PUBLISHED if each.table.name == table)
    names = [column.name for column in published.table.columns]
    for batch in published.rows(operator(), None, None):
        yield dict(zip(names, batch, strict=True))


def rows(table: str) -> list[Row]:
    """All rows of a table, read from the operational tables."""
    return [
        dict(zip(batch, row, strict=True))
        for batch in batches(table)
        for row in zip(*batch.values(), strict=True)
    ]


def rows_on_disk(folder: Path, table: str) -> list[Row]:
    """All rows of a table, read from a snapshot."""
    found: list[Row] = []
    for path in open_snapshot(folder).paths(table):
        found += pq.ParquetFile(path).read().to_pylist()
    return found
