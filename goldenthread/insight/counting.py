"""The council's own figures counted anew: its snapshot brought up to date, and every indicator tallied into the cube pages read."""

from __future__ import annotations

from goldenthread.access.viewer import Viewer
from goldenthread.insight.cube import NAME, tally_snapshot, write_cube
from goldenthread.insight.queries.latest import folder, indicators
from goldenthread.insight.snapshots.writing import write_snapshot


def count_figures(by: Viewer) -> int:
    """Count, and return how many rows of facts were counted.

    Needs DuckDB, so it is never called in a process that serves pages. Raises SnapshotError, Refused and OSError as
    :func:`write_snapshot` does.
    """
    written = write_snapshot(by, folder())
    write_cube(folder() / NAME, tally_snapshot(folder(), indicators()))
    return written.rows
