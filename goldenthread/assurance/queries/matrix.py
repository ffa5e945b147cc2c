"""The newest matrix of each service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Review
from goldenthread.assurance.policy.matrix import looked_for
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import ReviewKind, ReviewState
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class MatrixRow:
    """A matrix and how far it is: ``rated`` of the ``lines`` a commissioner looks for."""

    id: UUID
    state: ReviewState
    begins_on: date | None
    rated: int
    lines: int


def matrices(viewer: Viewer) -> dict[UUID, MatrixRow]:
    """The newest matrix of each service that this viewer may see. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.commission"))
    rows = visible(viewer, Review).filter(kind=ReviewKind.SERVICE_MATRIX, agency__isnull=False)
    looked = Q(judgements__grade__isnull=False, judgements__item_key__contains=".e")
    found: dict[UUID, MatrixRow] = {}
    for row in rows.annotate(rated=Count("judgements", filter=looked)).order_by("opened_at"):
        one = standards_of(row.instrument_key, row.instrument_version)
        assert row.agency_id is not None
        found[row.agency_id] = MatrixRow(
            row.pk,
            ReviewState(row.state),
            row.begins_on,
            row.rated,
            len(looked_for(one)) if one else 0,
        )
    return found
