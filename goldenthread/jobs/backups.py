"""Taking a backup while people work, and bringing it back only when it is whole.

Inside the seal: one line of JSON (what it is, when, and how many rows each table has), then SQLite's own copy of the database
or PostgreSQL's own archive. Nothing that can be read is ever written beside the backup.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from django.db import connection

from goldenthread.access.trail_check import one_moment
from goldenthread.ground import moment
from goldenthread.jobs.sealed import CHUNK, CannotOpen, Opening, Sealing

FORMAT = 1
FILE_NAME = "goldenthread.sqlite3"
Tick = Callable[[int], object]


class BackupFailed(Exception):
    """Nothing was written, or what was written has been removed; the message says why and what to do."""


@dataclass(frozen=True)
class Contents:
    """What a backup says it holds."""

    kind: str
    made_at: str
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """Rows in all tables."""
        return sum(self.rows.values())


def back_up(out: Path, key: bytes, *, tick: Tick = lambda _: None) -> Contents:
    """Write a sealed backup of the database. Raises BackupFailed; FileExistsError when there is a file of that name."""
    if out.exists():
        raise FileExistsError(out)
    part = out.with_name(out.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            sealed = Sealing(file, key)
            take = _take_sqlite if connection.vendor == "sqlite" else _take_postgresql
            contents = take(sealed, tick)
            sealed.finish()
            file.flush()
            os.fsync(file.fileno())
        part.rename(out)
        _sync_folder(out.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return contents


def _take_sqlite(sealed: Sealing, tick: Tick) -> Contents:
    source = Path(str(connection.settings_dict["NAME"]))
    # The copy that SQLite makes cannot be sealed on its way: it lies where the database itself lies, for as long as this takes.
    with tempfile.TemporaryDirectory(prefix=".copying-", dir=source.parent) as folder:
        copy = Path(folder) / FILE_NAME
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        contents = _head(sealed, "sqlite", sqlite_rows(copy))
        with copy.open("rb") as file:
            while chunk := file.read(CHUNK):
                sealed.write(chunk)
                tick(len(chunk))
    return contents


def _take_postgresql(sealed: Sealing, tick: Tick) -> Contents:
    settings = connection.settings_dict
    target = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "dbname": settings["NAME"],
    }
    with one_moment():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
            contents = _head(sealed, "postgresql", _postgresql_rows(cursor))
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        with _client("pg_dump", words, target, settings["PASSWORD"], stdout=subprocess.PIPE) as dump:
            assert dump.stdout is not None
            while chunk := dump.stdout.read(CHUNK):
                sealed.write(chunk)
                tick(len(chunk))
    return contents


def _head(sealed: Sealing, kind: str, rows: dict[str, int]) -> Contents:
    contents = Contents(kind, moment.now().isoformat(timespec="seconds"), rows)
    values = {"format": FORMAT, "kind": kind, "made_at": contents.made_at, "rows": rows}
    sealed.write(json.dumps(values).encode() + b"\n")
    return contents


def restore(file: Path, key: bytes, into: str, *, tick: Tick = lambda _: None) -> Contents:
    """Bring a backup back into a folder (SQLite) or an empty database (a PostgreSQL URL) and check it.

    Raises CannotOpen for a wrong key or a damaged file, and BackupFailed for a target that is not empty or a check that failed;
    then nothing of it is left behind.
    """
    with file.open("rb") as sealed:
        plain = BufferedReader(Opening(sealed, key), CHUNK)
        contents = _read_head(plain)
        if contents.kind == "sqlite":
            _bring_sqlite(plain, contents, Path(into), tick)
        else:
            _bring_postgresql(plain, contents, into, tick)
    return contents


def _read_head(plain: BufferedReader[Any]) -> Contents:
    try:
        values: dict[str, Any] = json.loads(plain.readline())
        if values["format"] != FORMAT:
            raise BackupFailed("This backup was made by a newer Golden Thread. Restore it with that one.")
        return Contents(values["kind"], values["made_at"], values["rows"])
    except (ValueError, KeyError, TypeError) as bad:
        raise CannotOpen("The backup opens, but does not say what it holds.") from bad


def _bring_sqlite(plain: BinaryIO, contents: Contents, folder: Path, tick: Tick) -> None:
    if "://" in str(folder) or ":/" in str(folder):
        raise BackupFailed("This backup is of a SQLite database: give a folder after --into.")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE_NAME
    for taken in (target, target.with_name(target.name + "-wal")):
        if taken.exists():
            raise BackupFailed(f"{taken} is there already and is not written over. Choose an empty folder.")
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder) as scratch:
        copy = Path(scratch) / FILE_NAME
        with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            while chunk := plain.read(CHUNK):
                out.write(chunk)
                tick(len(chunk))
            out.flush()
            os.fsync(out.fileno())
        _check_sqlite(copy, contents)
        _check_trail(f"sqlite:///{copy}")
        for name in (copy.name + "-wal", copy.name + "-shm", copy.name + ".turn"):
            (copy.parent / name).unlink(missing_ok=True)
        copy.rename(target)
    _sync_folder(folder)


def _check_sqlite(copy: Path, contents: Contents) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
            orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as bad:
        raise BackupFailed(f"What came out is not a database: {bad}.") from bad
    if whole != "ok" or orphans:
        raise BackupFailed(
            f"The restored database is damaged: {whole}, {len(orphans)} rows without their parent."
        )
    _compare(sqlite_rows(copy), contents)


def sqlite_rows(file: Path) -> dict[str, int]:
    """How many rows each table of a SQLite file has."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        tables = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def _bring_postgresql(plain: BinaryIO, contents: Contents, url: str, tick: Tick) -> None:
    import psycopg

    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BackupFailed(
            "This backup is of a PostgreSQL database: give postgresql://… of an empty database after --into."
        )
    try:
        with psycopg.connect(url) as database, database.cursor() as cursor:
            taken = _postgresql_rows(cursor)
    except psycopg.OperationalError as bad:
        raise BackupFailed("The database to restore into does not answer. Make an empty one first.") from bad
    if taken:
        raise BackupFailed(
            "The database to restore into has tables already and is not written over. Make an empty one."
        )
    target = {
        "host": parts.hostname or "",
        "port": str(parts.port or ""),
        "user": unquote(parts.username or ""),
        "dbname": unquote(parts.path.lstrip("/")),
    }
    # One transaction: whatever fails, the database is as empty as before.
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--format=custom"]
    with _client("pg_restore", words, target, unquote(parts.password or ""), stdin=subprocess.PIPE) as bring:
        assert bring.stdin is not None
        while chunk := plain.read(CHUNK):
            bring.stdin.write(chunk)
            tick(len(chunk))
        bring.stdin.close()
    with psycopg.connect(url) as database, database.cursor() as cursor:
        _compare(_postgresql_rows(cursor), contents)
    _check_trail(url)


