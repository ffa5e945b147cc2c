"""Deeds of insight."""

from goldenthread.insight.procedures.returns import (
    comment,
    count_again,
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

__all__ = [
    "comment", "count_again", "give_up", "note_counted", "note_not_counted", "send_back", "send_to_sign", "sign_off",
    "start_return", "take_back", "take_next_count",
]  # fmt: skip
