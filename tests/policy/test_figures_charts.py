"""Control charts and funnels, against values worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.figures.control import FEWEST_POINTS, RULES, Phase, Signal, xmr
from goldenthread.ground.figures.funnel import Standing, rate_limits, share_limits, standing
from goldenthread.ground.figures.intervals import wilson

STEADY = [10, 12] * 6


def test_limits_are_the_mean_and_2_66_moving_ranges():
    # Mean 11; every moving range 2; 2.66 x 2 = 5.32.
    (phase,) = xmr(STEADY).phases
    assert (phase.centre, phase.low, phase.high) == pytest.approx((11, 5.68, 16.32))
    assert xmr(STEADY).in_control


def test_limits_do_not_pass_what_cannot_be_passed():
    (phase,) = xmr([98, 100] * 6, floor=0, ceiling=100).phases
    assert phase.high == 100
    assert phase.low == pytest.approx(93.68)


def test_a_point_outside_the_limits_is_a_signal():
    chart = xmr([*STEADY, 40])
    assert Signal.OUTSIDE in chart.signals[-1]
    assert not any(Signal.OUTSIDE in found for found in chart.signals[:-1])


def test_seven_on_one_side_are_a_signal_and_six_are_not():
    six = [10, 20] * 4 + [16, 17, 16, 17, 16, 17]
    # The mean of the fourteen is 15.6; the point before the six is 20, so they are seven above it.
    assert [Signal.RUN in found for found in xmr(six).signals] == [False] * 7 + [True] * 7
    five = [10, 20] * 3 + [20, 10] + [16, 17, 16, 17, 16, 17]
    assert not any(Signal.RUN in found for found in xmr(five).signals)


def test_points_on_the_average_are_on_neither_side():
    chart = xmr([10, 12] * 3 + [11] * 7)
    assert chart.phases[0].centre == 11
    assert not any(Signal.RUN in found for found in chart.signals)


def test_six_each_higher_are_a_signal_and_five_are_not():
    rising = [20, 10, 20, 10, 20, 10, 12, 14, 16, 18, 20, 11, 20, 10]
    # 10 12 14 16 18 20: six points from the sixth.
    assert [i for i, found in enumerate(xmr(rising).signals) if Signal.TREND in found] == [5, 6, 7, 8, 9, 10]
    shorter = [20, 10, 20, 10, 20, 12, 14, 16, 18, 20, 11, 20, 10]
    assert not any(Signal.TREND in found for found in xmr([*shorter[:5], 13, 12, *shorter[6:]]).signals[6:7])


def test_two_of_three_near_one_limit_are_a_signal():
    # Mean 11.8, mean moving range 39 / 14, reach 7.41: the outer third begins at 16.74 and ends at 19.21.
    series = [10, 12] * 6 + [17, 11, 17]
    found = [i for i, signals in enumerate(xmr(series).signals) if Signal.TWO_OF_THREE in signals]
    assert found == [12, 14]


def test_too_few_points_have_no_limits_and_no_signals():
    chart = xmr([1, 500, *[1] * (FEWEST_POINTS - 3)])
    assert chart.phases[0].centre is None
    assert chart.in_control


def test_a_missing_month_is_passed_over_and_is_not_zero():
    chart = xmr([*STEADY[:6], None, *STEADY[6:]])
    assert chart.phases[0].centre == pytest.approx(11)
    assert chart.signals[6] == frozenset()


def test_limits_begin_anew_where_somebody_says_why():
    chart = xmr([*STEADY, *[n + 50 for n in STEADY]], [Phase(12, "Screening moved to the front door")])
    assert [(p.centre, p.reason) for p in chart.phases] == [
        (pytest.approx(11), ""),
        (pytest.approx(61), "Screening moved to the front door"),
    ]
    assert chart.in_control
    assert not xmr([*STEADY, *[n + 50 for n in STEADY]]).in_control


@pytest.mark.parametrize("phase", [Phase(12, " "), Phase(0, "why"), Phase(24, "why")])
def test_limits_do_not_begin_anew_without_a_reason_or_a_point(phase):
    with pytest.raises(ValueError, match="begin"):
        xmr([*STEADY, *STEADY], [phase])


def test_every_rule_has_its_sentence():
    assert set(RULES) == set(Signal)


@given(st.lists(st.integers(0, 50), min_size=12, max_size=40), st.integers(-100, 100), st.integers(1, 9))
def test_signals_do_not_depend_on_the_unit(values, shift, scale):
    assert xmr(values).signals == xmr([scale * v * 4 + shift * 4 for v in values]).signals


def test_a_funnel_worked_by_hand():
    # 20 in 100 at 100 cases: error 4. 1.96 x 4 = 7.84; 3.09 x 4 = 12.36.
    limits = share_limits(20, 100)
    assert limits.inner == pytest.approx((12.16, 27.84), abs=0.001)
    assert limits.outer == pytest.approx((7.639, 32.361), abs=0.001)
    # 400 per 100,000 at 250,000 people: 1,000 events, error 31.6 events, 12.65 per 100,000.
    assert rate_limits(400, 250_000).inner == pytest.approx((375.2, 424.8), abs=0.05)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (20, Standing.WITHIN),
        (28, Standing.ABOVE),
        (33, Standing.FAR_ABOVE),
        (12, Standing.BELOW),
        (7, Standing.FAR_BELOW),
    ],
)
def test_where_one_stands(value, where):
    assert standing(value, share_limits(20, 100)) is where


@pytest.mark.parametrize(("target", "size"), [(-1, 10), (101, 10), (50, 0)])
def test_there_is_no_funnel_around_nothing(target, size):
    with pytest.raises(ValueError, match="no funnel"):
        share_limits(target, size)


@pytest.mark.parametrize(("target", "people"), [(-1, 10), (5, 0)])
def test_there_is_no_funnel_of_rates_around_nothing(target, people):
    with pytest.raises(ValueError, match="no funnel"):
        rate_limits(target, people)


@given(st.integers(0, 400), st.integers(1, 400), st.integers(1, 99))
def test_outside_the_funnel_is_where_the_interval_leaves_the_target_out(part, rest, target):
    whole = part + rest
    limits, own = share_limits(target, whole), wilson(part, whole)
    share = 100 * part / whole
    if min(abs(share - limits.inner.low), abs(share - limits.inner.high)) > 1e-6:
        assert limits.inner.holds(share) == own.holds(target)
