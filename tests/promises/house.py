"""A house of its own for tests that need real processes: data folder, settings in the environment, commands, a server."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from atexit import register
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.promises.cluster import Cluster, children, free_port

ROOT = Path(__file__).resolve().parents[2]
# Tests with processes and databases of their own: one after another.
BY_ITSELF = [pytest.mark.xdist_group("processes")]


@dataclass(frozen=True)
class House:
    """Settings of one installation. ``database`` is a DATABASE_URL; empty means SQLite in ``data``."""

    data: Path
    database: str = ""
    demo: bool = True
    settings: str = "goldenthread.config.settings"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes, with nothing of the test run's own settings."""
        ours = ("GOLDENTHREAD_", "DJANGO_", "DATABASE_URL")
        return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
            "GOLDENTHREAD_DATA": str(self.data),
            "GOLDENTHREAD_DEMO": "1" if self.demo else "0",
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *words: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        """``goldenthread WORDS``; with ``check``, fails the test when the exit status is not 0."""
        found = subprocess.run(
            [sys.executable, "-m", "goldenthread.config.cli", *words],
            env=self.environment | more,
            cwd=ROOT,
            text=True,
            capture_output=True,
            timeout=300,
        )
        if check:
            assert found.returncode == 0, f"goldenthread {' '.join(words)}: {found.stdout}\n{found.stderr}"
        return found

    def shell(self, code: str) -> str:
        """What a piece of Python prints in this house."""
        return self.run("shell", "--verbosity", "0", "-c", code).stdout

    def make(self) -> House:
        """Make its SQLite database by copying one that was made once in this test run."""
        assert not self.database, "on PostgreSQL the cluster has the tables: make_cluster"
        self.data.mkdir(parents=True, exist_ok=True)
        shutil.copy(_empty_database(), self.data / "goldenthread.sqlite3")
        return self

    def script(self, file: Path, *words: str) -> subprocess.Popen[str]:
        """Start a Python file in this house, with pipes to it."""
        return subprocess.Popen(
            [sys.executable, str(file), *words],
            env=self.environment,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def serve(self, port: int | None = None) -> Server:
        """Start its server and wait for the first page."""
        port, static = port or free_port(), str(_static_files())
        started = time.monotonic()
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "goldenthread.config.cli",
                "serve",
                "--port",
                str(port),
                "--without-clockwork",
            ],
            env=self.environment | {"GOLDENTHREAD_STATIC": static},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        server = Server(process, port, 0.0, 0.0)
        try:
            while server.get("/account/sign-in") != 200:
                assert process.poll() is None, "the server ended by itself"
                assert time.monotonic() < started + 30, "no first page within 30 seconds"
                time.sleep(0.02)
        except BaseException:
            server.kill()
            raise
        return Server(process, port, time.monotonic() - started, worked(process.pid))


@dataclass(frozen=True)
class Server:
    """A running server group. ``first_page``: seconds it took to show one; ``worked``: processor seconds of that."""

    process: subprocess.Popen[bytes]
    port: int
    first_page: float
    worked: float

    def get(self, path: str) -> int:
        """Status of a GET; 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def kill(self) -> None:
        """SIGKILL to the whole group at once."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self.process.wait()


def worked(pid: int) -> float:
    """Processor seconds that a process and all below it have used."""
    ticks = 0
    for each in [pid, *children(pid)]:
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-house-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _static_files() -> Path:
    """Static files as they are served, collected once in this test run."""
    House(_scratch()).run(
        "collectstatic", "--no-input", "--verbosity", "0", GOLDENTHREAD_STATIC=str(_scratch() / "static")
    )
    return _scratch() / "static"


def make_cluster() -> Cluster:
    """A cluster of PostgreSQL that holds the tables of an empty house; not running yet. ``remove`` it at the end."""
    made = Cluster()
    made.make(like=_empty_cluster())
    return made


@cache
def _empty_cluster() -> Cluster:
    made = Cluster()
    register(made.remove)
    made.make()
    made.start()
    House(_scratch(), database=made.url).run("migrate", "--verbosity", "0")
    made.stop()
    return made


@cache
def _empty_database() -> Path:
    """A database with tables and nothing in them; the one of this test run, where `make test` made it."""
    if os.environ.get("TEST_TEMPLATE", "").endswith(".sqlite3"):
        return Path(os.environ["TEST_TEMPLATE"])
    house = House(_scratch())
    house.run("migrate", "--verbosity", "0")
    # All of it in the one file, so that a copy is whole.
    house.shell(
        "from django.db import connection as c; c.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    )
    return _scratch() / "goldenthread.sqlite3"
