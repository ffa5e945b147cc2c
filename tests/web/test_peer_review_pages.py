"""A peer review from the request to its publication, through the pages, as each of those who take part."""

import re
from datetime import timedelta

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.models import Finding
from goldenthread.assurance.vocabulary import FindingKind, FindingState, ReviewState
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused

pytestmark = pytest.mark.django_db
TOOL = "lga-improvement-tool 2015-03.1"


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
def peer_review(send, board_manager, reviewer, manager):
    """A review asked for with its scope, questions, standards and people, begun. Returns its id."""
    asked = send(
        board_manager, "/reviews/open", kind="peer_review", title="How do we know?", requested_by="Director of adult care",
        scope="Clarity of accountability, assurance systems, learning", instrument=TOOL,
        questions="Who answers for what?\nIs it assurance or reassurance?",
    )  # fmt: skip
    assert asked.status_code == 302
    (row,) = queries.reviews(board_manager)
    people = f"/reviews/{row.id}/people"
    told = {"role": "Director", "employer": "Eastmere Council"}
    assert (
        send(board_manager, people, function="leader", user=str(reviewer.user_id), **told).status_code == 302
    )
    assert send(board_manager, people, function="contact", user=str(manager.user_id)).status_code == 302
    elected = {"name": "A councillor", "role": "Lead member", "employer": "Another council"}
    assert send(board_manager, people, function="elected", **elected).status_code == 302
    assert send(board_manager, f"/reviews/{row.id}/move/begin_review").status_code == 302
    return row.id


@pytest.mark.requirement("R001", "R003", "R005")
def test_a_review_says_who_asked_what_it_tests_against_which_edition_and_who_looks(
    peer_review, board_manager, client_of
):
    page = client_of(board_manager).get(f"/reviews/{peer_review}/").content.decode()
    for words in (
        "Director of adult care",
        "assurance systems, learning",
        "Is it assurance or reassurance?",
        "2015-03.1",
    ):
        assert words in page
    people = client_of(board_manager).get(f"/reviews/{peer_review}/people").content.decode()
    for words in ("Director", "Eastmere Council", "Elected member", "Lead member", "Review leader"):
        assert words in people


