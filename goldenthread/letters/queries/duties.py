"""Duties to answer and the letters written for them, as lists and pages show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.prepared import prepared, prepared_counts
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.chronology import Entry
from goldenthread.ground.local_policy import ClockName, current
from goldenthread.letters.models import DutyStep, FeedbackDuty, Letter
from goldenthread.letters.scopes import ABOUT
from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method, NotPossible

PAGE = 25
COUNTED = 1000
BADGE = 100
_CLOCKS = {
    Audience.ADULT: ClockName.ADULT_FEEDBACK,
    Audience.REFERRER: ClockName.REFERRER_FEEDBACK,
    Audience.PROVIDER: ClockName.AGENCY_FEEDBACK,
    Audience.PLACING_COUNCIL: ClockName.AGENCY_FEEDBACK,
}
Standing = Literal["in time", "due soon", "overdue", ""]


@dataclass(frozen=True)
class DutyFilters:
    """What the work list is narrowed to. ``state`` None means all; ``text`` is a reference or part of a contact."""

    state: DutyState | None = DutyState.OPEN
    audience: Audience | None = None
    overdue: bool = False
    text: str = ""


@dataclass(frozen=True)
class DutyLine:
    """One duty. ``standing`` is empty once it is met or not possible; ``letter`` is the state of its newest email."""

    id: UUID
    about: Subject
    reference: str
    person_id: UUID | None
    audience: Audience
    contact: str
    agency_id: UUID | None
    state: DutyState
    opened_at: datetime
    due_at: datetime
    standing: Standing
    met_at: datetime | None
    method: Method | None
    reason: NotPossible | None
    words: str
    by_name: str
    letter: LetterState | None
    version: int


@dataclass(frozen=True)
class DutyList:
    """A page of duties. ``total`` stops at COUNTED."""

    rows: tuple[DutyLine, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class DutyCounts:
    """How many answers are owed, how many of them late, and how many letters need somebody to look."""

    open: int
    overdue: int
    letters_in_trouble: int


@dataclass(frozen=True)
class DutyStepLine:
    """What was done about a duty."""

    at: datetime
    what: str
    by: str
    words: str


@dataclass(frozen=True)
class LetterLine:
    """A letter, as it is kept."""

    id: UUID
    about: Subject
    duty_id: UUID | None
    audience: Audience
    to: str
    subject: str
    body: str
    state: LetterState
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    by_name: str


@dataclass(frozen=True)
class DutyPage:
    """One duty with its draft, its history and its letters."""

    line: DutyLine
    draft: str
    steps: tuple[DutyStepLine, ...]
    letters: tuple[LetterLine, ...]


def duties(viewer: Viewer, filters: DutyFilters = DutyFilters(), page: int = 1) -> DutyList:
    """The work list: what is owed, most overdue first; what was given or could not be, newest first. 2 queries."""
    rows = _narrowed(visible(viewer, FeedbackDuty), filters)
    total = min(rows[: COUNTED + 1].count(), COUNTED)
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    order = ("due_at", "id") if filters.state is DutyState.OPEN else ("-met_at", "due_at", "id")
    start = (number - 1) * PAGE
    return DutyList(_lines(rows.order_by(*order)[start : start + PAGE]), total, number, pages)


def _narrowed(rows: QuerySet[FeedbackDuty], filters: DutyFilters) -> QuerySet[FeedbackDuty]:
    if filters.state is not None:
        rows = rows.filter(state=filters.state)
    if filters.audience is not None:
        rows = rows.filter(audience=filters.audience)
    if filters.overdue:
        rows = rows.filter(state=DutyState.OPEN, due_at__lt=moment.now())
    if text := filters.text.strip():
        rows = rows.filter(Q(about_reference__istartswith=text) | Q(contact__icontains=text))
    return rows


def duty_counts(viewer: Viewer) -> DutyCounts:
    """Counts for the desk; each stops at BADGE. One query."""
    found = _counts(viewer)
    return DutyCounts(found["open"], found["overdue"], found["letters_in_trouble"])


@prepared_counts
def _counts(viewer: Viewer) -> dict[str, tuple[QuerySet[Any], int]]:
    owed = visible(viewer, FeedbackDuty).filter(state=DutyState.OPEN)
    return {
        "open": (owed, BADGE),
        "overdue": (owed.filter(due_at__lt=moment.now()), BADGE),
        "letters_in_trouble": (_in_trouble(viewer), BADGE),
    }


def duties_of(viewer: Viewer, about: Collection[Subject]) -> tuple[DutyLine, ...]:
    """Every duty about these records that the viewer may see, by the time it was opened. One query."""
    return _as_lines(_of(viewer, *_ids(about)))


@prepared
def _of(viewer: Viewer, concerns: tuple[UUID, ...], enquiries: tuple[UUID, ...]) -> QuerySet[FeedbackDuty]:
    rows = visible(viewer, FeedbackDuty).filter(_among(concerns, enquiries))
    return _with_letter(rows).order_by("opened_at", "audience", "id")


def for_agency(viewer: Viewer, about: Collection[Subject] = ()) -> tuple[DutyLine, ...]:
    """Answers owed and given to the viewer's own agency, newest first, about these records or about all. One query."""
    if viewer.agency_id is None or viewer.agency_kind == "council":
        return ()
    rows = visible(viewer, FeedbackDuty).filter(agency_id=viewer.agency_id)
    if about:
        rows = rows.filter(_among(*_ids(about)))
    # Why somebody could not be told is for the file, not for them.
    return tuple(
        line
        for line in _lines(rows.order_by("-opened_at", "id")[:COUNTED])
        if line.state is not DutyState.NOT_POSSIBLE
    )


