"""R2 (a): with a setting that loses acknowledged reports in a power cut, the house does not start and its health check fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from goldenthread.access import durability
from goldenthread.ground.verdicts import refused
from tests.promises.cluster import binaries, free_port
from tests.promises.house import BY_ITSELF, ROOT, House, make_cluster

pytestmark = [pytest.mark.promise("R2"), *BY_ITSELF]
LOOK = """
from django.core.management import call_command
from django.test import Client
try:
    call_command("check_health")
except SystemExit as left:
    print("CHECK", left.code)
answer = Client().get("/health")
print("HEALTH", answer.status_code, answer.content.decode())
"""
CLUSTERS = {"fsync": ("fsync=off",), "full_page_writes": ("full_page_writes=off",), "synchronous_commit": ()}


@dataclass(frozen=True)
class Weakened(House):
    """A house whose settings have one thing broken."""

    weakened: str = "nothing"

    @property
    def environment(self) -> dict[str, str]:
        """As the house's, through the weakened settings."""
        return super().environment | {
            "DJANGO_SETTINGS_MODULE": "tests.promises.weakened",
            "WEAKENED": self.weakened,
            "MOUNTS": str(self.data / "mounts"),
        }


def start(house: House) -> tuple[int | None, str]:
    """Exit status and complaint of ``serve``; None when it says where it serves, upon which it is ended."""
    port = str(free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "goldenthread.config.cli", "serve", "--port", port, "--without-clockwork"],
        env=house.environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    serves = process.stdout.readline()
    if serves:
        os.killpg(process.pid, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    return None if serves else process.returncode, said


def refuses(house: House, code: str) -> None:
    """It does not start, the check fails and says why, and the health page fails and names the check."""
    status, said = start(house)
    assert status == 1, f"it starts, and would lose what it acknowledges ({status}: {said})"
    # Not merely that the port is taken: the words of this very refusal.
    assert any(word in said for word in ("power cut", "damage", "crash")), said
    looked = house.run("shell", "--verbosity", "0", "-c", LOOK)
    assert "CHECK 1" in looked.stdout, looked
    assert f"{code}: " in looked.stderr, looked
    assert f'HEALTH 503 {{"status": "failing", "failing": ["{code}"]}}' in looked.stdout, looked


@pytest.mark.parametrize(
    ("weakened", "code"),
    [
        ("NORMAL", "SYNCHRONOUS"),
        ("OFF", "SYNCHRONOUS"),
        ("memory-journal", "JOURNAL"),
        ("network", "NETWORK-DISK"),
    ],
)
def test_sqlite_that_would_lose_reports_is_refused(tmp_path, weakened, code):
    house = Weakened(tmp_path, weakened=weakened)
    house.make()
    refuses(house, code)


@pytest.fixture(scope="module")
def cluster():
    """A cluster that holds the house's tables, not running: each test starts it with the setting it looks at."""
    made = make_cluster()
    try:
        yield made
    finally:
        made.remove()


@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server is installed")
@pytest.mark.parametrize(
    ("weakened", "code"),
    [
        ("fsync", "FSYNC"),
        ("synchronous_commit", "SYNCHRONOUS-COMMIT"),
        ("full_page_writes", "FULL-PAGE-WRITES"),
    ],
)
def test_postgresql_that_would_lose_reports_is_refused(cluster, tmp_path, weakened, code):
    cluster.settings = CLUSTERS[weakened]
    cluster.start()
    try:
        here = weakened if weakened == "synchronous_commit" else "nothing"
        refuses(Weakened(tmp_path, database=cluster.url, weakened=here), code)
    finally:
        cluster.kill()


def test_a_house_that_does_not_look_is_found_out(tmp_path):
    """The check itself fails when the house starts with a setting that loses reports."""
    house = Weakened(tmp_path, weakened="NORMAL unseen")
    house.make()
    with pytest.raises(AssertionError, match="would lose"):
        refuses(house, "SYNCHRONOUS")


def test_sound_settings_are_not_refused(tmp_path):
    house = Weakened(tmp_path)
    house.make()
    looked = house.run("shell", "--verbosity", "0", "-c", LOOK).stdout
    assert "Well: sqlite" in looked
    assert 'HEALTH 200 {"status": "well"}' in looked


def test_a_database_without_its_migrations_is_not_well(tmp_path):
    found = House(tmp_path).run("check_health", check=False)
    assert found.returncode == 1
    assert "MIGRATIONS" in found.stderr


def test_the_kind_of_disk_is_that_of_the_innermost_mount():
    mounts = (
        "/dev/vda / ext4 rw 0 0\nhost:/a /srv nfs4 rw 0 0\n/dev/vdb /srv/fast xfs rw 0 0\n"
        "//nas/x /mnt/with\\040space cifs rw 0 0\nme@h:/ /mnt/s fuse.sshfs rw 0 0\nshare /mnt/9 9p rw 0 0\n"
    )
    kinds = {
        "/var/data/x.sqlite3": "",
        "/srv/x.sqlite3": "nfs4",
        "/srv/fast/x.sqlite3": "",
        "/srv2/x.sqlite3": "",
        "/mnt/with space/x.sqlite3": "cifs",
        "/mnt/s/x.sqlite3": "fuse.sshfs",
        "/mnt/9/x.sqlite3": "9p",
    }
    assert {name: durability.network_kind(Path(name), mounts) for name in kinds} == kinds


@pytest.mark.django_db
def test_the_health_page_tells_no_secrets(client, monkeypatch, settings):
    monkeypatch.setattr(
        "goldenthread.web.health.durability", lambda: refused("DATABASE", "password=hunter2 host=10.0.0.1")
    )
    answer = client.get("/health", secure=False)
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "failing": ["DATABASE"]})
    assert answer["Cache-Control"] == "no-store"
    assert settings.SECURE_SSL_REDIRECT, "asked over plain http on purpose: a watcher does so"
