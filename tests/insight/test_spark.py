"""Pooled extracts on Spark, in local mode. Needs pyspark and Java, which only those need who pool many councils (``make spark``)."""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goldenthread.ground.facts import fact_tables
from goldenthread.insight import reference
from goldenthread.insight.engines import spark_over, tally
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed, read_indicators
from goldenthread.insight.pooling import only_agreed, pool, tallies_of, tally_together
from tests.insight.june import AS_AT, june
from tests.insight.june_snapshot import write_snapshot
from tests.insight.test_engines import WINDOW, by_reference, drawn, write_parquet

# Between them: shares, days, different adults, what stands at the end, conditions within conditions, bands, codes, three periods.
# Each question is planned anew by Spark, which takes most of its time: few breakdowns.
CHOSEN = {"B9": (), "C1": (), "D1": ("age_at_end", "ethnic_group/SAC"), "G2-days": ()}


def missing() -> str:
    """What Spark lacks here, in words; empty when it can be tried."""
    lacks = [] if importlib.util.find_spec("pyspark") else ["pyspark (make spark)"]
    return " and ".join(lacks + ([] if shutil.which("java") else ["Java 17"]))


@pytest.fixture
def councils(tmp_path):
    """Two councils, of whom the second knows half as much; keys of one are not those of the other."""
    other = {
        name: [
            tuple(value + 10_000 if column.kind == "key" and value is not None else value for column, value in zip(fact_tables()[name].columns, row, strict=True))
            for row in rows[::2]
        ]
        for name, rows in june().items()
    }  # fmt: skip
    return (
        [write_snapshot(tmp_path / "a", "Sandgate"), write_snapshot(tmp_path / "b", "Bay", other)],
        {name: [*rows, *other[name]] for name, rows in june().items()},
    )


@pytest.fixture(scope="module")
def indicators():
    every = read_indicators(fact_tables())
    return {key: _narrowed(every[key], ways) for key, ways in CHOSEN.items()}


def _narrowed(indicator, ways):
    kept = tuple(each for each in indicator.counting.breakdowns if each.by in ways)
    return replace(indicator, counting=replace(indicator.counting, breakdowns=kept))


def plainly(indicators, rows, months):
    named = {name: reference.as_rows(fact_tables()[name], of) for name, of in rows.items()}
    return reference.tally(
        named, fed(indicators.values()), fact_tables(), Window(months, AS_AT), agreed_only=True
    )


def test_facts_counted_together_are_what_their_tallies_add_up_to(councils, indicators):
    folders, rows = councils
    together = tally_together(folders, indicators)
    assert together.counted == plainly(indicators, rows, together.months)
    pooled = pool(tallies_of(folder, indicators) for folder in folders)
    whole = {cell: n for cell, n in pooled.counted.counts.items() if cell.by != "council"}
    assert whole == together.counted.counts
    assert [source.council for source in together.sources] == ["Sandgate", "Bay"]
    assert only_agreed(together, indicators, fact_tables()) == together


needs_spark = pytest.mark.skipif(bool(missing()), reason=f"Spark was not tried: {missing()} is not here")


@pytest.fixture
def session():
    """A Spark of one test's own, as a cluster's would be: handed over, and left running."""
    with spark_over({}, fact_tables()):
        from pyspark.sql import SparkSession

        yield SparkSession.getActiveSession()


@needs_spark
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_spark_counts_what_the_plain_counter_counts(data, session, tmp_path_factory):
    tables, rows, asked = drawn(data)
    expected = by_reference(tables, rows, asked)
    files = write_parquet(tmp_path_factory.mktemp("facts"), rows)
    with spark_over(files, tables, session=session) as opened:
        assert tally(opened, asked, tables, WINDOW) == expected
    # Nothing that was kept for counting is left in a session that others go on using.
    assert {each.name for each in session.catalog.listTables()} <= set(fact_tables())


@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_spark_counts_a_pooled_extract_as_the_plain_counter_does(councils, indicators):
    folders, rows = councils
    found = tally_together(folders, indicators, over=spark_over)
    assert len(found.counted.counts) > 20
    assert found.counted.days
    assert found.counted == plainly(indicators, rows, found.months)


@pytest.mark.skipif(bool(importlib.util.find_spec("pyspark")), reason="pyspark is here")
def test_the_command_says_what_spark_needs(councils, tmp_path):
    folders, _ = councils
    with pytest.raises(CommandError, match="make spark"):
        call_command("pool", *map(str, folders), "--out", str(tmp_path / "x.cube"), "--on-spark")
