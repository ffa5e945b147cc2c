"""Rows of the database as objects, quickly: what Django does for every row anew is worked out once for a prepared question.

The objects are the models' own, as ``QuerySet`` would give them. What a model does when it is made (its own ``__init__`` or
``from_db``, signals) would be passed over, so :func:`quick` refuses such models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Part:
    """What one row makes an object of: names and places of its columns, and the related objects it carries."""

    model: type[Model]
    columns: tuple[tuple[str, int], ...]
    pk: int
    relation: str
    parts: tuple[_Part, ...]

    def made(self, row: Sequence[Any], database: str) -> Model | None:
        """The object; None where a relation leads nowhere."""
        if row[self.pk] is None:
            return None
        new = object.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, database
        held = new.__dict__
        held["_state"] = state
        for name, place in self.columns:
            held[name] = row[place]
        if self.parts:
            state.fields_cache = {part.relation: part.made(row, database) for part in self.parts}  # type: ignore[misc]
        return new


@dataclass(frozen=True)
class Maker:
    """Makes objects of the rows of one compiled query."""

    whole: _Part
    extra: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, Convert], ...]

    def objects(self, rows: Sequence[Sequence[Any]], database: str) -> list[Any]:
        """One object for each row."""
        lines = [list(row) for row in rows]
        for place, convert in self.converters:
            for line in lines:
                line[place] = convert(line[place])
        found: list[Any] = []
        for row in lines:
            one = self.whole.made(row, database)
            for name, place in self.extra:
                one.__dict__[name] = row[place]
            found.append(one)
        return found


def quick(rows: QuerySet, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Maker | None:
    """How to make this query's objects; None where Django had better do it."""
    info: Any = compiler.klass_info
    if rows._iterable_class is not ModelIterable or rows._known_related_objects or info is None:  # type: ignore[attr-defined]
        return None
    whole = _part(info, compiler.select, "")
    if whole is None:
        return None
    selected = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = tuple(
        (place, _converter(given, expression, connection))
        for place, (given, expression) in compiler.get_converters(selected).items()
    )
    return Maker(whole, tuple(compiler.annotation_col_map.items()), converters)  # type: ignore[union-attr]


def _part(info: Any, select: Any, relation: str) -> _Part | None:
    model: type[Model] = info["model"]
    related = info.get("related_klass_infos", [])
    if not _is_plain(model) or any(each["reverse"] for each in related):
        return None
    columns = tuple((select[place][0].target.attname, place) for place in info["select_fields"])
    parts = tuple(_part(each, select, each["field"].cache_name) for each in related)
    if any(part is None for part in parts):
        return None
    pk = dict(columns)[model._meta.pk.attname]
    return _Part(model, columns, pk, relation, parts)  # type: ignore[arg-type]


def _is_plain(model: type[Model]) -> bool:
    """Nothing of its own happens when an object of this model is made."""
    return (
        model.__init__ is Model.__init__
        and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )


def _converter(given: Any, expression: Any, connection: BaseDatabaseWrapper) -> Convert:
    """The conversions of one column in one call."""
    ops: Any = connection.ops
    if connection.vendor == "sqlite" and connection.timezone is UTC:
        if given == [ops.convert_datetimefield_value]:
            return _moment
        if given == [ops.convert_uuidfield_value]:
            return _uuid

    def convert(value: Any) -> Any:
        for each in given:
            value = each(value, expression, connection)
        return value

    return convert


def _moment(value: datetime | str | None) -> datetime | None:
    if value is None:
        return None
    # A column comes as a moment without a zone, what was worked out of columns as a text.
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read.replace(tzinfo=UTC)


@lru_cache(maxsize=10_000)
def _uuid(value: str | None) -> UUID | None:
    # The same people, agencies and records come in row after row.
    return None if value is None else UUID(value)
