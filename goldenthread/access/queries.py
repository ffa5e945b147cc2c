"""Reads of access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.models import Agency, ApiToken, Grant, User
from goldenthread.access.policy import ROLE_MAY, permission_verdict
from goldenthread.access.prepared import prepared, prepared_counts
from goldenthread.access.tokens import token_digest
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation, Role
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class AgencyName:
    """An agency as lists and forms show it."""

    id: UUID
    name: str
    kind: str


@dataclass(frozen=True)
class Colleague:
    """A member of staff as lists and forms show them."""

    id: UUID
    name: str
    role: Role
    team: str


@dataclass(frozen=True)
class EmergencyOpening:
    """A record opened in an emergency. ``own``: by the reader, who may not review it."""

    id: int
    kind: str
    subject_id: UUID
    by_name: str
    reason: str
    from_at: datetime
    until_at: datetime
    own: bool
    review_words: str
    reviewed_by: str


def viewer_of(user_id: UUID, epoch: int | None = None) -> Viewer | None:
    """The viewer for an account, read afresh at each request; None when it is closed or its session has been ended."""
    user = next(iter(_open_account(user_id)), None)
    if user is None or (epoch is not None and user.session_epoch != epoch):
        return None
    return Viewer(
        role=Role(user.role),
        name=user.name,
        user_id=user.pk,
        agency_id=user.agency_id,
        agency_name=user.agency.name,
        agency_kind=user.agency.kind,
        team=user.team,
        must_choose_password=user.password_given,
    )


@prepared
def _open_account(user_id: UUID) -> QuerySet[User]:
    return User.objects.select_related("agency").filter(pk=user_id, is_active=True, agency__active=True)


def who_signs_in(email: str, password: str) -> UUID | None:
    """The account with this email and password, if it is open. A wrong email takes as long as a wrong password."""
    user = User.objects.select_related("agency").filter(email=email.strip().lower()).first()
    if user is None:
        User().set_password(password)
        return None
    right = user.check_password(password)
    return user.pk if right and user.is_active and user.agency.active else None


def viewer_by_email(email: str) -> Viewer | None:
    """The viewer for an account named by its email address (demo, operators)."""
    found = User.objects.filter(email=email.lower()).values_list("pk", flat=True).first()
    return viewer_of(found) if found else None


def viewer_by_token(token: str) -> Viewer | None:
    """The viewer for an agency's system; None for a token that is unknown, revoked, or of a closed agency."""
    row = next(iter(_open_token(token_digest(token))), None)
    if row is None:
        return None
    return Viewer(
        role=Role.AGENCY_SYSTEM,
        name=f"{row.agency.name}: {row.label}",
        agency_id=row.agency_id,
        agency_name=row.agency.name,
        agency_kind=row.agency.kind,
    )


@prepared
def _open_token(digest: str) -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("agency").filter(
        digest=digest, revoked_at__isnull=True, agency__active=True
    )


def agencies(kinds: tuple[str, ...] = ()) -> tuple[AgencyName, ...]:
    """Agencies in use, by name; of these kinds only, when given."""
    rows = Agency.objects.filter(active=True)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return tuple(AgencyName(row.pk, row.name, row.kind) for row in rows)


def colleagues(*roles: Role) -> tuple[Colleague, ...]:
    """Active council staff of these roles, by name, to allocate work to."""
    rows = User.objects.filter(is_active=True, role__in=roles)
    return tuple(Colleague(row.pk, row.name, Role(row.role), row.team) for row in rows)


@dataclass(frozen=True)
class Account:
    """An open account as lists of people from several agencies show it."""

    id: UUID
    name: str
    role: Role
    agency_id: UUID
    agency: str


def who_may(permission: str) -> tuple[Account, ...]:
    """Open accounts whose role has this permission, by name. One query. Names of staff only; nothing of any case."""
    roles = [role for role in Role if permission in ROLE_MAY[role]]
    rows = User.objects.select_related("agency").filter(is_active=True, agency__active=True, role__in=roles)
    return tuple(
        Account(row.pk, row.name, Role(row.role), row.agency_id, row.agency.name)
        for row in rows.order_by("name")
    )


def names_of(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names of accounts, active or not, to show who did what."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "name"))


def emergency_openings_to_review(viewer: Viewer) -> int:
    """How many emergency openings of others wait for this viewer's review; none for a role that reviews none. One query."""
    if not viewer.may("access.review_break_glass"):
        return 0
    return _to_review(viewer)["waiting"]


@prepared_counts
def _to_review(viewer: Viewer) -> dict[str, tuple[QuerySet[Grant], int]]:
    waiting = Grant.objects.filter(relation=Relation.BREAK_GLASS, reviewed_at__isnull=True)
    return {"waiting": (waiting.exclude(user_id=viewer.user_id or NOBODY), 100)}


def emergency_openings(viewer: Viewer, *, reviewed: bool = False) -> tuple[EmergencyOpening, ...]:
    """Emergency openings that wait for review, oldest first; or those reviewed, newest first. One query.

    Raises Refused for a role that reviews none.
    """
    insist(permission_verdict(viewer.role, "access.review_break_glass"))
    rows = Grant.objects.filter(relation=Relation.BREAK_GLASS, reviewed_at__isnull=not reviewed)
    rows = rows.select_related("user", "reviewed_by").order_by(
        "-reviewed_at" if reviewed else "from_at", "pk"
    )
    return tuple(
        EmergencyOpening(
            id=row.pk,
            kind=row.subject_kind,
            subject_id=row.subject_id,
            by_name=row.user.name if row.user else "",
            reason=row.reason,
            from_at=row.from_at,
            until_at=row.until_at or row.from_at,
            own=row.user_id == viewer.user_id,
            review_words=row.review_words,
            reviewed_by=row.reviewed_by.name if row.reviewed_by else "",
        )
        for row in rows[:200]
    )
