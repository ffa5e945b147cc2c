"""Concerns from which a sample can be drawn: ids, references and teams, without a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.need_to_know import counted, visible
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.concerns.models import Concern, ConcernStep
from goldenthread.concerns.vocabulary import Outcome

_ENDED_HERE = (Outcome.NO_FURTHER_ACTION, Outcome.OTHER_RESPONSE)


def to_sample(
    viewer: Viewer, *, since: datetime, ended_here: bool
) -> tuple[tuple[tuple[UUID, str, str], ...], int]:
    """Id, reference and team of concerns decided since then, and how many restricted ones are left out.

    ``ended_here``: those that ended without an enquiry; else those that led to one. Two queries. Raises Refused.
    """
    rows = counted(viewer, Concern).filter(status="decided", decided_at__gte=since)
    rows = rows.filter(outcome__in=_ENDED_HERE) if ended_here else rows.exclude(outcome__in=_ENDED_HERE)
    open_ones = rows.filter(restricted=False, person__restricted=False).order_by("pk")
    listed = tuple(open_ones.values_list("pk", "reference", "team"))
    return listed, rows.count() - len(listed)


def worked_on(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Who did anything on these concerns, by account. One query. Raises Refused."""
    known = counted(viewer, Concern).filter(pk__in=list(ids))
    found: dict[UUID, set[UUID]] = {}
    for concern, who in known.values_list("pk", "allocated_to_id"):
        found[concern] = {who} if who else set()
    for concern, who in ConcernStep.objects.filter(concern__in=list(found)).values_list(
        "concern_id", "by_id"
    ):
        found[concern].add(who)
    return {concern: frozenset(people) for concern, people in found.items()}


def carried(viewer: Viewer) -> QuerySet[Concern]:
    """Concerns that the viewer carries, to be asked within another query. None for who may see none."""
    return visible(viewer, Concern).filter(allocated_to_id=viewer.user_id or NOBODY).only("pk")
