"""Figures published elsewhere, and dashboards, are files that are checked when they are read; funnels stay honest where there are few."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import goldenthread.insight.published  # noqa: F401 - the rooms tell their facts
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.funnel import (
    Standing,
    exact_rate_limits,
    exact_share_limits,
    share_limits,
    standing,
)
from goldenthread.ground.figures.suppression import LIMIT, TOTAL, protect_table
from goldenthread.insight.dashboards import OF_OUTCOMES, read_dashboards
from goldenthread.insight.language.reading import read_indicators
from goldenthread.insight.national import Mark, read_published

GOOD = """
year = "2024-25"
[sources]
paper = "The official commentary of 2024-25"
[[figure]]
indicator = "A4"
place = "England"
part = 185270
whole = 640240
mark = "derived"
from = ["paper"]
note = "185,270 by 640,240 concerns."
caution = "Councils count concerns at different points."
"""


@pytest.fixture(scope="module")
def indicators():
    return read_indicators(fact_tables())


def test_published_figures_have_a_year_a_source_and_how_they_are_known(indicators):
    found = read_published(indicators)
    newest = next(each for each in found if each.indicator == "A4" and each.is_england)
    assert (newest.year, round(float(newest.value), 1), newest.mark) == ("2024-25", 28.9, Mark.DERIVED)
    assert [each.year for each in found] == sorted((each.year for each in found), reverse=True)
    assert all(each.sources and each.caution for each in found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("A4", "Z9", "there is none of this key that is counted"),
        ("A4", "B3", "only shares and rates have"),
        ('from = ["paper"]', 'from = ["hearsay"]', "hearsay is none of the sources"),
        ('mark = "derived"', 'mark = "published"', "derived, not published"),
        ("whole = 640240", "value = 28.9", "give either part and whole, or value"),
        ("185,270 by", "General knowledge: 185,270 by", "only remembered"),
        ('year = "2024-25"', 'year = "2023-24"', "must be called 2023-24.toml"),
        ('place = "England"', 'region = "England"', "this key is not known here"),
    ],
)
def test_what_is_not_sourced_or_has_no_twin_is_refused(indicators, tmp_path, old, new, told):
    (tmp_path / "2024-25.toml").write_text(GOOD)
    assert read_published(indicators, tmp_path)[0].value == Fraction(18527000, 640240)
    (tmp_path / "2024-25.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(CatalogueError, match=f"(?i){told}"):
        read_published(indicators, tmp_path)


def test_outcomes_come_first_and_outweigh_activity_on_every_dashboard(indicators):
    for each in read_dashboards(indicators).values():
        assert each.outcomes, each.key
        assert len(each.outcomes) >= len(each.activity), each.key
        assert {key[0] for key in each.outcomes} <= set(OF_OUTCOMES)


@pytest.mark.parametrize(
    ("outcomes", "activity", "more", "told"),
    [
        ('"D3"', '"B2", "B5"', "", "outcomes must outweigh"),
        ('"D3", "D1", "D7"', '"B5", "B1"', "", "no other figure of activity comes before it"),
        ('"B2"', "", "", "B2 is no outcome for people"),
        ('"D3", "D1"', '"D7"', "", "D7 is an outcome: it comes first"),
        ('"D3", "Z9"', "", "", "there is no figure Z9"),
        ('"D3", "D3"', "", "", "named twice"),
        ('"F1"', "", 'group = "team"', "F1 is not counted by team"),
        ('"D3"', "", 'first_for = ["board_member", "board_member"]', "is given two dashboards"),
    ],
)
def test_a_dashboard_that_puts_activity_first_is_refused(
    indicators, tmp_path, outcomes, activity, more, told
):
    file = tmp_path / "dashboards.toml"
    file.write_text(
        f'[[dashboard]]\nkey = "x"\nname = "X"\nline = "For X"\noutcomes = [{outcomes}]\nactivity = [{activity}]\n{more}\n'
    )
    with pytest.raises(CatalogueError, match=told):
        read_dashboards(indicators, file)


def at_most(part: int, whole: int, share: Fraction) -> Fraction:
    """The exact chance of so many or fewer."""
    return sum((comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(part + 1)), Fraction(0))


@settings(max_examples=60)
@given(st.integers(1, 40), st.data(), st.integers(1, 99))
def test_few_lie_outside_the_exact_funnel_only_when_chance_would_seldom_put_them_there(size, data, target):
    part = data.draw(st.integers(0, size))
    share, where = Fraction(target, 100), standing(100 * part / size, exact_share_limits(target, size))
    low, high = at_most(part, size, share), 1 - at_most(part - 1, size, share)
    # Counts that lie on a limit to the last digit of a float are left out.
    if all(abs(float(tail) - rare) > 1e-9 for tail in (low, high) for rare in (0.025, 0.001)):
        assert (where in (Standing.BELOW, Standing.FAR_BELOW)) == (low < Fraction(25, 1000))
        assert (where in (Standing.ABOVE, Standing.FAR_ABOVE)) == (high < Fraction(25, 1000))
        assert (where is Standing.FAR_BELOW) == (low < Fraction(1, 1000))


def test_one_of_one_says_nothing_and_many_say_what_the_score_test_says():
    assert standing(0, share_limits(95, 1)) is Standing.FAR_BELOW, "what the exact limits are for"
    assert standing(0, exact_share_limits(95, 1)) is Standing.WITHIN
    assert exact_share_limits(20, 5000) == share_limits(20, 5000)
    # 4 expected: 10 or more come by chance 8 times in 1,000, 9 or more 21, 8 or more 51; none at all 18.
    assert standing(100, exact_rate_limits(40, 10, times=100)) is Standing.ABOVE
    assert standing(90, exact_rate_limits(40, 10, times=100)) is Standing.ABOVE
    assert standing(80, exact_rate_limits(40, 10, times=100)) is Standing.WITHIN
    assert standing(0, exact_rate_limits(40, 10, times=100)) is Standing.BELOW


def test_hidden_row_totals_are_not_read_off_the_whole():
    """361 in all, 240 and 120 shown: the other two rows together would be the 1 that is hidden."""
    cells = {("f", "did"): 232, ("f", "not"): 8, ("m", "did"): 108, ("m", "not"): 12}
    cells |= {("other", "did"): 1, ("other", "not"): 0, ("unknown", "did"): 0, ("unknown", "not"): 0}
    shown = protect_table(cells)
    if shown[TOTAL, TOTAL].value is not None:
        hidden = [row for row in ("f", "m", "other", "unknown") if shown[row, TOTAL].value is None]
        assert sum(cells[row, "did"] + cells[row, "not"] for row in hidden) >= LIMIT
