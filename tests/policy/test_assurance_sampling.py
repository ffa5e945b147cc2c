"""Samples of cases: fair, and anybody can draw them again."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assurance.policy.sampling import Listed, draw, share_out, shares


def cases(population, group, count, start=0):
    return [
        Listed("concern", UUID(int=start + n), f"C{start + n}", population, group)
        for n in range(1, count + 1)
    ]


FRAME = (
    cases("open", "north", 60)
    + cases("open", "south", 30, 1000)
    + cases("open", "west", 10, 2000)
    + cases("screened_out", "", 50, 3000)
)


def test_each_population_gives_what_was_asked_spread_over_its_groups():
    found = draw(FRAME, {"open": 10, "screened_out": 5}, seed="autumn", twice_in_100=20)
    assert Counter((each.case.population, each.case.group) for each in found) == {
        ("open", "north"): 6,
        ("open", "south"): 3,
        ("open", "west"): 1,
        ("screened_out", ""): 5,
    }
    assert sum(each.twice for each in found) == 3
    assert {each.case.population for each in found if each.twice} == {"open", "screened_out"}
    assert [each.order for each in found] == list(range(1, 16))


def test_the_same_seed_draws_the_same_cases_whatever_the_order_of_the_list():
    first = draw(FRAME, {"open": 20}, seed="autumn")
    assert draw(list(reversed(FRAME)), {"open": 20}, seed="autumn") == first
    assert draw(FRAME, {"open": 20}, seed="winter") != first


def test_every_case_is_as_likely_as_any_other():
    drawn = Counter(
        each.case.id for seed in range(600) for each in draw(FRAME[:20], {"open": 5}, seed=str(seed))
    )
    # 600 drawings of 5 out of 20: 150 each; 6 standard deviations either way.
    assert len(drawn) == 20
    assert all(150 - 64 < number < 150 + 64 for number in drawn.values()), drawn


def test_a_small_list_is_taken_whole():
    assert len(draw(cases("open", "", 3), {"open": 10}, seed="x")) == 3
    assert draw([], {"open": 10}, seed="x") == ()
    with pytest.raises(ValueError, match="a number of cases"):
        draw([], {"open": -1}, seed="x")


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), max_size=6), st.integers(0, 100))
def test_shares_add_up_and_never_take_more_than_there_is(sizes, number):
    given_out = shares(sizes, number)
    assert sum(given_out.values()) == min(number, sum(sizes.values()))
    assert all(given_out[name] <= size for name, size in sizes.items() if name in given_out)


def test_nobody_audits_what_they_worked_on_and_two_readers_are_two_people():
    ana, ben, cyd = (UUID(int=n) for n in (91, 92, 93))
    drawn = draw(cases("open", "", 12), {"open": 12}, seed="x", twice_in_100=50)
    worked_on = {each.case.id: {ana} for each in drawn[:6]}
    given_out, nobody = share_out(drawn, [ana, ben, cyd], worked_on)
    assert nobody == ()
    assert len(given_out) == 18
    for each in drawn:
        readers = [one.auditor for one in given_out if one.case == each.case]
        assert len(readers) == len(set(readers)) == (2 if each.twice else 1)
        assert not set(readers) & worked_on.get(each.case.id, set())
    load = Counter(one.auditor for one in given_out)
    assert max(load.values()) - min(load.values()) <= 4
    assert share_out(drawn, [ana], worked_on)[1]
