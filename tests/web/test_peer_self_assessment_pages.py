"""What the council says of itself before a visit, from the asking to the report, as each of those who take part."""

import re
from datetime import timedelta

import pytest

from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.models import ReviewSession
from goldenthread.assurance.vocabulary import Independence, MemberFunction, ReviewKind, SessionKind
from goldenthread.ground import moment

pytestmark = pytest.mark.django_db
QUESTIONS = ("Who answers for what?", "Is it assurance or reassurance?")


@pytest.fixture
def review_id(board_manager, reviewer, manager):
    """A review that is being planned, its leader without conflicts."""
    made = do.open_review(
        board_manager,
        kind=ReviewKind.PEER_REVIEW,
        title="Peer review",
        scope="Assurance",
        questions=QUESTIONS,
    )
    do.add_member(board_manager, review_id=made, function=MemberFunction.LEADER, user_id=reviewer.user_id)
    do.add_member(board_manager, review_id=made, function=MemberFunction.CONTACT, user_id=manager.user_id)
    do.declare_conflicts(reviewer, review_id=made, words="None")
    return made


@pytest.fixture
def send(client_of):
    """Send a form as somebody, from the page as it stands."""

    def sent(by, address, /, **told):
        client = client_of(by)
        version = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
        return client.post(address, {"version": version[1] if version else "", **told})

    return sent


@pytest.fixture
def asked(review_id, reviewer):
    """The first question as it was asked."""
    do.ask_for_self_assessment(reviewer, review_id=review_id, due_on=moment.today())
    return queries.on_site(reviewer, review_id).of_itself[0]


def begin_visit(review_id):
    ReviewSession.objects.create(
        review_id=review_id, kind=SessionKind.VISIT, title="The front door", at=moment.now(),
        independence=Independence.OWN,
    )  # fmt: skip


