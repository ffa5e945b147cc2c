"""Reads facts out of the tables: one statement for all rows of a table, streamed, turned into nameless values column by column.

A database row costs a few microseconds, and Django's own conversions many; so values are asked for as they are stored, and
each column is converted at once, with what comes again and again (a day, an adult) kept.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, DateField, F, Func, Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from goldenthread.access.models import Agency
from goldenthread.ground import local_policy
from goldenthread.ground.facts import Batch, Column, FactTable, Kind
from goldenthread.ground.local_policy import LocalPolicy
from goldenthread.ground.moment import LONDON, london

CHUNK = 4_000
R = TypeVar("R", bound=Model)
Asked = Combinable | str
Values = Mapping[str, Asked]
Columns = dict[str, Sequence[Any]]
WorkedOut = Mapping[str, Callable[[Columns], Sequence[Any]]]


class LondonDay(Func):
    """The day of London on which a moment lies. SQLite keeps moments as UTC text, so there it gives the hour as text."""

    output_field = DateField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """The first thirteen letters: ``2026-11-21 12``."""
        return super().as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 13)", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """The day itself."""
        template = "((%(expressions)s) AT TIME ZONE 'Europe/London')::date"
        return super().as_sql(compiler, connection, template=template, **context)


class KeptDay(Func):
    """A day that is kept as a day, given as it is stored: SQLite's own conversion costs more than all else of the row."""

    output_field = DateField()
    template = "%(expressions)s"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """The text."""
        return super().as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 10)", **context)


def day_of(field: str) -> LondonDay:
    """The London day of a moment's column."""
    return LondonDay(F(field))


def read(
    table: FactTable,
    rows: QuerySet,
    values: Values,
    *,
    also: Values | None = None,
    worked_out: WorkedOut | None = None,
) -> Iterator[Batch]:
    """Rows of a table in batches, in the order of ``rows``; its first column is the key of the row's own record.

    ``values``: how each column is asked for. ``also``: what is asked for besides; names that end in ``_on`` are
    days, others are given as they are stored. ``worked_out``: columns made from those of the batch.
    """
    asked = dict(values) | dict(also or {})
    named = {f"x_{name}": F(value) if isinstance(value, str) else value for name, value in asked.items()}
    sql, params = rows.annotate(**named).values_list(*named).query.sql_with_params()
    convert = {name: make for name in values if (make := _converter(table.by_name[name]))}
    convert[table.columns[0].name] = _own_keys
    convert |= {name: _days for name in also or {} if name.endswith("_on")}
    for chunk in chunks(sql, params):
        columns: Columns = dict(zip(asked, zip(*chunk, strict=True), strict=True))
        for name, make in convert.items():
            columns[name] = make(columns[name])
        for name, work_out in (worked_out or {}).items():
            columns[name] = work_out(columns)
        yield tuple(columns[column.name] for column in table.columns)


def from_to(field: str, first: date | None, last: date | None) -> dict[str, datetime]:
    """The condition that a moment lies on a London day from ``first`` to ``last``, both included; None leaves it open."""
    condition = {}
    if first:
        condition[f"{field}__gte"] = _midnight(first)
    if last:
        condition[f"{field}__lt"] = _midnight(last + timedelta(days=1))
    return condition


@dataclass(frozen=True)
class Placing:
    """Records whose day of one column of their facts lies from ``first`` to ``last``; None leaves the beginning open.

    With ``still``, those that were open at the end of ``last``: the day of that column is later, or missing.
    """

    day: str
    first: date | None
    last: date
    still: str = ""


@dataclass(frozen=True)
class CaseBehind:
    """A case that may stand behind a figure, for those who may open it.

    ``record`` is the id whose key the facts bear; ``kind`` and ``id`` name the page of the case; ``on`` is the day it began.
    """

    record: UUID
    kind: str
    id: UUID
    reference: str
    on: date
    state: str
    who: str
    team: str


