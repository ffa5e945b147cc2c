"""The cube, figures outside the council, rows for export, pooling, and the two commands, over a month written by hand."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO

import pyarrow
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight import tables
from goldenthread.insight.cube import NAME, CubeError, Figures, open_cube, tally_snapshot, write_cube
from goldenthread.insight.language.periods import Period
from goldenthread.insight.language.reading import fed, read_indicators
from goldenthread.insight.outside import guard
from goldenthread.insight.pooling import COUNCIL, PoolError, only_agreed, pool, tallies_of
from goldenthread.insight.readings import broken_down, reading
from goldenthread.insight.tallies import Cell, Counted, Source, Tallies
from tests.insight.june import june
from tests.insight.test_engines import ARROW

JUNE = Period.read("2025-06")
AS_AT = datetime(2025, 7, 15, 9, tzinfo=UTC)


def write_snapshot(folder, council="Sandgate", rows=None):
    """A snapshot as the house writes it, of rows written by hand."""
    told = {"format": 1, "as_at": AS_AT.isoformat(), "council": council, "tables": {}}
    for name, table in fact_tables().items():
        at = [column.name for column in table.columns].index(table.month_of)
        months = {}
        for row in (rows or june())[name]:
            months.setdefault(f"{row[at]:%Y-%m}", []).append(row)
        held = {}
        for month, of_month in (months or {"2025-07": []}).items():
            file = folder / name / f"month={month}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            arrays = {
                column.name: pyarrow.array([row[i] for row in of_month], ARROW[column.kind])
                for i, column in enumerate(table.columns)
            }
            pyarrow.parquet.write_table(pyarrow.table(arrays), file)
            held[month] = {
                "rows": len(of_month),
                "digest": sha256(file.read_bytes()).hexdigest(),
                "source": "",
            }
        told["tables"][name] = {
            "rows": sum(month["rows"] for month in held.values()),
            "digest": table.digest(),
            "months": held,
            "made_from": "",
        }
    (folder / "manifest.json").write_text(json.dumps(told))
    return folder


@pytest.fixture(scope="module")
def indicators():
    return read_indicators(fact_tables())


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return write_snapshot(tmp_path_factory.mktemp("sandgate"))


@pytest.fixture(scope="module")
def tallies(snapshot, indicators):
    return tally_snapshot(snapshot, indicators)


@pytest.fixture
def cube(tallies, tmp_path):
    write_cube(tmp_path / NAME, tallies)
    return open_cube(tmp_path / NAME)


def test_a_cube_holds_exactly_what_was_tallied(cube, tallies):
    whole = cube.whole()
    assert whole.counted == tallies.counted
    assert (whole.sources, whole.months, dict(whole.versions)) == (
        tallies.sources,
        tallies.months,
        dict(tallies.versions),
    )


def test_the_same_tallies_are_the_same_file(tallies, tmp_path):
    for name in ("a", "b"):
        write_cube(tmp_path / name, tallies)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_figures_of_a_cube_are_those_of_the_snapshot(cube, tallies, indicators):
    figures = Figures(cube, indicators)
    assert figures.reading("D1", JUNE) == reading(indicators["D1"], tallies, JUNE)
    assert figures.broken_down("D1", JUNE, "age_at_end") == broken_down(
        indicators["D1"], tallies, JUNE, "age_at_end", fact_tables()
    )
    months = figures.months()
    assert [str(month) for month in months[-3:]] == ["2025-04", "2025-05", "2025-06"]
    assert [each.numerator for each in figures.series("A3", months[-2:])] == [2, 4]


def test_a_changed_definition_has_no_figure_rather_than_a_wrong_one(tallies, indicators, tmp_path):
    other = Tallies(
        tallies.sources, tallies.months, {**tallies.versions, "D1": "of another day"}, tallies.counted
    )
    write_cube(tmp_path / NAME, other)
    figures = Figures(open_cube(tmp_path / NAME), indicators)
    assert figures.reading("D1", JUNE).sentence == "This was not supplied."
    assert figures.reading("D2", JUNE).numerator == 3


def test_a_cube_is_read_without_any_engine(tallies, tmp_path):
    write_cube(tmp_path / NAME, tallies)
    read = (
        "import sys, pathlib\n"
        "from goldenthread.insight.cube import open_cube\n"
        "cube = open_cube(pathlib.Path(sys.argv[1]))\n"
        "assert cube.of('D1').counted.counts\n"
        "print([m for m in ('duckdb', 'ibis', 'pandas', 'pyarrow', 'numpy') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", read, str(tmp_path / NAME)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("content", [b"", b"not a cube", b'{"format": 1}'])
def test_what_is_no_cube_is_told(tmp_path, content):
    (tmp_path / "x.cube").write_bytes(content)
    with pytest.raises(CubeError, match="is not a file of tallies, or it is damaged"):
        open_cube(tmp_path / "x.cube")


def test_a_cube_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(CubeError, match="Run: goldenthread indicators"):
        open_cube(tmp_path / NAME)


def made_up(indicators, pairs):
    """Tallies of D1 in June 2025 by kind, from numerators and denominators by group."""
    counted = Counted()
    numerator, denominator = (role for role, _ in indicators["D1"].counting.parts)
    for group, (part, whole) in pairs.items():
        for role, number in ((numerator, part), (denominator, whole)):
            for by, name in (("kind", group), ("", None)):
                counted.add(Cell("D1", role, JUNE.grain, JUNE.number, by, name), number)
    month = range(JUNE.number, JUNE.number + 1)
    return Tallies((Source("X", "2025-08-01", month[0], month[-1]),), month, {"D1": "1"}, counted)


@given(
    pairs=st.dictionaries(
        st.sampled_from(["s42", "other", "third", "fourth"]),
        st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))),
        min_size=1,
    )
)
def test_no_small_number_is_seen_outside_in_any_form(indicators, pairs):
    made = made_up(indicators, pairs)
    whole = reading(indicators["D1"], made, JUNE)
    shown, groups = guard(whole, broken_down(indicators["D1"], made, JUNE, "kind", fact_tables()))
    for each in (shown, *groups.values()):
        if each.hidden:
            assert each.value == "[c]"
            assert not any(sign.isdigit() for sign in each.sentence)
        else:
            assert LIMIT <= each.numerator.value <= each.denominator.value - LIMIT


def test_rows_for_export_hold_numbers_definition_and_moment(indicators, tallies):
    found = {
        row["indicator"]: row for row in tables.rows(indicators.values(), tallies, [JUNE], fact_tables())
    }
    assert set(found) == set(fed(indicators.values()))
    assert found["D1"] | {"low": "", "high": ""} == {
        "indicator": "D1",
        "name": "Asked what they want",
        "period": "2025-06",
        "complete": "yes",
        "breakdown": "",
        "group": "",
        "numerator": "4",
        "denominator": "5",
        "value": "80.00",
        "unit": "in 100",
        "low": "",
        "high": "",
        "nine_in_ten": "",
        "longest": "",
        "status": "supplied",
        "council": "Sandgate",
        "as_at": AS_AT.isoformat(),
        "definition": indicators["D1"].version,
        "source": indicators["D1"].source,
    }
    assert (found["B3"]["value"], found["B3"]["longest"]) == ("3.50", "62")
    assert (found["A1"]["numerator"], found["A1"]["status"]) == ("5", "not_supplied")
    never = next(iter(tables.rows([indicators["D1"]], tallies, [Period.read("2020-01")], fact_tables())))
    assert (never["numerator"], never["value"], never["status"]) == ("", "", "not_supplied")


def test_rows_for_outside_hide_every_small_number(indicators, tallies):
    found = list(
        tables.rows(indicators.values(), tallies, [JUNE], fact_tables(), breakdowns=True, hide_below=5)
    )
    assert len(found) > 500
    for row in found:
        assert not row["longest"]
        for name in ("numerator", "denominator"):
            assert row[name] in ("", "[c]") or int(row[name]) >= LIMIT, row
        if row["numerator"] == "[c]":
            assert (row["value"], row["low"], row["nine_in_ten"]) == ("[c]", "", "")


def another(tallies, council):
    """The same tallies as if another council had counted them."""
    return replace(tallies, sources=(tallies.sources[0]._replace(council=council),))


def test_only_what_means_the_same_everywhere_leaves_a_council(snapshot, tallies, indicators, tmp_path):
    agreed = tallies_of(snapshot, indicators)
    local = {"team", "agency", "service", "worker_key", "officer_key", "manager_key"}
    assert local <= {cell.by for cell in tallies.counted.counts}
    assert not local & {cell.by for cell in agreed.counted.counts}
    # A file that one council tallied itself pools like its snapshot: what is local in it stays behind.
    write_cube(tmp_path / "sandgate.cube", tallies)
    assert tallies_of(tmp_path / "sandgate.cube", indicators).counted == agreed.counted


def test_councils_are_pooled_without_a_row_of_a_person(indicators, tallies, tmp_path):
    agreed = only_agreed(tallies, indicators, fact_tables())
    pooled = pool([another(agreed, "Bay"), agreed])
    asked = reading(indicators["D1"], pooled, JUNE)
    assert (asked.numerator, asked.denominator) == (8, 10)
    decided = reading(indicators["B3"], pooled, JUNE)
    assert (decided.histogram, decided.value) == ({1: 2, 2: 2, 5: 2, 62: 2}, 3.5)
    by_council = broken_down(indicators["D1"], pooled, JUNE, COUNCIL, fact_tables())
    assert {name: (each.numerator, each.denominator) for name, each in by_council.items()} == {
        "Bay": (4, 5),
        "Sandgate": (4, 5),
    }
    # Different adults of two councils are different adults.
    assert reading(indicators["C1"], pooled, JUNE).denominator == 6
    write_cube(tmp_path / "pool.cube", pooled, agreed_only=True)
    again = tallies_of(tmp_path / "pool.cube", indicators)
    third = pool([again, another(agreed, "Cove")])
    assert reading(indicators["D1"], third, JUNE).denominator == 15
    assert set(broken_down(indicators["D1"], third, JUNE, COUNCIL, fact_tables())) == {
        "Bay",
        "Cove",
        "Sandgate",
    }


def test_a_year_that_one_council_knows_in_part_is_not_added_up(indicators, tallies):
    later = Tallies(
        (Source("Late", AS_AT.isoformat(), JUNE.number, tallies.months[-1]),),
        range(JUNE.number, tallies.months[-1] + 1),
        tallies.versions,
        Counted(
            {
                c: n
                for c, n in tallies.counted.counts.items()
                if c.grain != "month" or c.period >= JUNE.number
            },
            {},
        ),
    )
    pooled = pool([tallies, later])
    assert pooled.months[0] == JUNE.number
    # People in June are known in both; people in the quarter only in one, so nobody's quarter is told.
    assert reading(indicators["C1"], pooled, JUNE).denominator == 6
    assert reading(indicators["C1"], pooled, Period.read("2025-26 Q1")).denominator == 0


def test_what_cannot_be_pooled_is_told(tallies):
    with pytest.raises(PoolError, match="nothing to pool"):
        pool([])
    with pytest.raises(PoolError, match="Sandgate comes twice"):
        pool([tallies, tallies])
    bay = (Source("Bay", AS_AT.isoformat(), 1, 2),)
    with pytest.raises(PoolError, match="did not count D1 by the same definition"):
        pool([tallies, Tallies(bay, tallies.months, {**tallies.versions, "D1": "other"}, Counted())])
    with pytest.raises(PoolError, match="share no month"):
        pool([tallies, Tallies(bay, range(1, 3), tallies.versions, Counted())])


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
    assert "A9" in lines
    assert "waits for the number of beds" in lines["A9"]
    # Without a month, it is the newest that is over.
    assert run("indicators", "--facts", snapshot, "--key", "D1").startswith("Sandgate, 2025-06.")
    year = run("indicators", "--facts", snapshot, "--year", "2025-26", "--key", "B2")
    assert "2025-26, which is not over" in year
    assert "3 of 6 = 50 in 100" in year
    outside = run("indicators", "--facts", snapshot, "--month", "2025-06", "--key", "D1", "--published")
    assert "too small to show" in outside


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
        (["--key", "G4"], "Nothing here can be counted yet: G4 waits for facts about case audits"),
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
