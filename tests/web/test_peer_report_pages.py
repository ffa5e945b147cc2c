"""From the programme to the report: thanks, the last day's feedback, what the report made of it, what began meanwhile."""

import html as escaped
import io
import re
from datetime import timedelta

import pytest
from docx import Document
from lxml import html

from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import FindingKind, FindingState, ReportKind, ReportStage
from goldenthread.ground import moment
from tests.web.test_peer_review_pages import peer_review as peer_review
from tests.web.test_peer_review_pages import send as send

pytestmark = pytest.mark.django_db
WHO, HOW = "Who answers for what?", "Is it assurance or reassurance?"
# Kind, title, day, who, how many, theme and its name, host.
SESSIONS = (
    (
        "interview",
        "Lead member",
        2,
        "The lead member",
        "1",
        "3",
        "3 Collective leadership",
        "Members' office",
    ),
    ("focus_group", "Carers", 2, "Eight carers", "8", "2", "2 ", "The carers' centre"),
    ("reading", "Minutes of the board", 3, "Two of the team", "2", "5", "5 ", "Board's office"),
)


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", escaped.unescape(html.fromstring(answer.content).text_content()))


def day(on, name="on"):
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


@pytest.fixture
def site(peer_review, send, reviewer, manager):
    """The review with its programme, planned by the contact through the pages. Returns the address of its pages."""
    at = f"/on-site/{peer_review}"
    send(reviewer, f"{at}/conflicts", words="None")
    for kind, title, on, who, people, theme, _, host in SESSIONS:
        planned = {
            "kind": kind, "title": title, "on-day": str(on), "on-month": "3", "on-year": "2026", "begins": "9:30", "minutes": "60",
            "who": who, "people": people, "independence": "external", "theme": theme, "question": WHO, "host": host,
        }  # fmt: skip
        assert send(manager, f"{at}/programme/add", **planned).status_code == 302
    return at


@pytest.fixture
def found(site, peer_review, send, reviewer):
    """A strength and an area, made of notes by the team. Returns their ids by their first words."""
    sessions = {each.title: str(each.id) for each in queries.on_site(reviewer, peer_review).sessions}
    for title, said in (
        ("Carers", "They asked me."), ("Minutes of the board", "It asks each time."), ("Lead member", "Figures only."),
    ):  # fmt: skip
        send(reviewer, f"{site}/notes/add", session=sessions[title], leans="fact", words=said)
    notes = [str(each.id) for each in queries.on_site(reviewer, peer_review).notes]
    for taken, kind, said, theme in (
        (notes[:2], "strength", "People are asked.", "2"),
        (notes[2:], "area", "Stories are seldom told.", "3"),
    ):
        sent = send(reviewer, f"{site}/notes", notes=taken, kind=kind, words=said, theme=theme, question=WHO)
        assert sent.status_code == 302
    return {each.words: each.id for each in queries.findings_of(reviewer, peer_review)}


@pytest.fixture
def told(site, found, send, reviewer):
    """The feedback of the last day, kept."""
    messages = "People are asked: keep that.\r\nBring a story to each meeting."
    assert send(reviewer, f"{site}/feedback/messages", messages=messages).status_code == 302
    assert send(reviewer, f"{site}/feedback/keep", note="As told").status_code == 302
    return site


def report_kept(send, board_manager, review_id, stage):
    sent = send(board_manager, "/reports/", what=f"review:{review_id}", stage=stage, note="")
    assert sent.status_code == 302, sent.content.decode()
    return sent["Location"]


@pytest.mark.requirement("R006")
def test_the_programme_tells_of_each_interview_group_and_reading_its_day_who_takes_part_and_its_theme(
    site, send, manager, reviewer, client_of
):
    page = html.fromstring(client_of(reviewer).get(site).content)
    rows = {
        re.sub(r"\s+", " ", row.text_content())
        for row in page.xpath("//table[caption[contains(., 'Programme')]]//tbody/tr")
    }
    assert len(rows) == len(SESSIONS)
    kinds = {"interview": "Interview", "focus_group": "Focus group", "reading": "Reading"}
    for kind, title, on, who, people, _, theme, host in SESSIONS:
        (row,) = (row for row in rows if title in row)
        for words in (
            kinds[kind],
            f"{on} March 2026",
            who,
            f"{people} {'person' if people == '1' else 'people'}",
            theme,
            WHO,
            host,
        ):
            assert words in row, (words, row)
    bare = {"kind": "visit", "title": "The front door", "independence": "own"}
    send(manager, f"{site}/programme/add", **bare)
    said = words_of(client_of(manager).get(site))
    assert "1 session does not say yet who takes part, or on which theme." in said
    assert said.count("Not said yet") == 2


