"""Facts on disk that several tests read."""

from __future__ import annotations

import pytest

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.cube import tally_snapshot
from goldenthread.insight.language.reading import read_indicators
from tests.insight.june_snapshot import write_snapshot


@pytest.fixture(scope="session")
def indicators():
    return read_indicators(fact_tables())


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    return write_snapshot(tmp_path_factory.mktemp("sandgate"))


@pytest.fixture(scope="session")
def tallies(snapshot, indicators):
    return tally_snapshot(snapshot, indicators)
