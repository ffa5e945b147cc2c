"""A PostgreSQL cluster of a test's own, from installed binaries, never as root; its whole tree can be killed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg


def binaries() -> Path | None:
    """The folder of the newest installed PostgreSQL server; None when there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Cluster:
    """One cluster in a folder of its own. ``settings`` are ``-c`` settings of the server."""

    settings: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="goldenthread-pg-")))
    _server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """DATABASE_URL of its only database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def make(self, like: Cluster | None = None) -> None:
        """Make the cluster, owned by a user that is not root; ``like`` one that is stopped, as a copy of it."""
        where = binaries()
        assert where is not None, "no PostgreSQL server is installed"
        if os.getuid() == 0:
            shutil.chown(self.folder, user=self._user())
        if like is not None:
            self._run("cp", "-R", str(like.folder / "data"), str(self.folder / "data"))
            return
        self._run(
            str(where / "initdb"),
            "-D",
            str(self.folder / "data"),
            "-U",
            "postgres",
            "--auth=trust",
            "--no-locale",
            "-E",
            "UTF8",
        )

    def start(self) -> None:
        """Start the server and wait until it answers; recovery after a kill counts as starting."""
        where = binaries()
        assert where is not None
        more = [word for setting in self.settings for word in ("-c", setting)]
        self._server = subprocess.Popen(
            [
                str(where / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder),
                "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=32MB", "-c", "max_connections=60", *more,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._as(),
        )  # fmt: skip
        end = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < end, "the cluster did not start within 30 seconds"
                time.sleep(0.02)

    def stop(self) -> None:
        """Stop it as an operator would: everything is on the disk."""
        assert self._server is not None, "it does not run"
        self._server.send_signal(signal.SIGINT)
        self._server.wait(timeout=30)
        self._server = None

    def kill(self) -> None:
        """SIGKILL to the whole tree at once."""
        server = self._server
        self._server = None
        if server is None:
            return
        # Children of the postmaster are sessions of their own: they are found by their parent.
        tree = [server.pid, *children(server.pid)]
        for pid in tree:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        server.wait()
        end = time.monotonic() + 10
        while any(Path(f"/proc/{pid}").exists() for pid in tree) and time.monotonic() < end:
            time.sleep(0.01)

    def remove(self) -> None:
        """Stop it and remove the folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _user() -> str:
        known = {entry.pw_name for entry in pwd.getpwall()}
        return next(name for name in ("postgres", "nobody") if name in known)

    def _as(self) -> dict[str, object]:
        if os.getuid():
            return {}
        found = pwd.getpwnam(self._user())
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}

    def _run(self, *words: str) -> None:
        done = subprocess.run(words, capture_output=True, text=True, cwd="/", **self._as())  # type: ignore[call-overload]
        assert done.returncode == 0, done.stderr


def children(pid: int) -> list[int]:
    """Every process below this one."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry.name)] = int(fields[1])
    found, waiting = [], [pid]
    while waiting:
        above = waiting.pop()
        below = [child for child, parent in parents.items() if parent == above]
        found += below
        waiting += below
    return found
