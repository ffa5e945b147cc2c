"""The deed of taking facts out: every snapshot is on the trail before the first row is read."""

from __future__ import annotations

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer


@procedure("figures.see")
def take_snapshot(by: Viewer, *, anew: bool = False) -> Done[None]:
    """Begin to read facts out of the records into files. All snapshots are one chain, so that one taken off it is missed.

    Raises Refused for a role that does not see figures.
    """
    return Done(None, Subject("snapshot", NOBODY), {"anew": anew})
