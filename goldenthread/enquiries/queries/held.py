"""The rows of one enquiry, each read once: its page shows them, and its closing list asks about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from goldenthread.access.prepared import prepared
from goldenthread.enquiries.models import (
    Allegation,
    CausedEnquiry,
    EnquiryAction,
    EnquiryClockRow,
    WantedOutcome,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Held:
    """Rows of one enquiry that its page shows and its closing list asks about, each read once."""

    wanted: list[WantedOutcome]
    allegations: list[Allegation]
    actions: list[EnquiryAction]
    caused: list[CausedEnquiry]
    clock_rows: list[EnquiryClockRow]


def held(enquiry_id: UUID) -> Held:
    """Those rows, oldest first. Five queries."""
    return Held(
        wanted=rows_of(enquiry_id, model=WantedOutcome),
        allegations=rows_of(enquiry_id, model=Allegation),
        actions=rows_of(enquiry_id, model=EnquiryAction, order=("on", "at", "pk")),
        caused=_caused(enquiry_id),
        clock_rows=rows_of(enquiry_id, model=EnquiryClockRow),
    )


@prepared
def rows_of(enquiry_id: UUID, *, model: type[M], order: tuple[str, ...] = ("at", "pk")) -> QuerySet[M]:
    """Rows of one kind that belong to an enquiry."""
    return model._default_manager.filter(enquiry_id=enquiry_id).order_by(*order)


@prepared
def _caused(enquiry_id: UUID) -> QuerySet[CausedEnquiry]:
    rows = CausedEnquiry.objects.filter(enquiry_id=enquiry_id).select_related("agency")
    return rows.order_by("asked_at", "pk")
