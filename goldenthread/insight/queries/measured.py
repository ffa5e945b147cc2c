"""The months of a figure for judging whether an action helped. Whether a reader may be shown them is the reader's own question."""

from __future__ import annotations

from datetime import date

from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures


def measured(viewer: Viewer, figures: Figures, key: str) -> tuple[tuple[date, float], ...]:
    """First day and value of each whole month that has one, oldest first. Raises Refused for a role that does not judge."""
    insist(permission_verdict(viewer.role, "assurance.judge"))
    readings = figures.series(key, figures.months())
    return tuple((each.period.first, float(each.value)) for each in readings if each.value is not None)
