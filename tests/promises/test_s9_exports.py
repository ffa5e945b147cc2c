"""S9: what we write for spreadsheets runs nothing in them, and what was written can be got back.

Files that are written: CSV and Excel of figures, CSV and Excel of the national return and of its package, and rows that an import
rejected. Tab-separated and OpenDocument files are not written. Each text of the corpus is put wherever such a file takes words
that people chose: names of councils, agencies, services and teams, comments on findings, cells of an import.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from goldenthread.ground.spreadsheets import neutral, original
from goldenthread.insight.books import as_xlsx
from goldenthread.insight.sac import package, tidy, workbook
from goldenthread.insight.sac.checks import Finding
from goldenthread.insight.sac.layout import load
from goldenthread.insight.sac.values import Return, Tally, read_return
from goldenthread.insight.tables import HEADER, as_csv
from goldenthread.jobs.csv_rows import RawRow
from goldenthread.jobs.imports import Rejected, rejects_file

pytestmark = pytest.mark.promise("S9")

SIGNS = "=+-@＝＋－＠"
BEFORE = (
    "", "'", "''", " ", "\t", "\r", "\n", "\r\n", "\x00", "\u00a0", "\u200b", "\u200e", "\u2060", "\ufeff", "\u3000", "\u202e",
    "\t ", "\u200b\u00a0", "'\u200b",
)  # fmt: skip
AFTER = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://example.org?x="&A1,"Open")',
    "SUM(A1:A9);B1,C1\tD1",
    '"";""',
)
# Signs in the middle of a cell, where a line end or a separator without quotes would begin a new one.
WITHIN = (
    "a\r=1+1",
    "a\n=1+1",
    "a\r\n@SUM(A1)",
    'a",=1+1',
    'a"\r"=1+1',
    '"',
    '""',
    ",",
    ";",
    "\t",
    "|",
    "'",
    "=",
    "\r",
    "\n",
    "a;b",
    "-",
)


def corpus() -> list[str]:
    made = {f"{before}{sign}{after}": None for before in BEFORE for sign in SIGNS for after in AFTER}
    return list(made | dict.fromkeys(WITHIN))


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula, once it has dropped what nobody sees. Written apart from what it judges."""
    invisible = {
        *" \t\r\n\x00\u00a0\u3000\ufeff\u180e",
        *map(chr, [*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070)]),
    }
    seen = next((sign for sign in cell if sign not in invisible), "")
    return seen in tuple(SIGNS)


def test_the_corpus_is_large_and_every_text_of_it_comes_back():
    texts = corpus()
    assert len(texts) >= 700
    assert sum(map(runs, texts)) >= 500
    for text in texts:
        assert not runs(neutral(text)), ascii(text)
        assert original(neutral(text)) == text, ascii(text)
    assert [neutral(plain) for plain in ("North", "O'Brien House", "12", "[c]", "Of 5, 3 - 60 in 100")] == [
        "North", "O'Brien House", "12", "[c]", "Of 5, 3 - 60 in 100",
    ]  # fmt: skip


def safe_csv(content: bytes, *, told: list[str], columns: int) -> None:
    """Every row has its cells, none runs, and the texts come back in their order as the first cells of the rows."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert {len(row) for row in rows} == {columns}
    assert not [ascii(cell) for row in rows for cell in row if runs(cell)]
    found = [original(cell) for row in rows for cell in row]
    assert [text for text in told if text not in found] == []
    # No line end stands outside quotes but those between rows: some readers take a lone carriage return for one.
    outside = "".join(content.decode("utf-8-sig").replace('""', "").split('"')[::2])
    assert outside.replace("\r\n", "").count("\r") == 0


def safe_xlsx(content: bytes, *, told: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    words = [str(cell.value) for cell in cells if cell.data_type != "n"]
    assert not [ascii(word) for word in words if runs(word)]
    # XML has no NUL and no other line end than its own: such a text is not asked back.
    found = {original(word) for word in words}
    asked = [text for text in told if not set(text) & set("\x00\r")]
    assert [ascii(text) for text in asked if text not in found] == []


def test_files_of_figures():
    texts = corpus()
    blank = dict.fromkeys(HEADER, "")
    rows = [blank | {"group": text, "council": text, "name": "Name", "value": "5"} for text in texts]
    safe_csv(as_csv(rows), told=texts, columns=len(HEADER))
    made = as_xlsx(rows, [("About", text) for text in texts], created=datetime(2026, 1, 1, tzinfo=UTC))
    safe_xlsx(made, told=texts)


@pytest.fixture(scope="module")
def returned() -> Return:
    """A return of which nothing is supplied, by a council with a formula for a name."""
    layout = load("2025-26")
    tally = Tally(
        '=HYPERLINK("http://example.org","Sandgate")', datetime(2026, 5, 1, tzinfo=UTC), {}, {layout.year: {}}
    )
    return read_return(layout, tally)


def findings(texts: list[str]) -> list[Finding]:
    return [
        Finding(code="SAC-01", where=text, words=text, count=1, cases=(), facts="concern") for text in texts
    ]


def test_files_of_the_national_return(returned):
    texts = corpus()[::7]
    found = findings(texts)
    comments = {("SAC-01", text): text for text in texts}
    safe_xlsx(workbook.of_return(returned, found, comments), told=texts)
    safe_csv(package._checks(found, comments), told=texts, columns=5)
    cells = [(text, text, text, text) for text in texts]
    safe_csv(tidy.content([tuple(map(neutral, row)) for row in cells]), told=texts, columns=4)


def test_rows_that_an_import_rejected(tmp_path):
    texts = [text for text in corpus() if "\x00" not in text]
    path = tmp_path / "rejected.csv"
    with rejects_file(path, ["narrative", "agency"]) as write:
        for number, text in enumerate(texts, 1):
            write(Rejected(RawRow(number, (text, text)), (text,)))
    safe_csv(path.read_bytes(), told=texts, columns=4)


def test_the_check_sees_a_cell_that_is_left_as_it_is():
    with pytest.raises(AssertionError):
        safe_csv(b"head\r\n=1+1\r\n", told=[], columns=1)
    with pytest.raises(AssertionError):
        safe_csv(b"head\r\na\r\x0b,b\r\n", told=[], columns=2)
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(AssertionError):
        safe_xlsx(held.getvalue(), told=[])
