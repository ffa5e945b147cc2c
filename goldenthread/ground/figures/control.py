"""The XmR control chart: does a series do more than vary as it always does?

Centre line: the mean of the phase. Limits: the mean plus and minus 2.66 times the mean moving range (D. J. Wheeler, "Understanding
Variation"). The rules for a special cause are those NHS England's "Making Data Count" states; each has its sentence in ``RULES``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

FACTOR = 2.66
FEWEST_POINTS = 12
RUN = 7
TREND = 6


class Signal(StrEnum):
    """Rules for a special cause."""

    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


RULES = {
    Signal.OUTSIDE: "One point lies outside the limits.",
    Signal.RUN: f"{RUN} or more points in a row lie on one side of the average.",
    Signal.TREND: f"{TREND} or more points in a row each lie higher, or each lower, than the one before.",
    Signal.TWO_OF_THREE: "Two of three points in a row lie close to one limit, in the outer third.",
}


class Phase(NamedTuple):
    """Where limits are worked out anew, and why. ``start`` is the number of its first point, from 0."""

    start: int
    reason: str


@dataclass(frozen=True)
class Limits:
    """The lines of one phase: points ``start`` up to but not including ``end``. None where there are too few points."""

    start: int
    end: int
    reason: str
    centre: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Chart:
    """A series with its phases, and which rules each point breaks."""

    values: tuple[float | None, ...]
    phases: tuple[Limits, ...]
    signals: tuple[frozenset[Signal], ...]

    @property
    def in_control(self) -> bool:
        """True when no point breaks a rule."""
        return not any(self.signals)


def xmr(
    values: Sequence[float | None],
    phases: Sequence[Phase] = (),
    *,
    floor: float | None = None,
    ceiling: float | None = None,
) -> Chart:
    """The chart of a series; None is a point that was not supplied, and is passed over.

    ``phases`` are where limits begin anew; the first phase begins at 0 by itself. ``floor`` and ``ceiling`` are values that cannot
    be passed (0 for a count; 0 and 100 for a share): a limit beyond one is not drawn beyond it. A phase of fewer than
    ``FEWEST_POINTS`` points has no limits yet, and then no signals.
    Raises ValueError for a phase without a reason, out of order, or outside the series.
    """
    starts = [Phase(0, ""), *phases]
    for phase, after in pairwise(starts):
        if not after.reason.strip():
            raise ValueError(f"say why limits begin anew at point {after.start}")
        if not phase.start < after.start < len(values):
            raise ValueError(f"limits cannot begin anew at point {after.start} of {len(values)}")
    signals: list[set[Signal]] = [set() for _ in values]
    drawn = []
    for phase, end in zip(starts, [*(later.start for later in starts[1:]), len(values)], strict=True):
        at = [i for i in range(phase.start, end) if values[i] is not None]
        points = [float(values[i] or 0) for i in at]
        if len(points) < FEWEST_POINTS:
            drawn.append(Limits(phase.start, end, phase.reason, None, None, None))
            continue
        centre, reach = _lines(points)
        for i, found in zip(at, _signals(points, centre, reach), strict=True):
            signals[i] |= found
        low = centre - reach if floor is None else max(centre - reach, floor)
        high = centre + reach if ceiling is None else min(centre + reach, ceiling)
        drawn.append(Limits(phase.start, end, phase.reason, centre, low, high))
    return Chart(tuple(values), tuple(drawn), tuple(frozenset(found) for found in signals))


def _lines(points: Sequence[float]) -> tuple[float, float]:
    moving = [abs(b - a) for a, b in pairwise(points)]
    return sum(points) / len(points), FACTOR * sum(moving) / len(moving)


def _signals(points: Sequence[float], centre: float, reach: float) -> list[set[Signal]]:
    found: list[set[Signal]] = [set() for _ in points]

    def mark(first: int, last: int, signal: Signal) -> None:
        for i in range(first, last + 1):
            found[i].add(signal)

    for i, point in enumerate(points):
        if abs(point - centre) > reach:
            found[i].add(Signal.OUTSIDE)
    sides = [(p > centre) - (p < centre) for p in points]
    for first, last in _stretches(sides):
        if sides[first] and last - first + 1 >= RUN:
            mark(first, last, Signal.RUN)
    steps = [(b > a) - (b < a) for a, b in pairwise(points)]
    for first, last in _stretches(steps):
        # So many steps join one point more than there are steps.
        if steps[first] and last - first + 2 >= TREND:
            mark(first, last + 1, Signal.TREND)
    for i in range(len(points) - 2):
        for side in (1, -1):
            near = [j for j in range(i, i + 3) if side * (points[j] - centre) > 2 * reach / 3]
            if len(near) >= 2:
                for j in near:
                    found[j].add(Signal.TWO_OF_THREE)
    return found


def _stretches(marks: Sequence[int]) -> list[tuple[int, int]]:
    """First and last index of each stretch of equal marks."""
    stretches: list[tuple[int, int]] = []
    for i, mark in enumerate(marks):
        if stretches and marks[stretches[-1][0]] == mark:
            stretches[-1] = (stretches[-1][0], i)
        else:
            stretches.append((i, i))
    return stretches


def lines(values: Sequence[float | None]) -> tuple[float, float] | None:
    """Average and reach of the limits to each side of it; None where there are fewer than ``FEWEST_POINTS`` values."""
    points = [float(value) for value in values if value is not None]
    return None if len(points) < FEWEST_POINTS else _lines(points)


def signals_against(values: Sequence[float], centre: float, reach: float) -> tuple[frozenset[Signal], ...]:
    """Which rules each value breaks when it is held against lines that were drawn before: did something change since?"""
    return tuple(frozenset(found) for found in _signals(values, centre, reach))
