"""B4: a file of reports against bulk-loading the very rows it left."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction

from bench.copies import WRITTEN, Row, concerns_of, copied, insert, new_id, report, rows_after, top
from goldenthread.access.models import Agency

COUNT = 5_000


def imports() -> dict[str, Any]:
    """B4: a file through every check, with trail, against bulk-loading the very rows it left, by hand."""
    before = {table: top(table) for table in WRITTEN}
    mark = uuid4().hex[:8]
    took = import_file(mark)
    concerns = concerns_of(f"{mark}-%")
    assert len(concerns) == COUNT, len(concerns)
    loads = again(concerns, {table: rows_after(table, before[table]) for table in WRITTEN})
    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in loads.items():
            if rows:
                sql, _ = insert(table, rows[0])
                cursor.executemany(sql, [insert(table, row)[1] for row in rows])
    bulk = time.perf_counter() - start
    return {
        "rows_read": COUNT,
        "rows_written": sum(len(rows) for rows in loads.values()),
        "seconds": round(took, 2),
        "bulk_seconds": round(bulk, 2),
        "ratio": round(took / bulk, 2),
        "reports_a_second": round(COUNT / took),
    }


def import_file(mark: str) -> float:
    """Seconds that the import of a file takes; its reports are told by ``mark``."""
    agency = Agency.objects.filter(kind="nhs").order_by("name").values_list("name", flat=True)[0]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(report("x")))
            writer.writeheader()
            writer.writerows(report(f"{mark}-{n}") for n in range(COUNT))
        start = time.perf_counter()
        call_command("import_concerns", str(file), agency=agency, stdout=sys.stderr)
        return time.perf_counter() - start


def again(concerns: list[Row], beside: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The same rows as of other concerns. The trail that is not about one of them (of the import as a whole) is left out."""
    fresh = {row["id"]: new_id() for row in concerns}
    loads = {
        "concerns_concern": [
            row
            | {
                "id": fresh[row["id"]],
                "reference": f"Z{row['reference']}"[:30],
                "external_ref": f"z{row['external_ref']}",
                "once_key": None,
            }
            for row in concerns
        ]
    }
    for table, rows in beside.items():
        about = [row for row in rows if not table.startswith("access_trail") or row["subject_id"] in fresh]
        loads[table] = [copied(table, row, fresh) for row in about]
    return loads
