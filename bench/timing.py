"""Two sides timed in turns, and what is said of them."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 40
Times = list[float]


def own_settings() -> None:
    """Settings of a demo, where none are set: facts on disk need no database and no secret."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    if "GOLDENTHREAD_SECRET_KEY" not in os.environ:
        os.environ.setdefault("GOLDENTHREAD_DEMO", "1")


def say(words: str) -> None:
    """Progress, beside the figures."""
    print(words, file=sys.stderr, flush=True)


def compare(house: Callable[[], Any], bare: Callable[[], Any], rounds: int = ROUNDS) -> dict[str, float]:
    """Times of both in turns, in milliseconds, and the ratios of medians and of the 95th percentiles."""
    ours: Times = []
    theirs: Times = []
    for number in range(rounds + 5):
        for side, times in ((house, ours), (bare, theirs)) if number % 2 else ((bare, theirs), (house, ours)):
            start = time.perf_counter()
            side()
            if number >= 5:
                times.append((time.perf_counter() - start) * 1000)
    return ratios(ours, theirs)


def ratios(ours: Times, theirs: Times) -> dict[str, float]:
    """Medians, 95th percentiles and their ratios."""
    p95 = [statistics.quantiles(times, n=20)[-1] for times in (ours, theirs)]
    medians = [statistics.median(times) for times in (ours, theirs)]
    return {
        "median_ms": round(medians[0], 2),
        "reference_ms": round(medians[1], 2),
        "ratio": round(medians[0] / medians[1], 2),
        "p95_ms": round(p95[0], 2),
        "reference_p95_ms": round(p95[1], 2),
        "p95_ratio": round(p95[0] / p95[1], 2),
    }
