"""What an auditor does: their cases, one case read, another view of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.policy.audits import NOT_APPLICABLE, still_wanted
from goldenthread.assurance.queries.waiting import audited_case, cases_audited
from goldenthread.assurance.vocabulary import AuditState
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag, TaskItem, TimelineEntry
from goldenthread.web.audits.forms import AgainForm, FinishForm, OwnViewForm, PartForm, ViewForm
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
    """One case: the parts of the tool with how far each is, other views of the case, and the end of it."""
    audit = queries.open_audit(request.viewer, file_audit_id)
    if audit.tool is None:
        return page(request, "audits/no_tool.html", {"title": f"Audit of {audit.reference}", "audit": audit})
    form = FinishForm(request.POST or None, version=audit.version, initial={"told": audit.summary})
    if posted(
        request,
        form,
        lambda typed: procedures.finish_audit(
            request.viewer, file_audit_id=audit.id, version=typed["version"], summary=typed["told"]
        ),
        version=audit.version,
    ):
        messages.success(request, f"The audit of {audit.reference} is done.")
        return redirect("audits:own")
    graded = audit.tool.graded()
    wanted = still_wanted(tuple(item.key for item in graded), audit.answers)
    room = "enquiries" if audit.case_kind == "enquiry" else "concerns"
    context = {
        "title": f"Audit of {audit.reference}",
        "audit": audit,
        "form": form,
        "case_href": reverse(f"{room}:show", args=[audit.case_id]),
        "facts": [
            Row("Audit", audit.review),
            Row("Why this case", audit.chosen_because),
            Row("Answered", f"{len(graded) - len(wanted)} of {len(graded)}"),
        ],
        "parts": [_task(audit, *each) for each in parts(audit.tool)],
        "left": len(wanted),
        "no_reason": [key for key in wanted if key in audit.answers],
        "view_link": Link("Add what somebody says of it", reverse("audits:view_of", args=[audit.id])),
        "again": Link("Open it again", reverse("audits:again", args=[audit.id]))
        if audit.may_open_again
        else None,
        "answers": _told(audit),
        "views": [TimelineEntry(each.whose.label, each.at, each.by_name, each.words) for each in audit.views],
        "back": Link("Cases to audit", reverse("audits:own")),
    }
    return page(request, "audits/read.html", context)


def part(request: Request, file_audit_id: UUID, part: str) -> HttpResponse:
    """The questions of one part; then the next part, and after the last one the list."""
    audit = queries.open_audit(request.viewer, file_audit_id)
    found = parts(audit.tool) if audit.tool and audit.may_write else []
    keys = [top.key for top, _ in found]
    if part not in keys or audit.tool is None:
        raise Http404("no such part")
    number = keys.index(part)
    top, items = found[number]
    form = PartForm(
        request.POST or None, tool=audit.tool, items=items, answers=audit.answers, version=audit.version
    )
    if posted(
        request,
        form,
        lambda typed: procedures.save_audit(
            request.viewer, file_audit_id=audit.id, version=typed["version"], answers=form.answers()
        ),
        version=audit.version,
    ):
        following = keys[number + 1] if number + 1 < len(keys) else ""
        return (
            redirect("audits:part", audit.id, following) if following else redirect("audits:read", audit.id)
        )
    context = {
        "title": top.title or top.text,
        "lead": top.text if top.title else "",
        "audit": audit,
        "form": form,
        "step": f"Part {number + 1} of {len(keys)}",
        "back": Link(f"Audit of {audit.reference}", reverse("audits:read", args=[audit.id])),
    }
    return page(request, "audits/part.html", context)


def parts(tool: Instrument) -> list[tuple[Item, list[Item]]]:
    """Each part of the tool with its questions, in its order."""
    found: list[tuple[Item, list[Item]]] = []
    for item in tool.graded():
        top = next(iter(tool.above(item.key)), item)
        if not found or found[-1][0] != top:
            found.append((top, []))
        found[-1][1].append(item)
    return found


def _task(audit: queries.AuditPage, top: Item, items: list[Item]) -> TaskItem:
    answered = len(items) - len(still_wanted(tuple(item.key for item in items), audit.answers))
    status = (
        Tag("Done", "green")
        if answered == len(items)
        else Tag(f"{answered} of {len(items)}", "yellow" if answered else "blue")
    )
    href = reverse("audits:part", args=[audit.id, top.key]) if audit.may_write else ""
    return TaskItem(f"{top.key} {top.title or top.text}", status, href)


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


def own_case(request: Request, audited_id: UUID) -> HttpResponse:
    """Say how one sees a case of one's own that is audited."""
    case = audited_case(request.viewer, audited_id)
    form = OwnViewForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.tell_own_view(request.viewer, audited_id=case.id, words=typed["words"]),
    ):
        messages.success(request, "Your view is kept beside the audit.")
        return redirect("audits:own_case", case.id)
    room = "enquiries" if case.case_kind == "enquiry" else "concerns"
    context = {
        "title": f"Your view of {case.reference}",
        "case": case,
        "case_href": reverse(f"{room}:show", args=[case.case_id]),
        "form": form,
        "others": [
            Link(
                f"{each.case_kind.capitalize()} {each.reference}", reverse("audits:own_case", args=[each.id])
            )
            for each in cases_audited(request.viewer)
            if each.review_id == case.review_id and each.id != case.id
        ],
        "back": Link("What needs you today", reverse("desk:home")),
    }
    return page(request, "audits/own_case.html", context)


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
