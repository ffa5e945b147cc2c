"""Random definitions over random facts, with much missing: every engine counts what the plain counter counts."""

from __future__ import annotations

from datetime import date
from random import Random

import psycopg
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goldenthread.ground.facts import Kind, fact_tables
from goldenthread.insight import reference
from goldenthread.insight.engines import duckdb_over, load_postgresql, postgresql_over, tally
from goldenthread.insight.language.periods import month_of
from goldenthread.insight.language.plan import Window
from tests import made_facts

SERVER = "postgresql://postgres@127.0.0.1:5432"
WINDOW = Window(range(month_of(date(2025, 1, 1)), month_of(date(2026, 1, 31)) + 1), date(2026, 1, 20))
ARROW = {
    Kind.KEY: pyarrow.int64(),
    Kind.WORD: pyarrow.string(),
    Kind.FLAG: pyarrow.bool_(),
    Kind.NUMBER: pyarrow.int32(),
    Kind.DAY: pyarrow.date32(),
}
# Each drawing holds several definitions, each with conditions within conditions, breakdowns and three lengths of period.
DRAWINGS = 12


def write_parquet(folder, rows):
    """Rows by table as one Parquet file each; the files by table, as an engine wants them."""
    files = {}
    for name, of_table in rows.items():
        columns = fact_tables()[name].columns
        file = folder / f"{name}.parquet"
        arrays = {
            column.name: pyarrow.array([row[i] for row in of_table], ARROW[column.kind])
            for i, column in enumerate(columns)
        }
        pyarrow.parquet.write_table(pyarrow.table(arrays), file)
        files[name] = [file]
    return files


@pytest.fixture(scope="module")
def postgresql():
    """A database of this test alone."""
    name = "goldenthread_insight_engines"
    try:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
    except psycopg.OperationalError:
        yield None
        return
    yield f"{SERVER}/{name}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def drawn(data):
    """Rows of every table, and a few definitions over each of two."""
    tables = fact_tables()
    chosen = data.draw(st.lists(st.sampled_from(sorted(tables)), min_size=1, max_size=2, unique=True))
    dice = Random(data.draw(st.integers(0, 2**32)))
    rows = {name: made_facts.random_rows(tables[name], dice) for name in chosen}
    asked = {
        f"{name}-{number}": counting
        for name in chosen
        for number, counting in enumerate(
            data.draw(st.lists(made_facts.countings(tables[name]), min_size=2, max_size=4))
        )
    }
    return {name: tables[name] for name in chosen}, rows, asked


def by_reference(tables, rows, asked):
    named = {name: reference.as_rows(tables[name], of_table) for name, of_table in rows.items()}
    return reference.tally(named, asked, tables, WINDOW)


@settings(max_examples=DRAWINGS, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_duckdb_counts_what_the_plain_counter_counts(data, tmp_path_factory):
    tables, rows, asked = drawn(data)
    expected = by_reference(tables, rows, asked)
    with duckdb_over(write_parquet(tmp_path_factory.mktemp("facts"), rows), tables, threads=1) as opened:
        assert tally(opened, asked, tables, WINDOW) == expected


@settings(max_examples=DRAWINGS, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_postgresql_counts_what_the_plain_counter_counts(data, postgresql):
    if postgresql is None:
        pytest.skip("no PostgreSQL server answers at 127.0.0.1:5432")
    tables, rows, asked = drawn(data)
    expected = by_reference(tables, rows, asked)
    load_postgresql(postgresql, "pooled", tables, rows)
    with postgresql_over(postgresql, "pooled") as opened:
        assert tally(opened, asked, tables, WINDOW) == expected


def test_a_table_without_files_has_no_rows():
    with duckdb_over({}, fact_tables()) as opened:
        assert [opened.ask(f"SELECT count(*) FROM {name}")[1] for name in fact_tables()] == [[(0,)]] * 6
