"""Columns of facts as whole numbers, and as Parquet holds them. Missing is -1 in every column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from goldenthread.ground.facts import FactTable, Kind
from worlds.england.drawing import MISSING, Whole

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Columns:
    """Rows of one table, in the order of their day. ``words`` are those that the numbers of a word column stand for."""

    table: FactTable
    values: Mapping[str, Whole]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def arrow(self, start: int, end: int) -> pa.RecordBatch:
        """Some of the rows. Raises ValueError for a column that may not be missing and is."""
        import pyarrow as pa

        from goldenthread.insight.snapshots.layout import schema_of

        schema = schema_of(self.table)
        arrays = [self._array(column.name, column.kind, start, end) for column in self.table.columns]
        for column, array in zip(self.table.columns, arrays, strict=True):
            if array.null_count and not column.may_be_missing:
                raise ValueError(f"{self.table.name}.{column.name} is missing")
        return pa.record_batch(arrays, schema=schema)

    def _array(self, name: str, kind: Kind, start: int, end: int) -> Any:
        import pyarrow as pa

        values = self.values[name][start:end]
        missing = values == MISSING
        if kind is Kind.KEY:
            return pa.array(values, pa.int64(), mask=missing)
        if kind is Kind.DAY:
            return pa.array(values.astype(np.int32), pa.int32(), mask=missing).cast(pa.date32())
        if kind is Kind.FLAG:
            return pa.array(values == 1, pa.bool_(), mask=missing)
        if kind is Kind.NUMBER:
            return pa.array(values.astype(np.int32), pa.int32(), mask=missing)
        words = self.words.get(name) or self.table.by_name[name].words.values()  # type: ignore[union-attr]
        codes = pa.array(values.astype(np.int32), pa.int32(), mask=missing)
        return pa.DictionaryArray.from_arrays(codes, pa.array(list(words), pa.string()))
