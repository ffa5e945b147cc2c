"""Reports of this house: kept versions, what changed between them, and links to read one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries import ReportRow, plan
from goldenthread.assurance.vocabulary import FindingKind, ReportKind, ReportStage
from goldenthread.ground import local_policy, moment
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.improvement.listing import ways
from goldenthread.web.reports.files import drawn, file_of
from goldenthread.web.reports.forms import KeepForm, ShareForm
from goldenthread.web.request import Request

STAGE_COLOURS = {
    ReportStage.FEEDBACK: "blue",
    ReportStage.DRAFT: "yellow",
    ReportStage.ACCURACY: "orange",
    ReportStage.FINAL: "green",
}
# A gap table of a review of this house, beside one of a source that is only named.
GAPS_OF_REVIEW = "gaps"


def listed(request: Request) -> HttpResponse:
    """Every kept version, and keeping a new one."""
    runs = request.viewer.may("assurance.run")
    form = KeepForm(
        request.POST or None if request.method == "POST" else None, offered=_offered(request) if runs else []
    )
    sent = posted(request, form, lambda said: _keep(request, said))
    if sent:
        messages.success(request, "The version is kept. It does not change any more.")
        return HttpResponseRedirect(reverse("reports:show", args=[sent.result]))
    context: dict[str, object] = {
        "title": "Reports",
        "ways": ways("reports:list"),
        "found": [
            (each, Tag(each.stage.label, STAGE_COLOURS[each.stage]))
            for each in queries.reports(request.viewer)
        ],
        "form": form if runs else None,
        "offer_links": {},
    }
    return page(request, "reports/list.html", context)


def show(request: Request, report_id: UUID) -> HttpResponse:
    """One version."""
    found = queries.report(request.viewer, report_id)
    context = {
        "title": found.paper.title,
        "found": found,
        "tag": _tag(found.row),
        "blocks": drawn(found.paper),
        "before": next((each for each in found.versions if each.number < found.row.number), None),
        "shares": request.viewer.may("assurance.run"),
        "back": _list_of(request, found.row),
    }
    return page(request, "reports/show.html", context)


def _list_of(request: Request, row: ReportRow) -> Link:
    """Where the versions stand together: a visiting team has those of its own review."""
    if request.viewer.may("assurance.see") or row.review_id is None:
        return Link("Reports", reverse("reports:list"))
    return Link("The visit", reverse("peer:home", args=[row.review_id]))


def file(request: Request, report_id: UUID, form: str) -> HttpResponse:
    """The version as a Word file or a PDF."""
    return file_of(queries.report(request.viewer, report_id).paper, form)


def changes(request: Request, report_id: UUID) -> HttpResponse:
    """What changed since the version before, or since the one asked for."""
    found = queries.report(request.viewer, report_id)
    others = [each for each in found.versions if each.id != report_id]
    asked = request.GET.get("since", "")
    since = next((each for each in others if str(each.id) == asked), None) or next(
        (each for each in others if each.number < found.row.number), None
    )
    lines: tuple[tuple[str, str], ...] = ()
    if since:
        _, lines = queries.compared(request.viewer, report_id, since.id)
    context = {
        "title": f"What changed: {found.row.title}",
        "row": found.row,
        "since": since,
        "others": others,
        "lines": lines,
        "back": Link("Back to the report", reverse("reports:show", args=[report_id])),
    }
    return page(request, "reports/changes.html", context)


def share(request: Request, report_id: UUID) -> HttpResponse:
    """Give a link to read this version. The link is shown once."""
    found = queries.report(request.viewer, report_id)
    form = ShareForm(request.POST or None if request.method == "POST" else None)
    sent = posted(request, form, lambda said: _share(request, report_id, said))
    here = reverse("reports:show", args=[report_id])
    context: dict[str, Any] = {
        "title": "Share this version by a link",
        "row": found.row,
        "form": form,
        "back": Link("Back to the report", here),
        "cancel": here,
        "offer_links": {},
    }
    if sent:
        context["link"] = request.build_absolute_uri(reverse("reports:shared", args=[sent.result]))
        context["to"], context["until"] = form.cleaned_data["to"], form.cleaned_data["until"]
        return page(request, "reports/link.html", {**context, "form": None})
    return page(request, "reports/share.html", context)


def end_share(request: Request, report_id: UUID) -> HttpResponse:
    """End a link now."""
    try:
        share_id = UUID(request.POST.get("share_id", ""))
    except ValueError:
        queries.report(request.viewer, report_id)  # one that is not there is not there here either
        messages.error(request, "Choose a link to end.")
        return HttpResponseRedirect(reverse("reports:show", args=[report_id]))
    procedures.end_share(request.viewer, report_id=report_id, share_id=share_id)
    messages.success(request, "The link does not work any more.")
    return HttpResponseRedirect(reverse("reports:show", args=[report_id]))


def _share(request: Request, report_id: UUID, said: dict[str, Any]) -> str:
    ends = datetime.combine(said["until"] + timedelta(days=1), time(), moment.LONDON)
    return procedures.share_report(request.viewer, report_id=report_id, to=said["to"], until=ends)


def _tag(row: ReportRow) -> Tag:
    return Tag(f"Version {row.number}, {row.stage.label.lower()}", STAGE_COLOURS[row.stage])


def _offered(request: Request) -> list[tuple[str, str]]:
    """What a version can be kept of: the plan, each review, each source with gaps."""
    found = plan(request.viewer, drafts=True).findings
    gaps = {(each.review_id, each.source) for each in found if each.kind is FindingKind.GAP}
    reviews = queries.reviews(request.viewer)
    outside = sorted(source for review_id, source in gaps if review_id is None)
    # Reviews may share a title: the reference tells them apart.
    return [
        ("plan", "Improvement plan"),
        *((f"review:{each.id}", f"Report: {each.title} ({each.reference})") for each in reviews),
        *(
            (f"{GAPS_OF_REVIEW}:{each.id}", f"Gap table: {each.title} ({each.reference})")
            for each in reviews
            if any(review_id == each.id for review_id, _ in gaps)
        ),
        *((f"gap_table:{named}", f"Gap table: {named}") for named in outside),
    ]


def _keep(request: Request, said: dict[str, Any]) -> UUID:
    what, _, rest = str(said["what"]).partition(":")
    kind = ReportKind.GAP_TABLE if what == GAPS_OF_REVIEW else ReportKind(what)
    return procedures.keep_report(
        request.viewer,
        kind=kind,
        stage=said["stage"],
        note=said["note"],
        council=local_policy.current().on(moment.today()).council,
        review_id=UUID(rest) if what in (ReportKind.REVIEW, GAPS_OF_REVIEW) else None,
        named=rest if what == ReportKind.GAP_TABLE else "",
    )
