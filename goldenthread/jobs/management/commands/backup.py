"""``goldenthread backup``: everything in one sealed file, while people work."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.jobs.backups import BackupFailed, back_up
from goldenthread.jobs.progress import progress
from goldenthread.jobs.sealed import CannotOpen, read_key


class Command(BaseCommand):
    """Writes a sealed backup of the whole database."""

    help = (
        "Back up the database into one sealed file. The key comes from --key-file or GOLDENTHREAD_BACKUP_KEY."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and the key."""
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="a file that does not exist yet"
        )
        parser.add_argument(
            "--key-file", type=Path, help="a file with 32 bytes in base64; keep it away from the backups"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it. Raises CommandError when it cannot be made; then there is no file."""
        try:
            key = read_key(options["key_file"])
            with progress(None, "Backing up", unit="B") as tick:
                made = back_up(options["out"], key, tick=tick)
        except FileExistsError:
            raise CommandError(
                f"{options['out']} exists already. A backup is never written over; choose another name."
            ) from None
        except (BackupFailed, CannotOpen) as bad:
            raise CommandError(str(bad)) from bad
        except OSError as bad:
            raise CommandError(f"{options['out']} cannot be written: {bad.strerror}.") from bad
        size = options["out"].stat().st_size
        self.stdout.write(
            f"Backed up {made.total:,} rows of {len(made.rows)} tables in {size / 1e6:,.1f} MB: {options['out']}"
        )
