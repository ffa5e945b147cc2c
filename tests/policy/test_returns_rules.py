"""Before the national return is sent for sign-off, signed and restated."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.insight.lifecycle.returns import EDITION
from goldenthread.insight.policy import returns as policy
from goldenthread.insight.vocabulary.returns import ReturnState

ANN, BEN = uuid4(), uuid4()


@pytest.mark.rule("RET-01")
def test_nobody_signs_what_they_prepared():
    assert policy.signed_by_another(signer=BEN, prepared_by={ANN})
    assert policy.signed_by_another(signer=ANN, prepared_by={ANN, BEN}).codes == ("RET-01",)
    assert not policy.signed_by_another(signer=None, prepared_by={ANN})


@pytest.mark.rule("RET-02")
def test_each_check_not_met_is_explained():
    assert policy.checks_explained(unexplained=0)
    assert "1 check is" in policy.checks_explained(unexplained=1).words
    assert "12 checks are" in policy.checks_explained(unexplained=12).words


@pytest.mark.rule("RET-03")
def test_what_is_sent_was_counted_by_the_rules_in_force():
    assert policy.counted_by_these_rules(counted=True, rule_version="a", in_force="a")
    assert "again" in policy.counted_by_these_rules(counted=True, rule_version="a", in_force="b").words
    assert (
        "not been counted"
        in policy.counted_by_these_rules(counted=False, rule_version="", in_force="b").words
    )


@pytest.mark.rule("RET-04")
def test_a_restatement_says_why():
    assert policy.restated_with_reason(signed_before=False, reason="")
    assert policy.restated_with_reason(signed_before=True, reason="Capacity was transposed.")
    assert not policy.restated_with_reason(signed_before=True, reason="New numbers")


@pytest.mark.rule("RET-05")
def test_one_edition_of_a_year_is_prepared_at_a_time():
    assert policy.one_at_a_time(open_edition="")
    assert "SAC-2025-26-1" in policy.one_at_a_time(open_edition="SAC-2025-26-1").words


def test_what_was_signed_makes_no_move():
    assert EDITION.open_moves(ReturnState.SIGNED) == ()
    assert EDITION.open_moves(ReturnState.GIVEN_UP) == ()
    signs = {move.deed for move in EDITION.moves if move.permission == "returns.sign"}
    assert signs == {"sign_off", "send_back"}
