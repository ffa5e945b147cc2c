"""Papers as PDF and Word: they open, they fit, and who hears them read finds their way."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from goldenthread.ground.papers import Bars, Bullets, Grid, Heading, Paper, Text, Trend
from goldenthread.kit.papers import as_pdf, as_word
from goldenthread.kit.papers.columns import LONGEST, breakable, letters, shares

FINDINGS = tuple(
    (f"FND-2026-{at:06d}-N", "Keep in view how people and families grow. " * 3, "Page 9") for at in range(60)
)
PAPER = Paper(
    "Peer review",
    "Sandgate Council",
    "2026-11-22",
    "Version 1, draft",
    (
        Heading("What was found"),
        Text("How to read this.", note=True),
        Bullets(("One.", "Two.")),
        Grid("Findings", ("Number", "Finding", "Source"), FINDINGS),
        Bars("40 findings by kind", (("Strength", 24), ("Area", 12), ("Gap", 0))),
        Trend("Asked, by quarter", (("Q1", 40.0, False), ("Q2", None, False), ("Q3", 90.0, True))),
        Text("x" * 500),
    ),
)


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(as_word(PAPER)))


def test_no_word_of_a_table_runs_into_its_neighbour():
    number, finding, source = shares(("Number", "Finding", "Source"), FINDINGS)
    assert number + finding + source == pytest.approx(1)
    assert letters(number) >= len("FND-2026-000001-N")
    assert finding > number > source
    wide = shares(tuple("ABCDEFGH"), (("word " * 900, *("x" * 80,) * 7),))
    assert min(wide) > 0
    assert sum(wide) == pytest.approx(1)


def test_a_word_too_long_for_its_line_may_be_broken_and_says_the_same():
    told = breakable("see " + "y" * 60, LONGEST)
    assert max(map(len, re.split("[ \u200b]", told))) == LONGEST
    assert told.replace("\u200b", "") == "see " + "y" * 60
    assert breakable("short words stay") == "short words stay"


def test_word_is_of_the_size_of_paper_here_in_one_typeface_and_one_language(word):
    page = word.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert word.core_properties.title == "Peer review"
    assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption"):
        fonts = word.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == "Arial"
        assert not [each for each in fonts.attrib if each.endswith("Theme")], f"{name}: a theme would win"


def test_word_says_on_every_page_what_it_is_and_which_page(word):
    foot = word.sections[0].footer.paragraphs[0]
    assert "Sandgate Council · Version 1, draft" in foot.text
    assert [each.get(qn("w:instr")).strip() for each in foot._p.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_tables_in_word_say_their_heads_on_every_page_have_a_name_and_keep_rows_whole(word):
    table, bars = word.tables
    assert table.rows[0]._tr.trPr.findall(qn("w:tblHeader"))
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Findings"
    assert [cell.text for cell in bars.rows[0].cells] == ["What", "Number", "Chart"]
    assert all(cell.text for cell in bars.rows[0].cells), "no column without a name"
    widths = [column.w.cm for column in table._tbl.tblGrid.gridCol_lst]
    assert sum(widths) == pytest.approx(17, abs=0.1)
    assert widths[1] > widths[0] > widths[2]


def test_a_bar_in_word_is_as_long_as_its_number_and_holds_no_letters_to_be_read_aloud(word):
    cells = [row.cells[2] for row in word.tables[1].rows[1:]]
    drawn = [cell._tc.findall(f".//{qn('w:pPr')}/{qn('w:shd')}") for cell in cells]
    assert [bool(each) for each in drawn] == [True, True, False]
    assert not any(cell.text for cell in cells)
    free = [cell.paragraphs[0].paragraph_format.right_indent.cm for cell in cells[:2]]
    assert free[0] == pytest.approx(0)
    assert free[1] == pytest.approx(9.1 / 2, abs=0.1)


def test_a_picture_in_word_says_every_point_of_it(word):
    (shape,) = word.inline_shapes
    told = shape._inline.docPr.get("descr")
    assert "Q1: 40" in told
    assert "Q2: not shown" in told
    assert "Q3: 90, more than chance" in told


# What the schema of Word files says about order; Word calls a file damaged that has another, other programs do not.
_ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "color", "spacing", "kern", "sz", "szCs", "u", "lang"),
    "tblBorders": ("top", "left", "bottom", "right", "insideH", "insideV"),
}  # fmt: skip


def test_everything_in_the_word_file_stands_where_its_schema_wants_it(word):
    for held in word.element.iter(*(qn(f"w:{name}") for name in _ORDER)):
        order = _ORDER[held.tag.rpartition("}")[2]]
        names = [each.tag.rpartition("}")[2] for each in held]
        assert set(names) <= set(order), names
        assert names == sorted(names, key=order.index)


def test_a_paper_is_tagged_and_says_that_it_is():
    content = as_pdf(PAPER)
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content
    assert b"/Marked true" in content
    assert b"pdfuaid" in content


def test_parts_of_the_word_file_are_wellformed():
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(as_word(PAPER))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
