"""The cube, figures outside the council, rows for export and pooling, over a month written by hand."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight import tables
from goldenthread.insight.cube import NAME, CubeError, Figures, open_cube, write_cube
from goldenthread.insight.language.periods import Period
from goldenthread.insight.language.reading import fed
from goldenthread.insight.outside import guard
from goldenthread.insight.pooling import COUNCIL, PoolError, only_agreed, pool, tallies_of
from goldenthread.insight.readings import broken_down, reading
from goldenthread.insight.tallies import Cell, Counted, Source, Tallies
from tests.insight.june_snapshot import AS_AT, JUNE


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
            assert not any(sign.isdigit() for sign in each.sentence.replace(f"under {LIMIT}", ""))
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
