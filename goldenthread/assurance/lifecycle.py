"""Which deed may follow which state of a review."""

from __future__ import annotations

from goldenthread.assurance.vocabulary import (
    ActionState,
    AuditState,
    ChallengeState,
    FindingState,
    JudgementState,
    MeetingState,
    ReviewState,
    RiskState,
)
from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle

_PLANNED, _UNDER_WAY, _REPORTING = ReviewState.PLANNED, ReviewState.UNDER_WAY, ReviewState.REPORTING
_PUBLISHED, _FOLLOWED = ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP
_OPEN = (_PLANNED, _UNDER_WAY, _REPORTING)
_RUN = "assurance.run"

REVIEW = lifecycle(
    Lifecycle(
        name="review",
        states=ReviewState,
        start=_PLANNED,
        moves=(
            Move("change_review", _RUN, (_PLANNED, _UNDER_WAY), None, "Change the scope"),
            Move("add_member", _RUN, (_PLANNED, _UNDER_WAY, _REPORTING), None, "Add somebody"),
            Move("end_member", _RUN, (_PLANNED, _UNDER_WAY, _REPORTING), None, "End somebody's part"),
            Move("assign_part", _RUN, (_PLANNED, _UNDER_WAY), None, "Ask an agency to answer"),
            Move("end_part", _RUN, (_PLANNED, _UNDER_WAY), None, "Take an agency out"),
            Move("begin_review", _RUN, (_PLANNED,), _UNDER_WAY, "Begin", guard="ASR-01"),
            Move("draw_sample", _RUN, (_PLANNED, _UNDER_WAY), None, "Draw the sample", guard="ASR-20"),
            Move("track_cases", _RUN, (_PLANNED, _UNDER_WAY), None, "Add cases chosen to criteria"),
            Move("give_case", _RUN, (_UNDER_WAY,), None, "Give the case to somebody else", guard="ASR-22"),
            Move("declare_conflicts", "assurance.review", _OPEN, None, "Declare conflicts of interest"),
            Move("plan_session", "assurance.review", _OPEN, None, "Add a session"),
            Move("change_session", "assurance.review", _OPEN, None, "Change the session"),
            Move("note", "assurance.review", (_UNDER_WAY,), None, "Note something", guard="PEER-01"),
            Move("withdraw_note", "assurance.review", (_UNDER_WAY, _REPORTING), None, "Withdraw the note"),
            Move(
                "take_up",
                "assurance.review",
                (_UNDER_WAY, _REPORTING),
                None,
                "Draft a finding",
                guard="PEER-03",
            ),
            Move("ask_for_paper", "assurance.review", _OPEN, None, "Ask for a document"),
            Move("answer_paper", "assurance.open", _OPEN, None, "Answer for a document"),
            Move(
                "ask_for_self_assessment",
                "assurance.review",
                (_PLANNED, _UNDER_WAY),
                None,
                "Ask for a self-assessment",
            ),
            Move(
                "tell_of_itself",
                "assurance.open",
                (_PLANNED, _UNDER_WAY),
                None,
                "Say how the council sees itself",
                guard="PEER-09",
            ),
            Move(
                "find_beside",
                "assurance.review",
                (_UNDER_WAY, _REPORTING),
                None,
                "Draft a finding beside what the council said",
                guard="PEER-01",
            ),
            Move(
                "state_methods", "assurance.review", (_UNDER_WAY, _REPORTING), None, "Say how the team looked"
            ),
            Move(
                "state_messages", "assurance.review", (_UNDER_WAY, _REPORTING), None, "Write the key messages"
            ),
            Move(
                "keep_feedback",
                "assurance.review",
                (_UNDER_WAY, _REPORTING),
                None,
                "Keep the feedback",
                guard="PEER-05",
            ),
            Move("log_begun", "assurance.act", _OPEN, None, "Log what has begun already", guard="PEER-06"),
            Move(
                "take_into_plan",
                "assurance.open",
                (_REPORTING, _PUBLISHED, _FOLLOWED),
                None,
                "Name the plan it is in",
                guard="PEER-08",
            ),
            Move(
                "tell_of",
                "assurance.open",
                (_REPORTING, _PUBLISHED, _FOLLOWED),
                None,
                "Say who was told",
                guard="PEER-07",
            ),
            Move(
                "tell_publication",
                "assurance.open",
                (_PUBLISHED, _FOLLOWED),
                None,
                "Say where the report can be read",
                guard="PEER-07",
            ),
            Move("begin_answer", "assurance.answer", (_UNDER_WAY,), None, "Answer"),
            Move("end_looking", _RUN, (_UNDER_WAY,), _REPORTING, "End looking, write it up"),
            Move("comment_on_accuracy", "assurance.open", (_REPORTING,), None, "Comment on accuracy"),
            Move("answer_accuracy", "assurance.review", (_REPORTING,), None, "Answer the comment"),
            Move("publish_review", _RUN, (_REPORTING,), _PUBLISHED, "Publish the report", guard="PEER-04"),
            Move(
                "follow_up",
                "assurance.follow_up",
                (_PUBLISHED,),
                _FOLLOWED,
                "Record the follow-up",
                needs_words=True,
            ),
            Move(
                "stop_review",
                _RUN,
                (_PLANNED, _UNDER_WAY, _REPORTING),
                ReviewState.STOPPED,
                "Stop it",
                needs_words=True,
            ),
            # All that was gathered stays with it: team, programme, notes, findings, the pack of the last day.
            Move(
                "reopen_review",
                _RUN,
                (ReviewState.STOPPED,),
                _PLANNED,
                "Open it again",
                needs_words=True,
            ),
        ),
    )
)

