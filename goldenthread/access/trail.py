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

from django.db import IntegrityError, transaction

from goldenthread.access.loading import load
from goldenthread.access.models import TrailHead, TrailRow
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
    with transaction.atomic():
        head = _locked_head(subject)
        at_us = int(moment.now().timestamp() * 1_000_000)
        text = json.dumps(dict(detail or {}), sort_keys=True, separators=(",", ":"), default=str)
        actor, agency = by.user_id or NOBODY, by.agency_id or NOBODY
        seq = head.length + 1
        digest = row_hash(
            head.hash,
            subject.kind,
            subject.id.hex,
            seq,
            at_us,
            act.value,
            deed,
            by.role.value,
            actor.hex,
            agency.hex,
            text,
        )
        TrailRow.objects.create(
            subject_kind=subject.kind,
            subject_id=subject.id,
            seq=seq,
            at_us=at_us,
            act=act.value,
            deed=deed,
            role=by.role.value,
            actor_id=actor,
            agency_id=agency,
            detail=text,
            prev_hash=head.hash,
            hash=digest,
        )
        TrailHead.objects.filter(pk=head.pk).update(length=seq, hash=digest)


def append_new(
    by: Viewer, subjects: Sequence[Subject], act: Act, deed: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Begin the chains of records that are new, one row each, in the caller's transaction: what :func:`append` would write.

    Raises IntegrityError when one of them has a chain already.
    """
    at_us = int(moment.now().timestamp() * 1_000_000)
    text = json.dumps(dict(detail or {}), sort_keys=True, separators=(",", ":"), default=str)
    actor, agency = by.user_id or NOBODY, by.agency_id or NOBODY
    heads, rows = [], []
    for subject in subjects:
        digest = row_hash(
            "",
            subject.kind,
            subject.id.hex,
            1,
            at_us,
            act.value,
            deed,
            by.role.value,
            actor.hex,
            agency.hex,
            text,
        )
        about = {"subject_kind": subject.kind, "subject_id": subject.id}
        heads.append({**about, "length": 1, "hash": digest})
        who = {"role": by.role.value, "actor_id": actor, "agency_id": agency}
        what = {"seq": 1, "at_us": at_us, "act": act.value, "deed": deed, "detail": text}
        rows.append({**about, **who, **what, "prev_hash": "", "hash": digest})
    load(TrailHead, heads)
    load(TrailRow, rows)


def _locked_head(subject: Subject) -> TrailHead:
    mine = TrailHead.objects.select_for_update().filter(subject_kind=subject.kind, subject_id=subject.id)
    head = mine.first()
    if head is None:
        try:
            with transaction.atomic():
                return TrailHead.objects.create(subject_kind=subject.kind, subject_id=subject.id)
        except IntegrityError:
            # Somebody else began this chain a moment ago.
            return mine.get()
    return head
