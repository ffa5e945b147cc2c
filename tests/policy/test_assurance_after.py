"""Rules of what follows a visit, and what became of the first feedback."""

from datetime import date

import pytest

from goldenthread.assurance.policy.after import (
    began_because_of_it,
    feedback_ready,
    has_happened,
    telling_whole,
)
from goldenthread.assurance.policy.grown import Told, grown
from goldenthread.assurance.policy.quality import run_told, runs_in_time
from goldenthread.assurance.vocabulary import Grown, TellingKind

TODAY = date(2026, 11, 21)


def told(key, words, what="Strength", theme=""):
    return Told(key, what, words, theme)


@pytest.mark.rule("PEER-05")
@pytest.mark.parametrize(
    ("messages", "findings", "field"), [(1, 1, None), (0, 1, "messages"), (1, 0, ""), (0, 0, "messages")]
)
def test_feedback_has_a_message_and_a_finding(messages, findings, field):
    verdict = feedback_ready(messages=messages, findings=findings)
    assert bool(verdict) is (field is None)
    if field:
        assert verdict.reasons[0].field == field


@pytest.mark.rule("PEER-06")
@pytest.mark.parametrize(
    ("begun_on", "allowed"),
    [
        (date(2026, 11, 1), True),
        (TODAY, True),
        (date(2026, 10, 31), False),
        (date(2026, 11, 22), False),
        (None, False),
    ],
)
def test_an_action_began_because_of_a_review_only_while_it_was_on_its_way(begun_on, allowed):
    verdict = began_because_of_it(begun_on=begun_on, opened_on=date(2026, 11, 1), today=TODAY)
    assert bool(verdict) is allowed


@pytest.mark.rule("PEER-07")
@pytest.mark.parametrize(
    ("kind", "said", "allowed"),
    [
        (TellingKind.MESSAGES, {"audience": "Staff", "words": "Ring back."}, True),
        (TellingKind.MESSAGES, {"audience": "Staff"}, False),
        (TellingKind.MESSAGES, {"words": "Ring back.", "place": "Here"}, False),
        (TellingKind.PUBLISHED, {"place": "Here"}, True),
        (TellingKind.PUBLISHED, {"words": "Yes", "audience": "All"}, False),
        (TellingKind.WITHHELD, {"words": "It names somebody."}, True),
        (TellingKind.WITHHELD, {"place": "Here", "words": " "}, False),
    ],
)
def test_a_telling_says_what_its_kind_needs(kind, said, allowed):
    assert bool(telling_whole(kind=kind, **{"audience": "", "place": "", "words": ""} | said)) is allowed


@pytest.mark.rule("PEER-08")
@pytest.mark.parametrize(("on", "allowed"), [(TODAY, True), (date(2026, 11, 22), False), (None, False)])
def test_what_is_told_as_having_happened_has_happened(on, allowed):
    assert bool(has_happened(on=on, today=TODAY)) is allowed


@pytest.mark.rule("QSY-01")
@pytest.mark.parametrize(
    ("showed", "on", "allowed"),
    [
        ("Seen.", TODAY, True),
        (" ", TODAY, False),
        ("Seen.", None, False),
        ("Seen.", date(2026, 11, 22), False),
    ],
)
def test_a_run_says_when_it_was_and_what_it_showed(showed, on, allowed):
    assert bool(run_told(showed=showed, on=on, today=TODAY)) is allowed


@pytest.mark.rule("QSY-02")
@pytest.mark.parametrize(
    ("in_use", "months", "last_on", "allowed"),
    [
        (False, None, None, True),
        (True, None, None, False),
        (True, None, date(2020, 1, 1), True),
        (True, 3, date(2026, 9, 1), True),
        (True, 3, date(2026, 8, 1), False),
    ],
)
def test_a_system_in_use_has_run_within_its_rhythm(in_use, months, last_on, allowed):
    assert bool(runs_in_time(in_use=in_use, every_months=months, last_on=last_on, today=TODAY)) is allowed


def test_a_record_is_followed_by_its_number_whatever_it_says_now():
    (turn,) = grown([told("1", "People are asked.")], [told("1", "Nobody is asked.", "Area", "2")])
    assert turn.became is Grown.CHANGED
    assert turn.differs == ("wording", "kind", "theme")
    assert (turn.before.words, turn.after.words) == ("People are asked.", "Nobody is asked.")


def test_what_is_new_what_is_gone_and_what_stayed():
    turns = grown([told("1", "One"), told("2", "Two")], [told("3", "Three"), told("1", "One")])
    assert [(each.became, (each.after or each.before).words) for each in turns] == [
        (Grown.ADDED, "Three"),
        (Grown.SAME, "One"),
        (Grown.DROPPED, "Two"),
    ]


def test_messages_without_a_number_are_matched_by_how_they_read_each_once():
    before = [told("", "People are asked: keep that."), told("", "Ring those who report.")]
    after = [
        told("", "Ring those who report, always."),
        told("", "People are asked: do keep that."),
        told("", "Meet."),
    ]
    turns = grown(before, after)
    assert [each.became for each in turns] == [Grown.CHANGED, Grown.CHANGED, Grown.ADDED]
    assert [each.before.words for each in turns[:2]] == [before[1].words, before[0].words]
    same = grown([told("", "Meet."), told("", "Meet.")], [told("", "Meet.")])
    assert [each.became for each in same].count(Grown.SAME) == 1
