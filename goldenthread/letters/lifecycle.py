"""Which moves a duty to give feedback can make."""

from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle
from goldenthread.letters.vocabulary import DutyState

DUTY = lifecycle(
    Lifecycle(
        name="duty to give feedback",
        states=DutyState,
        start=DutyState.OPEN,
        moves=(
            Move(
                "give_feedback",
                "letters.give",
                (DutyState.OPEN,),
                DutyState.MET,
                "Give feedback",
                needs_words=True,
                guard="LET-01",
            ),
            Move(
                "not_possible",
                "letters.give",
                (DutyState.OPEN,),
                DutyState.NOT_POSSIBLE,
                "Feedback is not possible",
                needs_words=True,
                guard="LET-07",
            ),
            Move(
                "open_again",
                "letters.give",
                (DutyState.NOT_POSSIBLE,),
                DutyState.OPEN,
                "Open again",
                needs_words=True,
            ),
        ),
    )
)
