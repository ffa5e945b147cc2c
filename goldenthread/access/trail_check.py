"""Recomputes the trail: finds a row that was altered, removed, inserted, moved or rewritten, and names it.

Two looks. Along each subject's chain: every row's own hash, its link to the row before, its place, and the recorded end
(:class:`TrailHead`). Against an anchor kept elsewhere (:mod:`goldenthread.access.trail_anchor`): every row in order of id;
only this finds a tail cut or rewritten by somebody who also mends hashes and heads. Both stream: memory does not grow
with the trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.ground.verdicts import insist

CHUNK = 5_000
# A chain with more rows than this that do not match their hash is not searched for which row moved where.
_MOVES_SEARCHED = 200

Tick = Callable[[int], object]


@dataclass(frozen=True)
class Fault:
    """One thing wrong. ``row_id``, ``at`` and ``deed`` are None or empty where the row is not there any more."""

    what: str
    subject_kind: str
    subject_id: str
    place: int
    words: str
    row_id: int | None = None
    at: datetime | None = None
    deed: str = ""

    def __str__(self) -> str:
        row = ""
        if self.row_id is not None and self.at is not None:
            row = f" (row {self.row_id}, {self.at:%d %B %Y %H:%M:%S} UTC, {self.deed})"
        where = (
            f"{self.subject_kind} {UUID(self.subject_id)} place {self.place}"
            if self.subject_kind
            else "trail"
        )
        return f"{self.what}: {where}{row}: {self.words}"


@dataclass(frozen=True)
class Link:
    """One row as the check reads it; ``rest`` are the hashed fields after the place, joined as they are hashed."""

    subject: str
    seq: int
    row_id: int
    rest: str
    prev: str
    hash: str

    def hash_at(self, kind: str, place: int) -> str:
        """The hash this row should have, were it at that place."""
        return sha256(
            f"{self.prev}\x1f{kind}\x1f{self.subject}\x1f{place}\x1f{self.rest}".encode()
        ).hexdigest()


def check_chains(
    viewer: Viewer, *, since: datetime | None = None, tick: Tick = lambda _: None
) -> Iterator[Fault]:
    """Every fault along the chains, as found; with ``since``, only whole chains that have a row from then on.

    ``tick`` is told how many rows were read. Raises Refused when the viewer may not read the trail.
    """
    insist(permission_verdict(viewer.role, "trail.read"))
    with one_moment():
        for kind in _kinds():
            yield from _check_kind(kind, since, tick)


def count_rows(viewer: Viewer) -> int:
    """How many rows the trail has. Raises Refused when the viewer may not read it."""
    insist(permission_verdict(viewer.role, "trail.read"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_trailrow")
        return int(cursor.fetchone()[0])


@contextmanager
def one_moment() -> Iterator[None]:
    """Within the block every read sees the database as it was at the first, and no writer waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not atomic(): that would take SQLite's write lock, and everybody would wait until the check is done.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def stream(sql: str, parameters: Sequence[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    """Rows of a query in chunks, never all at once."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _kinds() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_kind FROM access_trailrow UNION SELECT subject_kind FROM access_trailhead ORDER BY 1"
        )
        return [kind for (kind,) in cursor.fetchall()]


def _hex(column: str) -> str:
    return f"replace({column}::text, '-', '')" if connection.vendor == "postgresql" else column


def _touched(since: datetime | None, kind: str) -> tuple[str, list[object]]:
    if since is None:
        return "", []
    us = int(since.timestamp() * 1_000_000)
    asked = (
        "AND subject_id IN (SELECT subject_id FROM access_trailrow WHERE at_us >= %s AND subject_kind = %s)"
    )
    return asked, [us, kind]


def _rows(kind: str, since: datetime | None) -> Iterator[tuple[str, int, int, str, str, str]]:
    sep = " || chr(31) || " if connection.vendor == "postgresql" else " || char(31) || "
    rest = sep.join(["at_us", "act", "deed", "role", _hex("actor_id"), _hex("agency_id"), "detail"])
    only, values = _touched(since, kind)
    return stream(
        f"SELECT {_hex('subject_id')}, seq, id, {rest}, prev_hash, hash FROM access_trailrow "  # noqa: S608
        f"WHERE subject_kind = %s {only} ORDER BY subject_id, seq, id",
        [kind, *values],
    )


def _heads(kind: str, since: datetime | None) -> Iterator[tuple[str, int, str]]:
    only, values = _touched(since, kind)
    return stream(
        f"SELECT {_hex('subject_id')}, length, hash FROM access_trailhead "  # noqa: S608
        f"WHERE subject_kind = %s {only} ORDER BY subject_id",
        [kind, *values],
    )


