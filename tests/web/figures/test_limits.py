"""A person says from which month the limits of a chart begin anew, and why; everybody sees it; it can be withdrawn."""

from __future__ import annotations

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.insight.models import PhaseStep
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
ADDRESS = "/figures/over-time/D3/limits"
BEGIN = {"month": "2025-06", "reason": "The new guide for asking began in June.", "version": 0}


@pytest.mark.requirement("R032")
def test_what_was_done_is_marked_on_the_chart_and_the_chart_says_whether_it_helped(counted, cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    assert "Begin the limits anew" in words(officer.get("/figures/over-time/D3"))
    assert officer.post(ADDRESS, BEGIN).status_code == 302
    manager = client_of(cast[Role.MANAGER])
    told = words(manager.get("/figures/over-time/D3"))
    # 29 of 30 a month before and since, until March 2026, from when nobody did.
    assert "From Jun 2025 limits begin anew: the average is 72 since then, before it 97." in told
    assert "The new guide for asking began in June." in told
    assert cast[Role.DATA_OFFICER].name in told
    assert "Begin the limits anew" not in told, "only for those who may"
    assert "From Jun 2025 limits begin anew" in words(manager.get("/figures/for/service"))
    assert "began in June" not in words(client_of(cast[Role.BOARD_MEMBER]).get("/figures/over-time/D3"))
    assert manager.get(ADDRESS).status_code == 403

    other = client_of(cast[Role.BOARD_MANAGER])
    taken = {"reason": "The guide began in July after all.", "version": 1}
    assert "Why is it withdrawn?" in words(other.get(f"{ADDRESS}?withdraw=2025-06"))
    done = other.post(f"{ADDRESS}?withdraw=2025-06", taken)
    assert done.status_code == 302
    assert "It is withdrawn" in words(other.get("/figures/over-time/D3"))
    assert "Why is it withdrawn?" not in words(other.get(f"{ADDRESS}?withdraw=2025-06")), "it is already"
    after = words(manager.get("/figures/over-time/D3"))
    assert "limits begin anew:" not in after
    said = words(other.get(ADDRESS))
    assert "The new guide for asking began in June." in said
    assert "The guide began in July after all." in said
    assert list(PhaseStep.objects.values_list("deed", flat=True)) == ["begun", "withdrawn"]


def test_a_stale_or_wrong_form_is_answered_and_keeps_what_was_typed(counted, cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    short = officer.post(ADDRESS, BEGIN | {"reason": "Because"})
    assert short.status_code == 409
    assert "Say in a sentence what changed" in words(short)
    assert not PhaseStep.objects.exists()
    assert officer.post(ADDRESS, BEGIN | {"month": "1999-01"}).status_code == 422
    assert officer.post(ADDRESS, BEGIN).status_code == 302
    late = officer.post(ADDRESS, BEGIN | {"month": "2025-07"})
    assert late.status_code == 409
    assert "Somebody else has changed this" in words(late)
    assert "The new guide for asking began in June." in words(late)
    assert PhaseStep.objects.count() == 1
