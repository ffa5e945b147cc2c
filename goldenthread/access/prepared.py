"""Questions that are asked at every page, put into SQL once and not each time.

Django builds a query anew whenever it is asked: for one with need-to-know conditions that takes longer than the database
needs to answer, and a page asks many. A prepared question is built twice, with stand-ins for its values, when it is first
asked by this kind of viewer; from then on the values are put where the stand-ins were. Whatever would make the answer depend
on a value in another way (a branch, a sum, a pattern made of it) shows as a difference between the two, and is refused.
"""

from __future__ import annotations

import functools
import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from goldenthread.access.rows import quick
from goldenthread.access.statements import Statement, placed, written
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
# Beyond so many shapes the oldest is forgotten and built again when asked.
_SHAPES = 2_000
# A longer list of values is asked in the ordinary way: each length is a statement of its own.
LONGEST_LIST = 60

# Tests set this: then every question is also built in the ordinary way, and the two must be the same.
checked = False


class NotPreparable(TypeError):
    """The question cannot be asked with other values by changing its parameters alone."""


def _connection() -> Any:
    """The house's own kind of connection, on either database: it has a cursor for questions."""
    return connections[DEFAULT_DB_ALIAS]


class _Question(ABC, Generic[T]):
    """What prepared rows and prepared counts share: taking a call apart, and keeping what was built for its shape.

    Positional arguments are values; keywords decide the shape and are built in.
    """

    __name__: str

    def __init__(self, ask: Callable[..., T]) -> None:
        self.ask = ask
        self._built = functools.lru_cache(maxsize=_SHAPES)(self._build)
        self.__name__, self.__doc__ = ask.__name__, ask.__doc__

    def _taken_apart(self, given: tuple[Any, ...], shape: Mapping[str, Any]) -> tuple[Any, list[Any]]:
        """What this call is like, and its values: those of the arguments, and the present moment."""
        kinds: list[Any] = []
        values: list[Any] = []
        for each in given:
            if isinstance(each, Viewer):
                own = _values_of(each)
                kinds.append((each.role, each.agency_kind, tuple(value is not None for value in own)))
                values += own
            elif isinstance(each, tuple):
                kinds.append(("list", len(each), type(each[0]) if each else UUID))
                values += each
            else:
                kinds.append(None if each is None else type(each))
                values.append(each)
        return (_connection().vendor, tuple(kinds), tuple(sorted(shape.items()))), [*values, moment.now()]

    @abstractmethod
    def _build(self, key: Any) -> Any:
        """Put the question of this shape into SQL."""

    def _with_stand_ins(self, key: Any, serial: int) -> tuple[T, list[Any]]:
        """Ask with values that nobody else uses."""
        _, kinds, shape = key
        numbers = itertools.count(serial)
        stood: list[Any] = []
        given: list[Any] = []
        for kind in kinds:
            if isinstance(kind, tuple) and kind[0] == "list":
                given.append(tuple(_stand_in(kind[2], next(numbers)) for _ in range(kind[1])))
                stood += given[-1]
            elif isinstance(kind, tuple):
                given.append(_nobody(kind, numbers))
                stood += _values_of(given[-1])
            else:
                given.append(None if kind is None else _stand_in(kind, next(numbers)))
                stood.append(given[-1])
        now = _stand_in(datetime, next(numbers))
        with moment.at(now):
            return self.ask(*given, **dict(shape)), [*stood, now]


