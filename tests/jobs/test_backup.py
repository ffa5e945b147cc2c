"""``goldenthread backup`` and ``restore``: sealed, whole, and never written over what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from base64 import urlsafe_b64encode
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from goldenthread.jobs import sealed
from goldenthread.jobs.sealed import CannotOpen, Opening, Sealing
from tests.promises.cluster import binaries
from tests.promises.house import BY_ITSELF, House, make_cluster

pytestmark = BY_ITSELF
CANARY = "Canary-7f3a9d"
KEY = urlsafe_b64encode(bytes(range(32))).decode()
OTHER_KEY = urlsafe_b64encode(bytes(32)).decode()
WRITER = Path(__file__).parents[1] / "promises" / "writer.py"
FILL = f"""
from goldenthread.access import procedures
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import AgencyKind
agency = procedures.add_agency(operator(), name="{CANARY}", kind=AgencyKind.COUNCIL)
for n in range(30):
    procedures.issue_token(operator(), agency_id=agency, label="{CANARY}")
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> House:
    """Made and filled once; each test has a copy, and so has the first backup of it."""
    made = House(tmp_path_factory.mktemp("filled") / "data").make()
    made.shell(FILL)
    seal(made, made.data.parent / "one.gtbackup")
    return made


@pytest.fixture
def house(filled, tmp_path) -> House:
    shutil.copytree(filled.data, tmp_path / "data")
    return House(tmp_path / "data")


@pytest.fixture
def backup(filled, tmp_path) -> Path:
    return Path(shutil.copy(filled.data.parent / "one.gtbackup", tmp_path))


def seal(house: House, out: Path) -> Path:
    told = house.run("backup", "--out", str(out), GOLDENTHREAD_BACKUP_KEY=KEY)
    assert "Backed up" in told.stdout
    return out


def bring(house: House, file: Path, into: Path | str, key: str = KEY):
    return house.run("restore", str(file), "--into", str(into), check=False, GOLDENTHREAD_BACKUP_KEY=key)


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return sorted(database.iterdump())


def test_a_backup_comes_back_the_same_and_holds_nothing_readable(house, tmp_path):
    out = tmp_path / "away"
    out.mkdir()
    file = seal(house, out / "one.gtbackup")
    assert list(out.iterdir()) == [file], "something else was left beside the backup"
    assert file.stat().st_mode & 0o077 == 0
    live = b"".join(each.read_bytes() for each in house.data.iterdir() if each.is_file())
    assert CANARY.encode() in live, "the canary is not in the database, so its absence would prove nothing"
    kept = file.read_bytes()
    assert CANARY.encode() not in kept
    assert b"SQLite format" not in kept
    assert b"access_trailrow" not in kept
    back = tmp_path / "back"
    told = bring(house, file, back)
    assert told.returncode == 0, told
    assert "every table has its rows and the trail is sound" in told.stdout
    assert sorted(each.name for each in back.iterdir()) == ["goldenthread.sqlite3"]
    assert content(back / "goldenthread.sqlite3") == content(house.data / "goldenthread.sqlite3")
    House(back).run("check_health")


def test_a_backup_taken_while_eight_people_write_is_whole(house, tmp_path):
    writers = [house.script(WRITER, str(n), "120") for n in range(8)]
    try:
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
            writer.stdin.write("go\n")
            writer.stdin.flush()
        files = [seal(house, tmp_path / f"{n}.gtbackup") for n in range(2)]
        assert all(writer.poll() is None for writer in writers), (
            "they stopped writing before the backups were done"
        )
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    found = []
    for n, file in enumerate(files):
        told = bring(house, file, tmp_path / f"back-{n}")
        assert told.returncode == 0, told
        with closing(sqlite3.connect(tmp_path / f"back-{n}" / "goldenthread.sqlite3")) as database:
            found.append(database.execute("SELECT count(*) FROM access_trailrow").fetchone()[0])
    assert 31 < found[0] < found[1], f"nobody wrote between the two backups: {found}"


