"""Reads the route table: which role may open which address of either door."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.access.vocabulary import Role
from goldenthread.ground.catalogue import Page, read

FILE = Path(__file__).with_name("route_table.toml")
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Scope = Literal["any", "own"]


class Route(Page):
    """One row: the methods an address takes, the kind of record it names, and who may open it."""

    methods: Annotated[tuple[Method, ...], Field(min_length=1)]
    record: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    any: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """Methods as the Allow header names them: HEAD goes with GET."""
        return tuple(
            m for method in self.methods for m in (("GET", "HEAD") if method == "GET" else (method,))
        )


class RouteTable(Page):
    """The whole table."""

    groups: dict[str, tuple[str, ...]]
    routes: dict[str, Route]

    @model_validator(mode="after")
    def _known_words(self) -> RouteTable:
        for group, members in self.groups.items():
            for word in members:
                if word not in Role.values():
                    raise ValueError(f"groups.{group}: there is no role {word!r}")
        for name, row in self.routes.items():
            for word in (*row.any, *row.own):
                if word not in self.groups and word not in Role.values():
                    raise ValueError(f"routes.{name}: there is no role or group {word!r}")
            both = self._roles(row.any) & self._roles(row.own)
            if both:
                raise ValueError(f"routes.{name}: {', '.join(sorted(both))} stands under any and under own")
        return self

    def _roles(self, words: tuple[str, ...]) -> set[str]:
        return {role for word in words for role in self.groups.get(word, (word,))}

    def scopes(self) -> dict[str, dict[Role, Scope]]:
        """For each route, the roles that may open it and for which records."""
        found: dict[str, dict[Role, Scope]] = {}
        for name, row in self.routes.items():
            found[name] = {Role(word): "own" for word in self._roles(row.own)}
            found[name] |= {Role(word): "any" for word in self._roles(row.any)}
        return found


@cache
def table() -> RouteTable:
    """The table, read once. Raises CatalogueError naming each wrong key."""
    return read(FILE, RouteTable)


@cache
def _scopes() -> dict[str, dict[Role, Scope]]:
    return table().scopes()


def row_of(name: str) -> Route | None:
    """The row of a route; None when it has none and is therefore closed."""
    return table().routes.get(name)


def opens(name: str, role: Role) -> Scope | None:
    """For which records this role may open this route: any, own, or none at all."""
    return _scopes().get(name, {}).get(role)
