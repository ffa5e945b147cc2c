"""Stories told to the board: consented, planned, and what was decided because of them."""

from datetime import timedelta

import pytest

from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import AgendaItem, Meeting
from goldenthread.assurance.vocabulary import (
    EvidenceAudience,
    EvidenceKind,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground import moment
from tests.factories import assurance as make
from tests.web.board.acting import day, held
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R029")
def test_stories_reach_the_board_in_a_planned_way_and_lead_to_decisions(
    send, board_manager, manager, board_member, scrutiny, client_of
):
    first = moment.today() + timedelta(days=10)
    plan = {
        "level": "board",
        "title": "Board",
        "count": 4,
        "weeks": 13,
        "with_story": "on",
        **day("first_on", first),
    }
    assert send(board_manager, "/board/meetings/plan", **plan).status_code == 302
    assert [row.on for row in Meeting.objects.all()] == [first + timedelta(weeks=13 * n) for n in range(4)]
    nearest = Meeting.objects.first()
    # A place is kept at each; the one that is near has no story, and that is said.
    home = words(client_of(board_member).get("/board/"))
    assert "A place is kept, and no story is chosen yet" in home
    assert "1 meeting without a story" in home
    unnamed = {
        "kind": EvidenceKind.STORY,
        "sort": SourceKind.VOICE,
        "consented": True,
        "anonymised": True,
        "file": None,
        "summary": "It took months.",
    }
    story = make.evidence(manager, title="Staying at home", **unnamed)
    own = make.evidence(manager, title="Kept in the council", audience=EvidenceAudience.AGENCY, **unnamed)
    survey = make.evidence(manager, title="A survey", sort=SourceKind.VOICE)
    review = do.open_review(
        board_manager,
        kind=ReviewKind.AGENCY_REVIEW,
        title="How plans are made",
        scope="Plans",
        questions=("Who asks?",),
    )
    item = AgendaItem.objects.get(meeting=nearest)
    change = f"/board/meetings/{nearest.pk}/items/{item.pk}"
    form = client_of(board_manager).get(change).content.decode()
    assert str(story) in form
    assert str(own) not in form
    assert str(survey) not in form
    told = {"title": "A person's story", "given_by": "Quality checkers", "review": str(review)}
    assert send(board_manager, change, **told, story=str(survey)).status_code == 422
    assert send(board_manager, change, **told, story=str(story)).status_code == 302
    assert "no story is chosen yet" not in words(client_of(board_member).get("/board/"))
    # What the board decided is written down once it was held, on its day.
    assert send(board_manager, f"/board/meetings/{nearest.pk}/held").status_code == 409
    with moment.at(moment.now() + timedelta(days=10)):
        held(send, board_manager, nearest.pk)
        decided = {"decided": "Ask on the first day where they want to live."}
        action = do.plan_action(board_manager, title="Ask on the first day")
        assert send(board_manager, f"{change}/record", **decided, action=str(action)).status_code == 302
        page = words(client_of(scrutiny).get(f"/board/meetings/{nearest.pk}/"))
        for said in ("Staying at home", "Speaks to the review A review that is not published yet",
                     "Ask on the first day where they want to live.", "What follows ACT-"):  # fmt: skip
            assert said in page
        told = words(client_of(board_manager).get(f"/reviews/{review}/"))
        assert f"Stories told to the board about it A person&#39;s story, {first:%-d %B %Y}" in told
        assert "How plans are made" in words(client_of(board_manager).get(f"/board/meetings/{nearest.pk}/"))
        assert "A person’s story was told at 1 of 1 board meeting" in words(
            client_of(scrutiny).get("/board/")
        )


def test_a_story_whose_consent_was_withdrawn_is_no_story_any_more(
    send, board_manager, manager, board_member, meeting, client_of
):
    told = {
        "kind": EvidenceKind.STORY,
        "consented": True,
        "anonymised": True,
        "file": None,
        "summary": "Months.",
    }
    story = make.evidence(manager, title="Staying at home", sort=SourceKind.VOICE, **told)
    item = {"title": "A person's story", "story": str(story)}
    assert send(board_manager, f"/board/meetings/{meeting.pk}/items/add/story", **item).status_code == 302
    pages = ("/board/", f"/board/meetings/{meeting.pk}/")
    for page in pages:
        assert "Staying at home" in words(client_of(board_member).get(page))
    do.withdraw_evidence(manager, evidence_id=story, version=1, words="She changed her mind.")
    for page in pages:
        said = words(client_of(board_member).get(page))
        assert "Staying at home" not in said
        assert "no story is chosen yet" in said
    assert "A story that may not be told any more: choose another" in said
    assert "Choose the story" in words(client_of(board_manager).get(pages[1]))
    held(send, board_manager, meeting.pk)
    assert "It was held without a story" in words(client_of(board_member).get(pages[1]))
    assert "Staying at home" not in words(client_of(board_member).get(pages[1]))


def test_a_story_that_was_told_and_withdrawn_later_was_told(send, board_manager, manager, meeting, client_of):
    told = {
        "kind": EvidenceKind.STORY,
        "consented": True,
        "anonymised": True,
        "file": None,
        "summary": "Months.",
    }
    story = make.evidence(manager, title="Staying at home", sort=SourceKind.VOICE, **told)
    item = {"title": "A person's story", "story": str(story)}
    send(board_manager, f"/board/meetings/{meeting.pk}/items/add/story", **item)
    held(send, board_manager, meeting.pk)
    with moment.at(moment.now() + timedelta(days=2)):
        do.withdraw_evidence(manager, evidence_id=story, version=1, words="She changed her mind.")
        for page in ("/board/", f"/board/meetings/{meeting.pk}/"):
            said = words(client_of(board_manager).get(page))
            assert "without a story" not in said
            assert "Staying at home" not in said
            assert "A story that may not be told any more" in said


def test_a_story_without_consent_cannot_be_told(board_manager, manager, meeting):
    from goldenthread.assurance.procedures import ItemTold
    from goldenthread.assurance.vocabulary import AgendaKind
    from goldenthread.ground.verdicts import Refused

    survey = make.evidence(manager, title="A survey", sort=SourceKind.VOICE)
    with pytest.raises(Refused) as no:
        do.add_item(
            board_manager,
            meeting_id=meeting.pk,
            told=ItemTold(kind=AgendaKind.STORY, title="A story", story_id=survey),
        )
    assert no.value.verdict.codes == ("BRD-04",)
    assert not AgendaItem.objects.exists()
