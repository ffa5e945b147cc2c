"""``goldenthread restore``: a sealed backup brought back, and checked before it counts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.jobs.backups import BackupFailed, restore
from goldenthread.jobs.progress import progress
from goldenthread.jobs.sealed import CannotOpen, read_key


class Command(BaseCommand):
    """Restores into an empty folder or an empty database."""

    help = "Bring a backup back into an empty folder (SQLite) or an empty PostgreSQL database, and check every table and the trail."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The file, where to, and the key."""
        parser.add_argument("file", type=Path, help="a file written by backup")
        parser.add_argument(
            "--into", required=True, metavar="FOLDER|DATABASE_URL", help="an empty folder or empty database"
        )
        parser.add_argument(
            "--key-file", type=Path, help="the key it was sealed with, else GOLDENTHREAD_BACKUP_KEY"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore. Raises CommandError when the file, the key or a check is wrong; then nothing is left behind."""
        file: Path = options["file"]
        try:
            key = read_key(options["key_file"])
            with progress(file.stat().st_size, "Restoring", unit="B") as tick:
                found = restore(file, key, options["into"], tick=tick)
        except (BackupFailed, CannotOpen) as bad:
            raise CommandError(str(bad)) from bad
        except OSError as bad:
            raise CommandError(f"{bad.filename or file}: {bad.strerror}.") from bad
        self.stdout.write(
            f"Restored {found.total:,} rows of {len(found.rows)} tables as they were at {found.made_at}; "
            "every table has its rows and the trail is sound."
        )
        if found.kind == "sqlite":
            self.stdout.write(f"To use it: GOLDENTHREAD_DATA={options['into']}")
