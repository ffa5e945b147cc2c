"""Every concern about one person, in short, as the person's page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.queries.followed import where_it_stands
from goldenthread.concerns.vocabulary import AbuseType, ConcernStatus, Outcome, ReferrerRole
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class ConcernOfPerson:
    """One concern: where it came from, where it stands, under which law, and with whom."""

    id: UUID
    reference: str
    received_at: datetime
    types: tuple[AbuseType, ...]
    raised_by: ReferrerRole
    raised_by_agency: str
    status: ConcernStatus
    outcome: Outcome | None
    process: str
    law: str
    allocated_to: str
    team: str
    due_at: datetime
    decided_at: datetime | None
    danger: bool


def concerns_of_person(viewer: Viewer, person_id: UUID) -> tuple[ConcernOfPerson, ...]:
    """Concerns about a person that the viewer may see, newest first. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    return tuple(_line(row) for row in _of_person(viewer, person_id))


@prepared
def _of_person(viewer: Viewer, person_id: UUID) -> QuerySet[Concern]:
    rows = visible(viewer, Concern).filter(person_id=person_id).select_related("allocated_to")
    return rows.order_by("-received_at", "id").only(
        *(
            "reference",
            "received_at",
            "types",
            "referrer_role",
            "referrer_agency",
            "status",
            "outcome",
            "team",
        ),
        *(
            "due_at",
            "decided_at",
            "immediate_danger",
            "danger_found_at",
            "made_safe_at",
            "allocated_to__name",
        ),
    )


def _line(row: Concern) -> ConcernOfPerson:
    status = ConcernStatus(row.status)
    process, law = where_it_stands(row.status, row.outcome)
    unsafe = row.danger_known and row.made_safe_at is None
    return ConcernOfPerson(
        id=row.pk,
        reference=row.reference,
        received_at=row.received_at,
        types=tuple(AbuseType(each) for each in row.types),
        raised_by=ReferrerRole(row.referrer_role),
        raised_by_agency=row.referrer_agency,
        status=status,
        outcome=Outcome(row.outcome) if row.outcome else None,
        process=process,
        law=law,
        allocated_to=row.allocated_to.name if row.allocated_to else "",
        team=row.team,
        due_at=row.due_at,
        decided_at=row.decided_at,
        danger=unsafe and status is not ConcernStatus.DECIDED,
    )


def placed_before(viewer: Viewer, person_id: UUID) -> UUID | None:
    """The council that placed this person here, as the newest concern that names one says: asked once. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    rows = visible(viewer, Concern).filter(person_id=person_id, placed_by__isnull=False)
    return rows.order_by("-received_at", "id").values_list("placed_by_id", flat=True).first()
