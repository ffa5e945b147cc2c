"""A peer review on site, as its team, the agency's contact and whoever runs assurance see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import PaperRequest, Review, ReviewMember, ReviewNote, ReviewSession
from goldenthread.assurance.queries.reviews import methods_of
from goldenthread.assurance.queries.self_assessment import OfItself, told_of_itself, visit_begun
from goldenthread.assurance.vocabulary import (
    Independence,
    MemberFunction,
    NoteLeans,
    PaperState,
    ReviewKind,
    ReviewState,
    SessionKind,
    SessionState,
    SourceKind,
)

_ARRANGES = (MemberFunction.LEADER, MemberFunction.MANAGER, MemberFunction.CONTACT)


@dataclass(frozen=True)
class SessionRow:
    """A session of the programme; ``notes`` is how many the team took there, None for readers outside the team."""

    id: UUID
    version: int
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
    state: SessionState
    notes: int | None

    @property
    def taking_part(self) -> str:
        """Who takes part, by role and number; "" where nobody has said."""
        number = f"{self.people} {'person' if self.people == 1 else 'people'}" if self.people else ""
        return ", ".join(filter(None, (self.who, number)))


@dataclass(frozen=True)
class NoteRow:
    """A note of the team. It says where it was heard, and not from whom."""

    id: UUID
    words: str
    leans: NoteLeans
    sort: SourceKind
    independence: Independence
    session: str
    theme: str
    question: str
    finding_id: UUID | None
    by_name: str
    mine: bool


@dataclass(frozen=True)
class PaperRow:
    """A paper that was asked for."""

    id: UUID
    version: int
    what: str
    due_on: date | None
    state: PaperState
    answer: str
    evidence_id: UUID | None
    answered_by: str


@dataclass(frozen=True)
class CommentRow:
    """A comment on the accuracy of the draft report; ``taken`` is None until it is answered."""

    id: UUID
    version: int
    passage: str
    words: str
    at: datetime
    by_name: str
    taken: bool | None
    answer: str
    answered_by: str


@dataclass(frozen=True)
class OnSite:
    """The review on site. ``notes`` is empty for everybody outside the team: what was said in confidence stays there."""

    review_id: UUID
    version: int
    title: str
    kind: ReviewKind
    state: ReviewState
    questions: tuple[str, ...]
    instrument: tuple[str, str]
    # Kinds of session that were used, and how all of it is told (a published report may name a way of its own).
    methods_used: tuple[SessionKind, ...]
    methods_told: tuple[str, ...]
    methods_not_used: str
    sessions: tuple[SessionRow, ...]
    notes: tuple[NoteRow, ...]
    papers: tuple[PaperRow, ...]
    # What the council says of itself on each key question, and whether it may still change it.
    of_itself: tuple[OfItself, ...]
    visit_begun: bool
    comments: tuple[CommentRow, ...]
    published_where: str
    of_team: bool
    declared: bool
    is_contact: bool
    arranges: bool


@opening("assurance.open", about="review")
def on_site(viewer: Viewer, review_id: UUID) -> OnSite:
    """The programme, papers and, for the team, notes of a review. Six queries. Raises Refused and NotThere."""
    review = find(viewer, Review, review_id)
    member = review.members.filter(user_id=viewer.user_id or NOBODY, ended_at__isnull=True).first()
    of_team = member is not None and member.function != MemberFunction.CONTACT
    sessions, papers = list(review.sessions.all()), list(review.papers.all())
    notes = list(review.notes.filter(withdrawn_at__isnull=True).select_related("session")) if of_team else []
    return OnSite(
        review_id=review.pk,
        version=review.version,
        title=review.title,
        kind=ReviewKind(review.kind),
        state=ReviewState(review.state),
        questions=tuple(review.questions),
        instrument=(review.instrument_key, review.instrument_version),
        methods_used=tuple(kind for kind in SessionKind if kind.value in review.methods_used),
        methods_told=methods_of(review),
        methods_not_used=review.methods_not_used,
        sessions=tuple(_session(each, notes if of_team else None) for each in sessions),
        notes=tuple(_note(each, viewer) for each in notes),
        papers=tuple(_paper(each) for each in papers if not each.question),
        of_itself=told_of_itself(review.questions, papers, sessions),
        visit_begun=visit_begun(sessions),
        comments=tuple(
            CommentRow(
                each.pk,
                each.version,
                each.passage,
                each.words,
                each.at,
                each.by_name,
                each.taken,
                each.answer,
                each.answered_by,
            )
            for each in review.accuracy_comments.all()
        ),
        published_where=review.published_where,
        of_team=of_team,
        declared=_declared(member),
        is_contact=member is not None and member.function == MemberFunction.CONTACT,
        arranges=viewer.may("assurance.run") or (member is not None and member.function in _ARRANGES),
    )


def programme_of(viewer: Viewer, review_id: UUID) -> tuple[SessionRow, ...]:
    """The programme alone, for papers. Two queries. Raises NotThere."""
    return tuple(_session(each, None) for each in find(viewer, Review, review_id).sessions.all())


def _declared(member: ReviewMember | None) -> bool:
    return member is not None and member.conflicts_declared_at is not None


def _session(row: ReviewSession, notes: list[ReviewNote] | None) -> SessionRow:
    return SessionRow(
        id=row.pk,
        version=row.version,
        kind=SessionKind(row.kind),
        title=row.title,
        at=row.at,
        minutes=row.minutes,
        who=row.who,
        people=row.people,
        theme=row.theme,
        question=row.question,
        independence=Independence(row.independence),
        host=row.host,
        state=SessionState(row.state),
        notes=None if notes is None else sum(each.session_id == row.pk for each in notes),
    )


def _note(row: ReviewNote, viewer: Viewer) -> NoteRow:
    return NoteRow(
        id=row.pk,
        words=row.words,
        leans=NoteLeans(row.leans),
        sort=SourceKind(row.sort),
        independence=Independence(row.independence),
        session=row.session.title if row.session else "",
        theme=row.theme,
        question=row.question,
        finding_id=row.finding_id,
        by_name=row.by_name,
        mine=row.by_id == viewer.user_id,
    )


def _paper(row: PaperRequest) -> PaperRow:
    return PaperRow(
        id=row.pk,
        version=row.version,
        what=row.what,
        due_on=row.due_on,
        state=PaperState(row.state),
        answer=row.answer,
        evidence_id=row.evidence_id,
        answered_by=row.answered_by,
    )
