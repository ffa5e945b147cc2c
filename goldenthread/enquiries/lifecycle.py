"""Which deed may follow which state of an enquiry, and of a report asked of another agency."""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import CausedState, EnquiryStatus
from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle

_PLANNING, _UNDER_WAY, _CLOSED = EnquiryStatus.PLANNING, EnquiryStatus.UNDER_WAY, EnquiryStatus.CLOSED
_OPEN = (_PLANNING, _UNDER_WAY)
_WORK, _MANAGE = "enquiries.work", "enquiries.manage"


def _work(deed: str, button: str, *, guard: str = "") -> Move[EnquiryStatus]:
    return Move(deed, _WORK, _OPEN, None, button, guard=guard)


ENQUIRY = lifecycle(
    Lifecycle(
        name="enquiry",
        states=EnquiryStatus,
        start=_PLANNING,
        moves=(
            _work("record_asked", "Record whether the adult was asked", guard="ENQ-03"),
            _work("add_wanted", "Add what the adult wants", guard="ENQ-05"),
            _work("change_wanted", "Change what the adult wants", guard="ENQ-05"),
            _work("judge_outcome", "Say whether an outcome was reached", guard="ENQ-04"),
            _work("record_capacity", "Record capacity and support", guard="ENQ-06"),
            Move("plan", _WORK, _OPEN, _UNDER_WAY, "Agree how to enquire", needs_words=True, guard="ENQ-10"),
            Move("record_step", _WORK, _OPEN, _UNDER_WAY, "Record a step", needs_words=True),
            _work("record_effect", "Say whether a step helped", guard="ENQ-13"),
            _work("add_allegation", "Add an allegation"),
            _work("record_finding", "Record what was found", guard="ENQ-08"),
            _work("withdraw_allegation", "Take an allegation off"),
            # Courts take their time: this may be known only long after the enquiry ended.
            Move(
                "record_police",
                _WORK,
                (*_OPEN, _CLOSED),
                None,
                "Record what police and courts did",
                guard="ENQ-19",
            ),
            _work("record_risk_choice", "Record a risk the adult chooses", guard="ENQ-09"),
            _work("add_legal_basis", "Add a law in use"),
            _work("write_for_adult", "Write something for the adult"),
            _work("extend_clock", "Extend the clock", guard="ENQ-11"),
            _work("explain_missed", "Say why the clock was missed", guard="ENQ-12"),
            _work("record_ending", "Record what they say at the end", guard="ENQ-07"),
            Move(
                "appoint", _MANAGE, _OPEN, None, "Change who answers for it", needs_words=True, guard="ENQ-01"
            ),
            Move("cause_enquiry", _MANAGE, _OPEN, None, "Ask another agency for a report", guard="ENQ-14"),
            Move(
                "close",
                _MANAGE,
                (_UNDER_WAY,),
                _CLOSED,
                "Close the enquiry",
                needs_words=True,
                guard="ENQ-17",
            ),
            Move("reopen", _MANAGE, (_CLOSED,), _UNDER_WAY, "Open the enquiry again", needs_words=True),
        ),
    )
)

CAUSED = lifecycle(
    Lifecycle(
        name="report asked of an agency",
        states=CausedState,
        start=CausedState.ASKED,
        moves=(
            Move(
                "answer_caused_enquiry",
                "enquiries.answer",
                (CausedState.ASKED, CausedState.SENT_BACK),
                CausedState.RECEIVED,
                "Send the report",
                guard="ENQ-15",
            ),
            Move(
                "accept_report",
                _MANAGE,
                (CausedState.RECEIVED,),
                CausedState.ACCEPTED,
                "Accept the report",
                guard="ENQ-16",
            ),
            Move(
                "send_back_report",
                _MANAGE,
                (CausedState.RECEIVED,),
                CausedState.SENT_BACK,
                "Send it back",
                guard="ENQ-16",
            ),
            Move(
                "withdraw_report",
                _MANAGE,
                (CausedState.ASKED, CausedState.SENT_BACK),
                CausedState.WITHDRAWN,
                "No longer needed",
                needs_words=True,
            ),
        ),
    )
)
