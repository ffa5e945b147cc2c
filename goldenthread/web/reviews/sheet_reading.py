"""A sheet that was filled in elsewhere, read back, whichever program saved it and however it was edited there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from python_calamine import CalamineError, CalamineWorkbook

from goldenthread.assurance.procedures import SheetRow
from goldenthread.documents.policy import file_may_be_kept, looked_at
from goldenthread.documents.policy.office import main_part
from goldenthread.documents.vocabulary import FileKind
from goldenthread.ground.spreadsheets import original
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.web.reviews.sheet_files import (
    CHANGED,
    CLAIM,
    GRADE,
    HEADS,
    ITEM,
    REASONING,
    ROWS,
    VERSION,
)

_MARK = re.compile(r"^Statement (\S+) · version (\d+)$")
# What somebody struck out or moved away with changes tracked, and the older twin of a drawn text box.
_GONE = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011"}
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:t"))


def read_back(content: bytes, *, reference: str, agency: str) -> tuple[SheetRow, ...]:
    """The rows of a sheet that was filled in for this review and agency.

    Raises Refused for a file that is unsafe (DOC-01), no sheet of ours, or the sheet of another agency or review: statements
    and versions of theirs would fit, and their answers would stand as this agency's.
    """
    looked = looked_at(content)
    insist(file_may_be_kept(size=len(content), looked=looked))
    if looked.kind is FileKind.XLSX:
        rows, heads = tuple(_from_excel(looked.content)), _heads_of_excel(looked.content)
    elif looked.kind is FileKind.DOCX:
        rows, heads = tuple(_from_word(looked.content)), _heads_of_word(looked.content)
    else:
        raise _no_sheet()
    title, whose = heads
    if not title.endswith(f"({reference})") or whose != agency:
        told = f"It is headed “{title}”, “{whose}”." if title and whose else "It does not say whose it is."
        raise Refused(
            refused(
                "OTHERS",
                f"This is not the sheet of {agency} for {reference}. {told} Nothing was taken from it.",
                field="file",
            )
        )
    return rows


def _heads_of_excel(content: bytes) -> tuple[str, str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = book.get_sheet_by_name("About").to_python()[:2] if "About" in book.sheet_names else []
    title, whose = [*(_text(row[0]).strip() if row else "" for row in cells), "", ""][:2]
    return title, whose


def _heads_of_word(content: bytes) -> tuple[str, str]:
    written = (_words(each).strip() for each in _walk(_body(content), {_PARAGRAPH}))
    title, whose = [*islice(written, 2), "", ""][:2]
    return title, whose


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
        if cells[ITEM]:
            yield SheetRow(
                cells[ITEM], _number(cells[VERSION]), _tidy(cells[CLAIM]), cells[GRADE].strip(),
                _tidy(cells[REASONING]), _tidy(cells[CHANGED]),
            )  # fmt: skip


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return original(str(cell))


def _from_word(content: bytes) -> Iterator[SheetRow]:
    mark: re.Match[str] | None = None
    found = False
    for block in _walk(_body(content), {_PARAGRAPH, _TABLE}):
        if block.tag == _PARAGRAPH:
            mark = _MARK.match(_words(block).strip()) or mark
            continue
        if mark is None:
            continue
        held = dict(_named_rows(block))
        found = True
        yield SheetRow(
            mark[1],
            int(mark[2]),
            held.get(ROWS[1], ""),
            held.get(ROWS[0], ""),
            held.get(ROWS[2], ""),
            held.get(ROWS[3], ""),
        )
        mark = None
    if not found:
        raise _no_sheet()


def _body(content: bytes) -> Any:
    """What is written in a Word file. The rest of the file (styles, properties, pictures) is not needed, and may be damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            written = archive.read(main_part("docx", archive.namelist()))
        return parse_xml(written)
    except SyntaxError as bad:
        raise _no_sheet() from bad


def _named_rows(table: Any) -> Iterator[tuple[str, str]]:
    """What stands in the first cell of each row, and what stands in its second."""
    for row in _walk(table, {_ROW}):
        cells = [_cell_text(cell) for cell in _walk(row, {_CELL})]
        if len(cells) > 1:
            yield cells[0], cells[1]


def _walk(element: Any, wanted: set[str]) -> Iterator[Any]:
    """Elements of these kinds in the order of reading, whatever they are wrapped in; none within another, none struck out."""
    for each in element:
        if each.tag in wanted:
            yield each
        elif each.tag not in _GONE:
            yield from _walk(each, wanted)


def _cell_text(cell: Any) -> str:
    """Its lines; of a table that was put into it, the lines of every cell."""
    lines: list[str] = []
    for block in _walk(cell, {_PARAGRAPH, _TABLE}):
        if block.tag == _PARAGRAPH:
            lines.append(_words(block))
        else:
            lines += [_cell_text(inner) for row in _walk(block, {_ROW}) for inner in _walk(row, {_CELL})]
    return _tidy("\n".join(lines))


def _words(paragraph: Any) -> str:
    return "".join(
        _SIGNS.get(each.tag) or each.text or ""
        for each in _walk(paragraph, {_TEXT, *_SIGNS})
        if not _of_tabs(each)
    )


def _of_tabs(element: Any) -> bool:
    """True for where a tab stands in the layout of a paragraph, which is no tab of its text."""
    return bool(element.getparent().tag == qn("w:tabs"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _tidy(text: str) -> str:
    """As a form sends it and a procedure keeps it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
