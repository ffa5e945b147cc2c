"""The return as a workbook laid out for submission: a cover, the tables, and what the checks found, with places for comments.

White cells are mandatory, blue ones voluntary, as in the collection's template; cells hold values only, and one that is not
supplied is empty. No key of a case stands in it: it leaves the council.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goldenthread.ground.moment import london
from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight.books import height_of, on_paper
from goldenthread.insight.sac.checks import Finding
from goldenthread.insight.sac.layout import Block, Metric, Table
from goldenthread.insight.sac.published import Line
from goldenthread.insight.sac.values import Return

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BLUE = "#BDD7EE"
# Widths of columns, in letters.
_COVER, _TABLE, _CHECKS = (34.0, 90.0), (52.0, 18.0), (9.0, 44.0, 70.0, 9.0, 60.0)
SIGNED_BY = ("Completed by", "Director of adult social services")
_NO_COMMENTS: Mapping[tuple[str, str], str] = MappingProxyType({})


Comments = Mapping[tuple[str, str], str]


def of_return(found: Return, findings: Sequence[Finding], comments: Comments = _NO_COMMENTS) -> bytes:
    """The whole workbook. The same return gives the same bytes. ``comments``: words by a finding's rule and place."""
    with _workbook(found) as (book, content):
        styles = _styles(book)
        _cover(book.add_worksheet("Cover"), styles, found, findings, comments)
        for table in found.layout.tables:
            _table(book.add_worksheet(table.code), styles, found, table)
        _checks(book.add_worksheet("Checks"), styles, findings, comments)
    return content.getvalue()


def of_published(found: Return, lines: Iterable[Line], *, stricter: bool) -> bytes:
    """The published view: a sheet for each table."""
    with _workbook(found) as (book, content):
        styles = _styles(book)
        cover = book.add_worksheet("Cover")
        cover.set_column(0, 0, 110)
        for at, text in enumerate(_published_words(found, stricter)):
            cover.write_string(at, 0, neutral(text), styles["title"] if at == 0 else styles["words"])
        sheets: dict[str, tuple[Any, int]] = {}
        for line in lines:
            code = line.address.table
            if code not in sheets:
                sheets[code] = book.add_worksheet(code), 1
                _line(sheets[code][0], 0, ("Metric", "Row", "Column", "Value"), styles["head"])
                sheets[code][0].set_column(0, 2, 44)
            sheet, at = sheets[code]
            _line(sheet, at, line.address[1:], styles["words"])
            if line.shown.value is None:
                sheet.write_string(at, 3, str(line.shown), styles["number"])
            else:
                sheet.write_number(at, 3, line.shown.value, styles["number"])
            sheets[code] = sheet, at + 1
    return content.getvalue()


def _published_words(found: Return, stricter: bool) -> Iterator[str]:
    yield f"Safeguarding adults, {found.year}: published view"
    yield found.council
    yield f"Facts as at {_moment(found)}. Rules: {found.layout.rule_version}."
    yield "[c]: a count under 5 is not shown, nor one that would give such a count away. [x]: not supplied."
    yield "Other counts are rounded to the nearest 5. Percentages and rates are whole numbers, worked out from unrounded counts."
    if stricter:
        yield "The stricter way was chosen: no hidden count can be worked out from a total or a percentage."


@contextmanager
def _workbook(found: Return) -> Iterator[tuple[Workbook, BytesIO]]:
    import xlsxwriter

    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, {**options, "in_memory": True}) as book:
        # The moment of the facts, not of the writing: nothing in the file tells when it was made.
        book.set_properties({"created": found.as_at.replace(tzinfo=None)})
        yield book, content
        for sheet in book.worksheets():
            on_paper(sheet)


def _styles(book: Workbook) -> dict[str, Any]:
    edge = {"border": 1, "num_format": "0"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"align": "right"}),
        "mandatory": book.add_format({**edge, "bg_color": "#FFFFFF"}),
        "voluntary": book.add_format({**edge, "bg_color": BLUE}),
        "comment": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
    }


def _line(
    sheet: Worksheet, row: int, texts: Sequence[str], style: Any, widths: tuple[float, ...] = ()
) -> None:
    if widths:
        sheet.set_row(row, height_of(texts, widths))
    for column, text in enumerate(texts):
        sheet.write_string(row, column, neutral(text), style)


def _line_at(sheet: Worksheet, row: int, column: int, text: str, style: Any) -> None:
    if text:
        sheet.write_string(row, column, neutral(text), style)
    else:
        sheet.write_blank(row, column, None, style)


def _moment(found: Return) -> str:
    return f"{london(found.as_at):%-d %B %Y at %H:%M}"


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "not seen: look at the guidance of the collection"


