"""A peer review on site: conflicts declared, the programme, notes that name nobody, papers, and the evening's sifting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import PaperRequest, Review, ReviewMember, ReviewNote, ReviewSession
from goldenthread.assurance.policy.peer import conflicts_declared, names_nobody, something_to_take_up
from goldenthread.assurance.procedures.findings import About, add_source, draft_finding
from goldenthread.assurance.procedures.rows import author, keep_review_step, review_for, subject
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    NoteLeans,
    PaperState,
    SessionKind,
    SessionState,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

# What a session of this kind shows, unless the writer of a note says otherwise.
SHOWS = {
    SessionKind.INTERVIEW: SourceKind.VOICE,
    SessionKind.FOCUS_GROUP: SourceKind.VOICE,
    SessionKind.VISIT: SourceKind.PRACTICE,
    SessionKind.OBSERVATION: SourceKind.PRACTICE,
    SessionKind.FILES: SourceKind.PRACTICE,
    SessionKind.READING: SourceKind.PROCESS,
    SessionKind.FIGURES: SourceKind.DATA,
    SessionKind.FEEDBACK: SourceKind.VOICE,
}


class Programme(TypedDict):
    """Everything a session of the programme says of itself."""

    kind: SessionKind
    title: str
    at: datetime | None
    minutes: int | None
    who: str
    people: int | None
    theme: str
    question: str
    independence: Independence
    host: str


@procedure("assurance.review", about="review")
def declare_conflicts(by: Viewer, *, review_id: UUID, words: str) -> Done[None]:
    """Declare one's own conflicts of interest, or that there are none. The last declaration stands. Raises Refused, NotThere."""
    review = review_for(by, "declare_conflicts", review_id)
    member = member_of(by, review)
    if member is None:
        raise Refused(refused("MEMBER", "Only members of the team declare conflicts."))
    if not words.strip():
        raise Refused(
            refused("WORDS", "Write what they are. If there are none, write “None”.", field="words")
        )
    member.conflicts, member.conflicts_declared_at = words.strip(), moment.now()
    member.version += 1
    member.save(update_fields=["conflicts", "conflicts_declared_at", "version"])
    keep_review_step(
        review, by, "declare_conflicts", f"{member.name} declared conflicts of interest", words=words
    )
    return Done(None, subject(review))


@procedure("assurance.review", about="review")
def plan_session(by: Viewer, *, review_id: UUID, told: Programme) -> Done[UUID]:
    """Put a session into the programme. Raises Refused (no title; only leader, manager or whoever runs assurance)."""
    review = _arranged(by, "plan_session", review_id)
    made = ReviewSession.objects.create(review=review, **_session(told))
    keep_review_step(review, by, "plan_session", f"In the programme: {made.title}")
    return Done(made.pk, subject(review), {"kind": made.kind})


@procedure("assurance.review", about="review")
def change_session(
    by: Viewer,
    *,
    review_id: UUID,
    session_id: UUID,
    version: int,
    state: SessionState,
    told: Programme,
) -> Done[None]:
    """Change a session, or say that it was held or cancelled. Raises Refused (STALE, no title) and NotThere."""
    review = _arranged(by, "change_session", review_id)
    session = review.sessions.select_for_update().filter(pk=session_id).first()
    if session is None:
        raise NotThere(subject(review))
    unchanged(session.version, version)
    fields = {**_session(told), "state": state, "version": session.version + 1}
    for name, value in fields.items():
        setattr(session, name, value)
    session.save(update_fields=list(fields))
    keep_review_step(review, by, "change_session", f"{session.title}: {state.label.lower()}")
    return Done(None, subject(review), {"state": state.value})


