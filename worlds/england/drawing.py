"""Drawing many values at once. A value that is missing is -1, in every kind of column; days are counted from 1 January 1970."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from goldenthread.ground.calendar import bank_holidays

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Yes = npt.NDArray[np.bool_]
MISSING = -1
EPOCH = date(1970, 1, 1)


def days_since(day: date) -> int:
    """A day as columns hold it."""
    return (day - EPOCH).days


def pick(dice: np.random.Generator, shares: Real, size: int) -> Whole:
    """So many places in ``shares``, by their weight."""
    edges = np.cumsum(shares / shares.sum())
    return np.minimum(np.searchsorted(edges, dice.random(size), side="right"), len(shares) - 1).astype(
        np.int64
    )


def pick_by(dice: np.random.Generator, rows: Real, which: Whole) -> Whole:
    """For each of ``which``, a place in its row of shares."""
    edges = np.cumsum(rows / rows.sum(axis=1, keepdims=True), axis=1)
    drawn: Whole = (edges[which] < dice.random(len(which))[:, None]).sum(axis=1).astype(np.int64)
    drawn = np.minimum(drawn, rows.shape[1] - 1)
    return drawn


def leaned(shares: Real, first: int, lean: float) -> Real:
    """Shares in which the one at ``first`` is moved by ``lean`` on the log-odds scale and the others make room."""
    share = shares[first]
    odds = share / (1 - share) * np.exp(lean)
    found: Real = shares * (1 / (1 + odds)) / (1 - share)
    found[first] = odds / (1 + odds)
    return found


def unless(values: Whole, missing: Yes) -> Whole:
    """The values, with these missing."""
    return np.where(missing, MISSING, values)


def where_known(known: Yes, values: Whole) -> Whole:
    """The values where ``known``, else missing."""
    return np.where(known, values, MISSING)


def words_of(shares: Mapping[str, float]) -> list[str]:
    """The words of a table of shares, as they are stored."""
    return [str(word) for word in shares]


class Calendar:
    """Working days, for arrays of days. The calendar is the country's: no closures of one council."""

    def __init__(self) -> None:
        self.holidays = np.array(sorted(bank_holidays()), dtype="datetime64[D]")

    def add(self, starts: Whole, days: Whole | int) -> Whole:
        """The day so many working days after each start; with 0 the start or the next working day."""
        from_days, count = starts.astype("datetime64[D]"), np.broadcast_to(days, starts.shape)
        after = np.busday_offset(from_days, count, roll="backward", holidays=self.holidays)
        same = np.busday_offset(from_days, 0, roll="forward", holidays=self.holidays)
        return np.where(count == 0, same, after).astype("datetime64[D]").astype(np.int64)

    def between(self, starts: Whole, ends: Whole) -> Whole:
        """Working days after each start up to and including its end; 0 where the end is not after the start."""
        one = np.timedelta64(1, "D")
        first, last = starts.astype("datetime64[D]") + one, ends.astype("datetime64[D]") + one
        return np.maximum(np.busday_count(first, last, holidays=self.holidays), 0)


_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def keys(salt: int, table: int, numbers: Whole) -> Whole:
    """Opaque keys of records: the same number of the same table has the same key, and no two have one key (splitmix64).

    ``salt`` (below 2**20) and ``table`` (below 2**4) keep councils and tables apart; numbers are below 2**40. Missing stays
    missing: no key is -1.
    """
    with np.errstate(over="ignore"):
        mixed = numbers.astype(np.uint64) + np.uint64((salt << 44) + (table << 40) + 1)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
        mixed ^= mixed >> np.uint64(31)
    found = mixed.astype(np.int64)
    found = np.where(found == MISSING, np.int64(MISSING - 1), found)
    return np.where(numbers == MISSING, MISSING, found)
