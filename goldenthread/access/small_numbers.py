"""Who sees small numbers: the one place that says which counts a reader of figures is not shown."""

from __future__ import annotations

from goldenthread.access.viewer import Viewer
from goldenthread.ground import local_policy, moment


def hide_below(viewer: Viewer) -> int:
    """Counts under this are not shown to the viewer; 0 for staff of the council. Local policy sets it (``[small_numbers]``)."""
    return 0 if viewer.sees_small_numbers else hide_in_public()


def hide_in_public() -> int:
    """Counts under this are not shown on a page that is made to be shown in public, whoever opens it."""
    return local_policy.current().on(moment.today()).small_numbers.hide_below