@pytest.mark.requirement("R002", "R004", "R008")
def test_the_team_looks_in_several_ways_and_sets_strengths_beside_areas(
    peer_review, send, board_manager, reviewer, manager, client_of
):
    site = f"/on-site/{peer_review}"
    assert "declare your conflicts of interest" in client_of(reviewer).get(site).content.decode()
    assert send(reviewer, f"{site}/notes/add", words="x", leans="fact", sort="voice").status_code == 409
    assert send(reviewer, f"{site}/conflicts", words="None").status_code == 302
    for number, (kind, title, host) in enumerate(
        (("focus_group", "Carers", "The carers' centre"), ("reading", "Minutes of the board", ""))
    ):
        planned = {
            "kind": kind, "title": title, "on-day": str(number + 1), "on-month": "3", "on-year": "2026", "begins": "9:30",
            "minutes": "60", "who": "Eight carers", "people": "8", "independence": "external", "host": host, "theme": "7",
        }  # fmt: skip
        assert send(manager, f"{site}/programme/add", **planned | {"begins": "half"}).status_code == 422
        assert send(manager, f"{site}/programme/add", **planned).status_code == 302
    sessions = {each.title: each for each in queries.on_site(reviewer, peer_review).sessions}
    for title, leans, words in (
        ("Carers", "area", "Nobody rang <b>back</b>."),
        ("Minutes of the board", "area", "Feedback was never asked about."),
        ("Carers", "strength", "They listen."),
    ):
        noted = send(reviewer, f"{site}/notes/add", session=str(sessions[title].id), leans=leans, words=words)
        assert noted.status_code == 302
    notes = {each.words: str(each.id) for each in queries.on_site(reviewer, peer_review).notes}
    page = client_of(reviewer).get(f"{site}/notes").content.decode()
    assert "Nobody rang &lt;b&gt;back&lt;/b&gt;." in page
    assert "Nobody rang" not in client_of(manager).get(f"{site}/notes").content.decode()
    take = {"question": "Who answers for what?", "theme": "7"}
    both = [notes["Nobody rang <b>back</b>."], notes["Feedback was never asked about."]]
    assert (
        send(
            reviewer, f"{site}/notes", notes=both, kind="area", words="Referrers are not told.", **take
        ).status_code
        == 302
    )
    one = [notes["They listen."]]
    assert (
        send(reviewer, f"{site}/notes", notes=one, kind="strength", words="Staff listen.", **take).status_code
        == 302
    )
    methods = {"used": ["focus_group", "reading"], "not_used": "It looked at no case files."}
    assert send(reviewer, f"{site}/methods", **methods).status_code == 302
    body = client_of(manager).get(site).content.decode()
    for words in ("It looked at no case files.", "Carers", "1 March 2026 at 9:30am", "Eight carers"):
        assert words in body
    assert "The carers' centre" in client_of(manager).get(
        f"{site}/programme/{sessions['Carers'].id}"
    ).content.decode().replace("&#39;", "'")
    finding = queries.findings_of(reviewer, peer_review)[0]
    for page in (f"/improvement/findings/{finding.id}", "/improvement/findings?show=all"):
        assert "7 Service delivery" in client_of(board_manager).get(page).content.decode()
    shown = {each.kind.value: each.shown_by for each in queries.findings_of(reviewer, peer_review)}
    assert shown["area"]
    assert not shown["strength"], "one way of looking is told as one"
    # The report: strengths beside areas, under each theme and under each key question; what was not looked at; and no score.
    kept = send(board_manager, "/reports/", what=f"review:{peer_review}", stage="draft", note="")
    report = re.sub(r"<[^>]+>", " ", client_of(board_manager).get(kept["Location"]).content.decode())
    by_theme, by_question = report.split("What it says to each question", 1)
    assert (
        by_theme.index("7 Service delivery")
        < by_theme.index("Staff listen.")
        < by_theme.index("Referrers are not told.")
    )
    assert by_question.index("Who answers for what?") < by_question.index("Staff listen.")
    assert by_question.index("Staff listen.") < by_question.index("Referrers are not told.")
    assert "Not used: It looked at no case files." in report
    assert not re.search(r"\b(score|grade|rating)", report, re.IGNORECASE)


@pytest.mark.requirement("R200")
def test_who_challenges_finds_a_gap_with_its_issue_and_it_stands_in_the_gap_table(
    send, board_manager, board_member, reviewer, client_of
):
    asked = send(
        board_manager,
        "/reviews/open",
        kind="challenge",
        title="Answers to the inspection",
        scope="What the plan says to each issue",
        instrument="inspection-gap-table 2011-12.1",
    )
    assert asked.status_code == 302
    (row,) = queries.reviews(board_manager)
    send(board_manager, f"/reviews/{row.id}/people", function="leader", user=str(reviewer.user_id))
    send(board_manager, f"/reviews/{row.id}/move/begin_review")
    site = f"/on-site/{row.id}"
    send(reviewer, f"{site}/conflicts", words="None")
    send(reviewer, f"{site}/notes/add", leans="area", sort="process", words="The plan names nobody.")
    (note,) = queries.on_site(reviewer, row.id).notes
    gap = {"notes": [str(note.id)], "kind": "gap", "words": "No owner is named.", "passage": "page 14"}
    refused = send(reviewer, f"{site}/notes", **gap)
    assert refused.status_code == 409
    assert "Say which issue was raised" in refused.content.decode()
    told = gap | {"issue": "Alerts are not followed up.", "evidence_wanted": "An audit of twenty"}
    assert send(reviewer, f"{site}/notes", **told).status_code == 302
    (found,) = queries.findings_of(board_manager, row.id)
    final = {"what": f"gaps:{row.id}", "stage": "final", "note": ""}
    nothing = send(board_manager, "/reports/", **final)
    assert "There is no gap of this source." in nothing.content.decode(), "a draft is not told as final"
    do.agree_finding(board_manager, finding_id=found.id, version=2)
    here = f"/improvement/findings/{found.id}"
    assert send(board_manager, f"{here}/response", words="From May, the head of service.").status_code == 302
    kept = send(board_manager, "/reports/", what=f"gaps:{row.id}", stage="draft", note="")
    table = client_of(board_manager).get(kept.url).content.decode()
    for words in (
        told["passage"],
        told["issue"],
        told["words"],
        told["evidence_wanted"],
        "From May, the head of service.",
    ):
        assert words in table
    # The review is not published, and so is no table of its gaps.
    kept = send(board_manager, "/reports/", **final)
    assert client_of(board_member).get(kept.url).status_code == 404


