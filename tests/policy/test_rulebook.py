"""The rulebook: a rule has a code of its own, a source and a sentence."""

from datetime import date

import pytest

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED


@pytest.fixture
def clean_book():
    before = dict(RULEBOOK)
    yield RULEBOOK
    RULEBOOK.clear()
    RULEBOOK.update(before)


def test_a_rule_reads_its_own_entry_and_refuses_under_its_code(clean_book):
    @rule("TEST-01", citation="Care Act 2014 s42", sentence="Say why.")
    def says_why(words):
        return ALLOWED if words else says_why.rule.refuse(field="words")

    assert says_why("because")
    no = says_why("")
    assert (no.codes, no.words, no.reasons[0].field) == (("TEST-01",), "Say why.", "words")
    assert clean_book["TEST-01"].effective == date(2015, 4, 1)
    assert clean_book["TEST-01"].where.endswith("says_why")


def test_a_code_is_used_once(clean_book):
    rule("TEST-02", citation="c", sentence="s")(lambda: ALLOWED)
    with pytest.raises(ValueError, match="TEST-02 is already used"):
        rule("TEST-02", citation="c", sentence="s")(lambda: ALLOWED)
