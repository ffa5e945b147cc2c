"""The return as tidy CSV: one row for each cell, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from goldenthread.ground.figures.suppression import Shown
from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight.sac.layout import Address
from goldenthread.insight.sac.published import Line
from goldenthread.insight.sac.values import Return

HEADER = ("table", "metric", "row", "column", "value", "status")


def rows_of_return(found: Return) -> Iterable[tuple[str, ...]]:
    """Every cell; the value of one that is not supplied is empty."""
    for cell in found.cells.values():
        yield _row(cell.address, "" if cell.value is None else str(cell.value), cell.status)


def rows_of_published(lines: Iterable[Line]) -> Iterable[tuple[str, ...]]:
    """Every published number; hidden ones are [c], those not supplied [x]. No thousands are marked."""
    for line in lines:
        yield _row(line.address, _plain(line.shown), line.shown.status.value)


def content(rows: Iterable[tuple[str, ...]]) -> bytes:
    """The rows under the header, as UTF-8."""
    text = io.StringIO(newline="")
    # Both signs of a line end stand in the line end, so that a text with either of them is put in quotes.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue().encode()


def _plain(shown: Shown) -> str:
    return str(shown) if shown.value is None else str(shown.value)


def _row(address: Address, value: str, status: str) -> tuple[str, ...]:
    return (*(neutral(label) for label in address), value, status)