@procedure("assurance.review", about="review")
def note(
    by: Viewer,
    *,
    review_id: UUID,
    words: str,
    leans: NoteLeans = NoteLeans.FACT,
    session_id: UUID | None = None,
    sort: SourceKind | None = None,
    independence: Independence | None = None,
    theme: str = "",
    question: str = "",
) -> Done[UUID]:
    """Note something for the team. Raises Refused (PEER-01, PEER-02, no words, not of the team) and NotThere."""
    review = of_team(by, "note", review_id)
    session = review.sessions.filter(pk=session_id).first() if session_id else None
    if session_id and session is None:
        raise NotThere(subject(review))
    if not words.strip():
        raise Refused(refused("WORDS", "Write what was said or seen.", field="words"))
    if session is None and sort is None:
        raise Refused(refused("SORT", "Say what it rests on.", field="sort"))
    insist(names_nobody(words=words, names=_names(review)))
    made = ReviewNote.objects.create(
        review=review,
        session=session,
        words=words.strip(),
        leans=leans,
        sort=sort or (SHOWS[SessionKind(session.kind)] if session else SourceKind.VOICE),
        independence=independence or (session.independence if session else Independence.OWN),
        theme=theme or (session.theme if session else ""),
        question=question or (session.question if session else ""),
        **author(by),
    )
    return Done(made.pk, subject(review), {"leans": leans.value})


@procedure("assurance.review", about="review")
def withdraw_note(by: Viewer, *, review_id: UUID, note_id: UUID) -> Done[None]:
    """Withdraw one's own note: nobody reads it any more. Doing it twice changes nothing. Raises NotThere, Refused (taken up)."""
    review = of_team(by, "withdraw_note", review_id)
    row = review.notes.select_for_update().filter(pk=note_id, by_id=by.user_id or NOBODY).first()
    if row is None:
        raise NotThere(subject(review))
    if row.finding_id:
        raise Refused(refused("TAKEN", "A finding rests on it. Take it out of the finding first."))
    if row.withdrawn_at is None:
        row.withdrawn_at = moment.now()
        row.save(update_fields=["withdrawn_at"])
    return Done(None, subject(review))


@procedure("assurance.review", about="review")
def take_up(
    by: Viewer,
    *,
    review_id: UUID,
    note_ids: Sequence[UUID],
    kind: FindingKind,
    words: str,
    about: About | None = None,
) -> Done[UUID]:
    """Make a finding of notes: each becomes a source of it, told by session and never by speaker.

    A theme or a key question that all of them share is the finding's, where none is named. A note that stands in a finding
    already is left there.

    Raises Refused (PEER-03, and as a finding that is drafted).
    """
    review = of_team(by, "take_up", review_id)
    rows = list(
        review.notes.select_for_update(of=("self",))
        .select_related("session")
        .filter(pk__in=list(note_ids), withdrawn_at__isnull=True, finding_id__isnull=True)
    )
    insist(something_to_take_up(notes=len(rows)))
    about = _shared(rows, about or {})
    finding_id = draft_finding(by, kind=kind, words=words, review_id=review_id, about=about)
    for version, row in enumerate(rows, 1):
        add_source(
            by,
            finding_id=finding_id,
            version=version,
            kind=SourceKind(row.sort),
            independence=Independence(row.independence),
            # Where it was heard, and not the note itself: what was said to the team stays with the team.
            origin=row.session.title if row.session else "A note of the team",
        )
    review.notes.filter(pk__in=[row.pk for row in rows]).update(finding_id=finding_id)
    keep_review_step(
        review, by, "take_up", f"A finding was made of {len(rows)} {'note' if len(rows) == 1 else 'notes'}"
    )
    return Done(finding_id, subject(review), {"notes": len(rows)})


def _shared(rows: Sequence[ReviewNote], about: About) -> About:
    """What the finding is about, with the theme and the question of its notes where all of them name the same."""
    themes, questions = {row.theme for row in rows}, {row.question for row in rows}
    found = About(**about)
    if not found.get("theme") and len(themes) == 1:
        found["theme"] = themes.pop()
    if not found.get("question") and len(questions) == 1:
        found["question"] = questions.pop()
    return found


@procedure("assurance.review", about="review")
def ask_for_paper(by: Viewer, *, review_id: UUID, what: str, due_on: date | None) -> Done[UUID]:
    """Ask for a document. Raises Refused (not of the team, no words)."""
    review = of_team(by, "ask_for_paper", review_id)
    if not what.strip():
        raise Refused(refused("WHAT", "Say which document you ask for.", field="what"))
    made = PaperRequest.objects.create(
        review=review, what=what.strip()[:300], due_on=due_on, asked_at=moment.now()
    )
    keep_review_step(review, by, "ask_for_paper", f"Asked for: {made.what}")
    return Done(made.pk, subject(review))


