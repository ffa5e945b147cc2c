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
from goldenthread.assurance.procedures.audits import (
    draw_sample,
    finish_audit,
    give_case,
    keep_view,
    open_audit_again,
    save_audit,
    track_cases,
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
from goldenthread.assurance.procedures.peer import (
    answer_paper,
    ask_for_paper,
    change_session,
    declare_conflicts,
    note,
    plan_session,
    state_methods,
    take_up,
    withdraw_note,
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
    "add_member", "add_point", "add_source", "agree_finding", "answer_paper", "ask_for_paper", "begin_review",
    "change_action", "change_finding", "change_review", "change_session", "declare_conflicts", "differ",
    "draft_finding", "draw_sample", "embed_finding", "end_looking", "end_member", "end_share", "finish_action", "finish_audit",
    "follow_up_recommendation", "give_case", "give_owner", "hand_over", "join_finding", "judge_effect", "keep_report",
    "keep_view", "note", "note_progress", "open_audit_again", "open_review", "plan_action", "plan_session",
    "recommend", "reopen_action", "reopen_finding", "respond_to_gap", "respond_to_recommendation", "save_audit",
    "set_finding_aside", "set_measure", "share_report", "state_methods", "stop_action", "stop_review", "take_up",
    "track_cases", "withdraw_note",
]  # fmt: skip
