"""The made-up staff of the demo council, one click each; read from a file that the demo world is built from too."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import model_validator

from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground.catalogue import Page, read


class PersonaAgency(Page):
    """An agency that personas belong to."""

    name: str
    kind: AgencyKind
    email: str = ""


class Persona(Page):
    """One made-up member of staff. ``agency`` is the name of an agency of the file; ``line`` says who they are."""

    email: str
    name: str
    role: Role
    agency: str
    team: str = ""
    line: str


class Personas(Page):
    """All of them."""

    agencies: tuple[PersonaAgency, ...]
    personas: tuple[Persona, ...]

    @model_validator(mode="after")
    def _fits(self) -> Personas:
        known = {agency.name for agency in self.agencies}
        for persona in self.personas:
            if persona.agency not in known:
                raise ValueError(f"{persona.email}: there is no agency {persona.agency!r} in this file")
            if persona.role not in ACCOUNT_ROLES:
                raise ValueError(f"{persona.email}: nobody can hold the role {persona.role.value}")
        if len({persona.email for persona in self.personas}) != len(self.personas):
            raise ValueError("two personas have the same email address")
        return self


@cache
def personas(path: Path) -> Personas:
    """Read the file. Raises CatalogueError naming each wrong key."""
    return read(path, Personas)
