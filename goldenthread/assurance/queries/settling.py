"""Where two readers of a case differ, and what they settled on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import FileAudit
from goldenthread.assurance.policy.audits import differing, may_settle
from goldenthread.assurance.queries.audits import tool_of
from goldenthread.assurance.vocabulary import AuditState, ReviewState
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.ground.verdicts import Verdict

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """A question that two readers answered differently. ``settled``: grade, reason and who wrote it down, once they have."""

    item: Item
    mine: Mapping[str, Any]
    other: Mapping[str, Any]
    settled: tuple[int, str, str] | None


@dataclass(frozen=True)
class Differences:
    """Where the viewer and the other reader of a case differ. ``verdict`` says why it is not shown yet, where it is not."""

    id: UUID
    version: int
    review: str
    reference: str
    other_reader: str
    tool: Instrument | None
    verdict: Verdict
    open: bool
    rows: tuple[Difference, ...]

    @property
    def left(self) -> tuple[Difference, ...]:
        """Those that are still to be settled."""
        return tuple(each for each in self.rows if each.settled is None)


@opening("assurance.audit", about="file_audit")
def differences(viewer: Viewer, file_audit_id: UUID) -> Differences:
    """Where the two readers of a case differ, for either of them. Six queries. Raises Refused and NotThere."""
    row = find(viewer, FileAudit, file_audit_id, along=("case", "review"))
    other = _other(row)
    if row.auditor_id != viewer.user_id:
        raise NotThere(Subject("file_audit", file_audit_id))
    tool = tool_of(viewer, row.review)
    verdict = settle_verdict(viewer, row)
    rows: tuple[Difference, ...] = ()
    if tool and other and verdict:
        settled = {each.item_key: (each.grade, each.words, each.by_name) for each in row.case.settled.all()}
        keys = differing(tuple(item.key for item in tool.graded()), row.answers, other.answers)
        rows = tuple(
            Difference(tool.by_key[key], row.answers[key], other.answers[key], settled.get(key))
            for key in keys
        )
    return Differences(
        id=row.pk,
        version=row.version,
        review=row.review.title,
        reference=row.case.reference,
        other_reader=other.auditor.name if other and verdict else "",
        tool=tool,
        verdict=verdict,
        open=row.review.state in (ReviewState.UNDER_WAY, ReviewState.REPORTING),
        rows=rows,
    )


def settle_verdict(viewer: Viewer, audit: FileAudit) -> Verdict:
    """May the viewer see and settle where the readers of this case differ (ASR-23)? Two queries."""
    other = _other(audit)
    both = other is not None and audit.state == other.state == AuditState.DONE
    mine = visible(viewer, FileAudit).filter(review_id=audit.review_id, auditor_id=viewer.user_id)
    return may_settle(both_done=both, left_to_read=mine.exclude(state=AuditState.DONE).count())


def _other(audit: FileAudit) -> FileAudit | None:
    return audit.case.audits.exclude(pk=audit.pk).select_related("auditor").first()
