"""A report for somebody without an account, by a link that ends. Who is signed in makes no difference: the link is the right."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse

from goldenthread.access.viewer import VISITOR
from goldenthread.assurance.queries import shared_report
from goldenthread.web.forms import page
from goldenthread.web.reports.files import drawn, file_of
from goldenthread.web.request import Request


def show(request: Request, token: str) -> HttpResponse:
    """The version, to read."""
    row, paper, until = shared_report(VISITOR, token)
    context = {
        "title": paper.title,
        "row": row,
        "paper": paper,
        # It ends at midnight, which people would read as the end of the day after.
        "until": until - timedelta(microseconds=1),
        "blocks": drawn(paper),
        "token": token,
    }
    return page(request, "reports/shared.html", context)


def file(request: Request, token: str, form: str) -> HttpResponse:
    """The version as a Word file or a PDF."""
    _, paper, _ = shared_report(VISITOR, token)
    return file_of(paper, form)