def placed(
    rows: QuerySet[R, R],
    moments: Mapping[str, str],
    placing: Placing,
    later: Mapping[str, timedelta] | None = None,
) -> QuerySet[R, R]:
    """Those of ``rows`` that lie in this place. ``moments`` names the moment behind each day of the facts.

    ``later`` says how long after its moment a day lies, for days that are not that of the moment itself.

    Raises KeyError for a day that has none.
    """
    shift = (later or {}).get(placing.day, timedelta())
    first = placing.first - shift if placing.first else None
    rows = rows.filter(**from_to(moments[placing.day], first, placing.last - shift))
    if placing.still:
        closed = moments[placing.still]
        ended = _midnight(placing.last + timedelta(days=1))
        rows = rows.filter(Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gte": ended}))
    return rows


def of_these(column: str, of: Collection[UUID] | None) -> dict[str, Collection[UUID]]:
    """The condition that rows are of these records; None leaves it open."""
    return {} if of is None else {f"{column}__in": of}


@dataclass(frozen=True)
class Filled:
    """How often a question that may be left out was answered: ``filled`` of ``asked`` records of a form."""

    form: str
    label: str
    asked: int
    filled: int


def filled(rows: QuerySet[R, R], form: str, fields: Mapping[str, tuple[str, Q]]) -> tuple[Filled, ...]:
    """Count the rows that meet each condition. ``fields``: a name, its label and when it counts as answered. One query."""
    counts = {name: Count("pk", filter=when) for name, (_, when) in fields.items()}
    found = rows.order_by().aggregate(every=Count("pk"), **counts)
    return tuple(Filled(form, label, found["every"], found[name]) for name, (label, _) in fields.items())


def key_of(id: UUID) -> int:
    """The key that facts bear for a record whose id the asker holds already."""
    return _key_of(_secret(), id)


def working_days(starts: Sequence[date | None], ends: Sequence[date | None]) -> list[int | None]:
    """Working days from one day to another by the council's calendar of the first; None where one of them is missing."""
    policy = local_policy.current()
    return [
        None if start is None or end is None else _working_days(policy, start, end)
        for start, end in zip(starts, ends, strict=True)
    ]


@lru_cache(maxsize=50_000)
def _working_days(policy: LocalPolicy, start: date, end: date) -> int:
    return policy.on(start).calendar.between(start, end)


def made_from() -> str:
    """What rows are made with beside their own record: this installation's keys, names of agencies, calendars of the policy."""
    keys = blake2b(b"which", key=_secret(), digest_size=8).hexdigest()
    agencies = list(Agency.objects.order_by("pk").values_list("pk", "name"))
    calendars = [(edition.effective, edition.closure_days) for edition in local_policy.current().editions]
    return repr((keys, agencies, calendars))


def matching(wanted: frozenset[int], ids: Sequence[UUID]) -> list[UUID]:
    """Those of these records whose keys are wanted: the only way back from a fact to its record.

    The caller has asked need-to-know for ``ids``; keys cannot be turned back, so a record that was not asked for stays unknown.
    """
    secret = _secret()
    return [id for id in ids if _key_of(secret, id) in wanted]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def read_to_the_end() -> None:
    """Tell PostgreSQL, until the transaction ends, that every row of what is asked will be read.

    It plans a cursor for its first rows, and for all of them that takes twice as long; it also compiles statements whose many
    small questions it overrates, and sorts on disk what fits into memory.
    """
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL cursor_tuple_fraction = 1; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'"
            )


def chunks(sql: str, params: Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of a statement as they are stored, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


@lru_cache(maxsize=4)
def _derived(secret: str) -> bytes:
    return blake2b(b"keys of facts", key=secret.encode()[:64], digest_size=32).digest()


def _secret() -> bytes:
    return _derived(settings.SECRET_KEY)


def _key_of(secret: bytes, id: str | UUID) -> int:
    """A record's key: nobody without the installation's secret can tell whose it is, or make it from an id."""
    held = id.bytes if isinstance(id, UUID) else bytes.fromhex(id)
    return int.from_bytes(blake2b(held, key=secret, digest_size=8).digest(), "big", signed=True)


class _Keys(dict[Any, int]):
    """Keys by id, as a number or as text: those that come again and again are worked out once."""

    def __init__(self, secret: bytes) -> None:
        super().__init__()
        self.secret = secret

    def __missing__(self, id: int | str) -> int:
        if len(self) > 200_000:
            self.clear()
        self[id] = key = _key_of(self.secret, UUID(int=id) if isinstance(id, int) else id)
        return key


_known_keys = lru_cache(maxsize=4)(_Keys)


def _keys(ids: Sequence[str | UUID | None]) -> list[int | None]:
    known = _known_keys(_secret())
    # An id is slow to look up; the number in it is not.
    if any(isinstance(id, UUID) for id in ids):
        return [None if id is None else known[id.int] for id in cast("Sequence[UUID | None]", ids)]
    return [None if id is None else known[id] for id in ids]


def _own_keys(ids: Sequence[str | UUID]) -> Sequence[int]:
    """Keys of the rows' own records: each comes once, so none is kept."""
    secret = _secret()
    raw = [id.bytes if isinstance(id, UUID) else bytes.fromhex(id) for id in ids]
    digests = [blake2b(each, key=secret, digest_size=8).digest() for each in raw]
    return struct.unpack(f">{len(digests)}q", b"".join(digests))


class _Days(dict[Any, Any]):
    """London days by what is stored: a day, the hour in UTC as text, a day as text, or nothing."""

    def __missing__(self, stored: Any) -> date | None:
        day: date | None = None if isinstance(stored, str) else stored
        if isinstance(stored, str) and len(stored) == 10:
            day = date.fromisoformat(stored)
        elif isinstance(stored, str):
            day = london(datetime.fromisoformat(f"{stored}:00+00:00")).date()
        if len(self) > 200_000:
            self.clear()
        self[stored] = day
        return day


known_days = _Days()


def _days(values: Sequence[Any]) -> list[date | None]:
    return [known_days[value] for value in values]


def _words(values: Sequence[str | None]) -> list[str | None]:
    return [value or None for value in values]


def _flags(values: Sequence[bool | int | None]) -> list[bool | None]:
    return [None if value is None else bool(value) for value in values]


_CONVERT: Mapping[Kind, Callable[[Any], Sequence[Any]]] = {
    Kind.KEY: _keys,
    Kind.DAY: _days,
    Kind.FLAG: _flags,
}


def _converter(column: Column) -> Callable[[Any], Sequence[Any]] | None:
    """What the values of a column go through; None where they go as they are."""
    if column.kind is Kind.WORD and column.may_be_missing:
        return _words
    return _CONVERT.get(column.kind)
