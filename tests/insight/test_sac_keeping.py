"""A frozen return stays as it was: a restatement is another edition, and a change to either shows."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime

import pytest

from goldenthread.insight.sac.keeping import KeptError, editions, keep
from goldenthread.insight.sac.prepare import prepare
from tests.insight.sac_facts import concern, written

AT = datetime(2026, 5, 20, 10, 0, tzinfo=UTC)
CONCERNS = [concern(at, at, date(2025, 5, 1)) for at in range(1, 9)]


def prepared(folder, concerns):
    return prepare("2025-26", written(folder, {"concern": concerns}))


@pytest.fixture
def first(tmp_path):
    return keep(prepared(tmp_path / "facts", CONCERNS), tmp_path / "kept", at=AT)


@pytest.fixture
def home(tmp_path, first):
    return tmp_path / "kept" / "2025-26"


def test_an_edition_holds_the_return_and_what_it_was_made_of(first, home):
    assert {path.name for path in first.folder.iterdir()} == {
        "return.xlsx",
        "return.csv",
        "findings.csv",
        "manifest.json",
    }
    told = json.loads((first.folder / "manifest.json").read_text())
    assert told["edition"] == 1
    assert told["rule_version"].startswith("2025-26 v1 ")
    assert list(told["facts"]["concern"]) == ["2025-05"]
    assert [edition.digest for edition in editions(home)] == [first.digest]
    assert not any(path.stat().st_mode & 0o222 for path in first.folder.iterdir())


def test_the_same_return_is_not_kept_twice(tmp_path, first, home):
    again = keep(prepared(tmp_path / "facts", CONCERNS), tmp_path / "kept", at=AT)
    assert (again.number, again.is_new) == (1, False)
    assert len(list(home.iterdir())) == 1


def test_a_restatement_needs_a_reason_and_moves_nothing(tmp_path, first, home):
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    more = prepared(tmp_path / "more", [*CONCERNS, concern(9, 9, date(2025, 6, 1))])
    with pytest.raises(KeptError, match=r"5 cells differ from edition 1 of 2025-26. Say why with --reason"):
        keep(more, tmp_path / "kept", at=AT)
    second = keep(more, tmp_path / "kept", at=AT, reason="A late form was found.")
    assert (second.number, second.is_new) == (2, True)
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before
    with (second.folder / "changes.csv").open(newline="") as file:
        head, *changes = csv.reader(file)
    assert head == ["table", "metric", "row", "column", "before", "now"]
    assert ["SG1f", "Safeguarding Concerns", "Total", "Cases", "8", "9"] in changes
    assert len(changes) == 5
    assert json.loads((second.folder / "manifest.json").read_text())["reason"] == "A late form was found."
    assert [edition.number for edition in editions(home)] == [1, 2]


@pytest.mark.parametrize("name", ["return.csv", "return.xlsx", "findings.csv"])
def test_a_file_that_was_altered_shows(home, first, name):
    path = first.folder / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(KeptError, match=f"{name} is not as it was kept"):
        editions(home)


def test_an_edition_taken_away_or_made_anew_shows(tmp_path, first, home):
    more = prepared(tmp_path / "more", CONCERNS[:-1])
    keep(more, tmp_path / "kept", at=AT, reason="One was a double.")
    manifest = first.folder / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace('"reason": ""', '"reason": "x"'))
    with pytest.raises(KeptError, match=r"edition-1 is not the one that .*edition-2 followed"):
        editions(home)
    manifest.unlink()
    with pytest.raises(KeptError, match=r"manifest.json is missing"):
        editions(home)


def test_stopped_halfway_leaves_nothing_that_counts(tmp_path, first, home):
    (home / ".edition-2.unfinished").mkdir()
    (home / ".edition-2.unfinished" / "return.csv").write_text("half")
    assert len(editions(home)) == 1
    fewer = prepared(tmp_path / "fewer", CONCERNS[:-1])
    assert keep(fewer, tmp_path / "kept", at=AT, reason="One was a double.").number == 2
