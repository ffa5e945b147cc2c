"""The figures that were counted last, kept in memory until newer ones are there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

import goldenthread.insight.published  # noqa: F401 - the rooms tell their facts when it is loaded
from goldenthread.ground.facts import fact_tables
from goldenthread.insight.cube import NAME, CubeError, Figures, open_cube
from goldenthread.insight.dashboards import Dashboard, read_dashboards
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.reading import read_indicators
from goldenthread.insight.national import Published, read_published
from goldenthread.insight.population import Population, newest


def folder() -> Path:
    """Where the council's own snapshot and its tallies are kept: beside its database."""
    return Path(settings.DATA_FOLDER) / "insight"


def latest() -> Figures | None:
    """The figures counted last; None when nothing has been counted yet. Raises CubeError for a file that cannot be read.

    Where the setting names a file of others' tallies, those; never both. The council's own are counted on beside them, unseen.
    """
    others = settings.FIGURES_FILE
    file = Path(others) if others else folder() / NAME
    try:
        seen = file.stat()
    except FileNotFoundError:
        if others:
            raise CubeError(f"There is no file {file}, which GOLDENTHREAD_FIGURES names.") from None
        return None
    return _opened(file, seen.st_mtime_ns, seen.st_size, bool(others))


@lru_cache(maxsize=2)
def _opened(file: Path, _changed: int, _size: int, of_others: bool) -> Figures:
    # The council's own population would make a wrong rate of others' counts.
    people = None if of_others else population()
    return Figures(
        open_cube(file), indicators(), {"adults": people.total} if people else {}, of_others=of_others
    )


def population() -> Population | None:
    """The adults who live here, from the newest file beside the council's policy; None where there is none.

    Raises CatalogueError for a file that cannot be used.
    """
    return _population(Path(settings.POLICY_FOLDER) / "population")


@lru_cache(maxsize=2)
def _population(kept_in: Path) -> Population | None:
    return newest(kept_in)


@lru_cache(maxsize=1)
def indicators() -> dict[str, Indicator]:
    """Every indicator of the house, by key."""
    return read_indicators(fact_tables())


@lru_cache(maxsize=1)
def dashboards() -> dict[str, Dashboard]:
    """Every dashboard, in the order of its file."""
    return read_dashboards(indicators())


@lru_cache(maxsize=1)
def published() -> tuple[Published, ...]:
    """Figures published elsewhere that ours are set beside, newest first."""
    return read_published(indicators())
