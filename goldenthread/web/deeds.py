"""The page of a deed is for those who may do it: anybody else is refused before a word of it is drawn."""

from __future__ import annotations

from goldenthread.access.doorway import put_refusal
from goldenthread.access.policy import permission_verdict
from goldenthread.ground.verdicts import Refused, Verdict
from goldenthread.web.request import Request


def role_may(request: Request, permission: str) -> None:
    """Raises Refused, which the shell answers with 403, where the reader's role may not do this. The refusal is on the trail."""
    verdict = permission_verdict(request.viewer.role, permission)
    if not verdict.allowed:
        match = request.resolver_match
        put_refusal(request.viewer, f"route {match.view_name if match else ''}"[:80], verdict)
        raise Refused(verdict)


def open_to_do(request: Request, verdict: Verdict) -> None:
    """Raises Refused where a form is only asked for that could not be sent now.

    One that was sent goes on to its deed, which refuses it with everything that was typed still on the page.
    """
    if request.method != "POST" and not verdict.allowed:
        raise Refused(verdict)
