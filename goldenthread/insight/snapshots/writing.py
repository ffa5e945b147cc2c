"""Writing a snapshot: only the months whose rows could have changed, each file whole, the manifest last.

How it is known what could have changed: one statement for each table reads the versions of the records its facts are made
from (every deed raises one, or keeps a state row) and they are hashed by month. A month is written again when that digest
is another, when its file is not as it was written, or when what all rows are made with has changed: the code,
the keys, the names of agencies or the calendar.
"""

from __future__ import annotations

import calendar
import fcntl
import gc
import os
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b, sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldenthread.access.fact_rows import read_to_the_end
from goldenthread.access.fact_watch import Watched
from goldenthread.access.trail_check import one_moment
from goldenthread.access.viewer import Viewer
from goldenthread.ground import local_policy, moment
from goldenthread.ground.facts import Batch, FactTable
from goldenthread.insight.published import PUBLISHED, Published, made_from
from goldenthread.insight.snapshots.layout import (
    UNFINISHED,
    Manifest,
    Month,
    SnapshotError,
    Table,
    digest_of,
    file_of,
    keep_names,
    month_of,
    read_manifest,
    schema_of,
    write_manifest,
    write_rows,
)
from goldenthread.insight.snapshots.procedures import take_snapshot

if TYPE_CHECKING:
    import pyarrow as pa

Begin = Callable[[int], Callable[[int], object]]
_LOCK = "writing.lock"
WRITERS = 4


@dataclass(frozen=True)
class Written:
    """What a run did: months written again, months left as they were, and rows the snapshot now holds."""

    written: int
    kept: int
    rows: int


