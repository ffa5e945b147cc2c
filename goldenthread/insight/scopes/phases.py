"""Who sees what was said about control charts."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, protects
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import ControlChart


@protects(ControlChart, "control chart")
def chart_scope(viewer: Viewer) -> Q:
    """All who see figures: a chart holds nothing about anybody."""
    return Q() if viewer.may("figures.see") else NOTHING
