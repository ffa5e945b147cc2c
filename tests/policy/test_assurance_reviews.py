"""Rules of reviews."""

import pytest

from goldenthread.assurance.policy import audit_complete, may_audit, ready_to_begin, sample_can_be_drawn
from goldenthread.assurance.policy.audits import NOT_APPLICABLE, differing, may_settle


@pytest.mark.rule("ASR-01")
def test_a_review_says_what_it_looks_at_before_it_begins():
    assert ready_to_begin(scope="Accountability", instrument="lga-2015", questions=())
    assert ready_to_begin(scope="Accountability", instrument="", questions=("Who answers?",))
    assert ready_to_begin(scope=" ", instrument="lga-2015", questions=()).reasons[0].field == "scope"
    assert not ready_to_begin(scope="Accountability", instrument="", questions=())


@pytest.mark.rule("ASR-20")
def test_a_sample_needs_cases_and_auditors():
    assert sample_can_be_drawn(wanted=1, auditors=2, twice_in_100=20)
    assert sample_can_be_drawn(wanted=1, auditors=1, twice_in_100=0)
    assert not sample_can_be_drawn(wanted=0, auditors=2, twice_in_100=20)
    assert not sample_can_be_drawn(wanted=1, auditors=1, twice_in_100=20)


@pytest.mark.rule("ASR-21")
def test_an_audit_is_finished_whole_and_what_does_not_apply_says_why():
    told = {"A": {"grade": 3, "words": ""}, "B": {"grade": NOT_APPLICABLE, "words": "No provider."}}
    assert audit_complete(questions=("A", "B"), answers=told)
    assert not audit_complete(questions=("A", "B", "C"), answers=told)
    silent = {**told, "B": {"grade": NOT_APPLICABLE, "words": " "}}
    assert audit_complete(questions=("A", "B"), answers=silent).reasons[0].field == "B"


@pytest.mark.rule("ASR-22")
def test_nobody_marks_their_own_work():
    assert may_audit(worked_on_it=False, reads_it_already=False)
    assert not may_audit(worked_on_it=True, reads_it_already=False)
    assert not may_audit(worked_on_it=False, reads_it_already=True)


@pytest.mark.rule("ASR-23")
def test_two_readers_settle_where_they_differ_only_when_neither_can_lean_on_the_other():
    assert may_settle(both_done=True, left_to_read=0)
    assert not may_settle(both_done=False, left_to_read=0)
    assert not may_settle(both_done=True, left_to_read=1)
    one = {"A": {"grade": 1}, "B": {"grade": 2}, "C": {"grade": -1}}
    other = {"A": {"grade": 1}, "B": {"grade": 0}, "C": {"grade": 2}, "D": {"grade": 1}}
    assert differing(("D", "C", "B", "A"), one, other) == ("C", "B")
