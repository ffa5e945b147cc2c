"""What must hold before a board is sent figures."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.insight.policy import regular as policy
from goldenthread.insight.queries.latest import indicators

WHOLE = {
    "title": "Figures",
    "readers": "Members",
    "figures": ["D3"],
    "offered": ["D3", "F1"],
    "every_months": 3,
    "due_on": date(2026, 12, 1),
    "today": date(2026, 11, 21),
}


@pytest.mark.rule("REG-01")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"title": " "}, "title"),
        ({"readers": ""}, "readers"),
        ({"figures": []}, "figures"),
        ({"figures": ["B3"]}, "figures"),
        ({"every_months": 5}, "every_months"),
        ({"due_on": date(2026, 11, 20)}, "next_due_on"),
        ({"due_on": date(2027, 12, 1)}, "next_due_on"),
        ({"due_on": date(2026, 11, 1), "held_on": date(2026, 11, 1)}, None),
        ({"due_on": date(2026, 11, 2), "held_on": date(2026, 11, 1)}, "next_due_on"),
    ],
)
def test_a_report_says_who_receives_what_how_often_and_when(changed, field):
    found = policy.set_up(**(WHOLE | changed))
    assert [each.field for each in found.reasons] == ([field] if field else [])


@pytest.mark.rule("REG-02")
def test_each_figure_is_explained_before_it_is_sent():
    names = {"D3": "Got what they wanted", "F1": "Risk"}
    assert policy.explained(["D3", "F1"], {"D3": "A reason.", "F1": "Another."}, names)
    refused = policy.explained(["D3", "F1"], {"D3": "A reason.", "F1": " "}, names)
    assert refused.words == "Explain first: Risk."
    assert not policy.explained([], {}, {}), "none of its figures is counted any more"


@pytest.mark.rule("REG-03")
@pytest.mark.parametrize(
    ("words", "enough"), [("Holidays, as always.", False), ("Two advocates left in March.", True)]
)
def test_an_explanation_says_something(words, enough):
    assert policy.says_something(words).allowed is enough


def test_what_still_fills_is_not_sent_because_its_newest_months_are_always_low():
    filling = {key for key, each in indicators().items() if each.counting and each.counting.still_fills}
    assert filling == {"B5-completed"}, "begun in a month, and ended by now"
    assert not policy.may_be_sent(indicators()["B5-completed"])
    assert policy.may_be_sent(indicators()["B5"])
