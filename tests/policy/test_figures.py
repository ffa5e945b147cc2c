"""Division, rounding, intervals, histograms and sentences, against values worked by hand or published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.figures import division, histograms, intervals, sentences

COUNTS = st.integers(0, 5_000)
HISTOGRAMS = st.dictionaries(st.integers(0, 400), st.integers(1, 30), max_size=12)
ENQUIRIES = ("enquiry", "enquiries")


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(171, 214, Fraction(17100, 214)), (0, 10, Fraction(0)), (None, 10, None), (1, None, None), (0, 0, None)],
)
def test_nothing_supplied_and_nothing_to_divide_by_are_not_zero(part, whole, share):
    assert division.per_cent(part, whole) == share


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        division.ratio(-1, 4)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(25, 2), 0, "13"),
        (Fraction(-25, 2), 0, "-13"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(2, 3), 1, "0.7"),
        (7, 1, "7.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, places, shown):
    assert division.rounded(value, places) == Decimal(shown)
    assert division.rounded(None, places) is None


@pytest.mark.parametrize(
    ("count", "shown"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (Fraction(25, 2), 15), (1012, 1010)]
)
def test_counts_are_rounded_to_the_nearest_five_with_two_and_a_half_up(count, shown):
    assert division.to_nearest_5(count) == shown


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (171, 214, "80 in 100"),
        (1, 1000, "fewer than 1 in 100"),
        (999, 1000, "more than 99 in 100"),
        (0, 9, "0 in 100"),
        (9, 9, "100 in 100"),
        (1, 200, "1 in 100"),
        (0, 0, None),
    ],
)
def test_a_share_in_words_never_says_nobody_or_all_when_it_is_not_so(part, whole, words):
    assert division.in_100(part, whole) == words


def test_a_rate_is_standardised_by_the_bands_of_the_standard_population():
    # Rates 100 and 2,000 per 100,000; weights three quarters and one quarter: 75 + 500.
    assert division.standardised([10, 20], [10_000, 1_000], [3, 1]) == 575
    assert division.standardised([10, None], [10_000, 1_000], [3, 1]) is None


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 1998; 17: 857-872, table I, method 3.
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_wilsons_interval_agrees_with_the_published_values(part, whole, low, high):
    assert intervals.wilson(part, whole) == pytest.approx((low, high), abs=0.006)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 1998; 17: 873-890, table II, method 10.
    [((56, 70), (48, 80), 5.24, 33.39), ((9, 10), (3, 10), 17.05, 80.90), ((10, 10), (0, 10), 60.75, 100.0)],
)
def test_the_interval_of_a_difference_agrees_with_the_published_values(now, before, low, high):
    assert intervals.difference(*now, *before) == pytest.approx((low, high), abs=0.006)


def test_byars_interval_agrees_with_the_value_worked_by_hand():
    # 10 x (1 - 1/90 - 1.96 / (3 x 3.1623))^3 = 4.787 and 11 x (1 - 1/99 + 1.96 / (3 x 3.3166))^3 = 18.391
    assert intervals.byar(10, 100_000) == pytest.approx((4.787, 18.391), abs=0.002)
    nobody = intervals.byar(0, 1000)
    assert nobody is not None
    assert nobody.low == 0
    assert intervals.byar(None, 1000) is None
    assert intervals.byar(3, 0) is None


def test_a_ratio_of_shares_agrees_with_the_value_worked_by_hand():
    # 30/100 against 15/100: twice. Standard error sqrt(1/30 - 1/100 + 1/15 - 1/100) = 0.28284; times 1.96: factor 1.7408.
    found = intervals.share_ratio(30, 100, 15, 100)
    assert found is not None
    assert found.value == pytest.approx(2)
    assert found.interval == pytest.approx((1.1489, 3.4816), abs=0.0005)
    assert found.differs
    small = intervals.share_ratio(3, 10, 2, 13)
    assert small is not None
    assert not small.differs
    assert intervals.share_ratio(0, 10, 2, 13) is None


def test_a_ratio_of_rates_agrees_with_the_value_worked_by_hand():
    # 40 in 1,000 against 10 in 500: twice. Standard error sqrt(1/40 + 1/10) = 0.35355; factor 1.9995.
    found = intervals.rate_ratio(40, 1000, 10, 500)
    assert found is not None
    assert found.value == pytest.approx(2)
    assert found.interval == pytest.approx((1.0002, 3.9991), abs=0.0005)
    assert intervals.rate_ratio(40, 1000, 0, 500) is None


@given(COUNTS, COUNTS)
def test_wilsons_interval_holds_the_share_and_stays_within_its_bounds(part, rest):
    found = intervals.wilson(part, part + rest)
    if part + rest == 0:
        assert found is None
    else:
        assert 0 <= found.low <= found.high <= 100
        assert found.low - 1e-9 <= 100 * part / (part + rest) <= found.high + 1e-9
        # Turning the question round turns the interval round.
        other = intervals.wilson(rest, part + rest)
        assert (100 - other.high, 100 - other.low) == pytest.approx(found)


@given(HISTOGRAMS, st.integers(1, 100))
def test_centiles_of_a_histogram_are_those_of_the_list_it_stands_for(histogram, share):
    days = sorted(day for day, many in histogram.items() for _ in range(many))
    if not days:
        assert histograms.centile(histogram, share) is None
        assert histograms.median(histogram) is None
        assert histograms.longest(histogram) is None
        return
    assert histograms.centile(histogram, share) == days[-(-len(days) * share // 100) - 1]
    half = len(days) // 2
    assert histograms.median(histogram) == (
        days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2
    )
    assert histograms.longest(histogram) == days[-1]
    assert histograms.over(histogram, 28) == sum(day > 28 for day in days)


@given(st.lists(HISTOGRAMS, max_size=4))
def test_histograms_of_councils_add_up_to_that_of_all(councils):
    whole = histograms.merged(councils)
    assert histograms.cases(whole) == sum(map(histograms.cases, councils))
    assert all(many == sum(h.get(day, 0) for h in councils) for day, many in whole.items())


def test_a_centile_is_between_1_and_100():
    with pytest.raises(ValueError, match="1 to 100"):
        histograms.centile({1: 1}, 0)


def test_a_share_is_told_as_a_sentence():
    said = sentences.share_sentence(171, 214, ("person asked", "people asked"), "{n} said what they want")
    assert said == "Of 214 people asked, 171 said what they want: that is 80 in 100."
    assert sentences.share_sentence(0, 0, ENQUIRIES, "{n}") == "There were no enquiries."
    assert sentences.share_sentence(None, 4, ENQUIRIES, "{n}") == "This was not supplied."


DECISIONS, DAY = ("decision", "decisions"), ("working day", "working days")


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        (sentences.counted(1, ENQUIRIES), "1 enquiry"),
        (sentences.counted(0, ENQUIRIES), "0 enquiries"),
        (sentences.count_sentence(1, ENQUIRIES), "There was 1 enquiry."),
        (sentences.count_sentence(0, ENQUIRIES), "There were 0 enquiries."),
        (
            sentences.share_sentence(1, 4, ENQUIRIES, "{n} were about hate crime"),
            "Of 4 enquiries, 1 was about hate crime: that is 25 in 100.",
        ),
        (
            sentences.share_sentence(1, 1, ENQUIRIES, "{n} have it on record"),
            "Of 1 enquiry, 1 has it on record: that is 100 in 100.",
        ),
        (
            sentences.share_sentence(0, 1, ENQUIRIES, "{n} were about hate crime"),
            "Of 1 enquiry, 0 were about hate crime: that is 0 in 100.",
        ),
        (
            sentences.share_sentence(1, 2, ("report", "reports"), "{n} say the person's life is better"),
            "Of 2 reports, 1 says the person's life is better: that is 50 in 100.",
        ),
        (
            sentences.share_sentence(1, 2, ENQUIRIES, "in {n} they were made safe"),
            "Of 2 enquiries, in 1 they were made safe: that is 50 in 100.",
        ),
        (
            sentences.share_sentence(21, 42, ENQUIRIES, "{n} were about hate crime"),
            "Of 42 enquiries, 21 were about hate crime: that is 50 in 100.",
        ),
        (
            sentences.rate_sentence(1, 1000, ENQUIRIES, 1000, "adults"),
            "There was 1 enquiry: 1 for every 1,000 adults.",
        ),
        (
            sentences.rate_sentence(3, 2, ENQUIRIES, 1, "adults"),
            "There were 3 enquiries: 1.5 for each of the adults.",
        ),
        (
            sentences.rate_sentence(1, 0, ENQUIRIES, 1000, "adults"),
            "There was 1 enquiry, and no adults to set against that.",
        ),
        (
            sentences.days_sentence({1: 1}, DECISIONS, unit=DAY),
            "There was 1 decision: it took 1 working day.",
        ),
        (
            sentences.days_sentence({4: 1}, DECISIONS, took="had waited"),
            "There was 1 decision: it had waited 4 days.",
        ),
        (
            sentences.days_sentence({1: 2}, DECISIONS),
            "Of 2 decisions, half took 1 day or less, and nine in ten 1 day or less.",
        ),
    ],
)
def test_one_is_told_as_one(said, reads):
    assert said == reads


def test_counts_rates_and_days_are_told_as_sentences():
    assert sentences.count_sentence(1, ENQUIRIES) == "There was 1 enquiry."
    assert sentences.count_sentence(None, ENQUIRIES) == "This was not supplied."
    assert (
        sentences.rate_sentence(4200, 300_000, ENQUIRIES, 100_000, "adults")
        == "There were 4,200 enquiries: 1,400 for every 100,000 adults."
    )
    # Ten decisions: 1 1 1 1 2 3 3 4 6 9. The middle two are 2 and 3, the ninth is 6.
    took = {1: 4, 2: 1, 3: 2, 4: 1, 6: 1, 9: 1}
    assert (
        sentences.days_sentence(took, ("decision", "decisions"))
        == "Of 10 decisions, half took 2.5 days or less, and nine in ten 6 days or less."
    )


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ((56, 70), (48, 80), "That is up from 60 in 100 in 2024-25."),
        (
            (5, 10),
            (4, 10),
            "That is up from 40 in 100 in 2024-25. The difference is so small that chance alone may explain it.",
        ),
        ((500, 1000), (700, 1000), "That is down from 70 in 100 in 2024-25."),
        ((5, 10), (50, 100), "It was the same in 2024-25."),
        ((5, 10), (0, 0), ""),
    ],
)
def test_a_change_is_told_with_the_doubt_it_deserves(now, before, said):
    assert sentences.change_sentence(now, before, "2024-25") == said
