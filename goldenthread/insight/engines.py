"""Engines that tally: DuckDB over a folder of facts, PostgreSQL over tables of facts that several councils pooled.

They only count. DuckDB reads Parquet alone and never a database file that somebody has open. Neither runs in a web worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.ground.facts import FactTable, Kind
from goldenthread.insight.compiler import questions
from goldenthread.insight.language.definition import Counting
from goldenthread.insight.language.plan import Window, plan
from goldenthread.insight.tallies import Counted

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
    """Something that answers SQL of its dialect over the tables of facts: names of the columns, and the rows."""

    dialect: str
    ask: Callable[[str], tuple[list[str], Iterable[Sequence[Any]]]]


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
    asked = tuple(plan(indicators, facts, agreed_only=agreed_only))
    for question in questions(engine.dialect, asked, tuple(facts.values()), window):
        columns, rows = engine.ask(question.sql)
        for row in rows:
            for cell, number, day in question.cells(dict(zip(columns, row, strict=True))):
                counted.add(cell, number, day)
    return counted


@contextmanager
def duckdb_over(
    files: Mapping[str, Sequence[Path]], facts: Mapping[str, FactTable], *, threads: int | None = None
) -> Iterator[Engine]:
    """DuckDB over Parquet files by table. A table without a file has no rows."""
    import duckdb

    settings: dict[str, Any] = {"memory_limit": MEMORY} | ({"threads": threads} if threads else {})
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

        yield Engine("duckdb", ask)


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
