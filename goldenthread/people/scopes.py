"""Which people's records a viewer may open."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import Viewer
from goldenthread.people.models import Person


def restricted_person(seen: Q = NOTHING) -> Exists:
    """For the scope of a record that has a ``person``: that person's record is restricted, and is not among those ``seen``.

    Asked so and not by joining the person: there are few of them, which have an index of their own.
    """
    rows = Person.objects.filter(restricted=True, pk=OuterRef("person_id"))
    return Exists(rows if seen is NOTHING else rows.exclude(seen))


@protects(Person, "person")
def people_scope(viewer: Viewer) -> Q:
    """Casework roles of the council see every record that is not restricted, and restricted ones by a stated relation."""
    if not viewer.may("people.see"):
        return NOTHING
    return Q(restricted=False) | Q(granted(viewer, "person"))
