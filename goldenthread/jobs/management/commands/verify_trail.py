"""``goldenthread verify_trail``: is the trail as it was written?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access import trail_anchor, trail_check
from goldenthread.access.trail_check import Fault
from goldenthread.access.viewer import operator
from goldenthread.ground.moment import LONDON
from goldenthread.jobs.progress import progress


class Command(BaseCommand):
    """Recomputes every hash and names every fault. Exit status 0 when the trail is sound, 1 when it is not."""

    help = (
        "Check the trail: finds rows altered, removed, inserted, moved or rewritten, and names them. With --anchor also what "
        "somebody changed who could mend the hashes."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The anchor, and how far back to look."""
        parser.add_argument("--anchor", type=Path, help="a file written by anchor_trail and kept elsewhere")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="a quick look: only the whole chains of subjects with a row since that day",
        )
        parser.add_argument(
            "--most", type=int, default=100, help="how many faults to print (100); all are counted"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and report. Raises CommandError for a file that is no anchor, and SystemExit(1) when faults were found."""
        anchor: Path | None = options["anchor"]
        if anchor and options["since"]:
            raise CommandError(
                "--since cannot be used with --anchor: an anchor is compared with the whole trail."
            )
        by = operator()
        rows = trail_check.count_rows(by)
        found = 0
        with progress(rows * (2 if anchor else 1), "Checking the trail") as tick:
            try:
                for fault in self._faults(anchor, options["since"], tick):
                    found += 1
                    if found <= options["most"]:
                        self.stdout.write(str(fault))
            except (trail_anchor.BadAnchor, OSError) as bad:
                raise CommandError(str(bad)) from bad
        if found > options["most"]:
            self.stdout.write(f"… and {found - options['most']} more")
        against = f" and against {anchor.name}" if anchor else ""
        looked = f"since {options['since']}" if options["since"] else f"{rows:,} rows"
        if found:
            self.stdout.write(
                f"The trail is not sound: {found} fault{'s' if found > 1 else ''} ({looked} checked{against})."
            )
            raise SystemExit(1)
        self.stdout.write(f"The trail is sound: {looked} checked{against}.")

    @staticmethod
    def _faults(anchor: Path | None, since: date | None, tick: trail_check.Tick) -> Iterator[Fault]:
        start = datetime.combine(since, time.min, tzinfo=LONDON) if since else None
        yield from trail_check.check_chains(operator(), since=start, tick=tick)
        if anchor:
            yield from trail_anchor.check_anchor(operator(), anchor, tick=tick)
