"""Duties to answer that may stand behind a figure, for those who may open what they are about."""

from __future__ import annotations

from goldenthread.access.fact_rows import CaseBehind, Placing, placed
from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.ground.moment import london
from goldenthread.ground.verdicts import insist
from goldenthread.letters.facts.rows import MOMENTS
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience, DutyState


def duties_placed(viewer: Viewer, placing: Placing, *, most: int) -> tuple[CaseBehind, ...]:
    """Duties of this place in time that the viewer may see, at most so many. Raises Refused. One query."""
    insist(permission_verdict(viewer.role, "letters.give"))
    rows = placed(visible(viewer, FeedbackDuty), MOMENTS, placing)
    return tuple(
        CaseBehind(
            record=row.pk,
            kind=row.about_kind,
            id=row.about_id,
            reference=row.about_reference,
            on=london(row.opened_at).date(),
            state=f"{Audience(row.audience).label}: {DutyState(row.state).label.lower()}",
            who=row.by_name,
            team="",
        )
        for row in rows.order_by("-opened_at", "pk")[:most]
    )
