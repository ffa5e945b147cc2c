"""Deeds of assurance."""

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
    "add_member", "begin_review", "change_review", "end_looking", "end_member", "open_review", "stop_review",
]  # fmt: skip
