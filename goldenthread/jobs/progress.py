"""A progress bar on a terminal; nothing where the output goes to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress(total: int | None, what: str, *, unit: str = "rows") -> Iterator[Callable[[int], object]]:
    """Within the block, call the value with how many were done since the last call; None when the end is not known."""
    size = unit == "B"
    with tqdm(
        total=total,
        desc=what,
        unit=unit if size else f" {unit}",
        unit_scale=size,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
        leave=False,
    ) as bar:
        yield bar.update
