"""Concerns behind a figure: from the keys of nameless facts back to records, of those the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access.fact_rows import from_to, matching
from goldenthread.access.need_to_know import visible
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import ConcernStatus
from goldenthread.ground.moment import london

PAGE = 50


@dataclass(frozen=True)
class ConcernBehind:
    """A concern that was counted, without a name."""

    id: UUID
    reference: str
    raised_on: date
    status: ConcernStatus
    team: str


def concerns_behind(
    viewer: Viewer, keys: frozenset[int], first: date, last: date, *, start: int = 0, most: int = PAGE
) -> tuple[int, tuple[ConcernBehind, ...]]:
    """Concerns with these keys raised from one day to another that the viewer may see, oldest first: how many, and some.

    2 queries.
    """
    rows = visible(viewer, Concern).filter(**from_to("raised_at", first, last)).order_by("raised_at", "pk")
    found = matching(keys, list(rows.values_list("pk", flat=True)))
    told = rows.filter(pk__in=found[start : start + most])
    return len(found), tuple(
        ConcernBehind(pk, reference, london(raised_at).date(), ConcernStatus(status), team)
        for pk, reference, raised_at, status, team in told.values_list(
            "pk", "reference", "raised_at", "status", "team"
        )
    )
