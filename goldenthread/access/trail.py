"""The trail: who did, looked, was refused. Chained by hash for each subject; see ``goldenthread verify_trail``.

It is security, not casework: pages never rely on it. Details hold codes, counts and ids, never a person's words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from goldenthread.access.loading import load
from goldenthread.access.models import TrailHead, TrailRow
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Act
from goldenthread.ground import moment


@dataclass(frozen=True)
class Subject:
    """What a row of the trail is about: ``concern``, ``enquiry``, ``person``, ``account`` … and its id."""

    kind: str
    id: UUID


def row_hash(
    prev: str,
    kind: str,
    subject_id: str,
    seq: int,
    at_us: int,
    act: str,
    deed: str,
    role: str,
    actor: str,
    agency: str,
    detail: str,
) -> str:
    """SHA-256 over the previous hash and every field; ids as 32 hex digits."""
    text = f"{prev}\x1f{kind}\x1f{subject_id}\x1f{seq}\x1f{at_us}\x1f{act}\x1f{deed}\x1f{role}\x1f{actor}\x1f{agency}\x1f{detail}"
    return sha256(text.encode()).hexdigest()


def append(
    by: Viewer, subject: Subject, act: Act, deed: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Add one row to the subject's chain, in the caller's transaction. Raises whatever the database raises: no row, no deed."""
    # Every page that opens a record waits for this, so it is written without building objects.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        text, at_us = _told(detail), _now_us()
        head = next(iter(_head(subject.kind, subject.id)), None)
        if head is None:
            row = _row(by, subject, act, deed, text, at_us=at_us, seq=1, prev="")
            if load(TrailHead, [_begun(row)], unless_held=("subject_kind", "subject_id")):
                load(TrailRow, [row])
                return
            # Somebody else began this chain a moment ago.
            (head,) = _head(subject.kind, subject.id)
        row = _row(by, subject, act, deed, text, at_us=at_us, seq=head.length + 1, prev=head.hash)
        load(TrailRow, [row])
        cursor.execute(
            "UPDATE access_trailhead SET length = %s, hash = %s WHERE id = %s",
            [row["seq"], row["hash"], head.pk],
        )


def append_new(
    by: Viewer, subjects: Sequence[Subject], act: Act, deed: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Begin the chains of records that are new, one row each, in the caller's transaction: what :func:`append` would write.

    Raises IntegrityError when one of them has a chain already.
    """
    text, at_us = _told(detail), _now_us()
    rows = [_row(by, subject, act, deed, text, at_us=at_us, seq=1, prev="") for subject in subjects]
    load(TrailHead, [_begun(row) for row in rows])
    load(TrailRow, rows)


def _begun(first: Mapping[str, Any]) -> dict[str, Any]:
    """The head of a chain that has its first row."""
    return {name: first[name] for name in ("subject_kind", "subject_id", "hash")} | {"length": 1}


def _row(
    by: Viewer, subject: Subject, act: Act, deed: str, text: str, *, at_us: int, seq: int, prev: str
) -> dict[str, Any]:
    """A row of the trail with its hash."""
    actor, agency, role = by.user_id or NOBODY, by.agency_id or NOBODY, by.role.value
    digest = row_hash(
        prev, subject.kind, subject.id.hex, seq, at_us, act.value, deed, role, actor.hex, agency.hex, text
    )
    return {
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "seq": seq,
        "at_us": at_us,
        "act": act.value,
        "deed": deed,
        "role": role,
        "actor_id": actor,
        "agency_id": agency,
        "detail": text,
        "prev_hash": prev,
        "hash": digest,
    }


def _told(detail: Mapping[str, Any] | None) -> str:
    return json.dumps(dict(detail or {}), sort_keys=True, separators=(",", ":"), default=str)


def _now_us() -> int:
    return int(moment.now().timestamp() * 1_000_000)


@prepared
def _head(kind: str, id: UUID) -> QuerySet[TrailHead]:
    return TrailHead.objects.select_for_update().filter(subject_kind=kind, subject_id=id)
