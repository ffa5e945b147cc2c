"""Deeds of enquiries."""

from goldenthread.enquiries.procedures.asking_agencies import (
    answer_caused_enquiry,
    cause_enquiry,
    check_caused_report,
    withdraw_caused_enquiry,
)
from goldenthread.enquiries.procedures.ending import close, record_ending, reopen
from goldenthread.enquiries.procedures.findings import (
    add_allegation,
    add_legal_basis,
    record_finding,
    record_risk_choice,
    withdraw_allegation,
)
from goldenthread.enquiries.procedures.justice import record_police
from goldenthread.enquiries.procedures.running import (
    appoint,
    explain_missed,
    extend_clock,
    plan,
    record_effect,
    record_step,
    write_for_adult,
)
from goldenthread.enquiries.procedures.wishes import (
    add_wanted,
    change_wanted,
    judge_outcome,
    record_asked,
    record_capacity,
)

__all__ = [
    "add_allegation", "add_legal_basis", "add_wanted", "answer_caused_enquiry", "appoint", "cause_enquiry",
    "change_wanted", "check_caused_report", "close", "explain_missed", "extend_clock", "judge_outcome", "plan",
    "record_asked", "record_capacity", "record_effect", "record_ending", "record_finding", "record_police",
    "record_risk_choice", "record_step", "reopen", "withdraw_allegation", "withdraw_caused_enquiry", "write_for_adult",
]  # fmt: skip