def told_agency(viewer: Viewer) -> tuple[DutyLine, ...]:
    """What the viewer's agency was told as a provider or a placing council, newest first; at most 100. One query."""
    if viewer.agency_id is None or viewer.agency_kind == "council":
        return ()
    audiences = (Audience.PROVIDER, Audience.PLACING_COUNCIL)
    rows = visible(viewer, FeedbackDuty).filter(
        agency_id=viewer.agency_id, audience__in=audiences, state=DutyState.MET
    )
    return _lines(rows.order_by("-met_at", "id")[:100])


@opening("letters.give", about="duty")
def duty_page(viewer: Viewer, duty_id: UUID) -> DutyPage:
    """Open a duty; the look goes on the trail. 4 queries and the trail's. Raises Refused and NotThere."""
    duty = find(viewer, FeedbackDuty, duty_id)
    (line,) = _lines(FeedbackDuty.objects.filter(pk=duty.pk))
    steps = DutyStep.objects.filter(duty=duty).order_by("at", "id")
    letters = Letter.objects.filter(duty=duty).order_by("created_at", "id")
    return DutyPage(
        line=line,
        draft=duty.draft,
        steps=tuple(DutyStepLine(step.at, step.what, step.by_name, step.words) for step in steps),
        letters=tuple(_letter(letter) for letter in letters),
    )


def letters_of(viewer: Viewer, about: Collection[Subject]) -> tuple[LetterLine, ...]:
    """Letters about these records that the viewer may see, oldest first. One query."""
    rows = visible(viewer, Letter).filter(_among(*_ids(about))).order_by("created_at", "id")
    return tuple(_letter(letter) for letter in rows)


def _in_trouble(viewer: Viewer) -> QuerySet[Letter]:
    return visible(viewer, Letter).filter(troubled_since__isnull=False)


def letters_in_trouble(viewer: Viewer) -> tuple[LetterLine, ...]:
    """Letters that could not be sent or may have been, oldest first; at most 100. One query."""
    return tuple(_letter(letter) for letter in _in_trouble(viewer).order_by("troubled_since", "id")[:100])


