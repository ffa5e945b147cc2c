"""Deeds of letters: opening a duty to answer, meeting it, and what became of each letter."""

from goldenthread.letters.procedures.answering import (
    give_feedback,
    not_possible,
    open_again,
    open_duty,
    set_contact,
    write_letter,
)
from goldenthread.letters.procedures.sending import send_again

__all__ = [
    "give_feedback",
    "not_possible",
    "open_again",
    "open_duty",
    "send_again",
    "set_contact",
    "write_letter",
]
