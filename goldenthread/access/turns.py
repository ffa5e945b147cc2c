"""Whose turn it is to write.

SQLite lets one writer in at a time, and its own waiting is unfair: under load one writer can wait for seconds while
others overtake. Writers therefore queue on a file lock beside the database before they begin. PostgreSQL needs none of it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def write_turn(*, outermost: bool) -> Iterator[None]:
    """Hold the turn for the block. Inside another turn, or off SQLite, it does nothing."""
    name = str(connection.settings_dict.get("NAME", ""))
    if not outermost or connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        yield
        return
    handle = os.open(f"{name}.turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
