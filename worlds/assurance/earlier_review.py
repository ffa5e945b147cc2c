"""Last year's peer review of Sandgate, whole: from the request over its last day and its report to what followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.procedures.peer import Programme
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    NoteLeans,
    ReportKind,
    ReportStage,
    Response,
    ReviewKind,
    SessionKind,
    SessionState,
    SourceKind,
    TellingKind,
)
from worlds.council import Council
from worlds.playing import Case

TITLE = "Peer review: are people heard?"
COUNCIL = "Sandgate Council"
QUESTIONS = (
    "Does what an adult wants lead what is done?",
    "Who hears back, and how does anybody know?",
)
# Kind, title, who takes part, how many, theme, key question, whose word, host.
PROGRAMME = (
    (SessionKind.READING, "Ten procedures and their forms", "Two of the team", None, "7", 0, Independence.OWN, "Safeguarding team"),
    (SessionKind.INTERVIEW, "Lead member", "Lead member", 1, "3", 1, Independence.OWN, "Members' office"),
    (SessionKind.FOCUS_GROUP, "Carers", "Carers of adults with dementia", 7, "2", 0, Independence.EXTERNAL, "Carers' centre"),
    (SessionKind.FOCUS_GROUP, "Those who report most", "Police, hospital and housing staff", 10, "5", 1, Independence.PARTNER, "Sandgate Police"),
)  # fmt: skip
# Session, which way it leans, words.
NOTES = (
    (0, NoteLeans.STRENGTH, "Every form begins with what the adult wants."),
    (2, NoteLeans.STRENGTH, "Carers say that they were asked, and asked again."),
    (3, NoteLeans.AREA, "Seven of ten have not heard back this year."),
    (0, NoteLeans.AREA, "No procedure says who answers a referrer."),
    (1, NoteLeans.AREA, "The lead member is told numbers, seldom a story."),
    (2, NoteLeans.AREA, "One carer was given three names in a week."),
)
# Notes, kind, theme, key question, words.
FOUND = (
    ((0, 1), FindingKind.STRENGTH, "2", 0, "What an adult wants stands first, on paper and as carers live it."),
    ((2, 3), FindingKind.AREA, "5", 1, "Those who report seldom hear back, and no procedure says whose task it is."),
    ((5,), FindingKind.AREA, "7", 0, "Adults and carers are passed from one name to the next."),
)  # fmt: skip
MESSAGES = (
    "What an adult wants leads the work: keep that.",
    "Tell those who report what came of it, every time.",
)


def earlier_review(council: Council, now: datetime) -> Case:
    """Asked for eleven months ago; on site nine months ago; published, told and taken into plans since."""
    runs = council.of(Role.BOARD_MANAGER)[0]
    leads = council.of(Role.REVIEWER)[0]
    contact = council.named("Helen Marsh")
    standards = shipped()["lga-improvement-tool"]
    yield now - timedelta(days=330)
    review_id = do.open_review(
        runs,
        kind=ReviewKind.PEER_REVIEW,
        title=TITLE,
        scope="How adults, carers and referrers are heard and answered. No case files are read.",
        questions=QUESTIONS,
        instrument=(standards.key, standards.version),
        requested_by="Independent chair of the board",
        begins_on=(now - timedelta(days=271)).date(),
        due_on=(now - timedelta(days=230)).date(),
    )
    for person, function, role in (
        (leads, MemberFunction.LEADER, "Director of another council"),
        (contact, MemberFunction.CONTACT, "Safeguarding manager"),
    ):
        do.add_member(runs, review_id=review_id, function=function, user_id=person.user_id, role=role)
    do.declare_conflicts(leads, review_id=review_id, words="None.")
    yield now - timedelta(days=300)
    first = (now - timedelta(days=271)).replace(hour=9, minute=30, second=0, microsecond=0)
    sessions = [
        do.plan_session(
            contact, review_id=review_id, told=_session(planned, first + timedelta(hours=2 * number))
        )
        for number, planned in enumerate(PROGRAMME)
    ]
    yield from _on_site(runs, leads, contact, review_id, sessions, first, now)
    yield from _written_up(runs, leads, contact, review_id, now)
    yield from _followed(runs, contact, review_id, now)


def _on_site(
    runs: Viewer,
    leads: Viewer,
    contact: Viewer,
    review_id: UUID,
    sessions: list[UUID],
    first: datetime,
    now: datetime,
) -> Case:
    yield now - timedelta(days=271)
    do.begin_review(runs, review_id=review_id, version=queries.review(runs, review_id).version)
    notes = [
        do.note(leads, review_id=review_id, session_id=sessions[session], leans=leans, words=words)
        for session, leans, words in NOTES
    ]
    yield now - timedelta(days=270)
    for number, planned in enumerate(PROGRAMME):
        do.change_session(
            contact, review_id=review_id, session_id=sessions[number], version=1, state=SessionState.HELD,
            told=_session(planned, first + timedelta(hours=2 * number)),
        )  # fmt: skip
    for rests_on, kind, theme, question, words in FOUND:
        do.take_up(
            leads, review_id=review_id, note_ids=[notes[each] for each in rests_on], kind=kind, words=words,
            about={"theme": theme, "question": QUESTIONS[question]},
        )  # fmt: skip
    do.state_methods(
        leads,
        review_id=review_id,
        version=queries.review(leads, review_id).version,
        used=(SessionKind.READING, SessionKind.INTERVIEW, SessionKind.FOCUS_GROUP),
        not_used="Case files were not read.",
    )
    do.state_messages(
        leads, review_id=review_id, version=queries.review(leads, review_id).version, messages=MESSAGES
    )
    do.keep_feedback(
        leads, review_id=review_id, version=queries.review(leads, review_id).version, council=COUNCIL,
        note="As told to the board and partners",
    )  # fmt: skip
    yield now - timedelta(days=266)
    do.log_begun(
        contact,
        review_id=review_id,
        title="A list of answers owed hangs at the front door",
        begun_on=(now - timedelta(days=269)).date(),
        due_on=(now - timedelta(days=180)).date(),
        because="What ten people who report told the team, in front of us.",
    )


def _written_up(runs: Viewer, leads: Viewer, contact: Viewer, review_id: UUID, now: datetime) -> Case:
    yield now - timedelta(days=255)
    do.end_looking(runs, review_id=review_id, version=queries.review(runs, review_id).version)
    strength, unheard, passed_on = queries.findings_of(leads, review_id)
    do.change_finding(
        leads, finding_id=unheard.id, version=queries.finding(leads, unheard.id).version, kind=FindingKind.AREA,
        words="Seven in ten of those who report did not hear back, and no procedure says whose task it is.",
        about=do.About(theme="5", question=QUESTIONS[1]),
    )  # fmt: skip
    do.set_finding_aside(
        runs, finding_id=passed_on.id, version=queries.finding(runs, passed_on.id).version,
        words="One carer said so. It is passed to the team as what one person lived, and is no finding.",
    )  # fmt: skip
    added = do.draft_finding(
        leads, kind=FindingKind.AREA, review_id=review_id,
        words="The lead member is told numbers; a person's story now and then would say what they mean.",
        about=do.About(theme="3", question=QUESTIONS[1], passage="paragraph 14"),
    )  # fmt: skip
    do.add_source(
        leads, finding_id=added, version=1, kind=SourceKind.VOICE, independence=Independence.OWN, origin="Lead member"
    )  # fmt: skip
    for each in (strength.id, unheard.id, added):
        do.agree_finding(leads, finding_id=each, version=queries.finding(leads, each).version)
    for words, finding, passage in (
        ("Let one person answer for every reply to those who report.", unheard.id, "paragraph 11"),
        ("Bring one story to the lead member with each quarter's figures.", added, "paragraph 15"),
    ):
        do.recommend(leads, review_id=review_id, words=words, passage=passage, finding_ids=(finding,))
    do.keep_report(
        runs, kind=ReportKind.REVIEW, stage=ReportStage.ACCURACY, council=COUNCIL, review_id=review_id,
        note="For factual accuracy",
    )  # fmt: skip
    yield now - timedelta(days=245)
    comment = do.comment_on_accuracy(
        contact,
        review_id=review_id,
        passage="paragraph 11",
        words="One procedure does: that of the hospital team.",
    )
    do.answer_accuracy(
        leads, review_id=review_id, comment_id=comment, version=1, taken=False,
        answer="It names a team, and no person. The sentence stays.",
    )  # fmt: skip
    yield now - timedelta(days=235)
    do.keep_report(
        runs,
        kind=ReportKind.REVIEW,
        stage=ReportStage.FINAL,
        council=COUNCIL,
        review_id=review_id,
        note="Final",
    )
    do.publish_review(
        runs,
        review_id=review_id,
        version=queries.review(runs, review_id).version,
        where="The board's public page, reviews",
    )


def _followed(runs: Viewer, contact: Viewer, review_id: UUID, now: datetime) -> Case:
    yield now - timedelta(days=228)
    do.tell_of(
        contact, review_id=review_id, kind=TellingKind.PUBLISHED, on=(now - timedelta(days=230)).date(),
        place="The board's public page, reviews", audience="Sent to every partner the same day",
    )  # fmt: skip
    do.tell_of(
        contact, review_id=review_id, kind=TellingKind.MESSAGES, on=(now - timedelta(days=229)).date(),
        audience="Everybody who works in safeguarding, 61 people", place="Briefing in four teams", words="\n".join(MESSAGES),
    )  # fmt: skip
    one, other = queries.recommendations(runs, review_id=review_id)
    do.respond_to_recommendation(
        runs, recommendation_id=one.id, version=1, response=Response.IMPLEMENT, words="From this quarter."
    )
    do.respond_to_recommendation(
        runs,
        recommendation_id=other.id,
        version=1,
        response=Response.IMPLEMENT,
        words="With the next figures.",
    )
    do.take_into_plan(
        contact, review_id=review_id, recommendation_id=one.id, plan="Adult social care service plan",
        passage="priority 2, action 4", on=(now - timedelta(days=229)).date(),
        words="The front-door manager answers for every reply; the list is read each Monday.",
    )  # fmt: skip
    do.take_into_plan(
        contact, review_id=review_id, recommendation_id=other.id, plan="Work programme of the board",
        passage="quarterly figures", on=(now - timedelta(days=229)).date(),
        words="Each quarter's figures come with one story, told with consent.",
    )  # fmt: skip


def _session(
    planned: tuple[SessionKind, str, str, int | None, str, int, Independence, str], at: datetime
) -> Programme:
    kind, title, who, people, theme, question, independence, host = planned
    return {
        "kind": kind, "title": title, "at": at, "minutes": 90, "who": who, "people": people, "theme": theme,
        "question": QUESTIONS[question], "independence": independence, "host": host,
    }  # fmt: skip
