"""Rules of the board's own work and of the risk register."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from goldenthread.assurance.policy.board import (
    Given,
    answers_for_own,
    assured_upwards,
    challenge_whole,
    day_has_come,
    has_a_story,
    judged_by_asker,
    story_may_be_told,
)
from goldenthread.assurance.policy.risks import risk_triangulated, risk_whole
from goldenthread.assurance.vocabulary import AssuranceLevel, EvidenceKind, MeetingState, RiskSource

TODAY = date(2026, 11, 21)
WHOLE = {"asked": True, "about": "A figure", "question": "How do you know?", "due_on": TODAY, "today": TODAY}


@pytest.mark.rule("BRD-01")
@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"asked": False}, "asked_agency"),
        ({"about": " "}, "about"),
        ({"question": ""}, "question"),
        ({"due_on": None}, "due_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_a_challenge_is_whole(missing, field):
    assert challenge_whole(**WHOLE)
    assert [each.field for each in challenge_whole(**WHOLE | missing).reasons] == [field]


@pytest.mark.rule("BRD-02")
def test_a_member_answers_for_their_own_agency():
    ours = uuid4()
    assert answers_for_own(own=ours, asked=ours)
    assert not answers_for_own(own=uuid4(), asked=ours)
    assert not answers_for_own(own=None, asked=ours)


@pytest.mark.rule("BRD-03")
def test_nobody_judges_their_own_answer():
    ours, me, other = uuid4(), uuid4(), uuid4()
    told = {"own": uuid4(), "asked": ours, "by": me, "answered_by": {other}, "staff": False}
    assert judged_by_asker(**told)
    assert not judged_by_asker(**told | {"own": ours})
    assert judged_by_asker(**told | {"own": ours, "staff": True})
    assert not judged_by_asker(**told | {"answered_by": {me}, "staff": True})
    assert not judged_by_asker(**told | {"by": None})


@pytest.mark.rule("BRD-04")
@pytest.mark.parametrize(
    "wrong", [{"kind": EvidenceKind.SURVEY}, {"consented": False}, {"anonymised": False}, {"shared": False}]
)
def test_a_story_is_agreed_to_and_names_nobody(wrong):
    told = {"kind": EvidenceKind.STORY, "consented": True, "anonymised": True, "shared": True}
    assert story_may_be_told(**told)
    assert not story_may_be_told(**told | wrong)


@pytest.mark.rule("BRD-05")
@pytest.mark.parametrize(
    ("days", "places", "chosen", "allowed"),
    [(60, 1, 0, True), (29, 1, 0, True), (28, 1, 0, False), (60, 0, 0, False), (5, 1, 1, True)],
)
def test_a_planned_board_meeting_without_a_story_is_warned_of(days, places, chosen, allowed):
    told = {
        "state": MeetingState.PLANNED,
        "on": TODAY + timedelta(days=days),
        "places": places,
        "chosen": chosen,
    }
    assert has_a_story(level=AssuranceLevel.BOARD, today=TODAY, **told).allowed is allowed
    assert has_a_story(level=AssuranceLevel.SCRUTINY, today=TODAY, **told)
    assert has_a_story(level=AssuranceLevel.BOARD, today=TODAY, **told | {"state": MeetingState.CANCELLED})
    held = has_a_story(level=AssuranceLevel.BOARD, today=TODAY, **told | {"state": MeetingState.HELD})
    assert held.allowed is bool(chosen)


@pytest.mark.rule("BRD-06")
def test_what_came_of_a_day_is_not_written_before_it():
    assert day_has_come(on=TODAY, today=TODAY)
    assert not day_has_come(on=TODAY + timedelta(days=1), today=TODAY)


HEARD = Given(on=TODAY, held=True, given_by="The chair", evidence=1, asked=1, open=0, said=True)


@pytest.mark.rule("BRD-07")
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((), "No meeting is planned"),
        ((Given(TODAY + timedelta(days=3), False, "", 0, 0, 0, False),), "Planned for 24 November 2026"),
        ((Given(TODAY - timedelta(days=3), False, "", 0, 0, 0, False),), "nobody has said"),
        ((Given(TODAY, True, " ", 1, 1, 0, True),), "Nobody is named"),
        ((Given(TODAY, True, "Chair", 0, 1, 0, True),), "without evidence"),
        ((Given(TODAY, True, "Chair", 1, 0, 0, True),), "Nobody asked anything"),
        ((Given(TODAY, True, "Chair", 1, 1, 1, True),), "still open"),
        ((Given(TODAY, True, "Chair", 1, 1, 0, False),), "not written down"),
    ],
)
def test_every_gap_of_a_level_is_said(given, words):
    found = assured_upwards(given, due_on=None, today=TODAY)
    assert [words in each.words for each in found.reasons] == [True]
    assert assured_upwards([HEARD, *given], due_on=None, today=TODAY).allowed is ("still open" not in words)


def test_a_level_that_is_past_its_day_never_heard_it():
    late = assured_upwards((), due_on=TODAY - timedelta(days=1), today=TODAY)
    assert late.words == "It never came here."


@pytest.mark.rule("RSK-01")
@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"risk": ""}, "risk"),
        ({"reason": " "}, "reason"),
        ({"doing": ""}, "doing"),
        ({"owner_may": False}, "owner_id"),
        ({"review_on": None}, "review_on"),
        ({"review_on": TODAY - timedelta(days=1)}, "review_on"),
    ],
)
def test_an_entry_is_whole(missing, field):
    told = {
        "risk": "Falls",
        "reason": "Seen",
        "doing": "A visit",
        "owner_may": True,
        "review_on": TODAY,
        "today": TODAY,
    }
    assert risk_whole(**told)
    assert [each.field for each in risk_whole(**told | missing).reasons] == [field]


@pytest.mark.rule("RSK-02")
def test_two_kinds_of_source_triangulate_and_two_of_one_kind_do_not():
    assert not risk_triangulated(())
    assert not risk_triangulated([RiskSource.REGULATOR, RiskSource.REGULATOR])
    assert risk_triangulated([RiskSource.REGULATOR, RiskSource.WHISTLEBLOWING])
