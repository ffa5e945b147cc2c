"""Running numbers for references: no gaps are promised, no number is ever given twice."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from goldenthread.access.models import Running
from goldenthread.access.prepared import prepared
from goldenthread.ground import moment
from goldenthread.ground.references import reference


def next_reference(series: str) -> str:
    """The next reference of a series in this London year, in the caller's transaction (which holds the row until it ends)."""
    return next_references(series, 1)[0]


def next_references(series: str, count: int) -> tuple[str, ...]:
    """The next ``count`` references of a series, taken in one step; as :func:`next_reference`."""
    year = moment.today().year
    key = f"{series}-{year}"
    if not Running.objects.filter(series=key).update(last=F("last") + count):
        try:
            with transaction.atomic():
                Running.objects.create(series=key, last=count)
        except IntegrityError:
            Running.objects.filter(series=key).update(last=F("last") + count)
    last = _running(key)[0].last
    return tuple(reference(series, year, number) for number in range(last - count + 1, last + 1))


@prepared
def _running(series: str) -> QuerySet[Running]:
    return Running.objects.filter(series=series)
