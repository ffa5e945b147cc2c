"""Learning from networks and bodies outside: what was brought in, and where it is used."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries.learning import CitationRow, bodies, learning, one_learning
from goldenthread.kit.display import short_day
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.board.forms import CiteForm, LearningForm
from goldenthread.web.board.parts import asked_page, chosen, short, ways
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


def listed(request: Request) -> HttpResponse:
    """Each network with what was learnt from it, and what is used nowhere yet."""
    found = learning(request.viewer)
    rows = [
        {
            "body": each.body.label,
            "count": each.count,
            "newest": each.newest or Tag("Nothing was learnt from it yet", "orange"),
            "used": each.used,
        }
        for each in bodies(found)
    ]
    columns = (
        Column("body", "Network or body", row_header=True),
        Column("count", "Brought in", numeric=True),
        Column("newest", "Newest"),
        Column("used", "Cited on a finding or action", numeric=True),
    )
    context = {
        "title": "Learning from elsewhere",
        "ways": ways(request.viewer, "board:learning"),
        "table": Table("Networks and bodies we use", columns, rows),
        "found": [(each, [(_where(one), one) for one in each.citations]) for each in found],
        "adds": request.viewer.may("assurance.act"),
    }
    return page(request, "board/learning.html", context)


def add(request: Request) -> HttpResponse:
    """Bring something in."""
    form = LearningForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.bring_learning(
            request.viewer,
            body=typed["body"],
            body_name=typed["body_name"],
            title=typed["title"],
            passage=typed["passage"],
            learnt=typed["learnt"],
            on=typed["on"],
        ),
    ):
        messages.success(request, "It is brought in. Cite it where it is used, or it stays a good intention.")
        return redirect("board:learning")
    return asked_page(
        request,
        form,
        title="Bring in learning from elsewhere",
        cancel=reverse("board:learning"),
        send="Bring it in",
    )


def cite(request: Request, learning_id: UUID) -> HttpResponse:
    """Cite it on a finding or an action."""
    held = one_learning(request.viewer, learning_id)
    whole = queries.plan(request.viewer)
    form = CiteForm(
        request.POST or None,
        findings=[(each.id, f"{each.reference}: {short(each.words, 90)}") for each in whole.findings],
        actions=[(each.id, f"{each.reference} {each.title}") for each in whole.actions],
    )
    if posted(
        request,
        form,
        lambda typed: procedures.cite_learning(
            request.viewer,
            learning_id=learning_id,
            words=typed["words"],
            finding_id=chosen(typed["finding"]) if typed["used_by"] == "finding" else None,
            action_id=chosen(typed["action"]) if typed["used_by"] == "action" else None,
        ),
    ):
        messages.success(request, "It is cited there, and stands on that page too.")
        return redirect("board:learning")
    return asked_page(
        request,
        form,
        title="Say where it is used",
        cancel=reverse("board:learning"),
        send="Cite it",
        caption=f"{held.body_name}, {short_day(held.on)}",
        lead=held.learnt,
    )


def _where(row: CitationRow) -> Link | str:
    if row.action_id:
        return Link(row.used_by, reverse("improvement:action", args=[row.action_id]))
    if row.finding_id:
        return Link(row.used_by, reverse("improvement:finding", args=[row.finding_id]))
    return row.used_by
