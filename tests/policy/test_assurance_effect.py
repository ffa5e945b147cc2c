"""Whether an action helped: the chart's judgement, and when a finding may be closed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assurance.policy import Answer, MeasuredPoint, embedded, judged, reason_to_differ
from goldenthread.assurance.vocabulary import ActionState, Direction, Effect

BEFORE = [50, 53, 48, 51, 49, 52, 50, 47, 51, 53, 49, 50]
FROM = date(2026, 1, 1)
MIRROR = {Effect.MOVED: Effect.WORSE, Effect.WORSE: Effect.MOVED}


def series(before, since):
    first = [
        MeasuredPoint(f"before {i}", date(2024 + i // 12, i % 12 + 1, 1), v) for i, v in enumerate(before)
    ]
    then = [MeasuredPoint(f"since {i}", date(2026 + i // 12, i % 12 + 1, 1), v) for i, v in enumerate(since)]
    return first + then


def judge(before, since, direction=Direction.UP, target=None):
    return judged(series(before, since), moves_from=FROM, direction=direction, target=target)


@pytest.mark.rule("EFF-01")
@pytest.mark.parametrize(
    ("since", "effect"),
    [
        ([], Effect.TOO_EARLY),
        ([51, 49], Effect.TOO_EARLY),
        ([70], Effect.MOVED),
        ([30], Effect.WORSE),
        ([52, 51, 53, 52, 51, 54, 52], Effect.MOVED),
        ([49, 48, 49, 47, 49, 48, 49], Effect.WORSE),
        ([50, 52, 49, 51, 50, 48, 51], Effect.NOT_MOVED),
        # It stood out once and came back: that is not a change that holds.
        ([70, 50, 48, 51, 49, 52, 49], Effect.NOT_MOVED),
    ],
)
def test_the_chart_says_whether_it_moved(since, effect):
    found = judge(BEFORE, since)
    assert found.effect is effect
    assert bool(found.rules) == (effect in (Effect.MOVED, Effect.WORSE))
    assert found.changed == len(BEFORE)


@pytest.mark.rule("EFF-01")
def test_lines_are_those_of_the_time_before_or_of_all_points_or_there_are_none():
    assert judge(BEFORE, [70]).centre == pytest.approx(sum(BEFORE) / 12)
    assert "all points together" in judge(BEFORE[:6], [70] * 7).sentence
    few = judge(BEFORE[:5], [70, 71])
    assert (few.effect, few.centre) == (Effect.TOO_EARLY, None)
    assert "12" in few.sentence


@pytest.mark.rule("EFF-01")
def test_the_target_is_reached_by_the_newest_three():
    assert judge(BEFORE, [60, 80, 80, 80], target=80).target_reached is True
    assert judge(BEFORE, [90, 60, 60, 60], target=80).target_reached is False
    assert judge(BEFORE, [40, 30, 30], Direction.DOWN, target=40).target_reached is True
    assert judge(BEFORE, []).target_reached is judge(BEFORE, [], target=1).target_reached is None


_VALUES = st.lists(st.integers(0, 100), min_size=0, max_size=14)


@pytest.mark.rule("EFF-01")
@given(before=_VALUES, since=_VALUES)
def test_up_and_down_are_mirrors(before, since):
    up = judge(before, since, Direction.UP).effect
    assert judge(before, since, Direction.DOWN).effect is MIRROR.get(up, up)
    assert judge([-v for v in before], [-v for v in since], Direction.DOWN).effect is up


@pytest.mark.rule("EFF-01")
@given(before=st.lists(st.integers(0, 100), min_size=12, max_size=14), since=_VALUES, more=st.integers(0, 50))
def test_better_values_are_never_judged_worse(before, since, more):
    rank = {Effect.WORSE: 0, Effect.TOO_EARLY: 1, Effect.NOT_MOVED: 1, Effect.MOVED: 2}
    # The same shape, moved as a whole: trends stay trends, so only where the points lie can change the judgement.
    before_, better = judge(before, since).effect, judge(before, [v + more for v in since]).effect
    assert rank[better] >= rank[before_]


def answer(state=ActionState.DONE, effect=Effect.MOVED, reached=None):
    return Answer("ACT-1", state, effect, reached)


@pytest.mark.rule("EFF-02")
def test_a_finding_is_embedded_only_when_it_helped():
    assert embedded([answer()])
    assert embedded([answer(reached=True), answer(effect=None), answer(ActionState.STOPPED, Effect.WORSE)])
    for refused_, words in (
        ([], "No action"),
        ([answer(ActionState.STOPPED)], "No action"),
        ([answer(), answer(ActionState.UNDER_WAY)], "Not yet done: ACT-1"),
        ([answer(effect=None)], "Done is not embedded"),
        ([answer(effect=Effect.NOT_MOVED)], "Done is not embedded"),
        ([answer(effect=Effect.TOO_EARLY)], "Done is not embedded"),
        ([answer(), answer(effect=Effect.WORSE)], "wrong way"),
        ([answer(reached=False)], "target of ACT-1"),
    ):
        found = embedded(refused_)
        assert not found
        assert words in found.words
    assert not embedded([answer()], acted_on=False)


@pytest.mark.rule("EFF-03")
def test_who_differs_says_why():
    assert not reason_to_differ("I do not agree")
    assert reason_to_differ("The new form only counts half of the answers.")
