"""Reads that go with receiving: what an agency raised, as its system may follow it, and how much came lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.doorway import NotThere
from goldenthread.access.need_to_know import visible
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import ConcernStatus, Outcome


@dataclass(frozen=True)
class Followed:
    """A concern as the agency that raised it may follow it: where it stands, never what the council found out."""

    reference: str
    external_ref: str
    status: ConcernStatus
    law: str
    received_at: datetime
    decide_by: datetime
    decided_at: datetime | None


_LAW = {
    Outcome.S42_ENQUIRY: "Care Act 2014, section 42(2)",
    Outcome.ADDED_TO_ENQUIRY: "Care Act 2014, section 42",
}
_SCREENING_LAW = "Care Act 2014, section 42(1)"


def followed(viewer: Viewer, *, reference: str) -> Followed:
    """One concern that the viewer's agency raised. Raises NotThere for every other, held or not."""
    row = visible(viewer, Concern).filter(agency_id=viewer.agency_id, reference=reference).first()
    if row is None:
        raise NotThere(Subject("concern", NOBODY))
    law = _LAW.get(Outcome(row.outcome), "No section 42 duty") if row.outcome else _SCREENING_LAW
    return Followed(
        reference=row.reference,
        external_ref=row.external_ref,
        status=ConcernStatus(row.status),
        law=law,
        received_at=row.received_at,
        decide_by=row.due_at,
        decided_at=row.decided_at,
    )


def received_since(viewer: Viewer, since: datetime) -> int:
    """How many concerns the viewer's agency has raised since then."""
    return visible(viewer, Concern).filter(agency_id=viewer.agency_id, received_at__gte=since).count()
