"""Where the return finds its facts: a snapshot on disk, checked whole."""

from __future__ import annotations

from pathlib import Path

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.sac.counting import FactFiles
from goldenthread.insight.snapshots import open_snapshot


def facts_of(folder: Path) -> FactFiles:
    """The facts of a snapshot. Raises SnapshotError for a folder that is none, or is not whole."""
    snapshot = open_snapshot(folder)
    known = fact_tables()
    return FactFiles(
        council=snapshot.council,
        as_at=snapshot.as_at,
        files={
            table: {path.stem.partition("=")[2]: path for path in snapshot.paths(table)}
            for table in snapshot.tables
        },
        held={table: frozenset(known[table].by_name) for table in snapshot.tables if table in known},
        month_of={table: known[table].month_of for table in snapshot.tables if table in known},
    )
