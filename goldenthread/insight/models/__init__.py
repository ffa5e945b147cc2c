"""Tables of insight."""

from goldenthread.insight.models.own import FollowRow
from goldenthread.insight.models.phases import ControlChart, PhaseStep
from goldenthread.insight.models.regular import IssueExplanation, RegularIssue, RegularReport
from goldenthread.insight.models.returns import (
    ReturnComment,
    ReturnCount,
    ReturnEdition,
    ReturnEntry,
    ReturnFile,
    ReturnStep,
)
from goldenthread.insight.models.signals import Signal, SignalAnswer, SignalMonth, SignalStep
from goldenthread.insight.models.supplied import StrategyStep, SuppliedFigure

__all__ = [
    "ControlChart", "FollowRow", "IssueExplanation", "PhaseStep", "RegularIssue", "RegularReport", "ReturnComment", "ReturnCount",
    "ReturnEdition", "ReturnEntry", "ReturnFile", "ReturnStep", "Signal", "SignalAnswer", "SignalMonth", "SignalStep",
    "StrategyStep", "SuppliedFigure",
]  # fmt: skip
