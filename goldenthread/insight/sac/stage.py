"""The SQL of the return: one fact read once into keys and bytes, and every table that needs it tallied from there.

A cut becomes a byte: the place of the row among the labels. Places are packed into one number where the latest case of a person
is looked for, so that one comparison settles it. Whatever enters the SQL comes from the layout and the vocabularies, and is quoted.
"""

# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread.enquiries.vocabulary import EnquiryKind
from goldenthread.insight.sac.layout import Address, Block, Cut, Layout, Metric
from goldenthread.insight.sac.values import Held, NoSuchFacts, is_held
from goldenthread.insight.sac.year import ReturnYear

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = tuple(EnquiryKind.values())
# A word of no vocabulary is marked so that it stops the count. A row that stands nowhere is NULL; packed, it is this number.
_UNKNOWN, _NOWHERE = 255, 254


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

    def fill(self, db: DuckDBPyConnection, files: Sequence[Path], year: ReturnYear) -> None:
        """Read the rows of a year into the table ``stage``. Raises NoSuchFacts for a word that no vocabulary has."""
        source = f"read_parquet([{_texts(files)}])"
        within = f"{_name(self.day)} BETWEEN DATE '{year.first}' AND DATE '{year.last}'"
        db.execute(
            f"CREATE TEMP TABLE stage AS SELECT {', '.join(self._columns())} FROM {source} WHERE {within}"
        )
        self._refuse_unknown(db, source, within)

    def count(self, db: DuckDBPyConnection) -> Iterator[tuple[Address, int]]:
        """Every cell that is not zero."""
        for block, metrics in self.blocks.values():
            for alike in _alike(metrics):
                source = self._once(db, alike[0]) if block.once else "stage"
                yield from _cells(db, source, block, alike)

    def cases(self, db: DuckDBPyConnection, block: Block, metric: Metric, row: int, column: int) -> list[int]:
        """Keys of the cases behind one cell, in order; for individuals counted once, all their cases of this metric."""
        source = self._once(db, metric) if block.once else "stage"
        same = [f"stage.{who} IS NOT DISTINCT FROM found.{who}" for who in _who(metric)]
        if not block.once:
            same.append(f"stage.{_name(metric.case)} = found.{_name(metric.case)}")
        here = [*_conditions(block, metric), f"{_at(block.rows, metric)} = {row}"]
        here += [f"{_at(block.columns, metric)} = {column}"]
        kind = [f"k = {KINDS.index(metric.kind)}"] if metric.kind else []
        found = f"(SELECT * FROM {source} WHERE {' AND '.join([*here, *kind])})"
        rows = db.execute(
            f"SELECT DISTINCT {_name(metric.case)} FROM stage WHERE {' AND '.join([*kind, 'true'])} AND "
            f"EXISTS (SELECT 1 FROM {found} AS found WHERE {' AND '.join(same)}) ORDER BY 1"
        ).fetchall()
        return [key for (key,) in rows]

    def places(self) -> Iterator[tuple[Block, Metric, int, int]]:
        """Every cell that is counted here: its block, its metric, and the places of its row and column."""
        for block, metrics in self.blocks.values():
            for metric in metrics:
                for row in range(len(block.row_labels)):
                    for column in range(len(block.column_labels)):
                        yield block, metric, row, column

    def _metrics(self) -> list[Metric]:
        return [metric for _, metrics in self.blocks.values() for metric in metrics]

    def _cuts(self) -> dict[str, tuple[Cut, str]]:
        return {
            _at(cut, metric): (cut, cut.column_of(metric))
            for block, metrics in self.blocks.values()
            for metric in metrics
            for cut in (block.rows, block.columns)
            if cut
        }

    def _columns(self) -> list[str]:
        day = _name(self.day)
        columns = [f"{day} AS day"]
        columns += [_name(key) for key in sorted({m.case for m in self._metrics()})]
        columns += sorted({f"{who} AS {name}" for m in self._metrics() for name, who in _who(m).items()})
        if any(metric.kind for metric in self._metrics()):
            columns.append(
                f"{_choice('kind', {kind: at for at, kind in enumerate(KINDS)}, KINDS, None)} AS k"
            )
        columns += [f"{_place(cut, column)} AS {name}" for name, (cut, column) in self._cuts().items()]
        wheres = {_filter(block): block.where for block, _ in self.blocks.values() if block.where}
        return columns + [
            f"{_name(cut.column)} IN ({_texts(words)}) AS {name}" for name, (cut, words) in wheres.items()
        ]

    def _refuse_unknown(self, db: DuckDBPyConnection, source: str, within: str) -> None:
        cuts = {name: (cut, column) for name, (cut, column) in self._cuts().items() if not cut.bands}
        if not cuts:
            return
        most = db.execute(f"SELECT {', '.join(f'max({name})' for name in cuts)} FROM stage").fetchone() or ()
        for (cut, column), highest in zip(cuts.values(), most, strict=True):
            if highest == _UNKNOWN:
                word = db.execute(
                    f"SELECT {_name(column)} FROM {source} WHERE ({within}) "
                    f"AND {_name(column)} NOT IN ({_texts(cut.words)}) LIMIT 1"
                ).fetchone()
                held = word[0] if word else ""
                raise NoSuchFacts(f"{self.facts}.{column} holds “{held}”, which is not a word of {cut.name}.")

    def _once(self, db: DuckDBPyConnection, metric: Metric) -> str:
        """The table with one row for each individual: the places their latest case gives them. Made once for all its blocks.

        Most people are told of alike by all their cases, and need no comparing of days.
        """
        table = _name("once " + " ".join([*metric.subject, "by kind" if metric.kind else "of all"]))
        names = [
            name for name, (cut, column) in self._cuts().items() if not cut.bands or column == metric.age
        ]
        packed = " | ".join(
            f"(coalesce({name}, {_NOWHERE})::UBIGINT << {8 * at})" for at, name in enumerate(names)
        )
        places = ", ".join(
            f"nullif((packed >> {8 * at}) & 255, {_NOWHERE})::UTINYINT AS {name}"
            for at, name in enumerate(names)
        )
        whom = [*(["k"] if metric.kind else []), *_who(metric)]
        by = ", ".join(whom)
        same = " AND ".join(f"cases.{who} IS NOT DISTINCT FROM people.{who}" for who in whom)
        # The latest day wins, and on one day the highest key.
        latest = f"row(day, {_name(metric.case)})"
        db.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {table} AS "
            f"WITH cases AS (SELECT {by}, day, {_name(metric.case)}, {packed} AS packed FROM stage), "
            f"people AS (SELECT {by}, min(packed) AS low, max(packed) AS high FROM cases GROUP BY {by}), "
            f"found AS (SELECT {by}, low AS packed FROM people WHERE low = high UNION ALL "
            f"SELECT {by}, arg_max(packed, {latest}) FROM cases "
            f"WHERE EXISTS (SELECT 1 FROM people WHERE low <> high AND {same}) GROUP BY {by}) "
            f"SELECT {by}, {places} FROM found"
        )
        return table


