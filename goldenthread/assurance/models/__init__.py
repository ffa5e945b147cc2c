"""Tables of assurance. What somebody judged or did is added as a row; a record carries where it stands."""

from goldenthread.assurance.models.actions import (
    ActionStep,
    EffectJudgement,
    ImprovementAction,
    MeasurePoint,
)
from goldenthread.assurance.models.findings import (
    Finding,
    FindingSource,
    FindingStep,
    FollowUp,
    Recommendation,
)
from goldenthread.assurance.models.instruments import InstrumentEdition
from goldenthread.assurance.models.reports import Report, ReportShare
from goldenthread.assurance.models.reviews import Review, ReviewMember, ReviewStep

__all__ = [
    "ActionStep", "EffectJudgement", "Finding", "FindingSource", "FindingStep", "FollowUp", "ImprovementAction", "InstrumentEdition",
    "MeasurePoint",
    "Recommendation", "Report", "ReportShare", "Review", "ReviewMember", "ReviewStep",
]  # fmt: skip
