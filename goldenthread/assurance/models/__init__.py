"""Tables of assurance. What somebody judged or did is added as a row; a record carries where it stands."""

from goldenthread.assurance.models.actions import ActionStep, EffectJudgement, ImprovementAction, MeasurePoint
from goldenthread.assurance.models.after import BegunAction, PlannedIn, Telling
from goldenthread.assurance.models.audits import AuditSample, CaseView, FileAudit, SampledCase, SettledAnswer
from goldenthread.assurance.models.board import (
    AgendaItem,
    AssuranceChain,
    Challenge,
    ChallengeAnswer,
    ChallengeStep,
    Meeting,
    MeetingStep,
)
from goldenthread.assurance.models.evidence import Evidence, EvidenceAs, EvidenceFile, EvidenceStep
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
from goldenthread.assurance.models.programme import ProgrammeEntry
from goldenthread.assurance.models.quality import QualityArrangement, QualityRun, QualityStep
from goldenthread.assurance.models.reports import Report, ReportShare
from goldenthread.assurance.models.reviews import Review, ReviewMember, ReviewStep
from goldenthread.assurance.models.risks import (
    LearningCitation,
    OutsideLearning,
    ServiceRisk,
    ServiceRiskSource,
    ServiceRiskStep,
)
from goldenthread.assurance.models.shown import LineShown, StatementAnswers

__all__ = [
    "AccuracyComment", "ActionStep", "AgendaItem", "AssuranceChain", "AuditSample", "BegunAction",
    "CaseView", "Challenge", "ChallengeAnswer", "ChallengeStep", "EffectJudgement", "Evidence",
    "EvidenceAs", "EvidenceFile", "EvidenceStep", "FileAudit", "Finding", "FindingSource", "FindingStep",
    "FollowUp", "ImprovementAction", "InstrumentEdition", "Judgement", "JudgementEvidence", "JudgementStep",
    "JudgementVersion", "LearningCitation", "LineShown", "MeasurePoint", "Meeting", "MeetingStep",
    "OutsideLearning", "OutsideView", "PaperRequest", "PlannedIn", "ProgrammeEntry", "QualityArrangement",
    "QualityRun", "QualityStep", "Recommendation", "Report", "ReportShare", "Review", "ReviewMember", "ReviewNote",
    "ReviewPart", "ReviewSession", "ReviewStep", "SampledCase", "ServiceRisk", "ServiceRiskSource",
    "ServiceRiskStep", "SettledAnswer", "SheetReturn", "StatementAnswers", "Telling",
]  # fmt: skip
