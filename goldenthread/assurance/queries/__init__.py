"""Reads of assurance, asked for a viewer and answered with frozen values."""

from goldenthread.assurance.queries.reviews import (
    MemberRow,
    ReviewPage,
    ReviewRow,
    StepRow,
    review,
    reviews,
)

__all__ = ["MemberRow", "ReviewPage", "ReviewRow", "StepRow", "review", "reviews"]
