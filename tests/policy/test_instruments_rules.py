"""Rules of standards."""

import pytest

from goldenthread.assurance.policy.instruments import version_says_the_same


@pytest.mark.rule("STD-01")
def test_the_words_of_a_version_never_change():
    assert version_says_the_same(held="", digest="a").allowed
    assert version_says_the_same(held="a", digest="a").allowed
    no = version_says_the_same(held="a", digest="b")
    assert not no.allowed
    assert no.reasons[0].field == "text"
