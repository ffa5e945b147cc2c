"""How often, and how long apart, a letter is tried."""

from __future__ import annotations

from datetime import timedelta

# The wait after each failed try; after the last try no wait follows and somebody must reach the person another way.
_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_ATTEMPTS = len(_WAITS) + 1


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after this many failed tries; None when there were enough. Raises ValueError below 1."""
    if attempts < 1:
        raise ValueError("a wait follows a try")
    return _WAITS[attempts - 1] if attempts <= len(_WAITS) else None
