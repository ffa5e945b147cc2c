"""How it is known that facts could have changed: by the versions of what their rows are made from, and what stands beside it.

What a row owes to others (the concern before it, the enquiry it led to) is found while all rows are read in their order,
once: asked of the database row by row, that took longer than all else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from goldenthread.access.fact_rows import chunks, day_of, known_days

Row = tuple[Any, ...]
# A London day, and of rows in its month whatever changes when their facts change, as it is stored.
Watched = tuple[date, Sequence[Row]]


def plainly(*names: str) -> dict[str, Combinable]:
    """Ids and moments as text, by ``x_`` and their name: as text both cost a third of what they cost as objects.

    Moments of one database stand in the same order as text.
    """
    return {f"x_{name}": Cast(name, TextField()) for name in names}


def stored(rows: QuerySet[Any, Any], *names: str, **values: Any) -> Iterator[Row]:
    """These columns and values of each row as they are stored. One query."""
    for chunk in chunks(*rows.annotate(**values).values_list(*names, *values).query.sql_with_params()):
        yield from chunk


def watch(
    rows: QuerySet[Any, Any], month_of: str, values: Mapping[str, Any], told: Callable[..., Row]
) -> Iterator[Watched]:
    """What is ``told`` of each row, some rows of a month at a time, in the order of ``rows``. One query.

    ``told`` is given the values of one row after another, and says what its facts can change with.
    """
    asked = rows.annotate(day=day_of(month_of), **values).values_list("day", *values)
    for day, found in _watched(asked):
        yield day, [told(*row[1:]) for row in found]


def watch_versions(rows: QuerySet[Any, Any], month_of: str, versions: Sequence[str]) -> Iterator[Watched]:
    """How many rows and the sums of their versions, by day: no row is removed or moved, and versions only rise.

    So a sum that stays means that each stayed. One query.
    """
    named = {f"w_{n}": Sum(version) for n, version in enumerate(versions)}
    asked = rows.order_by().annotate(day=day_of(month_of)).values("day").annotate(count=Count("pk"), **named)
    return _watched(asked.order_by("day").values_list("day", "count", *named))


def _watched(asked: QuerySet[Any, Any]) -> Iterator[Watched]:
    for chunk in chunks(*asked.query.sql_with_params()):
        start = 0
        while start < len(chunk):
            month = _month(chunk[start])
            end = len(chunk) if _month(chunk[-1]) == month else bisect_right(chunk, month, start, key=_month)
            yield known_days[chunk[start][0]], chunk[start:end]
            start = end


def _month(row: Row) -> tuple[int, int]:
    day = known_days[row[0]]
    return day.year, day.month