@pytest.mark.requirement("R009")
def test_the_report_thanks_who_arranged_the_review_and_who_hosted_each_session(
    told, peer_review, send, manager, board_manager, client_of
):
    dropped = next(e for e in queries.on_site(manager, peer_review).sessions if e.title == "Lead member")
    cancelled = {
        "kind": "interview", "title": "Lead member", "independence": "external", "host": "Members' office", "state": "cancelled",
    }  # fmt: skip
    assert send(manager, f"{told}/programme/{dropped.id}", **cancelled).status_code == 302
    at = report_kept(send, board_manager, peer_review, "final")
    said = words_of(client_of(board_manager).get(at))
    thanks = said[said.index("With thanks") :]
    assert manager.name in thanks
    for _, title, *_, host in SESSIONS[1:]:
        assert title in thanks
        assert host in thanks
    assert "Members' office" not in thanks, "what was not held has no host"
    paper = Document(io.BytesIO(client_of(board_manager).get(f"{at}/file/word").content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "The carers' centre" in cells


def test_feedback_needs_a_message_and_a_finding_and_is_kept_by_who_leads(
    site, peer_review, send, reviewer, manager, client_of
):
    refused = send(reviewer, f"{site}/feedback/keep", note="")
    assert refused.status_code == 409
    assert "at least one key message" in words_of(refused)
    assert send(reviewer, f"{site}/feedback/messages", messages=" ").status_code == 422
    assert send(reviewer, f"{site}/feedback/messages", messages="x" * 401).status_code == 409
    assert send(manager, f"{site}/feedback/messages", messages="All is well.").status_code == 409
    assert send(reviewer, f"{site}/feedback/messages", messages="Ask The carers' centre.").status_code == 409
    assert queries.pack_page(reviewer, peer_review).messages == ()


@pytest.mark.requirement("R010")
def test_the_report_grows_from_the_last_days_feedback_and_both_can_be_compared(
    told, found, peer_review, send, reviewer, manager, board_manager, client_of
):
    """Kept as page, Word and tagged PDF; the report says what changed; side by side: added, changed, dropped."""
    kept = words_of(client_of(manager).get(f"{told}/feedback/1"))
    for words in (
        "People are asked: keep that.",
        "Stories are seldom told.",
        "Programme",
        "told on the last day",
    ):
        assert words in kept
    word = client_of(manager).get(f"{told}/feedback/1/file/word")
    assert "Stories are seldom told" in "\n".join(
        each.text for each in Document(io.BytesIO(word.content)).paragraphs
    )
    pdf = client_of(manager).get(f"{told}/feedback/1/file/pdf").content
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert "nothing to compare yet" in words_of(client_of(manager).get(f"{told}/feedback/grown"))

    good, weak = found["People are asked."], found["Stories are seldom told."]
    change = f"/improvement/findings/{good}/change"
    about = {"kind": "strength", "theme": "2", "question": WHO}
    assert send(reviewer, change, words="", **about).status_code == 422
    assert send(reviewer, change, words="People are asked, and asked again.", **about).status_code == 302
    stale = client_of(reviewer).post(change, {"version": "1", "words": "Another", **about})
    assert stale.status_code == 409
    assert "Another" in words_of(stale), "nothing typed is lost"
    aside = f"/improvement/findings/{weak}/set-aside"
    assert send(board_manager, aside, words="Only one person said so.").status_code == 302
    do.draft_finding(reviewer, kind=FindingKind.AREA, words="Partners do not meet.", review_id=peer_review)
    rests = {"words": "Meet twice a year.", "findings": [str(good)]}
    assert send(reviewer, f"{told}/recommendations/add", **rests).status_code == 302
    later = "People are asked: do keep that.\r\nBring a story to each meeting."
    assert send(reviewer, f"{told}/feedback/messages", messages=later).status_code == 302
    at = report_kept(send, board_manager, peer_review, "draft")
    said = words_of(client_of(board_manager).get(at))
    assert "as they were told: 1; changed: 2; dropped: 1; added since: 2." in said
    assert "Only one person" not in said

    page = html.fromstring(client_of(manager).get(f"{told}/feedback/grown").content)
    parts = {
        each.get("aria-labelledby"): re.sub(r"\s+", " ", each.text_content())
        for each in page.xpath("//main//section")
    }
    changed = parts["changed"]
    assert changed.index("People are asked.") < changed.index("People are asked, and asked again.")
    assert "Another wording" in changed
    assert "do keep that." in changed
    assert "Stories are seldom told." in parts["dropped"]
    assert "Only one person said so." in parts["dropped"]
    assert "Partners do not meet." in parts["added"]
    assert "Meet twice a year." in parts["added"]
    assert "Bring a story to each meeting." in parts["same"]
    frozen = words_of(client_of(manager).get(f"{told}/feedback/1"))
    assert "People are asked, and asked again." not in frozen
    assert "Stories are seldom told." in frozen

    for each in queries.findings_of(board_manager, peer_review):
        if each.words == "People are asked, and asked again.":
            do.agree_finding(
                board_manager, finding_id=each.id, version=queries.finding(board_manager, each.id).version
            )
    final = report_kept(send, board_manager, peer_review, "final")
    said = words_of(client_of(board_manager).get(final))
    assert "Partners do not meet." not in said, "a final report tells settled findings only"
    both = words_of(client_of(manager).get(f"{told}/feedback/grown?pack=1&report=1"))
    assert "Version 2, final" in both
    assert "(version 1, draft)" in both
    assert client_of(manager).get(f"{told}/feedback/grown?report=9").status_code == 404


def test_what_was_told_on_the_last_day_stays_with_those_who_took_part(
    told, peer_review, send, reviewer, board_manager, cast, client_of
):
    from goldenthread.access.vocabulary import Role

    assert client_of(cast[Role.COMMISSIONER]).get(f"{told}/feedback/1").status_code == 404
    send(board_manager, f"/reviews/{peer_review}/move/end_looking")
    assert send(board_manager, f"{told}/publish", where="").status_code == 302
    # Everybody may read the review now, and still not what was told before it was checked for facts.
    assert client_of(cast[Role.COMMISSIONER]).get(f"/reviews/{peer_review}/").status_code == 200
    assert client_of(cast[Role.COMMISSIONER]).get(f"{told}/feedback/1").status_code == 404
    assert client_of(reviewer).get(f"{told}/feedback/1").status_code == 200


def test_who_took_part_opens_each_kept_version_from_the_page_of_the_visit_and_nobody_elses(
    told, found, peer_review, send, reviewer, manager, board_manager, client_of
):
    draft = report_kept(send, board_manager, peer_review, "draft")
    for who in (reviewer, manager):
        visit = html.fromstring(client_of(who).get(told).content)
        links = [each.get("href") for each in visit.xpath("//main//a[starts-with(@href, '/reports/')]")]
        assert draft in links
        assert len(links) == 2, "the draft, and the feedback of the last day"
        for address in links:
            assert client_of(who).get(address).status_code == 200
        assert "Stories are seldom told." in words_of(client_of(who).get(draft))
    # The way back leads where this reader may go, and what was kept elsewhere is not there for a visiting team.
    opened = html.fromstring(client_of(reviewer).get(draft).content)
    assert opened.xpath("//a[contains(@class, 'govuk-back-link')]/@href") == [told]
    assert client_of(reviewer).get(f"{draft}/file/word").status_code == 200
    plan = do.keep_report(board_manager, kind=ReportKind.PLAN, stage=ReportStage.FINAL, council="Sandgate")
    assert client_of(reviewer).get(f"/reports/{plan}").status_code == 404
    assert client_of(reviewer).get("/reports/").status_code == 403


@pytest.mark.requirement("R011")
def test_what_began_because_of_taking_part_is_logged_before_the_report_is_issued(
    told, peer_review, send, manager, other_manager, board_manager, client_of
):
    today = moment.today()
    begun = {
        "title": "A list of answers owed", "because": "What carers told the team", **day(today, "begun_on"),
        **day(today + timedelta(days=30), "due_on"),
    }  # fmt: skip
    address = f"{told}/after/begun"
    assert send(manager, address, **begun | {"because": ""}).status_code == 422
    early = send(manager, address, **begun | day(today - timedelta(days=400), "begun_on"))
    assert early.status_code == 409
    assert "between the day the review was opened and today" in words_of(early)
    assert "What carers told the team" in words_of(early), "nothing typed is lost"
    assert client_of(other_manager).get(address).status_code == 404
    assert send(manager, address, **begun).status_code == 302
    said = words_of(client_of(manager).get(f"{told}/after"))
    for words in ("A list of answers owed", "What carers told the team", manager.name):
        assert words in said
    (action,) = queries.plan(board_manager).actions
    assert "What carers told the team" in words_of(
        client_of(board_manager).get(f"/improvement/actions/{action.id}")
    )
    twice = send(manager, address, **begun | {"improvement_id": str(action.id), "title": ""})
    assert twice.status_code == 422, "what is logged is not offered again"
    at = report_kept(send, board_manager, peer_review, "draft")
    assert "Begun already, because of taking part" in words_of(client_of(board_manager).get(at))
    send(board_manager, f"/reviews/{peer_review}/move/end_looking")
    assert send(board_manager, f"{told}/publish", where="").status_code == 302
    late = send(manager, address, **begun | {"title": "Another"})
    assert late.status_code == 409, "the report is issued"
    assert "before the report was published" in words_of(client_of(manager).get(f"{told}/after"))


@pytest.mark.requirement("R012")
def test_recommendations_stand_in_plans_staff_are_told_and_it_is_known_where_the_report_is(
    told, found, peer_review, send, manager, reviewer, board_manager, client_of
):
    today = moment.today()
    rests = {"words": "Answer everybody.", "findings": [str(found["People are asked."])]}
    assert send(reviewer, f"{told}/recommendations/add", **rests).status_code == 302
    assert send(manager, f"{told}/recommendations/add", **rests).status_code == 409, "the team recommends"
    (asked,) = queries.recommendations(board_manager, review_id=peer_review)
    published = {"place": "Public papers of the board", **day(today)}
    send(board_manager, f"/reviews/{peer_review}/move/end_looking")
    assert send(manager, f"{told}/after/told/published", **published).status_code == 409, "not final yet"
    where = send(board_manager, f"{told}/publish", where="Public papers of the board")
    assert where["Location"] == f"{told}/after"
    before = words_of(client_of(manager).get(where["Location"]))
    for words in (
        "It is in no plan yet",
        "Nobody is recorded as told yet",
        "It can be read here: Public papers of the board",
    ):
        assert words in before

    checks = words_of(client_of(board_manager).get("/evidence/checks"))
    assert "nobody was told, 1 recommendation in no plan" in checks, "whoever published it said where"
    plan = {
        "plan": "Adult social care service plan",
        "passage": "action 4",
        "words": "Every reply has an owner.",
    }
    taken = f"{told}/after/plans/{asked.id}"
    assert send(manager, taken, **plan, **day(today + timedelta(days=3))).status_code in (409, 422)
    assert send(manager, taken, **plan, **day(today)).status_code == 302
    tell = f"{told}/after/told/messages"
    assert "Bring a story to each meeting." in words_of(client_of(manager).get(tell))
    staff = {
        "audience": "All front-door staff, 34",
        "place": "Briefing",
        "words": "People are asked: keep that.",
    }
    assert send(manager, tell, **staff | {"audience": ""}, **day(today)).status_code == 422
    assert send(manager, tell, **staff, **day(today)).status_code == 302
    assert send(manager, f"{told}/after/told/published", **published).status_code == 302
    said = words_of(client_of(reviewer).get(f"{told}/after"))
    on = f"{today:%-d %B %Y}"
    for words in (
        f"Adult social care service plan, action 4, since {on}: Every reply has an owner.",
        "All front-door staff, 34", f"{on}, Briefing", "People are asked: keep that.",
        f"Report published {on}: Public papers of the board", "1 of 1",
    ):  # fmt: skip
        assert words in said, words
    clean = words_of(client_of(board_manager).get("/evidence/checks"))
    assert "Reviews that stop at their report (0)" in clean
    after = queries.after(manager, peer_review)
    back = {"telling": str(after.messages[0].id)}
    assert client_of(reviewer).post(f"{told}/after/take-back", back).status_code == 403
    assert client_of(manager).post(f"{told}/after/take-back", back).status_code == 302
    assert queries.after(manager, peer_review).messages == ()
    why = {"words": "It would tell who it is about.", **day(today)}
    assert send(board_manager, f"{told}/after/told/withheld", **why).status_code == 302
    assert "It would tell who it is about." in words_of(client_of(manager).get(f"{told}/after"))


def test_a_piece_of_the_library_shows_a_finding(found, send, reviewer, board_manager, client_of):
    from tests.factories import assurance as make

    finding = found["Stories are seldom told."]
    piece = make.evidence(board_manager, title="A survey of members")
    address = f"/improvement/findings/{finding}/library"
    assert "A survey of members" in words_of(client_of(board_manager).get(f"{address}?q=survey"))
    assert "A survey of members" not in words_of(client_of(reviewer).get(address)), (
        "not behind an answer they may read"
    )
    assert send(board_manager, address, evidence="x").status_code == 302
    assert queries.finding(board_manager, finding).sources[-1].evidence_id is None
    assert send(board_manager, address, evidence=str(piece)).status_code == 302
    held = queries.finding(board_manager, finding)
    assert (held.sources[-1].origin, held.sources[-1].evidence_id) == ("A survey of members", piece)
    assert held.line.shown_by.allowed or len(held.sources) == 2
    assert "Stories are seldom told." in words_of(client_of(board_manager).get(f"/evidence/{piece}/"))
    again = client_of(board_manager).post(
        address, {"version": held.version, "evidence": str(piece)}, follow=True
    )
    assert "named as a source of this finding already" in words_of(again)
    assert queries.finding(board_manager, finding).line.state is FindingState.DRAFT
