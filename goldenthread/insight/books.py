"""Figures as an Excel workbook: the rows on one sheet, and on another what they are, so that a file taken away explains itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight.tables import HEADER, Row

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
# Widths of columns, in letters.
_NARROWEST, _WIDEST = 9, 48
# A line of text, and the highest row there is, in points.
_LINE, _HIGHEST = 15, 409
_NUMBERS = ("numerator", "denominator", "value", "low", "high", "nine_in_ten", "longest")


def as_xlsx(rows: Iterable[Row], about: Sequence[tuple[str, str]], *, created: datetime) -> bytes:
    """The workbook. A count that is hidden stays the words [c], one not supplied an empty cell; no cell is a formula.

    ``created`` is written into the file in place of the machine's clock, so that the same figures are the same bytes.
    """
    # Loaded where it is used: most requests write no workbook.
    import xlsxwriter

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Figures")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        on_paper(sheet)
        rows = tuple(rows)
        for column, name in enumerate(HEADER):
            longest = max((len(row[name]) for row in rows), default=0)
            sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, longest + 2, len(name) + 2)))
        for column, name in enumerate(HEADER):
            sheet.write_string(0, column, name.replace("_", " ").capitalize(), head)
        for at, row in enumerate(rows, 1):
            for column, name in enumerate(HEADER):
                if name in _NUMBERS and _is_number(row[name]):
                    sheet.write_number(at, column, float(row[name]))
                elif row[name]:
                    sheet.write_string(at, column, neutral(row[name]))
        told = book.add_worksheet("About")
        on_paper(told)
        told.set_column(0, 0, 24)
        told.set_column(1, 1, 100)
        for at, (name, words) in enumerate(about):
            told.write_string(at, 0, name, head)
            told.write_string(at, 1, neutral(words), wrapped)
    return content.getvalue()


def on_paper(sheet: Worksheet) -> None:
    """Print a sheet on A4, as wide as a page and as many pages long as it needs."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def height_of(texts: Sequence[str], widths: tuple[float, ...]) -> float:
    """Points of a row that shows such texts whole in columns of these widths, in letters; the last width goes for those that follow.

    Some programs draw a row no higher than they are told.
    """
    lines = [
        sum(max(1, ceil(len(piece) / (width * 0.88))) for piece in text.split("\n"))
        for text, width in zip(texts, (*widths, *(widths[-1:] * len(texts))), strict=False)
    ]
    return float(min(_HIGHEST, _LINE * max(lines, default=1)))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit()
