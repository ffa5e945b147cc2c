"""``goldenthread sac_return``: what is written, in which form, and what is said when something cannot be used."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from bench import national_return
from goldenthread.access.viewer import operator
from goldenthread.ground import local_policy
from goldenthread.ground.spreadsheets import original
from goldenthread.insight.sac import tidy, workbook
from goldenthread.insight.sac.checks import Finding
from goldenthread.insight.sac.layout import Address, load
from goldenthread.insight.sac.prepare import prepare
from goldenthread.insight.sac.published import publish
from goldenthread.insight.sac.values import Cell, Return
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.insight.snapshots.writing import write_snapshot
from tests.insight import sac_tables
from tests.insight.sac_facts import AS_AT, concern, written

HEADER = ["table", "metric", "row", "column", "value", "status"]
LAYOUT = load("2025-26")


@pytest.fixture
def snapshot(db, tmp_path):
    sac_tables.fill(people=40, seed=5)
    write_snapshot(operator(), tmp_path / "facts")
    return tmp_path / "facts"


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("sac_return", *map(str, arguments), stdout=out)
    return out.getvalue()


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_tidy_csv_has_one_row_for_each_cell(snapshot, tmp_path):
    said = run("--year", "2025-26", "--facts", snapshot, "--out", tmp_path / "r.csv")
    head, *cells = rows(tmp_path / "r.csv")
    assert head == HEADER
    assert len(cells) == len({tuple(cell[:4]) for cell in cells}) == 629
    assert {cell[5] for cell in cells} == {"supplied", "not_supplied"}
    for *_, value, status in cells:
        assert (value == "") is (status == "not_supplied")
        assert status == "not_supplied" or int(value) >= 0
    assert {cell[0] for cell in cells if cell[5] == "not_supplied"} == {"SG1e", "SG5a", "SG5b"}
    assert "609 of 629 cells supplied" in said
    assert "before submission: see them with --check" in said


def test_without_facts_it_counts_its_own_records(snapshot, tmp_path):
    run("--year", "2025-26", "--facts", snapshot, "--out", tmp_path / "given.csv")
    run("--year", "2025-26", "--out", tmp_path / "own.csv")
    assert rows(tmp_path / "own.csv") == rows(tmp_path / "given.csv")


def test_the_workbook_is_laid_out_for_submission(snapshot, tmp_path):
    run("--year", "2025-26", "--facts", snapshot, "--out", tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["Cover", *(table.code for table in LAYOUT.tables), "Checks"]
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True, max_col=2) if row[0]}
    assert cover["Council"] == local_policy.current().on(date(2026, 1, 1)).council
    assert cover["Year"] == "2025-26: 1 April 2025 to 31 March 2026"
    assert cover["Rule version"] == LAYOUT.rule_version
    assert cover["Submit by"] == "3 June 2026"
    assert "Director of adult social services: signature" in cover
    assert "Data-quality comments" in cover
    assert book["Checks"]["E1"].value == "Your comment"
    found = prepare("2025-26", sac_facts(snapshot)).found
    numbers = in_the_book(book)
    assert numbers == {a: cell.value for a, cell in found.cells.items()}
    # White is mandatory, blue is voluntary; an empty cell is not supplied.
    sheet = book["SG1a"]
    assert sheet["B5"].fill.fgColor.rgb == "FFBDD7EE"
    assert sheet["B6"].fill.fgColor.rgb == "FFFFFFFF"
    assert isinstance(sheet["B6"].value, int)
    assert book["SG5a"]["B5"].value is None
    assert not any(
        cell.data_type == "f" for each in book.worksheets for row in each.iter_rows() for cell in row
    )


def sac_facts(folder):
    from goldenthread.insight.sac.source import facts_of

    return facts_of(folder)


def in_the_book(book) -> dict[Address, int | None]:
    """Every cell of the workbook by the labels beside and above it."""
    found = {}
    for table in LAYOUT.tables:
        grid = list(book[table.code].iter_rows(values_only=True))
        at = 3
        for block in table.blocks:
            for metric in block.metrics:
                if block.columns is None:
                    head = grid[3]
                    at += 1
                    assert grid[at][0] == metric.label
                    for column in range(1, len(block.row_labels) + 1):
                        found[Address(table.code, metric.label, head[column], head[0])] = grid[at][column]
                else:
                    head = grid[at]
                    assert head[0] == metric.label
                    for line in grid[at + 1 : at + 1 + len(block.row_labels)]:
                        for column in range(1, len(block.column_labels) + 1):
                            found[Address(table.code, metric.label, line[0], head[column])] = line[column]
                    at += len(block.row_labels) + 2
            at += 1 + bool(block.waits_for)
    return found


def test_the_same_facts_give_the_same_bytes(snapshot, tmp_path):
    for ending in ("xlsx", "csv"):
        contents = []
        for at in (1, 2):
            run("--year", "2025-26", "--facts", snapshot, "--out", tmp_path / f"{at}.{ending}")
            contents.append((tmp_path / f"{at}.{ending}").read_bytes())
        assert contents[0] == contents[1]


def test_findings_are_told_with_their_cases(snapshot, tmp_path):
    said = run("--year", "2025-26", "--facts", snapshot, "--check", "--keys", tmp_path / "keys.csv")
    assert "SAC-17  SG5a: 2 mandatory cells are not supplied." in said
    assert "behind it" in said
    head, *keys = rows(tmp_path / "keys.csv")
    assert head == ["rule", "where", "facts", "key"]
    assert keys
    told = prepare("2025-26", sac_facts(snapshot)).findings
    for finding in told:
        if finding.cases:
            behind = [
                int(key) for code, where, _, key in keys if (code, where) == (finding.code, finding.where)
            ]
            assert behind == list(finding.cases)


def test_the_published_view_hides_small_numbers(snapshot, tmp_path):
    run("--year", "2025-26", "--facts", snapshot, "--published", "--out", tmp_path / "p.csv")
    run("--year", "2025-26", "--facts", snapshot, "--stricter", "--out", tmp_path / "s.csv")
    hidden = {}
    for name in ("p", "s"):
        head, *cells = rows(tmp_path / f"{name}.csv")
        assert head == HEADER
        counts = [cell for cell in cells if cell[0] != "Measures" and cell[5] == "supplied"]
        assert counts
        assert all(int(cell[4]) % 5 == 0 for cell in counts)
        hidden[name] = {tuple(cell[:4]) for cell in cells if cell[4] == "[c]"}
        assert all(cell[5] == "hidden" for cell in cells if cell[4] == "[c]")
        assert all(cell[5] == "not_supplied" for cell in cells if cell[4] == "[x]")
    assert hidden["p"] < hidden["s"]
    run("--year", "2025-26", "--facts", snapshot, "--stricter", "--out", tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    shown = [row[3] for row in book["SG1a"].iter_rows(min_row=2, values_only=True)]
    assert "[c]" in shown
    assert all(value in ("[c]", "[x]") or value % 5 == 0 for value in shown)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--year", "2025"], "is not a year of the return. Write it as 2025-26"),
        (["--year", "2025-27"], "is not a year of the return. Write it as 2025-26"),
        (["--year", "1999-00"], "There is no layout for 1999-00. There are: 2024-25, 2025-26, 2026-27"),
        (["--out", "return.pdf"], "the name must end in .xlsx or .csv"),
        (["--facts", "nowhere"], "is not a snapshot"),
        (["--out", "nowhere/return.csv"], "No such file or directory"),
        (["--published", "--population", "nowhere.toml"], "there is no such file"),
    ],
)
def test_what_cannot_be_used_is_said_plainly(snapshot, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    usual = {"--year": "2025-26", "--facts": str(snapshot), "--out": "return.csv"}
    given = [word for pair in usual.items() if pair[0] not in arguments for word in pair]
    with pytest.raises(CommandError, match=r".") as refused:
        run(*given, *arguments)
    assert told in str(refused.value)
    assert refused.value.returncode == 2
    assert not list(tmp_path.glob("*return*"))


def test_there_is_something_to_do(snapshot):
    with pytest.raises(CommandError, match="--out, or use --check"):
        run("--year", "2025-26", "--facts", snapshot)


def test_a_snapshot_that_was_altered_is_refused(snapshot, tmp_path):
    some = next(snapshot.glob("concern/*.parquet"))
    some.write_bytes(some.read_bytes() + b"x")
    with pytest.raises(CommandError, match="not as it was written"):
        run("--year", "2025-26", "--facts", snapshot, "--out", tmp_path / "r.csv")
    assert not (tmp_path / "r.csv").exists()


def test_years_that_the_facts_do_not_reach_are_not_zero(tmp_path):
    from goldenthread.insight.sac.values import NoSuchFacts

    facts = written(tmp_path, {"concern": [concern(1, 1, date(2026, 4, 2))]})
    with pytest.raises(NoSuchFacts, match="begin in 2026-04: they hold nothing of 2025-26"):
        prepare("2025-26", facts)
    earlier = written(tmp_path / "earlier", {"concern": [concern(1, 1, date(2025, 4, 2))]})
    prepare("2026-27", earlier)  # taken in May 2026: the year has begun
    with pytest.raises(NoSuchFacts, match="2026-27 had not begun"):
        prepare(
            "2026-27",
            type(earlier)(
                earlier.council,
                AS_AT.replace(month=3),
                earlier.files,
                earlier.held,
                earlier.month_of,
            ),
        )


RISKY = [
    f"{before}{sign}HYPERLINK(1)"
    for sign in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    for before in ("", "'")
]


@pytest.mark.parametrize("text", RISKY)
def test_nothing_in_a_file_is_taken_for_a_formula(text):
    """Whatever a council is called and whatever a finding quotes, a spreadsheet takes it for text and it can be got back."""
    address = Address(text, text, text, text)
    found = Return(LAYOUT, text, AS_AT, {address: Cell(address, 1, "mandatory")})
    (_, row) = list(csv.reader(io.StringIO(tidy.content(tidy.rows_of_return(found)).decode(), newline="")))
    assert all(cell.startswith("'") for cell in row[:4])
    assert [original(cell) for cell in row[:4]] == [text] * 4
    empty = prepare_empty(text)
    for content in (
        workbook.of_return(empty, [Finding("SAC-01", text, text, 1)]),
        workbook.of_published(empty, publish(empty), stricter=False),
    ):
        with ZipFile(io.BytesIO(content)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
        assert sheets
        assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)
        book = openpyxl.load_workbook(io.BytesIO(content))
        texts = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        assert not {
            each for each in texts if isinstance(each, str) and each[:1] in "=+-@＝＋－＠\t\r\n" and each
        }


def prepare_empty(council):
    cells = {a: Cell(a, 0, metric.obligation) for block in LAYOUT.blocks for a, metric in block.cells()}
    return Return(LAYOUT, council, AS_AT, cells)


def test_the_year_is_read_as_the_return_writes_it():
    assert ReturnYear.read("1999-00").last == date(2000, 3, 31)
    assert str(ReturnYear.of(date(2025, 3, 31))) == "2024-25"
    assert str(ReturnYear.of(date(2025, 4, 1))) == "2025-26"


def test_a_return_is_frozen_by_the_command(snapshot, tmp_path):
    said = run("--year", "2025-26", "--facts", snapshot, "--keep", tmp_path / "kept")
    assert "Edition 1 is kept in" in said
    assert "Write this in the minutes of its sign-off: " in said
    assert "Nothing differs from edition 1" in run(
        "--year", "2025-26", "--facts", snapshot, "--keep", tmp_path / "kept"
    )
    (tmp_path / "kept" / "2025-26" / "edition-1" / "return.csv").unlink()
    with pytest.raises(CommandError, match="is not as it was kept"):
        run("--year", "2025-26", "--facts", snapshot, "--keep", tmp_path / "kept")


def test_what_the_bench_compares_with_counts_the_same(snapshot):
    """The same tables by hand in DuckDB SQL and in pandas agree in every cell, or the bench says where they differ."""
    told = {way: [national_return.once(way, snapshot, "2025-26")] for way in national_return.WAYS}
    found = national_return.summary(told)
    assert found["cells that are not zero"] > 100
    told["sql"][0]["cells"][0][4] += 1
    with pytest.raises(ValueError, match="sql and the house differ"):
        national_return.summary(told)
