"""Checks before submission: each with its words, what it asks for, the cases behind it and a place to explain it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground.rules import RULEBOOK
from goldenthread.insight import procedures, queries
from goldenthread.insight.queries.return_cases import PAGE
from goldenthread.insight.queries.returns import Comment, ReturnPage
from goldenthread.insight.sac.policy import severity
from goldenthread.insight.sac.stored import KeptFinding
from goldenthread.kit.display import at_time, plural
from goldenthread.kit.presenters import Column, Link, Row, Table
from goldenthread.web.errors import refusal
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.returns.forms import CommentForm
from goldenthread.web.returns.presenting import (
    areas,
    cases_table,
    cases_words,
    check_status,
    name_of,
    page_number,
    pages,
    severity_tag,
    state_tag,
    typed_of,
)


def checks(request: Request, return_id: UUID) -> HttpResponse:
    """Every check: those that are not met first, then those that are."""
    found = queries.return_page(request.viewer, return_id)
    broken = {each.finding.code for each in found.checks}
    context = {
        "title": name_of(found.line),
        "line": found.line,
        "tag": state_tag(found.line),
        "areas": areas(found.line, "returns:checks"),
        "back": Link("The national return", reverse("returns:home")),
        "kept": found.kept,
        "unexplained": found.unexplained,
        "table": _not_met(found),
        "met": [
            RULEBOOK[code] for code in sorted(RULEBOOK) if code.startswith("SAC-") and code not in broken
        ],
    }
    return page(request, "returns/checks.html", context)


def _not_met(found: ReturnPage) -> Table:
    columns = (
        Column("check", "Check", row_header=True),
        Column("where", "Where"),
        Column("words", "What it says"),
        Column("asks", "What it asks"),
        Column("count", "How many", numeric=True),
        Column("status", "Comment"),
    )
    rows = [
        {
            "check": Link(
                each.finding.code,
                reverse("returns:check", args=[found.line.id, each.finding.number]),
                hidden=each.finding.where,
            ),
            "where": each.finding.where,
            "words": each.finding.words,
            "asks": severity_tag(each.finding.code),
            "count": each.finding.count or "–",
            "status": check_status(each),
        }
        for each in sorted(found.checks, key=lambda each: each.explained)
    ]
    return Table("Checks that are not met", columns, rows, empty="Every check is met.", caption_size="m")


def check(request: Request, return_id: UUID, check: int) -> HttpResponse:
    """One check that is not met: the cases behind it, and what is said of it."""
    number = page_number(request)
    found = queries.return_check(request.viewer, return_id, check, number)
    finding, said, line = found.check.finding, found.check.comment, found.line
    form = CommentForm(
        typed_of(request),
        version=line.version,
        initial={"words": said.words if said else found.earlier},
        alike=found.alike,
        code=finding.code,
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.comment(
            request.viewer,
            return_id=return_id,
            version=typed["version"],
            code=finding.code,
            where=finding.where,
            words=typed["words"],
            alike=bool(typed.get("alike")),
        ),
        version=line.version,
    )
    if sent:
        others = (sent.result or 1) - 1
        alike = f" {plural(others, 'other says', 'others say')} the same." if others else ""
        messages.success(request, f"{finding.code} is explained.{alike}")
        return HttpResponseRedirect(reverse("returns:checks", args=[return_id]))
    prepares = request.viewer.may("returns.prepare")
    if form.verdicts and not prepares:
        # They have no form on this page that could say why.
        return refusal(request, form.verdicts[0])
    context = {
        "title": finding.code if finding.where == line.year else f"{finding.code}: {finding.where}",
        "caption": name_of(line),
        "tag": check_status(found.check),
        "facts": _facts(finding, said),
        "form": form if prepares and line.state == "draft" else None,
        "cells": [
            (" · ".join(found.kept.places[each][0]), reverse("returns:cell", args=[return_id, each]))
            for each in finding.cells[:40]
            if found.kept.places[each][2].value
        ],
        "words": cases_words(found.behind, "concern" if finding.kind == "concern" else "enquiry"),
        "table": cases_table(found.behind, "Cases behind this check") if found.behind.may_see else None,
        "pages": pages(found.behind, number, PAGE),
        "back": Link("Checks", reverse("returns:checks", args=[return_id])),
    }
    return page(request, "returns/check.html", context)


def _facts(finding: KeptFinding, said: Comment | None) -> list[Row]:
    """What the check asks, where that comes from, and how it is explained."""
    facts = [
        Row("What it says", finding.words),
        *([Row("The rule", finding.sentence)] if finding.sentence != finding.words else []),
        Row("Where the rule comes from", RULEBOOK[finding.code].citation),
        Row("Where", finding.where),
        Row("What it asks", f"{severity(finding.code).label}. {severity(finding.code).meaning}"),
        Row("How many", f"{finding.count:,}" if finding.count else "–"),
    ]
    if said:
        facts.append(Row("Explained", f"{at_time(said.at)} by {said.by_name}, when it was {said.count:,}"))
        facts.append(Row("Comment", said.words, words=True))
    return facts
