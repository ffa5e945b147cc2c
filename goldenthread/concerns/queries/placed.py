"""Concerns that may stand behind a figure, for those who may open them."""

from __future__ import annotations

from goldenthread.access.fact_rows import CaseBehind, Placing, placed
from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.facts.rows import LATER, MOMENTS
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import ConcernStatus, Outcome
from goldenthread.ground.moment import london
from goldenthread.ground.verdicts import insist


def concerns_placed(viewer: Viewer, placing: Placing, *, most: int) -> tuple[CaseBehind, ...]:
    """Concerns of this place in time that the viewer may open, at most so many. Raises Refused. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    rows = placed(visible(viewer, Concern), MOMENTS, placing, LATER).select_related("allocated_to")
    return tuple(
        CaseBehind(
            record=row.pk,
            kind="concern",
            id=row.pk,
            reference=row.reference,
            on=london(row.raised_at).date(),
            state=Outcome.label_of(row.outcome) or ConcernStatus(row.status).label,
            who=row.allocated_to.name if row.allocated_to else "",
            team=row.team,
        )
        for row in rows.order_by("-raised_at", "pk")[:most]
    )
