"""The published reviews that the demo brings in: whole, with their passages, and nobody named."""

import re

import pytest

from goldenthread.assurance.instruments import shipped
from goldenthread.insight.queries import indicators
from worlds.improving.files import published, the_plan


def test_the_peer_review_is_whole():
    told = published()
    parts = [(len(part.strengths), len(part.areas)) for part in told.part]
    # Counted by hand in the report: four themes, then its three questions.
    assert parts == [(5, 2), (3, 3), (4, 4), (3, 4), (3, 2), (6, 7), (3, 3)]
    assert len(told.recommendations) == 4
    passages = {passage for part in told.part for passage, _ in (*part.strengths, *part.areas)}
    assert all(re.fullmatch(r"(list before )?paragraph \d+", passage) for passage in passages)
    assert {passage for each in told.recommendations for passage in each.rests_on} <= passages
    keys = shipped()[told.instrument].by_key
    assert {key for part in told.part for key in part.statements} <= set(keys)


def test_the_challenge_and_the_learning_points_are_whole():
    form = shipped()["inspection-gap-table"]
    kinds = [item.kind for item in form.items]
    assert (kinds.count("challenge"), kinds.count("issue")) == (29, 18)
    assert all(
        f"{item.key}.g" in form.by_key and f"{item.key}.e" in form.by_key
        for item in form.items
        if item.kind == "issue"
    )
    points = [item for item in shipped()["single-agency-review"].items if item.kind == "learning_point"]
    assert len(points) == 8


@pytest.mark.parametrize("action", the_plan().actions, ids=lambda each: each.title[:30])
def test_an_action_of_the_plan_holds_together(action):
    assert action.answers
    assert action.done is None or action.owner
    if measure := action.measure:
        assert bool(measure.indicator) != bool(measure.name)
        assert not measure.indicator or measure.indicator in indicators()
        assert measure.review >= measure.moves_from


def test_feedback_to_referrers_is_one_action_for_both_reviews():
    answering = [each for each in the_plan().actions if ("bath", "paragraph 44") in each.answers]
    assert {each.measure.indicator for each in answering if each.measure} == {"G1", "G2"}
    assert all(("single", "learning point 2") in each.answers for each in answering)