def test_the_report_is_checked_for_facts_published_and_followed_up_by_another(
    peer_review, send, board_manager, reviewer, manager, client_of, cast
):
    site = f"/on-site/{peer_review}"
    send(reviewer, f"{site}/conflicts", words="None")
    assert send(board_manager, f"/reviews/{peer_review}/move/end_looking").status_code == 302
    wrong = {"passage": "Paragraph 12", "words": "There are four teams, not three."}
    assert send(manager, f"{site}/accuracy", passage="", words="x").status_code == 422
    assert send(manager, f"{site}/accuracy", **wrong).status_code == 302
    refused = send(board_manager, f"{site}/publish", where="")
    assert refused.status_code == 409
    assert "every comment on accuracy" in refused.content.decode()
    (row,) = queries.on_site(reviewer, peer_review).comments
    answer = f"{site}/accuracy/{row.id}"
    assert send(manager, answer, taken="yes", answer="Put right.").status_code == 409
    assert send(reviewer, answer, taken="yes", answer="Put right.").status_code == 302
    do.log_begun(
        board_manager, review_id=peer_review, because="Carers asked for it.", begun_on=moment.today(),
        title="Ring back", owner_id=manager.user_id, due_on=moment.today(),
    )  # fmt: skip
    assert send(board_manager, f"{site}/publish", where="Board of 4 March").status_code == 302
    assert "Board of 4 March" in client_of(manager).get(site).content.decode()
    other = cast[Role.COMMISSIONER]
    for page in (site, f"{site}/after"):
        assert "Record the follow-up" not in client_of(manager).get(page).content.decode(), (
            "an action is theirs"
        )
        assert "Record the follow-up" in client_of(board_manager).get(page).content.decode()
    assert send(other, f"{site}/follow-up", words="").status_code == 422
    assert send(other, f"{site}/follow-up", words="I asked ten referrers.").status_code == 302
    assert queries.review(board_manager, peer_review).state is ReviewState.FOLLOWED_UP


@pytest.mark.parametrize(
    ("kind", "by", "function"),
    [
        pytest.param("deep_dive", "scrutiny", "elected", marks=pytest.mark.requirement("R056")),
        pytest.param("quality_check", "partner", "expert", marks=pytest.mark.requirement("R063")),
    ],
)
def test_councillors_and_quality_checkers_look_and_something_follows(
    kind, by, function, send, board_manager, manager, client_of, request
):
    """Scrutiny goes deep into a topic, and people with lived experience visit: evidence asked, findings, and an action."""
    looks = request.getfixturevalue(by)
    send(
        board_manager,
        "/reviews/open",
        kind=kind,
        title="Prevention",
        scope="What is done before harm",
        questions="Does it work?",
    )
    (row,) = queries.reviews(board_manager)
    send(board_manager, f"/reviews/{row.id}/people", function=function, user=str(looks.user_id))
    send(board_manager, f"/reviews/{row.id}/move/begin_review")
    site = f"/on-site/{row.id}"
    send(looks, f"{site}/conflicts", words="None")
    assert send(looks, f"{site}/papers/add", what="Numbers of visits by the fire service").status_code == 302
    assert (
        send(looks, f"{site}/notes/add", words="Nobody knew of it.", leans="area", sort="voice").status_code
        == 302
    )
    (note,) = queries.on_site(looks, row.id).notes
    take = {
        "notes": [str(note.id)],
        "kind": "area",
        "words": "People do not know of prevention.",
        "theme": "",
        "question": "",
    }
    assert send(looks, f"{site}/notes", **take).status_code == 302
    (finding,) = queries.findings_of(board_manager, row.id)
    agreed = {"version": queries.finding(board_manager, finding.id).version}
    client_of(board_manager).post(f"/improvement/findings/{finding.id}/agree", agreed)
    assert queries.finding(board_manager, finding.id).line.state is FindingState.AGREED
    today = moment.today()
    planned = client_of(board_manager).post(
        "/improvement/actions/add",
        {
            "title": "A leaflet with people who used it", "finding_id": str(finding.id), "owner_id": str(manager.user_id),
            "due_on-day": today.day, "due_on-month": today.month, "due_on-year": today.year,
        },
    )  # fmt: skip
    assert planned.status_code == 302
    assert send(board_manager, f"/reviews/{row.id}/move/end_looking").status_code == 302
    assert send(board_manager, f"{site}/publish", where="Scrutiny panel of May").status_code == 302
    body = client_of(looks).get(site).content.decode()
    for words in ("Numbers of visits by the fire service", "Scrutiny panel of May"):
        assert words in body
    followed = client_of(manager).get(f"/improvement/findings/{finding.id}").content.decode()
    for words in ("People do not know of prevention.", "A leaflet with people who used it"):
        assert words in followed


