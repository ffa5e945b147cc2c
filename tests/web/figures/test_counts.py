"""What the figures page divides and hides."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.letters.queries.figures import FeedbackFigures
from goldenthread.letters.vocabulary import Method, NotPossible
from goldenthread.web.figures.counts import HIDDEN, Share, numbers, shown
from goldenthread.web.figures.periods import chosen, periods
from goldenthread.web.figures.sections import told_rows


def share(part: int, whole: int) -> Share:
    return Share("Told", part, whole, "people asked", "said what they want")


def test_a_share_is_a_sentence():
    assert share(171, 1214).sentence == "Of 1,214 people asked, 171 said what they want."
    assert share(171, 214).percent == 80
    assert share(0, 0).sentence == "There were no people asked in this time."
    assert share(0, 0).percent is None


@pytest.mark.parametrize(("part", "whole"), [(4, 40), (36, 40), (3, 4), (39, 40)])
def test_a_small_count_or_a_small_rest_hides_the_family(part, whole):
    """40 asked and 36 told would say that 4 were not."""
    family = shown([share(20, 40), share(part, whole)], hide_below=5)
    assert all(each.hidden and each.sentence == HIDDEN for each in family)


def test_nothing_is_hidden_inside_the_council_or_where_counts_are_large():
    assert not any(each.hidden for each in shown([share(4, 40)], hide_below=0))
    assert not any(each.hidden for each in shown([share(20, 40), share(0, 40), share(0, 0)], hide_below=5))


def test_counts_of_one_family_are_hidden_together():
    """44 told, 40 by letter: a hidden rest would be read off."""
    assert numbers([("Letter", 40), ("Phone", 4)], hide_below=5) == [
        ("Letter", "hidden"),
        ("Phone", "hidden"),
    ]
    assert numbers([("Letter", 1240), ("Phone", 0)], hide_below=5) == [("Letter", "1,240"), ("Phone", "0")]
    assert numbers([("Letter", 40), ("Phone", 4)], hide_below=0)[1] == ("Phone", "4")
    assert numbers([("Letter", None)], hide_below=5) == [("Letter", "hidden")]


def test_periods_are_whole_years_and_do_not_fail_on_a_leap_day():
    today = date(2028, 2, 29)
    found = {period.key: period for period in periods(today)}
    assert (found["last"].first, found["last"].last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert found["this"].first == date(2027, 4, 1)
    assert (found["year"].first, found["year"].last) == (date(2027, 3, 1), today)
    assert chosen(today, "nonsense").key == "year"
    assert chosen(date(2026, 4, 1), "this").first == date(2026, 4, 1)


def test_who_could_not_be_told_is_not_read_off_the_others():
    """57 owed, 44 told, 9 waiting: the hidden 4 would be the rest."""
    held = FeedbackFigures(
        owed=57,
        told=44,
        told_in_time=33,
        not_possible=4,
        open=9,
        overdue=8,
        median_days=3.0,
        by_method=((Method.PHONE, 18), (Method.POST, 26)),
        by_reason=((next(iter(NotPossible)), 4),),
    )
    shown_outside = dict(told_rows(held, 5))
    assert shown_outside["Still waiting"] == "hidden"
    assert dict(told_rows(held, 0))["Still waiting"] == "9"
