"""B5, the rest of it: every indicator, month and breakdown tallied; and a dashboard read from what was tallied.

    python -m bench.tallies --councils DIR [--first 15] [--rounds 3]

``DIR`` is what ``goldenthread synthesise`` wrote; ``--first`` takes so many of its councils. The house, which reads each table once, takes
turns with the same questions asked of the files one by one, each in a process of its own so that the memory told is its own. Both
must find the same. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.kept import keep
from bench.timing import own_settings, say

WAYS = ("house", "each by itself")


def main() -> int:
    """Measure in turn, or (with ``--way``) be one of those that are measured."""
    own_settings()
    parser = argparse.ArgumentParser(prog="python -m bench.tallies")
    parser.add_argument("--councils", type=Path, required=True)
    parser.add_argument("--first", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="write it in docs/benchmarks.json and its page")
    parser.add_argument("--way", choices=WAYS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(once(options.way, options.councils, options.first)))
        return 0
    told: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for at in range(options.rounds):
        for way in WAYS:
            command = [sys.executable, "-m", "bench.tallies", "--councils", str(options.councils)]
            command += ["--first", str(options.first), "--way", way]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            told[way].append(json.loads(done.stdout))
            say(f"{at + 1} {way}: {told[way][-1]}")
    found = summary(told)
    print(json.dumps(found, indent=1))
    if options.keep:
        keep("tallies", found)
    return 0


def summary(told: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Medians and ratios. Raises ValueError when the two differ."""
    (house, *more), (other, *_) = told[WAYS[0]], told[WAYS[1]]
    if house["digest"] != other["digest"]:
        raise ValueError("the two ways differ")
    median = {
        name: {way: round(statistics.median(run[name] for run in runs), 3) for way, runs in told.items()}
        for name in ("seconds", "processor")
    }
    return {
        "concerns": house["concerns"], "rows": house["rows"], "months": house["months"], "cells": house["cells"],
        "compiling": house["compiling"], **median, "MiB": max(run["MiB"] for run in (house, *more)), "cube_kB": house["cube_kB"],
        "dashboard_ms": statistics.median(run["dashboard_ms"] for run in (house, *more)),
        **{f"ratio of {name}": round(found[WAYS[0]] / found[WAYS[1]], 2) for name, found in median.items()},
    }  # fmt: skip


def once(way: str, councils: Path, first: int) -> dict[str, Any]:
    """Tally once, in this process."""
    import django

    django.setup()
    from goldenthread.ground.facts import fact_tables
    from goldenthread.insight import engines
    from goldenthread.insight.cube import open_cube, write_cube
    from goldenthread.insight.pooling import tally_together
    from goldenthread.insight.queries import indicators
    from goldenthread.insight.snapshots import open_snapshot

    folders = [folder for folder in sorted(councils.iterdir()) if folder.is_dir()][:first]
    spent: dict[str, float] = {}

    @contextmanager
    def over(files: Any, facts: Any) -> Any:
        with engines.duckdb_over(files, facts) as opened:
            yield opened if way == "house" else replace(opened, staged=None)

    # The first time compiles the questions, which serve every council after it.
    began = time.perf_counter()
    tally_together(folders[:1], indicators(), over=over)
    spent["first"] = time.perf_counter() - began
    began, processor = time.perf_counter(), time.process_time()
    found = tally_together(folders, indicators(), over=over)
    spent |= {"seconds": time.perf_counter() - began, "processor": time.process_time() - processor}
    days = [(cell, sorted(held.items())) for cell, held in found.counted.days.items()]
    cells = sorted(map(repr, [*found.counted.counts.items(), *days]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tallies.cube"
        size = write_cube(path, found, agreed_only=True)
        shown = _dashboard(open_cube, path)
    held = [open_snapshot(folder).rows for folder in folders]
    return {
        "concerns": sum(rows("concern") for rows in held), "rows": sum(rows(name) for rows in held for name in fact_tables()),
        "months": len(found.months), "cells": len(cells), "digest": sha256("".join(cells).encode()).hexdigest(),
        "compiling": round(spent["first"], 2), "seconds": round(spent["seconds"], 2), "processor": round(spent["processor"], 2),
        "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "cube_kB": round(size / 1000), "dashboard_ms": shown,
    }  # fmt: skip


def _dashboard(open_cube: Any, path: Path) -> float:
    """Milliseconds to read the leading figures, their year before and their 24 months, as a page does once the file is open."""
    from goldenthread.insight.cube import Figures
    from goldenthread.insight.language.periods import Grain, Period
    from goldenthread.insight.queries import indicators

    figures = Figures(open_cube(path), indicators())
    keys = [key for key, each in indicators().items() if each.counting][:12]
    year = Period.of(figures.cube.months[-1], Grain.YEAR)
    for key in keys:
        figures.reading(key, year)
    began = time.perf_counter()
    for key in keys:
        figures.reading(key, year)
        figures.reading(key, year.before)
        figures.series(key, figures.months())
    return round((time.perf_counter() - began) * 1000, 1)


if __name__ == "__main__":
    sys.exit(main())
