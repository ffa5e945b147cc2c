"""Where a day begins, for those whose day is assurance too: cases to read, rounds to answer, reviews they run, their own cases read."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import CaseView, SampledCase
from goldenthread.assurance.vocabulary import AuditState, Population, ReviewKind
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import LimbAnswer, Outcome, Signpost
from goldenthread.ground import moment
from tests.factories import access, concerns
from tests.factories import assurance as make
from tests.factories.enquiries import Staff

pytestmark = pytest.mark.django_db
TOOL = shipped()["person-led-audit"]


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def worker(cast):
    """Who carries the concern that is audited."""
    return cast[Role.FRONT_DOOR]


@pytest.fixture
def reader():
    return access.viewer(role=Role.SOCIAL_WORKER, name="Ada Reader")


@pytest.fixture
def audit(board_manager, worker, reader):
    """An audit under way of one concern, given to a reader who never worked on it."""
    staff = Staff()
    sent_away = concerns.screened(staff.front_door, protect=LimbAnswer.NO)
    concerns.decided(staff.manager, sent_away, Outcome.OTHER_RESPONSE, signpost=Signpost.HOUSING)
    Concern.objects.update(allocated_to=worker.user_id)
    review_id = do.open_review(
        board_manager, kind=ReviewKind.FILE_AUDIT, title="Audit of winter", scope="What was sent away",
        instrument=(TOOL.key, TOOL.version), due_on=moment.today(),
    )  # fmt: skip
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    do.draw_sample(
        board_manager, review_id=review_id, wanted={Population.SCREENED_OUT: 1}, since=moment.today(), seed="s",
        auditors=[reader.user_id], twice_in_100=0,
    )  # fmt: skip
    return review_id


def test_cases_to_read_and_ones_own_case_that_is_read_stand_on_the_desk(
    audit, board_manager, worker, reader, client_of
):
    reads, works, runs = client_of(reader), client_of(worker), client_of(board_manager)
    assert "1 of 1 case left for you to read." in text_of(reads.get("/desk/"))
    assert "1 reading of cases left." in text_of(runs.get("/desk/"))
    said = text_of(works.get("/desk/"))
    assert "One of your cases is in this audit." in said
    assert "Ada Reader" not in said
    case = SampledCase.objects.get()
    here = f"/audits/own/{case.pk}"
    assert here in works.get("/desk/").content.decode()
    assert "Ada Reader" not in text_of(works.get(here)), "who reads it is not told"
    assert works.post(here, {"words": " "}).status_code == 422
    assert works.post(here, {"words": "I rang, and nobody was in."}).status_code == 302
    assert "I rang, and nobody was in." in text_of(works.get(here))
    assert "in this audit" not in text_of(works.get("/desk/"))
    (task,) = queries.own_audits(reader)
    assert "I rang, and nobody was in." in text_of(reads.get(f"/audits/read/{task.id}"))
    # Nobody but whoever carries it says this, and not when the audit is over.
    other = access.viewer(role=Role.FRONT_DOOR, name="Somebody Else")
    assert client_of(other).get(here).status_code == 404
    assert client_of(other).post(here, {"words": "Not mine."}).status_code == 404
    do.end_looking(board_manager, review_id=audit, version=queries.review(board_manager, audit).version)
    assert works.post(here, {"words": "Too late."}).status_code == 409
    assert CaseView.objects.count() == 1
    assert "To be written up and published" in text_of(runs.get("/desk/"))
    assert "left for you to read" not in text_of(reads.get("/desk/"))
    assert task.state is not AuditState.DONE


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COMMISSIONER, Role.DATA_OFFICER, Role.BOARD_MANAGER])
def test_a_round_that_the_council_owes_stands_where_the_day_of_each_who_answers_begins(
    role, board_manager, cast, client_of
):
    who = cast[role]
    review_id = make.round_begun(board_manager, who, title="Round of winter")
    mine = client_of(who)
    first = mine.get("/account/home", follow=True)
    assert first.redirect_chain[-1][0] == "/desk/"
    assert "0 of 21 answers submitted." in text_of(first)
    answer = make.answered(who, review_id, "1.1")
    assert "1 of 21 answers submitted." in text_of(mine.get("/desk/"))
    runs = client_of(board_manager)
    assert "1 answer to agree or send back." in text_of(runs.get("/desk/"))
    do.send_back(board_manager, answer_id=answer, version=make.version_of(answer), words="How do you know?")
    assert "1 sent back" in text_of(mine.get("/desk/"))
    assert "to agree or send back" not in text_of(runs.get("/desk/"))


def test_a_desk_asks_no_more_however_much_waits(audit, board_manager, worker, reader, manager, client_of):
    counts = {}
    for who in (reader, worker, manager, board_manager):
        client = client_of(who)
        client.get("/desk/")
        with CaptureQueriesContext(
            connection,
        ) as before:
            client.get("/desk/")
        counts[who.name] = len(before)
    for number in range(2):
        make.round_begun(
            board_manager, manager, board_manager, title=f"Round {number}"
        ) if number else make.round_begun(board_manager, manager, title="Round")
    for who in (reader, worker, manager, board_manager):
        client = client_of(who)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as after:
            client.get("/desk/")
        # One more where a round is owed: its answers.
        assert len(after) <= counts[who.name] + 1, [each["sql"][:90] for each in after]
        assert len(after) <= 22, len(after)
