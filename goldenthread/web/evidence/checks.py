"""Standing checks over everything, for the board's staff: grouped, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries.checks import SHOWN, CheckGroup, CheckLine, evidence_checks
from goldenthread.assurance.queries.plan import is_, plan
from goldenthread.assurance.queries.untold import untold_checks
from goldenthread.kit.presenters import Link
from goldenthread.web.evidence.views import sections
from goldenthread.web.forms import page
from goldenthread.web.request import Request

_ACTIONS = (
    ("no_owner", "Actions without an owner", "Nobody will do them."),
    ("late", "Actions past their day", "Somebody waits for them."),
    ("unmoved", "Actions done, but the measure did not move", "They were done, and did not help."),
    ("unmeasured", "Actions done that nothing measures", "Nobody can say whether they helped."),
)


def plan_checks(viewer: Viewer) -> tuple[CheckGroup, ...]:
    """The checks of the improvement plan: findings without an action, and actions that lead nowhere."""
    whole = plan(viewer)
    waiting = [
        CheckLine(each.words[:120], each.reference, finding_id=each.id)
        for each in whole.findings
        if each.waits
    ]
    groups = [
        CheckGroup(
            "waits",
            "Findings without an action",
            "They were found, and nothing follows.",
            len(waiting),
            tuple(waiting[:SHOWN]),
        )
    ]
    for key, title, why in _ACTIONS:
        lines = [
            CheckLine(each.title, each.owner or each.reference, action_id=each.id)
            for each in whole.actions
            if is_(key, each)
        ]
        groups.append(CheckGroup(key, title, why, len(lines), tuple(lines[:SHOWN])))
    return tuple(groups)


# Each part of assurance adds its own checks here.
SOURCES: tuple[Callable[[Viewer], tuple[CheckGroup, ...]], ...] = (
    evidence_checks,
    plan_checks,
    untold_checks,
)


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
    if line.finding_id:
        return Link(line.words, reverse("improvement:finding", args=[line.finding_id]))
    if line.review_id:
        return Link(line.words, reverse("peer:after", args=[line.review_id]))
    return Link(line.words, reverse("improvement:action", args=[line.action_id]))
