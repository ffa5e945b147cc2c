"""A part as an Excel or Word file, out and in. What is written out and not touched comes back as it was, letter for letter."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import xlsxwriter
from docx import Document
from docx.table import Table
from python_calamine import CalamineError, CalamineWorkbook

from goldenthread.assurance.procedures import SheetRow
from goldenthread.documents.policy import file_may_be_kept, looked_at
from goldenthread.documents.vocabulary import FileKind
from goldenthread.ground.spreadsheets import neutral, original
from goldenthread.ground.verdicts import Refused, insist, refused

HEADS = (
    "Statement",
    "Version",
    "What good looks like",
    "Grade",
    "What do you claim?",
    "What is behind it?",
    "What has changed?",
)
_ITEM, _VERSION, _TEXT, _GRADE, _CLAIM, _REASONING, _CHANGED = range(7)
_ROWS = ("Grade", "What do you claim?", "What is behind it?", "What has changed?")
_MARK = re.compile(r"^Statement (\S+) · version (\d+)$")
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
    sheet.repeat_rows(0)
    for column, (words, width) in enumerate(zip(HEADS, (11, 8, 45, 18, 40, 60, 40), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, head)
    for row, line in enumerate(lines, start=1):
        for column, value in ((_ITEM, line.item), (_VERSION, str(line.version)), (_TEXT, line.text)):
            sheet.write_string(row, column, neutral(value), fixed)
        for column, value in (
            (_GRADE, line.grade),
            (_CLAIM, line.claim),
            (_REASONING, line.reasoning),
            (_CHANGED, line.changed),
        ):
            sheet.write_string(row, column, neutral(value), free)
        if line.levels:
            sheet.data_validation(row, _GRADE, row, _GRADE, {"validate": "list", "source": list(line.levels)})
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100)
    for row, words in enumerate((title, agency, *_HOW)):
        about.write_string(row, 0, neutral(words))
    book.close()
    return out.getvalue()


_HOW = (
    "Fill in the white cells of the sheet “Answers”, save the file and bring it back on the page it came from.",
    "Leave the statement and its version as they are: they say which answer you wrote from.",
    "What somebody else changed meanwhile is not overwritten: both are shown to you.",
)


def as_word(title: str, agency: str, lines: Iterable[SheetLine]) -> bytes:
    """The part as a document: one table for each statement."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.add_heading(title, level=1)
    document.add_paragraph(agency)
    for words in _HOW[1:]:
        document.add_paragraph(words)
    for line in lines:
        document.add_heading(f"Statement {line.item} · version {line.version}", level=2)
        document.add_paragraph(line.text)
        if line.levels:
            document.add_paragraph(f"Grades: {', '.join(line.levels)}")
        table = document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for words, value in zip(_ROWS, (line.grade, line.claim, line.reasoning, line.changed), strict=True):
            cells = table.add_row().cells
            cells[0].text = words
            _fill(cells[1], value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(cell: object, text: str) -> None:
    """One paragraph for each line, so that line ends come back as they were."""
    first, *rest = text.split("\n")
    cell.paragraphs[0].text = first  # type: ignore[attr-defined]
    for line in rest:
        cell.add_paragraph(line)  # type: ignore[attr-defined]


def read_back(content: bytes) -> tuple[SheetRow, ...]:
    """The rows of a sheet that was filled in. Raises Refused for a file that is unsafe (DOC-01) or no sheet of ours."""
    looked = looked_at(content)
    insist(file_may_be_kept(size=len(content), looked=looked))
    if looked.kind is FileKind.XLSX:
        return tuple(_from_excel(looked.content))
    if looked.kind is FileKind.DOCX:
        return tuple(_from_word(looked.content))
    raise _no_sheet()


def _no_sheet() -> Refused:
    return Refused(
        refused(
            "SHEET",
            "This is not a sheet that was sent out from here. Choose the Excel or Word file.",
            field="file",
        )
    )


def _from_excel(content: bytes) -> Iterator[SheetRow]:
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Answers").to_python()
    except (CalamineError, ValueError) as bad:
        raise _no_sheet() from bad
    if not rows or [str(cell) for cell in rows[0][: len(HEADS)]] != list(HEADS):
        raise _no_sheet()
    for row in rows[1:]:
        cells = [_text(cell) for cell in row[: len(HEADS)]] + [""] * (len(HEADS) - len(row))
        if cells[_ITEM]:
            yield SheetRow(
                cells[_ITEM], _number(cells[_VERSION]), _tidy(cells[_CLAIM]), cells[_GRADE].strip(),
                _tidy(cells[_REASONING]), _tidy(cells[_CHANGED]),
            )  # fmt: skip


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return original(str(cell))


def _from_word(content: bytes) -> Iterator[SheetRow]:
    document = Document(io.BytesIO(content))
    mark: re.Match[str] | None = None
    found = False
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            mark = _MARK.match(block.text.strip()) or mark
            continue
        if mark is None:
            continue
        held = {
            row.cells[0].text.strip(): _cell_text(row.cells[1]) for row in block.rows if len(row.cells) > 1
        }
        found = True
        yield SheetRow(
            mark[1],
            int(mark[2]),
            held.get(_ROWS[1], ""),
            held.get(_ROWS[0], ""),
            held.get(_ROWS[2], ""),
            held.get(_ROWS[3], ""),
        )
        mark = None
    if not found:
        raise _no_sheet()


def _cell_text(cell: object) -> str:
    return _tidy("\n".join(paragraph.text for paragraph in cell.paragraphs))  # type: ignore[attr-defined]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _tidy(text: str) -> str:
    """As a form sends it and a procedure keeps it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
