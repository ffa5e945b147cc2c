"""Which duties and letters a viewer may see: those about records that the viewer may see."""

from __future__ import annotations

from django.db.models import BooleanField, OuterRef, Q, Subquery, Value

from goldenthread.access.need_to_know import NOTHING, protected, protects, visible
from goldenthread.access.viewer import Viewer
from goldenthread.letters.models import FeedbackDuty, Letter

# What letters are about, by its name on the trail. The rooms that hold these records stand above this one, so their
# scopes are asked for by that name and not imported.
TOLD_AFTER = ("provider", "placing_council")
ABOUT = ("concern", "enquiry")


def _about_visible(viewer: Viewer) -> Q:
    scope = NOTHING
    for model, kind in protected().items():
        if kind in ABOUT:
            # Asked row by row. As EXISTS, PostgreSQL makes a list of all that may be seen first, whatever there is to ask about.
            seen = visible(viewer, model).filter(pk=OuterRef("about_id")).annotate(seen=Value(True))
            scope |= Q(Subquery(seen.values("seen")[:1], output_field=BooleanField()), about_kind=kind)
    return scope


@protects(FeedbackDuty, "duty")
def duty_scope(viewer: Viewer) -> Q:
    """Casework roles of the council: duties about records they may see. Agencies: the duties to answer them.

    A provider or placing council learns of a concern when somebody has told them, not before: it may be safer that they
    never do. Whoever raised it knows of it already.
    """
    if viewer.may("letters.give"):
        return _about_visible(viewer)
    if viewer.may("concerns.follow") and viewer.agency_id and viewer.agency_kind != "council":
        return Q(agency_id=viewer.agency_id) & (
            Q(audience="referrer") | Q(audience__in=TOLD_AFTER, state="met")
        )
    return NOTHING


@protects(Letter, "letter")
def letter_scope(viewer: Viewer) -> Q:
    """Casework roles of the council: letters about records they may see."""
    return _about_visible(viewer) if viewer.may("letters.give") else NOTHING
