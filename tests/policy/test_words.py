"""Words: one place for value, label, meaning and return codes."""

import pytest

from goldenthread.ground.words import ALL_VOCABULARIES, Answer, Words


class Colour(Words):
    """Colours, for this test.

    Source: none.
    """

    RED = "red", "Red", "Like blood.", {"SAC": "01"}
    BLUE = "blue", "Blue"


def test_a_word_is_its_value_and_carries_the_rest():
    assert Colour.RED == "red"
    assert (Colour.RED.label, Colour.RED.meaning, Colour.RED.codes) == ("Red", "Like blood.", {"SAC": "01"})
    assert Colour("blue") is Colour.BLUE


def test_choices_and_titles():
    assert Colour.choices() == [("red", "Red"), ("blue", "Blue")]
    assert Colour.values() == ["red", "blue"]
    assert Colour.title() == "Colours, for this test"
    assert Colour.label_of("red") == "Red"
    assert Colour.label_of("") == ""


def test_a_word_not_in_the_list_is_refused():
    with pytest.raises(ValueError, match="green"):
        Colour.label_of("green")


def test_codes_cannot_be_changed():
    with pytest.raises(TypeError):
        Colour.RED.codes["SAC"] = "02"


def test_a_word_without_a_label_is_refused():
    with pytest.raises(TypeError, match="no label"):

        class Bad(Words):
            RED = "red"


def test_not_known_and_not_asked_are_words():
    assert Answer.values() == ["yes", "no", "not_known", "not_asked"]


def test_every_list_has_a_title_and_no_label_twice():
    for words in ALL_VOCABULARIES:
        assert words.__doc__, words
        labels = [word.label for word in words]
        assert len(set(labels)) == len(labels), f"{words.__name__}: two words have one label"
        assert all(label == label.strip() for label in labels), words
