"""``goldenthread indicators``: every figure, with what it is made of."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access.viewer import operator
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight import population, tables
from goldenthread.insight.cube import NAME, tally_snapshot, write_cube
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import BadPeriod, Grain, Period
from goldenthread.insight.language.reading import read_indicators
from goldenthread.insight.outside import guard
from goldenthread.insight.population import Population
from goldenthread.insight.queries import population as own_population
from goldenthread.insight.readings import Populations, Reading, reading
from goldenthread.insight.snapshots import SnapshotError
from goldenthread.insight.snapshots.writing import write_snapshot
from goldenthread.insight.tallies import Tallies
from goldenthread.insight.wider import Wider
from goldenthread.jobs.progress import progress
from goldenthread.jobs.written import replace_file

UNUSABLE = 2


class Command(BaseCommand):
    """Exit status 0 when the figures were printed or written, 2 when something could not be used."""

    help = (
        "Print every indicator with its numerator, denominator and value, the moment of its facts and the version of its definition; "
        "or write them as CSV or JSON. Without --facts it first takes a snapshot of this installation's own records."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The facts, the period, which indicators, and where to."""
        parser.add_argument(
            "--facts", type=Path, metavar="DIR", help="a snapshot (own records when it is not given)"
        )
        when = parser.add_mutually_exclusive_group()
        when.add_argument(
            "--month", metavar="2025-06", help="a month (the newest that is over, when nothing is given)"
        )
        when.add_argument("--year", metavar="2025-26", help="a financial year, 1 April to 31 March")
        parser.add_argument(
            "--key", action="append", metavar="D1", help="only this indicator; may be given again"
        )
        parser.add_argument(
            "--breakdowns", action="store_true", help="with every breakdown (only with --out)"
        )
        parser.add_argument(
            "--published", action="store_true", help="hide small numbers, for readers outside the council"
        )
        parser.add_argument(
            "--population",
            type=Path,
            metavar="FILE.toml",
            help="adults of the area, for rates (of own records: those in the policy folder)",
        )
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help="where to: a name ending in .csv or .json"
        )
        parser.add_argument(
            "--cube", action="store_true", help=f"keep all tallies in DIR/{NAME}, for dashboards"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Count. Raises CommandError (exit 2) for a period, key, folder or file that cannot be used."""
        out: Path | None = options["out"]
        if out is not None and out.suffix.lower() not in (".csv", ".json"):
            raise CommandError(f"{out}: the name must end in .csv or .json.", returncode=UNUSABLE)
        if options["breakdowns"] and out is None:
            raise CommandError("Breakdowns are many rows: name a file with --out.", returncode=UNUSABLE)
        if options["cube"] and options["facts"] is None:
            raise CommandError(
                "Name the snapshot with --facts: its tallies are kept beside it.", returncode=UNUSABLE
            )
        try:
            self._count(out, options)
        except (BadPeriod, SnapshotError, CatalogueError) as bad:
            raise CommandError(str(bad), returncode=UNUSABLE) from bad
        except ImportError as missing:
            raise CommandError(
                "Counting needs more packages. Install them with: pip install 'goldenthread[analytics]'",
                returncode=UNUSABLE,
            ) from missing
        except OSError as bad:
            raise CommandError(f"{bad.filename or out}: {bad.strerror}.", returncode=UNUSABLE) from bad

    def _count(self, out: Path | None, options: dict[str, Any]) -> None:
        every = read_indicators(fact_tables())
        chosen, asked = _chosen(every, options["key"]), _asked(options)
        people = population.load(options["population"]) if options["population"] else _own(options)
        populations = {"adults": people.total} if people else {}
        with ExitStack() as stack:
            folder = options["facts"]
            if folder is None:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="goldenthread-facts-")))
                tick = stack.enter_context(progress(None, "Writing facts"))
                write_snapshot(operator(), folder, begin=lambda total: tick)
            tallies = tally_snapshot(
                folder, every if options["cube"] else {each.key: each for each in chosen}
            )
        period = asked or _newest(tallies)
        if options["cube"]:
            size = write_cube(folder / NAME, tallies)
            self.stdout.write(f"{folder / NAME}: {len(tallies.versions)} indicators, {size / 1000:,.0f} kB.")
        if out is None:
            self._print(chosen, tallies, period, populations, outside=options["published"])
            return
        found = tables.rows(
            chosen,
            tallies,
            [period],
            fact_tables(),
            populations=populations,
            breakdowns=options["breakdowns"],
            hide_below=LIMIT if options["published"] else 0,
        )
        replace_file(out, tables.as_json(found) if out.suffix.lower() == ".json" else tables.as_csv(found))
        self.stdout.write(f"{out}: {len(chosen)} indicators for {period}.")

    def _print(
        self,
        chosen: Iterable[Indicator],
        tallies: Tallies,
        period: Period,
        populations: Populations,
        *,
        outside: bool,
    ) -> None:
        (source,) = tallies.sources
        first = reading(next(each for each in chosen if each.counting), tallies, period)
        note = "" if first.complete else ", which is not over or not wholly counted"
        self.stdout.write(
            f"{source.council}, {period}{note}. Facts as at {source.as_at[:16].replace('T', ' ')}."
        )
        chosen = list(chosen)
        wider = Wider({each.key: each for each in chosen}, lambda _: tallies)
        for each in chosen:
            if each.counting is None:
                self.stdout.write(f"{each.key:20} {each.name}: {_not_counted(each)}")
                continue
            found = wider.knowing(reading(each, tallies, period, populations=populations))
            self.stdout.write(f"{each.key:20} {each.name}: {_line(found, outside=outside)}  [{each.version}]")


def _not_counted(each: Indicator) -> str:
    """Why an indicator has no figure of its own, in words."""
    if each.supplied:
        return f"supplied by agencies, as measure {', '.join(each.supplied)} of the performance framework"
    return f"waits for {each.waits_for}" if each.waits_for else f"read {', '.join(each.made_of)} by group"


def _line(found: Reading, *, outside: bool) -> str:
    if outside:
        return guard(found)[0].sentence
    of = "" if found.counting.denominator is None else f" of {_number(found.denominator)}"
    value = (
        f" = {found.shown} {found.unit}"
        if of
        else f", {found.shown} {found.unit} in the middle"
        if found.unit
        else ""
    )
    over = "".join(f", {many:,} over {days}" for days, many in found.over.items())
    return f"{_number(found.numerator)}{of}{value}{over}"


def _number(count: int | None) -> str:
    return "[x]" if count is None else f"{count:,}"


def _chosen(every: dict[str, Indicator], keys: list[str] | None) -> list[Indicator]:
    for key in keys or ():
        if key not in every:
            raise CatalogueError(f"There is no indicator {key}. There are: {', '.join(every)}.")
    chosen = [each for key, each in every.items() if not keys or key in keys]
    if not any(each.counting for each in chosen):
        why = "; ".join(f"{each.key} {_not_counted(each)}" for each in chosen)
        raise CatalogueError(f"Nothing here can be counted: {why}.")
    return chosen


def _asked(options: dict[str, Any]) -> Period | None:
    """The period that was asked for; None when none was."""
    words = options["month"] or options["year"]
    if not words:
        return None
    wanted = Grain.MONTH if options["month"] else Grain.YEAR
    period = Period.read(words)
    if wanted is Grain.YEAR and period.grain is Grain.MONTH and (int(words[:4]) + 1) % 100 == int(words[5:]):
        # 2009-10 could be either; it was given as a year.
        period = Period(Grain.YEAR, int(words[:4]))
    if period.grain is not wanted:
        raise BadPeriod(f"“{words}” is not a {wanted.value}. Write --month 2025-06 or --year 2025-26.")
    return period


def _own(options: dict[str, Any]) -> Population | None:
    """The council's own adults, for its own records; facts of somewhere else are not divided by them."""
    return own_population() if options["facts"] is None else None


def _newest(tallies: Tallies) -> Period:
    """The newest month that is over."""
    over = [month for month in tallies.months if tallies.complete(Period(Grain.MONTH, month))]
    return Period(Grain.MONTH, over[-1] if over else tallies.months[-1])
