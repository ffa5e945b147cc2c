"""Tidy keys and matching: the same person is found under other spellings, and every reason is said in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.people import policy
from goldenthread.people.policy import Details, match
from goldenthread.people.vocabulary import MatchBand

BORN = date(1950, 4, 3)
SMITH = Details("Robert", "Smith", "", BORN, "9990000018", "12 Mill Lane, Sandgate", "SG1 2AB")
names = st.text(alphabet=st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), max_size=20) | st.text(
    max_size=20
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "OBRIEN"),
        ("O’Brien", "O Brien"),
        ("MacDonald", "McDonald"),
        ("Smith-Jones", "smith jones"),
        ("Núñez", "Nunez"),
        ("Łukasz", "Lukasz"),
        ("Weiß", "Weiss"),
    ],
)
def test_spellings_of_one_family_name_have_one_key(one, other):
    assert policy.family_key(one) == policy.family_key(other) != ""


@pytest.mark.parametrize(("name", "key"), [("Mack", "mack"), ("Macey", "macey"), ("Machin", "machin")])
def test_mac_is_only_a_prefix_where_it_is_one(name, key):
    assert policy.family_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith", "Smyth"),
        ("Philips", "Phillipps"),
        ("Catherall", "Katheral"),
        ("Wright", "Rite"),
        ("Thompson", "Tomson"),
        ("Clarke", "Clark"),
        ("Vaughan", "Vaughn"),
        ("Schofield", "Scofield"),
        ("McDonald", "Macdonald"),
        ("Begum", "Begam"),
        ("Reid", "Reed"),
    ],
)
def test_names_that_sound_alike_have_one_sound(one, other):
    assert policy.sound_key(one) == policy.sound_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Smith", "Jones"), ("Baker", "Parker"), ("Dunn", "Tunn"), ("Marsh", "Mars")]
)
def test_names_that_sound_different_have_other_sounds(one, other):
    assert policy.sound_key(one) != policy.sound_key(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Bob", "robert"),
        ("Peggy", "margaret"),
        ("Mary-Jane Ann", "mary"),
        ("Mrs Elsie", "elizabeth"),
        ("Zofia", "zofia"),
        ("", ""),
    ],
)
def test_short_names_have_the_key_of_the_formal_one(name, key):
    assert policy.given_key(name) == key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sg12ab", "SG1 2AB"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("m1  1ae", "M1 1AE"),
        ("not known", "NOT KNOWN"),
        ("", ""),
    ],
)
def test_postcodes_are_written_as_the_post_office_writes_them(typed, kept):
    assert policy.postcode_key(typed) == kept


@given(names)
def test_keys_never_fail_and_tidying_twice_changes_nothing(name):
    family = policy.family_key(name)
    assert policy.family_key(family) == family
    assert family.isalnum() or family == ""
    assert len(policy.sound_key(name)) <= 12
    assert policy.given_key(policy.given_key(name)) == policy.given_key(name)


@given(names, names, st.dates(date(1900, 1, 1), date(2020, 1, 1)))
def test_everybody_matches_themselves_and_sides_do_not_matter(given_name, family_name, born):
    one = Details(given_name, family_name, "", born)
    other = Details("Robert", "Smith", "", BORN, "9990000018")
    assert match(one, one).score >= match(one, other).score
    assert match(one, other).score == match(other, one).score


def changed(**values):
    return Details(**{**SMITH.__dict__, **values})


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (changed(), "Same NHS number"),
        (changed(), "Same date of birth"),
        (changed(), "Same postcode"),
        (changed(), "Same first line of the address"),
        (changed(date_of_birth=date(1950, 3, 4)), "Day and month swapped in the date of birth"),
        (changed(date_of_birth=date(1950, 4, 8)), "Date of birth differs in one place"),
        (changed(family_name="Smyth"), "Family name sounds the same"),
        (changed(family_name="Snith"), "Family name is spelt nearly the same"),
        (changed(family_name="Smith-Jones"), "Part of the family name is the same"),
        (changed(given_name="Bob"), "Short form of the same given name"),
        (changed(given_name="R"), "Same first letter of the given name"),
        (changed(given_name="Smith", family_name="Robert"), "Given and family name swapped"),
        (changed(nhs_number="9990000081"), "NHS number differs in one place"),
        (changed(nhs_number="9991234565"), "Different NHS number"),
        (changed(date_of_birth=date(1971, 12, 25)), "Different date of birth"),
    ],
)
def test_each_reason_is_said_in_words(asked, reason):
    assert reason in match(asked, SMITH).reasons


@pytest.mark.parametrize(
    ("asked", "band"),
    [
        (Details(nhs_number="9990000018"), MatchBand.VERY_LIKELY),
        (Details("Bob", "Smyth", "", BORN, "", "", "SG1 2AB"), MatchBand.VERY_LIKELY),
        (Details("Bob", "Smyth", "", BORN), MatchBand.LIKELY),
        (Details("Bob", "Smyth", "", date(1950, 3, 4)), MatchBand.LIKELY),
        (Details("Robert", "Smith"), MatchBand.POSSIBLE),
        (Details(date_of_birth=BORN), MatchBand.POSSIBLE),
        (Details("Anne", "Smith", "", date(1988, 1, 1)), None),
        (Details("Robert", "Jones", "", date(1988, 1, 1)), None),
    ],
)
def test_bands(asked, band):
    assert match(asked, SMITH).band is band


def test_an_empty_report_matches_nobody_and_nothing_agrees_with_nothing():
    assert match(Details(), Details()).score == 0
    assert match(Details(), SMITH).reasons == ()


def test_the_wrong_nhs_number_outweighs_a_common_name():
    other = Details("Robert", "Smith", "", None, "9991234565")
    assert match(SMITH, other).band is None


def test_known_as_counts_as_a_given_name():
    held = changed(given_name="Algernon", known_as="Bertie")
    assert "Name they are known by" in match(Details("Bertie", "Smith"), held).reasons
