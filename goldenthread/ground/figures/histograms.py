"""Days as histograms: how many cases took each number of days. They add up across months and councils; medians do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

Histogram = Mapping[int, int]


def merged(histograms: Iterable[Histogram]) -> dict[int, int]:
    """All of them as one, by day."""
    total: Counter[int] = Counter()
    for histogram in histograms:
        total.update(histogram)
    return dict(sorted(total.items()))


def cases(histogram: Histogram) -> int:
    """How many cases are in it."""
    return sum(histogram.values())


def centile(histogram: Histogram, share: int) -> int | None:
    """The number of days within which ``share`` in 100 of the cases are: the nearest rank. None when there are no cases.

    Raises ValueError for a share outside 1 to 100.
    """
    if not 1 <= share <= 100:
        raise ValueError("a centile is from 1 to 100")
    rank = -(-cases(histogram) * share // 100)
    seen = 0
    for days in sorted(histogram):
        seen += histogram[days]
        if rank and seen >= rank:
            return days
    return None


def median(histogram: Histogram) -> float | None:
    """The middle case; between two middle cases, half way. None when there are no cases."""
    many = cases(histogram)
    if not many:
        return None
    return (_at(histogram, (many + 1) // 2) + _at(histogram, many // 2 + 1)) / 2


def _at(histogram: Histogram, rank: int) -> int:
    for days in sorted(histogram):
        rank -= histogram[days]
        if rank <= 0:
            return days
    raise ValueError("there are not so many cases")


def longest(histogram: Histogram) -> int | None:
    """The most days any case took. None when there are no cases."""
    return max((days for days, many in histogram.items() if many), default=None)


def over(histogram: Histogram, days: int) -> int:
    """How many cases took more than ``days``."""
    return sum(many for took, many in histogram.items() if took > days)
