"""Relations to records: given, ended and listed. Called inside procedures of the rooms above, which write the trail row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.access.models import Grant
from goldenthread.access.trail import Subject
from goldenthread.access.vocabulary import Relation
from goldenthread.ground import moment


def give(
    subject: Subject,
    relation: Relation,
    *,
    user_id: UUID | None = None,
    agency_id: UUID | None = None,
    until: datetime | None = None,
    reason: str = "",
) -> None:
    """State that a person or an agency has this relation to the record from now. Giving it twice changes nothing."""
    now = moment.now()
    holds = Q(until_at__isnull=True) | Q(until_at__gt=now)
    mine = Grant.objects.filter(
        holds & _whose(user_id, agency_id),
        subject_kind=subject.kind,
        subject_id=subject.id,
        relation=relation,
    )
    if not mine.exists():
        Grant.objects.create(
            subject_kind=subject.kind,
            subject_id=subject.id,
            relation=relation,
            user_id=user_id,
            agency_id=agency_id,
            from_at=now,
            until_at=until,
            reason=reason,
        )


def end(
    subject: Subject, relation: Relation, *, user_id: UUID | None = None, agency_id: UUID | None = None
) -> None:
    """End the relation now, of one person or agency, or of everybody when neither is named."""
    now = moment.now()
    rows = Grant.objects.filter(subject_kind=subject.kind, subject_id=subject.id, relation=relation).filter(
        Q(until_at__isnull=True) | Q(until_at__gt=now)
    )
    if user_id or agency_id:
        rows = rows.filter(_whose(user_id, agency_id))
    rows.update(until_at=now)


def _whose(user_id: UUID | None, agency_id: UUID | None) -> Q:
    """Exactly this person or this agency: the one not named is empty in the row."""
    return Q(user_id=user_id, agency_id=agency_id)


def people_related(subject: Subject) -> tuple[tuple[UUID, str, Relation], ...]:
    """Who has a stated relation to the record now: account, name and relation, by name."""
    now = moment.now()
    rows = (
        Grant.objects.filter(subject_kind=subject.kind, subject_id=subject.id, user__isnull=False)
        .filter(Q(until_at__isnull=True) | Q(until_at__gt=now))
        .order_by("user__name", "relation")
        .values_list("user_id", "user__name", "relation")
    )
    return tuple((user_id, name, Relation(relation)) for user_id, name, relation in rows)
