"""Made-up councils put together as one snapshot, so that the return of a whole country can be counted at once.

    python -m bench.england --councils DIR --out DIR

``DIR`` is what ``goldenthread synthesise`` wrote. A table and year at a time is in memory.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.timing import own_settings


def main() -> int:
    """Write the snapshot."""
    own_settings()
    parser = argparse.ArgumentParser(prog="python -m bench.england")
    parser.add_argument("--councils", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    import django

    django.setup()
    print(together(options.councils, options.out))
    return 0


def together(councils: Path, out: Path) -> int:
    """Every council's rows in one snapshot called England. Returns how many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from goldenthread.insight.snapshots import open_snapshot
    from goldenthread.insight.snapshots.layout import (
        Manifest,
        Month,
        Table,
        digest_of,
        file_of,
        write_manifest,
        write_rows,
    )

    found = [open_snapshot(folder) for folder in sorted(councils.iterdir()) if folder.is_dir()]
    held: dict[str, Table] = {}
    for name, table in found[0].manifest.tables.items():
        months: dict[str, Month] = {}
        for month in sorted({month for each in found for month in each.manifest.tables[name].months}):
            parts = [
                pq.read_table(file_of(each.folder, name, month))
                for each in found
                if month in each.manifest.tables[name].months
            ]
            rows = pa.concat_tables(parts)
            path = file_of(out, name, month)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_rows(file, rows.schema, rows.to_batches())
            months[month] = Month(rows.num_rows, digest_of(path))
        held[name] = Table(table.digest, months)
    write_manifest(out, Manifest(found[0].as_at, "England", held))
    return sum(table.rows for table in held.values())


if __name__ == "__main__":
    sys.exit(main())
