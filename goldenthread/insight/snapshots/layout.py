"""How facts lie on disk: ``DIR/<table>/month=YYYY-MM.parquet``, and ``DIR/manifest.json`` that says what must be there.

Made-up councils are written at once and not brought up to date, so theirs are ``year=YYYY.parquet``, a financial year in each.

A file is written beside its place and renamed; the manifest comes last. So a snapshot is whole, or its manifest says which
file is not as it was written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from goldenthread.ground.facts import FactTable, Kind

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
MANIFEST = "manifest.json"
# Files on their way to their place bear this ending.
UNFINISHED = ".unfinished"
# A reader shares a file out among its cores by groups of rows: one group for a country's year would keep all but one core idle.
ROW_GROUP = 122_880


class SnapshotError(Exception):
    """A snapshot cannot be read or written. The message says what to do."""


@dataclass(frozen=True)
class Month:
    """One file. ``source`` is a digest of what its rows were made from; empty where that is not known."""

    rows: int
    digest: str
    source: str = ""


@dataclass(frozen=True)
class Table:
    """One table: the digest of its definition, and its months by name (``2026-11``)."""

    digest: str
    months: dict[str, Month]
    made_from: str = ""

    @property
    def rows(self) -> int:
        """Rows of all months."""
        return sum(month.rows for month in self.months.values())


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds, as it was at one moment."""

    as_at: datetime
    council: str
    tables: dict[str, Table]


def month_of(day: date) -> str:
    """The month a day lies in, as files and manifests name it."""
    return f"{day.year:04d}-{day.month:02d}"


def file_of(folder: Path, table: str, month: str) -> Path:
    """Where the rows of a month lie; of a whole financial year where it is named by its first calendar year (``2025``)."""
    return folder / table / f"{'month' if '-' in month else 'year'}={month}.parquet"


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def schema_of(table: FactTable) -> pa.Schema:
    """The columns of the table as Parquet holds them."""
    import pyarrow as pa

    types = {
        Kind.KEY: pa.int64(),
        Kind.WORD: pa.dictionary(pa.int32(), pa.string()),
        Kind.FLAG: pa.bool_(),
        Kind.NUMBER: pa.int32(),
        Kind.DAY: pa.date32(),
    }
    return pa.schema([pa.field(c.name, types[c.kind], nullable=c.may_be_missing) for c in table.columns])


def write_rows(file: BinaryIO, schema: pa.Schema, batches: Sequence[pa.RecordBatch]) -> None:
    """Write rows as one Parquet file; none is a file too."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = pa.Table.from_batches(batches, schema=schema).unify_dictionaries().combine_chunks()
    # Keys hardly come twice: a dictionary of them costs time and saves nothing. Files of a month are so small that a stronger
    # compression takes twice as long to write them and does not make them smaller.
    again = [field.name for field in schema if not pa.types.is_int64(field.type)]
    pq.write_table(rows, file, compression="snappy", use_dictionary=again, row_group_size=ROW_GROUP)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot. Raises SnapshotError for a folder that has none, or one of another format."""
    path = folder / MANIFEST
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise SnapshotError(
            f"{folder} is not a snapshot: there is no {MANIFEST}. Write one with: goldenthread snapshot --out {folder}"
        ) from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise SnapshotError(
            f"{path} cannot be read. Write the snapshot again into an empty folder."
        ) from None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        found = held.get("format", "none") if isinstance(held, dict) else "none"
        raise SnapshotError(
            f"{path} is of format {found}, and this version reads format {FORMAT}. Write the snapshot again into an empty folder."
        )
    try:
        return Manifest(
            as_at=datetime.fromisoformat(held["as_at"]),
            council=held["council"],
            tables={name: _table(table) for name, table in held["tables"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SnapshotError(f"{path} is not whole. Write the snapshot again into an empty folder.") from None


def _table(held: dict[str, Any]) -> Table:
    months = {
        name: Month(month["rows"], month["digest"], month.get("source", ""))
        for name, month in held["months"].items()
    }
    return Table(held["digest"], months, held.get("made_from", ""))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in its place, whole or not at all."""
    tables = {name: {"rows": table.rows} | asdict(table) for name, table in manifest.tables.items()}
    told = {
        "format": FORMAT,
        "as_at": manifest.as_at.isoformat(),
        "council": manifest.council,
        "tables": tables,
    }
    path = folder / f"{MANIFEST}{UNFINISHED}"
    with path.open("w", encoding="utf-8") as file:
        json.dump(told, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    path.replace(folder / MANIFEST)
    keep_names(folder)


def keep_names(folder: Path) -> None:
    """Have the disk keep the names of a folder's files, so that they are there after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
