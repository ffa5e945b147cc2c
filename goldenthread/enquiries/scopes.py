"""Who sees which enquiries, as a query. Loaded when the room is ready."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.enquiries.models import CausedEnquiry, Enquiry

# An enquiry about somebody whose record is restricted is restricted with it, whichever came first.
_NOT_RESTRICTED = Q(restricted=False, person__restricted=False)


@protects(Enquiry, "enquiry")
def enquiry_scope(viewer: Viewer) -> Q:
    """Front door and managers see all that is not restricted; social workers their team's and their own.

    A restricted enquiry is seen only by those with a stated relation to it, whatever their role.
    """
    if not viewer.may("enquiries.see"):
        return NOTHING
    related = Q(granted(viewer, "enquiry"))
    if viewer.role is not Role.SOCIAL_WORKER:
        return _NOT_RESTRICTED | related
    mine = Q(officer_id=viewer.user_id) | Q(manager_id=viewer.user_id)
    if viewer.team:
        mine |= Q(team=viewer.team)
    return (_NOT_RESTRICTED & mine) | related


@protects(CausedEnquiry, "caused_enquiry")
def caused_scope(viewer: Viewer) -> Q:
    """An agency sees what it was asked and what became of its report, until that is withdrawn, and nothing beside it."""
    if not viewer.may("enquiries.answer") or viewer.agency_id is None:
        return NOTHING
    return Q(agency_id=viewer.agency_id) & Q(granted(viewer, "caused_enquiry"))
