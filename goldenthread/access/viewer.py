"""Who is asking: one frozen value handed to every read and every write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.access.policy import ROLE_MAY
from goldenthread.access.vocabulary import Role

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Viewer:
    """A person, a visitor, an agency's system, an operator or the clockwork. ``user_id`` is None unless a person."""

    role: Role
    name: str
    user_id: UUID | None = None
    agency_id: UUID | None = None
    agency_name: str = ""
    agency_kind: str = ""
    team: str = ""
    # Their password was given by somebody else: they choose their own before anything else opens.
    must_choose_password: bool = False

    def may(self, permission: str) -> bool:
        """True when the role has this permission."""
        return permission in ROLE_MAY[self.role]

    @property
    def sees_small_numbers(self) -> bool:
        """True for staff of the council. Board members and councillors of scrutiny meet in public view, whoever employs them."""
        return self.agency_kind == "council" and self.role not in (Role.BOARD_MEMBER, Role.SCRUTINY)

    @property
    def signed_in(self) -> bool:
        """True for a person with an account."""
        return self.user_id is not None


VISITOR = Viewer(Role.VISITOR, "A visitor to the public pages")
CLOCKWORK = Viewer(Role.CLOCKWORK, "Golden Thread")


def operator(name: str = "Operator") -> Viewer:
    """Somebody at the command line."""
    return Viewer(Role.OPERATOR, name)
