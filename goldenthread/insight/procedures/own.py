"""Choosing which figures one follows."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.insight.models import FollowRow
from goldenthread.insight.policy.own import can_follow
from goldenthread.insight.queries.own import choices, follow_version


@procedure("figures.own")
def follow_figures(
    by: Viewer, *, figures: Sequence[str], version: int | None, for_team: bool = False
) -> Done[None]:
    """Follow these figures from now on, for oneself or for one's team. Raises Refused (stale, OWN-03, nobody's team)."""
    if for_team and not by.team:
        raise Refused(refused("NEEDED", "You are in no team."))
    insist(can_follow(figures, choices()))
    if version is not None and version != follow_version(by, for_team=for_team):
        raise Refused(
            refused(
                "STALE",
                "Somebody else has chosen since you opened the page. Look at what is followed now, then send again.",
            )
        )
    FollowRow.objects.create(
        user_id=None if for_team else by.user_id,
        team=by.team if for_team else "",
        figures=",".join(figures),
        at=moment.now(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
    return Done(None, Subject("account", by.user_id or NOBODY), {"figures": list(figures), "team": for_team})
