"""The SQL of the return: one fact read once into keys and one number for each row, and every table tallied from there.

A cut becomes a byte: the place of the row among the labels. The bytes of a row are packed into one number, so that one
comparison tells whether two cases say the same of somebody. Whatever enters the SQL comes from the layout and the
vocabularies, and is quoted.
"""

# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from goldenthread.enquiries.vocabulary import EnquiryKind
from goldenthread.insight.sac.layout import Address, Block, Cut, Layout, Metric
from goldenthread.insight.sac.unit import NOWHERE, UNKNOWN, Cells, Unit, name_of
from goldenthread.insight.sac.values import Held, NoSuchFacts, is_held
from goldenthread.insight.sac.year import ReturnYear

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = tuple(EnquiryKind.values())
# A cell: its block, its metric, and the places of its row and column.
Place: TypeAlias = tuple[Block, Metric, int, int]


def stages(layout: Layout, held: Held) -> list[Stage]:
    """The parts of the return that read the same fact, placed in the year by the same day."""
    found: dict[tuple[str, str], Stage] = {}
    for block in layout.blocks:
        for metric in block.metrics:
            if is_held(block, metric, held):
                stage = found.setdefault((metric.facts, metric.day), Stage(metric.facts, metric.day))
                stage.blocks.setdefault(id(block), (block, []))[1].append(metric)
    return list(found.values())


class Stage:
    """One fact by one day, and the blocks that are counted from it."""

    def __init__(self, facts: str, day: str) -> None:
        self.facts, self.day = facts, day
        self.blocks: dict[int, tuple[Block, list[Metric]]] = {}

    def count(
        self, db: DuckDBPyConnection, files: Sequence[Path], year: ReturnYear
    ) -> Iterator[tuple[Address, int]]:
        """Every cell of a year that is not zero. Raises NoSuchFacts for a word that no vocabulary has."""
        units: dict[Unit, list[tuple[Block, list[Metric]]]] = {}
        for block, metrics in self.blocks.values():
            for alike in _alike(metrics):
                units.setdefault(Unit.of(alike[0]), []).append((block, alike))
        # Rows that are counted one by one are read once and not kept.
        kept = len(units) > 1 or not all(unit.is_each_row for unit in units)
        self._fill(db, files, year, kept=kept)
        for unit, parts in units.items():
            unit.gather(db, once=any(block.once for block, _ in parts))
            if not kept:
                self._refuse_unknown(db, files, year, "SELECT bit_or(low) FROM gathered")
            for block, alike in parts:
                of_kind = {_kind(metric): metric for metric in alike}
                for kind, row, column, number in unit.count(
                    db, self._cells(block, alike[0]), once=block.once
                ):
                    if kind in of_kind:
                        yield block.address(of_kind[kind], row, column), number

    def cases(
        self, db: DuckDBPyConnection, files: Sequence[Path], year: ReturnYear, wanted: Sequence[Place]
    ) -> Iterator[list[int]]:
        """Keys of the cases behind each cell, in order; for individuals counted once, all their cases of this metric.

        Raises NoSuchFacts for a word that no vocabulary has.
        """
        self._fill(db, files, year, kept=True)
        for block, metric, row, column in wanted:
            cells = self._cells(block, metric)
            yield Unit.of(metric).cases(db, cells, (row, column), once=block.once, kind=_kind(metric))

    def places(self) -> Iterator[Place]:
        """Every cell that is counted here."""
        for block, metrics in self.blocks.values():
            for metric in metrics:
                for row in range(len(block.row_labels)):
                    for column in range(len(block.column_labels)):
                        yield block, metric, row, column

    def _fill(self, db: DuckDBPyConnection, files: Sequence[Path], year: ReturnYear, *, kept: bool) -> None:
        """Make ``stage``, the rows of a year: as a table where they are read more than once, else as a view of the files."""
        db.execute(
            f"CREATE TEMP {'TABLE' if kept else 'VIEW'} stage AS "
            f"SELECT {', '.join(self._columns())} FROM {self._source(files, year)}"
        )
        if kept:
            self._refuse_unknown(db, files, year, "SELECT bit_or(packed) FROM stage")

    def _source(self, files: Sequence[Path], year: ReturnYear) -> str:
        within = f"{name_of(self.day)} BETWEEN DATE '{year.first}' AND DATE '{year.last}'"
        return f"read_parquet([{_texts(files)}]) WHERE {within}"

    def _columns(self) -> list[str]:
        metrics = [metric for _, metrics in self.blocks.values() for metric in metrics]
        columns = [f"{name_of(self.day)} AS day"]
        columns += [name_of(key) for key in sorted({key for m in metrics for key in (m.case, *m.subject)})]
        if any(metric.kind for metric in metrics):
            columns.append(
                f"{_choice('kind', {kind: at for at, kind in enumerate(KINDS)}, KINDS, None)} AS k"
            )
        number = next(
            held
            for bytes, held in ((4, "UINTEGER"), (8, "UBIGINT"), (16, "UHUGEINT"))
            if bytes >= len(self._bytes)
        )
        packed = [f"({told}::{number} << {8 * at})" for at, (told, _) in enumerate(self._bytes.values())]
        return [*columns, f"{' | '.join(packed) or f'0::{number}'} AS packed"]

    @cached_property
    def _bytes(self) -> dict[str, tuple[str, tuple[Cut, str] | None]]:
        """What is packed, byte by byte: the place in each cut, with its column, and whether each condition on rows is met."""
        found: dict[str, tuple[str, tuple[Cut, str] | None]] = {}
        for block, metrics in self.blocks.values():
            for metric in metrics:
                for cut in (block.rows, block.columns):
                    if cut:
                        column = cut.column_of(metric)
                        found[_at(cut, metric)] = _place(cut, column), (cut, column)
            if block.where:
                cut, words = block.where
                found[_filter(block)] = (
                    f"coalesce({name_of(cut.column)} IN ({_texts(words)}), false)::UTINYINT",
                    None,
                )
        return found

    def _cells(self, block: Block, metric: Metric) -> Cells:
        bits = {name: 8 * at for at, name in enumerate(self._bytes)}
        return Cells(
            row=bits[_at(block.rows, metric)] if block.rows else None,
            column=bits[_at(block.columns, metric)] if block.columns else None,
            where=bits[_filter(block)] if block.where else None,
        )

    def _refuse_unknown(
        self, db: DuckDBPyConnection, files: Sequence[Path], year: ReturnYear, every: str
    ) -> None:
        """``every`` asks for the bits of all rows at once."""
        (bits,) = db.execute(every).fetchone() or (0,)
        for at, (_, cut_of) in enumerate(self._bytes.values()):
            if cut_of and (bits or 0) >> 8 * at & UNKNOWN:
                cut, column = cut_of
                word = db.execute(
                    f"SELECT {name_of(column)} FROM {self._source(files, year)} "
                    f"AND {name_of(column)} NOT IN ({_texts(cut.words)}) LIMIT 1"
                ).fetchone()
                held = word[0] if word else ""
                raise NoSuchFacts(f"{self.facts}.{column} holds “{held}”, which is not a word of {cut.name}.")


