"""Reading accounts, agencies and tokens, for the administrator. No casework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import Agency, ApiToken, User
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground.verdicts import insist

PAGE = 50


@dataclass(frozen=True)
class Account:
    """One person's account as the administrator sees it."""

    id: UUID
    name: str
    email: str
    role: Role
    agency_id: UUID
    agency: str
    team: str
    active: bool
    version: int


@dataclass(frozen=True)
class AgencyRow:
    """One agency and how many open accounts and tokens it has."""

    id: UUID
    name: str
    kind: AgencyKind
    email: str
    active: bool


@dataclass(frozen=True)
class TokenRow:
    """One token; its secret is not held, only the first letters."""

    id: UUID
    agency: str
    label: str
    prefix: str
    made: datetime
    revoked: datetime | None


def accounts(viewer: Viewer, *, words: str = "", page: int = 1) -> tuple[tuple[Account, ...], int]:
    """Accounts whose name, email or agency holds these words, by name; and how many there are. Raises Refused."""
    insist(permission_verdict(viewer.role, "settings.change"))
    rows = User.objects.select_related("agency").order_by("name", "email")
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(email__icontains=words) | Q(agency__name__icontains=words)
        )
    first = (max(page, 1) - 1) * PAGE
    return tuple(_account(row) for row in rows[first : first + PAGE]), rows.count()


def account(viewer: Viewer, account_id: UUID) -> Account:
    """One account. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "settings.change"))
    row = User.objects.select_related("agency").filter(pk=account_id).first()
    if row is None:
        raise NotThere(Subject("account", account_id))
    return _account(row)


def all_agencies(viewer: Viewer) -> tuple[AgencyRow, ...]:
    """Every agency, closed ones too, by name. Raises Refused."""
    insist(permission_verdict(viewer.role, "settings.change"))
    return tuple(
        AgencyRow(a.pk, a.name, AgencyKind(a.kind), a.email, a.active)
        for a in Agency.objects.order_by("name")
    )


def tokens(viewer: Viewer) -> tuple[TokenRow, ...]:
    """Every token, newest first, worthless ones too. Raises Refused."""
    insist(permission_verdict(viewer.role, "settings.change"))
    rows = ApiToken.objects.select_related("agency").order_by("-created_at", "label")
    return tuple(TokenRow(t.pk, t.agency.name, t.label, t.prefix, t.created_at, t.revoked_at) for t in rows)


def _account(row: User) -> Account:
    return Account(
        row.pk,
        row.name,
        row.email,
        Role(row.role),
        row.agency_id,
        row.agency.name,
        row.team,
        row.is_active,
        row.version,
    )
