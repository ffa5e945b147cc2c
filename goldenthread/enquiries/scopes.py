"""Who sees which enquiries, as a query. Loaded when the room is ready."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.enquiries.models import CausedEnquiry, Enquiry
from goldenthread.people.scopes import restricted_person


@protects(Enquiry, "enquiry")
def enquiry_scope(viewer: Viewer) -> Q:
    """Front door and managers see all that is not restricted; social workers their team's and their own.

    A restricted enquiry is seen only by those with a stated relation to it, whatever their role.
    """
    if not viewer.may("enquiries.see"):
        return NOTHING
    # An enquiry about somebody whose record is restricted is restricted with it, whichever came first.
    open_to_all = Q(restricted=False) & ~Q(restricted_person())
    related = Q(granted(viewer, "enquiry"))
    if viewer.role is not Role.SOCIAL_WORKER:
        return open_to_all | related
    mine = Q(officer_id=viewer.user_id) | Q(manager_id=viewer.user_id)
    if viewer.team:
        mine |= Q(team=viewer.team)
    return (open_to_all & mine) | related


@protects(CausedEnquiry, "caused_enquiry")
def caused_scope(viewer: Viewer) -> Q:
    """An agency sees what it was asked and what became of its report, until that is withdrawn, and nothing beside it."""
    if not viewer.may("enquiries.answer") or viewer.agency_id is None:
        return NOTHING
    return Q(agency_id=viewer.agency_id) & Q(granted(viewer, "caused_enquiry"))
