"""A verdict: yes or no, why, in words, and what is offered instead."""

import pytest

from goldenthread.ground.verdicts import ALLOWED, Offer, Reason, Refused, Verdict, insist, refused


def test_a_verdict_stands_for_its_answer():
    assert ALLOWED
    assert not refused("X", "No.")


def test_together_all_must_allow_and_every_reason_is_kept():
    both = ALLOWED.and_(refused("A", "First."), ALLOWED, refused("B", "Second.", field="b"))
    assert not both
    assert both.codes == ("A", "B")
    assert both.words == "First. Second."
    assert ALLOWED.and_(ALLOWED) == ALLOWED


def test_offers_come_from_the_reasons_that_have_one():
    offer = Offer("enquiry.open", "Answer the test and open the enquiry")
    verdict = Verdict(False, (Reason("A", "No."), Reason("B", "But you may.", None, offer)))
    assert verdict.offers == (offer,)


def test_the_record_keeps_codes_and_words_of_the_day():
    assert refused("A", "Say why.", field="why").as_record() == {
        "allowed": False,
        "reasons": [{"code": "A", "words": "Say why.", "field": "why"}],
    }


def test_insisting_lets_yes_through_and_carries_the_no():
    insist(ALLOWED)
    no = refused("A", "No.")
    with pytest.raises(Refused, match=r"^No\.$") as caught:
        insist(no)
    assert caught.value.verdict is no
