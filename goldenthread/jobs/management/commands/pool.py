"""``goldenthread pool``: figures of several councils, without any row of a person."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight import tables
from goldenthread.insight.cube import CubeError, write_cube
from goldenthread.insight.engines import spark_over
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import BadPeriod, Period
from goldenthread.insight.language.reading import read_indicators
from goldenthread.insight.pooling import PoolError, pool, tallies_of, tally_together
from goldenthread.insight.snapshots import SnapshotError
from goldenthread.insight.tallies import Tallies
from goldenthread.jobs.progress import progress
from goldenthread.jobs.written import replace_file

UNUSABLE = 2


class Command(BaseCommand):
    """Exit status 0 when the pool was written, 2 when something could not be pooled."""

    help = (
        "Add up the tallies of several councils. Give snapshots (folders) or files that councils tallied themselves with this command. "
        "Only tallies meet, never a row of a person, and only breakdowns that mean the same everywhere. A name ending in .cube keeps "
        "exact tallies, which add up with others and go only to partners under a sharing agreement; a name ending in .csv shows figures "
        "with counts under 5 hidden, and as many more as stop anybody working them out."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to pool, where to, and for which period."""
        parser.add_argument(
            "sources", nargs="+", type=Path, metavar="DIR_OR_FILE", help="snapshots or .cube files"
        )
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="a name ending in .cube or .csv"
        )
        parser.add_argument(
            "--on-spark",
            action="store_true",
            help="count the facts of all these snapshots together on Spark (needs pyspark and Java; without each council by itself)",
        )
        parser.add_argument("--period", metavar="2025-26", help="for .csv: a month, quarter or year")

    def handle(self, *args: Any, **options: Any) -> None:
        """Pool. Raises CommandError (exit 2) for what cannot be pooled or written."""
        out: Path = options["out"]
        if out.suffix not in (".cube", ".csv"):
            raise CommandError(f"{out}: the name must end in .cube or .csv.", returncode=UNUSABLE)
        if out.suffix == ".csv" and not options["period"]:
            raise CommandError("Say for which period, for example --period 2025-26.", returncode=UNUSABLE)
        try:
            self._pool(options["sources"], out, options["period"], on_spark=options["on_spark"])
        except (PoolError, CubeError, SnapshotError, CatalogueError, BadPeriod) as bad:
            raise CommandError(str(bad), returncode=UNUSABLE) from bad
        except ImportError as missing:
            raise CommandError(_install(missing), returncode=UNUSABLE) from missing
        except OSError as bad:
            raise CommandError(f"{bad.filename or out}: {bad.strerror}.", returncode=UNUSABLE) from bad

    def _pool(self, sources: list[Path], out: Path, period: str | None, *, on_spark: bool) -> None:
        indicators = read_indicators(fact_tables())
        if on_spark:
            pooled = tally_together(sources, indicators, over=spark_over)
        else:
            with progress(len(sources), "Tallying", unit="councils") as tick:
                pooled = pool(_each(sources, indicators, tick))
        if out.suffix == ".cube":
            write_cube(out, pooled, agreed_only=True)
        else:
            found = tables.rows(
                indicators.values(),
                pooled,
                [Period.read(period or "")],
                fact_tables(),
                breakdowns=True,
                hide_below=LIMIT,
            )
            replace_file(out, tables.as_csv(found))
        many = len(pooled.sources)
        self.stdout.write(
            f"{out}: {many} council{'s' if many > 1 else ''}, {len(pooled.versions)} indicators."
        )


def _install(missing: ImportError) -> str:
    """What to install, in words."""
    if str(missing.name).startswith("pyspark"):
        return "Spark is not installed. Install it, after Java 17, with: make spark"
    return "Counting needs more packages. Install them with: pip install 'goldenthread[analytics]'"


def _each(
    sources: list[Path], indicators: dict[str, Indicator], tick: Callable[[int], object]
) -> Iterator[Tallies]:
    for path in sources:
        yield tallies_of(path, indicators)
        tick(1)
