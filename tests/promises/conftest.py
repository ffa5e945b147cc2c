"""What checks of promises share."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.access.vocabulary import Role

# The trail, sessions and what belongs to them are written by looking and by being refused.
NOT_COUNTED = {"access_trailrow", "access_trailhead", "django_session", "access_heldform", "access_tally"}


@pytest.fixture
def whole_database(db) -> Callable[[], dict[str, str]]:
    """A function: the hash of every table's rows, without the trail, sessions and held forms."""

    def hashes() -> dict[str, str]:
        found = {}
        for model in apps.get_models(include_auto_created=True):
            name = model._meta.db_table
            if name in NOT_COUNTED:
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
                rows = sorted(repr(row) for row in cursor.fetchall())
            found[name] = sha256("\n".join(rows).encode()).hexdigest()
        assert len(found) >= 10, "an empty list of tables would prove nothing"
        return found

    return hashes


@pytest.fixture
def refusals_drawn_once(monkeypatch):
    """The page of a refusal is drawn for each role and status once; thousands more of the same say their words only."""
    drawn: set[tuple[Role, int, str]] = set()

    def draw(request, template, context, *, status):
        kind = (request.viewer.role, status, template)
        if kind not in drawn:
            drawn.add(kind)
            return render(request, template, context, status=status)
        verdict = context.get("verdict")
        return HttpResponse(verdict.words if verdict else "", status=status)

    monkeypatch.setattr("goldenthread.web.errors.render", draw)
    return drawn
