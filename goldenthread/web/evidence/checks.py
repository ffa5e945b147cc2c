"""Standing checks over everything, for the board's staff: grouped, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries.checks import CheckGroup, CheckLine, evidence_checks
from goldenthread.kit.presenters import Link
from goldenthread.web.evidence.views import sections
from goldenthread.web.forms import page
from goldenthread.web.request import Request

# Each part of assurance adds its own checks here.
SOURCES: tuple[Callable[[Viewer], tuple[CheckGroup, ...]], ...] = (evidence_checks,)


@dataclass(frozen=True)
class Line:
    """A line with the place where it is put right."""

    link: Link
    who: str


def standing(request: Request) -> HttpResponse:
    """Every check with what it found."""
    groups = [group for source in SOURCES for group in source(request.viewer)]
    context = {
        "title": "Standing checks",
        "sections": sections(request, "evidence:checks"),
        "groups": [(group, [Line(_where(line), line.who) for line in group.lines]) for group in groups],
        "total": sum(group.total for group in groups),
    }
    return page(request, "evidence/checks.html", context)


def _where(line: CheckLine) -> Link:
    if line.judgement_id and line.review_id:
        return Link(line.words, reverse("reviews:answer", args=[line.review_id, line.judgement_id]))
    if line.evidence_id:
        return Link(line.words, reverse("evidence:show", args=[line.evidence_id]))
    return Link(line.words, "")
