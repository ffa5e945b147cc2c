"""A peer review on site: what is said to the team stays with it, and findings rest on more than one way of looking."""

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.models import Review
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    NoteLeans,
    PaperState,
    ReviewKind,
    SessionKind,
    SessionState,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused

pytestmark = pytest.mark.django_db

SESSION = {
    "kind": SessionKind.FOCUS_GROUP, "title": "Carers", "at": None, "minutes": 60, "who": "Eight carers", "people": 8,
    "theme": "", "question": "", "independence": Independence.EXTERNAL, "host": "Jo Bright",
}  # fmt: skip


@pytest.fixture
def review_id(board_manager, reviewer, manager):
    made = do.open_review(
        board_manager, kind=ReviewKind.PEER_REVIEW, title="Peer review", scope="Assurance", questions=("Who answers?",)
    )  # fmt: skip
    do.add_member(board_manager, review_id=made, function=MemberFunction.LEADER, user_id=reviewer.user_id)
    do.add_member(board_manager, review_id=made, function=MemberFunction.CONTACT, user_id=manager.user_id)
    do.begin_review(board_manager, review_id=made, version=queries.review(board_manager, made).version)
    return made


@pytest.fixture
def declared(review_id, reviewer):
    do.declare_conflicts(reviewer, review_id=review_id, words="None")
    return review_id


def test_nothing_is_noted_before_conflicts_are_declared(review_id, reviewer):
    with pytest.raises(Refused, match="conflicts of interest"):
        do.note(reviewer, review_id=review_id, words="Staff are proud.", sort=SourceKind.VOICE)
    do.declare_conflicts(reviewer, review_id=review_id, words="My sister works at the hospital.")
    do.note(reviewer, review_id=review_id, words="Staff are proud.", sort=SourceKind.VOICE)
    (member,) = (
        m for m in queries.review(reviewer, review_id).members if m.function is MemberFunction.LEADER
    )
    assert member.conflicts == "My sister works at the hospital."


def test_what_is_said_to_the_team_is_not_read_by_those_who_are_looked_at(
    declared, reviewer, manager, board_manager
):
    session = do.plan_session(manager, review_id=declared, told=SESSION)
    do.note(reviewer, review_id=declared, session_id=session, words="Nobody rang back.", leans=NoteLeans.AREA)
    (row,) = queries.on_site(reviewer, declared).notes
    assert (row.sort, row.independence, row.session) == (SourceKind.VOICE, Independence.EXTERNAL, "Carers")
    for other in (manager, board_manager):
        site = queries.on_site(other, declared)
        assert site.notes == ()
        assert [each.notes for each in site.sessions] == [None]
        with pytest.raises(Refused, match="Only the team"):
            do.note(other, review_id=declared, words="They said so.", sort=SourceKind.VOICE)
    with pytest.raises(Refused, match="not who said it"):
        do.note(reviewer, review_id=declared, session_id=session, words="Jo Bright was open.")


def test_a_finding_of_two_ways_of_looking_is_triangulated_and_tells_no_note(declared, reviewer, manager):
    carers = do.plan_session(manager, review_id=declared, told=SESSION)
    minutes = do.plan_session(
        manager, review_id=declared, told={**SESSION, "kind": SessionKind.READING, "title": "Minutes of the board", "host": ""}
    )  # fmt: skip
    said = do.note(reviewer, review_id=declared, session_id=carers, words="Nobody rang me back.")
    read = do.note(
        reviewer, review_id=declared, session_id=minutes, words="Feedback was never on the agenda."
    )
    take = {
        "review_id": declared,
        "kind": FindingKind.AREA,
        "words": "Referrers are not told.",
        "about": {"theme": "7"},
    }
    one = do.take_up(reviewer, note_ids=[said], **take)
    assert not queries.finding(reviewer, one).line.shown_by
    more = do.note(reviewer, review_id=declared, session_id=carers, words="I never heard.")
    both = queries.finding(reviewer, do.take_up(reviewer, note_ids=[more, read], **take))
    assert both.line.shown_by
    assert {source.origin for source in both.sources} == {"Carers", "Minutes of the board"}
    assert "I never heard" not in repr(both)
    with pytest.raises(Refused, match="at least one note"):
        do.take_up(reviewer, note_ids=[], **take)
    with pytest.raises(Refused, match="A finding rests on it"):
        do.withdraw_note(reviewer, review_id=declared, note_id=read)


def test_a_withdrawn_note_is_read_by_nobody(declared, reviewer, cast):
    made = do.note(reviewer, review_id=declared, words="I misheard.", sort=SourceKind.VOICE)
    do.withdraw_note(reviewer, review_id=declared, note_id=made)
    do.withdraw_note(reviewer, review_id=declared, note_id=made)
    assert queries.on_site(reviewer, declared).notes == ()


def test_the_programme_is_kept_and_a_stale_page_is_refused(declared, reviewer, manager):
    session = do.plan_session(manager, review_id=declared, told=SESSION)
    do.change_session(
        reviewer, review_id=declared, session_id=session, version=1, state=SessionState.HELD, told={**SESSION, "people": 6}
    )  # fmt: skip
    with pytest.raises(Refused, match="Somebody else"):
        do.change_session(
            manager,
            review_id=declared,
            session_id=session,
            version=1,
            state=SessionState.CANCELLED,
            told=SESSION,
        )
    (row,) = queries.on_site(manager, declared).sessions
    assert (row.people, row.state) == (6, SessionState.HELD)


def test_papers_are_asked_for_by_the_team_and_answered_by_the_contact(
    declared, reviewer, manager, board_manager
):
    paper = do.ask_for_paper(reviewer, review_id=declared, what="Annual report", due_on=moment.today())
    answer = {"review_id": declared, "paper_id": paper, "version": 1, "state": PaperState.SENT}
    with pytest.raises(Refused, match="contact"):
        do.answer_paper(reviewer, **answer, answer="Here")
    with pytest.raises(Refused, match="Say where"):
        do.answer_paper(manager, **answer, answer=" ")
    do.answer_paper(manager, **answer, answer="On the council's site.")
    (row,) = queries.on_site(reviewer, declared).papers
    assert (row.state, row.answer, row.answered_by) == (
        PaperState.SENT,
        "On the council's site.",
        manager.name,
    )


def test_methods_used_and_not_used_are_stated(declared, reviewer, manager):
    version = queries.review(reviewer, declared).version
    do.state_methods(
        reviewer,
        review_id=declared,
        version=version,
        used=[SessionKind.INTERVIEW],
        not_used="It read no case files.",
    )
    page = queries.on_site(manager, declared)
    assert page.methods_used == (SessionKind.INTERVIEW,)
    assert page.methods_not_used == "It read no case files."


def test_a_reviewer_of_another_review_sees_nothing_of_it(declared, cast):
    from goldenthread.access.vocabulary import Role
    from tests.factories import access

    with pytest.raises(NotThere):
        queries.on_site(access.viewer(role=Role.REVIEWER), declared)


def test_a_published_report_may_name_a_way_of_its_own(declared, reviewer, board_manager, client_of):
    do.state_methods(
        reviewer, review_id=declared, version=queries.review(reviewer, declared).version, used=[SessionKind.VISIT], not_used=""
    )  # fmt: skip
    row = Review.objects.get(pk=declared)
    Review.objects.filter(pk=declared).update(methods_used=[*row.methods_used, "Read from its report"])
    assert queries.on_site(board_manager, declared).methods_told == ("Visit", "Read from its report")
    assert queries.review(board_manager, declared).methods_used == ("Visit", "Read from its report")
    assert client_of(board_manager).get(f"/on-site/{declared}").status_code == 200
