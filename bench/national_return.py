"""B5: the whole return of a year, side by side with the same tables by hand in DuckDB SQL and in pandas.

    python -m bench.national_return --facts DIR [--year 2025-26] [--rounds 5] [--without-pandas]

``DIR`` is a snapshot (``goldenthread snapshot`` or ``goldenthread synthesise``). The three take turns in processes of their own, so
that the memory told is theirs. Every cell is compared: a quick answer that is wrong is no answer. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.kept import keep
from bench.timing import own_settings, say

WAYS = ("house", "sql", "pandas")


def main() -> int:
    """Measure in turn, or (with ``--way``) be one of those that are measured."""
    own_settings()
    parser = argparse.ArgumentParser(prog="python -m bench.national_return")
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--year", default="2025-26")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without-pandas", action="store_true")
    parser.add_argument("--keep", action="store_true", help="write it in docs/benchmarks.json and its page")
    parser.add_argument("--way", choices=WAYS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(once(options.way, options.facts, options.year)))
        return 0
    ways = WAYS[:2] if options.without_pandas else WAYS
    told: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for at in range(options.rounds):
        for way in ways:
            told[way].append(_apart(way, options))
            say(f"{at + 1} {way}: {told[way][-1]['seconds']:.2f} s")
    found = {"concerns": _concerns(options.facts), **summary(told)}
    print(json.dumps(found, indent=1))
    if options.keep:
        keep("return", found)
    return 0


def summary(told: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Medians, ratios and memory. Raises ValueError when two ways differ in any cell."""
    cells = {way: runs[0]["cells"] for way, runs in told.items()}
    for way, found in cells.items():
        if found != cells["house"]:
            differ = sorted(set(map(tuple, found)) ^ set(map(tuple, cells["house"])))
            raise ValueError(f"{way} and the house differ: {differ[:5]}")
    seconds = {way: round(statistics.median(run["seconds"] for run in runs), 2) for way, runs in told.items()}
    return {
        "cells that are not zero": len(cells["house"]),
        "seconds": seconds,
        "MiB": {way: max(run["MiB"] for run in runs) for way, runs in told.items()},
        "house / other": {way: round(seconds["house"] / seconds[way], 2) for way in told if way != "house"},
    }


def once(way: str, facts: Path, year: str) -> dict[str, Any]:
    """Count once, in this process; what is imported and checked before is not timed. ``cells`` as plain lists."""
    from goldenthread.insight.sac.layout import load
    from goldenthread.insight.sac.year import ReturnYear

    when, layout = ReturnYear.read(year), load(year)
    if way == "house":
        count = _house(facts, layout, when)
    else:
        from bench import return_by_hand

        count = {"sql": return_by_hand.sql, "pandas": return_by_hand.pandas}[way](facts, when)
    began = time.perf_counter()
    cells = count()
    seconds = time.perf_counter() - began
    found = sorted([*address, number] for address, number in cells.items() if number)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "MiB": memory, "cells": found}


def _house(facts: Path, layout: Any, year: Any) -> Callable[[], dict[Any, int]]:
    import django

    django.setup()
    import duckdb  # noqa: F401  (loaded before the clock starts, as for the others)

    from goldenthread.insight.sac.counting import tally
    from goldenthread.insight.sac.source import facts_of

    files = facts_of(facts)
    return lambda: dict(tally(layout, files, [year]).counts[year])


def _concerns(facts: Path) -> int:
    held: dict[str, Any] = json.loads((facts / "manifest.json").read_text(encoding="utf-8"))
    return sum(month["rows"] for month in held["tables"]["concern"]["months"].values())


def _apart(way: str, options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.national_return", "--facts", str(options.facts)]
    done = subprocess.run(
        [*command, "--year", options.year, "--way", way], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
