"""``make bench``: every benchmark, on SQLite and PostgreSQL, at both sizes; writes docs/benchmarks.md and docs/benchmarks.json.

    python -m bench [--sizes 20000,200000] [--databases sqlite,postgresql] [--only B1,B3] [--suite-seconds N] [--kept DIR]

PostgreSQL is BENCH_DATABASE_URL, else the server at 127.0.0.1:5432: databases of our own are made there and dropped at the end; with
``--kept`` filled databases stay for another run, which then need not fill them (B1 and B3 add rows: keep them for what only reads).
What is not there is reported as not run. The full run takes about half an hour on two cores; ``--sizes 20000`` about five minutes.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("BENCH_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
PORT = 8028
ALL = "B1,B3,B4,B7,B8,B9,B11"


def main() -> int:
    """Run what is asked, merge it with what earlier runs wrote, each with its commit, and write the page."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Speed as ratios taken side by side."
    )
    parser.add_argument("--sizes", default="20000,200000", help="numbers of concerns")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument(
        "--only", default=ALL, help=f"which benchmarks ({ALL}; B2 comes from B1 at two sizes)"
    )
    parser.add_argument(
        "--suite-seconds",
        type=float,
        help="B10: how long the whole of `make test` took, as it says at its end",
    )
    parser.add_argument("--kept", type=Path, help="a folder: databases stay, there and on the server")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.json")
    options = parser.parse_args()
    told: dict[str, Any] = {"about": about(), "runs": {}, "B10_seconds": options.suite_seconds}
    if options.out.exists():
        kept = json.loads(options.out.read_text(encoding="utf-8"))
        # What an earlier commit measured stays, and is told with that commit, until it is measured again.
        told["runs"] = kept["runs"]
        told["facts"] = kept.get("facts", {})
        told["B10_seconds"] = options.suite_seconds or kept.get("B10_seconds")
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        for database in options.databases.split(","):
            for size in [int(size) for size in options.sizes.split(",")]:
                name = f"{database} {size}"
                print(f"{name} …", file=sys.stderr, flush=True)
                place = (options.kept or Path(folder)) / name.replace(" ", "-")
                found = measured(database, size, options.only, place, kept=bool(options.kept))
                found["commit"] = told["about"]["commit"]
                told["runs"][name] = told["runs"].get(name, {}) | found
                options.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    from bench.report import page

    options.out.with_suffix(".md").write_text(page(told), encoding="utf-8")
    return 1 if any("not run" in run for run in told["runs"].values()) else 0


def about() -> dict[str, Any]:
    """Machine, commit and day."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    return {
        "commit": commit, "day": f"{datetime.now(UTC):%Y-%m-%d}", "cores": os.cpu_count(), "processor": model,
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30), "system": platform.system(),
        "python": platform.python_version(), "load": [round(n, 1) for n in os.getloadavg()],
    }  # fmt: skip


def measured(database: str, size: int, only: str, folder: Path, *, kept: bool = False) -> dict[str, Any]:
    """One database of one size, in processes of its own; one that was ``kept`` is filled already."""
    folder.mkdir(parents=True, exist_ok=kept)
    url = ""
    name = f"gt_bench_{'kept' if kept else os.getpid()}_{size}"
    if database == "postgresql":
        try:
            with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
                there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
                if not there:
                    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.OperationalError:
            return {"not run": "no PostgreSQL answers"}
        url = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    others = {
        key: value for key, value in os.environ.items() if not key.startswith(("GOLDENTHREAD_", "DJANGO_"))
    }
    environment = others | {
        "DATABASE_URL": url, "GOLDENTHREAD_DATA": str(folder), "GOLDENTHREAD_DEMO": "1", "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
    }  # fmt: skip
    try:
        goldenthread("collectstatic", "--no-input", "--verbosity", "0", environment=environment)
        command = [sys.executable, "-m", "bench.measure", "--concerns", str(size), "--only", only]
        done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            return {"not run": f"failed with status {done.returncode}"}
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        found["load"] = round(os.getloadavg()[0], 1)
        if "B8" in only.split(","):
            from bench.papers import papers

            found["B8"] = papers()
        if "B9" in only.split(","):
            found["B9"] = cold_start(environment)
        return found
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
        if database == "postgresql" and not kept:
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )


def goldenthread(*words: str, environment: dict[str, str]) -> None:
    """One command of the house."""
    subprocess.run(
        [sys.executable, "-m", "goldenthread.config.cli", *words], env=environment, cwd=ROOT, check=True
    )


def cold_start(environment: dict[str, str]) -> dict[str, float]:
    """B9: from the start of the process to the first page, and the memory of a worker after a hundred pages."""
    firsts, memory = [], 0.0
    for _ in range(5):
        began = time.monotonic()
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "goldenthread.config.cli",
                "serve",
                "--port",
                str(PORT),
                "--without-clockwork",
            ],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while first_page() != 200 and time.monotonic() < began + 60:
                time.sleep(0.01)
            firsts.append(time.monotonic() - began)
            for _ in range(100):
                first_page()
            memory = max(memory, *(resident(child) for child in children(server.pid)))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
    return {
        "first_page_seconds": round(statistics.median(firsts), 2),
        "quickest_seconds": round(min(firsts), 2),
        "worker_mib": round(memory),
    }


def first_page() -> int:
    """Status of the sign-in page; 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        connection.request("GET", "/account/sign-in")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def children(pid: int) -> list[int]:
    """Processes right below this one."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident(pid: int) -> float:
    """Resident memory of a process in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
