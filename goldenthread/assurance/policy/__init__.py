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
from goldenthread.assurance.policy.evidence import (
    Piece,
    Weighed,
    evidence_is_whole,
    independence_for,
    story_may_be_kept,
    strength,
    strength_may_be_set,
)
from goldenthread.assurance.policy.findings import (
    Source,
    asks_for_action,
    followed_up_by_another,
    may_be_acted_on,
    measure_whole,
    one_owner,
    ready_to_agree,
    reason_not_to_implement,
    share_ends,
    triangulated,
)
from goldenthread.assurance.policy.judgements import (
    Difference,
    answer_may_be_submitted,
    difference,
    grade_on_scale,
    may_write_for,
    movement,
    plain_words,
)
from goldenthread.assurance.policy.reviews import ready_to_begin

__all__ = [
    "Answer", "Difference", "Judged", "MeasuredPoint", "Piece", "Source", "Weighed",
    "answer_may_be_submitted", "asks_for_action", "audit_complete", "difference", "embedded",
    "evidence_is_whole", "followed_up_by_another", "grade_on_scale", "independence_for", "judged",
    "may_audit", "may_be_acted_on", "may_write_for", "measure_whole", "movement", "one_owner", "plain_words", "ready_to_agree",
    "ready_to_begin", "reason_not_to_implement", "reason_to_differ", "sample_can_be_drawn", "share_ends",
    "story_may_be_kept", "strength", "strength_may_be_set", "triangulated",
]  # fmt: skip
