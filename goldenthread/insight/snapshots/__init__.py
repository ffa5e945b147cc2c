"""Snapshots: facts as files, so that counting never touches a table in which people stand."""

from goldenthread.insight.snapshots.layout import SnapshotError
from goldenthread.insight.snapshots.reading import Snapshot, open_snapshot

__all__ = ["Snapshot", "SnapshotError", "open_snapshot"]
