"""The feedback of the last day: as it stands, as it was kept, and how the report has grown from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import Finding, Report, Review
from goldenthread.assurance.policy.grown import Told, Turn, grown
from goldenthread.assurance.queries.reports import ReportRow, row_of
from goldenthread.assurance.vocabulary import (
    FindingState,
    Grown,
    MemberFunction,
    ReportKind,
    ReviewState,
)
from goldenthread.ground.papers import Paper, from_values

TELLS = (MemberFunction.LEADER, MemberFunction.MANAGER)


@dataclass(frozen=True)
class PackPage:
    """The feedback of a review. ``loose``: notes that are in no finding yet, None for readers outside the team."""

    review_id: UUID
    version: int
    title: str
    state: ReviewState
    messages: tuple[str, ...]
    loose: int | None
    kept: tuple[ReportRow, ...]
    reports: tuple[ReportRow, ...]
    may_tell: bool


@dataclass(frozen=True)
class GrownPage:
    """Two kept papers of one review, line by line. ``why`` holds the reason where a finding was set aside, by its key."""

    review_id: UUID
    title: str
    pack: ReportRow
    report: ReportRow
    packs: tuple[ReportRow, ...]
    reports: tuple[ReportRow, ...]
    turns: tuple[Turn, ...]
    why: dict[str, str]

    def of(self, became: Grown) -> tuple[Turn, ...]:
        """The lines of which this became."""
        return tuple(each for each in self.turns if each.became is became)


@opening("assurance.open", about="review")
def pack_page(viewer: Viewer, review_id: UUID) -> PackPage:
    """The feedback as it stands and the versions that were kept. Six queries. Raises Refused and NotThere."""
    review = find(viewer, Review, review_id)
    member = review.members.filter(user_id=viewer.user_id or NOBODY, ended_at__isnull=True).first()
    of_team = member is not None and member.function != MemberFunction.CONTACT
    loose = review.notes.filter(withdrawn_at__isnull=True, finding_id__isnull=True)
    return PackPage(
        review_id=review.pk,
        version=review.version,
        title=review.title,
        state=ReviewState(review.state),
        messages=tuple(review.key_messages),
        loose=loose.count() if of_team else None,
        kept=_rows(viewer, review_id, ReportKind.FEEDBACK),
        reports=_rows(viewer, review_id, ReportKind.REVIEW),
        may_tell=viewer.may("assurance.run") or (member is not None and member.function in TELLS),
    )


@opening("assurance.open", about="review")
def kept_pack(viewer: Viewer, review_id: UUID, *, number: int) -> tuple[ReportRow, Paper]:
    """A kept version of the feedback. Raises Refused and NotThere."""
    row = _kept(viewer, review_id, ReportKind.FEEDBACK).filter(number=number).first()
    if row is None:
        raise NotThere(Subject("review", review_id))
    return row_of(row), from_values(row.paper)


@opening("assurance.open", about="review")
def grown_page(viewer: Viewer, review_id: UUID, *, pack: int = 0, report: int = 0) -> GrownPage | None:
    """Version ``pack`` of the feedback beside version ``report`` of the report; 0: the newest.

    None while there are not both. Raises Refused and NotThere (also for a version that is not there).
    """
    review = find(viewer, Review, review_id)
    packs = list(_kept(viewer, review_id, ReportKind.FEEDBACK))
    reports = list(_kept(viewer, review_id, ReportKind.REVIEW))
    if not packs or not reports:
        return None
    one, other = _numbered(packs, pack, review_id), _numbered(reports, report, review_id)
    turns = grown(told(one), told(other))
    return GrownPage(
        review_id=review.pk,
        title=review.title,
        pack=row_of(one),
        report=row_of(other),
        packs=tuple(row_of(each) for each in packs),
        reports=tuple(row_of(each) for each in reports),
        turns=turns,
        why=_why(viewer, [each.before.key for each in turns if each.became is Grown.DROPPED and each.before]),
    )


def grown_since_pack(viewer: Viewer, review_id: UUID, lines: list[Told]) -> str:
    """A sentence for the report: what changed since the newest kept feedback; "" where none was kept. One query."""
    newest = _kept(viewer, review_id, ReportKind.FEEDBACK).first()
    if newest is None:
        return ""
    counted = dict.fromkeys(Grown, 0)
    for each in grown(told(newest), lines):
        counted[each.became] += 1
    return (
        f"This report grows from the feedback of {newest.made_at:%-d %B %Y} (version {newest.number}). Lines that read "
        f"as they were told: {counted[Grown.SAME]}; changed: {counted[Grown.CHANGED]}; dropped: {counted[Grown.DROPPED]}; added "
        f"since: {counted[Grown.ADDED]}."
    )


def told(row: Report) -> tuple[Told, ...]:
    """The lines of a kept paper."""
    return tuple(Told(**each) for each in row.holds)


def _kept(viewer: Viewer, review_id: UUID, kind: ReportKind) -> QuerySet[Report]:
    return visible(viewer, Report).filter(review_id=review_id, kind=kind).order_by("-number")


def _rows(viewer: Viewer, review_id: UUID, kind: ReportKind) -> tuple[ReportRow, ...]:
    return tuple(row_of(each) for each in _kept(viewer, review_id, kind).defer("paper", "holds"))


def _numbered(rows: list[Report], number: int, review_id: UUID) -> Report:
    found = next((each for each in rows if each.number == number), None) if number else rows[0]
    if found is None:
        raise NotThere(Subject("review", review_id))
    return found


def _why(viewer: Viewer, keys: list[str]) -> dict[str, str]:
    """Why findings were set aside, in the words of whoever did."""
    rows = (
        visible(viewer, Finding)
        .filter(pk__in=[key for key in keys if key], state=FindingState.SET_ASIDE)
        .prefetch_related("steps")
    )
    return {
        str(row.pk): next((step.words for step in row.steps.all() if step.deed == "set_finding_aside"), "")
        for row in rows
    }