def chronology(viewer: Viewer, about: Collection[Subject]) -> tuple[Entry, ...]:
    """What was owed, given and sent about these records, oldest first. 2 queries."""
    ids = _ids(about)
    told = [
        Entry(
            at=step.at,
            sequence=step.pk,
            kind=step.duty.about_kind,
            record=step.duty.about_id,
            reference=step.duty.about_reference,
            what=f"{step.what} ({Audience(step.duty.audience).label.lower()})"
            if step.deed != "open_duty"
            else step.what,
            by=step.by_name,
            words=step.words if step.deed != "write_letter" else "",
            visibility=step.duty.audience if step.deed == "give_feedback" else "file",
        )
        for step in _steps(viewer, *ids)
    ]
    sent = [
        Entry(
            at=letter.sent_at or letter.created_at,
            sequence=0,
            kind=letter.about_kind,
            record=letter.about_id,
            reference="",
            what=f"Email sent: {letter.subject}",
            by=letter.by_name,
            visibility=letter.audience,
        )
        for letter in _loose(viewer, *ids)
    ]
    return tuple(sorted([*told, *sent]))


@prepared
def _steps(viewer: Viewer, concerns: tuple[UUID, ...], enquiries: tuple[UUID, ...]) -> QuerySet[DutyStep]:
    seen = visible(viewer, FeedbackDuty).filter(_among(concerns, enquiries))
    return DutyStep.objects.filter(duty__in=seen).select_related("duty").order_by("at", "id")


@prepared
def _loose(viewer: Viewer, concerns: tuple[UUID, ...], enquiries: tuple[UUID, ...]) -> QuerySet[Letter]:
    rows = visible(viewer, Letter).filter(_among(concerns, enquiries))
    return rows.filter(duty__isnull=True, state=LetterState.SENT)


def _ids(about: Collection[Subject]) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Ids of the concerns and of the enquiries among these records."""
    concerns, enquiries = ABOUT
    return (
        tuple(subject.id for subject in about if subject.kind == concerns),
        tuple(subject.id for subject in about if subject.kind == enquiries),
    )


def _among(concerns: tuple[UUID, ...], enquiries: tuple[UUID, ...]) -> Q:
    return Q(about_kind="concern", about_id__in=concerns) | Q(about_kind="enquiry", about_id__in=enquiries)


def _with_letter(rows: QuerySet[FeedbackDuty]) -> QuerySet[FeedbackDuty]:
    """With the state of each duty's newest letter."""
    newest = Letter.objects.filter(duty=OuterRef("pk")).order_by("-created_at").values("state")[:1]
    return rows.annotate(letter=Subquery(newest))


def _lines(rows: QuerySet[FeedbackDuty]) -> tuple[DutyLine, ...]:
    return _as_lines(list(_with_letter(rows)))


def _as_lines(rows: list[FeedbackDuty]) -> tuple[DutyLine, ...]:
    now = moment.now()
    return tuple(_line(duty, now) for duty in rows)


def _line(duty: FeedbackDuty, now: datetime) -> DutyLine:
    letter: str | None = duty.letter  # type: ignore[attr-defined]
    state = DutyState(duty.state)
    return DutyLine(
        id=duty.pk,
        about=Subject(duty.about_kind, duty.about_id),
        reference=duty.about_reference,
        person_id=duty.person_id,
        audience=Audience(duty.audience),
        contact=duty.contact,
        agency_id=duty.agency_id,
        state=state,
        opened_at=duty.opened_at,
        due_at=duty.due_at,
        standing=_standing(duty, now) if state is DutyState.OPEN else "",
        met_at=duty.met_at,
        method=Method(duty.method) if duty.method else None,
        reason=NotPossible(duty.not_possible) if duty.not_possible else None,
        words=duty.words,
        by_name=duty.by_name,
        letter=LetterState(letter) if letter else None,
        version=duty.version,
    )


def _standing(duty: FeedbackDuty, now: datetime) -> Standing:
    return current().for_case(duty.opened_at).clocks[_CLOCKS[Audience(duty.audience)]].state(now, duty.due_at)


def _letter(letter: Letter) -> LetterLine:
    return LetterLine(
        id=letter.pk,
        about=Subject(letter.about_kind, letter.about_id),
        duty_id=letter.duty_id,
        audience=Audience(letter.audience),
        to=letter.to,
        subject=letter.subject,
        body=letter.body,
        state=LetterState(letter.state),
        attempts=letter.attempts,
        created_at=letter.created_at,
        sent_at=letter.sent_at,
        by_name=letter.by_name,
    )
