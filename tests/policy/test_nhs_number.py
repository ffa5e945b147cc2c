"""NHS numbers, against an independent library."""

import nhs_number as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground import nhs_number

DIGITS = st.text("0123456789", min_size=10, max_size=10)


@given(DIGITS)
def test_validity_agrees_with_an_independent_library(number):
    # The library's own is_valid refuses Scottish numbers that begin with no date; the check digit is the same everywhere.
    right = len(set(number)) > 1 and oracle.calculate_checksum(number[:9]) == int(number[9])
    assert nhs_number.is_valid(number) is right


@given(DIGITS.filter(lambda digits: digits[0] in "46789"))
def test_english_numbers_agree_with_the_librarys_whole_answer(number):
    if len(set(number)) > 1:
        assert nhs_number.is_valid(number) is oracle.is_valid(number)


@given(st.integers(0, 999_999))
def test_made_up_numbers_are_valid_and_never_issued(serial):
    number = nhs_number.made_up(serial)
    if number is not None:
        assert number.startswith("999")
        assert nhs_number.is_valid(number)
        assert oracle.is_valid(number)


def test_some_stems_have_no_check_digit():
    made = [nhs_number.made_up(serial) for serial in range(200)]
    assert None in made
    assert len({number for number in made if number}) > 150
    assert nhs_number.made_up(999_999) is None, "ten nines have a right check digit and are still no number"


@pytest.mark.parametrize("serial", [-1, 1_000_000])
def test_a_serial_outside_the_range_is_refused(serial):
    with pytest.raises(ValueError, match="serial"):
        nhs_number.made_up(serial)


@given(DIGITS.filter(nhs_number.is_valid), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, by):
    wrong = str((int(number[place]) + by) % 10)
    assert not nhs_number.is_valid(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(
    "typed",
    ["943 476 5919", "943-476-5919", " 9434765919 ", "943\u00a0476\u00a05919", "943\u2013476\u20135919"],
)
def test_spaces_and_hyphens_are_how_people_write_it(typed):
    assert nhs_number.tidy(typed) == "9434765919"
    assert nhs_number.is_valid(nhs_number.tidy(typed))


@pytest.mark.parametrize(
    "number", ["", "943476591", "94347659190", "943476591x", "0000000000", "9434765918", "\u0669434765919"]
)
def test_what_is_no_number(number):
    assert not nhs_number.is_valid(number)


def test_it_is_shown_as_the_nhs_writes_it():
    assert nhs_number.display("9434765919") == "943 476 5919"
    assert nhs_number.display("123") == "123"
