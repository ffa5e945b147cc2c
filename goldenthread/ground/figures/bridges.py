"""Which hidden cells of a table can be worked out.

Hidden cells join their row to their column. A table with all its totals tells a hidden cell exactly when the cell is on no circle of
hidden cells: a bridge of that graph (D. Gusfield, "A graph theoretic approach to statistical data security", 1988).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


def bridges(cells: Iterable[tuple[R, C]]) -> list[tuple[R, C]]:
    """The cells, given as (row, column), that are on no circle; in a settled order."""
    edges = sorted(set(cells), key=str)
    joined: dict[tuple[int, Hashable], list[tuple[int, tuple[int, Hashable]]]] = {}
    for number, (row, column) in enumerate(edges):
        joined.setdefault((0, row), []).append((number, (1, column)))
        joined.setdefault((1, column), []).append((number, (0, row)))
    found: list[int] = []
    order: dict[tuple[int, Hashable], int] = {}
    for start in joined:
        if start not in order:
            found += _from(start, joined, order)
    return [edges[number] for number in sorted(found)]


def _from(
    start: tuple[int, Hashable],
    joined: dict[tuple[int, Hashable], list[tuple[int, tuple[int, Hashable]]]],
    order: dict[tuple[int, Hashable], int],
) -> list[int]:
    """Bridges of the part reached from ``start``, by depth first (Tarjan 1974), without recursion."""
    low: dict[tuple[int, Hashable], int] = {}
    order[start] = low[start] = len(order)
    found: list[int] = []
    Step = tuple[tuple[int, Hashable], int, Iterator[tuple[int, tuple[int, Hashable]]]]
    path: list[Step] = [(start, -1, iter(joined[start]))]
    while path:
        node, came_by, ways = path[-1]
        for edge, other in ways:
            if edge == came_by:
                continue
            if other in order:
                low[node] = min(low[node], order[other])
            else:
                order[other] = low[other] = len(order)
                path.append((other, edge, iter(joined[other])))
                break
        else:
            path.pop()
            if path:
                parent = path[-1][0]
                low[parent] = min(low[parent], low[node])
                if low[node] > order[parent]:
                    found.append(came_by)
    return found
