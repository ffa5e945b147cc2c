"""Which moves a signal can make."""

from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle
from goldenthread.insight.vocabulary.signals import SignalState

S = SignalState
SIGNAL = lifecycle(
    Lifecycle(
        name="signal",
        states=SignalState,
        start=S.OPEN,
        moves=(
            Move("name_owner", "signals.manage", (S.OPEN, S.WAITING), S.WAITING, "Name who answers"),
            Move(
                "answer",
                "signals.answer",
                (S.WAITING,),
                S.ANSWERED,
                "Explain, and say what is done",
                guard="SIG-03",
            ),
            Move(
                "send_back",
                "signals.manage",
                (S.ANSWERED, S.ACTED),
                S.WAITING,
                "Send back",
                needs_words=True,
                guard="SIG-04",
            ),
            Move(
                "acted",
                "signals.answer",
                (S.ANSWERED,),
                S.ACTED,
                "The action is done",
                needs_words=True,
                guard="SIG-05",
            ),
            Move(
                "settle",
                "signals.manage",
                (S.OPEN, S.ACTED),
                S.SETTLED,
                "Settle",
                needs_words=True,
                guard="SIG-04",
            ),
        ),
    )
)
