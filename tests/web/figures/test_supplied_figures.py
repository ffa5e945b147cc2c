"""Figures that agencies supply stand among the others, with whose they are, their source and moment, and hidden where they are small."""

from __future__ import annotations

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.insight.queries import indicators
from goldenthread.insight.queries.supplied import framework_measures
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import words
from tests.web.framework.test_supplied import HOME, csv_of, supply
from tests.web.framework.test_supplied import _today as _today

pytestmark = pytest.mark.django_db
LEADING = "/figures/over-time"


def test_every_supplied_figure_names_measures_that_agencies_supply():
    found = {key: each.supplied for key, each in indicators().items() if each.supplied}
    assert set(found) == {"G3", "H1", "H9"}
    for names in found.values():
        for measure, part in (name.partition("/")[::2] for name in names):
            assert not framework_measures()[measure].counted
            assert part in {"", *framework_measures()[measure].part_names}


def test_what_is_supplied_stands_under_the_figure_with_its_source_and_moment(cast, client_of):
    assert "Nobody has supplied this yet. It waits for measure T1" in words(
        client_of(cast[Role.BOARD_MEMBER]).get(f"{LEADING}/H1")
    )
    typed = {"numerator_staff": 430, "denominator_staff": 541}
    assert supply(client_of(cast[Role.PARTNER]), "T1", **typed).status_code == 302
    for role in (Role.BOARD_MEMBER, Role.DATA_OFFICER, Role.SCRUTINY, Role.SOCIAL_WORKER):
        told = words(client_of(cast[role]).get(f"{LEADING}/H1"))
        assert (
            "Sandgate Police, staff and volunteers , Quarter 2 of 2026-27: Of 541 people who are due training, 430 have it in date: that is 79 in 100."
            in told
        ), told
        assert (
            "Quarter 2 of 2026-27 430 of 541 79 76 and 83 Training records. Counted by a system. 21 November 2026"
            in told
        )
        assert "not added up" in told


def test_one_part_of_a_survey_stands_under_its_figure_and_small_answers_are_hidden(cast, client_of):
    lines = (
        "U2,Sandgate Council,2025-26,citizens,139,415,checked,Survey of residents,",
        "U2,Sandgate Council,2025-26,staff,192,204,checked,Survey of staff,",
        "U4,Sandgate Council,2025-26,,3,9,checked,Survey of referrers,",
    )
    officer, member = client_of(cast[Role.DATA_OFFICER]), client_of(cast[Role.BOARD_MEMBER])
    assert officer.post(f"{HOME}load", {"text": csv_of(*lines)}).status_code == 302
    known = words(member.get(f"{LEADING}/H9"))
    assert "Of 415 people who answered, 139 named a right way to report a worry" in known
    assert "204" not in known, "the public was asked, not staff"
    assert "Nobody has supplied this yet. It waits for measure U1" in known
    understood = words(member.get(f"{LEADING}/G3"))
    assert "Year 2025-26 [c] [c] –" in understood
    assert "3 of 9" not in understood
    assert "Of 9 people who had raised a concern and answered, 3 understood" in words(
        officer.get(f"{LEADING}/G3")
    )


def test_pages_and_commands_say_that_it_is_supplied_and_not_that_it_waits(cast, client_of, counted):
    leading = words(client_of(cast[Role.BOARD_MEMBER]).get(LEADING))
    assert "Supplied by agencies, not counted here Training up to date" in leading
    assert "Training up to date: waits for" not in leading
    made = words(client_of(cast[Role.BOARD_MEMBER]).get("/figures/how-made"))
    assert (
        "G3 Referrers understood the outcome: supplied by agencies , as U4 of the performance framework"
        in made
    )
