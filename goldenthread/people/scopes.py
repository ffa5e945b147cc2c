"""Which people's records a viewer may open."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import Viewer
from goldenthread.people.models import Person


@protects(Person, "person")
def people_scope(viewer: Viewer) -> Q:
    """Casework roles of the council see every record that is not restricted, and restricted ones by a stated relation."""
    if not viewer.may("people.see"):
        return NOTHING
    return Q(restricted=False) | Q(granted(viewer, "person"))
