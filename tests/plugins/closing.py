"""The closing words of a run: on which database, and with which browser."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.plugins.browser import chromium


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the run stood on."""
    from django.conf import settings

    if not settings.configured:
        return
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    name = {"sqlite3": "SQLite", "postgresql": "PostgreSQL"}.get(engine, engine)
    terminalreporter.section("stood on")
    terminalreporter.write_line(f"database: {name}")
    terminalreporter.write_line(f"browser:  {chromium() or 'none (tests that need one were skipped)'}")
    if not find_spec("pyspark"):
        terminalreporter.write_line(
            "Spark:    none (pooled extracts on it were not tried; make spark tries them)"
        )
