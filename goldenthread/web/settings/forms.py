"""Forms of settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.queries import AgencyName
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.kit import forms as kit

_ROLES = [(role.value, role.label) for role in ACCOUNT_ROLES]


def _agencies(agencies: Sequence[AgencyName]) -> kit.Select:
    return kit.Select(
        "Agency", [(str(a.id), a.name) for a in agencies], needed="Choose the agency they work for"
    )


class AccountForm(kit.KitForm):
    """A person's account. One role, one agency."""

    name = kit.Text("Full name", max_length=120, needed="Type their name")
    email = kit.Email("Email address", needed="Type their email address")
    role = kit.Select("Role", _ROLES, needed="Choose what they do")
    agency = kit.Text("Agency")
    team = kit.Text(
        "Team", max_length=60, required=False, hint="As it is written in lists of work, such as North"
    )

    def __init__(self, *args: Any, agencies: Sequence[AgencyName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"] = _agencies(agencies)

    @property
    def values(self) -> dict[str, Any]:
        """What the procedures take."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "role": Role(data["role"]),
            "agency_id": UUID(data["agency"]),
            "team": data["team"],
        }


class ChangeForm(AccountForm):
    """Changing an account. The email address is how the person is known, so it stays."""

    email = None  # type: ignore[assignment]
    active = kit.Choice(
        "May they sign in?",
        [("yes", "Yes"), ("no", "No, the account is closed")],
        needed="Choose yes or no",
        inline=True,
    )


class AgencyForm(kit.KitForm):
    """A new agency."""

    name = kit.Text("Name of the agency", max_length=200, needed="Type its name")
    kind = kit.Select("Kind of agency", AgencyKind, needed="Choose what kind it is")
    email = kit.Email("Email address", required=False)


class TokenForm(kit.KitForm):
    """A new token."""

    agency = kit.Text("Agency")
    label = kit.Text(
        "What it is for",
        hint="Such as the name of their case system",
        max_length=120,
        needed="Say what it is for",
    )

    def __init__(self, *args: Any, agencies: Sequence[AgencyName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"] = _agencies(agencies)


class FindForm(kit.KitForm):
    """Finding an account."""

    marks_optional = False

    q = kit.Text("Name, email or agency", required=False, max_length=120)
