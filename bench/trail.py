"""B11: how quickly the trail is verified."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from goldenthread.access import trail_anchor, trail_check
from goldenthread.access.viewer import operator


def trail() -> dict[str, Any]:
    """B11: verification, along the chains and against an anchor."""
    rows = trail_check.count_rows(operator())
    start = time.perf_counter()
    faults = list(trail_check.check_chains(operator()))
    chains = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "anchor"
        start = time.perf_counter()
        trail_anchor.write_anchor(operator(), file)
        wrote = time.perf_counter() - start
        size = file.stat().st_size
        start = time.perf_counter()
        faults += list(trail_anchor.check_anchor(operator(), file))
        anchor = time.perf_counter() - start
    # Only a sound trail is timed: naming faults takes time of its own.
    assert not faults, faults[:3]
    return {
        "rows": rows, "rows_a_second": round(rows / chains), "anchor_rows_a_second": round(rows / anchor),
        "anchor_written_rows_a_second": round(rows / wrote), "anchor_bytes_a_row": round(size / rows, 1),
    }  # fmt: skip
