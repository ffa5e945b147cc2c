"""How tries to sign in are counted, so that guessing is slow and nobody can lock another person out.

A browser that has signed in to an account before carries a signed mark and is counted by itself. Everything else is
counted by account and address together, by account over all addresses, and by address over all accounts. An attacker at
one address uses up their own count, which is less than the account's; the owner elsewhere still gets in.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from goldenthread.access import queries
from goldenthread.access.throttle import Limit

COOKIE = "__Host-device" if settings.SECURE else "device"
A_YEAR = 365 * 24 * 60 * 60
PER_SOURCE, PER_ACCOUNT, PER_ADDRESS, PER_DEVICE = 5, 10, 10, 10


def source_address(request: HttpRequest) -> str:
    """The address a request comes from: as our own proxy saw it when there is one, else as we see it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if hops:
            return hops[-1]
    return str(request.META.get("REMOTE_ADDR", ""))


def limits(request: HttpRequest, email: str) -> tuple[Limit, ...]:
    """What one try at this account counts against. Tries in a minute; addresses are kept as hashes only."""
    account, address = email.strip().lower(), source_address(request)
    if _known(request, account):
        return (Limit("sign-in device", request.COOKIES[COOKIE], PER_DEVICE),)
    return (
        Limit("sign-in source", f"{account}\x1f{address}", PER_SOURCE),
        Limit("sign-in account", account, PER_ACCOUNT),
        Limit("sign-in address", address, PER_ADDRESS),
    )


def remember(response: HttpResponse, account_id: UUID) -> None:
    """Mark this browser as one that has signed in to the account. The mark opens nothing by itself."""
    response.set_cookie(
        COOKIE,
        signing.dumps(account_id.hex, salt="device"),
        max_age=A_YEAR,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def _known(request: HttpRequest, email: str) -> bool:
    try:
        account = UUID(signing.loads(request.COOKIES.get(COOKIE, ""), salt="device", max_age=A_YEAR))
    except (signing.BadSignature, ValueError):
        return False
    viewer = queries.viewer_by_email(email)
    return viewer is not None and viewer.user_id == account