def _alike(metrics: Iterable[Metric]) -> list[list[Metric]]:
    """Metrics that differ only in the kind of enquiry are counted together."""
    found: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        found.setdefault((metric.subject, metric.age, bool(metric.kind)), []).append(metric)
    return list(found.values())


def _kind(metric: Metric) -> int:
    return KINDS.index(metric.kind) if metric.kind else 0


def _at(cut: Cut, metric: Metric) -> str:
    return f"at {cut.name} {cut.column_of(metric)}"


def _filter(block: Block) -> str:
    return f"is {block.where[0].name} {' '.join(sorted(block.where[1]))}" if block.where else ""


def _place(cut: Cut, column: str) -> str:
    if not cut.bands:
        return _choice(column, cut.places, cut.words, cut.missing)
    age = name_of(column)
    bands = "".join(
        f" WHEN {age} >= {youngest}{'' if oldest is None else f' AND {age} <= {oldest}'} THEN {at}"
        for at, (youngest, oldest) in enumerate(cut.bands)
    )
    return f"(CASE{bands} ELSE {cut.missing} END)::UTINYINT"


def _choice(column: str, places: Mapping[str, int], words: Iterable[str], missing: int | None) -> str:
    """The place of a word. Looked up in a map, each word of a file's own list of words is looked up once and not for every row."""
    known = ", ".join(f"{_text(word)}: {places.get(word, NOWHERE)}::UTINYINT" for word in sorted(words))
    absent = NOWHERE if missing is None else missing
    other = f"CASE WHEN {name_of(column)} IS NULL THEN {absent} ELSE {UNKNOWN} END"
    return f"coalesce(map_extract_value(MAP {{{known}}}, {name_of(column)}), {other}::UTINYINT)"


def _text(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _texts(texts: Iterable[object]) -> str:
    return ", ".join(_text(text) for text in sorted(map(str, texts)))
