"""Addresses and the views they lead to."""

from __future__ import annotations

from importlib import import_module

from tests.promises.addresses import names


def test_every_address_leads_to_a_view_that_is_there():
    # Views of pages are imported with their first request (goldenthread.web.later): a misspelt one would show only then.
    leads_to = {
        name: (pattern.callback.__module__, pattern.callback.__name__) for name, pattern, _ in names()
    }
    pages = {name: where for name, where in leads_to.items() if not name.startswith("api:")}
    assert len(pages) > 200
    missing = [
        name
        for name, (module, view) in pages.items()
        if not callable(getattr(import_module(module), view, None))
    ]
    assert missing == []