def _cells(
    db: DuckDBPyConnection, source: str, block: Block, metrics: list[Metric]
) -> Iterator[tuple[Address, int]]:
    one = metrics[0]
    kind = "k" if one.kind else "0"
    # A row for each individual, or for each case, needs no telling apart.
    rows_apart = block.once or one.subject == (one.case,)
    number = "count(*)" if rows_apart else " + ".join(f"count(DISTINCT {who})" for who in _who(one))
    rows = db.execute(
        f"SELECT {kind} AS kind, {_at(block.rows, one)} AS r, {_at(block.columns, one)} AS c, {number} "
        f"FROM {source} WHERE {' AND '.join(_conditions(block, one))} GROUP BY ALL"
    ).fetchall()
    of_kind = {KINDS.index(metric.kind) if metric.kind else 0: metric for metric in metrics}
    for k, row, column, count in rows:
        if k in of_kind:
            yield block.address(of_kind[k], row, column), count


def _alike(metrics: Iterable[Metric]) -> list[list[Metric]]:
    """Metrics that differ only in the kind of enquiry are counted together."""
    found: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        found.setdefault((metric.subject, metric.age, bool(metric.kind)), []).append(metric)
    return list(found.values())


def _conditions(block: Block, metric: Metric) -> list[str]:
    cuts = [f"{_at(cut, metric)} IS NOT NULL" for cut in (block.rows, block.columns) if cut]
    return [*cuts, *([_filter(block)] if block.where else []), "true"]


def _who(metric: Metric) -> dict[str, str]:
    """Who a row counts for: column names and what they hold. A later key is used only where the ones before are missing."""
    found = {_name(metric.subject[0] + "."): _name(metric.subject[0])}
    for at, key in enumerate(metric.subject[1:], 1):
        missing = " AND ".join(f"{_name(before)} IS NULL" for before in metric.subject[:at])
        found[_name(key + " alone")] = f"CASE WHEN {missing} THEN {_name(key)} END"
    return found


def _at(cut: Cut | None, metric: Metric) -> str:
    return _name(f"at {cut.name} {cut.column_of(metric)}") if cut else "0"


def _filter(block: Block) -> str:
    if not block.where:
        return "true"
    return _name(f"is {block.where[0].name} {' '.join(sorted(block.where[1]))}")


def _place(cut: Cut, column: str) -> str:
    if not cut.bands:
        return _choice(column, cut.places, cut.words, cut.missing)
    age = _name(column)
    bands = "".join(
        f" WHEN {age} >= {youngest}{'' if oldest is None else f' AND {age} <= {oldest}'} THEN {at}"
        for at, (youngest, oldest) in enumerate(cut.bands)
    )
    return f"(CASE{bands} ELSE {cut.missing} END)::UTINYINT"


def _choice(column: str, places: Mapping[str, int], words: Iterable[str], missing: int | None) -> str:
    known = "".join(f" WHEN {_text(word)} THEN {place}" for word, place in places.items())
    nowhere = "".join(f" WHEN {_text(word)} THEN NULL" for word in sorted(set(words) - set(places)))
    absent = "NULL" if missing is None else str(missing)
    chosen = f"CASE {_name(column)}{known}{nowhere} ELSE {_UNKNOWN} END"
    return f"(CASE WHEN {_name(column)} IS NULL THEN {absent} ELSE {chosen} END)::UTINYINT"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _texts(texts: Iterable[object]) -> str:
    return ", ".join(_text(text) for text in sorted(map(str, texts)))
