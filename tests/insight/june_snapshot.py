"""The month written by hand as a snapshot on disk, as the house writes one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pyarrow
import pyarrow.parquet

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.language.periods import Period
from tests.insight.june import june
from tests.insight.test_engines import ARROW

JUNE = Period.read("2025-06")
AS_AT = datetime(2025, 7, 15, 9, tzinfo=UTC)


def write_snapshot(folder, council="Sandgate", rows=None):
    """A snapshot as the house writes it, of rows written by hand."""
    told = {"format": 1, "as_at": AS_AT.isoformat(), "council": council, "tables": {}}
    for name, table in fact_tables().items():
        at = [column.name for column in table.columns].index(table.month_of)
        months = {}
        for row in (rows or june())[name]:
            months.setdefault(f"{row[at]:%Y-%m}", []).append(row)
        held = {}
        for month, of_month in (months or {"2025-07": []}).items():
            file = folder / name / f"month={month}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            arrays = {
                column.name: pyarrow.array([row[i] for row in of_month], ARROW[column.kind])
                for i, column in enumerate(table.columns)
            }
            pyarrow.parquet.write_table(pyarrow.table(arrays), file)
            held[month] = {
                "rows": len(of_month),
                "digest": sha256(file.read_bytes()).hexdigest(),
                "source": "",
            }
        told["tables"][name] = {
            "rows": sum(month["rows"] for month in held.values()),
            "digest": table.digest(),
            "months": held,
            "made_from": "",
        }
    (folder / "manifest.json").write_text(json.dumps(told))
    return folder
