"""Layouts of the return: every label is the word's own code, a year may be a delta, and a mistake is named."""

from __future__ import annotations

import shutil

import pytest

from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.insight.sac.layout import FOLDER, LISTS, load, years
from goldenthread.insight.sac.year import BadYear

TABLES = [
    "SG1a",
    "SG1b",
    "SG1c",
    "SG1d",
    "SG1e",
    "SG1f",
    "SG2a",
    "SG2a_b1",
    "SG2b",
    "SG2c",
    "SG2e",
    "SG3a",
    "SG4a",
    "SG5a",
    "SG5b",
]


@pytest.fixture
def folder(tmp_path):
    """A copy of the layouts to make mistakes in; layouts are kept once read, so each test has a folder of its own."""
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def change(folder, old, new, *, year="2025-26"):
    path = folder / f"{year}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("year", years())
def test_every_year_has_every_table(year):
    layout = load(year)
    assert [table.code for table in layout.tables] == TABLES
    assert str(layout.year) == year
    # SG2d is not used in the published measures.
    assert "SG2d" not in TABLES


def test_every_code_of_every_word_is_a_row():
    layout = load("2025-26")

    def labels(table, what):
        return {
            getattr(address, what) for block in layout.table(table).blocks for address, _ in block.cells()
        }

    assert labels("SG2a", "row") == {word.codes["SAC"] for word in AbuseType}
    assert labels("SG2a", "column") == {word.codes["SAC"] for word in SourceRelationship}
    assert labels("SG2b", "row") == {word.codes["SAC"] for word in Place}
    assert len(labels("SG2a", "row")) == 11
    assert len(labels("SG2b", "row")) == 9
    assert len(labels("SG2c", "row")) == 7


def test_no_label_of_a_word_is_written_a_second_time():
    """Labels that a word bears come from the vocabulary alone."""
    text = (FOLDER / "2025-26.toml").read_text(encoding="utf-8")
    lines = [
        line for line in text.splitlines() if not line.startswith("#") and not line.startswith("not_known")
    ]
    codes = {word.codes["SAC"] for words in LISTS.values() for word in words} - {"Not known", "No", "Yes"}
    assert not [code for code in codes for line in lines if f'"{code}"' in line]


def test_mandatory_and_voluntary():
    layout = load("2025-26")
    of = {
        (table.code, metric.label): metric.obligation
        for table in layout.tables
        for block in table.blocks
        for metric in block.metrics
    }
    assert of["SG1a", "Individuals in section 42 enquiries"] == "mandatory"
    assert of["SG1a", "Individuals in safeguarding concerns"] == "voluntary"
    assert of["SG1a", "Individuals in other enquiries"] == "voluntary"
    assert {obligation for (table, _), obligation in of.items() if table == "SG4a"} == {"voluntary"}
    assert {obligation for (table, _), obligation in of.items() if table == "SG1e"} == {"voluntary"}


def test_a_year_is_a_delta_on_another(folder):
    path = folder / "2026-27.toml"
    text = path.read_text(encoding="utf-8").replace(
        'based_on = "2025-26"', 'based_on = "2025-26"\ndrop_tables = ["SG5b"]'
    )
    text += '\n[cuts.gender]\ntitle = "Gender"\ncolumn = "gender"\nwords = "Gender"\nmark = "seen"\n'
    text += 'rows = ["female", "male", "not_known"]\n'
    text += '\n[[tables]]\ncode = "SG1f"\ntitle = "Cases, told otherwise"\nmark = "seen"\n'
    text += '[[tables.blocks]]\nmetrics = ["concerns"]\nunit = "Cases"\none_row = "All"\n'
    path.write_text(text, encoding="utf-8")
    base, layout = load("2025-26", folder), load("2026-27", folder)
    assert [table.code for table in layout.tables] == [code for code in TABLES if code != "SG5b"]
    assert layout.table("SG1f").title == "Cases, told otherwise"
    assert layout.table("SG1b").blocks[0].row_labels == ("Female", "Male", "Not known")
    assert base.table("SG1b").blocks[0].row_labels == ("Male", "Female", "Not known")
    assert layout.rule_version != base.rule_version
    assert layout.dates.submit_by is None


def test_the_rule_version_follows_what_is_counted(folder):
    before = load("2025-26").rule_version
    change(folder, "to = 64 }", "to = 64  }")
    assert load("2025-26", folder).rule_version == before
    other = folder / "other"
    other.mkdir()
    shutil.copy(folder / "2025-26.toml", other)
    change(other, 'unit = "Individuals"\neach = "once"', 'unit = "Individuals"\neach = "different"')
    assert load("2025-26", other).rule_version != before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('words = "AbuseType"', 'words = "Abuse"', "cuts.type.words: there is no list of words Abuse"),
        (
            '"physical", "sexual", ',
            '"physical", ',
            "cuts.type.rows: no row for Sexual: name it, or leave it out",
        ),
        ('"physical", "sexual", ', '"physical", "sexy", ', "cuts.type: AbuseType has no word sexy"),
        (
            '"relative", "stranger"]',
            '"relative", "friend", "stranger"]',
            "cuts.source.rows: two of these words have the same SAC code",
        ),
        ("from = 65, to = 74", "from = 66, to = 74", "cuts.age.bands: each band must begin the year after"),
        ('"95+"] }', '"96+"] }', "cuts.age.published: there is no band 96+"),
        ('rows = "gender"', 'rows = "sex"', "tables.SG1b.blocks.1: there is no sex; there are achieved"),
        (
            'is_one_of = ["expressed"]',
            'is_one_of = ["said"]',
            "tables.SG4a.blocks.2.only_where: asked has no said",
        ),
        (
            'label_of = "s42"',
            'label_of = "s43"',
            "metrics.s42_started: label_of and kind must be kinds of enquiry",
        ),
        ('year = "2025-26"', 'year = "2024-25"', "year: the file says 2024-25; its name says 2025-26"),
        ('unit = "Cases"', 'units = "Cases"', "tables.5.blocks.0"),
        ('one_row = "Total"', "", "give one of rows, given_rows and one_row"),
        ("[dates]", "[dates", "2025-26.toml"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(folder, old, new, told):
    change(folder, old, new)
    with pytest.raises(CatalogueError) as found:
        load("2025-26", folder)
    assert "2025-26.toml: " in str(found.value)
    assert told in str(found.value)


def test_a_circle_and_a_base_that_is_missing_are_named(folder):
    change(folder, 'year = "2025-26"', 'year = "2025-26"\nbased_on = "2024-25"')
    with pytest.raises(CatalogueError, match="based on each other in a circle"):
        load("2024-25", folder)
    (folder / "2025-26.toml").unlink()
    with pytest.raises(CatalogueError, match="there is no such file"):
        load("2026-27", folder)


@pytest.mark.parametrize("year", ["2025", "2025-27", "25-26", "2025/26", "", "2025-26x"])
def test_a_year_is_written_as_the_return_writes_it(year):
    with pytest.raises(BadYear, match="Write it as 2025-26"):
        load(year)


def test_a_year_without_a_layout_names_those_that_have_one():
    with pytest.raises(BadYear, match=r"no layout for 1999-00. There are: 2024-25, 2025-26, 2026-27"):
        load("1999-00")
