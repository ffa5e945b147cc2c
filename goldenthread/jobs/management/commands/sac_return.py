"""``goldenthread sac_return --year 2025-26 --out FILE``: the national return."""

from __future__ import annotations

import argparse
import csv
import io
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access.viewer import operator
from goldenthread.ground import moment
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight import population
from goldenthread.insight.sac import tidy, workbook
from goldenthread.insight.sac.checks import keys_behind
from goldenthread.insight.sac.keeping import KeptError, keep
from goldenthread.insight.sac.prepare import Prepared, prepare
from goldenthread.insight.sac.published import publish
from goldenthread.insight.sac.source import facts_of
from goldenthread.insight.sac.values import NoSuchFacts
from goldenthread.insight.sac.year import BadYear
from goldenthread.insight.snapshots import SnapshotError
from goldenthread.insight.snapshots.writing import write_snapshot
from goldenthread.jobs.progress import progress

UNUSABLE, KEYS_SHOWN = 2, 5


class Command(BaseCommand):
    """Exit status 0 when the return was written (findings are told, not refused), 2 when something could not be used."""

    help = (
        "Write the Safeguarding Adults Collection of a year: as a workbook laid out for submission (.xlsx) or as tidy CSV (.csv). "
        "Without --facts it first takes a snapshot of this installation's own records. --check tells what to put right or explain "
        "before submission. --published writes the view that may be shown outside the council."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The year, the facts, where to, and in which view."""
        parser.add_argument("--year", required=True, metavar="2025-26", help="the year, 1 April to 31 March")
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help="where to: a name ending in .xlsx or .csv"
        )
        parser.add_argument(
            "--facts", type=Path, metavar="DIR", help="a snapshot (own records when it is not given)"
        )
        parser.add_argument(
            "--keep",
            type=Path,
            metavar="DIR",
            help="freeze this return there, as an edition never written again",
        )
        parser.add_argument(
            "--reason", default="", metavar="WORDS", help="why it is restated, from the second edition on"
        )
        parser.add_argument("--check", action="store_true", help="print what to put right or explain")
        parser.add_argument(
            "--keys", type=Path, metavar="FILE.csv", help="write the keys of the cases behind each finding"
        )
        parser.add_argument(
            "--published", action="store_true", help="write the view with small numbers protected"
        )
        parser.add_argument(
            "--stricter", action="store_true", help="published, and nothing can be worked back from totals"
        )
        parser.add_argument(
            "--population", type=Path, metavar="FILE.toml", help="adults of the area, for published rates"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write. Raises CommandError (exit 2) for a year, folder, file or facts that cannot be used."""
        out: Path | None = options["out"]
        if out is None and not (options["check"] or options["keys"] or options["keep"]):
            raise CommandError(
                "Name the file to write with --out, or use --check or --keep.", returncode=UNUSABLE
            )
        if out is not None and out.suffix.lower() not in (".xlsx", ".csv"):
            raise CommandError(f"{out}: the name must end in .xlsx or .csv.", returncode=UNUSABLE)
        try:
            with tempfile.TemporaryDirectory(prefix="goldenthread-sac-") as scratch:
                folder = options["facts"] or self._own_facts(Path(scratch))
                prepared = prepare(options["year"], facts_of(folder))
                self._write(prepared, out, options)
        except (BadYear, NoSuchFacts, SnapshotError, CatalogueError, KeptError) as bad:
            raise CommandError(str(bad), returncode=UNUSABLE) from bad
        except ImportError as missing:
            raise CommandError(
                "Counting needs more packages. Install them with: pip install 'goldenthread[analytics]'",
                returncode=UNUSABLE,
            ) from missing
        except OSError as bad:
            raise CommandError(f"{bad.filename or out}: {bad.strerror}.", returncode=UNUSABLE) from bad

    def _own_facts(self, scratch: Path) -> Path:
        with progress(None, "Writing facts") as tick:
            write_snapshot(operator(), scratch, begin=lambda total: tick)
        return scratch

    def _write(self, prepared: Prepared, out: Path | None, options: dict[str, Any]) -> None:
        if out is not None:
            _replace(out, _content(prepared, out, options))
            cells = prepared.found.cells.values()
            supplied = sum(cell.value is not None for cell in cells)
            self.stdout.write(
                f"{out}: the return of {prepared.found.council} for {prepared.found.year}, "
                f"{supplied:,} of {len(cells):,} cells supplied. Rules: {prepared.found.layout.rule_version}."
            )
        if options["keep"] is not None:
            self._keep(prepared, options["keep"], options["reason"])
        if options["keys"] is not None:
            _replace(options["keys"], _keys(prepared))
        if options["check"]:
            self._tell(prepared)
        elif prepared.findings:
            told = len(prepared.findings)
            self.stdout.write(
                f"{told} finding{'s' if told > 1 else ''} before submission: see them with --check."
            )

    def _keep(self, prepared: Prepared, folder: Path, reason: str) -> None:
        edition = keep(prepared, folder, at=moment.now(), reason=reason)
        if not edition.is_new:
            self.stdout.write(f"Nothing differs from edition {edition.number} in {edition.folder}.")
            return
        self.stdout.write(f"Edition {edition.number} is kept in {edition.folder}.")
        if edition.number > 1:
            self.stdout.write(
                f"{len(edition.changed):,} cells differ from the edition before: see changes.csv."
            )
        self.stdout.write(f"Write this in the minutes of its sign-off: {edition.digest}")

    def _tell(self, prepared: Prepared) -> None:
        for finding in prepared.findings:
            self.stdout.write(f"{finding.code}  {finding.where}: {finding.words}")
            if finding.count:
                keys = ", ".join(str(key) for key in finding.cases[:KEYS_SHOWN])
                more = f" ({keys}{', …' if finding.count > KEYS_SHOWN else ''})" if keys else ""
                self.stdout.write(f"        {finding.count:,} behind it{more}")
        if not prepared.findings:
            self.stdout.write("The checks found nothing to put right or explain.")


def _content(prepared: Prepared, out: Path, options: dict[str, Any]) -> bytes:
    is_book = out.suffix.lower() == ".xlsx"
    if not (options["published"] or options["stricter"]):
        if is_book:
            return workbook.of_return(prepared.found, prepared.findings)
        return tidy.content(tidy.rows_of_return(prepared.found))
    people = population.load(options["population"]) if options["population"] else None
    lines = publish(prepared.found, stricter=options["stricter"], people=people)
    if is_book:
        return workbook.of_published(prepared.found, lines, stricter=options["stricter"])
    return tidy.content(tidy.rows_of_published(lines))


def _keys(prepared: Prepared) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("rule", "where", "facts", "key"))
    for finding in prepared.findings:
        for key in keys_behind(finding, prepared.found, prepared.facts):
            writer.writerow((finding.code, neutral(finding.where), finding.facts, key))
    return text.getvalue().encode()


def _replace(path: Path, content: bytes) -> None:
    """Put the whole file in place at once: one that was there stays until this one is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
