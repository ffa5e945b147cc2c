"""``goldenthread snapshot --out DIR``: nameless facts, written for counting."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access.viewer import operator
from goldenthread.insight.snapshots import SnapshotError
from goldenthread.insight.snapshots.writing import write_snapshot
from goldenthread.jobs.progress import progress


class Command(BaseCommand):
    """Writes a snapshot, or brings one up to date."""

    help = (
        "Write the facts that rooms publish, without names, as Parquet files by month. Run again, it writes only the months whose "
        "rows could have changed. It may be stopped at any time and run again."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and whether everything."""
        parser.add_argument(
            "--out", type=Path, required=True, metavar="DIR", help="the folder of the snapshot"
        )
        parser.add_argument("--anew", action="store_true", help="write every month again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write. Raises CommandError when the folder cannot be written or holds something else."""
        folder: Path = options["out"]
        try:
            with ExitStack() as stack:

                def begin(total: int) -> Callable[[int], object]:
                    return stack.enter_context(progress(total, "Writing facts", unit="files"))

                done = write_snapshot(operator(), folder, anew=options["anew"], begin=begin)
        except SnapshotError as bad:
            raise CommandError(str(bad)) from bad
        except ImportError as missing:
            raise CommandError(
                "Snapshots need the packages for counting. Install them with: pip install 'goldenthread[analytics]'"
            ) from missing
        except OSError as bad:
            raise CommandError(f"{bad.filename or folder}: {bad.strerror}.") from bad
        self.stdout.write(
            f"{folder} holds {done.rows:,} rows of facts: {done.written:,} files written, {done.kept:,} left as they were."
        )
