"""Where two readers of a case differ, they settle it together; what each judged alone stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.lifecycle import AUDIT
from goldenthread.assurance.models import FileAudit, SettledAnswer
from goldenthread.assurance.policy.audits import differing
from goldenthread.assurance.procedures.audits import on_scale, tool_for
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.queries.settling import settle_verdict
from goldenthread.assurance.vocabulary import AuditState, ReviewState
from goldenthread.ground.verdicts import Reason, Refused, Verdict, insist, refused


@procedure("assurance.audit", about="file_audit")
def settle_differences(
    by: Viewer, *, file_audit_id: UUID, version: int, answers: Mapping[str, Mapping[str, Any]]
) -> Done[int]:
    """Settle questions of a case that two readers answered differently, each with a reason: by either of them, once.

    Returns how many. Raises Refused (STALE, ASR-23, the audit is published, no reason, not on the scale, settled already) and
    NotThere: it is somebody else's.
    """
    audit = find(by, FileAudit, file_audit_id, version=version, lock=True, along=("case", "review"))
    if audit.auditor_id != by.user_id:
        raise NotThere(Subject("file_audit", file_audit_id))
    insist(AUDIT.verdict(AuditState(audit.state), "settle_differences"))
    insist(settle_verdict(by, audit))
    if audit.review.state not in (ReviewState.UNDER_WAY, ReviewState.REPORTING):
        raise Refused(refused("ENDED", "This audit has ended: nothing is added to it any more."))
    # Both readers may sit at it at once: the case decides who was first.
    case = audit.review.cases.select_for_update().get(pk=audit.case_id)
    other = case.audits.exclude(pk=audit.pk).get()
    tool = tool_for(by, audit)
    open_ones = differing(tuple(item.key for item in tool.graded()), audit.answers, other.answers)
    settled = set(case.settled.values_list("item_key", flat=True))
    wrong: list[Reason] = []
    kept = on_scale(tool, answers)
    for key, answer in kept.items():
        if key not in open_ones or key in settled:
            words = f"{key} is settled already, or you do not differ there. Look at the page again."
            wrong.append(Reason("SETTLED", words, f"grade-{key}"))
        elif not answer["words"]:
            wrong.append(Reason("WORDS", f"Say in a sentence why you settled {key} so.", f"words-{key}"))
    if not kept:
        wrong.append(Reason("NONE", "Settle at least one question."))
    if wrong:
        raise Refused(Verdict(False, tuple(wrong)))
    SettledAnswer.objects.bulk_create(
        SettledAnswer(case=case, item_key=key, grade=answer["grade"], words=answer["words"], **author(by))
        for key, answer in kept.items()
    )
    return Done(len(kept), Subject("file_audit", audit.pk), {"settled": len(kept)})
