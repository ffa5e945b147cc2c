"""B5 on every engine: all indicators, twelve months and every agreed breakdown, on DuckDB, PostgreSQL and Spark in local mode.

    python -m bench.engines --councils DIR [--first 15] [--rounds 3] [--keep]

``DIR`` is what ``goldenthread synthesise`` wrote. Each engine is asked the same questions over the same facts, in turns and in a
process of its own; loading into PostgreSQL and starting Spark are told apart from counting. All must find the same. PostgreSQL is
TEST_DATABASE_URL, else the server at 127.0.0.1:5432 (a schema of its own, removed afterwards); Spark is what ``make spark`` adds. What is
not there is told as not run. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.kept import keep
from bench.timing import own_settings, say

SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
SCHEMA = "goldenthread_bench"
MONTHS = 12


def main() -> int:
    """Measure in turn, or (with ``--way``) be one of those that are measured."""
    own_settings()
    parser = argparse.ArgumentParser(prog="python -m bench.engines")
    parser.add_argument("--councils", type=Path, required=True)
    parser.add_argument("--first", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="write it in docs/benchmarks.json and its page")
    parser.add_argument("--way", choices=WAYS)
    options = parser.parse_args()
    folders = [folder for folder in sorted(options.councils.iterdir()) if folder.is_dir()][: options.first]
    if options.way:
        print(json.dumps(once(options.way, folders)))
        return 0
    told: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS if _here(way)}
    for at in range(options.rounds):
        for way, runs in told.items():
            command = [sys.executable, "-m", "bench.engines", "--councils", str(options.councils)]
            command += ["--first", str(options.first), "--way", way]
            runs.append(
                json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            )
            say(f"{at + 1} {way}: {runs[-1]}")
    found = summary(told)
    print(json.dumps(found, indent=1))
    if options.keep:
        keep("engines", found)
    return 0


def summary(told: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Medians by engine. Raises ValueError when two engines differ."""
    digests = {run["digest"] for runs in told.values() for run in runs}
    if len(digests) != 1:
        raise ValueError("the engines differ")
    first = next(iter(told.values()))[0]
    return {
        "concerns": first["concerns"],
        "cells": first["cells"],
        "engines": {
            way: {
                name: round(statistics.median(run[name] for run in runs), 2) for name in ("ready", "seconds")
            }
            for way, runs in told.items()
        },
    }


def once(way: str, folders: Sequence[Path]) -> dict[str, Any]:
    """Count once on one engine, in this process. ``ready``: seconds until it could be asked; ``seconds``: what counting took."""
    import django

    django.setup()
    from goldenthread.ground.facts import fact_tables
    from goldenthread.insight.engines import tally
    from goldenthread.insight.language.periods import month_of
    from goldenthread.insight.language.plan import Window
    from goldenthread.insight.language.reading import fed
    from goldenthread.insight.queries import indicators
    from goldenthread.insight.snapshots import open_snapshot

    snapshots, tables = [open_snapshot(folder) for folder in folders], fact_tables()
    files = {name: [path for snapshot in snapshots for path in snapshot.paths(name)] for name in tables}
    as_at = min(snapshot.as_at.date() for snapshot in snapshots)
    last = month_of(as_at) - 1
    began = time.perf_counter()
    with WAYS[way](files, tables) as engine:
        ready = time.perf_counter() - began
        found = tally(
            engine, fed(indicators().values()), tables, Window(range(last - MONTHS + 1, last + 1), as_at), agreed_only=True
        )  # fmt: skip
        seconds = time.perf_counter() - began - ready
    days = [(cell, sorted(held.items())) for cell, held in found.days.items()]
    cells = sorted(map(repr, [*found.counts.items(), *days]))
    return {
        "concerns": sum(snapshot.rows("concern") for snapshot in snapshots), "cells": len(cells), "ready": round(ready, 2),
        "seconds": round(seconds, 2), "digest": sha256("".join(cells).encode()).hexdigest(),
    }  # fmt: skip


def _here(way: str) -> bool:
    """Whether an engine can be tried here; says so when it cannot."""
    lacks = ""
    if way == "Spark" and not (importlib.util.find_spec("pyspark") and shutil.which("java")):
        lacks = "make spark, and Java 17"
    if way == "PostgreSQL":
        import psycopg

        try:
            psycopg.connect(SERVER, connect_timeout=3).close()
        except psycopg.OperationalError:
            lacks = "a server at 127.0.0.1:5432, or TEST_DATABASE_URL"
    if lacks:
        say(f"{way}: not run, it needs {lacks}")
    return not lacks


@contextmanager
def _duckdb(files: Any, tables: Any) -> Iterator[Any]:
    from goldenthread.insight.engines import duckdb_over

    with duckdb_over(files, tables) as engine:
        yield engine


@contextmanager
def _postgresql(files: Any, tables: Any) -> Iterator[Any]:
    import psycopg
    from psycopg import sql

    from goldenthread.insight.engines import load_postgresql, postgresql_over

    load_postgresql(SERVER, SCHEMA, tables, {name: _rows(files[name], tables[name]) for name in tables})
    try:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute("ANALYZE")
        with postgresql_over(SERVER, SCHEMA) as engine:
            yield engine
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(SCHEMA)))


def _rows(paths: Sequence[Path], table: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, in the order of its columns."""
    import pyarrow.parquet

    names = [column.name for column in table.columns]
    for path in paths:
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(columns=names):
            yield from zip(*(batch.column(name).to_pylist() for name in names), strict=True)


@contextmanager
def _on_spark(files: Any, tables: Any) -> Iterator[Any]:
    from goldenthread.insight.engines import spark_over

    with spark_over(files, tables) as engine:
        yield engine


WAYS = {"DuckDB": _duckdb, "PostgreSQL": _postgresql, "Spark": _on_spark}


if __name__ == "__main__":
    sys.exit(main())
