"""Reads that go with receiving."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from goldenthread.access.need_to_know import visible
from goldenthread.access.prepared import prepared_counts
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern

MOST = 10_000


def received_since(viewer: Viewer, since: datetime) -> int:
    """How many concerns the viewer's agency has raised since then; counting stops at MOST."""
    return _received(viewer, since)["received"]


@prepared_counts
def _received(viewer: Viewer, since: datetime) -> dict[str, tuple[QuerySet[Concern], int]]:
    rows = visible(viewer, Concern).filter(agency_id=viewer.agency_id, received_at__gte=since)
    return {"received": (rows, MOST)}
