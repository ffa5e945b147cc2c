"""Reviews: who opens one, who is let in, and what a stale page is told."""

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import MemberFunction, ReviewKind, ReviewState
from goldenthread.ground.verdicts import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def review_id(board_manager):
    return do.open_review(
        board_manager, kind=ReviewKind.PEER_REVIEW, title="Peer review of 2026", scope="Accountability",
        questions=("Who answers for what?", " "),
    )  # fmt: skip


def test_a_key_question_too_long_for_a_finding_is_refused_with_its_first_words(board_manager):
    told = {"kind": ReviewKind.PEER_REVIEW, "title": "Peer review", "scope": ""}
    with pytest.raises(Refused) as refusal:
        do.open_review(board_manager, questions=("Who answers?", "How far " + "and how " * 40), **told)
    (reason,) = refusal.value.verdict.reasons
    assert reason.field == "questions"
    assert "begins “How far and how" in reason.words
    assert do.open_review(board_manager, questions=("x" * 300,), **told)


def test_a_reviewer_sees_the_review_they_are_let_into_while_they_take_part(review_id, board_manager, cast):
    from goldenthread.access.vocabulary import Role

    reviewer = cast[Role.REVIEWER]
    assert queries.reviews(reviewer) == ()
    with pytest.raises(NotThere):
        queries.review(reviewer, review_id)
    member = do.add_member(
        board_manager, review_id=review_id, function=MemberFunction.LEADER, user_id=reviewer.user_id
    )
    assert [row.id for row in queries.reviews(reviewer)] == [review_id]
    do.end_member(board_manager, review_id=review_id, member_id=member)
    with pytest.raises(NotThere):
        queries.review(reviewer, review_id)


def test_a_review_begins_once_and_a_stale_page_is_refused(review_id, board_manager, board_member):
    page = queries.review(board_manager, review_id)
    assert page.questions == ("Who answers for what?",)
    do.begin_review(board_manager, review_id=review_id, version=page.version)
    with pytest.raises(Refused):
        do.begin_review(board_manager, review_id=review_id, version=page.version)
    now = queries.review(board_manager, review_id)
    assert now.state is ReviewState.UNDER_WAY
    assert [step.what for step in now.steps] == ["Begun", "Peer review opened"]
    with pytest.raises(NotThere):
        queries.review(board_member, review_id)


def test_only_whoever_runs_assurance_opens_reviews(manager, auditor):
    for somebody in (manager, auditor):
        with pytest.raises(Refused):
            do.open_review(somebody, kind=ReviewKind.DEEP_DIVE, title="A look of our own")
