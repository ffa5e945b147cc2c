"""Running numbers for references: no gaps are promised, no number is ever given twice."""

from __future__ import annotations

from django.db import connection

from goldenthread.ground import moment
from goldenthread.ground.references import reference

# Begins the series or goes on with it, and holds its row until the transaction ends: every report waits for this.
_TAKE = (
    "INSERT INTO access_running (series, last) VALUES (%s, %s) "
    "ON CONFLICT (series) DO UPDATE SET last = access_running.last + excluded.last RETURNING last"
)


def next_reference(series: str) -> str:
    """The next reference of a series in this London year, in the caller's transaction (which holds the row until it ends)."""
    return next_references(series, 1)[0]


def next_references(series: str, count: int) -> tuple[str, ...]:
    """The next ``count`` references of a series, taken in one step; as :func:`next_reference`."""
    year = moment.today().year
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [f"{series}-{year}", count])
        ((last,),) = cursor.fetchall()
    return tuple(reference(series, year, number) for number in range(last - count + 1, last + 1))
