"""Opening a snapshot: checked whole before anybody counts in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.snapshots.layout import Manifest, SnapshotError, digest_of, file_of, read_manifest


@dataclass(frozen=True)
class Snapshot:
    """Facts of one council as they were at one moment."""

    folder: Path
    manifest: Manifest

    @property
    def as_at(self) -> datetime:
        """The moment whose facts these are."""
        return self.manifest.as_at

    @property
    def council(self) -> str:
        """Whose facts these are."""
        return self.manifest.council

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(self.manifest.tables)

    def paths(self, table: str) -> tuple[Path, ...]:
        """The files of a table, by month; at least one, which may hold no row. Raises KeyError for an unknown table."""
        return tuple(
            file_of(self.folder, table, month) for month in sorted(self.manifest.tables[table].months)
        )

    def rows(self, table: str) -> int:
        """How many rows a table has. Raises KeyError for an unknown table."""
        return self.manifest.tables[table].rows


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot and check every file against its manifest.

    Raises SnapshotError for a folder that is not a snapshot, another format, another definition of a table, and a table or
    file that is missing or altered.
    """
    manifest = read_manifest(folder)
    for name, table in fact_tables().items():
        held = manifest.tables.get(name)
        if held is None:
            raise SnapshotError(
                f"{folder} has no facts called {name}. Run: goldenthread snapshot --out {folder}"
            )
        if held.digest != table.digest():
            raise SnapshotError(
                f"{folder}: {name} was written when its columns meant something else. "
                f"Run: goldenthread snapshot --out {folder}"
            )
    for name, held in manifest.tables.items():
        for month, expected in held.months.items():
            path = file_of(folder, name, month)
            try:
                as_written = digest_of(path) == expected.digest
            except OSError:
                raise SnapshotError(f"{path} is missing. Run: goldenthread snapshot --out {folder}") from None
            if not as_written:
                raise SnapshotError(
                    f"{path} is not as it was written: it was altered, or writing was stopped halfway. "
                    f"Run: goldenthread snapshot --out {folder}"
                )
    return Snapshot(folder, manifest)
