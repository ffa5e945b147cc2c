"""A report for somebody without an account, by a link that ends. Who is signed in makes no difference: the link is the right."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse

from goldenthread.access.viewer import VISITOR
from goldenthread.assurance.queries import shared_report
from goldenthread.assurance.queries.reports import EndedShare, ended_share
from goldenthread.ground import local_policy, moment
from goldenthread.kit.display import day
from goldenthread.web.errors import problem
from goldenthread.web.forms import page
from goldenthread.web.reports.files import drawn, file_of
from goldenthread.web.request import Request


def show(request: Request, token: str) -> HttpResponse:
    """The version, to read."""
    if ended := ended_share(token):
        return _gone(request, ended)
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
    if ended := ended_share(token):
        return _gone(request, ended)
    _, paper, _ = shared_report(VISITOR, token)
    return file_of(paper, form)


def _gone(request: Request, ended: EndedShare) -> HttpResponse:
    """410: to somebody who was given the link, when it ended and whom to ask. What it led to is not told."""
    here = local_policy.current().on(moment.today())
    last = day(ended.on)
    words = (
        f"It was ended on {last}." if ended.early else f"It worked until the end of {last}.",
        f"If you still need to read the report, ask whoever sent you the link for a new one, or ring {here.council}"
        f"{f' on {here.phone}' if here.phone else ''} and ask for those who run the safeguarding board.",
    )
    return problem(request, 410, "This link has ended", *words)
