"""A peer review from the request to its follow-up, in real browsers.

The board's manager asks for it; the leader of the team comes from another council; the agency's contact works on an old telephone
without JavaScript and says what is wrong in the draft; a member of the board, who owns none of its actions, looks at what came of it.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import ReviewState
from goldenthread.ground import moment
from tests.factories import access
from tests.journeys.acting import Actor

TITLE = "Peer review: who hears back?"
QUESTION = "How does the board know what it is told is so?"


@pytest.fixture
def town():
    """Who takes part."""
    eastmere = access.agency(kind=AgencyKind.OTHER_COUNCIL, name="Eastmere Council")
    return SimpleNamespace(
        runs=access.viewer(role=Role.BOARD_MANAGER, name="Ruth Runs"),
        leads=access.viewer(role=Role.REVIEWER, agency_id=eastmere, name="Dilys Leads"),
        contact=access.viewer(role=Role.MANAGER, name="Helen Contact"),
        member=access.viewer(role=Role.BOARD_MEMBER, name="Margaret Member"),
    )


def tick(actor: Actor, *words: str) -> None:
    """Tick boxes by (part of) their words."""
    for each in words:
        actor.page.locator("main").get_by_label(each).first.check()


def asked_for(runs: Actor) -> str:
    """The request: scope, question, standards, people; begun. Returns the id of the review."""
    runs.go("/reviews/open")
    runs.choose(kind="peer_review")
    runs.write(
        title=TITLE, scope="How those who report hear back", questions=QUESTION, requested_by="Director"
    )
    runs.pick(instrument="Adult safeguarding improvement tool")
    runs.press("Open it")
    review = runs.path.strip("/").split("/")[1]
    for function, name in (("Review leader", "Dilys Leads"), ("Contact of the agency", "Helen Contact")):
        runs.go(f"/reviews/{review}/people")
        runs.pick(function=function, user=name)
        runs.press("Add them")
    runs.go(f"/reviews/{review}/")
    runs.press("Begin")
    runs.press("Begin")
    return review


def planned(contact: Actor, site: str) -> None:
    """The programme, by the contact."""
    today = moment.today()
    for kind, title, who, theme, host in (
        ("focus_group", "Those who report", "Police and housing, eight people", "7 ", "The police"),
        ("reading", "Minutes of the board", "Two of the team", "5 ", "Board's office"),
    ):
        contact.go(site)
        contact.press("Add a session")
        contact.choose(kind=kind, independence="partner")
        contact.write(title=title, on=today, begins="10:00", who=who, host=host)
        contact.pick(theme=theme, question=QUESTION)
        contact.press("Add to the programme")
        assert title in contact.reads
        assert host in contact.reads


def looked(leads: Actor, review: str, site: str) -> None:
    """The team declares, notes, sifts and tells what it found."""
    leads.go("/reviews/")
    leads.follow(TITLE)
    leads.follow("On site: programme, notes and papers")
    assert "declare your conflicts of interest" in leads.reads
    leads.press("Declare your conflicts of interest")
    leads.write(words="None")
    leads.press("Declare")
    for where, said in (
        ("Those who report", "Five of eight never heard back."),
        ("Minutes of the board", "Nobody asked about it in a year."),
    ):
        leads.go(f"{site}/notes/add")
        leads.write(words=said)
        leads.choose(leans="area")
        leads.pick(session=where)
        leads.press("Keep the note")
    tick(leads, "Five of eight never heard back.", "Nobody asked about it in a year.")
    leads.choose(kind="area")
    leads.write(words="Those who report seldom hear back.")
    leads.pick(theme="7 ", question=QUESTION)
    leads.press("Draft the finding")
    leads.go(f"{site}/feedback/keep")
    leads.press("Keep it")
    assert "at least one key message" in leads.reads
    leads.go(f"{site}/feedback")
    leads.follow("Write the key messages")
    leads.write(messages="Tell those who report what came of it.")
    leads.press("Save")
    leads.follow("Keep it as it was told")
    leads.write(note="As told to the board")
    leads.press("Keep it")
    assert "As told to the board" in leads.reads


def written_up(leads: Actor, runs: Actor, contact: Actor, review: str, site: str) -> None:
    """What began meanwhile; the finding reworded and agreed; a recommendation; the draft, a comment on it, the final."""
    contact.go(f"{site}/after")
    contact.press("Log what has begun")
    today = moment.today()
    contact.write(
        title="A list of answers owed",
        due_on=today + timedelta(days=20),
        begun_on=today,
        because="The focus group",
    )
    contact.press("Log it")
    assert "A list of answers owed" in contact.reads
    runs.go(f"/reviews/{review}/")
    runs.press("End looking, write it up")
    runs.press("End looking, write it up")
    leads.go(f"{site}/findings")
    leads.follow("Those who report seldom hear back.")
    leads.follow("Change it")
    leads.write(words="Five in eight of those who report did not hear back.")
    leads.press("Save")
    assert "Before: Those who report seldom hear back." in leads.reads
    leads.press("Agree it")
    leads.go(f"{site}/recommendations/add")
    leads.write(words="Let one person answer for every reply.", passage="paragraph 9")
    tick(leads, "Five in eight")
    leads.press("Keep it")
    _kept(runs, "accuracy")
    assert "changed: 1;" in runs.reads
    contact.go(site)
    contact.press("Comment on accuracy")
    contact.write(passage="paragraph 9", words="There were seven, and not eight.")
    contact.press("Send the comment")
    runs.go(f"{site}/publish")
    runs.write(where="Public papers of the board")
    runs.press("Publish")
    assert "Answer every comment on accuracy" in runs.reads
    assert runs.page.locator("main [name=where]").input_value() == "Public papers of the board"
    leads.go(site)
    leads.page.get_by_text("On paragraph 9: waits for an answer").click()
    leads.follow("Answer the comment on paragraph 9")
    leads.choose(taken="no")
    leads.write(answer="Eight came; one left early.")
    leads.press("Answer")
    _kept(runs, "final")
    for words in ("With thanks", "Helen Contact", "The police", "A list of answers owed"):
        assert words in runs.reads
    runs.go(f"{site}/publish")
    runs.write(where="Public papers of the board")
    runs.press("Publish")
    assert "What followed" in runs.reads


def _kept(runs: Actor, stage: str) -> None:
    runs.go("/reports/")
    runs.pick(what=f"Report: {TITLE}")
    runs.choose(stage=stage)
    runs.press("Keep it")


def followed(contact: Actor, member: Actor, runs: Actor, site: str) -> None:
    """Plans, staff told, the report public; then somebody else looks at what came of it."""
    today = moment.today()
    contact.go(f"{site}/feedback/grown")
    for words in (
        "Those who report seldom hear back.",
        "Five in eight of those who report did not hear back.",
    ):
        assert words in contact.reads
    contact.go(f"{site}/after")
    contact.follow("Name the plan it is in")
    contact.write(
        plan="Adult social care service plan", passage="action 4", words="One owner for replies.", on=today
    )
    contact.press("Record it")
    contact.press("Record who was told")
    assert contact.page.locator("main [name=words]").input_value() == "Tell those who report what came of it."
    contact.write(audience="Everybody at the front door", place="Briefing", on=today)
    contact.press("Record it")
    contact.press("Say where it can be read")
    contact.press("Record it")
    for words in (
        "action 4",
        "Everybody at the front door",
        "Report published",
        "Public papers of the board",
    ):
        assert words in contact.reads
    member.go("/reviews/")
    member.follow(TITLE)
    member.follow("What followed: plans, who was told")
    assert "Adult social care service plan" in member.reads
    assert member.go(f"{site}/feedback/1") in (403, 404), "the first feedback stays with those who took part"
    member.go(f"{site}/after")
    member.press("Record the follow-up")
    member.write(words="I asked ten of those who report: nine had heard back.")
    member.press("Record it")
    runs.go(f"{site}/after")
    assert "nine had heard back" in runs.reads


def test_a_peer_review_from_the_request_to_its_follow_up(served, browser, town, axe):
    runs, leads, member = (Actor(browser, served, who) for who in (town.runs, town.leads, town.member))
    contact = Actor(
        browser, served, town.contact, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    review = asked_for(runs)
    site = f"/on-site/{review}"
    planned(contact, site)
    looked(leads, review, site)
    written_up(leads, runs, contact, review, site)
    followed(contact, member, runs, site)
    (row,) = queries.reviews(town.runs)
    assert row.state is ReviewState.FOLLOWED_UP
    for path in (
        "",
        "/feedback",
        "/feedback/1",
        "/feedback/grown",
        "/findings",
        "/after",
        "/after/told/messages",
    ):
        runs.page.set_viewport_size({"width": 360, "height": 740})
        assert runs.go(f"{site}{path}") == 200
        axe(runs.page)
        assert runs.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
