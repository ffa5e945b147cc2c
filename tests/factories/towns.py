"""The made-up council as a place to test in, built once for a module and taken back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.access import prepared
from worlds import sandgate


@contextmanager
def as_served() -> Iterator[None]:
    """Prepared questions are asked as they are when the house serves, and not compared each time."""
    before, prepared.checked = prepared.checked, False
    try:
        yield
    finally:
        prepared.checked = before


def build(*, now: datetime, adults: int, seed: int) -> None:
    """Sandgate, in the database as it stands. Each building is half a minute's work: share one where you can."""
    with as_served():
        sandgate.build(now=now, adults=adults, seed=seed, begun=lambda total: None)


@contextmanager
def standing(blocker: Any, *, now: datetime, adults: int, seed: int) -> Iterator[None]:
    """Sandgate while a module's tests run, each of which leaves it as it was; mark them with one ``xdist_group``.

    ``blocker``: the fixture ``django_db_blocker``.
    """
    with blocker.unblock(), transaction.atomic():
        build(now=now, adults=adults, seed=seed)
        yield
        transaction.set_rollback(True)
