"""The figures that were counted last, kept in memory until newer ones are there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

import goldenthread.insight.published  # noqa: F401 - the rooms tell their facts when it is loaded
from goldenthread.ground.facts import fact_tables
from goldenthread.insight.cube import NAME, Figures, open_cube
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.reading import read_indicators


def folder() -> Path:
    """Where the council's own snapshot and its tallies are kept: beside its database."""
    return Path(settings.DATA_FOLDER) / "insight"


def latest() -> Figures | None:
    """The figures counted last; None when nothing has been counted yet. Raises CubeError for a file that cannot be read."""
    file = folder() / NAME
    try:
        seen = file.stat()
    except FileNotFoundError:
        return None
    return _opened(file, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=2)
def _opened(file: Path, _changed: int, _size: int) -> Figures:
    return Figures(open_cube(file), indicators())


@lru_cache(maxsize=1)
def indicators() -> dict[str, Indicator]:
    """Every indicator of the house, by key."""
    return read_indicators(fact_tables())
