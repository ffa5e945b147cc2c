"""Meetings of the board, and assurance from team to scrutiny."""

import re
from datetime import timedelta

import pytest

from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Meeting
from goldenthread.assurance.queries.meetings import meetings
from goldenthread.assurance.vocabulary import (
    SourceKind,
)
from goldenthread.ground import moment
from tests.factories import assurance as make
from tests.web.board.acting import ask_of_the_report, day, held
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
SOON = moment.today() + timedelta(days=14)


def test_a_day_that_is_years_away_is_a_slip_of_the_pen(meeting, send, board_manager):
    far = moment.today().replace(year=9999, day=1)
    plan = {"level": "board", "title": "Board", "count": 24, "weeks": 52, **day("first_on", far)}
    refused = send(board_manager, "/board/meetings/plan", **plan)
    assert refused.status_code == 409
    assert "Check the year" in words(refused)
    changed = send(board_manager, f"/board/meetings/{meeting.pk}/change", title="Board", **day("on", far))
    assert "Check the year" in words(changed)
    assert [each.on for each in Meeting.objects.all()] == [moment.today()]


@pytest.mark.requirement("R052")
def test_assurance_goes_up_from_team_to_scrutiny_and_gaps_show(
    send, board_manager, manager, board_member, scrutiny, data_officer, client_of
):
    assert send(board_manager, "/board/assurance/add", title="Annual report 2025-26").status_code == 302
    before = words(client_of(board_member).get("/board/assurance/"))
    assert "Something is missing at 5 of 5 levels" in before
    form = client_of(board_manager)
    evidence = make.evidence(manager, title="What adults said", sort=SourceKind.VOICE)
    levels = ("team", "service", "board", "wellbeing", "scrutiny")
    for level in levels:
        plan = {
            "level": level,
            "title": f"Meeting of {level}",
            "count": 1,
            "weeks": 1,
            **day("first_on", moment.today()),
        }
        assert send(board_manager, "/board/meetings/plan", **plan).status_code == 302
        row = Meeting.objects.get(level=level)
        add = f"/board/meetings/{row.pk}/items/add/report"
        chain = re.search(
            r'<option value="([0-9a-f-]{36})"[^>]*>Annual report 2025-26', form.get(add).content.decode()
        )[1]
        told = {"title": "Annual report", "given_by": f"Who answers to {level}", "chain": chain}
        # The board is told without evidence; nobody asks anything at the health and wellbeing board.
        assert (
            send(board_manager, add, **told, evidence=[] if level == "board" else [str(evidence)]).status_code
            == 302
        )
        held(send, board_manager, row.pk)
        if level != "wellbeing":
            asks = scrutiny if level == "scrutiny" else board_manager
            ask_of_the_report(send, asks, row, manager, board_manager, client_of)
        item = row.items.get()
        record = f"/board/meetings/{row.pk}/items/{item.pk}/record"
        assert send(board_manager, record, decided="It goes up.").status_code == 422
        assert send(board_manager, record, decided="It goes up.", assured="partly").status_code == 302
    for reader in (board_member, scrutiny, manager, data_officer):
        page = words(client_of(reader).get("/board/assurance/"))
        for level in levels:
            assert f"Who answers to {level} to Meeting of {level} , {moment.today():%-d %B %Y}" in page
        assert page.count("What adults said") == 4
        assert page.count("Partly assured It goes up.") == 5
        assert page.count("How do you know?") == 4
        assert page.count("It was given without evidence: reassurance, not assurance") == 1
        assert page.count("Nobody asked anything") == 1
        assert "Something is missing at 2 of 5 levels" in page


def test_what_was_withdrawn_is_no_assurance(
    send, board_manager, manager, board_member, partner, meeting, client_of
):
    chain = do.open_chain(board_manager, title="Annual report")
    evidence = make.evidence(manager, title="What adults said", sort=SourceKind.VOICE)
    told = {
        "title": "Annual report",
        "given_by": "Head of service",
        "chain": str(chain),
        "evidence": [str(evidence)],
    }
    send(board_manager, f"/board/meetings/{meeting.pk}/items/add/report", **told)
    held(send, board_manager, meeting.pk)
    ask = {
        "item": str(meeting.items.get().pk), "meeting": str(meeting.pk), "asked_agency": str(partner.agency_id),
        "about": "practice", "practice": "Their plan", "prompt": "a.1", **day("due_on", SOON),
    }  # fmt: skip
    one = send(board_manager, "/board/challenges/ask", **ask)["Location"]
    before = words(client_of(board_member).get("/board/assurance/"))
    assert "Nobody asked anything" not in before
    assert "without evidence" not in before
    assert send(board_manager, f"{one}withdraw", words="Asked by mistake.").status_code == 302
    do.withdraw_evidence(manager, evidence_id=evidence, version=1, words="It was wrong.")
    after = words(client_of(board_member).get("/board/assurance/"))
    assert "Nobody asked anything" in after
    assert "It was given without evidence" in after
    assert "What adults said (withdrawn: it does not count)" in after
    (row,) = meetings(board_member)
    assert (row.asked, row.open) == (0, 0)
