"""Rules of the programme, the matrix and the principles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.policy.matrix import looked_for, matrix_whole
from goldenthread.assurance.policy.programme import Look, looked_at_already, repeated_with_reason
from goldenthread.assurance.policy.statements import statements_answered, tally
from goldenthread.concerns.policy.principles import Weighed, conflict_said, kept_principles, weighed_as
from goldenthread.concerns.vocabulary import Principle
from goldenthread.ground.words import Answer

LEVELS = [(1, "Not at all"), (2, "Not much"), (3, "Mostly"), (4, "Fully")]


def look(**changes):
    return Look(
        **{
            "reference": "LOOK-1", "title": "A look", "theme": "", "instrument": "tool", "about": "home",
            "begins_on": date(2026, 3, 31), "ends_on": date(2026, 4, 2), **changes,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"about": ""}, True),
        ({"about": "other"}, False),
        ({"instrument": "other"}, False),
        ({"instrument": "", "theme": "x"}, False),
        ({"begins_on": date(2026, 10, 1), "ends_on": date(2026, 10, 9)}, True),
        ({"begins_on": date(2026, 10, 2), "ends_on": date(2026, 10, 9)}, False),
        ({"begins_on": date(2025, 1, 1), "ends_on": date(2025, 9, 30)}, False),
        ({"begins_on": date(2025, 1, 1), "ends_on": date(2025, 10, 1)}, True),
    ],
)
def test_what_is_looked_at_already_within_six_months(changes, same):
    assert bool(looked_at_already(look(reference="", **changes), [look()], months=6)) is same


def test_a_theme_is_the_same_in_any_letters_and_no_theme_is_no_theme():
    new = look(instrument="", theme="Falls at night")
    assert looked_at_already(new, [look(instrument="x", theme="falls  AT night")], months=6)
    assert not looked_at_already(look(instrument="", theme=" "), [look(instrument="", theme="")], months=6)


def test_the_end_of_a_month_is_no_trap():
    held = look(begins_on=date(2026, 8, 31), ends_on=date(2026, 8, 31))
    for day, same in ((date(2027, 2, 28), True), (date(2027, 3, 1), False)):
        assert bool(looked_at_already(look(begins_on=day, ends_on=day), [held], months=6)) is same


@pytest.mark.rule("PRG-01")
def test_a_repeat_names_the_earlier_and_needs_a_reason():
    assert repeated_with_reason(earlier=[], reason="", months=12)
    verdict = repeated_with_reason(earlier=[look()], reason="because so", months=12)
    assert not verdict
    assert "A look (LOOK-1, March 2026)" in verdict.words
    assert verdict.offers[0].deed == "reuse"
    assert repeated_with_reason(earlier=[look()], reason="The manager changed.", months=12)


@pytest.mark.rule("MTX-01")
def test_a_matrix_is_finished_when_all_is_rated_and_what_was_seen_is_shown():
    lines = ["W.e1", "C.e1"]
    for ratings, behind, whole in (
        ({"W.e1": 0}, [], False),
        ({"W.e1": 0, "C.e1": None}, [], False),
        ({"W.e1": 0, "C.e1": 1}, [], True),
        ({"W.e1": 0, "C.e1": 2}, [], False),
        ({"W.e1": 0, "C.e1": 2}, ["C.e1"], True),
    ):
        assert bool(matrix_whole(lines=lines, ratings=ratings, with_evidence=behind)) is whole
    matrix = shipped()["cqc-five-questions-matrix"]
    assert {matrix.above(item.key)[0].title for item in looked_for(matrix)} == {
        "Well led", "Caring", "Effective", "Safe", "Responsive",
    }  # fmt: skip


@pytest.mark.rule("PRN-01")
def test_an_answer_is_on_the_scale_and_one_is_enough():
    levels = {"1.i": (1, 2, 3, 4), "2.i": (1, 2, 3, 4)}
    assert not statements_answered(answers={}, levels=levels)
    assert not statements_answered(answers={"1.i": 5}, levels=levels)
    assert not statements_answered(answers={"9.i": 1}, levels=levels)
    assert statements_answered(answers={"1.i": 4}, levels=levels)


@pytest.mark.rule("PRN-02")
def test_a_conflict_is_between_two_and_told():
    two = (Principle.EMPOWERMENT, Principle.PROTECTION)
    assert conflict_said(pull=Answer.NO, between=(), words="")
    assert conflict_said(pull=Answer.YES, between=two, words="Weighed.")
    assert not conflict_said(pull=Answer.YES, between=two[:1], words="Weighed.")
    assert not conflict_said(pull=Answer.YES, between=two, words=" ")
    kept = kept_principles(Weighed(Answer.YES, two, " Weighed. "))
    assert weighed_as(**kept).told == "Empowerment against Protection: Weighed."
    assert kept_principles(Weighed(Answer.NO, two, "x")) == {"pull": "no", "between": [], "words": ""}


@given(st.lists(st.sampled_from([1, 2, 3, 4]), max_size=30))
def test_no_hidden_count_of_answers_can_be_worked_out(given_answers):
    """Whatever is shown leaves every small count with at least two values it could have."""
    found = tally(given_answers, LEVELS, hide_below=5)
    counts = [given_answers.count(level) for level, _ in LEVELS]
    hidden = [number for number, (_, shown) in zip(counts, found.counts, strict=True) if shown.value is None]
    if not given_answers:
        assert not hidden
        return
    assert all(shown.value is None or shown.value >= 5 for _, shown in found.counts)
    assert len(hidden) != 1 or found.answered.value is None
    if hidden:
        assert found.agree.value is None
        assert found.answered.value is None or sum(hidden) >= 5
    else:
        assert (found.answered.value, found.agree.value) == (sum(counts), sum(counts[2:]))


def test_the_councils_own_staff_see_every_count():
    found = tally([1, 4, 4], LEVELS, hide_below=0)
    assert [shown.value for _, shown in found.counts] == [1, 0, 0, 2]
    assert (found.answered.value, found.agree.value) == (3, 2)


def test_the_audit_asks_the_i_statements_word_for_word():
    six, audit = shipped()["six-principles"], shipped()["person-led-audit"]
    for number in range(1, 7):
        assert six.by_key[f"{number}.i"].text in audit.by_key[f"A.{number}"].text
