"""Who sees which concerns, as a query. Loaded when the room is ready."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.people.scopes import restricted_person


@protects(Concern, "concern")
def concern_scope(viewer: Viewer) -> Q:
    """Casework sees all that is not restricted (nor about a restricted person), and what it is related to; others what
    their agency raised.

    A commissioner also meets, without names, concerns about a service: only ``queries.commissioned`` shows those, and
    opening a concern is closed to that role.
    """
    if viewer.may("concerns.see"):
        hidden = restricted_person(seen=Q(granted(viewer, "person")))
        # What most rows meet is asked first: a database stops at the first part that holds.
        return (Q(restricted=False) & ~Q(hidden)) | Q(granted(viewer, "concern"))
    if viewer.may("concerns.commissioned"):
        return Q(raised_by_id=viewer.user_id) | Q(service__isnull=False, restricted=False)
    if viewer.may("concerns.follow") and viewer.agency_id:
        return Q(agency_id=viewer.agency_id)
    return NOTHING
