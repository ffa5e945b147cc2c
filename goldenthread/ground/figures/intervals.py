"""How sure a figure is: 95 in 100 intervals of shares, rates, ratios and differences.

Wilson's for shares (E. B. Wilson 1927), Byar's for counts and rates, Newcombe's method 10 for a difference of shares (1998), and
the logarithm method for ratios: those that English public health uses.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import NamedTuple

Z95 = 1.959963984540054
Z998 = 3.090232306167813


class Interval(NamedTuple):
    """The lower and the upper end of what the figure may well be."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """True when the value lies in it, ends included."""
        return self.low <= value <= self.high


def wilson(part: int | None, whole: int | None, *, times: float = 100, z: float = Z95) -> Interval | None:
    """Interval of the share ``part / whole``, in units of ``times``. None where there is no share.

    Raises ValueError when the part is larger than the whole or below zero.
    """
    if part is None or not whole:
        return None
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is not a share")
    share, spread = part / whole, z * z / whole
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    low = 0.0 if part == 0 else (middle - half) / (1 + spread)
    high = 1.0 if part == whole else (middle + half) / (1 + spread)
    return Interval(low * times, high * times)


def byar(
    count: int | None, people: float | None, *, times: float = 100_000, z: float = Z95
) -> Interval | None:
    """Interval of a rate of independent events, in units of ``times``. None where there is no rate."""
    if count is None or not people:
        return None
    if count < 0 or people < 0:
        raise ValueError("a count cannot be below zero")
    above = count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    high = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    return Interval(max(low, 0.0) / people * times, high / people * times)


class RateRatio(NamedTuple):
    """How many times as large one rate is as the other, and the interval of it."""

    value: float
    interval: Interval

    @property
    def differs(self) -> bool:
        """True when chance alone would rarely make so large a difference."""
        return not self.interval.holds(1.0)


def share_ratio(part: int, whole: int, other_part: int, other_whole: int) -> RateRatio | None:
    """The share of one group as a multiple of that of another. None where either group has nobody, or nobody it happened to."""
    if not (part and whole and other_part and other_whole):
        return None
    error = sqrt(max(1 / part - 1 / whole + 1 / other_part - 1 / other_whole, 0.0))
    return _around((part / whole) / (other_part / other_whole), error)


def rate_ratio(count: int, people: float, other_count: int, other_people: float) -> RateRatio | None:
    """The rate of one group as a multiple of that of another. None where either has no people or no events."""
    if not (count and people and other_count and other_people):
        return None
    return _around((count / people) / (other_count / other_people), sqrt(1 / count + 1 / other_count))


def _around(value: float, error: float) -> RateRatio:
    factor = exp(Z95 * error)
    return RateRatio(value, Interval(value / factor, value * factor))


def difference(part: int, whole: int, before: int, before_whole: int) -> Interval | None:
    """Interval of the change between two shares, in points of 100. None where either has no whole."""
    now, then = wilson(part, whole, times=1), wilson(before, before_whole, times=1)
    if now is None or then is None:
        return None
    share, was = part / whole, before / before_whole
    change = share - was
    low = change - sqrt((share - now.low) ** 2 + (then.high - was) ** 2)
    high = change + sqrt((now.high - share) ** 2 + (was - then.low) ** 2)
    return Interval(low * 100, high * 100)
