"""Requirement, promise and rule marks: only numbers that exist may be named. And what takes longest begins first."""

from __future__ import annotations

import pytest

from scripts.requirements_shown import promises, requirements


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse the run when a test names a requirement or a promise that is not in docs/."""
    known = {"requirement": requirements(), "promise": promises()}
    wrong = [
        f"{item.nodeid}: there is no {kind} {code!r}"
        for item in items
        for kind, codes in known.items()
        for mark in item.iter_markers(kind)
        for code in mark.args
        if code not in codes
    ]
    if wrong:
        raise pytest.UsageError("\n".join(wrong))
    # With several workers the run ends when the longest ends: the walk over every page, then the tests with processes of their
    # own, then journeys and what walks through every address.
    items.sort(key=_begins)


def _begins(item: pytest.Item) -> int:
    if item.path.name == "test_every_page.py":
        return 0
    if group := item.get_closest_marker("xdist_group"):
        return 1 if "processes" in group.args else 2
    return 3 if {"journeys", "promises"} & set(item.path.parts) else 4


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse the run when tests of one group would not stay together: servers, kills and towns would trample each other."""
    if not getattr(session.config.option, "loadgroup", False):
        return
    apart = [
        item.nodeid
        for item in session.items
        if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
    ]
    if apart:
        raise pytest.UsageError(
            f"pytest-xdist does not group {len(apart)} tests, as {apart[0]}: its version and pytest's do not fit."
        )
