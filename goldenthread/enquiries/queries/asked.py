"""What an agency sees of an enquiry: the reports it was asked for, and nothing beside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import CausedEnquiry, EnquiryConcern
from goldenthread.enquiries.vocabulary import CausedState, EnquiryKind, EnquiryStatus, LifeNow
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName


@dataclass(frozen=True)
class AskedRow:
    """One line of what the agency was asked. Names nobody."""

    id: UUID
    reference: str
    state: CausedState
    asked_at: datetime
    due_at: datetime
    clock: str

    @property
    def waiting(self) -> bool:
        """True while the agency has something to do."""
        return self.state in (CausedState.ASKED, CausedState.SENT_BACK)


@dataclass(frozen=True)
class AskedPage:
    """What the agency was asked, in the words written for it, with the process and law in use."""

    id: UUID
    version: int
    reference: str
    kind: EnquiryKind
    law: str
    state: CausedState
    about_whom: str
    question: str
    terms: str
    asked_at: datetime
    due_at: datetime
    clock: str
    asked_by: str
    council: str
    phone: str
    report: str
    life: LifeNow | None
    received_at: datetime | None
    received_from: str
    checked_words: str
    checked_at: datetime | None

    @property
    def waiting(self) -> bool:
        """True while the agency has something to do."""
        return self.state in (CausedState.ASKED, CausedState.SENT_BACK)


def asked_of_us(viewer: Viewer) -> tuple[AskedRow, ...]:
    """Reports asked of the viewer's agency: those that wait first, the earliest due at the top. One query."""
    rows = visible(viewer, CausedEnquiry).order_by("due_at", "pk")[:200]
    found = [
        AskedRow(row.pk, row.reference, CausedState(row.state), row.asked_at, row.due_at, _clock(row))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: not row.waiting))


@opening("enquiries.answer", about="caused_enquiry")
def open_asked(viewer: Viewer, caused_enquiry_id: UUID) -> AskedPage:
    """Open what the agency was asked; the look goes on the trail. 2 queries and the trail's. Raises Refused and NotThere."""
    find(viewer, CausedEnquiry, caused_enquiry_id)
    row = visible(viewer, CausedEnquiry).select_related("enquiry").get(pk=caused_enquiry_id)
    edition = local_policy.current().for_case(row.asked_at)
    return AskedPage(
        id=row.pk,
        version=row.version,
        reference=row.reference,
        kind=EnquiryKind(row.enquiry.kind),
        law=row.enquiry.law,
        state=CausedState(row.state),
        about_whom=row.about_whom,
        question=row.question,
        terms=row.terms,
        asked_at=row.asked_at,
        due_at=row.due_at,
        clock=_clock(row),
        asked_by=row.by_name,
        council=edition.council,
        phone=edition.phone,
        report=row.report,
        life=LifeNow(row.life) if row.life else None,
        received_at=row.received_at,
        received_from=row.received_from,
        checked_words=row.checked_words if row.state in (CausedState.SENT_BACK, CausedState.ACCEPTED) else "",
        checked_at=row.checked_at,
    )


def _clock(row: CausedEnquiry) -> str:
    if row.state not in (CausedState.ASKED, CausedState.SENT_BACK):
        return "stopped"
    edition = local_policy.current().for_case(row.asked_at)
    return edition.clocks[ClockName.CAUSED_ENQUIRY].state(moment.now(), row.due_at)


@dataclass(frozen=True)
class Standing:
    """How the enquiry stands that answers a concern, as whoever raised the concern may know it."""

    kind: EnquiryKind
    status: EnquiryStatus
    law: str
    closed_at: datetime | None


def how_enquiries_stand(viewer: Viewer, concern_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """For concerns the viewer may see: the process and law in use now, without a name. One query."""
    links = EnquiryConcern.objects.filter(
        concern__in=visible(viewer, Concern).filter(pk__in=set(concern_ids))
    ).select_related("enquiry")
    return {
        link.concern_id: Standing(
            EnquiryKind(link.enquiry.kind),
            EnquiryStatus(link.enquiry.status),
            link.enquiry.law,
            link.enquiry.closed_at,
        )
        for link in links
    }