def test_a_review_that_was_stopped_is_opened_again_with_its_pack_and_all_that_was_gathered(
    peer_review, send, board_manager, reviewer, client_of
):
    site, review = f"/on-site/{peer_review}", f"/reviews/{peer_review}"
    send(reviewer, f"{site}/conflicts", words="None")
    send(reviewer, f"{site}/notes/add", leans="area", sort="process", words="Nobody rings back.")
    (note,) = queries.on_site(reviewer, peer_review).notes
    send(reviewer, f"{site}/notes", notes=[str(note.id)], kind="area", words="Referrers hear nothing.")
    (found,) = queries.findings_of(board_manager, peer_review)
    send(reviewer, f"{site}/feedback/messages", messages="Ring back.")
    assert send(reviewer, f"{site}/feedback/keep", note="Told on Friday").status_code == 302
    assert send(board_manager, f"{review}/move/stop_review", words="Snow").status_code == 302
    assert "Open it again" in client_of(board_manager).get(review + "/").content.decode()
    assert send(board_manager, f"{review}/move/reopen_review", words="").status_code == 422
    assert send(board_manager, f"{review}/move/reopen_review", words="The roads are clear").status_code == 302
    assert send(board_manager, f"{review}/move/begin_review").status_code == 302
    held = queries.pack_page(reviewer, peer_review)
    assert [each.note for each in held.kept] == ["Told on Friday"]
    assert held.messages == ("Ring back.",)
    page = client_of(reviewer).get(f"{site}/feedback").content.decode()
    assert found.words in page
    assert (
        send(reviewer, f"{site}/notes/add", leans="area", sort="process", words="Still nobody.").status_code
        == 302
    )
    assert len(queries.on_site(reviewer, peer_review).notes) == 2


def test_a_finding_of_a_challenge_is_put_under_an_area_or_an_issue_of_its_own_standards(
    send, board_manager, reviewer, client_of
):
    send(
        board_manager, "/reviews/open", kind="challenge", title="Answers to the inspection", scope="The plan",
        instrument="inspection-gap-table 2011-12.1",
    )  # fmt: skip
    (row,) = queries.reviews(board_manager)
    send(board_manager, f"/reviews/{row.id}/people", function="leader", user=str(reviewer.user_id))
    send(board_manager, f"/reviews/{row.id}/move/begin_review")
    send(reviewer, f"/on-site/{row.id}/conflicts", words="None")
    page = client_of(reviewer).get(f"/on-site/{row.id}/notes/add").content.decode()
    for words in ("2.2 Safeguarding: performance", "I1 Data and training"):
        assert words in page
    assert "Staff should understand how performance is managed" not in page, (
        "a challenge is answered, no theme"
    )
    noted = {"leans": "area", "sort": "process", "words": "Nobody says who.", "theme": "2.2"}
    assert send(reviewer, f"/on-site/{row.id}/notes/add", **noted).status_code == 302
    (note,) = queries.on_site(reviewer, row.id).notes
    told = {"notes": [str(note.id)], "kind": "area", "words": "No owner is named."}
    assert send(reviewer, f"/on-site/{row.id}/notes", **told).status_code == 302
    (found,) = queries.findings_of(board_manager, row.id)
    assert found.theme_name == "2.2 Safeguarding: performance", "what all its notes are about, it is about"
    with pytest.raises(Refused):
        do.take_up(reviewer, review_id=row.id, note_ids=[note.id], kind=FindingKind.AREA, words="Once more.")


