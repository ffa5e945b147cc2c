"""Small numbers: which counts may be shown outside the council, and how.

Two ways. ``official`` is what the national publication does: counts under 5 become [c], others are rounded to the nearest 5, what was
not supplied is [x] (returns.md section 6). ``protect`` and ``protect_table`` keep the other counts exact and hide enough more of
them that no hidden count can be worked out from the totals.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from goldenthread.ground.figures.bridges import bridges
from goldenthread.ground.figures.division import to_nearest_5

LIMIT = 5
K = TypeVar("K", bound=Hashable)
Key = tuple[Hashable, Hashable]


class Status(StrEnum):
    """Why a number is or is not there."""

    SUPPLIED = "supplied"
    HIDDEN = "hidden"
    NOT_SUPPLIED = "not_supplied"


@dataclass(frozen=True)
class Shown:
    """A count as it may be shown. ``value`` is None unless it is supplied."""

    value: int | None
    status: Status

    def __str__(self) -> str:
        """The cell's text: the number with thousands, [c] when hidden, [x] when not supplied."""
        if self.status is Status.HIDDEN:
            return "[c]"
        return "[x]" if self.value is None else f"{self.value:,}"


HIDDEN = Shown(None, Status.HIDDEN)
NOT_SUPPLIED = Shown(None, Status.NOT_SUPPLIED)


def plain(count: int | None) -> Shown:
    """A count as it is, for those who may see it."""
    return NOT_SUPPLIED if count is None else Shown(count, Status.SUPPLIED)


def official(count: int | None) -> Shown:
    """A count as the national publication shows it."""
    if count is None:
        return NOT_SUPPLIED
    return HIDDEN if count < LIMIT else Shown(to_nearest_5(count), Status.SUPPLIED)


def protect(
    counts: Mapping[K, int | None], *, total_shown: bool = True, limit: int = LIMIT
) -> dict[K, Shown]:
    """The counts with small ones hidden, and as many more as keep their total from giving one back.

    When the total is shown beside them, at least two are hidden and those hidden are together at least ``limit``. Where that cannot
    be had, every count is hidden, and the total is then itself so small that the same rule hides it.
    """
    hidden = {key for key, count in counts.items() if count is not None and count < limit}
    if hidden and total_shown:
        rest = sorted((n, str(key), key) for key, n in counts.items() if n is not None and key not in hidden)
        for _, _, key in rest:
            if len(hidden) >= 2 and sum(counts[key] or 0 for key in hidden) >= limit:
                break
            hidden.add(key)
    return {key: HIDDEN if key in hidden else plain(count) for key, count in counts.items()}


class Total(StrEnum):
    """The key of a row of totals and of a column of totals."""

    TOTAL = "total"


TOTAL = Total.TOTAL


def protect_table(cells: Mapping[Key, int | None], *, limit: int = LIMIT) -> dict[Key, Shown]:
    """A table of counts by (row, column), with its totals, of which no hidden cell can be worked out from the others.

    Row totals have the key ``(row, TOTAL)``, column totals ``(TOTAL, column)``, the whole ``(TOTAL, TOTAL)``; a total of cells that
    are not all supplied is itself not supplied. More cells are hidden, inner and small ones first, until no hidden cell is a bridge
    (see :mod:`goldenthread.ground.figures.bridges`) and the hidden cells of a line whose total is shown are together at least
    ``limit``.
    """
    full = _with_totals(cells)
    known = {key: count for key, count in full.items() if count is not None}
    hidden = {key for key, count in known.items() if count < limit}
    while lines := _weak(known, hidden, limit):
        shown = [key for key in known if key not in hidden]
        more = [key for key in shown if any(key[at] == name for at, name in lines)] or shown
        if not more:
            break
        hidden.add(min(more, key=lambda key: (TOTAL in key, known[key], str(key))))
    return {key: HIDDEN if key in hidden else plain(count) for key, count in full.items()}


def _with_totals(cells: Mapping[Key, int | None]) -> dict[Key, int | None]:
    full: dict[Key, int | None] = dict(cells)
    sums: dict[Key, list[int | None]] = {}
    for (row, column), count in cells.items():
        ends: tuple[Key, ...] = ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL))
        for end in ends:
            sums.setdefault(end, []).append(count)
    for key, counts in sums.items():
        known = [count for count in counts if count is not None]
        full[key] = sum(known) if len(known) == len(counts) else None
    return full


def _weak(known: Mapping[Key, int], hidden: set[Key], limit: int) -> list[tuple[int, Hashable]]:
    """The lines that give a hidden cell away, as (0, row) or (1, column); none when all is well."""
    if given_away := bridges(hidden):
        return [line for row, column in given_away for line in ((0, row), (1, column))]
    # Also the lines of totals: two hidden row totals of 1 and 0 are read off the whole and the totals beside them.
    lines = {(at, key[at]) for key in hidden for at in (0, 1)}
    for at, name in sorted(lines, key=str):
        end: Key = (name, TOTAL) if at == 0 else (TOTAL, name)
        inner = [known[key] for key in hidden if key[at] == name and key != end]
        if inner and end in known and end not in hidden and sum(inner) < limit:
            return [(at, name)]
    return []
