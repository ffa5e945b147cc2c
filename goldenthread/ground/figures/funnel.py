"""The funnel plot: is one council or service unlike the rest, or only small?

The inner funnel holds 95 in 100 of those that differ by chance alone, the outer one 998 in 1,000 (D. J. Spiegelhalter 2005). For large
sizes limits are those of the score test, so a share lies outside the funnel exactly when its Wilson interval leaves out the target. For
small sizes that test cries out too soon (one case of one would lie "far below" 95 in 100), so pages use the exact limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import exp, lgamma, log, sqrt
from typing import NamedTuple

from goldenthread.ground.figures.intervals import Z95, Z998, Interval

# Beyond this spread of the count the score test and the exact one differ by less than a line is wide.
_LARGE = 100
_INNER, _OUTER = 0.025, 0.001


class Standing(StrEnum):
    """Where one stands in the funnel."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    FAR_ABOVE = "far_above"
    FAR_BELOW = "far_below"


class Funnel(NamedTuple):
    """Limits at one size."""

    inner: Interval
    outer: Interval


def share_limits(target: float, size: int) -> Funnel:
    """Limits of a share in 100, at a denominator of ``size``, around the target in 100.

    Raises ValueError for a target outside 0 to 100 or a size below 1.
    """
    if not 0 <= target <= 100 or size < 1:
        raise ValueError(f"no funnel around {target} in 100 at {size}")
    error = sqrt(target * (100 - target) / size)
    return Funnel(*(Interval(max(target - z * error, 0), min(target + z * error, 100)) for z in (Z95, Z998)))


def rate_limits(target: float, people: float, *, times: float = 100_000) -> Funnel:
    """Limits of a rate per ``times`` people, at so many people, around the target rate. Raises ValueError as above."""
    if target < 0 or people <= 0:
        raise ValueError(f"no funnel around a rate of {target} at {people} people")
    error = sqrt(target * times / people)
    return Funnel(*(Interval(max(target - z * error, 0), target + z * error) for z in (Z95, Z998)))


def standing(value: float, limits: Funnel) -> Standing:
    """Where a value stands between its limits. It says "unlike the others", never "better" or "worse"."""
    if value > limits.outer.high:
        return Standing.FAR_ABOVE
    if value < limits.outer.low:
        return Standing.FAR_BELOW
    if value > limits.inner.high:
        return Standing.ABOVE
    return Standing.BELOW if value < limits.inner.low else Standing.WITHIN


def exact_share_limits(target: float, size: int) -> Funnel:
    """Limits as of :func:`share_limits`, but outside them lies exactly what is rarer than 1 in 40, or 1 in 1,000, on its side."""
    score = share_limits(target, size)
    share = target / 100
    if not 0 < share < 1 or size * share * (1 - share) > _LARGE:
        return score
    chances = [
        exp(
            lgamma(size + 1)
            - lgamma(k + 1)
            - lgamma(size - k + 1)
            + k * log(share)
            + (size - k) * log(1 - share)
        )
        for k in range(size + 1)
    ]
    return _funnel(chances, 100 / size, highest=100)


def exact_rate_limits(target: float, people: float, *, times: float = 100_000) -> Funnel:
    """Limits as of :func:`rate_limits`, exact for a small number of events. Raises ValueError as above."""
    score = rate_limits(target, people, times=times)
    expected = target * people / times
    if not 0 < expected <= _LARGE:
        return score
    most = int(expected + 12 * sqrt(expected)) + 30
    chances = [exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(most)]
    return _funnel(chances, times / people, highest=None)


def _funnel(chances: Sequence[float], scale: float, *, highest: float | None) -> Funnel:
    def limits(rare: float) -> Interval:
        high = _high(chances, rare) * scale
        return Interval(max(_low(chances, rare) * scale, 0), high if highest is None else min(high, highest))

    return Funnel(limits(_INNER), limits(_OUTER))


def _low(chances: Sequence[float], rare: float) -> float:
    """Where counts so low, or lower, become rarer than ``rare``; between two counts in proportion."""
    below = 0.0
    for count, chance in enumerate(chances):
        if below + chance >= rare:
            return count - (below + chance - rare) / chance
        below += chance
    return float(len(chances) - 1)


def _high(chances: Sequence[float], rare: float) -> float:
    """Where counts so high, or higher, become rarer than ``rare``."""
    return len(chances) - 1 - _low(chances[::-1], rare)
