"""docs/benchmarks.md from the figures."""

from __future__ import annotations

from typing import Any

TARGETS = {
    "page": 1.5,
    "growth": 1.2,
    "intake": 2.0,
    "intake p95": 3.0,
    "import": 15.0,
    "snapshot": 2.0,
    "month": 5.0,
    "paper": 0.2,
    "chronology": 1.0,
    "start": 2.0,
    "memory": 110,
    "trail": 50_000,
    "return by SQL": 1.3,
    "return by pandas": 0.25,
    "return memory": 2048,
}
_HEAD = """# Benchmarks

Ratios taken side by side in one run: house and reference take turns, so that whatever else the machine did fell on both. Written by
`make bench` (`python -m bench`; `bench/` says how each is measured). Targets are those of [promises](promises.md).

A *reference page* is a bare Django view with a session and a sign-in that runs the minimal SQL, written by hand, for the same content and
renders the same template with the same values: both send the same bytes. It asks nobody's permission, writes no trail and makes no
objects. A page that opens a record (concern, enquiry, person, chronology) also writes the look to the trail, durably, before it shows
anything; the reference does not.
"""


def page(told: dict[str, Any]) -> str:
    """The whole page."""
    about = told["about"]
    parts = [
        _HEAD,
        f"Commit {about['commit']}, {about['day']}; {about['cores']} cores ({about['processor']}), {about['memory_gib']} GiB, "
        f"{about['system']}, Python {about['python']}. Load of the machine before each run is given with it: above "
        f"{about['cores']} the times (not the ratios) are those of a busy machine.\n",
    ]
    if about.get("note"):
        parts.append(
            f"This run was {about['note']}. It shows where the time goes; it is not the run that the promises ask for.\n"
        )
    runs = {name: run for name, run in told["runs"].items() if "not run" not in run}
    parts += [
        f"{name}: commit {run['commit']}, load {run['load']}.\n"
        for name, run in runs.items()
        if run["commit"] != about["commit"]
    ]
    for name, run in told["runs"].items():
        if "not run" in run:
            parts.append(f"**{name}: not run** ({run['not run']}).\n")
    parts += [
        _pages(runs),
        _growth(runs),
        _intake(runs),
        _imports(runs),
        _return(told.get("facts", {})),
        _tallies(told.get("facts", {})),
        _engines(told.get("facts", {})),
        _snapshots(runs),
        _papers(runs),
        _start(runs),
        _suite(told),
        _trail(runs),
    ]
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def _table(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def _met(value: float, target: float, *, more: bool = False) -> str:
    return f"{value}" if (value >= target if more else value <= target) else f"**{value}**"


def _pages(runs: dict[str, Any]) -> str:
    rows = []
    for name, run in runs.items():
        for each, found in run.get("B1", {}).items():
            if "missing" in found:
                rows.append([name, each, found["missing"], "", "", "", "", ""])
                continue
            rows.append(
                [
                    name,
                    each,
                    found["median_ms"],
                    found["reference_ms"],
                    _met(found["ratio"], TARGETS["page"]),
                    _met(found["p95_ratio"], TARGETS["page"]),
                    found["queries"],
                    found["reference_queries"],
                ]
            )
    head = [
        "database, concerns",
        "page",
        "ms",
        "reference ms",
        "ratio",
        "ratio of p95",
        "queries",
        "reference's",
    ]
    told = "## B1 Hot pages\nTarget: median and p95 at most 1.5 times the reference. Bold misses it.\n\n"
    return told + _table(head, rows) if rows else ""


def _growth(runs: dict[str, Any]) -> str:
    rows = []
    for database in ("sqlite", "postgresql"):
        sizes = sorted(
            int(name.split()[1]) for name in runs if name.startswith(database) and "B1" in runs[name]
        )
        ends = [runs[f"{database} {size}"] for size in (sizes[0], sizes[-1])] if len(sizes) > 1 else []
        if not ends or ends[0]["commit"] != ends[1]["commit"]:
            continue
        small, large = (run["B1"] for run in ends)
        for each in small:
            if "median_ms" in small[each] and "median_ms" in large.get(each, {}):
                grown = round(large[each]["median_ms"] / small[each]["median_ms"], 2)
                reference = round(large[each]["reference_ms"] / small[each]["reference_ms"], 2)
                same = small[each]["queries"] == large[each]["queries"]
                rows.append(
                    [database, each, _met(grown, TARGETS["growth"]), reference, "yes" if same else "**no**"]
                )
    head = ["database", "page", "large ÷ small", "reference's", "same number of queries"]
    told = "## B2 Growth\nMedian at the largest size over the smallest; target at most 1.2.\n\n"
    return told + (_table(head, rows) if rows else "Not taken: needs both sizes in one commit.\n")


def _intake(runs: dict[str, Any]) -> str:
    rows = [
        [
            name, who, found["median_ms"], found["reference_ms"], _met(found["ratio"], TARGETS["intake" if who == "alone" else "intake p95"]),
            found["p95_ms"], _met(found["p95_ratio"], TARGETS["intake p95"]),
        ]
        for name, run in runs.items()
        for who, found in run.get("B3", {}).items()
    ]  # fmt: skip
    head = ["database, concerns", "clients", "ms", "reference ms", "ratio", "p95 ms", "ratio of p95"]
    told = (
        "## B3 Intake\nA report by API, acknowledged when durable, against a bare POST that inserts the same rows in one transaction, through "
        "the same server. Target: median at most 2 times alone, p95 at most 3 times with 8 clients.\n\n"
    )
    return told + _table(head, rows) if rows else ""


def _imports(runs: dict[str, Any]) -> str:
    rows = [
        [
            name,
            f["rows_read"],
            f["rows_written"],
            f["seconds"],
            f["bulk_seconds"],
            _met(f["ratio"], TARGETS["import"]),
            f["reports_a_second"],
        ]
        for name, run in runs.items()
        if (f := run.get("B4"))
    ]
    head = ["database, concerns", "reports", "rows written", "s", "bulk load s", "ratio", "reports a second"]
    told = "## B4 Import\nA CSV file through every check, with trail, against inserting the very rows it leaves. Target: at most 15 times.\n\n"
    return told + _table(head, rows) if rows else ""


def _return(facts: dict[str, Any]) -> str:
    rows = [
        [
            f"{each['concerns']:,}", each["seconds"]["house"], each["seconds"]["sql"], _met(each["house / other"]["sql"], TARGETS["return by SQL"]),
            each["seconds"].get("pandas", "–"), _met(each["house / other"].get("pandas", 0), TARGETS["return by pandas"]) if "pandas" in each["seconds"] else "–",
            _met(each["MiB"]["house"], TARGETS["return memory"]), each["commit"], each["load"],
        ]
        for each in sorted(facts.get("return", []), key=lambda each: each["concerns"])
    ]  # fmt: skip
    head = [
        "concerns", "s", "SQL by hand, s", "ratio", "pandas by hand, s", "ratio", "MiB", "commit", "load",
    ]  # fmt: skip
    told = (
        "## B5 The national return\nEvery table of a year of a whole England, against the same tables by hand in DuckDB SQL and in pandas; all cells are "
        "the same. Target: at most 1.3 times the SQL and a quarter of pandas, under 2 GiB. `python -m bench.national_return`.\n\n"
    )
    return told + _grown(facts.get("return", [])) + _table(head, rows) if rows else ""


def _grown(sizes: list[dict[str, Any]]) -> str:
    """What the smallest and the largest number of concerns took."""
    if len(sizes) < 2:
        return ""
    least, most = (pick(sizes, key=lambda each: each["concerns"]) for pick in (min, max))
    more = round(most["concerns"] / least["concerns"])
    times = round(most["seconds"]["house"] / least["seconds"]["house"], 1)
    return f"With {more} times the concerns the house takes {times} times as long.\n\n"


def _tallies(facts: dict[str, Any]) -> str:
    rows = [
        [
            f"{each['concerns']:,}", f"{each['rows']:,}", each["months"], f"{each['cells']:,}", each["seconds"]["house"],
            each["seconds"]["each by itself"], each["ratio of seconds"], each["ratio of processor"], each["MiB"], each["cube_kB"],
            each["dashboard_ms"], each["commit"], each["load"],
        ]
        for each in sorted(facts.get("tallies", []), key=lambda each: each["concerns"])
    ]  # fmt: skip
    head = [
        "concerns", "rows of facts", "months", "cells", "s", "each question by itself, s", "ratio", "ratio of processor time", "MiB",
        "kB of the cube", "dashboard, ms", "commit", "load",
    ]  # fmt: skip
    told = (
        "## B5 Every indicator, month and breakdown\nEach table of facts is read once and counted from a narrow table of numbers, against the same "
        "questions asked of the files one by one; both find the same. The dashboard reads twelve figures, the year before and 24 months of "
        "each from the cube. `python -m bench.tallies`.\n\n"
    )
    return told + _table(head, rows) if rows else ""


def _engines(facts: dict[str, Any]) -> str:
    rows = [
        [
            f"{each['concerns']:,}", f"{each['cells']:,}", name, found["ready"], found["seconds"],
            round(found["seconds"] / each["engines"]["DuckDB"]["seconds"], 2), each["commit"], each["load"],
            f"{each.get('day', '–')}, {each.get('machine', '–')}",
        ]
        for each in sorted(facts.get("engines", []), key=lambda each: each["concerns"])
        for name, found in each["engines"].items()
    ]  # fmt: skip
    head = [
        "concerns",
        "cells",
        "engine",
        "until it can be asked, s",
        "counting, s",
        "times DuckDB",
        "commit",
        "load",
        "day and machine",
    ]
    told = (
        "## B5 On every engine\nAll indicators, twelve months and every agreed breakdown, over the same facts: each engine finds the same. "
        "PostgreSQL and Spark are for facts that councils pooled. Until it can be asked: loading the facts into PostgreSQL, starting "
        "Spark. Where the load was above 2 the times are those of a busy machine; the engines took turns, so that the times of DuckDB can be "
        "compared. `python -m bench.engines`.\n\n"
    )
    return told + _table(head, rows) if rows else ""


def _snapshots(runs: dict[str, Any]) -> str:
    rows = [
        [
            name, f"{f['rows']:,}", f["seconds"], f["reference_seconds"], _met(f["ratio"], TARGETS["snapshot"]),
            _met(f["processor_ratio"], TARGETS["snapshot"]), f["nothing_changed"], _met(f["month"], TARGETS["month"]),
        ]
        for name, run in runs.items()
        if (f := run.get("B7"))
    ]  # fmt: skip
    head = [
        "database, concerns",
        "rows of facts",
        "s",
        "plain s",
        "ratio",
        "ratio of processor time",
        "nothing changed, s",
        "a month changed, s",
    ]
    told = (
        "## B7 Snapshot\nFacts without names, as Parquet by month, against the very statements with their values as stored, one file for "
        "each table. Target: at most twice; a changed month under 5 s.\n\n"
    )
    return told + _table(head, rows) if rows else ""


def _papers(runs: dict[str, Any]) -> str:
    rows = [
        [
            name,
            *(_met(f[form], TARGETS["paper"]) for form in ("pdf", "word")),
            *(_met(f[form], TARGETS["chronology"]) for form in ("chronology pdf", "chronology word")),
            run.get("load", ""),
        ]
        for name, run in runs.items()
        if (f := run.get("B8"))
    ]
    head = ["run", "report: tagged PDF, median s", "Word", "chronology: tagged PDF", "Word", "load"]
    told = "## B8 Documents\nA report of three pages (target: under 0.2 s) and a chronology of 500 entries (under 1 s), with other words each time. No database is asked.\n\n"
    return told + _table(head, rows) if rows else ""


def _start(runs: dict[str, Any]) -> str:
    rows = [
        [
            name,
            _met(f["first_page_seconds"], TARGETS["start"]),
            f["quickest_seconds"],
            _met(f["worker_mib"], TARGETS["memory"]),
            run.get("load", ""),
        ]
        for name, run in runs.items()
        if (f := run.get("B9"))
    ]
    head = ["database, concerns", "first page, median s", "quickest s", "MiB a worker", "load"]
    told = "## B9 Cold start and memory\nTarget: first page under 2 s, at most 110 MiB a worker.\n\n"
    return told + _table(head, rows) if rows else ""


def _suite(told: dict[str, Any]) -> str:
    took = told.get("B10_seconds")
    words = (
        f"`make test` took {took:.0f} s; target 900 s."
        if took
        else "Not recorded in this run (`make bench ARGS='--suite-seconds N'`)."
    )
    return f"## B10 The suite\n{words}\n"


def _trail(runs: dict[str, Any]) -> str:
    rows = [
        [
            name, f"{f['rows']:,}", _met(f["rows_a_second"], TARGETS["trail"], more=True), f"{f['anchor_rows_a_second']:,}",
            f"{f['anchor_written_rows_a_second']:,}", f["anchor_bytes_a_row"],
        ]
        for name, run in runs.items()
        if (f := run.get("B11"))
    ]  # fmt: skip
    head = [
        "database, concerns",
        "rows",
        "rows a second",
        "against an anchor",
        "writing an anchor",
        "bytes a row of the anchor",
    ]
    told = "## B11 Verifying the trail\nEvery hash recomputed along every chain; target at least 50,000 rows a second, streaming.\n\n"
    return told + _table(head, rows) if rows else ""
