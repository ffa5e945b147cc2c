"""Rules of assurance. Pure: facts in, verdict out."""

from goldenthread.assurance.policy.audits import audit_complete, may_audit, sample_can_be_drawn
from goldenthread.assurance.policy.effect import (
    Answer,
    Judged,
    MeasuredPoint,
    embedded,
    judged,
    reason_to_differ,
)
from goldenthread.assurance.policy.findings import (
    Source,
    asks_for_action,
    followed_up_by_another,
    measure_whole,
    one_owner,
    ready_to_agree,
    reason_not_to_implement,
    share_ends,
    triangulated,
)
from goldenthread.assurance.policy.reviews import ready_to_begin

__all__ = [
    "Answer", "Judged", "MeasuredPoint", "Source", "asks_for_action", "audit_complete", "embedded",
    "followed_up_by_another", "judged", "may_audit", "measure_whole", "one_owner", "ready_to_agree", "ready_to_begin",
    "reason_not_to_implement", "reason_to_differ", "sample_can_be_drawn", "share_ends", "triangulated",
]  # fmt: skip
