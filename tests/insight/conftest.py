"""Tests of facts on disk ask nothing of the house's database: they run once, in the part of the run that stands on SQLite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.cube import tally_snapshot
from goldenthread.insight.language.reading import read_indicators
from tests.insight.june_snapshot import write_snapshot

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def indicators():
    return read_indicators(fact_tables())


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    return write_snapshot(tmp_path_factory.mktemp("sandgate"))


@pytest.fixture(scope="session")
def tallies(snapshot, indicators):
    return tally_snapshot(snapshot, indicators)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    once = [item for item in items if item.path.is_relative_to(HERE) and not _asks_the_database(item)]
    config.hook.pytest_deselected(items=once)
    items[:] = [item for item in items if item not in once]


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})
