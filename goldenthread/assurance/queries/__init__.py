"""Reads of assurance, asked for a viewer and answered with frozen values."""

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
from goldenthread.assurance.queries.plan import (
    ActionLine,
    Check,
    FindingLine,
    Plan,
    is_,
    my_actions,
    plan,
)
from goldenthread.assurance.queries.reports import (
    ReportPage,
    ReportRow,
    ShareRow,
    compared,
    report,
    reports,
    shared_report,
)
from goldenthread.assurance.queries.reviews import (
    MemberRow,
    ReviewPage,
    ReviewRow,
    StepRow,
    review,
    reviews,
)

__all__ = [
    "ActionLine", "ActionPage", "Check", "FindingLine", "FindingPage", "Judgement", "MemberRow", "Plan", "RecommendationRow",
    "ReportPage", "ReportRow", "ReviewPage", "ReviewRow", "ShareRow", "StepRow", "action", "compared", "finding", "findings_of",
    "is_", "my_actions", "plan", "recommendations", "report", "reports", "review", "reviews", "shared_report",
]  # fmt: skip
