"""Sandgate, the made-up council: its agencies and staff, read from personas.toml and made through the procedures."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from goldenthread.access import procedures as access
from goldenthread.access.queries import viewer_of
from goldenthread.access.viewer import Viewer, operator
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground.catalogue import Page, read

PERSONAS = Path(__file__).with_name("personas.toml")
FELLOWS = Path(__file__).with_name("fellows.toml")


class AgencyLine(Page):
    """An agency in personas.toml."""

    name: str
    kind: AgencyKind
    email: str = ""


class PersonaLine(Page):
    """A member of staff in personas.toml."""

    email: str
    name: str
    role: Role
    agency: str
    team: str = ""
    line: str


class FellowLine(Page):
    """Somebody of the council whom no visitor of the demo can be: they make a team a team."""

    email: str
    name: str
    role: Role
    team: str


class Fellows(Page):
    """The whole of fellows.toml."""

    agency: str
    fellows: tuple[FellowLine, ...]


class Personas(Page):
    """The whole file."""

    agencies: tuple[AgencyLine, ...]
    personas: tuple[PersonaLine, ...]


@dataclass(frozen=True)
class Council:
    """Who works in the made-up council, ready to act."""

    staff: tuple[Viewer, ...]

    def of(self, role: Role) -> list[Viewer]:
        """Everybody of a role."""
        return [viewer for viewer in self.staff if viewer.role is role]

    def named(self, name: str) -> Viewer:
        """One person by name. Raises StopIteration when personas.toml has nobody of that name."""
        return next(viewer for viewer in self.staff if viewer.name == name)

    def front_door(self, dice: random.Random) -> Viewer:
        """A front-door practitioner."""
        return dice.choice(self.of(Role.FRONT_DOOR))

    def social_worker(self, dice: random.Random) -> Viewer:
        """A social worker."""
        return dice.choice(self.of(Role.SOCIAL_WORKER))

    def manager(self, dice: random.Random) -> Viewer:
        """A safeguarding manager."""
        return dice.choice(self.of(Role.MANAGER))

    def other_manager(self, than: Viewer) -> Viewer:
        """A manager who is somebody else."""
        return next(viewer for viewer in self.of(Role.MANAGER) if viewer.user_id != than.user_id)


def settle() -> Council:
    """Make the agencies and accounts of personas.toml; nobody has a password. Raises Refused when they are there already."""
    founder = operator("Sandgate")
    wanted = read(PERSONAS, Personas)
    agencies = {
        line.name: access.add_agency(founder, name=line.name, kind=line.kind, email=line.email)
        for line in wanted.agencies
    }
    staff = []
    for line in wanted.personas:
        account = access.add_account(
            founder,
            email=line.email,
            name=line.name,
            role=line.role,
            agency_id=agencies[line.agency],
            password=None,
            team=line.team,
        )
        viewer = viewer_of(account)
        assert viewer is not None
        staff.append(viewer)
    _fellows(founder, agencies)
    return Council(tuple(staff))


def _fellows(founder: Viewer, agencies: Mapping[str, UUID]) -> None:
    """The rest of each team. No case of the demo is theirs: a figure by team is told of three workers or more (OWN-04)."""
    wanted = read(FELLOWS, Fellows)
    for line in wanted.fellows:
        access.add_account(
            founder,
            email=line.email,
            name=line.name,
            role=line.role,
            agency_id=agencies[wanted.agency],
            password=None,
            team=line.team,
        )
