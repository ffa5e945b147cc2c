"""What a cell of the return counts once, such as a person or an enquiry. Rows are gathered by it once; small tables are tallied.

Most individuals have one row or rows that say the same, and most others have two: then the least and the greatest number of
an individual are all their rows. These are gathered into a few lines that say how many there are, and every table is read from
them. Only the remaining individuals are looked at row by row.
"""

# ruff: noqa: S608

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goldenthread.insight.sac.layout import Metric

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The byte of a row that stands nowhere, and the bit that the byte of a word of no vocabulary bears and no other.
NOWHERE, UNKNOWN = 127, 128
# A cell as one number: the place of its row times this, and the place of its column.
_ROW = 256


@dataclass(frozen=True)
class Cells:
    """Where in the packed number of a row its cell stands: the first bit of its row, of its column and of the condition on it."""

    row: int | None
    column: int | None
    where: int | None

    def of(self, packed: str) -> str:
        """The cell as one number; NULL for what stands in none."""
        row, column = (None if at is None else _byte(packed, at) for at in (self.row, self.column))
        stands = [f"{place} <> {NOWHERE}" for place in (row, column) if place]
        stands += [] if self.where is None else [f"{_byte(packed, self.where)} = 1"]
        return f"CASE WHEN {' AND '.join([*stands, 'true'])} THEN {row or 0} * {_ROW} + {column or 0} END"


