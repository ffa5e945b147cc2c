"""A peer review of Sandgate, on its second day: the team has looked in six ways and begun to sift."""

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
    PaperState,
    ReviewKind,
    SessionKind,
    SessionState,
)
from worlds.council import Council
from worlds.playing import Case

QUESTIONS = (
    "Is it clear who answers for safeguarding, from the front door to the board?",
    "How does the board know what it is told is so?",
    "Do adults say that they are safer, and how do we know?",
)
# What the council says of itself before the visit, by question: progress, strengths, areas for improvement. The last waits.
OF_ITSELF = {
    QUESTIONS[0]: (
        "Since spring one page says who decides what, and each team has read it with its manager.",
        "The director and the lead member read the same figures, and the chair sees them unchanged.",
        "Out of hours it is still asked too often who signs off.",
    ),
    QUESTIONS[1]: (
        "Two audits in the year were read by another agency as well.",
        "",
        "We ask for figures every quarter; we rarely ask those who raised a concern.",
    ),
}
# Kind, title, who takes part, how many, theme, key question, whose word, host.
PROGRAMME = (
    (SessionKind.READING, "Minutes of the board, two years", "Review leader, with the board's papers", None, "5", 1, Independence.OWN, "Board's office"),
    (SessionKind.INTERVIEW, "Director and lead member", "Director, lead member", 2, "3", 0, Independence.OWN, "Director's office"),
    (SessionKind.FOCUS_GROUP, "Adults who have used safeguarding", "Seven adults, two advocates", 9, "2", 2, Independence.EXTERNAL, "Tideway advocacy group"),
    (SessionKind.FOCUS_GROUP, "Care providers", "Managers of homes and home care", 8, "6", 1, Independence.PARTNER, "Larkfield House"),
    (SessionKind.FIGURES, "Leading figures and how they are made", "Data officer", 1, "8", 1, Independence.OWN, "Performance team"),
    (SessionKind.VISIT, "The front door at work", "Front-door practitioners", 5, "7", 0, Independence.OWN, "Front-door team"),
)  # fmt: skip
MESSAGES = (
    "Adults at risk are heard early here; fewer of them hear how it ended.",
    "The board reads its figures well, and asks too seldom what referrers learn.",
    "Danger is dealt with first, and it can be seen that it was.",
)
# Session, which way it leans, words.
NOTES = (
    (2, NoteLeans.STRENGTH, "Most said the worker asked what they wanted, and wrote it down in their words."),
    (2, NoteLeans.AREA, "Three of them never heard how it ended."),
    (
        3,
        NoteLeans.AREA,
        "Providers raise concerns and are not told what came of them; some have stopped asking.",
    ),
    (4, NoteLeans.FACT, "Answers to referrers within target are on the page of leading figures."),
    (0, NoteLeans.AREA, "In two years the board asked once about feedback to those who raise concerns."),
    (5, NoteLeans.STRENGTH, "Danger is dealt with first, and it can be seen that it was."),
    (1, NoteLeans.FACT, "The lead member reads the figures every quarter with the director."),
)


