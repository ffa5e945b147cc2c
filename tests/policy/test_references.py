"""References people read aloud: a slip is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.references import is_valid, reference, tidy

WRITTEN = st.builds(
    reference, st.sampled_from(["SGC", "SGE", "AB"]), st.integers(2015, 2099), st.integers(1, 9_999_999)
)


def test_the_shape():
    assert reference("SGC", 2026, 123).startswith("SGC-2026-000123-")


@given(WRITTEN)
def test_what_is_written_is_valid(text):
    assert is_valid(text)
    assert is_valid(tidy(f" {text.lower()} "))


@given(WRITTEN, st.data())
def test_one_wrong_digit_is_noticed(text, data):
    places = [place for place, char in enumerate(text[:-2]) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert not is_valid(text[:place] + digit + text[place + 1 :])


def test_nearly_every_swap_of_neighbours_is_noticed():
    swaps = missed = 0
    for number in range(1, 4000):
        text = reference("SGC", 2026, number * 17)
        for place in range(9, len(text) - 3):
            left, right = text[place], text[place + 1]
            if left != right:
                swaps += 1
                missed += is_valid(text[:place] + right + left + text[place + 2 :])
    assert swaps > 10_000
    assert missed == 0


def test_what_is_no_reference():
    for text in ("", "SGC-2026-123-4", "sgc-2026-000123-x", "SGC-2026-000123", "SGC-2026-000123-0\n"):
        assert not is_valid(text) or text == reference("SGC", 2026, 123), text
