"""The programme as its page shows it: a year of looks by every agency, what each found, and what was not looked at twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from goldenthread.access.doorway import NotThere
from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, ProgrammeEntry, Review
from goldenthread.assurance.policy.programme import Look, looked_at_already
from goldenthread.assurance.vocabulary import EntryState, ReviewKind, ReviewState
from goldenthread.ground.verdicts import insist

_ENDED = {
    ReviewState.PUBLISHED: EntryState.DONE,
    ReviewState.FOLLOWED_UP: EntryState.DONE,
    ReviewState.STOPPED: EntryState.DROPPED,
}


@dataclass(frozen=True)
class EntryRow:
    """A look of the programme. ``review_id``: where it is run here and this reader may open it; so is ``evidence_id``."""

    id: UUID
    reference: str
    kind: ReviewKind
    title: str
    theme: str
    instrument_key: str
    by_agency_id: UUID
    by_agency: str
    about: str
    about_id: UUID | None
    begins_on: date
    ends_on: date
    state: EntryState
    standing: str
    result: str
    result_on: date | None
    evidence_id: UUID | None
    review_id: UUID | None
    run_here: bool
    earlier: str
    overlaps: tuple[str, ...]
    reason: str
    by_name: str
    own: bool
    version: int


@dataclass(frozen=True)
class Programme:
    """The looks of one year, from April to March."""

    year: int
    entries: tuple[EntryRow, ...]

    @property
    def reused(self) -> int:
        """Looks that were not taken because another's result was used."""
        return sum(each.state is EntryState.REUSED for each in self.entries)

    @property
    def repeated(self) -> int:
        """Looks that were planned although somebody had looked, each with its reason."""
        return sum(bool(each.overlaps) and each.state is not EntryState.REUSED for each in self.entries)


def year_of(day: date) -> int:
    """The year, from April, that a day lies in."""
    return day.year if day.month >= 4 else day.year - 1


def programme(viewer: Viewer, year: int) -> Programme:
    """Every look that touches the year from April. Four queries. Raises Refused.

    That a look is planned, of what kind, by whom, about whom and when is known to all who plan: otherwise it would be taken
    twice. What a review finds is behind its own gate.
    """
    insist(permission_verdict(viewer.role, "assurance.programme"))
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    # A review's own days count where it has them, for they are changed there.
    begun = Coalesce("review__begins_on", "begins_on")
    ended = Coalesce("review__due_on", "ends_on")
    rows = _rows().annotate(begun=begun, ended=Greatest(begun, ended)).order_by("begun", "pk")
    touching = rows.filter(begun__lte=last, ended__gte=first)
    return Programme(year, _shown(viewer, list(touching)))


def entry(viewer: Viewer, entry_id: UUID) -> EntryRow:
    """One look. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "assurance.programme"))
    rows = list(_rows().filter(pk=entry_id))
    if not rows:
        raise NotThere(Subject("programme", entry_id))
    return _shown(viewer, rows)[0]


def entries(viewer: Viewer, references: tuple[str, ...]) -> tuple[EntryRow, ...]:
    """Looks by reference, in the order named. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.programme"))
    found = {row.reference: row for row in _shown(viewer, list(_rows().filter(reference__in=references)))}
    return tuple(found[each] for each in references if each in found)


def held_looks() -> tuple[Look, ...]:
    """Every look that counts as one: planned or done. One query."""
    rows = _rows().exclude(state__in=[EntryState.DROPPED, EntryState.REUSED])
    return tuple(look_of(row) for row in rows.exclude(review__state=ReviewState.STOPPED))


def looks_before(
    *, theme: str, instrument: str, about: UUID | None, begins_on: date, ends_on: date, months: int
) -> tuple[Look, ...]:
    """Looks at the same thing within these months, the newest first. One query."""
    new = Look("", "", theme, instrument, str(about or ""), begins_on, ends_on)
    return looked_at_already(new, held_looks(), months=months)


def look_of(row: ProgrammeEntry) -> Look:
    """A row as the rule takes it: what is run here by what its review says now."""
    review = row.review
    begins = (review.begins_on if review else None) or row.begins_on
    return Look(
        row.reference,
        review.title if review else row.title,
        row.theme,
        review.instrument_key if review else row.instrument_key,
        str((review.agency_id if review else row.about_id) or ""),
        begins,
        max(begins, (review.due_on if review else None) or row.ends_on),
    )


def _rows() -> QuerySet[ProgrammeEntry]:
    return ProgrammeEntry.objects.select_related("review", "by_agency", "about", "earlier", "review__agency")


def _shown(viewer: Viewer, rows: list[ProgrammeEntry]) -> tuple[EntryRow, ...]:
    reviews = {row.review_id for row in rows if row.review_id}
    pieces = {row.evidence_id for row in rows if row.evidence_id}
    open_reviews = set(visible(viewer, Review).filter(pk__in=reviews).values_list("pk", flat=True))
    open_pieces = set(visible(viewer, Evidence).filter(pk__in=pieces).values_list("pk", flat=True))
    return tuple(_row(viewer, row, open_reviews, open_pieces) for row in rows)


def _row(viewer: Viewer, row: ProgrammeEntry, reviews: set[UUID], pieces: set[UUID]) -> EntryRow:
    review = row.review
    look = look_of(row)
    about = review.agency if review else row.about
    state = _ENDED.get(ReviewState(review.state), EntryState.PLANNED) if review else EntryState(row.state)
    return EntryRow(
        id=row.pk,
        reference=row.reference,
        kind=ReviewKind(review.kind if review else row.kind),
        title=look.title,
        theme=row.theme,
        instrument_key=look.instrument,
        by_agency_id=row.by_agency_id,
        by_agency=row.by_agency.name,
        about=about.name if about else "The whole partnership",
        about_id=about.pk if about else None,
        begins_on=look.begins_on,
        ends_on=look.ends_on,
        state=state,
        standing=ReviewState(review.state).label if review else state.label,
        result=row.result,
        result_on=row.result_on,
        evidence_id=row.evidence_id if row.evidence_id in pieces else None,
        review_id=row.review_id if row.review_id in reviews else None,
        run_here=review is not None,
        earlier=f"{row.earlier.reference} {row.earlier.title}" if row.earlier else "",
        overlaps=tuple(row.overlaps),
        reason=row.reason,
        by_name=row.by_name,
        own=viewer.may("assurance.plan")
        and review is None
        and row.state == EntryState.PLANNED
        and (row.by_agency_id == viewer.agency_id or viewer.may("assurance.run")),
        version=row.version,
    )
