"""The adult's own sheet: who does what in their enquiry. Only words written for the adult, and their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.models import CausedEnquiry, Enquiry, EnquiryStep, WantedOutcome
from goldenthread.enquiries.vocabulary import CausedState, EnquiryKind, EnquiryStatus, SupportedBy
from goldenthread.ground import local_policy
from goldenthread.people.vocabulary import RepresentativeKind


@dataclass(frozen=True)
class AdultSheet:
    """What the adult is shown. ``agencies`` are those asked for a report; ``written`` is newest first."""

    enquiry_id: UUID
    reference: str
    called: str
    kind: EnquiryKind
    is_closed: bool
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    manager: str
    officer: str
    lead_agency: str
    supporter: str
    wishes: tuple[str, ...]
    agencies: tuple[str, ...]
    written: tuple[tuple[date | datetime, str], ...]
    council: str
    phone: str
    out_of_hours_phone: str


@opening("enquiries.see", about="enquiry")
def adult_sheet(viewer: Viewer, enquiry_id: UUID) -> AdultSheet:
    """Open the adult's sheet; the look goes on the trail. 5 queries and the trail's. Raises Refused and NotThere."""
    row = find(viewer, Enquiry, enquiry_id, along=("person", "manager", "officer", "lead_agency"))
    edition = local_policy.current().for_case(row.opened_at)
    written = EnquiryStep.objects.filter(enquiry=row, visibility="adult").order_by("-at", "-pk")
    named = row.supported_by and row.supported_by != SupportedBy.NOBODY
    return AdultSheet(
        enquiry_id=row.pk,
        reference=row.reference,
        called=row.person.known_as or row.person.given_name,
        kind=EnquiryKind(row.kind),
        is_closed=row.status == EnquiryStatus.CLOSED,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        manager=row.manager.name,
        officer=row.officer.name,
        lead_agency=row.lead_agency.name,
        supporter=row.supporter_name if named else "",
        wishes=tuple(
            wish.words
            for wish in WantedOutcome.objects.filter(enquiry=row, ended_at__isnull=True).order_by("at", "pk")
            if wish.said_by != RepresentativeKind.PROFESSIONAL
        ),
        agencies=tuple(
            CausedEnquiry.objects.filter(enquiry=row)
            .exclude(state=CausedState.WITHDRAWN)
            .order_by("asked_at")
            .values_list("agency__name", flat=True)
        ),
        written=tuple((step.at, step.words) for step in written),
        council=edition.council,
        phone=edition.phone,
        out_of_hours_phone=edition.out_of_hours_phone,
    )
