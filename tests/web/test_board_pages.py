"""The board's own work through its pages: stories, challenges, upward assurance, learning from elsewhere, risks in services."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import AgendaItem, Challenge, Finding, Meeting
from goldenthread.assurance.queries.meetings import meetings
from goldenthread.assurance.vocabulary import (
    AssuranceLevel,
    EvidenceAudience,
    EvidenceKind,
    FindingKind,
    FindingOrigin,
    FindingState,
    MemberFunction,
    OutsideBody,
    ReportKind,
    ReportStage,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground import moment
from tests.factories import access
from tests.factories import assurance as make
from tests.web.figures.test_over_time import AS_AT, cube_of, words
from tests.web.figures.test_own_and_quality import reported

pytestmark = pytest.mark.django_db
SOON = moment.today() + timedelta(days=14)


def day(name, on):
    """A date in the three boxes of a form."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def send(client_of):
    """Send a form as somebody, from the page as it stands; returns the answer."""

    def sent(by, address, /, **told):
        client = client_of(by)
        page = client.get(address).content.decode()
        version = re.search(r'name="version" value="(\d+)"', page)
        return client.post(address, {"version": version[1] if version else "", **told})

    return sent


@pytest.fixture
def meeting(send, board_manager):
    """A meeting of the board, today."""
    plan = {"level": "board", "title": "Board", "count": 1, "weeks": 1, **day("first_on", moment.today())}
    assert send(board_manager, "/board/meetings/plan", **plan).status_code == 302
    return Meeting.objects.get()


@pytest.fixture
def chief_nurse(db):
    """A member of the board for the hospitals."""
    return access.viewer(
        role=Role.BOARD_MEMBER, agency_id=access.agency(kind=AgencyKind.NHS, name="Sandgate Trust")
    )


@pytest.fixture
def finding(board_manager):
    made = do.draft_finding(
        board_manager, kind=FindingKind.AREA, words="Tell referrers what came of it.", origin=FindingOrigin.REPORT,
        named="A peer review", about={"passage": "44"},
    )  # fmt: skip
    Finding.objects.filter(pk=made).update(state=FindingState.AGREED, agreed_at=moment.now())
    return made


def held(send, by, meeting_id):
    assert send(by, f"/board/meetings/{meeting_id}/held", minutes="On the board's pages").status_code == 302


def test_a_day_that_is_years_away_is_a_slip_of_the_pen(meeting, send, board_manager):
    far = moment.today().replace(year=9999, day=1)
    plan = {"level": "board", "title": "Board", "count": 24, "weeks": 52, **day("first_on", far)}
    refused = send(board_manager, "/board/meetings/plan", **plan)
    assert refused.status_code == 409
    assert "Check the year" in words(refused)
    changed = send(board_manager, f"/board/meetings/{meeting.pk}/change", title="Board", **day("on", far))
    assert "Check the year" in words(changed)
    assert [each.on for each in Meeting.objects.all()] == [moment.today()]


# Challenges.