class Rows(_Question["QuerySet[Any]"]):
    """A prepared question whose answer is rows; calling it gives a list of them."""

    def __call__(self, *given: Any, **shape: Any) -> list[Any]:
        """The rows. Raises NotPreparable for a question that cannot be prepared."""
        if any(isinstance(each, tuple) and len(each) > LONGEST_LIST for each in given):
            return list(self.ask(*given, **shape))
        key, values = self._taken_apart(given, shape)
        known = self._built(key)
        if checked:
            with moment.at(values[-1]):
                _insist_same(
                    self.ask(*given, **shape),
                    known and known.statement.sql,
                    known and known.statement.filled(values),
                )
        return [] if known is None else known.answer(values)

    def _build(self, key: Any) -> _Known | None:
        built: list[tuple[QuerySet, SQLCompiler, Statement]] = []
        for serial in (1_000, 2_000):
            rows, stood = self._with_stand_ins(key, serial)
            compiler = rows.query.get_compiler(connection=_connection())
            try:
                sql, params = compiler.as_sql()
            except EmptyResultSet:
                return None
            built.append((rows, compiler, placed(sql, params, stood, _connection())))
        _insist_preparable(self.__name__, *(each[2] for each in built))
        if built[0][0]._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise NotPreparable(f"{self.__name__}: rows that are fetched along need a question of their own")
        return _Known(*built[0])


