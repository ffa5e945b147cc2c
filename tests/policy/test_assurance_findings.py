"""Findings: what shows them, who owns what follows, and what may be let out."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assurance.policy import (
    Source,
    followed_up_by_another,
    measure_whole,
    one_owner,
    ready_to_agree,
    reason_not_to_implement,
    share_ends,
    triangulated,
)
from goldenthread.assurance.vocabulary import Direction, Independence, Response, SourceKind

VOICE, DATA = SourceKind.VOICE, SourceKind.DATA
OWN, PARTNER, EXTERNAL = Independence.OWN, Independence.PARTNER, Independence.EXTERNAL
TODAY = date(2026, 11, 21)


@pytest.mark.rule("FND-01")
@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([], "Nothing shows it"),
        ([Source(VOICE, EXTERNAL, "Focus group")], "One source"),
        ([Source(VOICE, PARTNER, "Police"), Source(VOICE, EXTERNAL, "Healthwatch")], "one kind: voice"),
        ([Source(VOICE, OWN, "Staff"), Source(DATA, OWN, "Dashboard")], "own word"),
        ([Source(VOICE, EXTERNAL, "The survey"), Source(DATA, EXTERNAL, "the  survey ")], "one origin"),
        ([Source(VOICE, EXTERNAL, "Focus group"), Source(DATA, OWN, "Dashboard")], ""),
    ],
)
def test_two_independent_sources_of_different_kind(sources, words):
    found = triangulated(sources)
    assert found.allowed == (not words)
    assert words in found.words


_SOURCE = st.builds(
    Source, st.sampled_from(SourceKind), st.sampled_from(Independence), st.sampled_from(["a", "b", "c"])
)


@pytest.mark.rule("FND-01")
@given(st.lists(_SOURCE, max_size=5), _SOURCE)
def test_one_source_more_never_takes_it_away(sources, more):
    if triangulated(sources):
        assert triangulated([*sources, more])
    assert triangulated(sources).allowed == triangulated(sources[::-1]).allowed


@pytest.mark.rule("FND-02")
def test_a_finding_says_what_shows_it():
    assert ready_to_agree(sources=1, passage="", named="")
    assert ready_to_agree(sources=0, passage="paragraph 44", named="A report")
    assert not ready_to_agree(sources=0, passage="paragraph 44", named="")
    assert not ready_to_agree(sources=0, passage=" ", named="A report")


@pytest.mark.rule("ACT-01")
def test_one_owner_and_a_day():
    assert one_owner(owner_may_act=True, due_on=TODAY, today=TODAY)
    assert one_owner(owner_may_act=False, due_on=TODAY, today=TODAY).reasons[0].field == "owner_id"
    assert one_owner(owner_may_act=True, due_on=None, today=TODAY).reasons[0].field == "due_on"
    assert not one_owner(owner_may_act=True, due_on=TODAY - timedelta(days=1), today=TODAY)


@pytest.mark.rule("ACT-02")
def test_not_to_implement_has_a_reason():
    assert reason_not_to_implement(response=Response.IMPLEMENT, words="")
    assert not reason_not_to_implement(response=Response.NOT, words="No money")
    assert reason_not_to_implement(response=Response.NOT, words="The law has changed since.")


@pytest.mark.rule("ACT-03")
def test_nobody_follows_up_their_own_work():
    me = uuid4()
    assert followed_up_by_another(by=me, owners=(uuid4(), None))
    assert not followed_up_by_another(by=me, owners=(uuid4(), me))
    assert not followed_up_by_another(by=None, owners=())


@pytest.mark.rule("EFF-04")
def test_a_measure_is_whole():
    whole = {
        "indicator_known": True, "measure": "", "measure_source": "", "direction": Direction.UP, "moves_from": TODAY,
        "review_on": TODAY + timedelta(days=90),
    }  # fmt: skip
    assert measure_whole(**whole)
    assert measure_whole(
        **whole | {"indicator_known": False, "measure": "Survey", "measure_source": "Healthwatch"}
    )
    for change, field in (
        ({"indicator_known": False}, "indicator_key"),
        ({"indicator_known": False, "measure": "Survey"}, "measure_source"),
        ({"direction": None}, "direction"),
        ({"moves_from": None}, "moves_from"),
        ({"review_on": None}, "review_on"),
        ({"review_on": TODAY - timedelta(days=1)}, "review_on"),
    ):
        assert measure_whole(**whole | change).reasons[0].field == field


@pytest.mark.rule("RPT-01")
def test_a_link_ends():
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert share_ends(to="The board's chair", until=now + timedelta(days=90), now=now)
    for to, until in (
        ("", now + timedelta(days=1)),
        ("x", None),
        ("x", now),
        ("x", now + timedelta(days=91)),
    ):
        assert not share_ends(to=to, until=until, now=now)
