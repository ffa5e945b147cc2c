"""Reports: keep a version as it stands today, share one by a link that ends, and end the link."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.tokens import token_digest
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.drafts import holds, paper_of
from goldenthread.assurance.models import Report, ReportShare
from goldenthread.assurance.policy import share_ends
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.queries.packs import grown_since_pack
from goldenthread.assurance.vocabulary import ReportKind, ReportStage
from goldenthread.ground import moment
from goldenthread.ground.papers import Paper, as_values, digest
from goldenthread.ground.verdicts import Refused, insist, refused

# Letters of the column.
_MOST = 60


@procedure("assurance.run")
def keep_report(
    by: Viewer,
    *,
    kind: ReportKind,
    stage: ReportStage,
    council: str,
    review_id: UUID | None = None,
    named: str = "",
    note: str = "",
) -> Done[UUID]:
    """Keep a version of a report as its facts stand now; a kept version never changes.

    A gap table is about a review of this house, or about a source outside it, which is ``named``. Raises NotThere for a review, Refused
    where the report needs one or there is nothing to report.
    """
    if kind is ReportKind.FEEDBACK:
        raise Refused(
            refused("KIND", "The feedback of the last day is kept on the review's own page.", field="what")
        )
    final = stage is ReportStage.FINAL
    lines = holds(by, review_id, settled=final) if kind is ReportKind.REVIEW and review_id else []
    series = _series(f"{kind.value}:{review_id or named}")
    number = visible(by, Report).filter(series=series).count() + 1
    paper = paper_of(
        by,
        kind,
        review_id=review_id,
        named=named,
        council=council,
        standing=f"Version {number}, {stage.label.lower()}",
        final=final,
        grown_from=grown_since_pack(by, review_id, lines) if lines and review_id else "",
    )
    made = author(by)
    report = Report.objects.create(
        kind=kind,
        review_id=review_id,
        series=series,
        number=number,
        stage=stage,
        title=paper.title,
        paper=as_values(paper),
        digest=digest(paper),
        holds=[vars(each) for each in lines],
        note=note.strip(),
        made_at=made["at"],
        by_id=made["by_id"],
        by_name=made["by_name"],
    )
    return Done(report.pk, Subject("report", report.pk), {"kind": kind.value, "stage": stage.value})


def _series(about: str) -> str:
    """What versions of one report have in common. A long name is not only cut: two that begin alike would be one report."""
    if len(about) <= _MOST:
        return about
    return f"{about[: _MOST - 17]}~{hashlib.sha256(about.encode()).hexdigest()[:16]}"


@procedure("figures.report")
def keep_paper(by: Viewer, *, series: str, paper: Paper, note: str = "") -> Done[UUID]:
    """Keep a paper that was drawn up above this room, final, as the next version of its series. Raises Refused."""
    series = _series(series)
    made = author(by)
    report = Report.objects.create(
        kind=ReportKind.FIGURES,
        series=series,
        number=visible(by, Report).filter(series=series).count() + 1,
        stage=ReportStage.FINAL,
        title=paper.title[:200],
        paper=as_values(paper),
        digest=digest(paper),
        note=note.strip(),
        made_at=made["at"],
        by_id=made["by_id"],
        by_name=made["by_name"],
    )
    return Done(report.pk, Subject("report", report.pk), {"kind": ReportKind.FIGURES.value})


@procedure("assurance.run", about="report")
def share_report(by: Viewer, *, report_id: UUID, to: str, until: datetime | None) -> Done[str]:
    """Give a link to one version, to read only. Returns the token, which is kept nowhere. Raises Refused under RPT-01."""
    report = find(by, Report, report_id)
    now = moment.now()
    insist(share_ends(to=to, until=until, now=now))
    assert until
    token = secrets.token_urlsafe(32)
    made = author(by)
    share = ReportShare.objects.create(
        report=report,
        digest=token_digest(token),
        to=to.strip()[:200],
        given_at=now,
        until=until,
        by_id=made["by_id"],
        by_name=made["by_name"],
    )
    return Done(token, Subject("report", report.pk), {"share": str(share.pk)})


@procedure("assurance.run", about="report")
def end_share(by: Viewer, *, report_id: UUID, share_id: UUID) -> Done[None]:
    """End a link now. Twice changes nothing. Raises NotThere."""
    report = find(by, Report, report_id)
    report.shares.filter(pk=share_id, ended_at__isnull=True).update(ended_at=moment.now())
    return Done(None, Subject("report", report.pk), {"share": str(share_id)})
