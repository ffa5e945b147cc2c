"""Rows of facts for tests of the return, written as Parquet as a snapshot lays them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.insight.sac.counting import FactFiles
from goldenthread.insight.sac.year import ReturnYear

KEY, WORD, NUMBER, DAY = pa.int64(), pa.dictionary(pa.int32(), pa.string()), pa.int32(), pa.date32()
PERSON = {"gender": WORD, "ethnic_group": WORD, "support_reason": WORD}
COLUMNS: Mapping[str, Mapping[str, pa.DataType]] = {
    "concern": {
        "concern_key": KEY,
        "person_key": KEY,
        "raised_on": DAY,
        "no_action_reason": WORD,
        "age": NUMBER,
        "under_18": pa.bool_(),
        **PERSON,
    },
    "enquiry": {
        "enquiry_key": KEY,
        "person_key": KEY,
        "kind": WORD,
        "started_on": DAY,
        "ended_on": DAY,
        "first_concern_on": DAY,
        "lacked_capacity": WORD,
        "supported_by": WORD,
        "asked": WORD,
        "achieved": WORD,
        "age_at_start": NUMBER,
        "age_at_end": NUMBER,
        **PERSON,
    },
    "allegation": {
        "allegation_key": KEY,
        "enquiry_key": KEY,
        "person_key": KEY,
        "kind": WORD,
        "started_on": DAY,
        "ended_on": DAY,
        "type": WORD,
        "place": WORD,
        "source": WORD,
        "risk_outcome": WORD,
        "risk_result": WORD,
    },
}
MONTH_OF = {"concern": "raised_on", "enquiry": "started_on", "allegation": "started_on"}
HELD = {table: frozenset(columns) for table, columns in COLUMNS.items()}

Row = dict[str, Any]
AS_AT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


def concern(key: int, person: int | None, day: date, **more: Any) -> Row:
    """A concern about an adult of 70, unless said otherwise."""
    row = {"concern_key": key, "person_key": person, "raised_on": day, "age": 70, "no_action_reason": None}
    row["under_18"] = False
    return row | {"gender": "female", "ethnic_group": "A", "support_reason": "physical"} | more


def enquiry(key: int, person: int, started: date, ended: date | None = None, **more: Any) -> Row:
    """A section 42 enquiry about an adult of 70, with capacity, asked and told what they want, unless said otherwise."""
    row: Row = {
        "enquiry_key": key,
        "person_key": person,
        "kind": "s42",
        "started_on": started,
        "ended_on": ended,
    }
    row |= {"first_concern_on": started, "lacked_capacity": "no", "supported_by": None}
    row |= {
        "asked": "none_expressed",
        "achieved": None,
        "age_at_start": 70,
        "age_at_end": 70 if ended else None,
    }
    return row | {"gender": "female", "ethnic_group": "A", "support_reason": "physical"} | more


def allegation(key: int, of: Row, type: str, place: str, source: str, **more: Any) -> Row:
    """Something alleged in an enquiry; no risk was found, unless said otherwise."""
    row = {name: of[name] for name in ("enquiry_key", "person_key", "kind", "started_on", "ended_on")}
    row |= {"allegation_key": key, "type": type, "place": place, "source": source}
    return row | {"risk_outcome": "no_risk_no_action", "risk_result": None} | more


def written(
    folder: Path, facts: Mapping[str, Iterable[Row]], *, council: str = "Sandgate", by_year: bool = False
) -> FactFiles:
    """The rows as Parquet files by month, or by financial year as made-up councils have them."""
    files: dict[str, dict[str, Path]] = {table: {} for table in COLUMNS}
    for table, columns in COLUMNS.items():
        months: dict[str, list[Row]] = {}
        for row in facts.get(table, ()):
            day = row[MONTH_OF[table]]
            name = str(ReturnYear.of(day).begins) if by_year else f"{day:%Y-%m}"
            months.setdefault(name, []).append(row)
        for month, rows in months.items():
            path = folder / table / f"{'year' if by_year else 'month'}={month}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(columns.items())), path)
            files[table][month] = path
    return FactFiles(council, AS_AT, files, HELD, MONTH_OF)