def _postgresql_rows(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    rows = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608
        rows[name] = int(cursor.fetchone()[0])
    return rows


@contextmanager
def _client(
    program: str, words: list[str], target: dict[str, Any], password: str, **pipes: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """PostgreSQL's own program. Raises BackupFailed when it is missing or fails; it is killed when the block fails."""
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(f"{program} is not installed. Debian and Ubuntu: apt install postgresql-client")
    given = [f"--{name}={value}" for name, value in target.items() if value]
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([found, *words, *given], env=environment, stderr=said, **pipes)  # noqa: S603
        try:
            yield process
        except BrokenPipeError:
            # It has left: what it said is the reason, and is told below.
            process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait():
            said.seek(0)
            raise BackupFailed(f"{program}: {said.read().decode(errors='replace').strip() or 'failed'}")


def _compare(found: dict[str, int], contents: Contents) -> None:
    wrong = [
        f"{table}: {contents.rows.get(table, 0)} in the backup, {found.get(table, 0)} restored"
        for table in sorted(contents.rows.keys() | found.keys())
        if contents.rows.get(table, 0) != found.get(table, 0)
    ]
    if wrong:
        raise BackupFailed("The restored database is not the one that was backed up. " + "; ".join(wrong))


def _check_trail(url: str) -> None:
    """Verify the trail of the restored database, in a process of its own because this one stands on another database."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "verify_trail"],
        env=os.environ | {"DATABASE_URL": url},
        text=True,
        capture_output=True,
    )
    if done.returncode:
        raise BackupFailed(
            f"The trail of the restored database does not verify. {done.stdout.strip()} {done.stderr.strip()}"
        )


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
