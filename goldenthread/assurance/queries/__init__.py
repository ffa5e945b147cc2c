"""Reads of assurance, asked for a viewer and answered with frozen values."""

from goldenthread.assurance.queries.audits import (
    AuditPage,
    CaseRow,
    Result,
    Results,
    SampleRow,
    Task,
    ViewRow,
    audit_results,
    auditors,
    open_audit,
    own_audits,
)
from goldenthread.assurance.queries.evidence import (
    EvidenceList,
    EvidencePage,
    EvidenceRow,
    evidence,
    evidence_file,
    evidence_list,
)
from goldenthread.assurance.queries.findings import (
    ActionPage,
    FindingPage,
    Judgement,
    RecommendationRow,
    action,
    finding,
    findings_of,
    recommendations,
)
from goldenthread.assurance.queries.peer import NoteRow, OnSite, PaperRow, SessionRow, on_site
from goldenthread.assurance.queries.plan import ActionLine, Check, FindingLine, Plan, is_, my_actions, plan
from goldenthread.assurance.queries.reports import (
    ReportPage,
    ReportRow,
    ShareRow,
    compared,
    report,
    reports,
    shared_report,
)
from goldenthread.assurance.queries.reviews import MemberRow, ReviewPage, ReviewRow, StepRow, review, reviews

__all__ = [
    "ActionLine", "ActionPage", "AuditPage", "CaseRow", "Check", "EvidenceList", "EvidencePage",
    "EvidenceRow", "FindingLine", "FindingPage", "Judgement", "MemberRow", "NoteRow", "OnSite", "PaperRow",
    "Plan", "RecommendationRow", "ReportPage", "ReportRow", "Result", "Results", "ReviewPage", "ReviewRow",
    "SampleRow", "SessionRow", "ShareRow", "StepRow", "Task", "ViewRow", "action", "audit_results",
    "auditors", "compared", "evidence", "evidence_file", "evidence_list", "finding", "findings_of", "is_",
    "my_actions", "on_site", "open_audit", "own_audits", "plan", "recommendations", "report", "reports",
    "review", "reviews", "shared_report",
]  # fmt: skip
