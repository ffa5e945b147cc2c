"""Enquiries from which a sample can be drawn: ids, references and teams, without a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.need_to_know import counted, visible
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.enquiries.models import Enquiry, EnquiryStep


def to_sample(
    viewer: Viewer, *, closed_since: datetime | None
) -> tuple[tuple[tuple[UUID, str, str], ...], int]:
    """Id, reference and team of open enquiries, or of those closed since then; and how many restricted ones are left out.

    Two queries. Raises Refused.
    """
    rows = counted(viewer, Enquiry)
    rows = rows.filter(closed_at__gte=closed_since) if closed_since else rows.filter(closed_at__isnull=True)
    open_ones = rows.filter(restricted=False, person__restricted=False).order_by("pk")
    listed = tuple(open_ones.values_list("pk", "reference", "team"))
    return listed, rows.count() - len(listed)


def worked_on(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Who did anything on these enquiries, by account. Two queries. Raises Refused."""
    found: dict[UUID, set[UUID]] = {}
    known = counted(viewer, Enquiry).filter(pk__in=list(ids))
    for enquiry, officer, manager in known.values_list("pk", "officer_id", "manager_id"):
        found[enquiry] = {officer, manager}
    for enquiry, who in EnquiryStep.objects.filter(enquiry__in=list(found)).values_list(
        "enquiry_id", "by_id"
    ):
        found[enquiry].add(who)
    return {enquiry: frozenset(people) for enquiry, people in found.items()}


def carried(viewer: Viewer) -> QuerySet[Enquiry]:
    """Enquiries that the viewer carries out, to be asked within another query. None for who may see none."""
    return visible(viewer, Enquiry).filter(officer_id=viewer.user_id or NOBODY).only("pk")
