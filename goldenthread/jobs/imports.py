"""Bringing in a file of concerns: good rows are kept, bad rows explained, and running again changes nothing."""

from __future__ import annotations

import csv
import difflib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from django.db import DatabaseError, InterfaceError, OperationalError

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.intake import FIELDS, FieldError, Report, check_report
from goldenthread.concerns.procedures.intake import receive_many
from goldenthread.concerns.vocabulary import Channel
from goldenthread.ground import moment
from goldenthread.ground.spreadsheets import neutral, original
from goldenthread.jobs.csv_rows import CsvRows, RawRow, UnusableFile, readable

BATCH = 2000
# The two columns that a file of rejected rows has before the original ones; such a file may be put right and imported.
EXTRA = ("row", "reasons")
_NEEDED = ("external_ref", "raised_at", "narrative")
_POINTING = ("adult_given_name", "adult_family_name", "adult_nhs_number", "adult_address")


@dataclass
class Tally:
    """How it went; ``read`` is always the sum of the others."""

    read: int = 0
    kept: int = 0
    rejected: int = 0
    held: int = 0

    def __str__(self) -> str:
        return f"read {self.read}, kept {self.kept}, rejected {self.rejected}, already held {self.held}"


@dataclass(frozen=True)
class Rejected:
    """A row that was not kept, with its cells as they came, and why."""

    row: RawRow
    reasons: tuple[str, ...]


def template() -> str:
    """The header line that a file must have, in any order; columns not needed may be left out."""
    return ",".join(FIELDS)


@dataclass
class Import:
    """One file being brought in for one agency (``by.agency_id``)."""

    by: Viewer
    file: BinaryIO
    tick: Callable[[int], object] = lambda size: None
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        """Read and check the header. Raises UnusableFile."""
        self.rows = CsvRows(self.file, self.tick)
        self.header = self.rows.header
        _check_header(self.header)
        self._ours = {"row", "reasons"} <= set(self.header)
        self._first_seen: dict[str, int] = {}

    def run(self) -> Iterator[Rejected]:
        """Bring in every row, a batch in one transaction at a time, and give each rejected row."""
        batch: list[tuple[RawRow, Report]] = []
        for row in self.rows.rows():
            self.tally.read += 1
            report, reasons = self._check(row)
            if report is None:
                yield self._reject(row, reasons)
                continue
            batch.append((row, report))
            if len(batch) == BATCH:
                yield from self._keep(batch)
                batch = []
        yield from self._keep(batch)

    def _check(self, row: RawRow) -> tuple[Report | None, tuple[str, ...]]:
        if row.fault:
            return None, (row.fault,)
        cells = [original(cell) for cell in row.cells] if self._ours else row.cells
        raw = {
            name: cell.strip(" \u00a0")
            for name, cell in zip(self.header, cells, strict=True)
            if name not in EXTRA
        }
        report, errors = check_report(raw, now=moment.now(), external_ref_needed=True)
        if report is None:
            return None, tuple(_words(error) for error in errors)
        first = self._first_seen.setdefault(report.external_ref, row.number)
        if first != row.number:
            return None, (
                f"external_ref: This reference stands in row {first} already. Give each report its own. (INT-05)",
            )
        return report, ()

    def _keep(self, batch: list[tuple[RawRow, Report]]) -> Iterator[Rejected]:
        """Store a batch; where the database refuses it, its halves, so that one row never takes others with it."""
        if not batch:
            return
        try:
            answers = receive_many(self.by, reports=[report for _, report in batch], channel=Channel.FILE)
        except (OperationalError, InterfaceError):
            raise
        except DatabaseError as refused:
            if len(batch) == 1:
                told = f"The database could not keep this row ({type(refused).__name__}). Tell your administrator."
                yield self._reject(batch[0][0], (told,))
                return
            middle = len(batch) // 2
            yield from self._keep(batch[:middle])
            yield from self._keep(batch[middle:])
            return
        held = sum(answer.repeated for answer in answers)
        self.tally.held += held
        self.tally.kept += len(answers) - held

    def _reject(self, row: RawRow, reasons: tuple[str, ...]) -> Rejected:
        self.tally.rejected += 1
        return Rejected(row, reasons)


@contextmanager
def rejects_file(path: Path, header: list[str]) -> Iterator[Callable[[Rejected], None]]:
    """A file of rejected rows: why, then the cells as they came. It takes its name only when it is complete."""
    part = path.with_name(path.name + ".part")
    own = [name for name in header if name not in EXTRA]
    places = [place for place, name in enumerate(header) if name not in EXTRA]
    with part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*EXTRA, *own])

        def write(rejected: Rejected) -> None:
            cells = rejected.row.cells
            again = len(header) != len(own)
            # A row of a rejects file has its apostrophes already; its two extra columns are written anew.
            kept = (
                [cells[p] for p in places if p < len(cells)] + cells[len(header) :]
                if again
                else [neutral(c) for c in cells]
            )
            writer.writerow(
                [
                    rejected.row.number,
                    neutral(" | ".join(rejected.reasons)),
                    *(readable(cell) for cell in kept),
                ]
            )

        yield write
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def list_on(stream: TextIO, most: int) -> Callable[[Rejected], None]:
    """Without a file for them, rejected rows are listed on a stream, the first ``most`` of them."""
    shown = 0

    def write(rejected: Rejected) -> None:
        nonlocal shown
        shown += 1
        if shown <= most:
            stream.write(f"row {rejected.row.number}: {' | '.join(readable(r) for r in rejected.reasons)}\n")
        elif shown == most + 1:
            stream.write("… and more. Use --rejects OUT.csv to have every rejected row with its reasons.\n")

    return write


def _words(error: FieldError) -> str:
    return f"{error.field}: {error.message} ({error.code})"


def _check_header(header: list[str]) -> None:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise UnusableFile(
            "The columns must be separated by commas. Save the file again as “CSV UTF-8 (comma delimited)”."
        )
    faults = []
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.append(f"The column “{readable(name)}” is there twice. Leave one.")
        if name not in FIELDS and name not in EXTRA:
            near = difflib.get_close_matches(name, FIELDS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            faults.append(f"There is no column “{readable(name[:60])}”.{hint}")
        if len(faults) > 20:
            break
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        faults.append(f"These columns are missing: {', '.join(missing)}.")
    if not any(name in header for name in _POINTING):
        faults.append(f"Something must say who the adult is: one of {', '.join(_POINTING)}.")
    if faults:
        raise UnusableFile(
            " ".join([*faults, "Nothing was imported. Run with --template to see the header."])
        )
