"""Is what we acknowledge really kept? Looks at the database as it runs, not at what the settings say.

SQLite in WAL mode with synchronous=NORMAL, and PostgreSQL with synchronous_commit=off, keep everything when a program is killed and
lose acknowledged reports when the power goes. Nobody would notice before that day, so the house refuses to start.
Sources: sqlite.org/pragma.html#pragma_synchronous, sqlite.org/wal.html (no network file system), PostgreSQL manual 20.5.
"""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, connection

from goldenthread.ground.verdicts import ALLOWED, Verdict, refused

MOUNTS = Path("/proc/mounts")
# File systems of other machines: their locks and their syncing cannot be relied on.
_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gfs2", "ocfs2", "ncpfs", "davfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.davfs2", "fuse.gcsfuse", "fuse.mergerfs-remote",
}  # fmt: skip
_FULL = 2
_SAFE_JOURNALS = {"wal", "delete", "truncate", "persist"}


def durability() -> Verdict:
    """Allowed when the database answers and keeps what it acknowledges; else what is wrong and how to put it right.

    Codes: DATABASE, SYNCHRONOUS, JOURNAL, NETWORK-DISK (SQLite); DATABASE, FSYNC, SYNCHRONOUS-COMMIT, FULL-PAGE-WRITES (PostgreSQL).
    """
    try:
        return _sqlite() if connection.vendor == "sqlite" else _postgresql()
    except (DatabaseError, OSError):
        return refused("DATABASE", "The database does not answer. Is it running, and is DATABASE_URL right?")


def _sqlite() -> Verdict:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = str(cursor.fetchone()[0]).lower()
        cursor.execute("PRAGMA database_list")
        file = cursor.fetchone()[2]
    verdicts = []
    if synchronous < _FULL:
        verdicts.append(
            refused(
                "SYNCHRONOUS",
                "SQLite runs with synchronous below FULL: a power cut loses reports. Set PRAGMA synchronous=FULL.",
            )
        )
    if file and journal not in _SAFE_JOURNALS:
        verdicts.append(
            refused(
                "JOURNAL",
                f"SQLite's journal is {journal}: a crash damages the database. Set PRAGMA journal_mode=WAL.",
            )
        )
    kind = (
        network_kind(Path(file), MOUNTS.read_text(encoding="utf-8", errors="replace"))
        if file and MOUNTS.exists()
        else ""
    )
    if kind:
        verdicts.append(
            refused(
                "NETWORK-DISK",
                f"The SQLite file is on a network disk ({kind}), where it can be damaged. Set GOLDENTHREAD_DATA to a folder on a "
                "disk of this machine, or use PostgreSQL.",
            )
        )
    return ALLOWED.and_(*verdicts)


def _postgresql() -> Verdict:
    wanted = {
        "fsync": ("FSYNC", "a crash of the machine damages the database"),
        "synchronous_commit": ("SYNCHRONOUS-COMMIT", "a crash loses reports that were acknowledged"),
        "full_page_writes": ("FULL-PAGE-WRITES", "a crash of the machine can damage the database"),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(wanted)]
        )
        found = dict(cursor.fetchall())
    return ALLOWED.and_(
        *(
            refused(code, f"PostgreSQL runs with {name}=off: {what}. Set {name} = on.")
            for name, (code, what) in wanted.items()
            if found.get(name, "off") == "off"
        )
    )


def network_kind(file: Path, mounts: str) -> str:
    """The kind of network file system that ``file`` is on, or empty. ``mounts`` is the text of /proc/mounts."""
    best, kind = -1, ""
    where = file.resolve()
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        # Spaces and the like are written as octal in this file.
        point = Path(words[1].encode("latin-1", "replace").decode("unicode_escape"))
        # The last of several mounts at the same place is the one in use.
        if where.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), words[2]
    return kind if kind in _NETWORK else ""
