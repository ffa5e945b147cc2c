"""S12: a file of 100,000 rows, 30 in 100 broken in twenty ways, comes in whole or explained, within bounds, and once.

On PostgreSQL a fifth as many: what is read and explained is the same, and what is written is written the same way.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.jobs.rows_of_concerns import BROKEN, good, header, line
from tests.promises import machine
from tests.promises.cluster import binaries
from tests.promises.house import BY_ITSELF, ROOT, House, make_cluster

pytestmark = [pytest.mark.promise("S12"), *BY_ITSELF]
ROWS, BROKEN_OF_TEN = {"SQLite": 100_000, "PostgreSQL": 20_000}, 3
# Processor seconds, so that a busy machine does not decide; the writing waits of both databases come to less than the reading.
MOST_SECONDS, MOST_MEMORY = 30.0, 200 * 1024 * 1024
WAYS = [
    "no reference", "no words", "nobody", "31 February", "day first", "born in the future", "raised in the future", "NHS check digit",
    "unknown type", "unknown place", "answer maybe", "NUL", "Latin 1", "half a character", "a cell too few", "a cell too many",
    "quote never closed", "quote in the middle", "only commas", "twice",
]  # fmt: skip
RARE = {1: "cell of a megabyte", 2: "ten thousand cells"}
_COUNTS = """
from goldenthread.concerns.models import Concern, ConcernStep, WishRow
from goldenthread.access.models import TrailHead, TrailRow
kind = {"subject_kind": "concern"}
print("COUNTS", Concern.objects.count(), Concern.objects.values("external_ref").distinct().count(), ConcernStep.objects.count(),
      TrailRow.objects.filter(**kind).count(), TrailHead.objects.filter(**kind, length=1).count())
"""


def written(path: Path, rows: int) -> dict[int, str]:
    """The file, written; for each broken row (as a spreadsheet counts) its way."""
    broken = {}
    with path.open("wb") as out:
        out.write(header())
        for n in range(rows):
            if n % 10 >= BROKEN_OF_TEN:
                out.write(line(good(n)))
                continue
            way = RARE.get(n % 20_000) or WAYS[n % 7 * 3 % 20 if n % 3 else n // 10 % 20]
            broken[n + 2] = way
            out.write(line(good(7)) if way == "twice" else BROKEN[way][0](n))
    return broken


@pytest.fixture(scope="module", params=ROWS)
def house(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    if request.param == "SQLite":
        yield House(folder).make()
        return
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    cluster = make_cluster()
    try:
        cluster.start()
        yield House(folder, database=cluster.url)
    finally:
        cluster.remove()


# The most memory is read by the process itself at its end: what a parent sees also counts the parent's own before the start.
_RUN = """
import resource, sys
from goldenthread.config.cli import main
status = 0
try:
    main()
except SystemExit as ended:
    status = ended.code
used = resource.getrusage(resource.RUSAGE_SELF)
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(used.ru_utime + used.ru_stime, int(most) * 1024)
sys.exit(status)
"""


def bring_in(house: House, *words: object) -> tuple[int, str, float, int]:
    """Exit status, last line, processor seconds and most memory in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "import_concerns", *map(str, words)],
        env=house.environment, cwd=ROOT, text=True, capture_output=True, timeout=600,
    )  # fmt: skip
    assert done.returncode in (0, 3), done.stderr
    *_, last, measured = done.stdout.strip().splitlines()
    seconds, memory = measured.split()
    return done.returncode, last, float(seconds), int(memory)


def test_bad_rows_are_explained_good_rows_kept_and_again_changes_nothing(house, request, tmp_path):
    rows, path = ROWS[request.node.callspec.params["house"]], tmp_path / "in.csv"
    broken = written(path, rows)
    assert len(set(broken.values())) >= 20
    assert len(broken) == rows * BROKEN_OF_TEN // 10
    empty = tmp_path / "empty.csv"
    empty.write_bytes(header())
    _, _, starting, base = bring_in(house, empty)
    out = tmp_path / "out.csv"
    kept = rows - len(broken)
    status, last, seconds, memory = bring_in(house, path, "--rejects", out)
    print(
        f"{rows} rows: {seconds - starting:.1f} processor seconds, {(memory - base) / 2**20:.0f} MiB over base"
    )
    assert (status, last) == (3, f"read {rows}, kept {kept}, rejected {len(broken)}, already held 0")
    if machine.has_room():
        assert seconds - starting < MOST_SECONDS
    assert memory - base < MOST_MEMORY
    _all_named(out, broken)
    counts = house.shell(_COUNTS).split("COUNTS ", 1)[1].split()
    assert set(counts) == {str(kept)}
    before = out.read_bytes()
    status, last, _, _ = bring_in(house, path, "--rejects", out)
    assert (status, last) == (3, f"read {rows}, kept 0, rejected {len(broken)}, already held {kept}")
    assert out.read_bytes() == before
    assert house.shell(_COUNTS).split("COUNTS ", 1)[1].split() == counts


def _all_named(out: Path, broken: dict[int, str]) -> None:
    words = {way: word for way, (_, word) in BROKEN.items()} | {"twice": "row"}
    seen: Counter[str] = Counter()
    csv.field_size_limit(4 * 1024 * 1024)
    with out.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            way = broken[int(row["row"])]
            assert words[way] in row["reasons"], (row["row"], way, row["reasons"][:200])
            seen[way] += 1
    assert seen == Counter(broken.values())
