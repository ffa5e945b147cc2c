"""Two figures, each large enough by itself, never tell outside the council of a small rest between them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.facts import Kind, fact_tables
from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight import tables
from goldenthread.insight.cube import tally_snapshot
from goldenthread.insight.language.conditions import (
    EVERY_ROW,
    All,
    Any,
    During,
    Is,
    Known,
    Missing,
    OneOf,
    Within,
)
from goldenthread.insight.language.definition import Role, Tally
from goldenthread.insight.language.periods import Period
from goldenthread.insight.outside import guard
from goldenthread.insight.readings import broken_down, reading
from goldenthread.insight.tallies import COUNCIL, Cell, Counted, Source, Tallies
from goldenthread.insight.wider import Wider, _of_group, holds, implies
from tests.insight.attacked import seen_outside, worked_out
from tests.insight.june_snapshot import JUNE
from worlds.england.england import write_england

A, B = Is("life", "better"), OneOf("life", ("better", "same"))


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (A, EVERY_ROW),
        (A, B),
        (B, Known("life")),
        (During("ended_on"), Known("ended_on")),
        (Within("started_on", "ended_on", 5), Known("ended_on")),
        (All((A, Missing("lead"))), B),
        (A, Any((Missing("lead"), B))),
        (Any((A, Is("life", "same"))), B),
        (All((A, Known("lead"))), All((Known("lead"), B))),
    ],
)
def test_a_narrower_condition_is_known_by_its_words(narrow, wide):
    assert implies(narrow, wide)
    assert not implies(wide, narrow)


@pytest.mark.parametrize("other", [Is("life", "worse"), Is("lead", "better"), Missing("life"), Known("lead")])
def test_conditions_that_only_may_overlap_hold_nothing(other):
    assert not implies(B, other)


def test_only_what_is_counted_in_the_same_way_and_on_the_same_day_is_held():
    narrow = Tally("enquiry", day="ended_on", where=A)
    assert holds(replace(narrow, where=B), narrow)
    for wide in (
        replace(narrow, day="started_on"),
        replace(narrow, table="concern"),
        replace(narrow, different="adult_key"),
    ):
        assert not holds(wide, narrow)


def counted(indicators, by_key, by=""):
    """Tallies of June of these indicators: for each key, numerator and denominator of each group, which add up to the whole."""
    found = Counted()
    for key, groups in by_key.items():
        for group, pair in groups.items():
            for (role, _), number in zip(indicators[key].counting.parts, pair, strict=False):
                for under, name in ((by, group), ("", None)) if by else (("", None),):
                    found.add(Cell(key, role, JUNE.grain, JUNE.number, under, name), number)
    months = range(JUNE.number, JUNE.number + 1)
    return Tallies(
        (Source("X", "2025-08-01", JUNE.number, JUNE.number),), months, dict.fromkeys(by_key, "1"), found
    )


def shown(indicators, tallies, key, by=""):
    """A figure of June and its groups as they are seen outside, beside the others of these tallies."""
    held = Wider({each: indicators[each] for each in tallies.versions}, lambda _: tallies)
    whole = held.knowing(reading(indicators[key], tallies, JUNE))
    groups = broken_down(indicators[key], tallies, JUNE, by, fact_tables()) if by else {}
    return guard(whole, {group: held.knowing(each) for group, each in groups.items()})


def test_a_denominator_that_leaves_out_a_few_is_hidden_beside_the_figure_that_counts_them(indicators):
    tallies = counted(indicators, {"E1": {"": (9, 32)}, "E1-all": {"": (9, 35)}})
    assert shown(indicators, tallies, "E1")[0].hidden
    assert str(shown(indicators, tallies, "E1")[0].denominator) == "[c]"
    assert not shown(indicators, tallies, "E1-all")[0].hidden
    assert not shown(indicators, counted(indicators, {"E1": {"": (9, 30)}, "E1-all": {"": (9, 35)}}), "E1")[
        0
    ].hidden


def test_what_is_counted_of_one_kind_is_hidden_where_there_are_few_of_the_other(indicators):
    tallies = counted(indicators, {"A4": {"": (40, 88)}, "A3": {"": (41, 88)}})
    assert shown(indicators, tallies, "A4")[0].hidden
    assert not shown(indicators, tallies, "A3")[0].hidden


def test_a_figure_is_not_hidden_beside_one_that_is_hidden_itself(indicators):
    tallies = counted(indicators, {"D7-life": {"": (21, 30)}, "D7-asked": {"": (33, 35)}})
    assert shown(indicators, tallies, "D7-asked")[0].hidden
    assert not shown(indicators, tallies, "D7-life")[0].hidden


def test_groups_are_hidden_that_a_whole_of_another_figure_would_give_away(indicators):
    by = {"adult": (1,), "gp": (4,), "family": (9,), "police": (21,), "hospital": (7,)}
    tallies = counted(indicators, {"A1": by}, "referrer_role")
    assert not shown(indicators, tallies, "A1", "referrer_role")[1]["family"].hidden
    beside = counted(indicators, {"A1-public": {"": (10, 42)}})
    tallies.counted.counts.update(beside.counted.counts)
    tallies = replace(tallies, versions={"A1": "1", "A1-public": "1"})
    groups = shown(indicators, tallies, "A1", "referrer_role")[1]
    assert groups["family"].hidden
    assert not groups["police"].hidden


def test_a_council_of_a_pool_is_hidden_where_its_own_rest_is_small(indicators):
    pairs = {"E1": {"X": (10, 22), "Y": (10, 20)}, "E1-all": {"X": (10, 25), "Y": (10, 30)}}
    groups = shown(indicators, counted(indicators, pairs, COUNCIL), "E1", COUNCIL)[1]
    assert groups["X"].hidden
    assert groups["Y"].hidden, "the whole without it is the other"


def test_groups_do_not_add_up_to_a_whole_that_is_hidden(indicators):
    tallies = counted(
        indicators,
        {"E1": {"female": (10, 20), "male": (10, 20)}, "E1-all": {"female": (10, 22), "male": (10, 20)}},
        "gender",
    )
    whole, groups = shown(indicators, tallies, "E1", "gender")
    assert whole.hidden
    assert all(each.hidden and each.denominator.value is None for each in groups.values())


def beside_a_group(indicators, of_learning, others, known):
    """I4-asked told by reason for support, and I4-learning, which leaves out those of whom it is not known."""
    by = {"learning": (of_learning, of_learning), "memory": (others, others)}
    tallies = counted(indicators, {"I4-asked": by}, "support_reason")
    whole = counted(indicators, {"I4-learning": {"": (known // 2, known)}})
    tallies.counted.counts.update(whole.counted.counts)
    return replace(tallies, versions={"I4-asked": "1", "I4-learning": "1"})


def test_a_whole_is_hidden_beside_a_group_of_another_figure_in_which_it_lies(indicators):
    assert shown(indicators, beside_a_group(indicators, 20, 30, 17), "I4-learning")[0].hidden
    assert not shown(indicators, beside_a_group(indicators, 20, 30, 15), "I4-learning")[0].hidden
    assert not shown(indicators, beside_a_group(indicators, 20, 30, 20), "I4-learning")[0].hidden


@given(counts=st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)))
def test_nothing_is_worked_out_of_a_group_of_another_figure(indicators, counts):
    known, unknown, others = counts
    tallies = beside_a_group(indicators, known + unknown, others, known)
    assert worked_out(seen_outside(indicators, tallies, JUNE)) == []


def test_a_group_of_yes_and_no_or_of_a_code_lies_in_a_whole_that_asks_for_it(indicators):
    """A flag and a code stand for stored values, which the conditions of other figures name."""
    flags = [
        (key, each.by)
        for key, one in indicators.items()
        for each in (one.counting.breakdowns if one.counting else ())
        if fact_tables()[one.counting.numerator.table].by_name[each.name].kind is Kind.FLAG
    ]
    assert flags, "no figure is told by yes and no"
    key, by = flags[0]
    one = reading(indicators[key], counted(indicators, {key: {"yes": (9, 9)}}, by), JUNE, by=by, group="yes")
    narrow = _of_group(one, Role.NUMERATOR, one.counting.numerator)
    assert implies(narrow.where, Is(by, True))


def test_whoever_works_back_finds_nothing_in_a_small_made_up_council(indicators, tmp_path):
    """Every number shown of a year, laid beside every other. Without groups around a whole, three people are worked out here."""
    write_england(tmp_path / "facts", councils=1, concerns=400, years=1, last=2025, seed=1)
    folder = next(path for path in (tmp_path / "facts").iterdir() if path.is_dir())
    numbers = list(seen_outside(indicators, tally_snapshot(folder, indicators), Period.read("2025-26")))
    assert len(numbers) > 300, "with nothing shown nothing is worked out"
    assert worked_out(numbers) == []


COUNTS = st.tuples(*[st.integers(0, 12)] * 3)


@given(by=st.dictionaries(st.sampled_from(["female", "male", "other"]), COUNTS, min_size=1))
def test_no_rest_between_two_figures_can_be_worked_out_of_any_group(indicators, by):
    """Yes, no and no answer of each group: E1 leaves the last out, E1-all does not."""
    pairs = {
        "E1": {group: (yes, yes + no) for group, (yes, no, _) in by.items()},
        "E1-all": {group: (yes, yes + no + none) for group, (yes, no, none) in by.items()},
    }
    tallies = counted(indicators, pairs, "gender")
    (part, parts), (whole, wholes) = (shown(indicators, tallies, key, "gender") for key in pairs)
    seen = {"": (part, whole)} | {group: (parts[group], wholes[group]) for group in by}
    for narrow, wide in seen.values():
        if narrow.denominator.value is not None and wide.denominator.value is not None:
            rest = wide.denominator.value - narrow.denominator.value
            assert rest == 0 or rest >= LIMIT
    hidden = [group for group in by if parts[group].denominator.value is None]
    if part.denominator.value is not None and all(
        each.denominator.value is not None for each in (whole, *wholes.values())
    ):
        rest = sum(by[group][2] for group in hidden)
        assert rest == 0 or rest >= LIMIT


def test_rows_for_a_file_hide_what_pages_hide(indicators):
    tallies = counted(indicators, {"E1": {"": (9, 32)}, "E1-all": {"": (9, 35)}})
    chosen = [indicators[key] for key in tallies.versions]
    rows = {
        row["indicator"]: row for row in tables.rows(chosen, tallies, [JUNE], fact_tables(), hide_below=LIMIT)
    }
    assert rows["E1"]["denominator"] == rows["E1"]["numerator"] == rows["E1"]["value"] == "[c]"
    assert rows["E1-all"]["denominator"] == "35"
