"""Requirement, promise and rule marks: only numbers that exist may be named."""

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
