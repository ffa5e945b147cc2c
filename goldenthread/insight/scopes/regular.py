"""Who sees data reports to boards."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.access.need_to_know import NOTHING, protects
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import RegularIssue, RegularReport
from goldenthread.insight.vocabulary.regular import IssueState


@protects(RegularReport, "regular report")
def regular_scope(viewer: Viewer) -> Q:
    """All who see figures: who is sent what, and how often, is no secret."""
    return Q() if viewer.may("figures.see") else NOTHING


@protects(RegularIssue, "report issue")
def issue_scope(viewer: Viewer) -> Q:
    """Those who draw it up see every issue; all who see figures, what was sent."""
    if viewer.may("figures.report"):
        return Q()
    return Q(state=IssueState.SENT) if viewer.may("figures.see") else NOTHING