def write_snapshot(
    by: Viewer, folder: Path, *, anew: bool = False, begin: Begin = lambda total: lambda n: None
) -> Written:
    """Bring a snapshot up to date, or make it; ``anew`` writes every month again.

    ``begin`` is told how many files are to be written, and answers with what is to be told of each. Everything is read as
    it was at one moment, and no writer waits for it. It may be stopped at any time and run again. Raises SnapshotError for
    a folder that holds something else or is being written, Refused for a role that does not see figures, and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        take_snapshot(by, anew=anew)
        with one_moment():
            read_to_the_end()
            return _write(by, folder, anew=anew, begin=begin)


def _write(by: Viewer, folder: Path, *, anew: bool, begin: Begin) -> Written:
    _tidy(folder)
    before = {} if anew else _before(folder)
    as_at, made = moment.now(), made_from()
    with _uncollected():
        sources = _sources(by, month_of(moment.today()))
    plans = [_Plan(folder, each, before.get(each.table.name), made, sources[each]) for each in PUBLISHED]
    tick = begin(sum(len(plan.changed) for plan in plans))
    with ThreadPoolExecutor(WRITERS) as writers:
        tables = {plan.table.name: plan.write(by, tick, writers) for plan in plans}
    for plan in plans:
        plan.put_in_place()
    council = local_policy.current().on(moment.today()).council
    write_manifest(folder, Manifest(as_at, council, tables))
    changed = sum(len(plan.changed) for plan in plans)
    months = sum(len(table.months) for table in tables.values())
    return Written(changed, months - changed, sum(table.rows for table in tables.values()))


def arrow(table: FactTable, batch: Batch) -> pa.RecordBatch:
    """Rows of a batch as Arrow holds them, words as plain text. Raises pyarrow's error for a value that is not of its column's kind."""
    import pyarrow as pa

    types = [_plain(field.type) for field in schema_of(table)]
    arrays = [pa.array(values, of) for of, values in zip(types, batch, strict=True)]
    return pa.record_batch(arrays, names=[column.name for column in table.columns])


def _plain(of: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    return of.value_type if pa.types.is_dictionary(of) else of


def write_month(path: Path, schema: pa.Schema, batches: Sequence[pa.RecordBatch]) -> str:
    """Write the rows of one month beside ``path``, to be renamed into its place. Returns the file's digest.

    Words are encoded here, by the month: the same rows are the same file, whatever was read with them.
    """
    import pyarrow as pa

    plain = pa.schema([pa.field(field.name, _plain(field.type)) for field in schema])
    rows = pa.Table.from_batches(batches, schema=plain).combine_chunks()
    encoded = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for field, column in zip(schema, rows.columns, strict=True)
    ]
    held = pa.BufferOutputStream()
    write_rows(held, schema, pa.Table.from_arrays(encoded, schema=schema).to_batches())
    written = held.getvalue()
    with path.with_name(path.name + UNFINISHED).open("wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
    return sha256(written).hexdigest()


class _Plan:
    """One table: which months are written, which are kept, which are gone."""

    def __init__(
        self, folder: Path, published: Published, before: Table | None, made: str, now: dict[str, str]
    ) -> None:
        self.folder, self.published, self.made, self.now = folder, published, made, now
        self.table = published.table
        same = before and before.digest == self.table.digest() and before.made_from == made
        self.before = before.months if before and same else {}
        self.changed = [month for month in now if not self._is_kept(month)]
        self.gone = [month for month in (before.months if before else {}) if month not in now]

    def _is_kept(self, month: str) -> bool:
        held = self.before.get(month)
        if held is None or held.source != self.now[month]:
            return False
        path = file_of(self.folder, self.table.name, month)
        return path.is_file() and digest_of(path) == held.digest

    def write(self, by: Viewer, tick: Callable[[int], object], writers: ThreadPoolExecutor) -> Table:
        """Write the changed months beside their places. Returns what the manifest is to say.

        Encoding and the disk take as long as reading, and take it beside: a few months wait to be written, never many.
        """
        (self.folder / self.table.name).mkdir(exist_ok=True)
        months = {month: held for month, held in self.before.items() if month in self.now}
        waiting: deque[tuple[str, Future[Month]]] = deque()

        def settle(most: int) -> None:
            while len(waiting) > most:
                month, written = waiting.popleft()
                months[month] = written.result()
                tick(1)

        for first, last in self._runs():
            # A month that is watched may hold no row, such as one whose allegations were all taken off.
            without = [month for month in self.changed if first <= month <= last]
            for month, batches in self._by_month(by, first, last):
                without.remove(month)
                waiting.append((month, writers.submit(self._write_month, month, batches)))
                settle(2 * WRITERS)
            for month in without:
                waiting.append((month, writers.submit(self._write_month, month, [])))
        settle(0)
        return Table(self.table.digest(), dict(sorted(months.items())), self.made)

    def _write_month(self, month: str, batches: Sequence[pa.RecordBatch]) -> Month:
        path = file_of(self.folder, self.table.name, month)
        digest = write_month(path, schema_of(self.table), batches)
        return Month(sum(map(len, batches)), digest, self.now[month])

    def _runs(self) -> Iterator[tuple[str, str]]:
        """Changed months that follow one another, first and last: each run is one question to the database."""
        places = {month: n for n, month in enumerate(sorted(self.now))}
        for _, run in groupby(enumerate(sorted(self.changed)), key=lambda pair: places[pair[1]] - pair[0]):
            months = [month for _, month in run]
            yield months[0], months[-1]

    def _by_month(self, by: Viewer, first: str, last: str) -> Iterator[tuple[str, list[pa.RecordBatch]]]:
        """Rows of these months, a month at a time; they come in the order of their days."""
        where = [column.name for column in self.table.columns].index(self.table.month_of)
        month, held = "", list[Any]()
        for batch in self.published.rows(by, _first_day(first), _last_day(last)):
            days, rows = batch[where], arrow(self.table, batch)
            start = 0
            while start < len(days):
                this = month_of(days[start])
                end = bisect_left(days, _after(days[start]), start)
                if this != month and held:
                    yield month, held
                    held = []
                month = this
                held.append(rows.slice(start, end - start))
                start = end
        if held:
            yield month, held

    def put_in_place(self) -> None:
        """Rename what was written, and remove months that no row is of any more."""
        for month in self.changed:
            path = file_of(self.folder, self.table.name, month)
            path.with_name(path.name + UNFINISHED).replace(path)
        for month in self.gone:
            file_of(self.folder, self.table.name, month).unlink(missing_ok=True)
        if self.changed or self.gone:
            keep_names(self.folder / self.table.name)


def _sources(by: Viewer, this_month: str) -> dict[Published, dict[str, str]]:
    """For each table, its months and what they are made from. Tables that watch the same are asked for once."""
    known: dict[Any, dict[str, str]] = {}
    for each in PUBLISHED:
        if each.watch not in known:
            # A table without rows has one empty month, so that whoever counts always finds a file.
            known[each.watch] = _hashed(each.watch(by)) or {this_month: ""}
    return {each: known[each.watch] for each in PUBLISHED}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nobody looks for rings of rubbish meanwhile: a million small tuples make none, and looking takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _hashed(groups: Iterator[Watched]) -> dict[str, str]:
    found: dict[str, str] = {}
    for month, lots in groupby(groups, key=lambda group: month_of(group[0])):
        hashed = blake2b(digest_size=16)
        for _, rows in lots:
            hashed.update("".join(map(repr, rows)).encode())
        found[month] = hashed.hexdigest()
    return found


def _before(folder: Path) -> dict[str, Table]:
    """Tables of the snapshot that is there; none where there is nothing yet.

    Raises SnapshotError when the folder holds something else, so that nobody's files are mixed with facts.
    """
    try:
        return read_manifest(folder).tables
    except SnapshotError:
        ours = {each.table.name for each in PUBLISHED} | {_LOCK}
        strange = [
            p.name for p in folder.iterdir() if p.name not in ours and not p.name.startswith("manifest.json")
        ]
        if strange:
            raise SnapshotError(
                f"{folder} holds other things ({strange[0]}). Name an empty folder, or one with a snapshot."
            ) from None
        return {}


def _tidy(folder: Path) -> None:
    """Remove what a run that was stopped left unfinished."""
    for each in PUBLISHED:
        for left in (folder / each.table.name).glob(f"*{UNFINISHED}"):
            left.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else writes this snapshot meanwhile; the lock ends with the process, however it ends."""
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SnapshotError(
                f"Another process is writing {folder} now. Try again when it is done."
            ) from None
        yield


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _last_day(month: str) -> date:
    first = _first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _after(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
