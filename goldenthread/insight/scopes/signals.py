"""Who sees signals."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, protects
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import Signal


@protects(Signal, "signal")
def signal_scope(viewer: Viewer) -> Q:
    """Staff of the council: an explanation may speak of single months, whose numbers are small.

    A signal about a named service is seen by those who see what is told of services, and by whoever has been asked to answer it.
    """
    if not (viewer.may("signals.see") and viewer.sees_small_numbers):
        return NOTHING
    if viewer.may("figures.services"):
        return Q()
    return Q(about="") | (Q(owner_id=viewer.user_id) if viewer.user_id else NOTHING)
