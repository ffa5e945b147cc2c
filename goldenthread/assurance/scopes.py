"""Who sees which reviews, as a query. Loaded when the room is ready."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Review
from goldenthread.assurance.vocabulary import ReviewState

_ENDED = (ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP)


@protects(Review, "review")
def review_scope(viewer: Viewer) -> Q:
    """Whoever runs assurance sees every review; others those they or their agency take part in, and published ones.

    A visiting reviewer sees the reviews they are let into and nothing beside them, published or not.
    """
    if viewer.may("assurance.run"):
        return Q()
    related = Q(granted(viewer, "review"))
    if viewer.may("assurance.see"):
        return related | Q(state__in=_ENDED)
    if viewer.may("assurance.review"):
        return related
    return NOTHING
