"""The one clock. Code asks here what time it is, so that tests and made-up councils can live on another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in London: day boundaries of every clock are London's."""
    return now().astimezone(LONDON).date()


def london(when: datetime) -> datetime:
    """A moment as London's clocks show it."""
    return when.astimezone(LONDON)


@contextmanager
def at(when: datetime) -> Iterator[None]:
    """Live at another moment within the block. Raises ValueError for a time without a zone."""
    if when.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _moved.set(when.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
