"""``make test``: the check, then the whole suite on SQLite and on PostgreSQL, with Chromium. Says at the end what ran.

PostgreSQL is TEST_DATABASE_URL when set, else the server at 127.0.0.1:5432 when one answers to the user postgres, else a temporary cluster made
from installed binaries. Chromium is installed from Debian's package when this may be done. What is missing is reported;
with CI=true it is a failure. Arguments are handed to pytest, and the check is then left out.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
PURE = ("tests/policy", "tests/kit", "tests/architecture")
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
# Three on two processors: a worker waits for its browser, its database or its disk about a third of the time.
WORKERS = os.environ.get("TEST_WORKERS", "3")

# Told at the end of each part, so that whoever makes the suite slower sees it.
SLOWEST = ("--durations=15", "--durations-min=5")


def main(arguments: list[str]) -> int:
    """Run everything. Returns the exit status."""
    began = time.monotonic()
    results: list[tuple[str, bool | None]] = []
    with (
        tempfile.TemporaryDirectory(prefix="goldenthread-empty-") as folder,
        postgresql() as url,
        ThreadPoolExecutor() as pool,
    ):
        # Made while the check looks at the code.
        file = pool.submit(_migrated, "", folder)
        database = pool.submit(_migrated, url, "") if url else None
        if not arguments:
            check = [sys.executable, "-m", "scripts.check"]
            results.append(("check", subprocess.run(check, cwd=ROOT).returncode == 0))
        browser = chromium()
        told = f"Chromium: {browser or 'not run, it is not installed and could not be'}"
        results.append((told, None if browser is None else True))
        on_file = {"DATABASE_URL": "", "TEST_TEMPLATE": file.result()}
        results.append(("SQLite", _pytest(arguments, on_file)))
        if url is None or database is None:
            missing = "PostgreSQL: not run, no server answers at 127.0.0.1:5432 and no binaries are installed"
            results.append((missing, None))
        else:
            on_server = {"DATABASE_URL": url, "TEST_TEMPLATE": database.result()}
            others = [*arguments, *(f"--ignore={pure}" for pure in PURE)]
            results.append(("PostgreSQL", _pytest(others, on_server)))
    print(f"\n{'=' * 20} make test, {time.monotonic() - began:.0f} s {'=' * 20}")
    for name, passed in results:
        print(f"{'passed' if passed else 'MISSING' if passed is None else 'FAILED':8} {name}")
    if any(passed is False for _, passed in results):
        return 1
    if CI and any(passed is None for _, passed in results):
        print("Everything must be present here: install what is missing.")
        return 1
    return 0


def _migrated(url: str, folder: str) -> str:
    """An empty database with every migration, of which each worker's is a copy: the path of its file, or its name on the server."""
    environment = {**os.environ, "DATABASE_URL": url, "GOLDENTHREAD_DEMO": "1"}
    if folder:
        environment["GOLDENTHREAD_DATA"] = folder
    command = [sys.executable, "-m", "goldenthread.config.cli", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return str(Path(folder, "goldenthread.sqlite3")) if folder else urlsplit(url).path.lstrip("/")


def _pytest(arguments: list[str], environment: dict[str, str]) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        WORKERS,
        "--dist",
        "loadgroup",
        # In the order of tests/plugins/markers.py, not of how many tests a group has.
        "--no-loadscope-reorder",
        *SLOWEST,
        *arguments,
    ]
    status = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode
    # 5 is "no tests here", which a narrowed run may well find on its second database.
    return status == 0 or (status == 5 and bool(arguments))


def chromium() -> str | None:
    """The system's Chromium, installed from Debian's package when it is missing and we may."""
    from tests.plugins.browser import chromium as find

    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        # The one without windows is quicker; older systems have the whole one only.
        attempts = [
            ("install", "chromium-headless-shell"),
            ("update", ""),
            ("install", "chromium-headless-shell"),
            ("install", "chromium"),
        ]
        for verb, package in attempts:
            if verb == "update" or find() is None:
                _apt(verb, package)
    return find()


def _apt(verb: str, package: str) -> None:
    print(f"apt-get {verb} {package}".rstrip(), flush=True)
    more = ["-y", "--no-install-recommends", package] if package else []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", verb, "-qq", *more], env=environment, stdout=subprocess.DEVNULL)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The address of a database of our own, dropped at the end; None when there is no PostgreSQL to be had."""
    with _server() as server:
        if server is None:
            yield None
            return
        name = f"gt_tests_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            with psycopg.connect(server, autocommit=True) as connection:
                left = connection.execute(
                    "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)",
                    [name, f"test_{name}"],
                )
                for (database,) in left.fetchall():
                    connection.execute(
                        sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database))
                    )


@contextmanager
def _server() -> Iterator[str | None]:
    named = os.environ.get("TEST_DATABASE_URL", LOCAL)
    try:
        psycopg.connect(named, connect_timeout=3).close()
    except psycopg.OperationalError as no:
        if "TEST_DATABASE_URL" in os.environ:
            raise SystemExit(f"TEST_DATABASE_URL cannot be used: {no}") from no
    else:
        yield named
        return
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    with _cluster(binaries) as url:
        yield url


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path and shutil.which("pg_ctl") else None


@contextmanager
def _cluster(binaries: Path) -> Iterator[str | None]:
    """A cluster in a scratch folder on a free port. PostgreSQL refuses to run as root, so root lends it to somebody else."""
    as_other, owner = _unprivileged()
    if as_other is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="goldenthread-pg-") as scratch:
        if owner is not None:
            os.chown(scratch, owner, -1)
        data, port = f"{scratch}/data", _free_port()
        # Data checksums and full durability stay on: the tests of promise R2 look at them.
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={scratch}"
        _run(
            [
                *as_other,
                str(binaries / "initdb"),
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            scratch,
        )
        control = [*as_other, str(binaries / "pg_ctl"), "-D", data, "-w"]
        _run([*control, "-l", f"{scratch}/log", "-o", options, "start"], scratch)
        try:
            print(f"PostgreSQL: temporary cluster from {binaries}", flush=True)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], scratch)


def _unprivileged() -> tuple[list[str] | None, int | None]:
    if os.geteuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if shutil.which("runuser"):
            return ["runuser", "-u", name, "--"], entry.pw_uid
        if shutil.which("setpriv"):
            return [
                "setpriv",
                f"--reuid={entry.pw_uid}",
                f"--regid={entry.pw_gid}",
                "--clear-groups",
                "--",
            ], entry.pw_uid
    return None, None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