def peer_review(council: Council, now: datetime) -> Case:
    """Asked for in summer; the team came yesterday."""
    runs = council.of(Role.BOARD_MANAGER)[0]
    leads = council.of(Role.REVIEWER)[0]
    contact = council.of(Role.MANAGER)[0]
    standards = shipped()["lga-improvement-tool"]
    yield now - timedelta(days=70)
    review_id = do.open_review(
        runs,
        kind=ReviewKind.PEER_REVIEW,
        title="Peer review: how do we know?",
        scope="Accountability and assurance, from the front door to the board. No case files are read.",
        questions=QUESTIONS,
        instrument=(standards.key, standards.version),
        requested_by="Director of adult social care",
        due_on=(now + timedelta(days=30)).date(),
    )
    yield now - timedelta(days=60)
    for person, function in ((leads, MemberFunction.LEADER), (contact, MemberFunction.CONTACT)):
        do.add_member(runs, review_id=review_id, function=function, user_id=person.user_id)
    do.declare_conflicts(leads, review_id=review_id, words="None: no work or family in Sandgate.")
    paper = do.ask_for_paper(
        leads, review_id=review_id, what="Board's strategic plan and last annual report", due_on=None
    )
    do.ask_for_paper(leads, review_id=review_id, what="Position statement", due_on=None)
    do.ask_for_self_assessment(leads, review_id=review_id, due_on=(now - timedelta(days=8)).date())
    yield now - timedelta(days=50)
    do.answer_paper(
        contact, review_id=review_id, paper_id=paper, version=1, state=PaperState.SENT,
        answer="Both are on the board's pages; links were sent to the review leader.",
    )  # fmt: skip
    _of_itself(contact, review_id)
    sessions = []
    for number, planned in enumerate(PROGRAMME):
        at = (now - timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        sessions.append(
            do.plan_session(
                contact, review_id=review_id, told=_session(planned, at + timedelta(hours=number))
            )
        )
    yield now - timedelta(days=1)
    do.begin_review(runs, review_id=review_id, version=queries.review(runs, review_id).version)
    notes = [
        do.note(leads, review_id=review_id, session_id=sessions[session], leans=leans, words=words)
        for session, leans, words in NOTES
    ]
    yield now - timedelta(hours=14)
    for number, planned in enumerate(PROGRAMME[:5]):
        at = (now - timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        do.change_session(
            leads, review_id=review_id, session_id=sessions[number], version=1, state=SessionState.HELD,
            told=_session(planned, at + timedelta(hours=number)),
        )  # fmt: skip
    do.take_up(
        leads, review_id=review_id, note_ids=[notes[0]], kind=FindingKind.STRENGTH, about={"theme": "2", "question": QUESTIONS[2]},
        words="Adults are asked what they want, and it is written down in their words.",
    )  # fmt: skip
    do.take_up(
        leads, review_id=review_id, note_ids=[notes[2], notes[4]], kind=FindingKind.AREA, about={"theme": "7", "question": QUESTIONS[1]},
        words="Those who raise concerns too seldom learn what came of them, and the board does not ask.",
    )  # fmt: skip
    unheard = next(each for each in queries.findings_of(runs, review_id) if each.kind is FindingKind.AREA)
    for piece in queries.evidence_list(runs, words="Survey of ward staff").rows[:1]:
        do.show_by_evidence(
            runs,
            finding_id=unheard.id,
            version=queries.finding(runs, unheard.id).version,
            evidence_id=piece.id,
            shows="Four in ten ever heard what became of it.",
        )
    do.state_messages(
        leads, review_id=review_id, version=queries.review(leads, review_id).version, messages=MESSAGES
    )
    yield now - timedelta(hours=12)
    do.log_begun(
        contact,
        review_id=review_id,
        title="Every closing letter says what came of it",
        begun_on=(now - timedelta(days=1)).date(),
        due_on=(now + timedelta(days=40)).date(),
        because="Preparing for the focus group, we read ten closed cases and saw what people are not told.",
    )


def _of_itself(contact: Viewer, review_id: UUID) -> None:
    """What the council says of itself on the questions it has an answer to; the others wait."""
    for asked in queries.on_site(contact, review_id).of_itself:
        if asked.id and (said := OF_ITSELF.get(asked.question)):
            progress, strengths, improvements = said
            do.tell_of_itself(
                contact, review_id=review_id, paper_id=asked.id, version=asked.version,
                progress=progress, strengths=strengths, improvements=improvements,
            )  # fmt: skip


def _session(
    planned: tuple[SessionKind, str, str, int | None, str, int, Independence, str], at: datetime
) -> Programme:
    kind, title, who, people, theme, question, independence, host = planned
    return {
        "kind": kind, "title": title, "at": at, "minutes": 60, "who": who, "people": people, "theme": theme,
        "question": QUESTIONS[question], "independence": independence, "host": host,
    }  # fmt: skip
