"""When the limits of a control chart may begin anew."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.insight.policy.phases import month_fits, reason_given

SHOWN = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))


@pytest.mark.rule("SPC-01")
@pytest.mark.parametrize(
    ("reason", "enough"), [("", False), ("  because  ", False), ("A second team began", True)]
)
def test_limits_begin_anew_with_a_reason_in_words(reason, enough):
    assert reason_given(reason).allowed is enough


@pytest.mark.rule("SPC-02")
def test_limits_begin_anew_in_a_month_of_the_chart_after_its_first_and_once():
    assert month_fits(SHOWN[1], shown=SHOWN, begun=[]).allowed
    assert not month_fits(SHOWN[0], shown=SHOWN, begun=[]).allowed
    assert not month_fits(date(2026, 4, 1), shown=SHOWN, begun=[]).allowed
    assert not month_fits(SHOWN[1], shown=SHOWN, begun=[SHOWN[1]]).allowed
