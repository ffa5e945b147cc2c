"""Reads that go with receiving."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access.need_to_know import visible
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern


def received_since(viewer: Viewer, since: datetime) -> int:
    """How many concerns the viewer's agency has raised since then."""
    return visible(viewer, Concern).filter(agency_id=viewer.agency_id, received_at__gte=since).count()
