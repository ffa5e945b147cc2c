"""Which database the tests stand on, and how an append-only table is emptied between tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# These need no database; `make test` runs them once.
PURE = ("policy", "kit", "architecture")
TESTS = Path(__file__).resolve().parents[1]


def is_pure(path: Path) -> bool:
    """True for a test file of a folder that needs no database."""
    return path.is_relative_to(TESTS) and path.relative_to(TESTS).parts[0] in PURE


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what asks nothing of the house's database, has databases of its own, or looks at pages in a browser.

    All of it runs in the part of the run that stands on SQLite, and would only be the same again.
    """
    if os.environ.get("DATABASE_URL"):
        once = [item for item in items if not _asks_the_database(item) or _draws(item)]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if item not in set(once)]


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


def _draws(item: pytest.Item) -> bool:
    return bool({"page", "context", "browser"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Each worker has a database of its own; emptying works although the trail refuses deletion."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self, sql_list):
        return plain(self, _around_triggers(self.connection, sql_list))

    BaseDatabaseOperations.execute_sql_flush = flush
    with _from_template(os.environ.get("TEST_TEMPLATE", "")):
        yield
    BaseDatabaseOperations.execute_sql_flush = plain


@contextmanager
def _from_template(template: str) -> Iterator[None]:
    """Make the test database as a copy of one that holds every migration: those are the work of ten seconds.

    ``template``: the file, or the name of the database, that `make test` made once; "" where there is none, then nothing changes.
    """
    from django.db import connection
    from django.db.backends.sqlite3.creation import DatabaseCreation

    if not template or connection.vendor == "postgresql":
        if template:
            connection.settings_dict["TEST"]["TEMPLATE"] = template
        yield
        return
    plain = DatabaseCreation._create_test_db

    def copied(self, *args, **kwargs):
        name = plain(self, *args, **kwargs)
        shutil.copy(template, name)
        return name

    DatabaseCreation._create_test_db = copied
    yield
    DatabaseCreation._create_test_db = plain


def _around_triggers(connection, sql_list: list[str]) -> list[str]:
    if connection.vendor == "postgresql":
        # TRUNCATE gives each of a hundred tables new files, which takes seconds; few of them hold a row. References are not
        # looked at meanwhile, nor triggers.
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        names = map(connection.ops.quote_name, tables)
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in names)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    drop = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
    return [*drop, *sql_list, *(sql for _, sql in triggers)]


@pytest.fixture(scope="session")
def collected_static():
    """Static files as they are served, collected once for this worker."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT = str(
        Path(settings.DATA_FOLDER) / f"static-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    )
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def _web_stands_on_static_files(request: pytest.FixtureRequest) -> None:
    if not is_pure(request.path):
        request.getfixturevalue("collected_static")


@pytest.fixture(autouse=True)
def _caches_begin_empty(request: pytest.FixtureRequest) -> None:
    if not is_pure(request.path):
        from django.core.cache import cache

        cache.clear()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the scratch folder of this process."""
    from django.conf import settings

    if settings.configured and hasattr(settings, "SCRATCH"):
        shutil.rmtree(settings.SCRATCH, ignore_errors=True)
