"""``goldenthread synthesise``: facts of made-up councils, after the published national figures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from goldenthread.ground import moment


class Command(BaseCommand):
    """Write a made-up England."""

    help = (
        "Write the facts of made-up councils, one folder for each, laid out like snapshots. They follow the published national "
        "figures and differ between councils as those do (docs/explanation/made-up-england.md). Nobody in them exists. "
        "The same numbers write the same files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much, and where to."""
        parser.add_argument("--councils", type=int, default=153, help="how many councils (153)")
        parser.add_argument(
            "--concerns", type=int, default=600_000, help="concerns in all, of all years (600000)"
        )
        parser.add_argument("--years", type=int, default=1, help="financial years (1)")
        parser.add_argument(
            "--last-year", metavar="2025-26", help="the last financial year (the latest that is over)"
        )
        parser.add_argument("--seed", type=int, default=42, help="another seed makes another England (42)")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="an empty folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, with a progress bar. Raises CommandError for numbers or a folder that cannot be used."""
        try:
            from worlds.england.england import last_year_ended, write_england
        except ImportError as missing:
            raise CommandError(
                "This needs the packages for counting. Install them with: pip install 'goldenthread[analytics]'"
            ) from missing
        named = options["last_year"]
        last = _year(named) if named else last_year_ended(moment.today())
        quiet = not sys.stderr.isatty()
        with tqdm(
            total=options["concerns"], desc="Making up", unit=" concerns", disable=quiet, leave=False
        ) as bar:
            try:
                made = write_england(
                    options["out"],
                    councils=options["councils"],
                    concerns=options["concerns"],
                    years=options["years"],
                    last=last,
                    seed=options["seed"],
                    tick=bar.update,
                )
            except (ValueError, FileExistsError) as bad:
                raise CommandError(str(bad)) from bad
            except OSError as bad:
                raise CommandError(f"{bad.filename}: {bad.strerror}.") from bad
        self.stdout.write(
            f"{options['out']} holds {made.rows:,} rows of facts: {made.concerns:,} concerns of {made.councils:,} made-up councils."
        )


def _year(text: str) -> int:
    """The first calendar year of a financial year. Raises CommandError."""
    first, _, second = text.partition("-")
    if not (len(first) == 4 and first.isdigit() and second == f"{(int(first) + 1) % 100:02d}"):
        raise CommandError(f"--last-year is a financial year such as 2025-26, not {text}.")
    return int(first)