def test_nothing_is_written_over(house, backup):
    before = backup.read_bytes()
    again = house.run("backup", "--out", str(backup), check=False, GOLDENTHREAD_BACKUP_KEY=KEY)
    assert (again.returncode, backup.read_bytes()) == (1, before)
    assert "never written over" in again.stderr
    live = content(house.data / "goldenthread.sqlite3")
    told = bring(house, backup, house.data)
    assert told.returncode == 1
    assert "is not written over" in told.stderr
    assert content(house.data / "goldenthread.sqlite3") == live


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("key", "The key is not the one"),
        ("cut", "cut short or was changed"),
        ("flip", "cannot be opened"),
        ("empty", "not a backup"),
        ("no key", "No key"),
    ],
)
def test_a_wrong_key_or_a_damaged_file_leaves_nothing_behind(house, backup, tmp_path, damage, words):
    kept = bytearray(backup.read_bytes())
    assert len(kept) > sealed.CHUNK, "one chunk alone would not show a cut between chunks"
    # Cut exactly between two chunks: each chunk left is sound by itself.
    if damage == "cut":
        del kept[len(sealed.MAGIC) + 39 + sealed.CHUNK + 16 :]
        words = "cannot be opened"
    if damage == "flip":
        kept[-200] ^= 1
    if damage == "empty":
        kept.clear()
    backup.write_bytes(kept)
    told = bring(house, backup, tmp_path / "back", {"key": OTHER_KEY, "no key": ""}.get(damage, KEY))
    assert told.returncode == 1, told
    assert words in told.stderr
    assert not (tmp_path / "back").exists() or list((tmp_path / "back").iterdir()) == []


def test_a_backup_of_another_trail_or_other_rows_is_refused(house, tmp_path):
    """A database that was altered before it was sealed does not come back as sound."""
    with closing(sqlite3.connect(house.data / "goldenthread.sqlite3")) as database:
        database.execute("DROP TRIGGER trail_row_no_update")
        database.execute("UPDATE access_trailrow SET deed = 'x' WHERE id = 5")
        database.commit()
    told = bring(house, seal(house, tmp_path / "one.gtbackup"), tmp_path / "back")
    assert told.returncode == 1
    assert "does not verify" in told.stderr
    assert "altered: token" in told.stderr
    assert list((tmp_path / "back").iterdir()) == []


@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server is installed")
def test_postgresql_comes_back_the_same(tmp_path):
    cluster = make_cluster()
    try:
        cluster.start()
        house = House(tmp_path / "data", database=cluster.url)
        house.shell(FILL)
        out = tmp_path / "away"
        out.mkdir()
        file = seal(house, out / "one.gtbackup")
        assert list(out.iterdir()) == [file]
        assert CANARY.encode() not in file.read_bytes()
        assert b"access_trailrow" not in file.read_bytes()
        with psycopg.connect(cluster.url, autocommit=True) as database:
            database.execute("CREATE DATABASE back")
        back = cluster.url.rsplit("/", 1)[0] + "/back"
        wrong = bring(house, file, back, OTHER_KEY)
        assert wrong.returncode == 1
        cut = tmp_path / "cut.gtbackup"
        cut.write_bytes(file.read_bytes()[:-50])
        assert bring(house, cut, back).returncode == 1
        told = bring(house, file, back)
        assert told.returncode == 0, told
        assert "the trail is sound" in told.stdout
        assert everything(back) == everything(cluster.url)
        again = bring(house, file, back)
        assert again.returncode == 1
        assert "is not written over" in again.stderr
        missing = house.run(
            "backup", "--out", str(out / "two"), check=False, GOLDENTHREAD_BACKUP_KEY=KEY, PATH="/nowhere"
        )
        assert "pg_dump is not installed" in missing.stderr
        assert list(out.iterdir()) == [file]
    finally:
        cluster.remove()


def everything(url: str) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with psycopg.connect(url) as database:
        tables = [
            name
            for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        return {
            name: sorted(str(row) for row in database.execute(f'SELECT * FROM "{name}"')) for name in tables
        }


@pytest.mark.parametrize("size", [0, 1, sealed.CHUNK - 1, sealed.CHUNK, sealed.CHUNK + 1, 3 * sealed.CHUNK])
def test_what_is_sealed_opens_the_same(tmp_path, size):
    plain, key, file = os.urandom(size), os.urandom(32), tmp_path / "sealed"
    with file.open("wb") as out:
        sealing = Sealing(out, key)
        sealing.write(plain)
        sealing.finish()
    with file.open("rb") as again:
        opening = Opening(again, key)
        assert opening.readall() == plain
    if size > sealed.CHUNK:
        kept = file.read_bytes()
        start = len(sealed.MAGIC) + 39
        chunk = sealed.CHUNK + 16
        swapped = (
            kept[:start]
            + kept[start + chunk : start + 2 * chunk]
            + kept[start : start + chunk]
            + kept[start + 2 * chunk :]
        )
        for wrong in (
            swapped,
            kept[: start + chunk],
            kept[:start] + kept[start + chunk :],
            kept + kept[start:],
        ):
            file.write_bytes(wrong)
            with file.open("rb") as again, pytest.raises(CannotOpen):
                Opening(again, key).readall()