def prepared(ask: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """Make a function that returns a query a prepared question that returns its rows.

    Positional arguments are values (a viewer, an id, a tuple of ids, a day, a moment, a word) and may only stand in the
    query as they are; keyword arguments decide what is asked.
    """
    return Rows(ask)


class Counts(_Question["Mapping[str, tuple[QuerySet[Any], int]]"]):
    """Prepared numbers, all in one statement; calling it gives them by name."""

    def __call__(self, *given: Any, **shape: Any) -> dict[str, int]:
        """The numbers, each of which stops at its most. Raises NotPreparable."""
        key, values = self._taken_apart(given, shape)
        known = self._built(key)
        if checked:
            with moment.at(values[-1]):
                for name, (rows, most) in self.ask(*given, **shape).items():
                    part = known.parts[name]
                    _insist_same(_ids(rows, most), part and part.sql, part and part.filled(values))
        numbers: dict[str, int] = known.answer(values)
        return numbers

    def _build(self, key: Any) -> _KnownCounts:
        rounds: list[dict[str, Statement | None]] = []
        for serial in (1_000, 2_000):
            asked, stood = self._with_stand_ins(key, serial)
            rounds.append({name: self._part(_ids(*each), stood) for name, each in asked.items()})
        for name, one in rounds[0].items():
            other = rounds[1][name]
            if one is not None and other is not None:
                _insist_preparable(f"{self.__name__}: {name}", one, other)
        return _KnownCounts(rounds[0])

    def _part(self, rows: QuerySet, stood: list[Any]) -> Statement | None:
        try:
            sql, params = rows.query.get_compiler(connection=_connection()).as_sql()
        except EmptyResultSet:
            return None
        return placed(sql, params, stood, _connection())


def prepared_counts(
    ask: Callable[P, Mapping[str, tuple[QuerySet[Any], int]]],
) -> Callable[P, dict[str, int]]:
    """Make a function that returns named (query, most) pairs a prepared question: how many rows of each, at most so many."""
    return Counts(ask)


class _Known:
    """Rows of one shape, ready to be asked."""

    def __init__(self, rows: QuerySet, compiler: SQLCompiler, statement: Statement) -> None:
        self.rows, self.compiler, self.statement = rows, compiler, statement
        self.asked = written(statement)
        self.maker = quick(rows, compiler, _connection())
        self.locks = compiler.query.select_for_update

    def answer(self, values: Sequence[Any]) -> list[Any]:
        """Ask the database. Raises TransactionManagementError for a lock without a transaction, as Django does."""
        connection = _connection()
        if self.locks and connection.features.has_select_for_update and connection.get_autocommit():
            raise TransactionManagementError("a row can be locked only within a transaction")
        if self.maker is None:
            return self._as_django_does(connection, self.statement.filled(values))
        with connection.question_cursor() as cursor:
            cursor.execute(self.asked.sql, self.asked.filled(values))
            rows = cursor.fetchall()
        return self.maker.objects(rows, connection.alias)

    def _as_django_does(self, connection: BaseDatabaseWrapper, params: tuple[Any, ...]) -> list[Any]:
        compiler = _twin(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (self.statement.sql, params)  # type: ignore[method-assign]
        rows: Any = _twin(self.rows)
        rows._query = _twin(self.rows.query)
        rows._query.get_compiler = lambda *_, **__: compiler
        return list(rows._iterable_class(rows))


class _KnownCounts:
    """Numbers of one shape, ready to be asked: one statement for all that can be more than nothing."""

    def __init__(self, parts: Mapping[str, Statement | None]) -> None:
        self.parts = dict(parts)
        self.some = {name: written(part) for name, part in parts.items() if part is not None}
        # Statements that Django wrote; every value is a parameter.
        counts = [f"(SELECT COUNT(*) FROM ({part.sql}) counted)" for part in self.some.values()]  # noqa: S608
        self.sql = f"SELECT {', '.join(counts)}"

    def answer(self, values: Sequence[Any]) -> dict[str, int]:
        """Ask the database."""
        found = dict.fromkeys(self.parts, 0)
        if self.some:
            params = [param for part in self.some.values() for param in part.filled(values)]
            with _connection().question_cursor() as cursor:
                cursor.execute(self.sql, params)
                found.update(zip(self.some, cursor.fetchone(), strict=True))
        return found


def _twin(one: T) -> T:
    """The same once more, for one call. (Django's own copy of a query asks the database.)"""
    other = object.__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other


def _ids(rows: QuerySet, most: int) -> QuerySet:
    return rows.order_by().values("pk")[:most]


def _values_of(viewer: Viewer) -> list[Any]:
    """What of a viewer is a value and not a kind."""
    return [viewer.user_id, viewer.agency_id, viewer.team or None]


def _nobody(kind: Any, numbers: itertools.count[int]) -> Viewer:
    """A viewer of this kind that nobody is."""
    role, agency_kind, (user, agency, team) = kind
    return replace(
        Viewer(role, "A stand-in", agency_kind=agency_kind),
        user_id=_stand_in(UUID, next(numbers)) if user else None,
        agency_id=_stand_in(UUID, next(numbers)) if agency else None,
        team=_stand_in(str, next(numbers)) if team else "",
    )


def _stand_in(kind: type, number: int) -> Any:
    """A value of this kind that no record holds."""
    if issubclass(kind, UUID):
        return UUID(int=(0xB0B << 116) + number)
    if issubclass(kind, datetime):
        return datetime(2199, 1, 1, 3, 4, 5, 678_901, tzinfo=UTC) + timedelta(seconds=number)
    if issubclass(kind, date):
        return date(2199, 1, 1) + timedelta(days=number)
    if issubclass(kind, str):
        # Whatever is done to a word (lower case, white space cut, a pattern) makes another word of this one.
        return f" \u2e2e Stand-IN {number}  \u2e2e% "
    if issubclass(kind, int) and not issubclass(kind, bool):
        return 1_987_650_000 + number
    raise NotPreparable(f"a value of kind {kind.__name__} cannot be stood in for: make it a keyword")


def _insist_preparable(name: str, one: Statement, other: Statement) -> None:
    """The two rounds differ in their values and in nothing else."""
    if one.sql != other.sql or one.params != other.params or _numbers(one) != _numbers(other):
        raise NotPreparable(f"{name}: what is asked depends on a value otherwise than by holding it")


def _numbers(statement: Statement) -> list[tuple[int, int]]:
    return [(place, number) for place, number, _ in statement.places]


def _insist_same(rows: QuerySet, sql: str | None, params: tuple[Any, ...] | None) -> None:
    try:
        expected_sql, expected = rows.query.get_compiler(connection=_connection()).as_sql()
    except EmptyResultSet:
        expected_sql, expected = None, None
    if sql != expected_sql or (expected is not None and tuple(expected) != params):
        raise AssertionError(f"prepared:\n{sql}\n{params}\nordinary:\n{expected_sql}\n{expected}")
