"""Reads facts out of the tables: one statement for all rows of a table, streamed, turned into nameless values column by column.

A database row costs a few microseconds, and Django's own conversions many; so values are asked for as they are stored, and
each column is converted at once, with what comes again and again (a day, an adult) kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateField, F, Func, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from goldenthread.access.models import Agency
from goldenthread.ground import local_policy
from goldenthread.ground.facts import Batch, FactTable, Kind
from goldenthread.ground.local_policy import LocalPolicy
from goldenthread.ground.moment import LONDON, london

CHUNK = 4_000
Asked = Combinable | str
Values = Mapping[str, Asked]
Columns = dict[str, Sequence[Any]]
WorkedOut = Mapping[str, Callable[[Columns], Sequence[Any]]]
# The London day of a row, and as stored whatever changes when its facts change.
Watched = tuple[date, tuple[Any, ...]]


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
    """Rows of a table in batches, in the order of ``rows``.

    ``values``: how each column is asked for. ``also``: what is asked for besides; names that end in ``_on`` are days of
    London, others are given as they are stored. ``worked_out``: columns made from those of the batch.
    """
    asked = dict(values) | dict(also or {})
    named = {f"x_{name}": F(value) if isinstance(value, str) else value for name, value in asked.items()}
    sql, params = rows.annotate(**named).values_list(*named).query.sql_with_params()
    convert = {name: _CONVERT[table.by_name[name].kind] for name in values}
    convert |= {name: _CONVERT[Kind.DAY] for name in also or {} if name.endswith("_on")}
    for chunk in _chunks(sql, params):
        columns: Columns = dict(zip(asked, zip(*chunk, strict=True), strict=True))
        for name, make in convert.items():
            columns[name] = make(columns[name])
        for name, work_out in (worked_out or {}).items():
            columns[name] = work_out(columns)
        yield tuple(columns[column.name] for column in table.columns)


def watch(rows: QuerySet, month_of: str, values: Sequence[Asked]) -> Iterator[Watched]:
    """For each row its London day, and ``values`` as they are stored."""
    named = {f"w_{n}": F(value) if isinstance(value, str) else value for n, value in enumerate(values)}
    asked = rows.annotate(day=day_of(month_of), **named).values_list("day", *named)
    sql, params = asked.query.sql_with_params()
    for chunk in _chunks(sql, params):
        for row in chunk:
            yield _day(row[0]), row[1:]


def from_to(field: str, first: date | None, last: date | None) -> dict[str, datetime]:
    """The condition that a moment lies on a London day from ``first`` to ``last``, both included; None leaves it open."""
    condition = {}
    if first:
        condition[f"{field}__gte"] = _midnight(first)
    if last:
        condition[f"{field}__lt"] = _midnight(last + timedelta(days=1))
    return condition


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


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def _chunks(sql: str, params: Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
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


_key = lru_cache(maxsize=100_000)(_key_of)


def _keys(ids: Sequence[str | UUID | None]) -> list[int | None]:
    secret = _secret()
    return [None if id is None else _key(secret, id) for id in ids]


@lru_cache(maxsize=20_000)
def _day_of_text(text: str) -> date:
    """A day, or the London day of an hour in UTC."""
    if len(text) == 10:
        return date.fromisoformat(text)
    return london(datetime.fromisoformat(f"{text}:00+00:00")).date()


def _day(value: str | date) -> date:
    return _day_of_text(value) if isinstance(value, str) else value


def _days(values: Sequence[str | date | None]) -> list[date | None]:
    return [_day_of_text(value) if isinstance(value, str) else value for value in values]


def _words(values: Sequence[str | None]) -> list[str | None]:
    return [value or None for value in values]


def _flags(values: Sequence[bool | int | None]) -> list[bool | None]:
    return [None if value is None else bool(value) for value in values]


def _numbers(values: Sequence[int | None]) -> Sequence[int | None]:
    return values


_CONVERT: Mapping[Kind, Callable[[Any], Sequence[Any]]] = {
    Kind.KEY: _keys,
    Kind.DAY: _days,
    Kind.WORD: _words,
    Kind.FLAG: _flags,
    Kind.NUMBER: _numbers,
}
