"""Rules of signals: the wrong direction, missed targets, answers, challenges, and whether a figure moved."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from goldenthread.ground.figures.control import Signal, xmr
from goldenthread.insight.policy import signals as policy
from goldenthread.insight.vocabulary.signals import Moved, SignalCause

USUAL = [80.0, 82, 79, 81, 80, 78, 81, 80, 82, 79, 80, 81, 79, 80]


@pytest.mark.rule("SIG-01")
def test_only_the_wrong_direction_opens_a_signal():
    fallen = xmr([*USUAL, 60.0])
    assert policy.wrong_way(fallen, 14, up=True) == (Signal.OUTSIDE,)
    assert policy.wrong_way(fallen, 14, up=False) == ()
    assert policy.wrong_way(fallen, 14, up=None) == ()
    assert policy.wrong_way(fallen, 13, up=True) == ()
    risen = xmr([*USUAL, 99.0])
    assert policy.wrong_way(risen, 14, up=True) == ()
    assert policy.wrong_way(risen, 14, up=False) == (Signal.OUTSIDE,)


@pytest.mark.rule("SIG-01")
def test_a_trend_counts_by_its_direction_not_by_its_side():
    # Six in a row fall, and all of them are still above the average.
    falling = xmr([*([50.0, 52, 48] * 5), 99.0, 98, 97, 96, 95, 94])
    assert Signal.TREND in falling.signals[-1]
    assert Signal.TREND in policy.wrong_way(falling, 20, up=True)
    assert Signal.OUTSIDE not in policy.wrong_way(falling, 20, up=True)
    assert Signal.TREND not in policy.wrong_way(falling, 20, up=False)


def test_too_few_months_or_a_month_that_is_missing_open_none():
    assert policy.wrong_way(xmr([80.0] * 10 + [1.0]), 10, up=True) == ()
    assert policy.wrong_way(xmr([*USUAL, None]), 14, up=True) == ()


def test_when_it_began_is_the_first_of_the_wrong_months_in_a_row():
    chart = xmr([*USUAL, 60.0, 61.0, 59.0])
    assert policy.began(chart, 16, up=True) == 14
    assert policy.began(xmr([*USUAL, 60.0]), 14, up=True) == 14


@pytest.mark.rule("SIG-02")
def test_a_target_is_missed_only_with_enough_cases():
    assert policy.target_missed(79.0, 10, at_least=80, at_most=None, fewest=10)
    assert not policy.target_missed(79.0, 9, at_least=80, at_most=None, fewest=10)
    assert not policy.target_missed(80.0, 10, at_least=80, at_most=None, fewest=10)
    assert policy.target_missed(6.0, 10, at_least=None, at_most=5, fewest=10)
    assert not policy.target_missed(None, 10, at_least=80, at_most=None, fewest=10)


@pytest.mark.rule("SIG-03")
def test_an_answer_explains_acts_and_has_a_day_within_a_year():
    def answer(explanation="Two workers were away.", action="Cover is arranged now.", due=date(2026, 7, 1)):
        return policy.answered_whole(
            explanation=explanation, action=action, due_on=due, today=date(2026, 6, 15)
        )

    assert answer()
    assert answer(due=date(2026, 6, 15))
    assert [r.field for r in answer(explanation="Holidays").reasons] == ["explanation"]
    assert [r.field for r in answer(action="").reasons] == ["action"]
    assert [r.field for r in answer(due=date(2026, 6, 14)).reasons] == ["due_on"]
    assert [r.field for r in answer(due=date(2027, 6, 17)).reasons] == ["due_on"]


@pytest.mark.rule("SIG-04")
def test_nobody_challenges_their_own_answer():
    one, other = uuid4(), uuid4()
    assert policy.challenged_by_another(by=one, owner=other)
    assert policy.challenged_by_another(by=one, owner=None)
    assert not policy.challenged_by_another(by=one, owner=one)
    assert not policy.challenged_by_another(by=None, owner=one)


@pytest.mark.rule("SIG-05")
def test_the_owner_answers_or_a_manager():
    one, other = uuid4(), uuid4()
    assert policy.may_answer(by=one, owner=one, manages=False)
    assert policy.may_answer(by=other, owner=one, manages=True)
    assert not policy.may_answer(by=other, owner=one, manages=False)
    assert not policy.may_answer(by=None, owner=None, manages=False)


BAD = [60.0, 61.0]


@pytest.mark.rule("SIG-06")
@pytest.mark.parametrize(
    ("after", "moved"),
    [
        ([], Moved.TOO_EARLY),
        ([80.0, 81.0], Moved.TOO_EARLY),
        ([60.0, 62.0, 59.0], Moved.NOT_MOVED),
        # One month outside is enough to be no longer usual.
        ([80.0, 80.0, 60.0], Moved.NOT_MOVED),
        ([79.0, 81.0, 80.5], Moved.BACK),
        # All three a little below the average: it may be on its way, and is not there yet.
        ([79.0, 79.5, 79.0], Moved.NOT_MOVED),
        ([80.5, 81.0, 90.0], Moved.BETTER),
        ([81.0] * 7, Moved.BETTER),
    ],
)
def test_whether_a_figure_moved(after, moved):
    values = [*USUAL, *BAD, *after]
    assert policy.whether_moved(values, began_at=14, since=16, up=True) is moved
    # The same, upside down.
    down = [100 - value for value in values]
    assert policy.whether_moved(down, began_at=14, since=16, up=False) is moved


@pytest.mark.rule("SIG-06")
def test_what_cannot_be_judged_is_said():
    values = [*USUAL, *BAD, 80.0, 81.0, 80.0]
    assert policy.whether_moved(values, began_at=14, since=None, up=True) is Moved.TOO_EARLY
    assert policy.whether_moved(values[5:], began_at=9, since=11, up=True) is Moved.CANNOT_TELL
    assert policy.whether_moved(values, began_at=14, since=16, up=None) is Moved.CANNOT_TELL


@pytest.mark.rule("SIG-06")
@pytest.mark.parametrize(
    ("asked", "acted_on", "first"),
    [
        (date(2026, 10, 31), date(2026, 11, 12), date(2026, 12, 1)),
        # Done before it went wrong: what opened the signal is no answer to whether it moved.
        (date(2026, 10, 31), date(2026, 6, 30), date(2026, 11, 1)),
        (date(2026, 9, 30), date(2026, 9, 30), date(2026, 10, 1)),
        (date(2025, 12, 31), date(2025, 12, 1), date(2026, 1, 1)),
    ],
)
def test_the_month_that_opened_a_signal_never_tells_that_it_moved(asked, acted_on, first):
    assert policy.judged_from(asked=asked, acted_on=acted_on) == first


@pytest.mark.rule("SIG-06")
def test_a_missed_target_is_judged_by_the_target():
    def judged(after):
        return policy.whether_moved(
            [70.0] * 4 + after, began_at=3, since=4, up=True, at_least=80, missed_target=True
        )

    assert judged([81.0, 80.0, 85.0]) is Moved.BACK
    assert judged([81.0, 79.0, 85.0]) is Moved.NOT_MOVED
    assert judged([81.0, 85.0]) is Moved.TOO_EARLY


@pytest.mark.rule("SIG-08")
@pytest.mark.parametrize(
    ("months", "compared", "cause", "told"),
    [
        (11, True, None, Moved.TOO_EARLY),
        (0, False, None, Moved.TOO_EARLY),
        (12, False, None, Moved.CANNOT_TELL),
        (12, True, None, Moved.BACK),
        (12, True, SignalCause.OVER, Moved.NOT_MOVED),
        (12, True, SignalCause.UNDER, Moved.NOT_MOVED),
    ],
)
def test_a_service_is_judged_on_as_many_months_as_it_was_asked_about(months, compared, cause, told):
    assert policy.service_moved(months=months, compared=compared, cause=cause) is told
