"""Which deed may follow which state of a review."""

from __future__ import annotations

from goldenthread.assurance.vocabulary import ReviewState
from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle

_PLANNED, _UNDER_WAY, _REPORTING = ReviewState.PLANNED, ReviewState.UNDER_WAY, ReviewState.REPORTING
_PUBLISHED, _FOLLOWED = ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP
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
            Move("begin_review", _RUN, (_PLANNED,), _UNDER_WAY, "Begin", guard="ASR-01"),
            Move("end_looking", _RUN, (_UNDER_WAY,), _REPORTING, "End looking, write it up"),
            Move("publish_review", _RUN, (_REPORTING,), _PUBLISHED, "Publish the report"),
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
        ),
    )
)
