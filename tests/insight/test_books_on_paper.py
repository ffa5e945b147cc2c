"""Workbooks as they are read and printed: nothing is cut, whichever program opens them."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl

from goldenthread.insight.books import as_xlsx, height_of
from goldenthread.insight.sac import workbook
from goldenthread.insight.sac.checks import Finding
from goldenthread.insight.sac.layout import load
from goldenthread.insight.sac.values import Tally, read_return
from goldenthread.insight.tables import HEADER

AT = datetime(2026, 5, 1, tzinfo=UTC)


def printed_on_a_page(sheet) -> bool:
    setup = sheet.page_setup
    return (
        setup.orientation == "landscape"
        and int(setup.paperSize) == 9
        and sheet.sheet_properties.pageSetUpPr.fitToPage
        and int(setup.fitToHeight) == 0
    )


def test_a_row_is_as_high_as_its_longest_cell():
    assert height_of(("short", "short"), (20.0, 20.0)) == 15
    assert height_of(("short", "word " * 20), (20.0,)) >= 15 * 5
    assert height_of(("one\ntwo\nthree",), (20.0,)) == 45
    assert height_of(("word " * 9_000,), (20.0,)) == 409, "no row is higher"


def test_figures_stand_in_columns_as_wide_as_their_words():
    row = dict.fromkeys(HEADER, "") | {"name": "Wishes known when the concern was decided"}
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([row], [("About", "x")], created=AT)))
    sheet = book["Figures"]
    letter = openpyxl.utils.get_column_letter(HEADER.index("name") + 1)
    assert sheet.column_dimensions[letter].width >= len(row["name"])
    assert all(printed_on_a_page(each) for each in book)


def test_no_label_of_the_return_is_cut():
    layout = load("2025-26")
    found = read_return(layout, Tally("Sandgate", AT, {}, {layout.year: {}}))
    finding = Finding(
        "SAC-14", "SG2a, Concluded Section 42 Safeguarding Enquiries, Neglect", "More than a quarter. " * 9, 1
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook.of_return(found, [finding])))
    assert all(printed_on_a_page(each) for each in book)
    heads = [
        row for row in book["SG1e"].iter_rows() if any("Developmental" in str(cell.value) for cell in row)
    ]
    assert heads
    assert all(book["SG1e"].row_dimensions[row[0].row].height >= 60 for row in heads)
    assert book["Checks"].row_dimensions[2].height >= 45
