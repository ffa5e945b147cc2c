"""Enquiries behind a figure: from the keys of nameless facts back to records, of those the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.access.fact_rows import from_to, matching
from goldenthread.access.need_to_know import visible
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import EnquiryKind, EnquiryStatus
from goldenthread.ground.moment import london

PAGE = 50


@dataclass(frozen=True)
class EnquiryBehind:
    """An enquiry that was counted, without a name."""

    id: UUID
    reference: str
    kind: EnquiryKind
    status: EnquiryStatus
    started_on: date
    ended_on: date | None
    team: str


def enquiries_behind(
    viewer: Viewer, keys: frozenset[int], first: date, last: date, *, start: int = 0, most: int = PAGE
) -> tuple[int, tuple[EnquiryBehind, ...]]:
    """Enquiries with these keys that ran from one day to another and that the viewer may see: how many, and some.

    2 queries.
    """
    begun, not_over = from_to("opened_at", None, last), from_to("closed_at", first, None)
    rows = visible(viewer, Enquiry).filter(Q(closed_at__isnull=True) | Q(**not_over), **begun)
    rows = rows.order_by("opened_at", "pk")
    found = matching(keys, list(rows.values_list("pk", flat=True)))
    told = rows.filter(pk__in=found[start : start + most])
    names = ("pk", "reference", "kind", "status", "opened_at", "closed_at", "team")
    return len(found), tuple(_behind(*row) for row in told.values_list(*names))


def _behind(
    id: UUID, reference: str, kind: str, status: str, opened: datetime, closed: datetime | None, team: str
) -> EnquiryBehind:
    return EnquiryBehind(
        id,
        reference,
        EnquiryKind(kind),
        EnquiryStatus(status),
        london(opened).date(),
        london(closed).date() if closed else None,
        team,
    )
