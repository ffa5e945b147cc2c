"""The made-up year follows the national picture it is drawn from, within stated bounds."""

import random
from collections import Counter

import pytest

from worlds import mix

SIZE = 20_000


@pytest.fixture(scope="module")
def drawn():
    dice = random.Random(7)
    return [mix.draw(dice) for _ in range(SIZE)]


def share(count: int, whole: int) -> float:
    return 100 * count / whole


@pytest.mark.parametrize(
    ("place", "low", "high"),
    [
        # 44.8% (2018-19), 48% (2021-22), 46% (2023-24) of enquiries
        ("own_home", 44.0, 49.0),
        # 22.9% (2021-22)
        ("residential_home", 20.5, 24.5),
        # care homes together 34% (2018-19)
        ("nursing_home", 9.0, 12.0),
    ],
)
def test_places_follow_the_national_figures(drawn, place, low, high):
    assert low < share(sum(one.place == place for one in drawn), SIZE) < high


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        # 31.4% (2018-19), 31% (2021-22), 32% (2023-24) of all counts
        ("neglect", 27, 36),
        # 18.8% (2021-22)
        ("physical", 15, 22),
        # 13.6% (2021-22)
        ("psychological", 11, 17),
    ],
)
def test_types_follow_the_national_figures(drawn, kind, low, high):
    counts = Counter(word for one in drawn for word in one.types)
    assert low < share(counts[kind], counts.total()) < high


def test_about_three_in_ten_become_section_42_enquiries(drawn):
    # England 2024-25: section 42 enquiries were 28.9% of concerns, with other enquiries 30.5%
    s42 = share(sum(one.outcome == "s42_enquiry" for one in drawn), SIZE)
    both = s42 + share(sum(one.outcome == "other_enquiry" for one in drawn), SIZE)
    assert 27 < s42 < 31
    assert 28.5 < both < 32.5


def test_half_of_what_happens_in_nursing_homes_is_neglect(drawn):
    # 51.6% of concluded enquiries in nursing homes, 2024-25; several types to a concern make the share of concerns higher
    there = [one for one in drawn if one.place == "nursing_home"]
    counts = Counter(word for one in there for word in one.types)
    assert 40 < share(counts["neglect"], counts.total()) < 56


def test_self_neglect_has_no_other_source(drawn):
    assert {one.source for one in drawn if "self_neglect" in one.types} == {"self"}
