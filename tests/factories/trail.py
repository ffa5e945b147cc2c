"""A long trail quickly: the rows and heads that ``trail.append`` would have written, in one insert."""

from __future__ import annotations

import json
from uuid import UUID

from goldenthread.access.models import TrailHead, TrailRow
from goldenthread.access.trail import row_hash
from goldenthread.access.viewer import NOBODY
from goldenthread.access.vocabulary import Act, Role

START_US = 1_760_000_000_000_000


def long_trail(rows: int, subjects: list[UUID], *, kind: str = "concern") -> None:
    """Rows dealt out to the subjects in turn, each chained to the one before. For an empty trail."""
    ends: dict[UUID, tuple[int, str]] = {}
    made = []
    for n in range(rows):
        subject = subjects[n % len(subjects)]
        length, prev = ends.get(subject, (0, ""))
        values = {
            "at_us": START_US + n * 1_000_000,
            "act": (Act.DID if n % 3 == 0 else Act.LOOKED).value,
            "deed": "concerns.open_concern",
            "role": Role.OPERATOR.value,
        }
        detail = json.dumps({"n": n}, separators=(",", ":"))
        digest = row_hash(
            prev,
            kind,
            subject.hex,
            length + 1,
            *values.values(),
            NOBODY.hex,
            NOBODY.hex,
            detail,  # type: ignore[arg-type]
        )
        made.append(
            TrailRow(
                subject_kind=kind,
                subject_id=subject,
                seq=length + 1,
                **values,
                actor_id=NOBODY,
                agency_id=NOBODY,
                detail=detail,
                prev_hash=prev,
                hash=digest,
            )
        )
        ends[subject] = (length + 1, digest)
    TrailRow.objects.bulk_create(made, batch_size=500)
    TrailHead.objects.bulk_create(
        [TrailHead(subject_kind=kind, subject_id=s, length=n, hash=h) for s, (n, h) in ends.items()],
        batch_size=500,
    )
