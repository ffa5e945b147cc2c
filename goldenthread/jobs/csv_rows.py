"""Reading rows of a CSV file that people made: streams, and a broken row never takes its neighbours with it.

A quotation mark that is never closed would make Python's reader take the rows below into one cell. So a row over several
lines is given up when a line below it is a whole row by itself, or when it grows too long; then its first line alone is
broken, and reading goes on with the next line.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

# A cell may be far longer than any field holds: the row is then refused by its length, by name.
LONGEST_CELL = 4 * 1024 * 1024
MOST_LINES = 200
_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x00\x00\xfe\xff", "UTF-32"))


class UnusableFile(Exception):
    """No row of the file can be read; the message says what to do."""


class _TakesNext(Exception):
    """The row being read has begun to take the rows below it."""


@dataclass(frozen=True)
class RawRow:
    """One row: its number as a spreadsheet counts (the header is 1), its cells, and what is wrong with its shape, if so."""

    number: int
    cells: list[str]
    fault: str = ""


class CsvRows:
    """The header and then the rows of a CSV file in UTF-8, with or without a byte order mark."""

    def __init__(self, file: BinaryIO, tick: Callable[[int], object] = lambda size: None) -> None:
        self._file, self._tick = file, tick
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._width = 0
        csv.field_size_limit(LONGEST_CELL)
        self._reader = csv.reader(self, strict=True)
        self.header = self._read_header()
        self._width = len(self.header)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line for Python's reader. Raises _TakesNext where it belongs to another row."""
        line = self._line()
        if not line:
            raise StopIteration
        if self._taken and (len(self._taken) > MOST_LINES or self._is_whole_row(line)):
            self._waiting.appendleft(line)
            raise _TakesNext
        self._taken.append(line)
        return line

    def _line(self) -> str:
        if self._waiting:
            return self._waiting.popleft()
        raw = self._file.readline(LONGEST_CELL)
        self._tick(len(raw))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            # Kept so that the row's check can name it: a lone surrogate stands for each byte that is not UTF-8.
            return raw.decode("utf-8", "surrogateescape")

    def _is_whole_row(self, line: str) -> bool:
        if not self._width or line.count(",") < self._width - 1 or line.count('"') % 2:
            return False
        return self._width > 1 and len(_alone(line)) == self._width

    def _read_header(self) -> list[str]:
        begin = self._file.read(4)
        for mark, name in _BOMS:
            if begin.startswith(mark):
                raise UnusableFile(
                    f"The file is {name} text. Save it again as “CSV UTF-8” and import that file."
                )
        self._file.seek(3 if begin.startswith(b"\xef\xbb\xbf") else 0)
        try:
            header = next(self._reader, None)
        except (csv.Error, _TakesNext):
            header = None
        if not header or not any(cell.strip() for cell in header):
            raise UnusableFile(
                "The file has no header. Its first line must name the columns: run with --template to see it."
            )
        self._taken.clear()
        return [cell.strip() for cell in header]

    def rows(self) -> Iterator[RawRow]:
        """Every row below the header; empty lines are counted and skipped."""
        number = 1
        while True:
            self._taken.clear()
            number += 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except (csv.Error, _TakesNext) as broken:
                yield self._broken(number, broken)
                continue
            if not cells:
                continue
            if len(cells) == self._width:
                yield RawRow(number, cells)
                continue
            told = f"The row has {len(cells):,} cells and the header {self._width:,}. Check for a comma too many or too few."
            yield RawRow(number, cells, told)

    def _broken(self, number: int, broken: Exception) -> RawRow:
        first, rest = self._taken[0], self._taken[1:]
        self._waiting.extendleft(reversed(rest))
        if "field limit" in str(broken):
            return RawRow(number, [first[:200]], "A cell is longer than 4 MB. Shorten it.")
        return RawRow(
            number,
            _alone(first),
            "A quotation mark is not closed or stands in the wrong place. Check the quotes.",
        )


def _alone(line: str) -> list[str]:
    """The cells of one line, read forgivingly."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [line]


def readable(cell: str) -> str:
    """A cell with bytes that were not UTF-8 written out as \\xe9, so that it can stand in a UTF-8 file."""
    if cell.isascii():
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
