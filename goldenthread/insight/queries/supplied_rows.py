"""A file of supplied figures, read line by line: what each line says, or what to put right in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.ground.spreadsheets import original
from goldenthread.insight.policy.supplied import Told
from goldenthread.insight.vocabulary.supplied import Basis

COLUMNS = ("measure", "agency", "period", "part", "count", "out_of", "basis", "source", "reason")
MOST = 2_000
# No count here is longer; what is much longer is not even read as a number.
DIGITS = 9


@dataclass(frozen=True)
class SuppliedRow:
    """One line of a file. ``wrong`` says what to put right where it cannot be read."""

    line: int
    measure: str
    agency: str
    period: str
    told: Told
    wrong: str = ""


class BadFile(Exception):
    """The file cannot be read at all. The message says what to do."""


def read_rows(text: str) -> tuple[SuppliedRow, ...]:
    """The lines of a file with the columns of ``COLUMNS``, in any order; "reason" may be left out. Raises BadFile."""
    if "\0" in text:
        raise BadFile("There is a character in it that no text has (NUL). Save it again as CSV UTF-8.")
    held = csv.reader(io.StringIO(text.strip().removeprefix("\ufeff")))
    try:
        rows = [(held.line_num, each) for each in held if any(cell.strip() for cell in each)]
    except csv.Error as bad:
        raise BadFile(f"The file is not CSV as a spreadsheet saves it: {bad}.") from bad
    if not rows:
        raise BadFile("There is nothing in it. The first line names the columns.")
    names = [cell.strip().lower().replace(" ", "_") for cell in rows[0][1]]
    missing = [name for name in COLUMNS if name not in names and name != "reason"]
    if missing:
        raise BadFile(f"The first line names the columns. Missing: {', '.join(missing)}.")
    if len(rows) - 1 > MOST:
        raise BadFile(f"At most {MOST:,} lines at once.")
    if len(rows) == 1:
        raise BadFile("There are columns, but no figures below them.")
    return tuple(_rows(names, rows[1:]))


def _rows(names: list[str], rows: list[tuple[int, list[str]]]) -> Iterator[SuppliedRow]:
    for line, cells in rows:
        values = {name: original(cell).strip() for name, cell in zip(names, cells, strict=False)}
        wrong = [
            f"“{values[name][:20]}” is not a whole number of {DIGITS} digits at most ({name})."
            for name in ("count", "out_of")
            if values.get(name) and _whole(values[name]) is None
        ]
        basis = values.get("basis", "").lower()
        if basis and basis not in Basis.values():
            wrong.append(f"basis: write one of {', '.join(Basis.values())}.")
        yield SuppliedRow(
            line,
            values.get("measure", "").upper(),
            values.get("agency", ""),
            values.get("period", ""),
            Told(
                values.get("part", "").lower(),
                _whole(values.get("count", "")),
                _whole(values.get("out_of", "")),
                Basis(basis) if basis in Basis.values() else None,
                values.get("source", ""),
                values.get("reason", ""),
            ),
            " ".join(wrong),
        )


def _whole(text: str) -> int | None:
    """None for nothing, for what is no whole number, and for one that is longer than any count."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
