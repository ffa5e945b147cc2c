"""The database itself refuses to change or remove a row of the trail.

Triggers on SQLite and PostgreSQL. They stop a slip and a careless script; whoever owns the database can drop them, and is
found by ``goldenthread verify_trail`` with an anchor kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = "The trail is append-only: its rows are never changed or removed."
HEADS = "The trail is append-only: the length of a chain only grows, and a chain is never removed."

_SQLITE_UP = (
    f"""CREATE TRIGGER trail_row_no_update BEFORE UPDATE ON access_trailrow
        BEGIN SELECT RAISE(ABORT, '{ROWS}'); END""",
    f"""CREATE TRIGGER trail_row_no_delete BEFORE DELETE ON access_trailrow
        BEGIN SELECT RAISE(ABORT, '{ROWS}'); END""",
    # INSERT OR REPLACE removes the row in its way without firing the trigger for deletes.
    f"""CREATE TRIGGER trail_row_no_replace BEFORE INSERT ON access_trailrow
        WHEN EXISTS (SELECT 1 FROM access_trailrow WHERE id = NEW.id) OR EXISTS (
            SELECT 1 FROM access_trailrow
            WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, '{ROWS}'); END""",  # noqa: S608
    f"""CREATE TRIGGER trail_head_grows BEFORE UPDATE ON access_trailhead
        WHEN NEW.length <= OLD.length OR NEW.id <> OLD.id
            OR NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id
        BEGIN SELECT RAISE(ABORT, '{HEADS}'); END""",
    f"""CREATE TRIGGER trail_head_stays BEFORE DELETE ON access_trailhead
        BEGIN SELECT RAISE(ABORT, '{HEADS}'); END""",
)
_SQLITE_DOWN = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (
        "trail_row_no_update",
        "trail_row_no_delete",
        "trail_row_no_replace",
        "trail_head_grows",
        "trail_head_stays",
    )
)
_POSTGRES_UP = (
    f"""CREATE OR REPLACE FUNCTION trail_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN RAISE EXCEPTION '{ROWS}' USING ERRCODE = 'integrity_constraint_violation'; END $body$""",
    f"""CREATE OR REPLACE FUNCTION trail_heads_grow() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN RAISE EXCEPTION '{HEADS}' USING ERRCODE = 'integrity_constraint_violation'; END $body$""",
    """CREATE TRIGGER trail_rows_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON access_trailrow
        FOR EACH STATEMENT EXECUTE FUNCTION trail_rows_stay()""",
    """CREATE TRIGGER trail_heads_stay BEFORE DELETE OR TRUNCATE ON access_trailhead
        FOR EACH STATEMENT EXECUTE FUNCTION trail_heads_grow()""",
    """CREATE TRIGGER trail_heads_grow BEFORE UPDATE ON access_trailhead FOR EACH ROW
        WHEN (NEW.length <= OLD.length OR NEW.id <> OLD.id
            OR NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id)
        EXECUTE FUNCTION trail_heads_grow()""",
)
_POSTGRES_DOWN = (
    "DROP TRIGGER IF EXISTS trail_rows_stay ON access_trailrow",
    "DROP TRIGGER IF EXISTS trail_heads_stay ON access_trailhead",
    "DROP TRIGGER IF EXISTS trail_heads_grow ON access_trailhead",
    "DROP FUNCTION IF EXISTS trail_rows_stay()",
    "DROP FUNCTION IF EXISTS trail_heads_grow()",
)


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. Raises NotImplementedError for a database that this house does not run on."""
    _run(connection, {"sqlite": _SQLITE_UP, "postgresql": _POSTGRES_UP})


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for undoing the migration, and for tests that attack the trail or empty a test database."""
    _run(connection, {"sqlite": _SQLITE_DOWN, "postgresql": _POSTGRES_DOWN})


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """No triggers within the block. For tests only."""
    take_down(connection)
    try:
        yield
    finally:
        put_up(connection)


def _run(connection: BaseDatabaseWrapper, by_vendor: dict[str, tuple[str, ...]]) -> None:
    if connection.vendor not in by_vendor:
        raise NotImplementedError(
            f"the trail is guarded on SQLite and PostgreSQL, not on {connection.vendor}"
        )
    with connection.cursor() as cursor:
        for statement in by_vendor[connection.vendor]:
            cursor.execute(statement)
