"""Rules of reviews."""

import pytest

from goldenthread.assurance.policy import ready_to_begin


@pytest.mark.rule("ASR-01")
def test_a_review_says_what_it_looks_at_before_it_begins():
    assert ready_to_begin(scope="Accountability", instrument="lga-2015", questions=())
    assert ready_to_begin(scope="Accountability", instrument="", questions=("Who answers?",))
    assert ready_to_begin(scope=" ", instrument="lga-2015", questions=()).reasons[0].field == "scope"
    assert not ready_to_begin(scope="Accountability", instrument="", questions=())
