"""Counted by the clockwork, in a process of its own: the engine's memory is given back, and a fault in it stops nothing else."""

from __future__ import annotations

import subprocess
import sys

from goldenthread.access.viewer import CLOCKWORK, operator
from goldenthread.insight import procedures
from goldenthread.insight.queries.returns import counts_waiting
from goldenthread.insight.queries.signals import new_signals


def count_figures() -> int:
    """Count every figure anew. Returns 1. Raises CalledProcessError when the count fails; what it said is in the log."""
    _counted("count_figures")
    return 1


def count_returns() -> int:
    """Count the national returns that wait. Returns how many waited. Raises CalledProcessError as above."""
    waiting = counts_waiting(operator())
    if waiting:
        _counted("count_returns")
    return waiting


def _counted(verb: str) -> None:
    subprocess.run(  # noqa: S603 - a verb of the house, written above
        [sys.executable, "-m", "goldenthread.config.cli", verb], check=True, stdout=subprocess.DEVNULL
    )


def raise_signals() -> int:
    """Ask about every figure whose newest month went the wrong way, once for each month. Returns how many were found.

    Raises CubeError when the figures cannot be read.
    """
    found = new_signals(operator())
    for each in found:
        procedures.raise_signal(CLOCKWORK, found=each)
    return len(found)