def _check_kind(kind: str, since: datetime | None, tick: Tick) -> Iterator[Fault]:
    """Walk rows and heads side by side; both come ordered by subject id, whose order is the same in every database."""
    heads = _heads(kind, since)
    head = next(heads, None)
    chain = _Chain(kind, "")
    read = 0
    for subject, seq, row_id, rest, prev, digest in _rows(kind, since):
        if subject != chain.subject:
            yield from chain.end(None if head is None or head[0] != chain.subject else head)
            while head is not None and head[0] < subject:
                if head[0] != chain.subject:
                    yield from _Chain(kind, head[0]).end(head)
                head = next(heads, None)
            chain = _Chain(kind, subject)
        # The common, sound case is decided here without a call: this loop is the speed of the whole check.
        if (
            seq == chain.length + 1
            and prev == chain.hash
            and sha256(f"{prev}\x1f{kind}\x1f{subject}\x1f{seq}\x1f{rest}".encode()).hexdigest() == digest
        ):
            chain.length, chain.hash, chain.last_id = seq, digest, row_id
        else:
            yield from chain.wrong(Link(subject, seq, row_id, rest, prev, digest))
        read += 1
        if read == CHUNK:
            tick(read)
            read = 0
    tick(read)
    yield from chain.end(None if head is None or head[0] != chain.subject else head)
    while head is not None:
        if head[0] != chain.subject:
            yield from _Chain(kind, head[0]).end(head)
        head = next(heads, None)


class _Chain:
    """One subject's chain while it is walked."""

    def __init__(self, kind: str, subject: str) -> None:
        self.kind, self.subject = kind, subject
        self.length, self.hash, self.last_id = 0, "", 0
        self.bad: list[Link] = []
        # Hashes of further rows at the last place: the next row may follow any of them.
        self.also: set[str] = set()

    def wrong(self, row: Link) -> Iterator[Fault]:
        """A row that is not simply the next sound one."""
        whole = row.hash_at(self.kind, row.seq) == row.hash
        if not whole:
            self.bad.append(row)
        if row.seq <= self.length:
            yield self._fault("inserted", row, "another row stands at this place already")
            self.also.add(row.hash)
            return
        if row.seq > self.length + 1:
            gone = row.seq - self.length - 1
            places = f"{self.length + 1}" if gone == 1 else f"{self.length + 1} to {row.seq - 1}"
            words = f"{gone} row{'s' if gone > 1 else ''} missing: place {places}, before the row named here"
            yield self._fault("removed", row, words, place=self.length + 1)
        elif whole and row.prev != self.hash and row.prev not in self.also:
            words = "it does not follow from the row before: that row was rewritten or put in its place, or this one was"
            yield self._fault("rewritten", row, words)
        self.length, self.hash, self.last_id = row.seq, row.hash, row.row_id
        self.also = set()

    def end(self, head: tuple[str, int, str] | None) -> Iterator[Fault]:
        """What is wrong with the chain as a whole, and rows that do not match their own hash."""
        if not self.subject:
            return
        yield from self._altered()
        if head is None:
            if self.length:
                yield Fault(
                    "removed",
                    self.kind,
                    self.subject,
                    self.length,
                    "the record of how long this chain is has gone",
                )
            return
        _, length, digest = head
        if length > self.length:
            places = f"{self.length + 1}" if length == self.length + 1 else f"{self.length + 1} to {length}"
            yield Fault(
                "removed", self.kind, self.subject, self.length + 1, f"cut from the end: place {places}"
            )
        elif length < self.length:
            words = f"the chain ends at place {length}, yet there is more"
            yield self._last("inserted", words)
        elif digest != self.hash:
            yield self._last("rewritten", "the end of the chain is not the end that was recorded")

    def _altered(self) -> Iterator[Fault]:
        places = [row.seq for row in self.bad]
        for row in self.bad:
            came = None
            if len(self.bad) <= _MOVES_SEARCHED:
                came = next(
                    (p for p in places if p != row.seq and row.hash_at(self.kind, p) == row.hash), None
                )
            if came:
                yield self._fault("moved", row, f"this row was written at place {came}; rows were swapped")
            else:
                yield self._fault("altered", row, "what it says does not match its own hash")

    def _last(self, what: str, words: str) -> Fault:
        return self._fault(what, Link(self.subject, self.length, self.last_id, "", "", ""), words)

    def _fault(self, what: str, row: Link, words: str, *, place: int | None = None) -> Fault:
        at, deed = when_and_what(row.row_id)
        return Fault(what, self.kind, self.subject, place or row.seq, words, row.row_id, at, deed)


def when_and_what(row_id: int) -> tuple[datetime | None, str]:
    """The moment and deed of a row, for naming it; (None, "") when it is not there."""
    found = _named(row_id)
    return (found[3], found[4]) if found else (None, "")


def fault_at(what: str, row_id: int, words: str) -> Fault:
    """A fault of the row with this id, named as far as it is still there."""
    found = _named(row_id)
    if found is None:
        return Fault(what, "", "", 0, f"row {row_id}: {words}")
    kind, subject, place, at, deed = found
    return Fault(what, kind, subject, place, words, row_id, at, deed)


def _named(row_id: int) -> tuple[str, str, int, datetime, str] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT subject_kind, {_hex('subject_id')}, seq, at_us, deed FROM access_trailrow WHERE id = %s",  # noqa: S608
            [row_id],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], row[1], row[2], datetime.fromtimestamp(row[3] / 1_000_000, UTC), row[4]