@pytest.mark.requirement("R120")
def test_a_challenge_is_logged_with_its_answer_and_what_came_of_it(
    meeting, send, board_manager, board_member, chief_nurse, partner, scrutiny, client_of
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
    # What is written down for a meeting to come was not asked yet.
    Meeting.objects.update(on=SOON)
    Challenge.objects.update(asked_on=SOON)
    assert "Nothing was asked in the last twelve months" in words(client_of(board_member).get("/board/"))


# Stories.


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
    assert "The consent was withdrawn: choose another story" in said
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
            assert "A story that was withdrawn" in said


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


# Upward assurance.


@pytest.mark.requirement("R052")
def test_assurance_goes_up_from_team_to_scrutiny_and_gaps_show(
    send, board_manager, manager, board_member, scrutiny, data_officer, client_of
):
    assert send(board_manager, "/board/assurance/add", title="Annual report 2025-26").status_code == 302
    before = words(client_of(board_member).get("/board/assurance/"))
    assert "Something is missing at 5 of 5 levels" in before
    form = client_of(board_manager)
    evidence = make.evidence(manager, title="What adults said", sort=SourceKind.VOICE)
    levels = ("team", "service", "board", "wellbeing", "scrutiny")
    for level in levels:
        plan = {
            "level": level,
            "title": f"Meeting of {level}",
            "count": 1,
            "weeks": 1,
            **day("first_on", moment.today()),
        }
        assert send(board_manager, "/board/meetings/plan", **plan).status_code == 302
        row = Meeting.objects.get(level=level)
        add = f"/board/meetings/{row.pk}/items/add/report"
        chain = re.search(
            r'<option value="([0-9a-f-]{36})"[^>]*>Annual report 2025-26', form.get(add).content.decode()
        )[1]
        told = {"title": "Annual report", "given_by": f"Who answers to {level}", "chain": chain}
        # The board is told without evidence; nobody asks anything at the health and wellbeing board.
        assert (
            send(board_manager, add, **told, evidence=[] if level == "board" else [str(evidence)]).status_code
            == 302
        )
        held(send, board_manager, row.pk)
        if level != "wellbeing":
            asks = scrutiny if level == "scrutiny" else board_manager
            ask_of_the_report(send, asks, row, manager, board_manager, client_of)
        item = row.items.get()
        record = f"/board/meetings/{row.pk}/items/{item.pk}/record"
        assert send(board_manager, record, decided="It goes up.").status_code == 422
        assert send(board_manager, record, decided="It goes up.", assured="partly").status_code == 302
    for reader in (board_member, scrutiny, manager, data_officer):
        page = words(client_of(reader).get("/board/assurance/"))
        for level in levels:
            assert f"Who answers to {level} to Meeting of {level} , {moment.today():%-d %B %Y}" in page
        assert page.count("What adults said") == 4
        assert page.count("Partly assured It goes up.") == 5
        assert page.count("How do you know?") == 4
        assert page.count("It was given without evidence: reassurance, not assurance") == 1
        assert page.count("Nobody asked anything") == 1
        assert "Something is missing at 2 of 5 levels" in page


def ask_of_the_report(send, by, row, manager, board_manager, client_of):
    """Ask about the report on the agenda, from its own page; have it answered, and settle it."""
    item = row.items.get()
    page = client_of(by).get(f"/board/meetings/{row.pk}/").content.decode()
    address = f"/board/challenges/ask?item={item.pk}"
    assert address in page
    assert address in client_of(by).get("/board/assurance/").content.decode()
    form = client_of(by).get(address).content.decode()
    for chosen in (item.pk, row.pk):
        assert re.search(rf'<option value="{chosen}"\s+selected', form)
    told = {
        "meeting": str(row.pk), "item": str(item.pk), "asked_agency": str(manager.agency_id), "about": "practice",
        "practice": "Annual report", "prompt": "own", "question": "How do you know?", **day("due_on", SOON),
    }  # fmt: skip
    one = send(by, address, **told)["Location"]
    assert "On the agenda item Annual report" in words(client_of(by).get(one))
    assert send(manager, f"{one}answer", words="We looked.").status_code == 302
    assert send(board_manager, f"{one}settle", satisfied="yes", words="Good.").status_code == 302


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


def test_what_was_withdrawn_is_no_assurance(
    send, board_manager, manager, board_member, partner, meeting, client_of
):
    chain = do.open_chain(board_manager, title="Annual report")
    evidence = make.evidence(manager, title="What adults said", sort=SourceKind.VOICE)
    told = {
        "title": "Annual report",
        "given_by": "Head of service",
        "chain": str(chain),
        "evidence": [str(evidence)],
    }
    send(board_manager, f"/board/meetings/{meeting.pk}/items/add/report", **told)
    held(send, board_manager, meeting.pk)
    ask = {
        "item": str(meeting.items.get().pk), "meeting": str(meeting.pk), "asked_agency": str(partner.agency_id),
        "about": "practice", "practice": "Their plan", "prompt": "a.1", **day("due_on", SOON),
    }  # fmt: skip
    one = send(board_manager, "/board/challenges/ask", **ask)["Location"]
    before = words(client_of(board_member).get("/board/assurance/"))
    assert "Nobody asked anything" not in before
    assert "without evidence" not in before
    assert send(board_manager, f"{one}withdraw", words="Asked by mistake.").status_code == 302
    do.withdraw_evidence(manager, evidence_id=evidence, version=1, words="It was wrong.")
    after = words(client_of(board_member).get("/board/assurance/"))
    assert "Nobody asked anything" in after
    assert "It was given without evidence" in after
    assert "What adults said (withdrawn: it does not count)" in after
    (row,) = meetings(board_member)
    assert (row.asked, row.open) == (0, 0)


# What readers may not open.


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


# Learning from elsewhere.


@pytest.mark.requirement("R230")
def test_learning_from_networks_is_brought_in_and_cited(
    finding, send, board_manager, manager, board_member, client_of
):
    action = do.plan_action(board_manager, title="Three sentences for referrers")
    empty = words(client_of(board_member).get("/board/learning/"))
    for body in ("Regional performance leads", "ADASS", "LGA"):
        assert f"{body} 0 Nothing was learnt from it yet" in empty
    for body, title in (("regional_leads", "Leads' meeting"), ("adass", "Workshop"), ("lga", "Guide")):
        told = {
            "body": body,
            "title": title,
            "passage": "Item 4",
            "learnt": f"What {title} taught",
            **day("on", moment.today()),
        }
        assert send(manager, "/board/learning/add", **told).status_code == 302
    listed = client_of(manager).get("/board/learning/")
    assert words(listed).count("Used nowhere yet") == 3
    cites = re.findall(r'href="(/board/learning/[0-9a-f-]+/cite)"', listed.content.decode())
    assert len(cites) == 3
    nothing = send(manager, cites[0], used_by="finding", words="In our letter")
    assert nothing.status_code == 422
    assert (
        send(
            manager, cites[0], used_by="finding", finding=str(finding), words="It shows what to do"
        ).status_code
        == 302
    )
    assert (
        send(
            manager, cites[1], used_by="action", action=str(action), words="Its words are in our letter"
        ).status_code
        == 302
    )
    told = words(client_of(board_member).get("/board/learning/"))
    assert told.count("Used nowhere yet") == 1
    assert "Its words are in our letter" in told
    on_finding = words(client_of(board_member).get(f"/improvement/findings/{finding}"))
    on_action = words(client_of(board_member).get(f"/improvement/actions/{action}"))
    assert "Learning from elsewhere that it uses Guide (LGA," in on_finding
    assert "Learning from elsewhere that it uses Workshop (ADASS," in on_action


def test_learning_quotes_no_finding_that_a_reader_may_not_open(
    finding, send, board_manager, partner, client_of
):
    learnt = do.bring_learning(
        board_manager, body=OutsideBody.LGA, title="Guide", learnt="Tell referrers.", on=moment.today()
    )
    do.cite_learning(board_manager, learning_id=learnt, finding_id=finding, words="They lost twelve files")
    assert "They lost twelve files" in words(client_of(partner).get("/board/learning/"))
    Finding.objects.update(state=FindingState.DRAFT, agreed_at=None)
    read = words(client_of(partner).get("/board/learning/"))
    assert "They lost twelve files" not in read
    assert "A finding of a review that is not published yet" in read
    assert "They lost twelve files" in words(client_of(board_manager).get("/board/learning/"))


# Risks in services.


@pytest.mark.requirement("R060")
def test_a_service_in_the_register_is_shown_from_several_sides(
    send, commissioner, manager, board_manager, board_member, scrutiny, provider_manager, partner, client_of,
    tmp_path, settings,
):  # fmt: skip
    cube_of(tmp_path, settings, reported, AS_AT)
    service = access.agency(kind=AgencyKind.PROVIDER, name="Tidewell Care")
    june = datetime(2026, 6, 15, 12, tzinfo=UTC)
    with moment.at(june):
        review = day("review_on", june.date() + timedelta(days=30))
        told = {"service": str(service), "risk": "Falls at night", "level": "high", "doing": "A visit each week",
                "owner_id": str(commissioner.user_id), **review}  # fmt: skip
        assert send(commissioner, "/board/risks/add", **told, reason="").status_code == 422
        opened = send(commissioner, "/board/risks/add", **told, reason="Three falls in a week")
        assert opened.status_code == 302
        one = opened["Location"]
        again = send(commissioner, "/board/risks/add", **told, reason="Once more")
        assert again.status_code == 409
        assert "Nothing shows it yet" in words(client_of(commissioner).get(one))
        kinds = ("staff_feedback", "service_review", "regulator", "whistleblowing", "concerns")
        for kind in kinds:
            shows = {"kind": kind, "shows": f"Shown by {kind}", **day("as_of", june.date())}
            assert send(commissioner, f"{one}source", **shows).status_code == 302
        for reader in (commissioner, manager, board_manager):
            page = words(client_of(reader).get(one))
            for kind in kinds:
                assert f"Shown by {kind}" in page
            assert "Kinds of source that show it 5." in page
            assert "Triangulated" in page
            assert "Why this level Three falls in a week" in page
            assert "What is being done A visit each week" in page
            assert f"Owner {commissioner.name}" in page
            assert "Looked at again 15 July 2026" in page
            # The count of concerns is read from nameless facts: now, and as it was when the source was added.
            counted = "8 concerns about it, 0 of 8 raised by itself where that is known."
            assert f"Counted now: {counted}" in page
            assert f"Counted then: {counted}" in page
            listed = words(client_of(reader).get("/board/risks/"))
            assert "Tidewell Care High Falls at night" in listed
        # The board and scrutiny see that there is one at most, and not which; nobody else sees the register.
        for reader in (board_member, scrutiny):
            listed = words(client_of(reader).get("/board/risks/"))
            assert "Tidewell" not in listed
            assert "Falls at night" not in listed
            assert "High risk [c]" in listed
            assert client_of(reader).get(one).status_code == 403
        for stranger in (provider_manager, partner):
            assert client_of(stranger).get("/board/risks/").status_code == 403
            assert client_of(stranger).get(one).status_code == 403
        worse = {
            "risk": "Falls at night",
            "level": "low",
            "reason": "None since May",
            "doing": "Watched",
            "owner_id": str(manager.user_id),
            **review,
        }
        assert send(manager, f"{one}change", **worse).status_code == 302
        history = words(client_of(manager).get(one))
        assert "Low instead of high" in history
        # What it said before stays in its history.
        assert "Before. Why: Three falls in a week" in history
        assert "Before. What was being done: A visit each week" in history
        assert f"Before. Owner: {commissioner.name}" in history
        assert send(manager, f"{one}close", words="").status_code == 422
        assert send(manager, f"{one}close", words="Two quarters without a fall.").status_code == 302
        assert client_of(board_manager).post(f"{one}close", {"words": "x"}).status_code == 403
