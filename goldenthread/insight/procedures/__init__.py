"""Deeds of insight."""

from goldenthread.insight.procedures.own import follow_figures
from goldenthread.insight.procedures.phases import begin_limits_anew, withdraw_limits
from goldenthread.insight.procedures.regular import (
    begin_issue,
    explain_figure,
    send_issue,
    set_up_report,
    stop_report,
)
from goldenthread.insight.procedures.returns import (
    comment,
    count_again,
    enter,
    give_up,
    note_counted,
    note_not_counted,
    send_back,
    send_to_sign,
    sign_off,
    start_return,
    take_back,
    take_next_count,
)
from goldenthread.insight.procedures.signals import (
    act_on_signal,
    answer_signal,
    name_signal_owner,
    raise_signal,
    send_signal_back,
    settle_signal,
)
from goldenthread.insight.procedures.supplied import (
    answer_for_strategy,
    load_figures,
    look_at_answer,
    supply_figures,
)

__all__ = [
    "act_on_signal",
    "answer_for_strategy",
    "answer_signal",
    "begin_issue",
    "begin_limits_anew",
    "comment",
    "count_again",
    "enter",
    "explain_figure",
    "follow_figures",
    "give_up",
    "load_figures",
    "look_at_answer",
    "name_signal_owner",
    "note_counted",
    "note_not_counted",
    "raise_signal",
    "send_back",
    "send_issue",
    "send_signal_back",
    "send_to_sign",
    "set_up_report",
    "settle_signal",
    "sign_off",
    "start_return",
    "stop_report",
    "supply_figures",
    "take_back",
    "take_next_count",
    "withdraw_limits",
]  # fmt: skip
