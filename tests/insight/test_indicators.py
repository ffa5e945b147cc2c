"""Every indicator that is fed, against a month of facts worked out by hand; on the plain counter and on DuckDB."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from goldenthread.concerns.vocabulary import Outcome, ReferrerRole
from goldenthread.enquiries.vocabulary import (
    AskedOutcomes,
    CarerSaid,
    LackedCapacity,
    LifeNow,
    Motive,
    PoliceResult,
)
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures import sentences
from goldenthread.insight import reference
from goldenthread.insight.engines import duckdb_over, tally
from goldenthread.insight.language.conditions import OneOf, every_part
from goldenthread.insight.language.definition import Measure
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed, read_indicators
from goldenthread.insight.queries.supplied import framework_measures
from goldenthread.insight.readings import against_the_others, broken_down, change, reading
from goldenthread.insight.tallies import Source, Tallies
from goldenthread.letters.vocabulary import NotPossible
from goldenthread.people.vocabulary import EthnicGroup, Gender, SupportReason
from tests.insight.june import AS_AT, june
from tests.insight.test_engines import write_parquet

JUNE = Period.read("2025-06")
YEAR = Period.read("2025-26")
WINDOW = Window(range(month_of(date(2025, 4, 1)), month_of(AS_AT) + 1), AS_AT)
# Numerator and denominator in June. What each row is there for is said beside it in tests/insight/june.py.
SHARES_AND_COUNTS = {
    "A1": (5, None),
    "A1-public": (2, 4),
    "A2": (3, None),
    "A3": (4, 5),
    "A4": (3, 5),
    "A5": (2, 4),
    "A6": (3, 4),
    "A7": (1, 4),
    "A7-reasons": (1, None),
    "A8": (2, 4),
    "B1": (2, 3),
    "B2": (2, 4),
    "B4": (2, 4),
    "B5": (3, 5),
    "B5-completed": (1, 4),
    "B6": (1, 2),
    "B6-decisions": (1, 2),
    "B7": (1, 3),
    "C1": (1, 3),
    "C2": (2, 3),
    "C3": (1, 3),
    "C4": (1, 2),
    "C6": (1, 2),
    "D1": (4, 5),
    "D2": (3, 5),
    "D2-asked": (3, 4),
    "D3": (2, 3),
    "D4": (1, 3),
    "D5": (2, 4),
    "D6-carers": (1, 2),
    "D6-carers_asked": (2, 3),
    "D7": (1, 3),
    "D7-asked": (4, 5),
    "D7-life": (1, 3),
    "D7-partners": (1, 2),
    "D7-partners_asked": (2, 3),
    "D7-worse": (1, 3),
    "E1": (2, 3),
    "E1-all": (2, 5),
    "E2": (1, 2),
    "E3": (2, 5),
    "E4-capacity": (0, 1),
    "F1": (2, 3),
    "F2": (1, 3),
    "F3": (2, 6),
    "F4": (1, 6),
    "F5": (1, 6),
    "F7": (2, None),
    "F7-charged": (2, 3),
    "F7-neglect": (1, 2),
    "G1": (1, 3),
    "G2": (1, 4),
    "G10": (2, 5),
    "G10-asked": (4, 5),
    "G10-capacity": (4, 5),
    "G10-ethnic_group": (4, 5),
    "G10-support_reason": (4, 5),
    "I1": (5, None),
    "I2": (5, None),
    "I3": (5, None),
    "I4": (3, None),
    "I4-asked": (4, 5),
    "I4-domestic": (1, 3),
    "I4-learning": (1, 1),
    "I4-older": (1, 4),
}
OPEN_ENQUIRIES = {5: 1, 14: 1, 26: 1, 211: 1}
DAYS = {
    "A10": OPEN_ENQUIRIES,
    "A10-concerns": {0: 1, 10: 1, 29: 1},
    "A11": {10: 1, 29: 1},
    "B3": {1: 1, 2: 1, 5: 1, 62: 1},
    "B9": OPEN_ENQUIRIES,
    "G2-days": {3: 1, 10: 1},
    "G11": {0: 4, 2: 2},
}


@pytest.fixture(scope="module")
def indicators():
    return read_indicators(fact_tables())


def tallied(indicators, counted) -> Tallies:
    source = Source("Sandgate", f"{AS_AT}T00:00:00+00:00", WINDOW.months[0], WINDOW.months[-1])
    versions = {key: indicators[key].version for key in fed(indicators.values())}
    return Tallies((source,), WINDOW.months, versions, counted)


@pytest.fixture(scope="module")
def plainly(indicators) -> Tallies:
    rows = {name: reference.as_rows(fact_tables()[name], of) for name, of in june().items()}
    return tallied(indicators, reference.tally(rows, fed(indicators.values()), fact_tables(), WINDOW))


def test_every_indicator_that_is_fed_is_worked_out_by_hand(indicators):
    assert set(SHARES_AND_COUNTS) | set(DAYS) == set(fed(indicators.values()))


@pytest.mark.parametrize("key", SHARES_AND_COUNTS)
def test_numerator_and_denominator_are_those_worked_by_hand(indicators, plainly, key):
    found = reading(indicators[key], plainly, JUNE)
    assert (found.numerator, found.denominator) == SHARES_AND_COUNTS[key]


@pytest.mark.parametrize("key", DAYS)
def test_days_are_those_worked_by_hand(indicators, plainly, key):
    found = reading(indicators[key], plainly, JUNE)
    assert found.histogram == DAYS[key]
    assert found.numerator == sum(DAYS[key].values())


def test_duckdb_counts_the_same_month(indicators, plainly, tmp_path):
    with duckdb_over(write_parquet(tmp_path, june()), fact_tables()) as opened:
        found = tally(opened, fed(indicators.values()), fact_tables(), WINDOW)
    assert found == plainly.counted


def test_the_three_conversion_rates_are_three_figures(indicators, plainly):
    shown = {key: reading(indicators[key], plainly, JUNE) for key in ("A3", "A4", "A5")}
    assert [each.value for each in shown.values()] == [80, 60, 50]
    assert len({each.indicator.definition for each in shown.values()}) == 3
    assert all(
        f"Never compare it with {others}" in shown[key].indicator.definition
        for key, others in (("A3", "A4 or A5"), ("A4", "A3 or A5"), ("A5", "A3 or A4"))
    )
    assert shown["A3"].sentence == "There were 4 enquiries of either kind: 80 for every 100 concerns raised."


def test_a_quarter_and_a_year_count_people_once_and_months_in_full(indicators, plainly):
    # From April to the middle of July: adults 4, 3, 1, 2 and 5, of whom adult 1 had another concern before.
    people = reading(indicators["C1"], plainly, YEAR)
    assert (people.numerator, people.denominator) == (1, 5)
    quarter = reading(indicators["C1"], plainly, Period.read("2025-26 Q1"))
    assert (quarter.numerator, quarter.denominator) == (1, 5)
    # Concerns decided: the four of June and two of July.
    decided = reading(indicators["B2"], plainly, YEAR)
    assert (decided.numerator, decided.denominator) == (3, 6)
    # What stands at the end of the year stands there on the day of the facts: four enquiries less the one that ended in July.
    assert reading(indicators["B9"], plainly, YEAR).histogram == {20: 1, 29: 1, 41: 1}
    assert not people.complete
    assert quarter.complete


def test_a_month_that_was_not_counted_is_not_zero(indicators, plainly):
    never = reading(indicators["D1"], plainly, Period.read("2024-06"))
    assert (never.numerator, never.value, never.sentence) == (None, None, "This was not supplied.")
    none_ended = reading(indicators["D1"], plainly, Period.read("2025-04"))
    assert (none_ended.numerator, none_ended.value) == (0, None)
    assert none_ended.sentence == "There were no enquiries that ended."


def test_a_rate_needs_a_population_and_a_whole_year(indicators, plainly):
    assert reading(indicators["A1"], plainly, YEAR).value is None
    found = reading(indicators["A1"], plainly, YEAR, populations={"adults": 70_000})
    assert (found.numerator, found.value) == (7, 10)
    assert found.sentence == "There were 7 concerns: 10 for every 100,000 adults."
    assert reading(indicators["A1"], plainly, JUNE, populations={"adults": 70_000}).value is None


def test_twelve_months_are_the_sum_of_their_months_and_nothing_where_people_count_once(indicators, plainly):
    twelve = Period(Grain.TWELVE_MONTHS, JUNE.number)
    assert (str(twelve), twelve.first, twelve.last) == ("2024-07 to 2025-06", date(2024, 7, 1), JUNE.last)
    assert twelve.a_year_before == Period(Grain.TWELVE_MONTHS, JUNE.number - 12)
    assert Period.of(JUNE.number, Grain.TWELVE_MONTHS) == twelve
    found = reading(indicators["A1"], plainly, twelve, populations={"adults": 70_000})
    assert (found.numerator, found.denominator, found.complete) == (7, 70_000, False)
    # An adult of two months is one adult: the months do not add up, and no engine counted twelve of them.
    assert reading(indicators["C1"], plainly, JUNE).denominator is not None
    assert reading(indicators["C1"], plainly, twelve).denominator is None


def test_groups_of_a_breakdown(indicators, plainly):
    groups = broken_down(indicators["D1"], plainly, JUNE, "age_at_end", fact_tables())
    assert {group: (r.numerator, r.denominator) for group, r in groups.items() if r.denominator} == {
        "18-64": (1, 1),
        "65-74": (2, 2),
        "75-84": (1, 1),
        "85-94": (0, 1),
    }
    kinds = broken_down(indicators["I1"], plainly, JUNE, "type", fact_tables())
    assert {group: r.numerator for group, r in kinds.items() if r.numerator} == {
        "physical": 1,
        "psychological": 1,
        "financial": 1,
        "neglect": 2,
        "self_neglect": 1,
    }
    sources = broken_down(indicators["I3"], plainly, JUNE, "source/SAC", fact_tables())
    assert {group: r.numerator for group, r in sources.items()} == {
        "Other - known to individual": 3,
        "Service provider": 1,
        "Other - unknown to individual": 1,
    }
    agencies = broken_down(indicators["A8"], plainly, JUNE, "agency", fact_tables())
    assert {group: (r.numerator, r.denominator) for group, r in agencies.items()} == {
        "Police": (1, 2),
        "Rowan Lodge": (0, 1),
        None: (1, 1),
    }
    with pytest.raises(ValueError, match="not broken down by person_key"):
        broken_down(indicators["A8"], plainly, JUNE, "person_key", fact_tables())


def test_outcomes_are_split_by_where_the_harm_was(indicators, plainly):
    places = broken_down(indicators["F1"], plainly, JUNE, "place", fact_tables())
    assert {place: (r.numerator, r.denominator) for place, r in places.items() if r.denominator} == {
        "own_home": (0, 1),
        "residential_home": (2, 2),
    }


def test_outcomes_are_split_by_who_the_adult_is(indicators, plainly):
    """E8: reduced risk by age and by ethnic group, each group against the others."""
    ages = broken_down(indicators["F1"], plainly, JUNE, "age_at_end", fact_tables())
    assert {age: (r.numerator, r.denominator) for age, r in ages.items() if r.denominator} == {
        "18-64": (0, 1),
        "75-84": (2, 2),
    }
    groups = broken_down(indicators["F1"], plainly, JUNE, "ethnic_group/SAC", fact_tables())
    assert {group: (r.numerator, r.denominator) for group, r in groups.items() if r.denominator} == {
        "White": (2, 2),
        "Undeclared / Not known": (0, 1),
    }


def test_a_group_is_set_against_all_others(indicators, plainly):
    groups = broken_down(indicators["D1"], plainly, JUNE, "age_at_end", fact_tables())
    ratios = against_the_others(groups)
    # Two of two against two of three: one and a half times, and far too few to mean anything.
    assert ratios["65-74"].value == pytest.approx(1.5)
    assert not ratios["65-74"].differs
    assert ratios["85-94"] is None


def test_figures_are_told_in_plain_words(indicators, plainly):
    asked = reading(indicators["D1"], plainly, JUNE)
    assert (
        asked.sentence
        == "Of 5 enquiries that ended, in 4 the adult was asked what they want: that is 80 in 100."
    )
    assert (asked.shown, asked.unit) == ("80", "in 100")
    decisions = reading(indicators["B3"], plainly, JUNE)
    assert (decisions.value, decisions.nine_in_ten, decisions.longest) == (Fraction(7, 2), 62, 62)
    assert decisions.over == {2: 2, 5: 1}
    assert decisions.unit == "working days"
    assert change(asked, reading(indicators["D1"], plainly, Period.read("2025-04"))) == ""
    later = change(
        reading(indicators["B2"], plainly, Period.read("2025-07")), reading(indicators["B2"], plainly, JUNE)
    )
    assert later == "It was the same in 2025-06."


def test_every_breakdown_is_a_part_of_its_whole(indicators, plainly):
    for key, counting in fed(indicators.values()).items():
        whole = reading(indicators[key], plainly, JUNE)
        for by in counting.breakdowns:
            parts = broken_down(indicators[key], plainly, JUNE, by.by, fact_tables()).values()
            if counting.measure is Measure.DAYS or not counting.numerator.different:
                assert sum(part.numerator for part in parts) == whole.numerator, (key, by.by)
            else:
                assert sum(part.numerator for part in parts) >= whole.numerator, (key, by.by)


def test_lists_that_stand_for_all_but_one_are_kept_in_step_with_their_words(indicators):
    """There is no "not": where a definition names all words but some, a new word must be thought about here."""

    def named(key, column):
        tally = fed(indicators.values())[key].parts
        for _, part in tally:
            for condition in every_part(part.where):
                if isinstance(condition, OneOf) and condition.column == column:
                    return set(condition.values)
        raise AssertionError(f"{key} names no {column}")

    everything = {
        ("G1", "not_possible"): (NotPossible, {"anonymous", "unsafe"}),
        ("G10", "gender"): (Gender, {"not_known"}),
        ("G10", "support_reason"): (SupportReason, {"not_known"}),
        ("G10", "ethnic_group"): (EthnicGroup, {"99"}),
        ("G10", "lacked_capacity"): (LackedCapacity, {"not_recorded"}),
        ("G10", "asked"): (AskedOutcomes, {"not_recorded"}),
        ("A1-public", "referrer_role"): (ReferrerRole, {"not_known"}),
        ("D7-asked", "life"): (LifeNow, {"not_asked"}),
        ("D6-carers_asked", "carer"): (CarerSaid, {"no_carer"}),
        ("F7-charged", "police"): (PoliceResult, {"not_reported", "reported"}),
        ("I4", "motive"): (Motive, {"no", "not_asked", "not_known"}),
        ("I4-asked", "motive"): (Motive, {"not_asked"}),
        ("I4-older", "motive"): (Motive, {"not_asked", "not_known"}),
        ("A8", "outcome"): (Outcome, {"s42_enquiry", "other_enquiry", "added_to_enquiry"}),
    }
    for (key, column), (words, left_out) in everything.items():
        assert named(key, column) == set(words.values()) - left_out, (key, column)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2025-26", date(2025, 4, 1), date(2026, 3, 31)),
        ("2025-26 Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025-26 Q4", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31)),
    ],
)
def test_periods(words, first, last):
    period = Period.read(words)
    assert (period.first, period.last, str(period)) == (first, last, words)
    assert all(Period.of(month, period.grain) == period for month in period.months)
    assert period.before.last.toordinal() + 1 == period.first.toordinal()
    assert period.a_year_before.first == date(first.year - 1, first.month, 1)


def test_a_year_before_2012_13_could_be_a_month_and_is_read_as_one():
    assert Period.read("2011-12").grain is Grain.MONTH


def test_what_every_figure_says_of_one_is_told_of_one(indicators):
    told = [each.counting.words.did for each in indicators.values() if each.counting]
    told += [each.did for each in framework_measures().values()]
    assert sum("{n} were" in did for did in told) > 15
    wrong = [
        said
        for did in told
        if (said := sentences.said_of(1, did))
        if re.search(r"\b1 (were|have|are|say|do)\b", said)
    ]
    assert not wrong
