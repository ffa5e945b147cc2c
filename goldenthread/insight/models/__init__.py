"""Tables of insight."""

from goldenthread.insight.models.own import FollowRow
from goldenthread.insight.models.phases import ControlChart, PhaseStep
from goldenthread.insight.models.returns import (
    ReturnComment,
    ReturnCount,
    ReturnEdition,
    ReturnEntry,
    ReturnFile,
    ReturnStep,
)
from goldenthread.insight.models.signals import Signal, SignalAnswer, SignalMonth, SignalStep

__all__ = [
    "ControlChart", "FollowRow", "PhaseStep", "ReturnComment", "ReturnCount", "ReturnEdition", "ReturnEntry", "ReturnFile", "ReturnStep", "Signal", "SignalAnswer", "SignalMonth",
    "SignalStep",
]  # fmt: skip
