"""The request as views get it from the shell."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from goldenthread.access.viewer import Viewer


class Request(HttpRequest):
    """A request that has passed the shell. ``reviewing``: the held form being looked over, where there is one."""

    viewer: Viewer
    log_id: str
    reviewing: UUID
