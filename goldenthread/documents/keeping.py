"""Keeping a file inside a deed of a room above, whose trail row covers it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.documents.models import KeptFile, KeptPart
from goldenthread.documents.policy import MOST_BYTES, file_may_be_kept, looked_at, name_for
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist

PART = 256 * 1024


def keep(by: Viewer, *, name: str, content: bytes) -> UUID:
    """Keep a file. What is kept is what :func:`looked_at` leaves of it. Raises Refused (DOC-01)."""
    looked = looked_at(content) if len(content) <= MOST_BYTES else None
    insist(file_may_be_kept(size=len(content), looked=looked))
    assert looked is not None
    assert looked.kind is not None
    kept = KeptFile.objects.create(
        name=name_for(name, looked.kind),
        kind=looked.kind,
        size=len(looked.content),
        sha256=hashlib.sha256(looked.content).hexdigest(),
        kept_at=moment.now(),
        by_id=by.user_id or NOBODY,
    )
    KeptPart.objects.bulk_create(
        KeptPart(file=kept, number=number, content=looked.content[start : start + PART])
        for number, start in enumerate(range(0, len(looked.content), PART))
    )
    return kept.pk
