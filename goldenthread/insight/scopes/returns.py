"""Who sees which editions of the national return."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, protects
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import ReturnEdition
from goldenthread.insight.vocabulary.returns import ReturnState


@protects(ReturnEdition, "return")
def return_scope(viewer: Viewer) -> Q:
    """Those who prepare or sign it see every edition; all who see figures, those that were signed, as published."""
    if viewer.may("returns.see"):
        return Q()
    if viewer.may("figures.see"):
        return Q(state=ReturnState.SIGNED)
    return NOTHING
