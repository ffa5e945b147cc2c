"""Shares, rates and rounding. Ratios are exact fractions until they are shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Number = int | Fraction


def ratio(part: Number | None, whole: Number | None, *, times: int = 1) -> Fraction | None:
    """``part / whole * times`` exactly; None when either is not supplied or there is nothing to divide by.

    Raises ValueError for a count below zero.
    """
    if part is None or whole is None:
        return None
    if part < 0 or whole < 0:
        raise ValueError("a count cannot be below zero")
    return Fraction(part) * times / whole if whole else None


def per_cent(part: Number | None, whole: Number | None) -> Fraction | None:
    """``part`` in 100 of ``whole``, unrounded."""
    return ratio(part, whole, times=100)


def per_100_000(count: Number | None, people: Number | None) -> Fraction | None:
    """A rate per 100,000 people, unrounded."""
    return ratio(count, people, times=100_000)


def standardised(
    counts: list[int | None], people: list[int | None], standard: list[int], *, times: int = 100_000
) -> Fraction | None:
    """A rate by direct standardisation: band rates weighted by the standard population's bands (returns.md section 6).

    None when any band is not supplied. Raises ValueError when the lists are of different length.
    """
    whole = sum(standard)
    rates = [ratio(n, of, times=times) for n, of in zip(counts, people, strict=True)]
    parts = [rate * weight for rate, weight in zip(rates, standard, strict=True) if rate is not None]
    return sum(parts, Fraction(0)) / whole if whole and len(parts) == len(standard) else None


def rounded(value: Number | None, places: int = 0) -> Decimal | None:
    """``value`` to so many decimal places, halves away from zero (12.5 becomes 13), as people expect on paper."""
    if value is None:
        return None
    shift = 10**places
    size = abs(Fraction(value)) * shift
    whole = int(size + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def to_nearest_5(count: Number) -> int:
    """The nearest multiple of 5; exactly half way (… 2.5) goes up, as in the official publication."""
    return int((Fraction(count) + Fraction(5, 2)) // 5) * 5


def in_100(part: int | None, whole: int | None) -> str | None:
    """The share in words: "80 in 100"; never "0 in 100" for somebody nor "100 in 100" for less than all."""
    share = per_cent(part, whole)
    if share is None:
        return None
    shown = rounded(share)
    if share and not shown:
        return "fewer than 1 in 100"
    if share < 100 and shown == 100:
        return "more than 99 in 100"
    return f"{shown:f} in 100"
