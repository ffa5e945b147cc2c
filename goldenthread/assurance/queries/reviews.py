"""Reviews as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Review, ReviewMember
from goldenthread.assurance.vocabulary import MemberFunction, ReviewKind, ReviewState, SessionKind
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class ReviewRow:
    """A review in a list."""

    id: UUID
    reference: str
    kind: ReviewKind
    title: str
    state: ReviewState
    owner: str
    begins_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class MemberRow:
    """Somebody who takes part. ``conflicts_declared_at`` is None until they have declared."""

    id: int
    user_id: UUID | None
    name: str
    role: str
    employer: str
    function: MemberFunction
    conflicts: str
    conflicts_declared_at: datetime | None
    ended_at: datetime | None
    version: int


@dataclass(frozen=True)
class StepRow:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class ReviewPage:
    """A review as its pages show it."""

    id: UUID
    version: int
    reference: str
    kind: ReviewKind
    title: str
    state: ReviewState
    instrument_key: str
    instrument_version: str
    scope: str
    questions: tuple[str, ...]
    requested_by: str
    methods_used: tuple[str, ...]
    methods_not_used: str
    key_messages: tuple[str, ...]
    agency_id: UUID | None
    agency: str
    owner_id: UUID
    owner: str
    follows_id: UUID | None
    begins_on: date | None
    due_on: date | None
    follow_up_on: date | None
    published_at: datetime | None
    published_where: str
    members: tuple[MemberRow, ...]
    steps: tuple[StepRow, ...]


def methods_of(row: Review) -> tuple[str, ...]:
    """How a review looked, in words: kinds of session, and what a published report says of itself."""
    labels: dict[str, str] = {kind.value: kind.label for kind in SessionKind}
    return tuple(labels.get(each, each) for each in row.methods_used)


def reviews(viewer: Viewer, *, kind: ReviewKind | None = None) -> tuple[ReviewRow, ...]:
    """Reviews this viewer may see, newest first. Two queries at most. Raises Refused for a role that sees none."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    rows = visible(viewer, Review).select_related("owner")
    if kind:
        rows = rows.filter(kind=kind)
    return tuple(
        ReviewRow(
            id=row.pk,
            reference=row.reference,
            kind=ReviewKind(row.kind),
            title=row.title,
            state=ReviewState(row.state),
            owner=row.owner.name,
            begins_on=row.begins_on,
            due_on=row.due_on,
        )
        for row in rows
    )


@opening("assurance.open", about="review")
def review(viewer: Viewer, review_id: UUID) -> ReviewPage:
    """One review, opened; three queries. Raises Refused and NotThere."""
    row = find(viewer, Review, review_id, along=("owner", "agency"))
    return ReviewPage(
        id=row.pk,
        version=row.version,
        reference=row.reference,
        kind=ReviewKind(row.kind),
        title=row.title,
        state=ReviewState(row.state),
        instrument_key=row.instrument_key,
        instrument_version=row.instrument_version,
        scope=row.scope,
        questions=tuple(row.questions),
        requested_by=row.requested_by,
        methods_used=methods_of(row),
        methods_not_used=row.methods_not_used,
        key_messages=tuple(row.key_messages),
        agency_id=row.agency_id,
        agency=row.agency.name if row.agency else "",
        owner_id=row.owner_id,
        owner=row.owner.name,
        follows_id=row.follows_id,
        begins_on=row.begins_on,
        due_on=row.due_on,
        follow_up_on=row.follow_up_on,
        published_at=row.published_at,
        published_where=row.published_where,
        members=tuple(_member(each) for each in row.members.all()),
        steps=tuple(
            StepRow(each.at, each.what, each.words, each.by_name) for each in row.steps.order_by("-at", "-id")
        ),
    )


def brought_in(row: Review) -> bool:
    """Was it over before it was opened here? Then it is a report from elsewhere, and no run of ours."""
    return row.due_on is not None and row.due_on < moment.london(row.opened_at).date()


def _member(row: ReviewMember) -> MemberRow:
    return MemberRow(
        id=row.pk,
        user_id=row.user_id,
        name=row.name,
        role=row.role,
        employer=row.employer,
        function=MemberFunction(row.function),
        conflicts=row.conflicts,
        conflicts_declared_at=row.conflicts_declared_at,
        ended_at=row.ended_at,
        version=row.version,
    )