def test_what_a_review_wants_of_the_agencys_contact_stands_where_their_day_begins_and_deeds_end_with_it(
    peer_review, send, board_manager, reviewer, manager, client_of
):
    site, contact = f"/on-site/{peer_review}", client_of(manager)
    send(reviewer, f"{site}/conflicts", words="None")
    assert "You are the contact" not in contact.get("/desk/").content.decode()
    assert send(reviewer, f"{site}/papers/add", what="The strategy").status_code == 302
    assert "1 document asked for." in contact.get("/desk/").content.decode()
    # How the team looked is the team's own word, not that of those it looked at.
    assert "Say how the team looked" not in contact.get(site).content.decode()
    assert send(manager, f"{site}/methods", used=["interview"], not_used="").status_code == 409
    assert send(reviewer, f"{site}/methods", used=["interview"], not_used="").status_code == 302
    send(reviewer, f"{site}/notes/add", leans="area", sort="voice", words="Nobody rings back.")
    (note,) = queries.on_site(reviewer, peer_review).notes
    told = {"notes": [str(note.id)], "kind": "area", "words": "Referrers hear nothing."}
    assert send(reviewer, f"{site}/notes", **told).status_code == 302
    again = send(reviewer, f"{site}/notes", **told)
    assert "stands in a finding already" in again.content.decode(), "somebody else was quicker"
    (finding,) = queries.findings_of(board_manager, peer_review)
    tomorrow = moment.today() + timedelta(days=1)
    day = {"on-day": tomorrow.day, "on-month": tomorrow.month, "on-year": tomorrow.year, "begins": "9:30"}
    session = {"kind": "interview", "title": "Director", "who": "the director", "independence": "own"}
    assert send(reviewer, f"{site}/programme/add", **session, **day).status_code == 302
    assert "looked and listened" not in client_of(reviewer).get(f"{site}/feedback").content.decode()
    made = send(reviewer, f"{site}/recommendations/add", words="Ring back.", findings=[str(finding.id)])
    assert made.status_code == 302
    do.agree_finding(board_manager, finding_id=finding.id, version=finding_version(finding.id))
    send(board_manager, f"/reviews/{peer_review}/move/end_looking")
    assert "say what is wrong in its facts" in contact.get("/desk/").content.decode()
    assert "Note something" not in client_of(reviewer).get(site).content.decode()
    assert send(board_manager, f"{site}/publish", where="Board of 4 March").status_code == 302
    assert "You are the contact" not in contact.get("/desk/").content.decode()
    assert "It can be read here: Board of 4 March" in contact.get(f"{site}/after").content.decode()
    assert "Add a session" not in client_of(reviewer).get(site).content.decode()
    checks = client_of(board_manager).get("/evidence/checks").content.decode()
    assert "nobody was told" in checks
    assert "not said where it can be read" not in checks, "whoever published it said where"
    # An action for a recommendation answers the findings that it rests on.
    (row,) = queries.recommendations(board_manager, review_id=peer_review)
    action = do.plan_action(board_manager, title="Ring", recommendation_id=row.id)
    assert [each.id for each in queries.action(board_manager, action).line.findings] == [finding.id]
    assert (
        "No action answers it yet."
        not in client_of(board_manager).get(f"/improvement/findings/{finding.id}").content.decode()
    )


def finding_version(finding_id):
    return Finding.objects.values_list("version", flat=True).get(pk=finding_id)
