"""Reports as partners send them, and copies of the rows that the house wrote for them, as plain statements."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import connection
from psycopg.types.json import Jsonb

Row = dict[str, Any]
# What one report writes beside the concern itself.
WRITTEN = (
    "concerns_concernstep",
    "concerns_wishrow",
    "letters_letter",
    "access_trailrow",
    "access_trailhead",
)


def report(ref: str) -> Row:
    """A report as partners' systems send it."""
    return {
        "external_ref": ref, "raised_at": "2026-01-05T09:30:00+00:00", "narrative": "Seen with a bruise she could not explain. " * 6,
        "adult_given_name": "Ada", "adult_family_name": "Example", "adult_date_of_birth": "1941-05-06", "types": "physical",
        "adult_wishes": "I want to feel safe at home.", "referrer_name": "A nurse", "referrer_contact": "ward@example.org",
    }  # fmt: skip


def new_id() -> UUID | str:
    """An id as this database keeps it."""
    return uuid4() if connection.vendor == "postgresql" else uuid4().hex


def top(table: str) -> Any:
    """The newest id of a table, or all ids of one whose ids are not numbers."""
    with connection.cursor() as cursor:
        if table == "letters_letter":
            cursor.execute("SELECT id FROM letters_letter")
            return {row[0] for row in cursor.fetchall()}
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


def rows_after(table: str, before: Any) -> list[Row]:
    """Rows written since, without numbers that the database gives."""
    with connection.cursor() as cursor:
        since = "" if isinstance(before, set) else f" WHERE id > {before}"
        cursor.execute(f"SELECT * FROM {table}{since}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if isinstance(before, set):
        return [row for row in found if row["id"] not in before]
    return [{name: value for name, value in row.items() if name != "id"} for row in found]


def concerns_of(pattern: str) -> list[Row]:
    """The concerns whose ``external_ref`` is like this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM concerns_concern WHERE external_ref LIKE %s", [pattern])
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def copied(table: str, row: Row, fresh: dict[Any, Any]) -> Row:
    """The row again, about the concerns of ``fresh`` (old id: new id). A letter gets an id of its own."""
    new = {
        name: fresh.get(value, value) if isinstance(value, UUID | str) else value
        for name, value in row.items()
    }
    return new | {"id": new_id(), "once": uuid4().hex} if table == "letters_letter" else new


def insert(table: str, row: Row) -> tuple[str, list[Any]]:
    """One plain INSERT, without the columns that the database works out itself."""
    given = {name: value for name, value in row.items() if name not in _worked_out(table)}
    values = [Jsonb(value) if isinstance(value, list | dict) else value for value in given.values()]
    columns = ", ".join(f'"{name}"' for name in given)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(given))})", values  # noqa: S608


@cache
def _worked_out(table: str) -> frozenset[str]:
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    return frozenset(str(field.column) for field in model._meta.concrete_fields if field.generated)
