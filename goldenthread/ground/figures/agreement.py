"""How far two readers of the same cases agree, beyond what chance alone would give.

Weighted kappa with linear weights (Cohen 1968), so that being one grade apart counts less than being three apart; its interval is
of the large-sample error of Fleiss, Cohen and Everitt (1969).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from goldenthread.ground.figures.intervals import Z95, Interval

# Below this many cases the interval says more about the formula than about the readers.
FEWEST = 10
# The same, where many answers of each case are compared and each case is left out in turn.
FEWEST_LEFT_OUT = 5


class Agreement(NamedTuple):
    """Agreement of two readers. ``kappa`` is None where both gave every case the same one grade: chance then explains all of it.

    ``same`` cases of ``cases`` got the same grade. ``interval`` is None with fewer than ten cases.
    """

    cases: int
    same: int
    kappa: float | None
    interval: Interval | None


def weighted_kappa(pairs: Iterable[tuple[int, int]], *, grades: int) -> Agreement:
    """Agreement of pairs of grades, each from 1 to ``grades``. Raises ValueError for another grade, or fewer than two grades."""
    if grades < 2:
        raise ValueError("a scale has at least two grades")
    table = Counter(pairs)
    if any(not (1 <= a <= grades and 1 <= b <= grades) for a, b in table):
        raise ValueError(f"grades run from 1 to {grades}")
    total = sum(table.values())
    same = sum(number for (a, b), number in table.items() if a == b)
    if not total:
        return Agreement(0, 0, None, None)
    scale = range(1, grades + 1)
    first = {g: sum(n for (a, _), n in table.items() if a == g) / total for g in scale}
    second = {g: sum(n for (_, b), n in table.items() if b == g) / total for g in scale}

    def weight(a: int, b: int) -> float:
        return 1 - abs(a - b) / (grades - 1)

    seen = sum(weight(a, b) * n / total for (a, b), n in table.items())
    chance = sum(weight(a, b) * first[a] * second[b] for a in scale for b in scale)
    if chance >= 1:
        return Agreement(total, same, None, None)
    kappa = (seen - chance) / (1 - chance)
    if total < FEWEST:
        return Agreement(total, same, kappa, None)
    of_first = {a: sum(weight(a, b) * second[b] for b in scale) for a in scale}
    of_second = {b: sum(weight(a, b) * first[a] for a in scale) for b in scale}
    spread = sum(
        n / total * (weight(a, b) - (of_first[a] + of_second[b]) * (1 - kappa)) ** 2
        for (a, b), n in table.items()
    )
    variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (total * (1 - chance) ** 2)
    half = Z95 * sqrt(max(variance, 0.0))
    return Agreement(total, same, kappa, Interval(max(kappa - half, -1.0), min(kappa + half, 1.0)))


def weighted_kappa_of_cases(cases: Sequence[Sequence[tuple[int, int]]], *, grades: int) -> Agreement:
    """Agreement over many answers of each case. ``cases`` of the result counts answers.

    Answers of one case go together: who reads a case kindly does so in question after question. The interval is therefore of the
    cases, each left out in turn (jackknife, with Student's t), and None with fewer than five cases. Raises ValueError as
    :func:`weighted_kappa` does.
    """
    held = [pairs for pairs in cases if pairs]
    whole = weighted_kappa([pair for pairs in held for pair in pairs], grades=grades)
    if whole.kappa is None or len(held) < FEWEST_LEFT_OUT:
        return whole._replace(interval=None)
    without = [
        weighted_kappa([pair for other in held if other is not pairs for pair in other], grades=grades).kappa
        for pairs in held
    ]
    found = [each for each in without if each is not None]
    if len(found) < len(held):
        return whole._replace(interval=None)
    number = len(found)
    mean = sum(found) / number
    half = _student(number - 1) * sqrt((number - 1) / number * sum((each - mean) ** 2 for each in found))
    return whole._replace(interval=Interval(max(whole.kappa - half, -1.0), min(whole.kappa + half, 1.0)))


def _student(freedom: int) -> float:
    """How many standard errors hold 95 in 100 with so few cases (Cornish and Fisher's expansion, right to 0.02 from four degrees)."""
    z = Z95
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    return z + first + second + third
