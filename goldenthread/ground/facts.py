"""Facts: flat rows without names that rooms publish to be counted. Here is what a table of them is; rooms say which they have.

A fact never holds a name, a number, a reference, a day of birth, an address or anybody's words. What is missing is None:
never an empty text, never zero and never a word. Everything that counts (indicators, returns, dashboards) reads facts alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from goldenthread.ground.words import Words


class Kind(StrEnum):
    """What a column holds."""

    KEY = "key"
    """An opaque whole number of 64 bits with a sign: the same in every table for the same record, and nobody's number."""
    WORD = "word"
    """A value of a closed list, or another short code such as a team."""
    FLAG = "flag"
    """True, False or None."""
    NUMBER = "number"
    """A whole number or None."""
    DAY = "day"
    """A day of London's calendar or None."""


@dataclass(frozen=True)
class Column:
    """One column: ``meaning`` is one sentence; ``words`` the closed list its values come from, where there is one."""

    name: str
    kind: Kind
    meaning: str
    words: type[Words] | None = None
    may_be_missing: bool = False


# Rows by columns: for each column of the table, in its order, the values of the same rows.
Batch = Sequence[Sequence[Any]]


def maybe(name: str, kind: Kind, meaning: str, words: type[Words] | None = None) -> Column:
    """A column whose value may be missing; its meaning says when."""
    return Column(name, kind, meaning, words, may_be_missing=True)


@dataclass(frozen=True)
class FactTable:
    """Rows of one grain. ``month_of`` names the day that places a row in its month; it is never missing."""

    name: str
    grain: str
    meaning: str
    columns: tuple[Column, ...]
    month_of: str

    def __post_init__(self) -> None:
        """Raises ValueError for columns of the same name, and for a month that no row could have."""
        if len({column.name for column in self.columns}) != len(self.columns):
            raise ValueError(f"{self.name}: two columns have the same name")
        if self.month_of not in self.by_name:
            raise ValueError(f"{self.name}: there is no column {self.month_of} to tell the month by")
        month = self.by_name[self.month_of]
        if month.kind is not Kind.DAY or month.may_be_missing:
            raise ValueError(f"{self.name}: {self.month_of} must be a day that is never missing")

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    def digest(self) -> str:
        """SHA-256 of the definition, in hexadecimal: other columns, or the same columns with another meaning, differ."""
        told = {
            "name": self.name,
            "grain": self.grain,
            "meaning": self.meaning,
            "month_of": self.month_of,
            "columns": [
                [c.name, c.kind.value, c.meaning, c.words.__name__ if c.words else "", c.may_be_missing]
                for c in self.columns
            ],
        }
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


_REGISTRY: dict[str, FactTable] = {}


def register(table: FactTable) -> FactTable:
    """Publish a table. Raises ValueError when another has its name."""
    if table.name in _REGISTRY:
        raise ValueError(f"two rooms publish facts called {table.name}")
    _REGISTRY[table.name] = table
    return table


def fact_tables() -> Mapping[str, FactTable]:
    """Every published table by its name, once the rooms are ready."""
    return MappingProxyType(_REGISTRY)
