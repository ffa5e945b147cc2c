"""Deeds of assurance."""

from goldenthread.assurance.procedures.actions import (
    change_action,
    finish_action,
    give_owner,
    hand_over,
    join_finding,
    note_progress,
    plan_action,
    reopen_action,
    stop_action,
)
from goldenthread.assurance.procedures.effects import add_point, differ, judge_effect, set_measure
from goldenthread.assurance.procedures.findings import (
    add_source,
    agree_finding,
    change_finding,
    draft_finding,
    embed_finding,
    follow_up_recommendation,
    recommend,
    reopen_finding,
    respond_to_gap,
    respond_to_recommendation,
    set_finding_aside,
)
from goldenthread.assurance.procedures.reports import end_share, keep_report, share_report
from goldenthread.assurance.procedures.reviews import (
    add_member,
    begin_review,
    change_review,
    end_looking,
    end_member,
    open_review,
    stop_review,
)

__all__ = [
    "add_member", "add_point", "add_source", "agree_finding", "begin_review", "change_action", "change_finding", "change_review",
    "differ", "draft_finding", "embed_finding", "end_looking", "end_member", "end_share", "finish_action",
    "follow_up_recommendation", "give_owner", "hand_over", "join_finding", "judge_effect", "keep_report", "note_progress",
    "open_review", "plan_action", "recommend", "reopen_action", "reopen_finding", "respond_to_gap",
    "respond_to_recommendation", "set_finding_aside", "set_measure", "share_report", "stop_action", "stop_review",
]  # fmt: skip
