"""This room's part of the adult's thread: what was done, and what they want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.need_to_know import visible
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.models import Enquiry, EnquiryStep, WantedOutcome
from goldenthread.enquiries.vocabulary import Achieved
from goldenthread.ground.chronology import Entry
from goldenthread.people.vocabulary import RepresentativeKind


@dataclass(frozen=True)
class SaidWish:
    """Something the adult wants, who said it, when, in which enquiry; how it ended, once it has."""

    words: str
    said_by: RepresentativeKind
    said_by_name: str
    at: datetime
    recorded_by: str
    enquiry_id: UUID
    reference: str
    achieved: Achieved | None


def chronology(viewer: Viewer, person_id: UUID) -> tuple[Entry, ...]:
    """What was done in the enquiries of this adult that the viewer may see, oldest first. One query."""
    return tuple(
        Entry(
            at=step.at,
            sequence=step.pk,
            kind="enquiry",
            record=step.enquiry_id,
            reference=step.enquiry.reference,
            what=step.what,
            by=step.by_name,
            words=step.words,
            visibility=step.visibility,
        )
        for step in _steps(viewer, person_id)
    )


@prepared
def _steps(viewer: Viewer, person_id: UUID) -> QuerySet[EnquiryStep]:
    seen = visible(viewer, Enquiry).filter(person_id=person_id)
    rows = EnquiryStep.objects.filter(enquiry__in=seen).select_related("enquiry").order_by("at", "pk")
    return rows.only(*("enquiry", "at", "what", "by_name", "words", "visibility", "enquiry__reference"))


def latest_wishes(viewer: Viewer, person_id: UUID) -> tuple[SaidWish, ...]:
    """What the adult wants as it stands in their newest enquiry that says so, newest first. One query."""
    found = _wanted(viewer, person_id)
    return tuple(
        SaidWish(
            words=row.words,
            said_by=RepresentativeKind(row.said_by),
            said_by_name=row.said_by_name,
            at=row.at,
            recorded_by=row.by_name,
            enquiry_id=row.enquiry_id,
            reference=row.enquiry.reference,
            achieved=Achieved(row.achieved) if row.achieved else None,
        )
        for row in found
        if row.enquiry_id == found[0].enquiry_id
    )


@prepared
def _wanted(viewer: Viewer, person_id: UUID) -> QuerySet[WantedOutcome]:
    seen = visible(viewer, Enquiry).filter(person_id=person_id)
    rows = WantedOutcome.objects.filter(enquiry__in=seen, ended_at__isnull=True).select_related("enquiry")
    return rows.order_by("-enquiry__opened_at", "-at", "pk")[:20]
