"""Counting tries, so that guessing and flooding are slowed. Keys are keyed hashes: no address or name is kept."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from goldenthread.access.models import Tally
from goldenthread.ground import moment

# Seconds of the longest window: what is older than two of these is forgotten (access.tidying).
LONGEST = 60 * 60


@dataclass(frozen=True)
class Limit:
    """At most ``tries`` in any ``seconds`` (LONGEST at most) for one ``what`` and one ``who``."""

    what: str
    who: str
    tries: int
    seconds: int = 60

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= LONGEST:
            raise ValueError(f"a limit of {self.seconds} seconds would be forgotten before it ends")

    @property
    def key(self) -> str:
        """The kept key: without the secret key nobody can tell whose it is."""
        text = f"{self.what}\x1f{self.seconds}\x1f{self.who}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), text, sha256).hexdigest()


def spend(*limits: Limit) -> int:
    """Count one try against every limit, or none when one is used up.

    Returns 0 when the try is allowed, else after how many seconds to try again (for Retry-After). Counts are kept in the
    database, so they hold across processes and restarts.
    """
    now = moment.now().timestamp()
    with transaction.atomic():
        waits = [_wait(limit, now) for limit in limits]
        if any(waits):
            return max(waits)
        for limit in limits:
            _count(limit, _window(limit, now))
    return 0


def give_back(*limits: Limit) -> None:
    """Take back one counted try: it turned out to be the right person."""
    now = moment.now().timestamp()
    with transaction.atomic():
        for limit in limits:
            Tally.objects.filter(key=limit.key, window=_window(limit, now), count__gt=0).update(
                count=F("count") - 1
            )


def _window(limit: Limit, now: float) -> int:
    """When the window of this moment began, in epoch seconds, so that old ones can be told and forgotten."""
    return int(now // limit.seconds) * limit.seconds


def _wait(limit: Limit, now: float) -> int:
    window = _window(limit, now)
    found = dict(
        Tally.objects.select_for_update()
        .filter(key=limit.key, window__in=(window - limit.seconds, window))
        .values_list("window", "count")
    )
    into = (now % limit.seconds) / limit.seconds
    here, before = found.get(window, 0), found.get(window - limit.seconds, 0)
    # The window before still counts by the share of it that lies within the last ``seconds``.
    if here + before * (1 - into) + 1 <= limit.tries:
        return 0
    if here + 1 > limit.tries:
        # Only the next window has room, once enough of this one lies behind.
        share = (1 - into) + (1 - (limit.tries - 1) / here)
    else:
        share = 1 - (limit.tries - 1 - here) / before - into
    return max(1, ceil(limit.seconds * share))


def _count(limit: Limit, window: int) -> None:
    if Tally.objects.filter(key=limit.key, window=window).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            Tally.objects.create(key=limit.key, window=window, count=1)
    except IntegrityError:
        Tally.objects.filter(key=limit.key, window=window).update(count=F("count") + 1)
