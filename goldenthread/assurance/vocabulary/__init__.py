"""Words of assurance."""

from goldenthread.assurance.vocabulary.after import Grown, QualitySystem, TellingKind
from goldenthread.assurance.vocabulary.board import (
    AgendaKind,
    AssuranceLevel,
    Assured,
    ChallengeAbout,
    ChallengeState,
    MeetingState,
    OutsideBody,
    Satisfied,
)
from goldenthread.assurance.vocabulary.evidence import (
    EvidenceAudience,
    EvidenceKind,
    HowTested,
    JudgementState,
    OutsideKind,
    SheetOutcome,
    Strength,
)
from goldenthread.assurance.vocabulary.programme import EntryState
from goldenthread.assurance.vocabulary.reviews import (
    ActionState,
    AuditState,
    Direction,
    Effect,
    FindingKind,
    FindingOrigin,
    FindingState,
    Independence,
    MemberFunction,
    NoteLeans,
    PaperState,
    Population,
    Progress,
    ReportKind,
    ReportStage,
    Response,
    ReviewKind,
    ReviewState,
    SampleKind,
    SessionKind,
    SessionState,
    SourceKind,
    ViewOf,
)
from goldenthread.assurance.vocabulary.risks import RiskLevel, RiskSource, RiskState

__all__ = [
    "ActionState", "AgendaKind", "AssuranceLevel", "Assured", "AuditState", "ChallengeAbout",
    "ChallengeState", "Direction", "Effect", "EntryState", "EvidenceAudience", "EvidenceKind",
    "FindingKind", "FindingOrigin", "FindingState", "Grown", "HowTested", "Independence", "JudgementState",
    "MeetingState", "MemberFunction", "NoteLeans", "OutsideBody", "OutsideKind", "PaperState", "Population",
    "Progress", "QualitySystem", "ReportKind", "ReportStage", "Response", "ReviewKind", "ReviewState",
    "RiskLevel", "RiskSource", "RiskState", "SampleKind", "Satisfied", "SessionKind", "SessionState",
    "SheetOutcome", "SourceKind", "Strength", "TellingKind", "ViewOf",
]  # fmt: skip
