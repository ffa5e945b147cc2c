"""Agencies, accounts and viewers."""

from __future__ import annotations

from itertools import count
from uuid import UUID

from goldenthread.access import procedures, queries
from goldenthread.access.models import Agency, User
from goldenthread.access.viewer import Viewer, operator
from goldenthread.access.vocabulary import AgencyKind, Role

PASSWORD = "correct horse battery 27"
_serial = count(1)

# The kind of agency a role is held in, where it is not the council.
_HOME = {
    Role.PROVIDER_MANAGER: AgencyKind.PROVIDER,
    Role.PARTNER: AgencyKind.POLICE,
    Role.REVIEWER: AgencyKind.OTHER_COUNCIL,
}
_NAMES = {
    AgencyKind.COUNCIL: "Sandgate Council",
    AgencyKind.PROVIDER: "Larch House",
    AgencyKind.POLICE: "Sandgate Police",
    AgencyKind.OTHER_COUNCIL: "Eastmere Council",
}


def agency(*, kind: AgencyKind = AgencyKind.POLICE, name: str = "", email: str = "") -> UUID:
    """An agency of this kind; a new one, unless one of that name is here already."""
    name = name or f"{kind.label} {next(_serial)}"
    found = Agency.objects.filter(name=name).values_list("pk", flat=True).first()
    return found or procedures.add_agency(operator(), name=name, kind=kind, email=email)


def home_of(role: Role) -> UUID:
    """The usual agency of a role: one council, one provider, one police force."""
    kind = _HOME.get(role, AgencyKind.COUNCIL)
    return agency(kind=kind, name=_NAMES[kind])


def viewer(
    *, role: Role, agency_id: UUID | None = None, name: str = "", email: str = "", team: str = ""
) -> Viewer:
    """A person with an account of this role, in their usual agency or in the one given. The password is PASSWORD."""
    number = next(_serial)
    account = procedures.add_account(
        operator(),
        email=email or f"{role.value}.{number}@example.org",
        name=name or f"{role.label} {number}",
        role=role,
        agency_id=agency_id or home_of(role),
        password=PASSWORD,
        team=team,
    )
    # As after their first sign-in, when they chose their own.
    User.objects.filter(pk=account).update(password_given=False)
    made = queries.viewer_of(account)
    assert made is not None
    return made


def workers(*teams: str, number: int = 3) -> list[Viewer]:
    """So many social workers in each of these teams: enough for its figures to be a team's, unless told otherwise."""
    return [viewer(role=Role.SOCIAL_WORKER, team=team) for team in teams for _ in range(number)]


def agency_system(*, agency_id: UUID | None = None, label: str = "Case system") -> tuple[str, Viewer]:
    """An agency's token and the viewer that its system is."""
    token = procedures.issue_token(operator(), agency_id=agency_id or home_of(Role.PARTNER), label=label)
    made = queries.viewer_by_token(token)
    assert made is not None
    return token, made
