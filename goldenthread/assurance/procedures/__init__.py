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
from goldenthread.assurance.procedures.evidence import (
    EvidenceTold,
    SentFile,
    add_evidence,
    change_evidence,
    withdraw_evidence,
)
from goldenthread.assurance.procedures.findings import (
    About,
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
from goldenthread.assurance.procedures.judgements import (
    agree_answer,
    begin_answer,
    link_evidence,
    reopen_answer,
    send_back,
    set_strength,
    submit_answer,
    unlink_evidence,
    write_answer,
)
from goldenthread.assurance.procedures.outside import record_outside_view
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
from goldenthread.assurance.procedures.publishing import publish_review
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
from goldenthread.assurance.procedures.rounds import assign_part, end_part
from goldenthread.assurance.procedures.sheets import SheetRow, bring_back

__all__ = [
    "About", "EvidenceTold", "SentFile", "SheetRow", "add_evidence", "add_member", "add_point",
    "add_source", "agree_answer", "agree_finding", "answer_paper", "ask_for_paper", "assign_part",
    "begin_answer", "begin_review", "bring_back", "change_action", "change_evidence", "change_finding",
    "change_review", "change_session", "declare_conflicts", "differ", "draft_finding", "draw_sample",
    "embed_finding", "end_looking", "end_member", "end_part", "end_share", "finish_action", "finish_audit",
    "follow_up_recommendation", "give_case", "give_owner", "hand_over", "join_finding", "judge_effect",
    "keep_report", "keep_view", "link_evidence", "note", "note_progress", "open_audit_again", "open_review",
    "plan_action", "plan_session", "publish_review", "recommend", "record_outside_view", "reopen_action",
    "reopen_answer", "reopen_finding", "respond_to_gap", "respond_to_recommendation", "save_audit",
    "send_back", "set_finding_aside", "set_measure", "set_strength", "share_report", "state_methods",
    "stop_action", "stop_review", "submit_answer", "take_up", "track_cases", "unlink_evidence",
    "withdraw_evidence", "withdraw_note", "write_answer",
]  # fmt: skip
