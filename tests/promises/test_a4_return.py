"""A4: the statutory return is right, not only complete."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goldenthread.access.viewer import operator
from goldenthread.insight.sac import reference
from goldenthread.insight.sac.layout import load
from goldenthread.insight.sac.prepare import prepare
from goldenthread.insight.sac.source import facts_of
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.insight.snapshots.writing import write_snapshot
from tests.factories import towns
from tests.insight import sac_by_hand, sac_facts, sac_mutants, sac_tables, test_sac_golden

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
CELLS = 600


def facts_here(folder):
    """A snapshot of this database."""
    write_snapshot(operator(), folder)
    return facts_of(folder)


def compared(facts) -> int:
    """Compare every year in every cell with the count by hand. Returns how many cells were not zero."""
    told = 0
    for year in sac_by_hand.YEARS:
        expected = sac_by_hand.counted(year)
        found = prepare(year, facts).found
        supplied = {tuple(a): cell.value for a, cell in found.cells.items() if cell.value is not None}
        assert len(supplied) > CELLS
        assert set(expected) <= set(supplied), f"{year}: a label that the return does not have"
        wrong = {a: (n, expected.get(a, 0)) for a, n in supplied.items() if n != expected.get(a, 0)}
        assert not wrong, f"{year}: {wrong}"
        told += sum(number > 0 for number in expected.values())
    return told


@pytest.mark.promise("A4")
def test_the_made_up_council_counted_by_hand_agrees_in_every_cell(db, tmp_path):
    towns.build(now=NOW, adults=700, seed=3)
    assert compared(facts_here(tmp_path)) > 100


@pytest.mark.promise("A4")
def test_every_word_and_edge_counted_by_hand_agrees_in_every_cell(db, tmp_path):
    sac_tables.fill(people=250, seed=11)
    assert compared(facts_here(tmp_path)) > 900


def test_the_layout_reads_only_columns_that_rooms_publish(db, tmp_path):
    facts = facts_here(tmp_path)
    for block in load("2025-26").blocks:
        for metric in block.metrics:
            if not block.waits_for:
                assert block.needs(metric) <= facts.held[metric.facts], (block.table, metric.key)


def rows_of(facts):
    """The rows of the three tables that the return reads, as plain values."""
    import pyarrow.parquet as pq

    return {
        table: [row for path in facts.files[table].values() for row in pq.read_table(path).to_pylist()]
        for table in ("concern", "enquiry", "allegation")
    }


def is_caught(mutant, cases) -> bool:
    """True when the layout with a mistake gives another number in any cell of any of the counts by hand."""
    for rows, held, year, expected in cases:
        found = reference.count(mutant.layout, rows, held, mutant.year(year))
        if {tuple(address): number for address, number in found.items()} != expected:
            return True
    return False


@pytest.mark.promise("A4")
def test_mistakes_in_the_mapping_are_caught(db, tmp_path):
    """At least 200 layouts with one mistake each; at least 95 in 100 give a number that the counts by hand refute."""
    sac_tables.fill(people=250, seed=11)
    facts = facts_here(tmp_path)
    rows = rows_of(facts)
    golden = {tuple(address): number for address, number in test_sac_golden.by_hand().items()}
    cases = [(test_sac_golden.FACTS, sac_facts.HELD, test_sac_golden.YEAR, golden)]
    cases += [
        (rows, facts.held, ReturnYear.read(year), sac_by_hand.counted(year)) for year in sac_by_hand.YEARS
    ]
    sound = sac_mutants.Mutant("no mistake", load("2025-26"))
    assert not is_caught(sound, cases)
    made = list(sac_mutants.mutants(load("2025-26")))
    missed = [mutant.name for mutant in made if not is_caught(mutant, cases)]
    print(f"{len(made)} layouts with a mistake, {len(made) - len(missed)} caught. Missed: {missed}")
    assert made[0].name == "capacity transposed"
    assert made[0].name not in missed
    assert len(made) >= 200
    assert len(missed) <= 0.05 * len(made), missed
