"""What an auditor does: their cases, one case read, another view of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.policy.audits import NOT_APPLICABLE
from goldenthread.assurance.vocabulary import AuditState
from goldenthread.ground.instruments import Item
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag, TimelineEntry
from goldenthread.web.audits.forms import AgainForm, AuditForm, ViewForm
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request

COLOURS = {AuditState.GIVEN: "blue", AuditState.BEGUN: "yellow", AuditState.DONE: "green"}


def own(request: Request) -> HttpResponse:
    """The cases this auditor is to read."""
    tasks = queries.own_audits(request.viewer)
    columns = (
        Column("case", "Case", row_header=True),
        Column("review", "Audit"),
        Column("due", "Due"),
        Column("state", "Where it is"),
    )
    rows = [
        {
            "case": Link(
                f"{each.case_kind.capitalize()} {each.reference}", reverse("audits:read", args=[each.id])
            ),
            "review": each.review,
            "due": each.due_on,
            "state": Tag(each.state.label, COLOURS[each.state]),
        }
        for each in tasks
    ]
    table = Table(
        "Cases you are to read",
        columns,
        rows,
        empty="Nobody has asked you to read a case.",
        caption_hidden=True,
    )
    left = sum(each.state is not AuditState.DONE for each in tasks)
    return page(
        request,
        "audits/own.html",
        {"title": "Cases to audit", "table": table, "left": left, "read": len(tasks) - left},
    )


def read(request: Request, file_audit_id: UUID) -> HttpResponse:
    """One case with the questions of the tool; saved as often as the auditor likes, finished once."""
    audit = queries.open_audit(request.viewer, file_audit_id)
    if audit.tool is None:
        return page(request, "audits/no_tool.html", {"title": f"Audit of {audit.reference}", "audit": audit})
    form = AuditForm(
        request.POST or None,
        tool=audit.tool,
        answers=audit.answers,
        summary=audit.summary,
        version=audit.version,
    )
    finish = "finish" in request.POST
    sent = posted(
        request,
        form,
        lambda typed: procedures.save_audit(
            request.viewer,
            file_audit_id=audit.id,
            version=typed["version"],
            answers=form.answers(),
            summary=typed["summary"],
            finish=finish,
        ),
        version=audit.version,
    )
    if sent:
        messages.success(
            request, "The audit of this case is done." if finish else "What you judged so far is kept."
        )
        return redirect("audits:own") if finish else redirect("audits:read", audit.id)
    graded = audit.tool.graded()
    context = {
        "title": f"Audit of {audit.reference}",
        "audit": audit,
        "form": form,
        "case_href": reverse(
            f"{'enquiries' if audit.case_kind == 'enquiry' else 'concerns'}:show", args=[audit.case_id]
        ),
        "facts": [
            Row("Audit", audit.review),
            Row("Why this case", audit.chosen_because),
            Row("Answered", f"{len(audit.answers)} of {len(graded)}"),
        ],
        "parts": _parts(audit),
        "view_link": Link("Add what somebody says of it", reverse("audits:view_of", args=[audit.id])),
        "again": Link("Open it again", reverse("audits:again", args=[audit.id]))
        if audit.may_open_again
        else None,
        "answers": _told(audit),
        "views": [TimelineEntry(each.whose.label, each.at, each.by_name, each.words) for each in audit.views],
        "back": Link("Cases to audit", reverse("audits:own")),
    }
    return page(request, "audits/read.html", context)


def again(request: Request, file_audit_id: UUID) -> HttpResponse:
    """Open one's own finished audit again, with a reason."""
    audit = queries.open_audit(request.viewer, file_audit_id)
    form = AgainForm(request.POST or None, version=audit.version)
    if posted(
        request,
        form,
        lambda typed: procedures.open_audit_again(
            request.viewer, file_audit_id=audit.id, version=typed["version"], words=typed["words"]
        ),
        version=audit.version,
    ):
        return redirect("audits:read", audit.id)
    context = {
        "title": f"Open the audit of {audit.reference} again",
        "form": form,
        "audit": audit,
        "send": "Open it again",
    }
    return page(request, "audits/ask.html", context)


def view_of(request: Request, file_audit_id: UUID) -> HttpResponse:
    """Keep what the practitioner or the adult says of the same case."""
    audit = queries.open_audit(request.viewer, file_audit_id)
    form = ViewForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.keep_view(
            request.viewer, file_audit_id=audit.id, whose=typed["whose"], words=typed["words"]
        ),
    ):
        messages.success(request, "Their view is kept beside the audit.")
        return redirect("audits:read", audit.id)
    context = {"title": f"Another view of {audit.reference}", "form": form, "audit": audit, "send": "Keep it"}
    return page(request, "audits/ask.html", context)


def _told(audit: queries.AuditPage) -> list[Row]:
    """What was answered, to be read when the audit is done."""
    assert audit.tool is not None
    return [
        Row(
            f"{item.key} {item.title or item.text}",
            [_grade_words(audit, item), answer["words"]] if answer["words"] else _grade_words(audit, item),
        )
        for item in audit.tool.graded()
        if (answer := audit.answers.get(item.key))
    ]


def _grade_words(audit: queries.AuditPage, item: Item) -> str:
    grade = int(audit.answers[item.key]["grade"])
    assert audit.tool is not None
    return (
        audit.tool.scale[item.scale].label_of(grade)
        if grade != NOT_APPLICABLE
        else "Does not apply to this case"
    )


def _parts(audit: queries.AuditPage) -> list[tuple[str, str, list[str]]]:
    """Title, meaning and questions of each part of the tool, in its order."""
    assert audit.tool is not None
    found: list[tuple[str, str, list[str]]] = []
    for item in audit.tool.graded():
        above = audit.tool.above(item.key)
        top = above[0] if above else item
        title = top.title or top.text
        if not found or found[-1][0] != title:
            found.append((title, top.text if top.title else "", []))
        found[-1][2].append(item.key)
    return found
