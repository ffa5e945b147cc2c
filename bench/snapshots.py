"""B7: how quickly a snapshot is written, against a plain SELECT of the same columns into Parquet."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection

from goldenthread.access import fact_rows
from goldenthread.access.trail_check import one_moment, stream
from goldenthread.access.viewer import operator
from goldenthread.concerns.models import Concern
from goldenthread.ground.facts import FactTable, Kind
from goldenthread.insight.published import PUBLISHED
from goldenthread.insight.snapshots.writing import write_snapshot

LOT = 4_000


def snapshots() -> dict[str, Any]:
    """B7: a whole snapshot, one with nothing changed, one with a month changed; and the plain reference, in turns.

    Seconds by the clock, and of processor time of this process: on a busy machine only the second can be compared.
    """
    plain, house = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2):
            plain.append(_timed(lambda n=number: _plain(Path(folder) / f"plain-{n}")))
            house.append(_timed(lambda n=number: write_snapshot(operator(), Path(folder) / f"house-{n}")))
        kept = Path(folder) / "house-0"
        nothing = _timed(lambda: write_snapshot(operator(), kept))
        latest = Concern.objects.order_by("raised_at").values_list("pk", "version").last()
        assert latest
        Concern.objects.filter(pk=latest[0]).update(version=latest[1] + 1)
        month = _timed(lambda: write_snapshot(operator(), kept))
    rows = sum(len(batch[0]) for each in PUBLISHED for batch in each.rows(operator(), None, None))
    best, reference = min(house), min(plain)
    return {
        "rows": rows, "seconds": best[0], "reference_seconds": reference[0], "ratio": round(best[0] / reference[0], 2),
        "processor": best[1], "reference_processor": reference[1], "processor_ratio": round(best[1] / reference[1], 2),
        "nothing_changed": nothing[0], "month": month[0], "month_processor": month[1],
    }  # fmt: skip


def _timed(work: Any) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return round(time.perf_counter() - clock, 2), round(time.process_time() - processor, 2)


def _plain(folder: Path) -> None:
    """The very statements of the snapshot, values as they are stored, one file for each table; nothing made nameless.

    No keys, no London days, no ages, no working days, no months, no digests, nothing checked.
    """
    folder.mkdir()
    with one_moment():
        for published in PUBLISHED:
            sql, params = _statement(published)
            empty = _empty(published.table, sql)
            writer = None
            lot: list[Any] = []
            for row in stream(sql, params):
                lot.append(row)
                if len(lot) == LOT:
                    writer = _write(folder / f"{published.table.name}.parquet", lot, writer, empty)
                    lot = []
            if lot:
                writer = _write(folder / f"{published.table.name}.parquet", lot, writer, empty)
            if writer:
                writer.close()


def _statement(published: Any) -> tuple[str, Any]:
    asked: list[tuple[str, Any]] = []

    def remember(sql: str, params: Any) -> Any:
        asked.append((sql, params))
        return iter(())

    with mock.patch.object(fact_rows, "chunks", remember):
        list(published.rows(operator(), None, None))
    return asked[0]


def _empty(table: FactTable, sql: str) -> list[pa.DataType]:
    """What each column is taken for while it has no value yet: an id where it is one, else text, to which all else is cast."""
    of = pa.binary() if connection.vendor == "postgresql" else pa.string()
    names = re.findall(r' AS "x_(\w+)"', sql)
    keys = {column.name for column in table.columns if column.kind is Kind.KEY}
    return [of if name in keys else pa.string() for name in names]


def _write(path: Path, rows: list[Any], writer: Any, empty: list[pa.DataType]) -> Any:
    columns = [pa.array(_plainly(values)) for values in zip(*rows, strict=True)]
    if writer is None:
        types = [of if pa.types.is_null(c.type) else c.type for c, of in zip(columns, empty, strict=True)]
        schema = pa.schema([(f"c{n}", each) for n, each in enumerate(types)])
        writer = pq.ParquetWriter(path, schema, compression="zstd")
    arrays = [
        column.cast(field.type) if column.type != field.type else column
        for column, field in zip(columns, writer.schema, strict=True)
    ]
    writer.write_batch(pa.record_batch(arrays, schema=writer.schema))
    return writer


def _plainly(values: Any) -> Any:
    first = next((value for value in values if value is not None), None)
    return [value and value.bytes for value in values] if hasattr(first, "bytes") else values