def plain(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.requirement("R007")
def test_the_council_says_how_it_sees_itself_on_each_key_question_and_the_team_weighs_it_there(
    review_id, send, board_manager, reviewer, manager, client_of
):
    site, due = f"/on-site/{review_id}", moment.today() + timedelta(days=3)
    day = {"due_on-day": str(due.day), "due_on-month": str(due.month), "due_on-year": str(due.year)}
    assert "Ask for a self-assessment" in plain(client_of(reviewer).get(site))
    assert "Ask for a self-assessment" not in plain(client_of(manager).get(site)), "the team asks"
    assert send(manager, f"{site}/self-assessment/ask", **day).status_code == 409
    assert send(reviewer, f"{site}/self-assessment/ask").status_code == 422, "by a date"
    assert send(reviewer, f"{site}/self-assessment/ask", **day).status_code == 302
    assert "every key question" in plain(send(reviewer, f"{site}/self-assessment/ask", **day)).casefold()
    assert "Ask for a self-assessment" not in plain(client_of(reviewer).get(site)), "all is asked"
    # Where the day of the agency's contact begins, each question waits as a document does.
    assert "2 documents asked for." in client_of(manager).get("/desk/").content.decode()
    assert plain(client_of(reviewer).get(site)).count("Not sent yet; asked for by") == 2
    first, second = queries.on_site(reviewer, review_id).of_itself
    assert (first.question, second.question) == QUESTIONS
    tell = f"{site}/self-assessment/{first.id}"
    assert "Say how the council sees itself" in plain(client_of(manager).get(site))
    assert "Say how the council sees itself" not in plain(client_of(reviewer).get(site))
    told = {"progress": "One page says <b>who</b>.", "improvements": "Out of hours."}
    assert send(reviewer, tell, **told).status_code == 409, "the agency says it, not the team"
    assert send(manager, tell, **told).status_code == 302
    assert "1 document asked for." in client_of(manager).get("/desk/").content.decode()
    # The team reads it under its question, with the other one still to come.
    page = plain(client_of(reviewer).get(site))
    under, after = page.split(f"1. {QUESTIONS[0]}")[1].split(f"2. {QUESTIONS[1]}")
    for words in ("One page says &lt;b&gt;who&lt;/b&gt;.", "Strengths None named", "Out of hours.", f"Sent by {manager.name}"):  # fmt: skip
        assert words in under
    assert "Not sent yet" in after
    # A finding is written beside it, which it is one source of.
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    beside = client_of(reviewer).get(f"{tell}/finding")
    assert "Out of hours." in plain(beside)
    found = {"kind": "area", "words": "Nobody signs off at night."}
    assert send(reviewer, f"{tell}/finding", **found).status_code == 302
    (finding,) = queries.findings_of(reviewer, review_id)
    assert finding.question == QUESTIONS[0]
    (source,) = queries.finding(reviewer, finding.id).sources
    assert source.origin == "What the council said of itself before the visit"
    under = plain(client_of(reviewer).get(site)).split(f"1. {QUESTIONS[0]}")[1].split(f"2. {QUESTIONS[1]}")[0]
    assert "Nobody signs off at night." in under
    # The report tells it in a chapter of its own, by key question.
    kept = send(board_manager, "/reports/", what=f"review:{review_id}", stage="draft", note="")
    report = plain(client_of(board_manager).get(kept["Location"]))
    chapter = report.split("What the council said of itself", 1)[1].split("What was found", 1)[0]
    order = (QUESTIONS[0], "One page says", "None named.", "Out of hours.", QUESTIONS[1], "Nothing was sent")
    assert [chapter.index(words) for words in order] == sorted(chapter.index(words) for words in order)


def test_a_report_has_no_chapter_of_what_nobody_said(review_id, asked, board_manager, client_of, send):
    kept = send(board_manager, "/reports/", what=f"review:{review_id}", stage="draft", note="")
    report = plain(client_of(board_manager).get(kept["Location"]))
    assert "What was found" in report
    assert "said of itself" not in report


def test_what_was_typed_stays_where_it_cannot_be_sent_and_nothing_changes_once_the_visit_begins(
    review_id, asked, send, manager, reviewer, client_of
):
    address = f"/on-site/{review_id}/self-assessment/{asked.id}"
    empty = send(manager, address, progress="  ", strengths="", improvements="")
    assert empty.status_code == 409
    assert "Write at least one of the three" in plain(empty)
    long = send(manager, address, progress="x" * 20_001, strengths="We listen.")
    assert long.status_code == 422
    assert "We listen." in plain(long)
    assert send(manager, address, strengths="We listen.").status_code == 302
    old = client_of(manager).post(address, {"version": "1", "strengths": "We hear."})
    assert old.status_code == 409
    assert "We hear." in plain(old)
    assert "Somebody else has changed this" in plain(old)
    assert send(manager, address, strengths="We listen well.").status_code == 302
    begin_visit(review_id)
    assert "Change what you said" not in plain(client_of(manager).get(f"/on-site/{review_id}"))
    changed = send(manager, address, strengths="We are the best.")
    assert changed.status_code == 409
    assert "stays as it was" in plain(changed)
    assert "We are the best." in plain(changed), "what was typed is not lost"
    first, second = queries.on_site(reviewer, review_id).of_itself
    assert (first.strengths, first.late) == ("We listen well.", False)
    # What was not sent in time is better late than never, and says that it was late.
    assert (
        send(manager, f"/on-site/{review_id}/self-assessment/{second.id}", progress="Some.").status_code
        == 302
    )
    assert "when the visit had begun" in plain(client_of(reviewer).get(f"/on-site/{review_id}"))


def test_a_question_that_came_later_is_asked_alone_and_one_that_went_keeps_its_answer(
    review_id, asked, board_manager, reviewer, manager
):
    do.tell_of_itself(
        manager, review_id=review_id, paper_id=asked.id, version=1, progress="One page.", strengths="", improvements=""
    )  # fmt: skip
    held = queries.review(board_manager, review_id)
    do.change_review(
        board_manager, review_id=review_id, version=held.version, title=held.title, scope=held.scope,
        questions=(QUESTIONS[1], "Are adults safer?"), instrument=("", ""), requested_by="", begins_on=None, due_on=None,
    )  # fmt: skip
    assert do.ask_for_self_assessment(reviewer, review_id=review_id, due_on=moment.today()) == 1
    told = queries.on_site(reviewer, review_id).of_itself
    assert [each.question for each in told] == [QUESTIONS[1], "Are adults safer?", QUESTIONS[0]]
    assert told[-1].progress == "One page."


def test_what_nobody_can_send_any_more_does_not_wait_for_the_contact(
    review_id, asked, board_manager, manager, client_of
):
    for move in (do.begin_review, do.end_looking):
        move(board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version)
    desk = client_of(manager).get("/desk/").content.decode()
    assert "The report is being written" in desk
    assert "asked for." not in desk
