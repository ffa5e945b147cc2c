"""Figures counted by the clockwork, in a process of their own: the engine's memory is given back, and a fault in it stops nothing else."""

from __future__ import annotations

import subprocess
import sys


def count_figures() -> int:
    """Count every figure anew. Returns 1. Raises CalledProcessError when the count fails; what it said is in the log."""
    subprocess.run(
        [sys.executable, "-m", "goldenthread.config.cli", "count_figures"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return 1
