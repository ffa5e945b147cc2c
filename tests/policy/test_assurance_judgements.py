"""Rules of answers, and how differences and movement are said."""

from __future__ import annotations

import pytest

from goldenthread.assurance.policy import (
    answer_may_be_submitted,
    difference,
    grade_on_scale,
    may_write_for,
    movement,
    plain_words,
)
from goldenthread.assurance.policy.judgements import middle


@pytest.mark.rule("ASR-14")
def test_an_answer_is_submitted_with_a_claim_and_a_grade():
    assert answer_may_be_submitted(claim="We ask everybody.", grade=2, graded=True)
    assert answer_may_be_submitted(claim="We ask everybody.", grade=0, graded=True)
    assert answer_may_be_submitted(claim="We ask everybody.", grade=None, graded=False)
    assert answer_may_be_submitted(claim=" ", grade=2, graded=True).reasons[0].field == "claim"
    assert answer_may_be_submitted(claim="We ask.", grade=None, graded=True).reasons[0].field == "grade"


@pytest.mark.rule("ASR-15")
def test_an_agency_answers_for_itself():
    assert may_write_for(own_agency=True, runs_assurance=False)
    assert may_write_for(own_agency=False, runs_assurance=True)
    assert not may_write_for(own_agency=False, runs_assurance=False)


@pytest.mark.rule("ASR-16")
def test_a_grade_is_on_the_scale():
    assert grade_on_scale(grade=0, levels=(0, 1, 2))
    assert grade_on_scale(grade=None, levels=())
    assert not grade_on_scale(grade=3, levels=(0, 1, 2))
    assert not grade_on_scale(grade=1, levels=())


def test_differences_are_said_in_words():
    assert (
        difference({"Council": 3, "Police": 1, "NHS": 3}).words
        == "2 levels apart: Council and NHS highest, Police lowest."
    )
    assert (
        difference({"Council": 3, "Police": 3}, silent=["NHS"]).words == "All 2 agree. NHS has not answered."
    )
    assert (
        difference({"Council": 3}, silent=["NHS", "Police"]).words
        == "Nothing to compare yet. NHS and Police have not answered."
    )
    assert difference({"Council": 3, "Police": 1}).apart == 2


def test_movement():
    assert [movement(*pair) for pair in ((1, 2), (2, 1), (2, 2), (None, 2), (2, None))] == [
        "better", "worse", "same", "new", "not graded",
    ]  # fmt: skip


def test_the_middle_never_flatters():
    assert middle([4, 1]) == 1
    assert middle([0, 2, 4]) == 2
    assert middle([]) is None


def test_words_are_the_same_through_every_door():
    assert plain_words("\r\nOne\r\ntwo\x0b\x00 \t three\r") == "One\ntwo \t three"
