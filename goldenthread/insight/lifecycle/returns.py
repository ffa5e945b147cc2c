"""Which moves an edition of the national return can make."""

from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle
from goldenthread.insight.vocabulary.returns import ReturnState

EDITION = lifecycle(
    Lifecycle(
        name="national return",
        states=ReturnState,
        start=ReturnState.DRAFT,
        moves=(
            Move("count_again", "returns.prepare", (ReturnState.DRAFT,), None, "Count it again"),
            Move("enter", "returns.prepare", (ReturnState.DRAFT,), None, "Enter numbers by hand"),
            Move(
                "comment",
                "returns.prepare",
                (ReturnState.DRAFT,),
                None,
                "Save the comment",
                needs_words=True,
            ),
            Move(
                "send_to_sign",
                "returns.prepare",
                (ReturnState.DRAFT,),
                ReturnState.CHECKED,
                "Send it for sign-off",
                guard="RET-02",
            ),
            Move(
                "take_back",
                "returns.prepare",
                (ReturnState.CHECKED,),
                ReturnState.DRAFT,
                "Take it back",
            ),
            Move(
                "send_back",
                "returns.sign",
                (ReturnState.CHECKED,),
                ReturnState.DRAFT,
                "Send it back",
                needs_words=True,
            ),
            Move(
                "sign_off",
                "returns.sign",
                (ReturnState.CHECKED,),
                ReturnState.SIGNED,
                "Sign it off and freeze it",
                guard="RET-01",
            ),
            Move(
                "give_up",
                "returns.prepare",
                (ReturnState.DRAFT,),
                ReturnState.GIVEN_UP,
                "Give it up",
                needs_words=True,
            ),
        ),
    )
)
