"""Enquiries that may stand behind a figure, for those who may open them."""

from __future__ import annotations

from datetime import date

from goldenthread.access.fact_rows import CaseBehind, Placing, placed
from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.facts.rows import CAUSED_MOMENTS, DAYS, MOMENTS
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import EnquiryStatus
from goldenthread.ground.moment import london
from goldenthread.ground.verdicts import insist


def enquiries_placed(
    viewer: Viewer, placing: Placing, *, most: int, caused: bool = False
) -> tuple[CaseBehind, ...]:
    """Enquiries of this place in time that the viewer may open, at most so many.

    ``caused``: the place is that of a report asked for in the enquiry. Raises Refused. One query.
    """
    insist(permission_verdict(viewer.role, "enquiries.see"))
    moments = CAUSED_MOMENTS if caused else MOMENTS
    rows = visible(viewer, Enquiry).select_related("officer")
    if placing.day in DAYS:
        kept = DAYS[placing.day]
        # In one filter, so that it is the same allegation: one that was taken off again is counted nowhere.
        rows = rows.filter(
            **{f"{kept}__gte": placing.first or date.min, f"{kept}__lte": placing.last},
            allegations__withdrawn_words="",
        )
    else:
        rows = placed(rows, moments, placing)
    return tuple(
        CaseBehind(
            record=row.pk,
            kind="enquiry",
            id=row.pk,
            reference=row.reference,
            on=london(row.opened_at).date(),
            state=EnquiryStatus(row.status).label,
            who=row.officer.name,
            team=row.team,
        )
        for row in rows.order_by("-opened_at", "pk").distinct()[:most]
    )
