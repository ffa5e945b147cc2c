"""``goldenthread anchor_trail``: a file to keep elsewhere, by which later changes of the trail are found."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from goldenthread.access import trail_anchor, trail_check
from goldenthread.access.viewer import operator
from goldenthread.jobs.progress import progress


class Command(BaseCommand):
    """Writes an anchor of the trail as it is now."""

    help = "Write an anchor of the trail. Keep it where nobody who can change the database can change it too."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to write."""
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="a file that does not exist yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it. Raises CommandError when the file exists, cannot be written, or writers never pause."""
        file: Path = options["out"]
        by = operator()
        try:
            with progress(trail_check.count_rows(by), "Anchoring the trail") as tick:
                made = trail_anchor.write_anchor(by, file, tick=tick)
        except FileExistsError:
            raise CommandError(
                f"{file} exists already. An anchor is never written over; choose another name."
            ) from None
        except OSError as bad:
            raise CommandError(f"{file} cannot be written: {bad.strerror}.") from bad
        except OperationalError as busy:
            raise CommandError(
                "A long write is going on and the trail did not settle. Try again in a minute."
            ) from busy
        self.stdout.write(
            f"Anchored {made.rows:,} rows up to row {made.last_id} in {file}. Keep it away from this machine; "
            f"check with: goldenthread verify_trail --anchor {file.name}"
        )
