"""``goldenthread build_demo``: a made-up council with more than a year of work, built through the procedures people use."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from goldenthread.access.queries import agencies
from goldenthread.ground import moment
from worlds.sandgate import build


class Command(BaseCommand):
    """Build Sandgate in an empty database."""

    help = "Build the made-up council of the demo in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument(
            "--adults", type=int, default=12_000, help="adults in the council's area (default 12000)"
        )
        parser.add_argument("--seed", type=int, default=42, help="another seed makes other cases")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when a council is there already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, with a progress bar."""
        if agencies():
            if options["if_empty"]:
                return
            raise CommandError(
                "This database holds a council already. Choose another data folder, or an empty database."
            )
        cases = 0
        with tqdm(desc="Building Sandgate", unit=" cases", disable=not sys.stderr.isatty()) as bar:

            def begun(total: int) -> None:
                nonlocal cases
                cases += 1
                bar.total = total
                bar.update()

            deeds = build(now=moment.now(), adults=options["adults"], seed=options["seed"], begun=begun)
        self.stdout.write(f"Sandgate is built: {cases:,} cases, {deeds:,} moments of work.")
