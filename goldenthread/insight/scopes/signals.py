"""Who sees signals."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, protects
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import Signal


@protects(Signal, "signal")
def signal_scope(viewer: Viewer) -> Q:
    """Staff of the council: an explanation may speak of single months, whose numbers are small."""
    return Q() if viewer.may("signals.see") and viewer.sees_small_numbers else NOTHING
