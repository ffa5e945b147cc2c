"""Challenges at the board: who asked whom, about what, the answer and what came of it."""

from datetime import timedelta

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import AgendaItem, Challenge, Finding, Meeting
from goldenthread.assurance.vocabulary import (
    AssuranceLevel,
    EvidenceAudience,
    FindingKind,
    FindingOrigin,
    FindingState,
    MemberFunction,
    ReportKind,
    ReportStage,
)
from goldenthread.ground import moment
from tests.factories import access
from tests.factories import assurance as make
from tests.web.board.acting import day
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
SOON = moment.today() + timedelta(days=14)


@pytest.mark.requirement("R120")
def test_a_challenge_is_logged_with_its_answer_and_what_came_of_it(
    meeting,
    send,
    board_manager,
    board_member,
    chief_nurse,
    partner,
    other_partner,
    manager,
    scrutiny,
    client_of,
):
    """Who asked whom, in which meeting, about what; late ones stand out; the asked agency alone answers; satisfied or asked again."""
    asked = send(
        chief_nurse, "/board/challenges/ask", meeting=str(meeting.pk), asked_agency=str(partner.agency_id), about="figure",
        figure="D3", prompt="own", question="Who reads the reports of your call-outs?", **day("due_on", SOON),
    )  # fmt: skip
    assert asked.status_code == 302
    one = asked["Location"]
    for reader in (board_manager, board_member, scrutiny, partner):
        told = words(client_of(reader).get(one))
        assert f"Asked by {chief_nurse.name}, Sandgate Trust" in told
        assert "Asked of Sandgate Police" in told
        assert f"In which meeting Board, {moment.today():%-d %B %Y}" in told
        assert "A figure: Got what they wanted, fully or partly (D3)" in told
        assert "Who reads the reports" in told
        assert f"Answer due {SOON:%-d %B %Y}" in told
        assert "Nobody has answered yet" in told
    # Whoever has to answer is told where their day begins, and nobody else.
    for reader, where, mine in (
        (partner, "/partners/", True),
        (other_partner, "/partners/", False),
        (manager, "/desk/", False),
    ):
        assert ("Your agency was asked at the board" in words(client_of(reader).get(where))) is mine
    assert "Not answered in time" not in words(client_of(board_member).get("/board/"))
    with moment.at(moment.now() + timedelta(days=15)):
        for reader, where in (
            (board_member, "/board/"),
            (scrutiny, "/board/challenges/?standing=late"),
            (partner, "/board/"),
        ):
            page = client_of(reader).get(where)
            assert "Not answered in time" in words(page)
            assert one in page.content.decode()
    # Members answer for their own agency only; whoever is neither asked nor asking does not even see it.
    for other in (board_member, chief_nurse):
        assert client_of(other).get(f"{one}answer").status_code == 404
    other_agency = access.viewer(
        role=Role.PARTNER, agency_id=access.agency(kind=AgencyKind.FIRE, name="Fire")
    )
    assert client_of(other_agency).get(one).status_code == 404
    evidence = make.evidence(partner, title="Ten reports read")
    assert send(partner, f"{one}answer", words="").status_code == 422
    assert send(partner, f"{one}answer", words="A sergeant does.").status_code == 302
    # Those who answered are not the judges of it.
    assert client_of(partner).get(f"{one}settle").status_code == 403
    no = {"satisfied": "no", "words": "How often?", **day("due_on", SOON)}
    assert send(chief_nurse, f"{one}settle", **no).status_code == 302
    told = words(client_of(chief_nurse).get(one))
    assert "Not satisfied: asked again" in told
    assert "No evidence: the agency’s own word" in told
    assert send(partner, f"{one}answer", words="Ten a month.", evidence=str(evidence)).status_code == 302
    action = do.plan_action(board_manager, title="Read ten reports a month")
    yes = {
        "satisfied": "yes",
        "words": "The form asks for the words of the adult now.",
        "action": str(action),
    }
    assert send(chief_nurse, f"{one}settle", **yes).status_code == 302
    told = words(client_of(scrutiny).get(one))
    for said in ("A sergeant does.", "Ten a month.", "What shows it: Ten reports read", "Satisfied Yes",
                 "What happened The form asks", "Read ten reports a month"):  # fmt: skip
        assert said in told
    log = words(client_of(board_member).get("/board/challenges/"))
    assert "Settled" in log
    assert "The form asks for the words of the adult now." in log


