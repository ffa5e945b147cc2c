"""How far Making Safeguarding Personal has come: over time and by team."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.insight.language.periods import month_of
from tests.factories import access
from tests.web.figures.test_over_time import AS_AT, cube_of, enquiries, words
from tests.web.framework.test_supplied import csv_of

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
PAGE = "/figures/making-personal?period=2025-26"


def asked_more_and_more():
    """Each month ten enquiries of each team end. North asks five of them until September 2025 and all since; South asks four."""
    found = []
    for month in range(month_of(date(2024, 4, 1)), month_of(AS_AT) + 1):
        ended = date(month // 12, month % 12 + 1, 10)
        for team, asked in (("North", 10 if ended >= date(2025, 10, 1) else 5), ("South", 4)):
            for number in range(10):
                state = "expressed" if number < asked else "not_asked"
                found.append(
                    {**enquiries()[0], "started_on": ended, "ended_on": ended, "team": team, "asked": state}
                )
    return found


@pytest.mark.requirement("R068")
def test_how_far_it_has_come_is_visible_over_time_and_by_team(cast, client_of, tmp_path, settings):
    access.workers("North", "South")
    cube_of(tmp_path, settings, asked_more_and_more, AS_AT)
    with moment.at(JUNE):
        lines = (
            "T2,Sandgate Council,2025-26 Q3,,22,48,checked,A register,",
            "T2,Sandgate Council,2025-26 Q4,,41,49,checked,A register,",
        )
        officer = client_of(cast[Role.DATA_OFFICER])
        assert officer.post("/figures/framework/load", {"text": csv_of(*lines)}).status_code == 302
        manager = client_of(cast[Role.MANAGER])
        assert "/figures/making-personal" in manager.get("/figures/").content.decode()
        answer = manager.get(PAGE)
        told = words(answer)
        asked = told.split("Asked what they want by team")[1].split("over time")[0]
        assert "Quarter 2 of 2025-26 Quarter 3 of 2025-26 Quarter 4 of 2025-26" in asked
        assert (
            "North 50 (15 of 30) 50 (15 of 30) 50 (15 of 30) 50 (15 of 30) 100 (30 of 30) 100 (30 of 30)"
            in asked
        )
        assert "That is up from 50 in 100 in the 3 quarters before." in asked
        assert "South 40 (12 of 30) 40 (12 of 30)" in asked
        assert "It was the same in the 3 quarters before." in asked
        assert "The whole council 45 (27 of 60)" in asked
        assert "7 or more points in a row lie on one side" in told.split("Asked what they want by team")[0]
        # Whether it has been learnt, too.
        assert (
            "Of 49 people who take part in enquiries, 41 have been trained in it: that is 84 in 100. That is up from 46 in 100"
            in told
        )
        # The board sees how it goes year by year, and no team.
        board = words(client_of(cast[Role.BOARD_MEMBER]).get(PAGE))
        assert "Of 240 enquiries that ended, in 138 the adult was asked" in board
        assert "North" not in board
        assert "Quarter" not in board.split("Has it been learnt?")[0]
