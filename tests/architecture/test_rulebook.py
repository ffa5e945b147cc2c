"""Every rule has a source, a sentence and a test that bears its code; marks name only what exists."""

from __future__ import annotations

import inspect

import pytest

from goldenthread.config.documents import load_shelves, room_of
from goldenthread.ground.lifecycle import ALL_LIFECYCLES
from goldenthread.ground.rules import RULEBOOK
from goldenthread.ground.words import ALL_VOCABULARIES
from scripts.requirements_shown import marks, promises, requirements

load_shelves()
MARKS = marks()
CODES = sorted(code for code in RULEBOOK if not code.startswith("TEST-"))


def test_there_are_rules_to_look_at():
    assert len(CODES) > 10
    assert ALL_LIFECYCLES


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_source_and_sentence(code):
    rule = RULEBOOK[code]
    assert len(rule.citation) > 8, f"{code} does not say where it comes from"
    assert rule.sentence.lstrip("“‘")[0].isupper(), code
    assert rule.sentence.rstrip().rstrip("”’").endswith((".", "?")), code
    assert "policy" in rule.where.split("."), f"{code} lies on the wrong shelf: {rule.where}"


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_test_of_its_code(code):
    assert MARKS["rule"].get(code), f"no test is marked @pytest.mark.rule({code!r})"


@pytest.mark.parametrize("code", sorted(MARKS["rule"]))
def test_no_test_is_of_a_rule_that_is_gone(code):
    assert code in RULEBOOK, MARKS["rule"][code]


def test_marks_name_requirements_and_promises_that_exist():
    assert set(MARKS["requirement"]) <= set(requirements())
    assert set(MARKS["promise"]) <= set(promises())
    assert len(requirements()) == 299


def test_an_unknown_requirement_would_be_noticed():
    assert "R300" not in requirements()
    assert "R1" not in requirements()
    assert "R1" in promises()


@pytest.mark.parametrize("table", ALL_LIFECYCLES, ids=lambda table: table.name)
def test_every_state_can_be_reached_and_guards_exist(table):
    reached = {table.start}
    while True:
        more = {m.target for m in table.moves if m.target and set(m.sources) & reached} - reached
        if not more:
            break
        reached |= more
    assert reached == set(table.states), f"never reached: {set(table.states) - reached}"
    for move in table.moves:
        assert not move.guard or move.guard in RULEBOOK, f"{move.deed}: there is no rule {move.guard}"


@pytest.mark.parametrize("table", ALL_LIFECYCLES, ids=lambda table: table.name)
def test_every_deed_has_a_permission(table):
    from goldenthread.access.policy import PERMISSIONS

    for move in table.moves:
        assert move.permission in PERMISSIONS, move.deed
    assert len({move.deed for move in table.moves}) == len(table.moves)


@pytest.mark.parametrize("words", ALL_VOCABULARIES, ids=lambda words: words.__name__)
def test_every_list_of_words_says_what_it_is(words):
    assert inspect.getdoc(words)
    assert room_of(words.__module__)