_DRAFT, _AGREED = FindingState.DRAFT, FindingState.AGREED
_EMBEDDED, _ASIDE = FindingState.EMBEDDED, FindingState.SET_ASIDE
_REVIEW = "assurance.review"

FINDING = lifecycle(
    Lifecycle(
        name="finding",
        states=FindingState,
        start=_DRAFT,
        moves=(
            Move("change_finding", _REVIEW, (_DRAFT,), None, "Change it"),
            Move("add_source", _REVIEW, (_DRAFT, _AGREED), None, "Add a source"),
            Move("agree_finding", _REVIEW, (_DRAFT,), _AGREED, "Agree it", guard="FND-02"),
            Move("respond_to_gap", _RUN, (_AGREED,), None, "Write the response"),
            Move("embed_finding", _RUN, (_AGREED,), _EMBEDDED, "Close it as embedded", guard="EFF-02"),
            Move("set_finding_aside", _RUN, (_DRAFT, _AGREED), _ASIDE, "Set it aside", needs_words=True),
            Move("reopen_finding", _RUN, (_EMBEDDED, _ASIDE), _AGREED, "Open it again", needs_words=True),
        ),
    )
)

_NO_OWNER, _GOING = ActionState.PLANNED, ActionState.UNDER_WAY
_DONE, _STOPPED = ActionState.DONE, ActionState.STOPPED
_ACT = "assurance.act"

ACTION = lifecycle(
    Lifecycle(
        name="action",
        states=ActionState,
        start=_NO_OWNER,
        moves=(
            Move("give_owner", _RUN, (_NO_OWNER,), _GOING, "Give it an owner", guard="ACT-01"),
            Move("change_action", _ACT, (_NO_OWNER, _GOING), None, "Change it"),
            Move("join_finding", _RUN, (_NO_OWNER, _GOING, _DONE), None, "Let it answer another finding"),
            Move("note_progress", _ACT, (_GOING, _DONE), None, "Note how it goes", needs_words=True),
            Move("hand_over", _ACT, (_GOING,), None, "Hand it over", needs_words=True),
            Move(
                "set_measure", _ACT, (_NO_OWNER, _GOING, _DONE), None, "Say what should move", guard="EFF-04"
            ),
            Move("add_point", _ACT, (_GOING, _DONE), None, "Write down a value"),
            Move("finish_action", _ACT, (_GOING,), _DONE, "It is done", needs_words=True),
            Move("judge_effect", "assurance.judge", (_GOING, _DONE), None, "Judge whether it helped"),
            Move("differ", _ACT, (_GOING, _DONE), None, "Judge it otherwise", guard="EFF-03"),
            Move("reopen_action", _RUN, (_DONE, _STOPPED), _GOING, "Open it again", needs_words=True),
            Move("stop_action", _RUN, (_NO_OWNER, _GOING), _STOPPED, "Stop it", needs_words=True),
        ),
    )
)

AUDIT = lifecycle(
    Lifecycle(
        name="audit of a case",
        states=AuditState,
        start=AuditState.GIVEN,
        moves=(
            Move(
                "save_audit",
                "assurance.audit",
                (AuditState.GIVEN, AuditState.BEGUN),
                AuditState.BEGUN,
                "Save and go on later",
            ),
            Move(
                "finish_audit",
                "assurance.audit",
                (AuditState.GIVEN, AuditState.BEGUN),
                AuditState.DONE,
                "Finish",
                guard="ASR-21",
            ),
            Move(
                "open_audit_again",
                "assurance.audit",
                (AuditState.DONE,),
                AuditState.BEGUN,
                "Open it again",
                needs_words=True,
            ),
            Move(
                "settle_differences",
                "assurance.audit",
                (AuditState.DONE,),
                None,
                "Settle where you differ",
                guard="ASR-23",
            ),
        ),
    )
)