@pytest.mark.parametrize("about", ["finding", "judgement", "report"])
def test_a_challenge_is_about_a_finding_a_judgement_or_a_report(
    about, meeting, finding, send, board_manager, board_member, manager, client_of
):
    round_id = make.round_begun(board_manager, manager)
    answer = make.answered(manager, round_id, claim="We tell everybody.")
    do.add_member(
        board_manager, review_id=round_id, function=MemberFunction.REVIEWER, user_id=board_member.user_id
    )
    report = do.keep_report(
        board_manager, kind=ReportKind.PLAN, stage=ReportStage.FINAL, council="Sandgate Council"
    )
    chosen = {"finding": finding, "judgement": answer, "report": report}[about]
    form = {
        "meeting": str(meeting.pk),
        "asked_agency": str(manager.agency_id),
        "about": about,
        "prompt": "a.1",
    }
    form |= day("due_on", SOON)
    nothing = send(board_manager, "/board/challenges/ask", asker="Independent chair", **form)
    assert nothing.status_code == 422
    assert f"Choose the {about}" in words(nothing)
    asked = send(
        board_manager, "/board/challenges/ask", asker="Independent chair", **form, **{about: str(chosen)}
    )
    told = client_of(board_member).get(asked["Location"])
    assert "Asked by Independent chair" in words(told)
    assert {"finding": "Tell referrers what came", "judgement": "We tell everybody.", "report": "version 1"}[
        about
    ] in words(told)
    assert f"/{chosen}" in told.content.decode()


def test_two_who_settle_at_once_do_not_overwrite_each_other(
    meeting, send, board_manager, board_member, partner, client_of
):
    ask = {
        "meeting": str(meeting.pk),
        "asked_agency": str(partner.agency_id),
        "about": "practice",
        "practice": "Their plan",
    }
    one = send(board_member, "/board/challenges/ask", prompt="a.1", **ask, **day("due_on", SOON))["Location"]
    send(partner, f"{one}answer", words="We looked.")
    stale = Challenge.objects.get().version
    send(board_member, f"{one}settle", satisfied="partly", words="One more look in spring.")
    late = client_of(board_manager).post(
        f"{one}settle", {"version": stale, "satisfied": "yes", "words": "Words of the second."}
    )
    assert late.status_code == 409
    assert "Words of the second." in late.content.decode()
    assert Challenge.objects.get().result == "One more look in spring."


@pytest.mark.requirement("R289")
def test_questions_on_wellbeing_alongside_safety_are_offered_and_counted(
    meeting, send, board_member, partner, scrutiny, client_of
):
    form = client_of(board_member).get("/board/challenges/ask")
    told = words(form)
    for question in (
        "promote wellbeing as well as safety",
        "understand what wellbeing is",
        "how hard it is to balance wellbeing",
    ):
        assert question in told
    assert "2017, appendix 2, challenge, first question" in told
    ask = {
        "meeting": str(meeting.pk),
        "asked_agency": str(partner.agency_id),
        "about": "practice",
        "practice": "Their plan",
    }
    assert (
        send(board_member, "/board/challenges/ask", prompt="a.1", **ask, **day("due_on", SOON)).status_code
        == 302
    )
    assert "0 of 1 challenge in the last twelve months asked about wellbeing" in words(
        client_of(scrutiny).get("/board/")
    )
    asked = send(board_member, "/board/challenges/ask", prompt="w.1", **ask, **day("due_on", SOON))
    one = words(client_of(scrutiny).get(asked["Location"]))
    assert "Do your ways of safeguarding set out to promote wellbeing as well as safety" in one
    assert "Wellbeing alongside safety (challenge-questions 2026-11.1 w.1)" in one
    assert "1 of 2 challenges in the last twelve months asked about wellbeing" in words(
        client_of(board_member).get("/board/")
    )
    assert client_of(scrutiny).get("/standards/challenge-questions/").status_code == 200
    # One's own words count where whoever asks says so.
    own = {"prompt": "own", "question": "Is she happier?", "wellbeing": "on", **day("due_on", SOON)}
    assert send(board_member, "/board/challenges/ask", **ask, **own).status_code == 302
    assert "2 of 3 challenges in the last twelve months asked about wellbeing" in words(
        client_of(board_member).get("/board/")
    )
    # A year later it is not of the last twelve months any more.
    with moment.at(moment.now() + timedelta(days=400)):
        assert "Nothing was asked in the last twelve months" in words(client_of(board_member).get("/board/"))
    # What is written down for a meeting to come was not asked yet.
    Meeting.objects.update(on=SOON)
    Challenge.objects.update(asked_on=SOON)
    assert "Nothing was asked in the last twelve months" in words(client_of(board_member).get("/board/"))