@procedure("assurance.open", about="review")
def answer_paper(
    by: Viewer,
    *,
    review_id: UUID,
    paper_id: UUID,
    version: int,
    state: PaperState,
    answer: str,
    evidence_id: UUID | None = None,
) -> Done[None]:
    """Send a paper or say why there is none: by a contact of the agency or whoever runs assurance. Raises Refused (STALE)."""
    review = review_for(by, "answer_paper", review_id)
    member = member_of(by, review)
    if not by.may("assurance.run") and (member is None or member.function != MemberFunction.CONTACT):
        raise Refused(refused("CONTACT", "Papers are sent by the agency's contact of this review."))
    paper = review.papers.select_for_update().filter(pk=paper_id, question="").first()
    if paper is None:
        raise NotThere(subject(review))
    unchanged(paper.version, version)
    if state is PaperState.ASKED or not answer.strip():
        raise Refused(refused("ANSWER", "Say where the paper is, or why there is none.", field="answer"))
    paper.state, paper.answer, paper.evidence_id = state, answer.strip(), evidence_id
    paper.answered_at, paper.answered_by = moment.now(), by.name
    paper.version += 1
    paper.save()
    keep_review_step(review, by, "answer_paper", f"{paper.what}: {state.label.lower()}", words=answer)
    return Done(None, subject(review), {"state": state.value})


@procedure("assurance.review", about="review")
def state_methods(
    by: Viewer, *, review_id: UUID, version: int, used: Sequence[SessionKind], not_used: str
) -> Done[None]:
    """Say how the team looked and how it did not, so that readers can weigh what it found: the team's own word, never that of those it looked at.

    Raises Refused (STALE, not the team's).
    """
    review = review_for(by, "state_methods", review_id, version=version)
    member = member_of(by, review)
    if not by.may("assurance.run") and (member is None or member.function == MemberFunction.CONTACT):
        raise Refused(refused("TEAM", "The team says how it looked."))
    _may_arrange(by, review)
    review.methods_used, review.methods_not_used = [each.value for each in used], not_used.strip()
    review.version += 1
    review.save(update_fields=["methods_used", "methods_not_used", "version"])
    keep_review_step(review, by, "state_methods", "Methods stated", words=not_used)
    return Done(None, subject(review))


def _session(told: Programme) -> dict[str, object]:
    if not told["title"].strip():
        raise Refused(refused("TITLE", "Say what the session is.", field="title"))
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    # Words of a list are texts too, and stay what they are.
    return tidy | {"kind": told["kind"], "independence": told["independence"]}


def member_of(by: Viewer, review: Review) -> ReviewMember | None:
    """Their part in the review, locked; None for who has none."""
    return (
        review.members.select_for_update().filter(user_id=by.user_id or NOBODY, ended_at__isnull=True).first()
    )


def of_team(by: Viewer, deed: str, review_id: UUID) -> Review:
    """The review, for a member of its team who has declared conflicts. The agency's contact is not of the team.

    Raises NotThere and Refused (not of the team, PEER-01).
    """
    review = review_for(by, deed, review_id)
    member = member_of(by, review)
    if member is None or member.function == MemberFunction.CONTACT:
        raise Refused(refused("TEAM", "Only the team of this review notes, asks and finds."))
    insist(conflicts_declared(declared=member.conflicts_declared_at is not None))
    return review


def _arranged(by: Viewer, deed: str, review_id: UUID) -> Review:
    review = review_for(by, deed, review_id)
    _may_arrange(by, review)
    return review


def _may_arrange(by: Viewer, review: Review) -> None:
    arranges = (MemberFunction.LEADER, MemberFunction.MANAGER, MemberFunction.CONTACT)
    member = member_of(by, review)
    if not by.may("assurance.run") and (member is None or member.function not in arranges):
        raise Refused(
            refused(
                "ARRANGES",
                "The programme is kept by the review's leader, its manager and the agency's contact.",
            )
        )


def _names(review: Review) -> list[str]:
    """Whole names the review knows: hosts and contacts. Team members may be named; what they heard may not be theirs."""
    hosts = list(review.sessions.exclude(host="").values_list("host", flat=True))
    contacts = review.members.filter(function=MemberFunction.CONTACT).values_list("name", flat=True)
    return [*hosts, *contacts]


def unchanged(held: int, sent: int) -> None:
    """Raises Refused (STALE) where the row is not as it was when its page was opened."""
    if held != sent:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
