"""The funnel plot: is one council or service unlike the rest, or only small?

Limits are those of the score test, so a share lies outside the funnel exactly when its Wilson interval leaves out the target. The
inner funnel holds 95 in 100 of those that differ by chance alone, the outer one 998 in 1,000 (D. J. Spiegelhalter 2005).
"""

from __future__ import annotations

from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from goldenthread.ground.figures.intervals import Z95, Z998, Interval


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
