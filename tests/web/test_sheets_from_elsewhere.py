"""Sheets of a self-assessment that were saved by other programs, and edited in the ways people edit: nothing typed is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

import openpyxl
import pytest
from docx import Document

from goldenthread.ground.verdicts import Refused
from goldenthread.web.reviews import sheet_reading
from goldenthread.web.reviews.sheet_files import SheetLine, as_excel, as_word, titled
from tests.factories import files

CLAIM = "We hear everybody.\nAnd ask again."
LINES = (
    SheetLine(
        "1.1",
        "What good looks like",
        3,
        "2 Developing",
        ("1 Emerging", "2 Developing"),
        CLAIM,
        "=1+1",
        "New.",
    ),
    SheetLine("1.10", "Another", 0, "", ("1 Emerging", "2 Developing"), "MARK", "", ""),
)
TITLE = titled("Round", "SAR-2026-0001")
WORD, EXCEL = as_word(TITLE, "Police", LINES), as_excel(TITLE, "Police", LINES)
read_back = partial(sheet_reading.read_back, reference="SAR-2026-0001", agency="Police")


def changed(content: bytes, part: str, how: Callable[[str], str]) -> bytes:
    """The file with one part written otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            if name == part:
                was = inside.decode()
                inside = how(was).encode()
                assert inside.decode() != was, "the change changed nothing"
            new.writestr(name, inside)
    return out.getvalue()


def in_word(how: Callable[[str], str]) -> bytes:
    return changed(WORD, "word/document.xml", how)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def mark_becomes(xml: str) -> Callable[[str], str]:
    """The run that says MARK, written as another program or another way of editing writes it."""
    return lambda text: re.sub(
        r"<w:r>(?:(?!<w:r>).)*?MARK</w:t></w:r>", lambda _: xml, text, count=1, flags=re.DOTALL
    )


def cut_into_runs(text: str) -> str:
    """Every word in a run of its own with its own look, as Word saves what was checked for spelling."""
    return re.sub(
        r"<w:r><w:t[^>]*>([^<]+)</w:t></w:r>",
        lambda found: "".join(
            f'<w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
            for piece in re.findall(r"\S+|\s+", found[1])
        ),
        text,
    )


def test_what_is_not_touched_comes_back_the_same_from_both_kinds():
    assert read_back(WORD) == read_back(EXCEL)
    first, second = read_back(WORD)
    assert (first.item, first.version, first.claim, first.reasoning) == ("1.1", 3, CLAIM, "=1+1")
    assert (second.item, second.version, second.claim) == ("1.10", 0, "MARK")


def test_words_cut_into_runs_are_the_same_words():
    assert read_back(in_word(cut_into_runs)) == read_back(WORD)


def test_a_main_part_with_a_number_is_the_same_sheet():
    assert read_back(files.numbered(WORD)) == read_back(WORD)


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (f'<w:ins w:id="1" w:author="x">{run("typed with changes tracked")}</w:ins>', "typed with changes tracked"),
        (
            f'<w:del w:id="1" w:author="x"><w:r><w:delText>MARK</w:delText></w:r></w:del><w:ins w:id="2" w:author="x">{run("put in its place")}</w:ins>',
            "put in its place",
        ),
        (f'<w:moveFrom w:id="1" w:author="x">{run("moved away")}</w:moveFrom>{run("stays")}', "stays"),
        (f'<w:moveTo w:id="1" w:author="x">{run("moved here")}</w:moveTo>', "moved here"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('in a field to fill in')}</w:sdtContent></w:sdt>", "in a field to fill in"),
        (f'<w:smartTag w:uri="x" w:element="place">{run("a place")}</w:smartTag>', "a place"),
        (f'<w:hyperlink w:anchor="x">{run("a link")}</w:hyperlink>', "a link"),
        (f'<w:fldSimple w:instr=" DATE ">{run("1 May")}</w:fldSimple>', "1 May"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>", "one\ntwo\tthree"),
        ("<w:r><w:t>ten</w:t><w:noBreakHyphen/><w:t>day</w:t></w:r>", "ten\u2011day"),
    ],
)  # fmt: skip
def test_however_it_was_typed_in_word_it_comes_back(xml, told):
    first, second = read_back(in_word(mark_becomes(xml)))
    assert second.claim == told
    assert first.claim == CLAIM


def test_a_table_put_into_an_answer_keeps_its_words():
    inner = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('May')}</w:p></w:tc><w:tc><w:p>{run('81')}</w:p></w:tc></w:tr></w:tbl>"
    )
    edited = in_word(lambda text: mark_becomes(run("MARK") + f"</w:p>{inner}<w:p>{run('after')}")(text))
    assert read_back(edited)[1].claim == "MARK\nMay\n81\nafter"


def test_a_table_that_word_wrapped_is_found():
    edited = in_word(
        lambda text: text.replace("<w:tbl>", "<w:sdt><w:sdtContent><w:tbl>").replace(
            "</w:tbl>", "</w:tbl></w:sdtContent></w:sdt>"
        )
    )
    assert read_back(edited) == read_back(WORD)


def test_numbers_and_dates_that_a_spreadsheet_made_its_own_come_back_as_words():
    book = openpyxl.load_workbook(io.BytesIO(EXCEL))
    sheet = book["Answers"]
    sheet["B2"], sheet["E3"], sheet["F3"] = 3, 12, 81.5
    out = io.BytesIO()
    book.save(out)
    first, second = read_back(out.getvalue())
    assert (first.version, second.claim, second.reasoning) == (3, "12", "81.5")


def test_rows_of_a_sheet_are_high_enough_to_be_read_and_still_grow():
    long = SheetLine("1.1", "Good", 0, "", (), "word " * 100, "", "")
    with zipfile.ZipFile(io.BytesIO(as_excel(TITLE, "Police", [*LINES, long]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    heights = [float(each) for each in re.findall(r'<row [^>]*ht="([\d.]+)"', sheet)]
    assert heights[0] >= 30, "two lines of a claim"
    assert heights[-1] >= 15 * 13
    assert "customHeight" not in sheet, (
        "a row that is said to be of that height does not grow while one writes"
    )
    assert 'fitToHeight="0"' in sheet, "printed on the width of a page"


@pytest.mark.parametrize(
    ("part", "content"),
    [("word/document.xml", ""), ("word/document.xml", "<w:document"), ("word/styles.xml", ""), ("_rels/.rels", "<a/>")],
)  # fmt: skip
def test_a_damaged_sheet_is_read_or_refused_in_words_and_never_breaks(part, content):
    damaged = changed(WORD, part, lambda _: content)
    if part == "word/document.xml":
        with pytest.raises(Refused, match="not a sheet that was sent out from here"):
            read_back(damaged)
    else:
        assert read_back(damaged) == read_back(WORD)


def test_the_sheet_in_word_has_headings_and_named_tables_of_its_style():
    document = Document(io.BytesIO(WORD))
    named = [each.style.name for each in document.paragraphs if each.text.startswith("Statement ")]
    assert named == ["Heading 2"] * len(LINES)
    assert {each.style.name for each in document.tables} == {"Table Grid"}


def test_a_thousand_statements_are_written_and_read_back():
    many = [
        SheetLine(f"s{number}", "What good looks like", 0, "", ("0 No", "1 Yes"), "", "", "")
        for number in range(1_000)
    ]
    assert len(read_back(as_word(TITLE, "Police", many))) == 1_000
