"""Deeds of letters: opening a duty to answer, meeting it, and sending what waits."""

from goldenthread.letters.procedures.answering import (
    give_feedback,
    not_possible,
    open_again,
    open_duty,
    set_contact,
    write_letter,
)
from goldenthread.letters.procedures.sending import SendingRound, send_again, send_waiting

__all__ = [
    "SendingRound",
    "give_feedback",
    "not_possible",
    "open_again",
    "open_duty",
    "send_again",
    "send_waiting",
    "set_contact",
    "write_letter",
]
