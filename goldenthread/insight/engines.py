"""Engines that tally: DuckDB over a folder of facts, PostgreSQL and Spark over facts that several councils pooled.

They only count. DuckDB and Spark read Parquet alone and never a database file that somebody has open. None runs in a web worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldenthread.ground.facts import FactTable, Kind
from goldenthread.insight.compiler import Question, questions
from goldenthread.insight.language.definition import Counting
from goldenthread.insight.language.plan import Window, plan
from goldenthread.insight.staging import stages
from goldenthread.insight.tallies import Counted

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Files = Mapping[str, Sequence[Path]]
# What does not fit is spilt to a temporary folder.
MEMORY = "1500MB"
_SQL = {
    Kind.KEY: "bigint",
    Kind.WORD: "text",
    Kind.FLAG: "boolean",
    Kind.NUMBER: "integer",
    Kind.DAY: "date",
}


@dataclass(frozen=True)
class Engine:
    """Something that answers SQL of its dialect over the tables of facts: names of the columns, and the rows.

    ``staged`` keeps what a statement finds as a table of this name within the block, where the engine may write tables of its own: then
    the facts are read once and not for each pass. Without it every pass reads them.
    """

    dialect: str
    ask: Callable[[str], tuple[list[str], Iterable[Sequence[Any]]]]
    staged: Callable[[str, str], AbstractContextManager[None]] | None = None


def tally(
    engine: Engine,
    indicators: Mapping[str, Counting],
    facts: Mapping[str, FactTable],
    window: Window,
    *,
    agreed_only: bool = False,
) -> Counted:
    """Count every part of every indicator over the tables of an engine."""
    counted = Counted()
    asked, tables = tuple(plan(indicators, facts, agreed_only=agreed_only)), tuple(facts.values())
    if engine.staged is None:
        for question in questions(engine.dialect, asked, tables, window):
            _answer(engine, question, counted)
        return counted
    for stage in stages(engine.dialect, asked, tables, window):
        with engine.staged(stage.name, stage.sql):
            for question in stage.questions:
                _answer(engine, question, counted)
    return counted


def _answer(engine: Engine, question: Question, counted: Counted) -> None:
    columns, rows = engine.ask(question.sql)
    for cell, number, day in question.cells(columns, rows):
        counted.add(cell, number, day)


@contextmanager
def duckdb_over(
    files: Files, facts: Mapping[str, FactTable], *, threads: int | None = None
) -> Iterator[Engine]:
    """DuckDB over Parquet files by table. A table without a file has no rows."""
    import duckdb

    settings: dict[str, Any] = {"memory_limit": MEMORY, "preserve_insertion_order": False}
    settings |= {"threads": threads} if threads else {}
    with duckdb.connect(config=settings) as db:
        for name, table in facts.items():
            if paths := files.get(name):
                db.read_parquet([str(path) for path in paths], hive_partitioning=False).create_view(name)
            else:
                columns = ", ".join(f"{column.name} {_SQL[column.kind]}" for column in table.columns)
                db.execute(f"CREATE TABLE {name} ({columns})")

        def ask(sql: str) -> tuple[list[str], Iterable[Sequence[Any]]]:
            found = db.execute(sql)
            return [column[0] for column in found.description or ()], found.fetchall()

        @contextmanager
        def staged(name: str, sql: str) -> Iterator[None]:
            db.execute(f"CREATE TEMP TABLE {name} AS {sql}")
            yield
            db.execute(f"DROP TABLE {name}")

        yield Engine("duckdb", ask, staged)


def load_postgresql(
    url: str, schema: str, facts: Mapping[str, FactTable], rows: Mapping[str, Iterable[Sequence[object]]]
) -> None:
    """Write rows of facts into tables of a schema of their own, made anew: all of them or, if anything fails, none.

    Raises psycopg.Error when the server refuses.
    """
    import psycopg
    from psycopg import sql

    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        home = sql.Identifier(schema)
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(home))
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(home))
        for name, table in facts.items():
            where = sql.Identifier(schema, name)
            columns = sql.SQL(", ").join(
                sql.SQL("{} " + _SQL[column.kind]).format(sql.Identifier(column.name))
                for column in table.columns
            )
            cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(where, columns))
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(where)) as copy:
                for row in rows.get(name, ()):
                    copy.write_row(row)


@contextmanager
def postgresql_over(url: str, schema: str) -> Iterator[Engine]:
    """PostgreSQL over the tables of a schema that ``load_postgresql`` or a warehouse filled. It only reads."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))

        def ask(words: str) -> tuple[list[str], Iterable[Sequence[Any]]]:
            # The words come from our compiler alone: no reader's text is ever in them.
            found = cursor.execute(words.encode())
            return [column.name for column in found.description or ()], found

        yield Engine("postgres", ask)


@contextmanager
def spark_over(
    files: Files, facts: Mapping[str, FactTable], *, session: SparkSession | None = None
) -> Iterator[Engine]:
    """Spark over Parquet files by table, of one council or of many. A table without a file has no rows.

    ``session`` is one of a cluster, which is left as it was found but for views of the facts' names; without it Spark starts on this
    machine alone and ends with the block. Raises ImportError when pyspark is not installed, PySparkException when there is no Java.
    """
    with _spark(session) as spark:
        for name, table in facts.items():
            if paths := files.get(name):
                rows = spark.read.parquet(*(str(path.resolve()) for path in paths))
            else:
                rows = spark.createDataFrame(
                    [], ", ".join(f"{c.name} {_SPARK[c.kind]}" for c in table.columns)
                )
            rows.createOrReplaceTempView(name)

        def ask(sql: str) -> tuple[list[str], Iterable[Sequence[Any]]]:
            found = spark.sql(sql)
            return list(found.columns), [tuple(row) for row in found.collect()]

        @contextmanager
        def staged(name: str, sql: str) -> Iterator[None]:
            # Kept in memory, and on disk what does not fit there.
            kept = spark.sql(sql).cache()
            kept.createOrReplaceTempView(name)
            try:
                yield
            finally:
                # The session may be one of a cluster that others go on using.
                spark.catalog.dropTempView(name)
                kept.unpersist()

        yield Engine("pyspark", ask, staged)


_SPARK = {
    Kind.KEY: "bigint",
    Kind.WORD: "string",
    Kind.FLAG: "boolean",
    Kind.NUMBER: "int",
    Kind.DAY: "date",
}
# Nothing listens but to this machine. Tallies are small: one part is enough for what is left after grouping.
_ALONE = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.log.level": "ERROR",
}


@contextmanager
def _spark(session: SparkSession | None) -> Iterator[SparkSession]:
    if session is not None:
        yield session
        return
    from pyspark.sql import SparkSession

    building = SparkSession.builder.master("local[*]").appName("goldenthread")
    for name, value in _ALONE.items():
        building = building.config(name, value)
    started = building.getOrCreate()
    try:
        yield started
    finally:
        started.stop()
