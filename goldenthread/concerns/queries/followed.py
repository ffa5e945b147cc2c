"""What those outside casework may follow: an agency its own reports, a commissioner the services, without any name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.doorway import NotThere
from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.policy.decision import LAWS
from goldenthread.concerns.policy.duty import LAW_OF_SCREENING
from goldenthread.concerns.vocabulary import AbuseType, ConcernStatus, Outcome, Place
from goldenthread.ground.verdicts import insist
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience, DutyState

MOST = 200


@dataclass(frozen=True)
class OwnReport:
    """What whoever raised a concern may know: where it stands, under which law, and the answer written for them.

    ``status``, ``law`` and ``process`` are words for people. ``feedback`` is empty until it was given.
    """

    id: UUID
    reference: str
    external_ref: str
    raised_at: datetime
    received_at: datetime
    types: tuple[AbuseType, ...]
    status: ConcernStatus
    process: str
    law: str
    decided_at: datetime | None
    feedback: str
    feedback_state: str
    feedback_due_at: datetime | None


@dataclass(frozen=True)
class CommissionedLine:
    """A concern about a service, without the adult, the reporter or anybody's words."""

    service_id: UUID
    service: str
    received_at: datetime
    types: tuple[AbuseType, ...]
    place: Place
    status: ConcernStatus
    process: str
    law: str


_PROCESS = {
    Outcome.S42_ENQUIRY: "Section 42 enquiry",
    Outcome.OTHER_ENQUIRY: "Other enquiry",
    Outcome.OTHER_RESPONSE: "Other response, no enquiry",
    Outcome.NO_FURTHER_ACTION: "Ended, no further action",
    Outcome.ADDED_TO_ENQUIRY: "Part of an enquiry that is open",
}


def where_it_stands(status: str, outcome: str) -> tuple[str, str]:
    """Which process this is, and the law in use, in words: a concern, or an enquiry, and never both (R186)."""
    if status == ConcernStatus.DECIDED:
        return _PROCESS[Outcome(outcome)], LAWS[Outcome(outcome)]
    return "Concern, not an enquiry", f"{LAW_OF_SCREENING}: finding out whether the duty to enquire applies"


def _own_rows(viewer: Viewer) -> QuerySet[Concern]:
    insist(permission_verdict(viewer.role, "concerns.follow"))
    own = (
        {"raised_by_id": viewer.user_id}
        if viewer.agency_kind == "council"
        else {"agency_id": viewer.agency_id}
    )
    return visible(viewer, Concern).filter(**own)


def own_reports_count(viewer: Viewer) -> int:
    """How many reports the viewer's agency has made (the viewer, in the council). One query."""
    return _own_rows(viewer).count()


def own_reports(viewer: Viewer, *, skip: int = 0, most: int = MOST) -> tuple[OwnReport, ...]:
    """Reports of the viewer's agency (of the viewer, in the council), newest first. Two queries."""
    rows = list(
        _own_rows(viewer)
        .order_by("-received_at", "id")
        .only(
            "reference",
            "external_ref",
            "raised_at",
            "received_at",
            "types",
            "status",
            "outcome",
            "decided_at",
        )[skip : skip + most]
    )
    duties = {
        duty.about_id: duty
        for duty in visible(viewer, FeedbackDuty).filter(
            about_kind="concern", about_id__in=[row.pk for row in rows], audience=Audience.REFERRER
        )
    }
    return tuple(_own(row, duties.get(row.pk)) for row in rows)


def own_report(viewer: Viewer, *, reference: str) -> OwnReport:
    """One report of the viewer's agency. Raises NotThere for every other, held or not. Two queries."""
    insist(permission_verdict(viewer.role, "concerns.follow"))
    row = visible(viewer, Concern).filter(agency_id=viewer.agency_id, reference=reference).first()
    if row is None:
        raise NotThere(Subject("concern", NOBODY))
    duties = FeedbackDuty.objects.filter(about_kind="concern", about_id=row.pk, audience=Audience.REFERRER)
    return _own(row, duties.first())


def _own(row: Concern, duty: FeedbackDuty | None) -> OwnReport:
    process, law = where_it_stands(row.status, row.outcome)
    given = duty is not None and duty.state == DutyState.MET
    return OwnReport(
        id=row.pk,
        reference=row.reference,
        external_ref=row.external_ref,
        raised_at=row.raised_at,
        received_at=row.received_at,
        types=tuple(AbuseType(each) for each in row.types),
        status=ConcernStatus(row.status),
        process=process,
        law=law,
        decided_at=row.decided_at,
        feedback=duty.words if duty and given else "",
        feedback_state=duty.state if duty else "",
        feedback_due_at=duty.due_at if duty and not given else None,
    )


def commissioned(viewer: Viewer, *, most: int = MOST) -> tuple[CommissionedLine, ...]:
    """Concerns about named services, newest first, without names (learning point 5: commissioning hears of all). One query."""
    insist(permission_verdict(viewer.role, "concerns.commissioned"))
    rows = (
        visible(viewer, Concern)
        .filter(service__isnull=False, restricted=False)
        .order_by("-received_at", "id")
        .values("service_id", "service__name", "received_at", "types", "place", "status", "outcome")[:most]
    )
    return tuple(
        CommissionedLine(
            row["service_id"],
            row["service__name"],
            row["received_at"],
            tuple(AbuseType(each) for each in row["types"]),
            Place(row["place"]),
            ConcernStatus(row["status"]),
            *where_it_stands(row["status"], row["outcome"]),
        )
        for row in rows
    )