_WRITTEN, _SENT_BACK = JudgementState.DRAFT, JudgementState.SENT_BACK
_SUBMITTED, _STANDS = JudgementState.SUBMITTED, JudgementState.AGREED
_ANSWER = "assurance.answer"

JUDGEMENT = lifecycle(
    Lifecycle(
        name="answer",
        states=JudgementState,
        start=_WRITTEN,
        moves=(
            Move("write_answer", _ANSWER, (_WRITTEN, _SENT_BACK), None, "Save the answer"),
            Move("link_evidence", _ANSWER, (_WRITTEN, _SENT_BACK), None, "Add evidence"),
            Move("unlink_evidence", _ANSWER, (_WRITTEN, _SENT_BACK), None, "Take evidence off"),
            Move("set_strength", _ANSWER, (_WRITTEN, _SENT_BACK, _SUBMITTED), None, "Set another strength"),
            Move("submit_answer", _ANSWER, (_WRITTEN, _SENT_BACK), _SUBMITTED, "Submit", guard="ASR-14"),
            Move("send_back", _RUN, (_SUBMITTED,), _SENT_BACK, "Send back", needs_words=True),
            Move("agree_answer", _RUN, (_SUBMITTED,), _STANDS, "Agree"),
            Move("reopen_answer", _RUN, (_STANDS,), _WRITTEN, "Open it again", needs_words=True),
        ),
    )
)

_MEETING, _HELD = MeetingState.PLANNED, MeetingState.HELD

MEETING = lifecycle(
    Lifecycle(
        name="meeting",
        states=MeetingState,
        start=_MEETING,
        moves=(
            Move("change_meeting", _RUN, (_MEETING,), None, "Change its day or name"),
            Move("add_item", _RUN, (_MEETING, _HELD), None, "Add to the agenda"),
            Move("change_item", _RUN, (_MEETING, _HELD), None, "Change the item", guard="BRD-04"),
            Move(
                "ask_member", "board.challenge", (_MEETING, _HELD), None, "Challenge a member", guard="BRD-01"
            ),
            Move("hold_meeting", _RUN, (_MEETING,), _HELD, "It was held", guard="BRD-06"),
            Move("record_item", _RUN, (_HELD,), None, "Write down what came of it"),
            Move("cancel_meeting", _RUN, (_MEETING,), MeetingState.CANCELLED, "Cancel it", needs_words=True),
        ),
    )
)

_OPEN_QUESTION, _ANSWER_GIVEN = ChallengeState.ASKED, ChallengeState.ANSWERED

CHALLENGE = lifecycle(
    Lifecycle(
        name="challenge",
        states=ChallengeState,
        start=_OPEN_QUESTION,
        moves=(
            Move(
                "answer_challenge", "board.answer", (_OPEN_QUESTION,), _ANSWER_GIVEN, "Answer", guard="BRD-02"
            ),
            Move(
                "settle_challenge",
                "board.challenge",
                (_ANSWER_GIVEN,),
                ChallengeState.SETTLED,
                "Say whether it satisfies",
                needs_words=True,
                guard="BRD-03",
            ),
            Move(
                "ask_again",
                "board.challenge",
                (_ANSWER_GIVEN,),
                _OPEN_QUESTION,
                "Ask again",
                needs_words=True,
            ),
            Move(
                "withdraw_challenge",
                _RUN,
                (_OPEN_QUESTION, _ANSWER_GIVEN),
                ChallengeState.WITHDRAWN,
                "Withdraw it",
                needs_words=True,
            ),
        ),
    )
)

SERVICE_RISK = lifecycle(
    Lifecycle(
        name="entry of the risk register",
        states=RiskState,
        start=RiskState.OPEN,
        moves=(
            Move("add_risk_source", "risks.keep", (RiskState.OPEN,), None, "Add a source"),
            Move("change_risk", "risks.keep", (RiskState.OPEN,), None, "Judge it anew", guard="RSK-01"),
            Move(
                "close_risk", "risks.keep", (RiskState.OPEN,), RiskState.CLOSED, "Close it", needs_words=True
            ),
        ),
    )
)
