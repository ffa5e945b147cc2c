"""An anchor: a small file, kept away from the database, by which every later change of the trail up to its day is found.

JSON, one object a line. First what it is; then one line for each thousand rows in order of id: the ids, a SHA-256 over
ids and hashes, and a fingerprint of three bytes for each row so that the very row can be named; last a SHA-256 over all
lines before it, so that a shortened or changed file is refused. It holds no personal data and no words: about five
bytes a row.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail_check import Fault, Tick, fault_at, one_moment, stream
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist

FORMAT = "golden-thread trail anchor 1"
BLOCK = 1_000
_PRINT = 3
_LOCK_WAIT = "30s"


class BadAnchor(Exception):
    """The anchor file cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Anchored:
    """What an anchor was made of."""

    rows: int
    last_id: int


def write_anchor(viewer: Viewer, file: Path, *, tick: Tick = lambda _: None) -> Anchored:
    """Write an anchor of all rows there are now. Raises FileExistsError, and Refused for who may not read the trail."""
    insist(permission_verdict(viewer.role, "trail.read"))
    last = _settled_last_id()
    written, total = sha256(), 0
    with file.open("x", encoding="ascii", newline="\n") as out, one_moment():

        def line(values: dict[str, Any]) -> None:
            text = json.dumps(values, separators=(",", ":")) + "\n"
            out.write(text)
            written.update(text.encode())

        line({"format": FORMAT, "made_us": int(moment.now().timestamp() * 1_000_000), "last_id": last})
        for block in _blocks(
            stream("SELECT id, hash FROM access_trailrow WHERE id <= %s ORDER BY id", [last])
        ):
            line(_describe(block))
            total += len(block)
            tick(len(block))
        line({"rows": total, "whole": written.hexdigest()})
    return Anchored(total, last)


def check_anchor(viewer: Viewer, file: Path, *, tick: Tick = lambda _: None) -> Iterator[Fault]:
    """Every difference between the anchor and the trail as it is now.

    Raises BadAnchor for a file that is not whole, and Refused for who may not read the trail.
    """
    insist(permission_verdict(viewer.role, "trail.read"))
    made_us, last_id = _check_file(file)
    with one_moment():
        low = 0
        rows = _Peek(stream("SELECT id, hash FROM access_trailrow WHERE id <= %s ORDER BY id", [last_id]))
        for known in _lines(file):
            ids = _ids(known)
            found = list(rows.up_to(ids[-1]))
            tick(len(found))
            if [row_id for row_id, _ in found] != ids or _digest(found) != known["digest"]:
                yield from _differences(known, ids, found, low)
            low = ids[-1]
        for row_id, _ in rows.up_to(last_id):
            yield fault_at("inserted", row_id, "the anchor does not have this row")
        later = stream(
            "SELECT id FROM access_trailrow WHERE id > %s AND at_us < %s ORDER BY id", [last_id, made_us]
        )
        for (row_id,) in later:
            yield fault_at("inserted", row_id, "it says it is older than the anchor, which does not have it")


def _settled_last_id() -> int:
    """The highest id, once no lower one can still be on its way.

    PostgreSQL hands out an id before its row is committed: wait, with writers shut out for that moment, until all are.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL lock_timeout = '{_LOCK_WAIT}'")
            cursor.execute("LOCK TABLE access_trailrow IN SHARE MODE")
        cursor.execute("SELECT coalesce(max(id), 0) FROM access_trailrow")
        return int(cursor.fetchone()[0])


def _blocks(rows: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while block := list(islice(rows, BLOCK)):
        yield block


def _digest(rows: Iterable[tuple[int, str]]) -> str:
    return sha256("\n".join(f"{row_id}:{digest}" for row_id, digest in rows).encode()).hexdigest()


def _fingerprint(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest[: 2 * _PRINT])
    except ValueError:
        # Whatever an attacker put there, it is no hash of ours.
        return b""


def _describe(block: list[tuple[int, str]]) -> dict[str, Any]:
    ids = [row_id for row_id, _ in block]
    whole = set(ids)
    gaps = [n for n in range(ids[0], ids[-1]) if n not in whole] if ids[-1] - ids[0] < 10 * BLOCK else None
    return {
        "first": ids[0],
        "last": ids[-1],
        **({"without": gaps} if gaps else {"ids": ids} if gaps is None else {}),
        "digest": _digest(block),
        "prints": b64encode(b"".join(_fingerprint(digest) for _, digest in block)).decode(),
    }


def _ids(known: dict[str, Any]) -> list[int]:
    if "ids" in known:
        return list(known["ids"])
    gaps = set(known.get("without", ()))
    return [n for n in range(known["first"], known["last"] + 1) if n not in gaps]


def _check_file(file: Path) -> tuple[int, int]:
    """Read the whole file once: it must be an anchor and end with the digest of all lines before."""
    running, last, previous = sha256(), b"", b""
    try:
        with file.open("rb") as lines:
            head = lines.readline()
            running.update(head)
            for previous in lines:
                if last:
                    running.update(last)
                last = previous
        first, end = json.loads(head), json.loads(last)
        if first["format"] != FORMAT:
            raise BadAnchor(f"{file} is not an anchor of this kind: {first['format']!r}.")
        if end.get("whole") != running.hexdigest():
            raise BadAnchor(f"{file} was changed or is not whole. Use the copy that was kept elsewhere.")
        return int(first["made_us"]), int(first["last_id"])
    except (ValueError, KeyError, TypeError, AttributeError) as bad:
        raise BadAnchor(
            f"{file} is not an anchor, or is cut short. Use the copy that was kept elsewhere."
        ) from bad


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="ascii") as lines:
        for line in lines:
            values = json.loads(line)
            if "first" in values:
                yield values


def _differences(
    known: dict[str, Any], ids: list[int], found: list[tuple[int, str]], low: int
) -> Iterator[Fault]:
    prints = b64decode(known["prints"])
    wanted = {row_id: prints[n * _PRINT : (n + 1) * _PRINT] for n, row_id in enumerate(ids)}
    have = dict(found)
    named = 0
    for row_id in sorted(wanted.keys() | have.keys()):
        if row_id not in have:
            yield fault_at("removed", row_id, "the anchor has this row; the trail has it no more")
        elif row_id not in wanted:
            yield fault_at("inserted", row_id, "the anchor does not have this row")
        elif _fingerprint(have[row_id]) != wanted[row_id]:
            yield fault_at("rewritten", row_id, "its hash is not the one in the anchor")
        else:
            continue
        named += 1
    if not named:
        words = f"among rows {low + 1} to {ids[-1]} one has another hash than in the anchor"
        yield Fault("rewritten", "", "", 0, words)


class _Peek:
    """A stream of rows that can be taken up to an id."""

    def __init__(self, rows: Iterator[tuple[int, str]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def up_to(self, last: int) -> Iterator[tuple[int, str]]:
        """Rows not taken yet with an id up to ``last``."""
        while self._next is not None and self._next[0] <= last:
            row = self._next
            self._next = next(self._rows, None)
            yield row
