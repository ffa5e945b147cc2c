"""Whose turn it is to write.

SQLite lets one writer in at a time, and its own waiting is unfair: a writer sleeps and looks again while others overtake, for
seconds under load (measured: 6.7 s with eight writers). Writers therefore queue on a file beside the database before they
begin, and are let in strictly in the order they came. :mod:`goldenthread.access.sqlite3` makes every write wait here;
PostgreSQL needs none of it.

A ticket queue of byte-range locks. Taking a ticket locks the byte of one's own number; one's turn has come when the byte of the
number before is free. Locks belong to the open file, so the kernel frees them when a process dies, and the queue moves on.
The queue only makes waiting fair. It is SQLite's own lock that keeps writers apart.
"""

from __future__ import annotations

import fcntl
import os
import struct
from pathlib import Path

_COUNTER = struct.Struct("<q")
# The byte that is locked while a ticket is taken, and where the tickets' bytes begin; none of them need exist in the file.
_DESK, _FIRST = 1 << 61, 1 << 20
# Locks of an open file (Linux); elsewhere locks of a process, which queue processes but not threads.
_WAIT = getattr(fcntl, "F_OFD_SETLKW", fcntl.F_SETLKW)


class Turn:
    """One connection's place in the queue. Not for two threads at once; take() while it is held changes nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ticket: int | None = None
        # A file object, so that a connection that is forgotten gives its turn back.
        self._file = open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b", buffering=0)  # noqa: SIM115

    @property
    def held(self) -> bool:
        """True from take() until give_back()."""
        return self._ticket is not None

    def take(self) -> None:
        """Queue and wait. Raises OSError when the file cannot be locked."""
        if self._ticket is not None:
            return
        self._lock(fcntl.F_WRLCK, _DESK)
        try:
            kept = os.pread(self._file.fileno(), _COUNTER.size, 0)
            ticket = (_COUNTER.unpack(kept)[0] if len(kept) == _COUNTER.size else 0) + 1
            os.pwrite(self._file.fileno(), _COUNTER.pack(ticket), 0)
            self._lock(fcntl.F_WRLCK, _FIRST + ticket)
            self._ticket = ticket
        finally:
            self._lock(fcntl.F_UNLCK, _DESK)
        self._lock(fcntl.F_WRLCK, _FIRST + ticket - 1)
        self._lock(fcntl.F_UNLCK, _FIRST + ticket - 1)

    def give_back(self) -> None:
        """Let the next one in. Without a turn it changes nothing."""
        if self._ticket is not None:
            ticket, self._ticket = self._ticket, None
            self._lock(fcntl.F_UNLCK, _FIRST + ticket)

    def close(self) -> None:
        """Leave the queue for good."""
        self._ticket = None
        self._file.close()

    def _lock(self, kind: int, byte: int) -> None:
        fcntl.fcntl(self._file.fileno(), _WAIT, struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0))