def test_an_agenda_item_of_another_meeting_is_not_asked_about(meeting, send, board_manager, partner):
    other = do.plan_meetings(
        board_manager, level=AssuranceLevel.BOARD, title="Next", first_on=SOON, with_story=True
    )[0]
    told = {
        "meeting": str(meeting.pk), "item": str(AgendaItem.objects.get(meeting_id=other).pk), "about": "practice",
        "asked_agency": str(partner.agency_id), "practice": "A plan", "prompt": "a.1", **day("due_on", SOON),
    }  # fmt: skip
    wrong = send(board_manager, "/board/challenges/ask", **told)
    assert wrong.status_code == 422
    assert "Choose an item of the meeting that you chose, or none" in words(wrong)


def test_a_challenge_and_an_agenda_quote_nothing_that_a_reader_may_not_open(
    meeting, send, board_manager, chief_nurse, manager, scrutiny, client_of
):
    round_id = make.round_begun(board_manager, manager, title="Round nobody knows")
    answer = make.answered(manager, round_id, claim="We lost twelve files.")
    report = do.keep_report(
        board_manager, kind=ReportKind.PLAN, stage=ReportStage.DRAFT, council="Sandgate Council"
    )
    finding = do.draft_finding(
        board_manager, kind=FindingKind.AREA, words="Files are lost.", origin=FindingOrigin.REPORT,
        named="A peer review", about={"passage": "44"},
    )  # fmt: skip
    Finding.objects.update(state=FindingState.AGREED, agreed_at=moment.now())
    own = make.evidence(manager, title="Minutes of our own team", audience=EvidenceAudience.AGENCY)
    item = {"title": "Our files", "evidence": [str(own)]}
    send(board_manager, f"/board/meetings/{meeting.pk}/items/add/report", **item)
    ask = {"meeting": str(meeting.pk), "asked_agency": str(manager.agency_id), "prompt": "a.1"}
    said = {}
    for about, id, secret, instead in (
        ("judgement", answer, "We lost twelve files", "An answer in a review that is not published yet"),
        ("finding", finding, "Files are lost", "A finding of a review that is not published yet"),
        ("report", report, "version 1", "A report that is not final yet"),
    ):
        told = {"about": about, about: str(id), **ask, **day("due_on", SOON)}
        said[send(board_manager, "/board/challenges/ask", **told)["Location"]] = (secret, instead)
    Finding.objects.update(state=FindingState.DRAFT, agreed_at=None)
    answered = next(iter(said))
    assert send(manager, f"{answered}answer", words="We looked.", evidence=str(own)).status_code == 302
    agenda = f"/board/meetings/{meeting.pk}/"
    for one, (secret, instead) in said.items():
        for page in (one, agenda, "/board/", "/board/challenges/"):
            assert secret in words(client_of(board_manager).get(page))
            for reader in (chief_nurse, scrutiny):
                read = words(client_of(reader).get(page))
                assert secret not in read
                assert "Round nobody knows" not in read
                assert instead in read
    for page in (answered, agenda):
        assert "Minutes of our own team" in words(client_of(manager).get(page))
        read = words(client_of(chief_nurse).get(page))
        assert "Minutes of our own team" not in read
        assert "Evidence EVD-" in read
