"""The two commands over a month written by hand: figures printed and written, councils pooled."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight.cube import NAME, Figures, open_cube, write_cube
from tests.insight.june_snapshot import JUNE
from tests.insight.test_cube import another


def run(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_prints_every_figure_with_what_it_is_made_of(snapshot, indicators):
    told = run("indicators", "--facts", snapshot, "--month", "2025-06")
    assert told.startswith("Sandgate, 2025-06. Facts as at 2025-07-15 09:00.")
    lines = {line.split()[0]: line for line in told.splitlines()[1:]}
    assert set(lines) == set(indicators)
    assert lines["D1"].endswith(f"Asked what they want: 4 of 5 = 80 in 100  [{indicators['D1'].version}]")
    assert lines["B9"].endswith(
        f"4, 20 days in the middle, 1 over 90, 1 over 180  [{indicators['B9'].version}]"
    )
    # One that is read from another by its parts, and one that waits for facts.
    assert "read A1 by group" in lines["A9"]
    assert "waits for facts about safety plans" in lines["B8"]
    # Without a month, it is the newest that is over.
    assert run("indicators", "--facts", snapshot, "--key", "D1").startswith("Sandgate, 2025-06.")
    year = run("indicators", "--facts", snapshot, "--year", "2025-26", "--key", "B2")
    assert "2025-26, which is not over" in year
    assert "3 of 6 = 50 in 100" in year
    outside = run("indicators", "--facts", snapshot, "--month", "2025-06", "--key", "D1", "--published")
    assert "Not shown: this number, or one that could be worked out from it, is under 5." in outside


@pytest.mark.requirement("R181")
def test_the_command_writes_csv_json_and_the_cube(snapshot, tmp_path, indicators):
    run(
        "indicators", "--facts", snapshot, "--month", "2025-06", "--out", tmp_path / "all.csv", "--breakdowns"
    )
    with (tmp_path / "all.csv").open(newline="") as text:
        rows = list(csv.DictReader(text))
    assert {
        row["group"]: row["numerator"]
        for row in rows
        if (row["indicator"], row["breakdown"]) == ("A1", "agency")
    } == {
        "Police": "1",
        "Rowan Lodge": "1",
        "not recorded": "3",
    }
    agencies = {
        row["group"]: row["value"] for row in rows if (row["indicator"], row["breakdown"]) == ("A8", "agency")
    }
    assert agencies == {"Police": "50.00", "Rowan Lodge": "0.00", "not recorded": "100.00"}
    run("indicators", "--facts", snapshot, "--year", "2025-26", "--out", tmp_path / "all.json", "--cube")
    assert json.loads((tmp_path / "all.json").read_text())[0]["indicator"] == "A1"
    figures = Figures(open_cube(snapshot / NAME), indicators)
    assert figures.reading("D1", JUNE).numerator == 4


def test_rates_are_told_with_the_population_of_a_dated_file(snapshot, tmp_path):
    file = tmp_path / "people.toml"
    file.write_text(
        'source = "Mid-year estimates, made up"\nyear = 2024\n[adults]\n'
        '"18-64" = 50000\n"65-74" = 10000\n"75-84" = 7000\n"85+" = 3000\n'
    )
    told = run("indicators", "--facts", snapshot, "--year", "2025-26", "--key", "A1", "--population", file)
    assert "7 of 70,000 = 10 per 100,000" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "2025-13"], "is not a period"),
        (["--month", "2025-26"], "is not a month"),
        (["--key", "Z9"], "There is no indicator Z9"),
        (["--key", "G4"], "Nothing here can be counted: G4 waits for facts about case audits"),
        (["--out", "x.txt"], "must end in .csv or .json"),
        (["--breakdowns"], "name a file with --out"),
    ],
)
def test_the_command_says_what_is_wrong(snapshot, arguments, said):
    with pytest.raises(CommandError, match=said) as refused:
        run("indicators", "--facts", snapshot, *arguments)
    assert refused.value.returncode == 2


def test_a_folder_that_is_no_snapshot_is_told(tmp_path):
    with pytest.raises(CommandError, match=str(tmp_path)):
        run("indicators", "--facts", tmp_path)


def test_the_pool_command(snapshot, tallies, tmp_path):
    bay = tmp_path / "bay.cube"
    write_cube(bay, another(tallies, "Bay"))
    told = run("pool", snapshot, bay, "--out", tmp_path / "all.cube")
    assert "2 councils" in told
    assert open_cube(tmp_path / "all.cube").agreed_only
    run("pool", tmp_path / "all.cube", "--out", tmp_path / "all.csv", "--period", "2025-06")
    with (tmp_path / "all.csv").open(newline="") as text:
        rows = list(csv.DictReader(text))
    councils = [row for row in rows if (row["indicator"], row["breakdown"]) == ("A1", "council")]
    assert {row["group"]: row["numerator"] for row in councils} == {"Bay": "5", "Sandgate": "5"}
    assert all(
        row[name] in ("", "[c]") or int(row[name]) >= LIMIT
        for row in rows
        for name in ("numerator", "denominator")
    )
    with pytest.raises(CommandError, match="Bay comes twice"):
        run("pool", bay, bay, "--out", tmp_path / "x.cube")
    with pytest.raises(CommandError, match="for which period"):
        run("pool", bay, "--out", tmp_path / "x.csv")
