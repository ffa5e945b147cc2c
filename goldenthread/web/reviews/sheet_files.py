"""A part as an Excel or Word file to be filled in elsewhere. What is not touched comes back as it was, letter for letter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import xlsxwriter

from goldenthread.ground.spreadsheets import neutral
from goldenthread.kit.papers.blank import WIDE, blank, lined, noted, shaded

HEADS = (
    "Statement",
    "Version",
    "What good looks like",
    "Grade",
    "What do you claim?",
    "What is behind it?",
    "What has changed?",
)
ITEM, VERSION, TEXT, GRADE, CLAIM, REASONING, CHANGED = range(7)
ROWS = ("Grade", "What do you claim?", "What is behind it?", "What has changed?")
_WIDTHS = (11, 8, 45, 18, 40, 60, 40)
_GROUND = "F3F2F1"
# A line of text in a row of a workbook, and the highest row there is, in points.
_LINE, _HIGHEST = 15, 409
_A4, _FOOT = 9, "&L&F&RPage &P of &N"
# Excel takes no longer text in a cell; an answer may be that long, so Word is offered for it.
MOST_IN_A_CELL = 32_767


@dataclass(frozen=True)
class SheetLine:
    """One statement with its answer as it is sent out."""

    item: str
    text: str
    version: int
    grade: str
    levels: tuple[str, ...]
    claim: str
    reasoning: str
    changed: str


def as_excel(title: str, agency: str, lines: Iterable[SheetLine]) -> bytes:
    """The part as a workbook: white cells are to be filled in, grades are chosen from a list."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format(
        {"bold": True, "bg_color": "#0d3b42", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    fixed = book.add_format({"bg_color": "#f3f2f1", "text_wrap": True, "valign": "top", "locked": True})
    free = book.add_format(
        {
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": "#b1b4b6",
            "locked": False,
            "num_format": "@",
        }
    )
    sheet = book.add_worksheet("Answers")
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(_FOOT)
    sheet.repeat_rows(0)
    for column, (words, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, head)
    for row, line in enumerate(lines, start=1):
        sheet.set_row(row, _height(line))
        for column, value in ((ITEM, line.item), (VERSION, str(line.version)), (TEXT, line.text)):
            sheet.write_string(row, column, neutral(value), fixed)
        for column, value in (
            (GRADE, line.grade),
            (CLAIM, line.claim),
            (REASONING, line.reasoning),
            (CHANGED, line.changed),
        ):
            sheet.write_string(row, column, neutral(value), free)
        if line.levels:
            sheet.data_validation(row, GRADE, row, GRADE, {"validate": "list", "source": list(line.levels)})
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100)
    about.set_paper(_A4)
    about.fit_to_pages(1, 0)
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for row, words in enumerate((title, agency, *_HOW)):
        about.write_string(row, 0, neutral(words), plain)
    book.set_properties({"title": title, "company": agency})
    book.close()
    return _growing(out.getvalue())


def _height(line: SheetLine) -> int:
    """Points that show the longest cell whole: some programs draw a row as high as they are told and no higher."""
    held = zip((TEXT, GRADE, CLAIM, REASONING, CHANGED),
               (line.text, line.grade, line.claim, line.reasoning, line.changed), strict=True)  # fmt: skip
    most = max(
        sum(max(1, ceil(len(piece) / (_WIDTHS[column] * 0.9))) for piece in words.split("\n"))
        for column, words in held
    )
    return min(_HIGHEST, _LINE * most)


def _growing(workbook: bytes) -> bytes:
    """The workbook with rows that still grow while somebody writes into them: no height is said to be chosen by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            inside = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                inside = inside.replace(b' customHeight="1"', b"")
            new.writestr(entry, inside)
    return out.getvalue()


_HOW = (
    "Fill in the white cells of the sheet “Answers”, save the file and bring it back on the page it came from.",
    "Leave the statement and its version as they are: they say which answer you wrote from.",
    "What somebody else changed meanwhile is not overwritten: both are shown to you.",
)


def as_word(title: str, agency: str, lines: Iterable[SheetLine]) -> bytes:
    """The part as a document: one table for each statement."""
    document = blank(title, foot=f"{title} · {agency}")
    document.add_heading(title, level=1)
    # Asked by name for each of a thousand statements, the library looks through every style there is.
    heading, grid = document.styles["Heading 2"].style_id, document.styles["Table Grid"].style_id
    document.add_paragraph(agency)
    for words in _HOW[1:]:
        noted(document.add_paragraph(words))
    for line in lines:
        document.add_paragraph(f"Statement {line.item} · version {line.version}")._p.style = heading
        document.add_paragraph(line.text)
        if line.levels:
            document.add_paragraph(f"Grades: {', '.join(line.levels)}")
        table = document.add_table(rows=len(ROWS), cols=2)
        table._tbl.tblStyle_val = grid
        lined(table, f"Statement {line.item}", (4.0, WIDE - 4.0))
        cells = iter(table._cells)
        for words, value in zip(ROWS, (line.grade, line.claim, line.reasoning, line.changed), strict=True):
            named = next(cells)
            named.text = words
            shaded(named, _GROUND)
            _fill(next(cells), value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(cell: object, text: str) -> None:
    """One paragraph for each line, so that line ends come back as they were."""
    first, *rest = text.split("\n")
    cell.paragraphs[0].text = first  # type: ignore[attr-defined]
    for line in rest:
        cell.add_paragraph(line)  # type: ignore[attr-defined]


def titled(title: str, reference: str) -> str:
    """What heads a sheet: the review as people know it, and the reference by which it is known again."""
    return f"{title} ({reference})"
