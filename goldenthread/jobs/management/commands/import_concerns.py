"""``goldenthread import_concerns FILE.csv``: bring in concerns from a file."""

from __future__ import annotations

import argparse
import difflib
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, OperationalError

from goldenthread.access.procedures import add_agency
from goldenthread.access.queries import AgencyName, agencies
from goldenthread.access.viewer import Viewer, operator
from goldenthread.access.vocabulary import AgencyKind
from goldenthread.ground import local_policy, moment
from goldenthread.jobs.csv_rows import UnusableFile
from goldenthread.jobs.imports import Import, Tally, list_on, rejects_file, template
from goldenthread.jobs.progress import progress

UNUSABLE, SOME_REJECTED, LISTED = 2, 3, 50


class Command(BaseCommand):
    """Exit status 0 when every row is held, 3 when some were rejected, 2 when the file could not be used."""

    help = (
        "Bring in concerns from a CSV file in UTF-8. Good rows are kept; bad rows are written with reasons to the file named by "
        "--rejects, which can be put right and imported in its turn. Running again changes nothing: a row is known by its "
        "external_ref. Dates are written year-month-day."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The file, where rejected rows go, and whose rows they are."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help="the file to bring in")
        parser.add_argument(
            "--rejects", type=Path, metavar="OUT.csv", help="where rejected rows are written, with reasons"
        )
        parser.add_argument(
            "--agency", default="", metavar="NAME", help="whose concerns these are (the council's own)"
        )
        parser.add_argument(
            "--template", action="store_true", help="print the header that the file must have, and stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError (exit 2) for a file that cannot be used, SystemExit(3) when rows were rejected."""
        if options["template"]:
            self.stdout.write(template())
            return
        path: Path | None = options["file"]
        if path is None:
            raise CommandError(
                "Name the file to bring in, or use --template to see its header.", returncode=UNUSABLE
            )
        if options["rejects"] and options["rejects"].resolve() == path.resolve():
            raise CommandError(
                "--rejects must name another file than the one that is read.", returncode=UNUSABLE
            )
        try:
            tally = self._run(path, options["rejects"], self._whose(options["agency"]))
        except UnusableFile as unusable:
            raise CommandError(f"{path}: {unusable}", returncode=UNUSABLE) from unusable
        except OSError as fault:
            raise CommandError(f"{fault.filename or path}: {fault.strerror}.", returncode=UNUSABLE) from fault
        except (DatabaseError, InterfaceError) as fault:
            told = "The database did not answer. What was kept so far is kept. Mend it (goldenthread migrate), then run this again."
            raise CommandError(f"{told} ({type(fault).__name__})", returncode=UNUSABLE) from fault
        self.stdout.write(str(tally))
        if tally.rejected:
            raise SystemExit(SOME_REJECTED)

    def _run(self, path: Path, rejects: Path | None, by: Viewer) -> Tally:
        with ExitStack() as stack:
            file = stack.enter_context(path.open("rb"))
            tick = stack.enter_context(progress(path.stat().st_size, "Importing", unit="bytes"))
            job = Import(by, file, tick)
            write = (
                stack.enter_context(rejects_file(rejects, job.header))
                if rejects
                else list_on(sys.stderr, LISTED)
            )
            for rejected in job.run():
                write(rejected)
        return job.tally

    def _whose(self, name: str) -> Viewer:
        try:
            agency = _agency(name)
        except (OperationalError, InterfaceError, DatabaseError) as fault:
            told = "The database cannot be read. Run goldenthread migrate, then run this again."
            raise CommandError(f"{told} ({type(fault).__name__})", returncode=UNUSABLE) from fault
        return replace(operator(), agency_id=agency.id, agency_name=agency.name, agency_kind=agency.kind)


def _agency(name: str) -> AgencyName:
    held = agencies()
    if name:
        found = [agency for agency in held if agency.name.casefold() == name.strip().casefold()]
        if not found:
            near = difflib.get_close_matches(name, [agency.name for agency in held], n=3)
            hint = (
                f" Did you mean {' or '.join(near)}?"
                if near
                else " An administrator adds agencies in Settings."
            )
            raise CommandError(f"There is no agency “{name}”.{hint}", returncode=UNUSABLE)
        return found[0]
    own = local_policy.current().on(moment.today()).council
    councils = [agency for agency in held if agency.kind == AgencyKind.COUNCIL.value]
    councils.sort(key=lambda agency: agency.name != own)
    if councils:
        return councils[0]
    made = add_agency(operator(), name=own, kind=AgencyKind.COUNCIL)
    return AgencyName(made, own, AgencyKind.COUNCIL.value)