def _cover(
    sheet: Worksheet,
    styles: dict[str, Any],
    found: Return,
    findings: Sequence[Finding],
    comments: Comments,
) -> None:
    layout, dates = found.layout, found.layout.dates
    for column, width in enumerate(_COVER):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, "Safeguarding Adults Collection", styles["title"])
    about = [
        ("Council", found.council),
        ("Year", f"{found.year}: {_day(found.year.first)} to {_day(found.year.last)}"),
        ("Facts as at", _moment(found)),
        ("Rule version", layout.rule_version),
        ("Standing of the layout", layout.standing),
        ("Submit by", _day(dates.submit_by)),
        ("Resubmit by", _day(dates.resubmit_by)),
        ("White cells", "Mandatory."),
        ("Blue cells", "Voluntary."),
        ("An empty cell", "Not supplied. It is not zero."),
    ]
    row = 2
    for name, words in about:
        _line(sheet, row, (name, words), styles["words"], _COVER)
        row += 1
    row = _listed(sheet, styles, row + 1, "To be looked at in the template", layout.uncertain)
    row = _signatures(sheet, styles, row + 1)
    sheet.write_string(row + 1, 0, "Data-quality comments", styles["head"])
    for at, finding in enumerate(findings):
        words = comments.get((finding.code, finding.where), "")
        told = f"{finding.words} {words}".strip()
        _line(sheet, row + 2 + at, (f"{finding.code} {finding.where}", told), styles["comment"], _COVER)
    if not findings:
        _line(sheet, row + 2, ("The checks found nothing to explain.", ""), styles["comment"])


def _listed(sheet: Worksheet, styles: dict[str, Any], row: int, head: str, texts: Sequence[str]) -> int:
    sheet.write_string(row, 0, head, styles["head"])
    for at, text in enumerate(texts):
        sheet.set_row(row + at, height_of(("", text), _COVER))
        sheet.write_string(row + at, 1, neutral(text), styles["words"])
    return row + max(1, len(texts))


def _signatures(sheet: Worksheet, styles: dict[str, Any], row: int) -> int:
    sheet.write_string(row, 0, "Sign-off", styles["head"])
    for name in SIGNED_BY:
        for what in ("name", "signature", "date"):
            row += 1
            _line(sheet, row, (f"{name}: {what}", ""), styles["comment"])
    return row + 1


def _table(sheet: Worksheet, styles: dict[str, Any], found: Return, table: Table) -> None:
    sheet.set_column(0, 0, _TABLE[0])
    sheet.set_column(1, 12, _TABLE[1])
    sheet.freeze_panes(0, 1)
    sheet.write_string(0, 0, f"{table.code} {table.title}", styles["title"])
    sheet.write_string(1, 0, neutral(table.note))
    row = 3
    for block in table.blocks:
        row = (_across if block.columns is None else _crossed)(sheet, styles, found, block, row)
        if block.waits_for:
            sheet.write_string(row, 0, neutral(block.waits_for))
            row += 1
        row += 1


def _across(sheet: Worksheet, styles: dict[str, Any], found: Return, block: Block, row: int) -> int:
    """A table with one column: its metrics one below the other, its categories across."""
    _line(sheet, row, (block.column_labels[0], *block.row_labels), styles["head"], _TABLE)
    for metric in block.metrics:
        row += 1
        sheet.write_string(row, 0, neutral(metric.label), styles["head"])
        for at in range(len(block.row_labels)):
            _value(sheet, styles, found, block, metric, (row, at + 1), (at, 0))
    return row + 1


def _crossed(sheet: Worksheet, styles: dict[str, Any], found: Return, block: Block, row: int) -> int:
    """A table of rows and columns for each metric."""
    for metric in block.metrics:
        _line(sheet, row, (metric.label, *block.column_labels), styles["head"], _TABLE)
        for down, label in enumerate(block.row_labels):
            row += 1
            sheet.write_string(row, 0, neutral(label), styles["head"])
            for at in range(len(block.column_labels)):
                _value(sheet, styles, found, block, metric, (row, at + 1), (down, at))
        row += 2
    return row


def _value(
    sheet: Worksheet,
    styles: dict[str, Any],
    found: Return,
    block: Block,
    metric: Metric,
    at: tuple[int, int],
    place: tuple[int, int],
) -> None:
    cell = found.cells[block.address(metric, *place)]
    if cell.value is None:
        sheet.write_blank(*at, None, styles[cell.obligation])
    else:
        sheet.write_number(*at, cell.value, styles[cell.obligation])


def _checks(
    sheet: Worksheet, styles: dict[str, Any], findings: Sequence[Finding], comments: Comments
) -> None:
    for column, width in enumerate(_CHECKS):
        sheet.set_column(column, column, width)
    sheet.repeat_rows(0)
    _line(sheet, 0, ("Rule", "Where", "What", "Cases", "Your comment"), styles["head"])
    for at, finding in enumerate(findings, 1):
        _line(sheet, at, (finding.code, finding.where, finding.words), styles["words"], _CHECKS)
        sheet.write_number(at, 3, finding.count, styles["number"])
        words = comments.get((finding.code, finding.where), "")
        _line_at(sheet, at, 4, words, styles["comment"])
