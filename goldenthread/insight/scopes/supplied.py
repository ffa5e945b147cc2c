"""Who sees figures that agencies supply, and what is said for the strategy."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, protects
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.insight.models import StrategyStep, SuppliedFigure


@protects(SuppliedFigure, "supplied figure")
def supplied_scope(viewer: Viewer) -> Q:
    """Staff of the council see all; member agencies each other's, and of care services none; a care service its own."""
    return _among_members(viewer)


@protects(StrategyStep, "strategy step")
def strategy_scope(viewer: Viewer) -> Q:
    """As supplied figures: what a care service answered is read by itself and the council."""
    return _among_members(viewer)


def _among_members(viewer: Viewer) -> Q:
    if not viewer.may("framework.see"):
        return NOTHING
    if viewer.sees_small_numbers:
        return Q()
    own = Q(agency_id=viewer.agency_id or NOBODY)
    if viewer.role is Role.PROVIDER_MANAGER:
        return own
    return own | ~Q(agency_kind=AgencyKind.PROVIDER)
