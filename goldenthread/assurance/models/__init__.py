"""Tables of assurance. What somebody judged or did is added as a row; a record carries where it stands."""

from goldenthread.assurance.models.actions import ActionStep, EffectJudgement, ImprovementAction, MeasurePoint
from goldenthread.assurance.models.audits import AuditSample, CaseView, FileAudit, SampledCase
from goldenthread.assurance.models.evidence import Evidence, EvidenceFile, EvidenceStep
from goldenthread.assurance.models.findings import (
    Finding,
    FindingSource,
    FindingStep,
    FollowUp,
    Recommendation,
)
from goldenthread.assurance.models.instruments import InstrumentEdition
from goldenthread.assurance.models.judgements import (
    Judgement,
    JudgementEvidence,
    JudgementStep,
    JudgementVersion,
    OutsideView,
    ReviewPart,
    SheetReturn,
)
from goldenthread.assurance.models.peer import AccuracyComment, PaperRequest, ReviewNote, ReviewSession
from goldenthread.assurance.models.reports import Report, ReportShare
from goldenthread.assurance.models.reviews import Review, ReviewMember, ReviewStep

__all__ = [
    "AccuracyComment",    "ActionStep", "AuditSample", "CaseView", "EffectJudgement", "Evidence", "EvidenceFile", "EvidenceStep",
    "FileAudit", "Finding", "FindingSource", "FindingStep", "FollowUp", "ImprovementAction",
    "InstrumentEdition", "Judgement", "JudgementEvidence", "JudgementStep", "JudgementVersion",
    "MeasurePoint", "OutsideView", "PaperRequest", "Recommendation", "Report", "ReportShare", "Review",
    "ReviewMember", "ReviewNote", "ReviewPart", "ReviewSession", "ReviewStep", "SampledCase", "SheetReturn",
]  # fmt: skip
