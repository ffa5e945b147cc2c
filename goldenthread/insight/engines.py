"""Engines that tally: DuckDB over a folder of facts, PostgreSQL over tables of facts that several councils pooled.

They only count. DuckDB reads Parquet alone and never a database file that somebody has open. Neither runs in a web worker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldenthread.ground.facts import FactTable, Kind
from goldenthread.insight.compiler import questions
from goldenthread.insight.language.definition import Counting
from goldenthread.insight.language.plan import Window, plan
from goldenthread.insight.tallies import Counted

if TYPE_CHECKING:
    import ibis.expr.types as ir

# What does not fit is spilt to a temporary folder.
MEMORY = "1500MB"
_SQL = {
    Kind.KEY: "bigint",
    Kind.WORD: "text",
    Kind.FLAG: "boolean",
    Kind.NUMBER: "integer",
    Kind.DAY: "date",
}


def tally(
    tables: Mapping[str, ir.Table],
    indicators: Mapping[str, Counting],
    facts: Mapping[str, FactTable],
    window: Window,
    *,
    agreed_only: bool = False,
) -> Counted:
    """Count every part of every indicator on the engine that the tables belong to."""
    counted = Counted()
    asked = plan(indicators, facts, agreed_only=agreed_only)
    for question in questions(asked, tables, window):
        for row in question.expression.to_pyarrow().to_pylist():
            for cell, number, day in question.cells(row):
                counted.add(cell, number, day)
    return counted


@contextmanager
def duckdb_over(
    files: Mapping[str, Sequence[Path]], facts: Mapping[str, FactTable], *, threads: int | None = None
) -> Iterator[dict[str, ir.Table]]:
    """Tables over Parquet files, by name. A table without a file has no rows."""
    import ibis

    settings: dict[str, Any] = {"memory_limit": MEMORY} | ({"threads": threads} if threads else {})
    backend = ibis.duckdb.connect(**settings)
    try:
        yield {
            name: backend.read_parquet([str(path) for path in paths], table_name=name)
            if (paths := files.get(name))
            else _nothing(backend, facts[name])
            for name in facts
        }
    finally:
        backend.disconnect()


def _nothing(backend: Any, table: FactTable) -> ir.Table:
    columns = ", ".join(f"{column.name} {_SQL[column.kind]}" for column in table.columns)
    backend.raw_sql(f"CREATE TABLE {table.name} ({columns})")
    found: ir.Table = backend.table(table.name)
    return found


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
def postgresql_over(url: str, schema: str, facts: Mapping[str, FactTable]) -> Iterator[dict[str, ir.Table]]:
    """Tables of a schema, by name, that ``load_postgresql`` or a warehouse filled."""
    import ibis

    backend = ibis.connect(url)
    with closing(backend.con):
        yield {name: backend.table(name, database=schema) for name in facts}
