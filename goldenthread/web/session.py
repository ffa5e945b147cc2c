"""A person's session: begun at sign-in, ended by time, by signing out, or when their account changes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

_USER, _EPOCH, _BEGAN, _SEEN = "user", "epoch", "began", "seen"
# Writing "last seen" at every click would make every page a write; a minute is exact enough for a limit of thirty.
_SEEN_EVERY = 60


@dataclass(frozen=True)
class Session:
    """Whose session it is, and from which generation of that account's sessions."""

    user_id: UUID
    epoch: int


def begin(request: HttpRequest, user_id: UUID, epoch: int, now: int) -> None:
    """Begin a session with a new key and a new form token: nothing known before sign-in is worth anything after it."""
    request.session.flush()
    request.session.update({_USER: user_id.hex, _EPOCH: epoch, _BEGAN: now, _SEEN: now})
    request.session.cycle_key()
    rotate_token(request)


def renew(request: HttpRequest, epoch: int) -> None:
    """Carry on under a new key after the account's other sessions have been ended."""
    request.session[_EPOCH] = epoch
    request.session.cycle_key()
    rotate_token(request)


def read(request: HttpRequest, now: int) -> Session | None:
    """The session if there is one and it is neither idle nor too old; such a one is closed. ``now`` in epoch seconds."""
    held = request.session
    if _USER not in held:
        return None
    idle, age = now - held[_SEEN], now - held[_BEGAN]
    if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_ABSOLUTE_SECONDS:
        close(request)
        return None
    if idle >= _SEEN_EVERY:
        held[_SEEN] = now
    return Session(UUID(held[_USER]), held[_EPOCH])


def close(request: HttpRequest) -> None:
    """End this session on the server: its cookie opens nothing any more."""
    request.session.flush()
