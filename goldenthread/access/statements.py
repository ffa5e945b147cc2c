"""A statement whose values are put in at each asking, and how its places are found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper

Adapt = Callable[[Any], Any]
# Django's mark for a parameter.
_MARK = re.compile(r"(?<!%)%s")


@dataclass(frozen=True)
class Statement:
    """SQL, its parameters, and which of them are values: by place, the number of the value and how it is stored."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int, Adapt], ...]

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """The parameters with these values."""
        # A viewer and the moment stand in many places; each is made ready once.
        ready, order = self._order
        made = [adapt(values[number]) for number, adapt in ready]
        params = list(self.params)
        for place, which in order:
            params[place] = made[which]
        return tuple(params)

    @cached_property
    def _order(self) -> tuple[list[tuple[int, Adapt]], list[tuple[int, int]]]:
        """Every value once with how it is stored, and which of them goes to each place."""
        ready: list[tuple[int, Adapt]] = []
        order = []
        for place, number, adapt in self.places:
            if (number, adapt) not in ready:
                ready.append((number, adapt))
            order.append((place, ready.index((number, adapt))))
        return ready, order


def written(statement: Statement) -> Statement:
    """The same with its constants in the SQL, so that a plan that is made once for every value still knows them."""
    values = {place: (number, adapt) for place, number, adapt in statement.places}
    first, *rest = _MARK.split(statement.sql)
    sql = [first]
    params: list[Any] = []
    places: list[tuple[int, int, Adapt]] = []
    for place, (param, after) in enumerate(zip(statement.params, rest, strict=True)):
        constant = None if place in values else _constant(param)
        if place in values:
            places.append((len(params), *values[place]))
        if constant is None:
            params.append(param)
        sql += [constant or "%s", after]
    return Statement("".join(sql), tuple(params), tuple(places))


def _constant(value: Any) -> str | None:
    """A whole number, yes or no, or one of our own words as SQL; None for anything else, which stays a parameter."""
    if isinstance(value, int):
        return str(value).lower()
    if isinstance(value, str) and (word := re.fullmatch(r"[a-z0-9_]*", value)):
        return f"'{word[0]}'"
    return None


def placed(
    sql: str, params: Sequence[Any], stood: Sequence[Any], connection: BaseDatabaseWrapper
) -> Statement:
    """Find the stand-ins among the parameters."""
    places: list[tuple[int, int, Adapt]] = []
    plain: list[Any] = []
    for place, param in enumerate(params):
        found = next(
            (
                (number, adapt)
                for number, value in enumerate(stood)
                if (adapt := _as_stored(value, param, connection))
            ),
            None,
        )
        plain.append(None if found else param)
        if found:
            places.append((place, *found))
    return Statement(sql, tuple(plain), tuple(places))


def _as_stored(value: Any, param: Any, connection: BaseDatabaseWrapper) -> Adapt | None:
    """How this stand-in came to be this parameter; None when it did not."""
    if value is None:
        return None
    if isinstance(value, datetime):
        # Django gives SQLite a text and PostgreSQL the moment itself.
        adapt: Adapt = connection.ops.adapt_datetimefield_value
        return adapt if param in (value, adapt(value)) else None
    if isinstance(value, date):
        adapt = connection.ops.adapt_datefield_value
        return adapt if param in (value, adapt(value)) else None
    if isinstance(value, UUID):
        if connection.features.has_native_uuid_field:
            return _itself if param == value else None
        return _hex if param == value.hex else None
    if isinstance(param, type(value)) and param == value:
        return type(param)
    return None


def _itself(value: Any) -> Any:
    return value


def _hex(value: UUID) -> str:
    return value.hex
