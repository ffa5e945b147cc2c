"""Who calls: an agency's system by its token. No cookie counts here, so no other site's page can write."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from goldenthread.access.queries import viewer_by_token
from goldenthread.access.throttle import Limit, spend
from goldenthread.access.viewer import Viewer
from goldenthread.api.bodies import Problem

# Wrong tokens and reports that could not be read, per minute.
WRONG_TOKENS, WRONG_REPORTS, LOOKS = 30, 120, 600


class AgencyToken(HttpBearer):
    """``Authorization: Bearer gt_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The agency's system; None for a token that is unknown or revoked. Raises Problem 429 after many wrong ones."""
        viewer = viewer_by_token(token)
        if viewer is None:
            count(Limit("api-token", caller_address(request), WRONG_TOKENS))
            return None
        request.viewer = viewer  # type: ignore[attr-defined]
        return viewer


def count(limit: Limit) -> None:
    """Count one try. Raises Problem 429 when there were too many."""
    wait = spend(limit)
    if wait:
        raise too_many(wait)


def too_many(wait: int) -> Problem:
    """429 with the time to wait, in seconds."""
    told = f"That is too many in a short time. Wait {wait} seconds and send it again. Nothing was stored."
    return Problem(429, "too_many_requests", told, retry_after=wait)


def caller_address(request: HttpRequest) -> str:
    """The address a call comes from: as our own proxy saw it when there is one, else as we see it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if hops:
            return hops[-1]
    return str(request.META.get("REMOTE_ADDR", ""))
