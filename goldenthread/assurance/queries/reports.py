"""Kept versions of reports, what changed between them, and reading one by a shared link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.tokens import token_digest
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import Report, ReportShare
from goldenthread.assurance.vocabulary import ReportKind, ReportStage
from goldenthread.ground import moment
from goldenthread.ground.papers import Paper, differences, from_values
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class ReportRow:
    """A kept version in a list."""

    id: UUID
    kind: ReportKind
    title: str
    number: int
    stage: ReportStage
    note: str
    made_at: datetime
    by_name: str
    series: str
    review_id: UUID | None


@dataclass(frozen=True)
class ShareRow:
    """A link that was given. ``open``: it works now."""

    id: UUID
    to: str
    given_at: datetime
    until: datetime
    ended_at: datetime | None
    by_name: str

    @property
    def open(self) -> bool:
        """True while the link works."""
        return self.ended_at is None and self.until > moment.now()


@dataclass(frozen=True)
class ReportPage:
    """A kept version with what it says, the versions beside it, and the links given for it."""

    row: ReportRow
    paper: Paper
    digest: str
    versions: tuple[ReportRow, ...]
    shares: tuple[ShareRow, ...]


def reports(viewer: Viewer) -> tuple[ReportRow, ...]:
    """Kept versions the viewer may see, newest first. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.see"))
    return tuple(row_of(row) for row in visible(viewer, Report).defer("paper"))


def reports_of(viewer: Viewer, review_id: UUID) -> tuple[ReportRow, ...]:
    """Kept versions of a review's report that the viewer may see, newest first. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    return tuple(row_of(row) for row in visible(viewer, Report).filter(review_id=review_id).defer("paper"))


@opening("assurance.open", about="report")
def report(viewer: Viewer, report_id: UUID) -> ReportPage:
    """One version, opened. Links given for it are told to who runs assurance. Three queries. Raises Refused and NotThere."""
    row = find(viewer, Report, report_id)
    versions = visible(viewer, Report).filter(series=row.series).defer("paper").order_by("-number")
    shares = row.shares.all() if viewer.may("assurance.run") else ()
    return ReportPage(
        row=row_of(row),
        paper=from_values(row.paper),
        digest=row.digest,
        versions=tuple(row_of(each) for each in versions),
        shares=tuple(
            ShareRow(each.pk, each.to, each.given_at, each.until, each.ended_at, each.by_name)
            for each in shares
        ),
    )


@opening("assurance.open", about="report")
def compared(
    viewer: Viewer, report_id: UUID, other_id: UUID
) -> tuple[ReportRow, tuple[tuple[str, str], ...]]:
    """What changed from the other version to this one: the other's row, and lines gone (-) and new (+). Raises NotThere."""
    new, old = find(viewer, Report, report_id), find(viewer, Report, other_id)
    if new.series != old.series:
        raise NotThere(Subject("report", other_id))
    return row_of(old), differences(from_values(old.paper), from_values(new.paper))


@dataclass(frozen=True)
class EndedShare:
    """A link that was given and works no more. ``on``: its last day, or the day on which somebody ended it before (``early``)."""

    on: date
    early: bool


def ended_share(token: str) -> EndedShare | None:
    """When a link ended; None for one that works, and for a token that was never given. It tells nothing of the report.

    Who holds the whole token was given it: 256 bits are not guessed. Every other token is answered as what never was.
    """
    share = ReportShare.objects.filter(digest=token_digest(token)).first()
    if share is None or (share.ended_at is None and share.until > moment.now()):
        return None
    if share.ended_at and share.ended_at < share.until:
        return EndedShare(moment.london(share.ended_at).date(), early=True)
    # It ends at midnight, which is the end of the day before.
    return EndedShare(moment.london(share.until - timedelta(microseconds=1)).date(), early=False)


def shared_report(viewer: Viewer, token: str) -> tuple[ReportRow, Paper, datetime]:
    """The version a link leads to, and until when it does. Said the same for no link, an ended one and an old one: NotThere."""
    share = ReportShare.objects.filter(digest=token_digest(token)).first()
    if share is None or share.ended_at or share.until <= moment.now():
        raise NotThere(Subject("report", NOBODY))
    row = _shared(viewer, share.report_id)
    return row_of(row), from_values(row.paper), share.until


@opening("assurance.read_shared", about="report")
def _shared(viewer: Viewer, report_id: UUID) -> Report:
    """The version a link leads to: the token has been checked, and the look goes on the trail."""
    return Report.objects.get(pk=report_id)


def row_of(row: Report) -> ReportRow:
    """A kept version as lists show it."""
    return ReportRow(
        id=row.pk,
        kind=ReportKind(row.kind),
        title=row.title,
        number=row.number,
        stage=ReportStage(row.stage),
        note=row.note,
        made_at=row.made_at,
        by_name=row.by_name,
        series=row.series,
        review_id=row.review_id,
    )
