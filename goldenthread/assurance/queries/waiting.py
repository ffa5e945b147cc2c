"""What audits and reviews still want of one person: cases to read, cases of theirs that are read, reviews they run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import (
    AccuracyComment,
    CaseView,
    FileAudit,
    ImprovementAction,
    Judgement,
    PaperRequest,
    Review,
    ReviewMember,
    SampledCase,
)
from goldenthread.assurance.vocabulary import (
    ActionState,
    AuditState,
    JudgementState,
    MemberFunction,
    PaperState,
    ReviewKind,
    ReviewState,
    ViewOf,
)
from goldenthread.ground import moment

_LOOKING = (ReviewState.PLANNED, ReviewState.UNDER_WAY)


@dataclass(frozen=True)
class AuditOwed:
    """An audit of which somebody has cases left to read."""

    reference: str
    title: str
    due_on: date | None
    left: int
    cases: int


@dataclass(frozen=True)
class AuditedCase:
    """A case that the viewer carries and that is audited. ``told``: what they said of it already."""

    id: UUID
    reference: str
    case_kind: str
    case_id: UUID
    review_id: UUID
    review: str
    review_reference: str
    due_on: date | None
    open: bool
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContactOwed:
    """A review that looks at the viewer's agency, of which they are the contact: documents asked for, a draft to check for facts."""

    id: UUID
    reference: str
    title: str
    papers: int
    draft: bool
    due_on: date | None


@dataclass(frozen=True)
class Running:
    """A review that somebody runs, and what waits in it: answers to agree, readings of cases, comments on accuracy."""

    id: UUID
    reference: str
    title: str
    kind: ReviewKind
    state: ReviewState
    due_on: date | None
    answers: int
    readings: int
    comments: int


@dataclass(frozen=True)
class PlanCounts:
    """Actions of the plan that are past their day, and those that nobody owns."""

    late: int
    no_owner: int


def audits_owed(viewer: Viewer) -> tuple[AuditOwed, ...]:
    """Audits of which the viewer has cases left to read, the first due first. One query; none for who audits nothing."""
    if not viewer.may("assurance.audit"):
        return ()
    rows = (
        visible(viewer, FileAudit)
        .filter(auditor_id=viewer.user_id, review__state__in=_LOOKING)
        .values(
            "review_id", reference=F("review__reference"), title=F("review__title"), due=F("review__due_on")
        )
        .annotate(cases=Count("pk"), left=Count("pk", filter=~Q(state=AuditState.DONE)))
        .filter(left__gt=0)
        .order_by(F("due").asc(nulls_last=True), "reference")
    )
    return tuple(
        AuditOwed(row["reference"], row["title"], row["due"], row["left"], row["cases"]) for row in rows
    )


def cases_audited(viewer: Viewer, *, most: int = 50) -> tuple[AuditedCase, ...]:
    """Cases the viewer carries that are audited and of which they have said nothing yet, the first due first. One query."""
    if not viewer.may("assurance.tell_view"):
        return ()
    said = CaseView.objects.filter(
        case=OuterRef("pk"), whose=ViewOf.PRACTITIONER, by_id=viewer.user_id or NOBODY
    )
    rows = visible(viewer, SampledCase).filter(~Exists(said), review__state__in=_LOOKING)
    found = rows.select_related("review").order_by(F("review__due_on").asc(nulls_last=True), "reference")
    return tuple(_audited(row) for row in found[:most])


@opening("assurance.tell_view", about="audited_case")
def audited_case(viewer: Viewer, audited_id: UUID) -> AuditedCase:
    """One case that the viewer carries and that is audited. Two queries. Raises Refused and NotThere."""
    row = find(viewer, SampledCase, audited_id, along=("review",))
    said = row.views.filter(whose=ViewOf.PRACTITIONER, by_id=viewer.user_id or NOBODY).order_by("at")
    return _audited(row, tuple(said.values_list("words", flat=True)))


def contact_owed(viewer: Viewer) -> tuple[ContactOwed, ...]:
    """Reviews that want something of the viewer as the contact of the agency that is looked at. One query."""
    if not viewer.user_id or not viewer.may("assurance.review"):
        return ()
    # What the council says of itself is asked for before the visit: nobody may send it any more when the report is written.
    asked = PaperRequest.objects.filter(
        Q(question="") | Q(review__state__in=_LOOKING), state=PaperState.ASKED
    )
    contact = ReviewMember.objects.filter(
        review=OuterRef("pk"), user_id=viewer.user_id, function=MemberFunction.CONTACT, ended_at__isnull=True
    )
    rows = (
        visible(viewer, Review)
        .filter(Exists(contact), state__in=(*_LOOKING, ReviewState.REPORTING))
        .annotate(
            papers_asked=_waiting(asked),
            first_due=Subquery(
                _of_review(asked).values("due_on").order_by(F("due_on").asc(nulls_last=True))[:1]
            ),
        )
        .order_by("reference")
    )
    found = (
        ContactOwed(
            row.pk,
            row.reference,
            row.title,
            row.papers_asked or 0,
            row.state == ReviewState.REPORTING,
            row.first_due,
        )
        for row in rows
    )
    return tuple(each for each in found if each.papers or each.draft)


def running(viewer: Viewer) -> tuple[Running, ...]:
    """Open reviews that the viewer runs, the first due first, and what waits in each. One query; none for who runs none."""
    if not viewer.may("assurance.run"):
        return ()
    live = (*_LOOKING, ReviewState.REPORTING)
    rows = (
        visible(viewer, Review)
        .filter(owner_id=viewer.user_id, state__in=live)
        .annotate(
            answers=_waiting(visible(viewer, Judgement).filter(state=JudgementState.SUBMITTED)),
            readings=_waiting(FileAudit.objects.exclude(state=AuditState.DONE)),
            comments=_waiting(AccuracyComment.objects.filter(taken__isnull=True)),
        )
        .order_by(F("due_on").asc(nulls_last=True), "reference")
    )
    return tuple(
        Running(
            row.pk, row.reference, row.title, ReviewKind(row.kind), ReviewState(row.state), row.due_on,
            row.answers or 0, (row.readings or 0) if row.state in _LOOKING else 0, row.comments or 0,
        )
        for row in rows
    )  # fmt: skip


def plan_counts(viewer: Viewer) -> PlanCounts:
    """How many actions are late, and how many nobody owns. One query."""
    late = Q(state=ActionState.UNDER_WAY, due_on__lt=moment.today())
    found = visible(viewer, ImprovementAction).aggregate(
        late=Count("pk", filter=late), no_owner=Count("pk", filter=Q(state=ActionState.PLANNED))
    )
    return PlanCounts(found["late"], found["no_owner"])


def _waiting(rows: QuerySet[Any]) -> Subquery:
    """How many of these rows each review has."""
    counted = _of_review(rows).order_by().values("review").annotate(number=Count("pk"))
    return Subquery(counted.values("number"))


def _of_review(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(review=OuterRef("pk"))


def _audited(row: SampledCase, told: tuple[str, ...] = ()) -> AuditedCase:
    return AuditedCase(
        id=row.pk,
        reference=row.reference,
        case_kind=row.case_kind,
        case_id=row.case_id,
        review_id=row.review_id,
        review=row.review.title,
        review_reference=row.review.reference,
        due_on=row.review.due_on,
        open=row.review.state in _LOOKING,
        told=told,
    )
