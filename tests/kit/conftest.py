"""The kit alone: its own environment, no routes, no database, files by their plain names."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import FileSystemLoader

import goldenthread.kit
from goldenthread.kit.environment import environment


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def pages():
    """The kit's pages and macros, as Django's backend makes them."""
    return environment(loader=FileSystemLoader(Path(goldenthread.kit.__file__).parent / "jinja2"))


@pytest.fixture(scope="session")
def draw(pages):
    """Draw a line of template with these values."""
    return lambda source, **values: pages.from_string(source).render(values)