@dataclass(frozen=True)
class Unit:
    """What is counted once: the first of the keys ``subject`` that a row has, apart for each kind of enquiry or of all kinds.

    Reads the table ``stage``: for each row its keys, ``day``, ``k`` (the kind) and ``packed`` (the places).
    """

    subject: tuple[str, ...]
    case: str
    by_kind: bool

    @classmethod
    def of(cls, metric: Metric) -> Unit:
        """The unit of a metric."""
        return cls(metric.subject, metric.case, bool(metric.kind))

    @property
    def is_each_row(self) -> bool:
        """Each row is a unit of its own."""
        return self.subject == (self.case,)

    def gather(self, db: DuckDBPyConnection, *, once: bool) -> None:
        """Make the tables that ``count`` reads; with ``once`` also that of what the latest case says of each individual."""
        gathered = f"SELECT {self._k} AS k, packed AS low, packed AS high, count(*) AS n FROM stage WHERE {self._alone} GROUP BY ALL"
        if not self.is_each_row:
            self._tell_apart(db, "low <> high" if once else "low <> high AND n > 2")
            gathered += (
                f" UNION ALL SELECT {self._k} AS k, low, high, count(*) AS n FROM people "
                "WHERE low = high OR n = 2 GROUP BY ALL"
            )
        db.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS {gathered}")
        if once:
            latest = "SELECT k, low AS packed, n FROM gathered WHERE low = high"
            if not self.is_each_row:
                # The latest day wins, and on one day the highest key.
                latest += (
                    f" UNION ALL SELECT {self._k} AS k, packed, 1 FROM (SELECT {self._by}, "
                    f"arg_max(packed, row(day, {name_of(self.case)})) AS packed FROM others GROUP BY {self._by})"
                )
            db.execute(f"CREATE OR REPLACE TEMP TABLE latest AS {latest}")

    def _tell_apart(self, db: DuckDBPyConnection, mixed: str) -> None:
        """``people``: each individual with the least and the greatest number; ``others``: all rows of the mixed ones."""
        who = ", ".join(f"{held} AS {name}" for name, held in self._whom.items())
        rows = f"SELECT *, {who} FROM stage WHERE NOT ({self._alone})"
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE people AS SELECT {self._by}, min(packed) AS low, max(packed) AS high, "
            f"count(*) AS n FROM ({rows}) GROUP BY {self._by}"
        )
        # A table of its own: it is known to be small before the rows are compared with it.
        db.execute("CREATE OR REPLACE TEMP TABLE mixed AS SELECT * FROM people WHERE " + mixed)
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE others AS SELECT rows.*, mixed.n FROM ({rows}) AS rows "
            f"JOIN mixed ON {_same(self._names, 'rows', 'mixed')}"
        )

    def count(self, db: DuckDBPyConnection, cells: Cells, *, once: bool) -> list[tuple[int, int, int, int]]:
        """The kind, the places of row and column, and the number of each cell that is not zero."""
        if once:
            found = f"SELECT k, {cells.of('packed')} AS cell, n FROM latest"
        else:
            # Somebody with two rows is counted for the second too where it stands in another cell.
            found = (
                "SELECT k, one AS cell, n FROM seen UNION ALL "
                "SELECT k, other, n FROM seen WHERE other IS DISTINCT FROM one"
            )
            if not self.is_each_row:
                found += (
                    f" UNION ALL SELECT {self._k} AS k, cell, 1 FROM "
                    f"(SELECT DISTINCT {self._by}, {cells.of('packed')} AS cell FROM others WHERE n > 2)"
                )
            low, high = cells.of("low"), cells.of("high")
            found = f"WITH seen AS (SELECT k, {low} AS one, {high} AS other, n FROM gathered) {found}"
        rows = db.execute(
            f"SELECT k, cell // {_ROW}, cell % {_ROW}, sum(n) FROM ({found}) WHERE cell IS NOT NULL GROUP BY k, cell"
        ).fetchall()
        return [(kind, row, column, int(number)) for kind, row, column, number in rows]

    def cases(
        self, db: DuckDBPyConnection, cells: Cells, at: tuple[int, int], *, once: bool, kind: int
    ) -> list[int]:
        """Keys of the cases behind one cell, in order; where individuals are counted once, all their cases."""
        whom = self._whom | {"alone": f"CASE WHEN {self._alone} THEN {name_of(self.case)} END"}
        who = ", ".join(f"{held} AS {name}" for name, held in whom.items())
        rows = f"SELECT {who}, day, {name_of(self.case)} AS key, packed FROM stage"
        rows += f" WHERE k = {kind}" if self.by_kind else ""
        by = ", ".join(whom)
        found = (
            f"SELECT {by}, arg_max(packed, row(day, key)) AS packed FROM rows GROUP BY {by}"
            if once
            else "FROM rows"
        )
        same = _same([*whom] if once else [*whom, "key"], "rows", "found")
        answer = db.execute(
            f"WITH rows AS ({rows}), found AS ({found}) SELECT DISTINCT key FROM rows WHERE EXISTS ("
            f"SELECT 1 FROM found WHERE {cells.of('found.packed')} = {at[0] * _ROW + at[1]} AND {same}) ORDER BY 1"
        ).fetchall()
        return [key for (key,) in answer]

    @property
    def _k(self) -> str:
        return "k" if self.by_kind else "0"

    @property
    def _names(self) -> list[str]:
        return [*(["k"] if self.by_kind else []), *self._whom]

    @property
    def _by(self) -> str:
        return ", ".join(self._names)

    @property
    def _alone(self) -> str:
        """The condition on rows that are of nobody else: those with no key but that of their own case."""
        if self.subject[-1] != self.case:
            return "false"
        return " AND ".join(f"{name_of(key)} IS NULL" for key in self.subject[:-1]) or "true"

    @property
    def _whom(self) -> dict[str, str]:
        """Who other rows count for: columns and what they hold. A later key is used only where the ones before are missing."""
        keys = self.subject[:-1] if self.subject[-1] == self.case else self.subject
        found = {}
        for at, key in enumerate(keys):
            missing = " AND ".join(f"{name_of(before)} IS NULL" for before in keys[:at])
            found[f"who{at}"] = f"CASE WHEN {missing} THEN {name_of(key)} END" if at else name_of(key)
        return found


def name_of(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _byte(packed: str, at: int) -> str:
    return f"(({packed} >> {at}) & 255)::INTEGER"


def _same(names: list[str], one: str, other: str) -> str:
    return " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in names) or "true"
