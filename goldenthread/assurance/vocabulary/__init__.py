"""Words of assurance."""

from goldenthread.assurance.vocabulary.evidence import (
    EvidenceAudience,
    EvidenceKind,
    HowTested,
    JudgementState,
    OutsideKind,
    SheetOutcome,
    Strength,
)
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

__all__ = [
    "ActionState", "AuditState", "Direction", "Effect", "EvidenceAudience", "EvidenceKind", "FindingKind",
    "FindingOrigin", "FindingState", "HowTested", "Independence", "JudgementState", "MemberFunction",
    "NoteLeans", "OutsideKind", "PaperState", "Population", "Progress", "ReportKind", "ReportStage",
    "Response", "ReviewKind", "ReviewState", "SampleKind", "SessionKind", "SessionState", "SheetOutcome",
    "SourceKind", "Strength", "ViewOf",
]  # fmt: skip
