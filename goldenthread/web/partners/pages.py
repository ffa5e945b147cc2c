"""What an agency outside the council sees: what it raised, what it is asked, and nothing beside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance.queries import my_actions
from goldenthread.assurance.queries.challenges import challenges_to_answer
from goldenthread.concerns.queries import OwnReport, own_reports, own_reports_count
from goldenthread.concerns.queries.followed import own_report
from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.queries import AskedPage, AskedRow, Standing
from goldenthread.enquiries.vocabulary import CausedState, EnquiryStatus
from goldenthread.ground import moment
from goldenthread.kit.display import day, label
from goldenthread.kit.presenters import Link, Page, Row, Tag, WorkCard
from goldenthread.letters.queries import for_agency, told_agency
from goldenthread.letters.vocabulary import DutyState
from goldenthread.web.board.parts import challenge_card
from goldenthread.web.forms import page as draw
from goldenthread.web.forms import posted
from goldenthread.web.improvement.listing import action_card
from goldenthread.web.partners.forms import ReportForm
from goldenthread.web.request import Request
from goldenthread.web.reviews.owed import waiting_cards

ASKED = {
    CausedState.ASKED: Tag("To answer", "blue"),
    CausedState.RECEIVED: Tag("Sent; the council checks it", "yellow"),
    CausedState.SENT_BACK: Tag("More is needed", "orange"),
    CausedState.ACCEPTED: Tag("Accepted", "green"),
    CausedState.WITHDRAWN: Tag("No longer needed", "grey"),
}
ON_A_PAGE = 20


def page_number(request: Request) -> int:
    """The page asked for, from 1; anything that is no number is the first."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def home(request: Request) -> HttpResponse:
    """What this agency is asked, and what became of what it raised."""
    asked = queries.asked_of_us(request.viewer)
    pages = max(1, -(-own_reports_count(request.viewer) // ON_A_PAGE))
    number = min(pages, page_number(request))
    raised = own_reports(request.viewer, skip=(number - 1) * ON_A_PAGE, most=ON_A_PAGE)
    stand = queries.how_enquiries_stand(request.viewer, [row.id for row in raised])
    context = {
        "title": request.viewer.agency_name,
        "wide": True,
        "waiting": [
            *(_asked_card(row) for row in asked if row.waiting),
            *waiting_cards(request.viewer),
        ],
        "answered": [_asked_card(row) for row in asked if not row.waiting],
        "raised": [_raised_card(row, stand.get(row.id)) for row in raised],
        "page": Page(number, pages),
        "told": told_agency(request.viewer) if number == 1 else (),
        "challenges": [challenge_card(each) for each in challenges_to_answer(request.viewer)]
        if number == 1
        else [],
        "actions": [action_card(each) for each in my_actions(request.viewer)] if number == 1 else [],
    }
    return draw(request, "partners/home.html", context)


def report(request: Request, reference: str) -> HttpResponse:
    """One concern this agency raised: the process, the law in use, and the answer written for them."""
    row = own_report(request.viewer, reference=reference)
    standing = queries.how_enquiries_stand(request.viewer, [row.id]).get(row.id)
    answers = [
        (line.met_at, line.words)
        for line in for_agency(request.viewer)
        if line.reference == row.reference and line.state is DutyState.MET and line.words
    ]
    process, law = where_it_stands(row, standing)
    context = {
        "title": f"Concern {row.reference}",
        "back": Link(request.viewer.agency_name, reverse("partners:home")),
        "process": process,
        "law": law,
        "facts": [
            Row("Raised", row.raised_at),
            Row("Received", row.received_at),
            Row("Your own reference", row.external_ref or "None"),
            Row("Kind of abuse or neglect", label(list(row.types), "Not said")),
        ],
        "answers": answers,
        "due": day(row.feedback_due_at),
    }
    return draw(request, "partners/report.html", context)


def asked(request: Request, caused_id: UUID) -> HttpResponse:
    """What this agency is asked, and the form that answers."""
    found = queries.open_asked(request.viewer, caused_id)
    form = ReportForm(
        request.POST or None,
        version=found.version,
        initial={"report": found.report, "life": found.life or ""},
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.answer_caused_enquiry(
            request.viewer,
            caused_enquiry_id=found.id,
            version=typed["version"],
            report=typed["report"],
            life=typed["life"],
        ),
        version=found.version,
    )
    if sent:
        messages.success(request, "Your report is sent. The council checks it and tells you here.")
        return redirect("partners:asked", found.id)
    due, late = _due(found)
    context = {
        "title": f"Report {found.reference}",
        "back": Link(request.viewer.agency_name, reverse("partners:home")),
        "asked": found,
        "tag": ASKED[found.state],
        "form": form,
        "due": due,
        "late": late,
    }
    return draw(request, "partners/asked.html", context)


def where_it_stands(row: OwnReport, standing: Standing | None) -> tuple[str, str]:
    """The process and the law in use, in words: a concern or an enquiry, under way or closed, at all times."""
    if standing is None:
        return row.process, row.law
    ended = (
        f", closed {day(standing.closed_at)}" if standing.closed_at else f", {standing.status.label.lower()}"
    )
    return f"{standing.kind.label}{ended}", standing.law


def _raised_card(row: OwnReport, standing: Standing | None) -> WorkCard:
    process, law = where_it_stands(row, standing)
    told = Tag("You have an answer", "green") if row.feedback else Tag("Answer to come", "grey")
    closed = standing is not None and standing.status is EnquiryStatus.CLOSED
    return WorkCard(
        reference=row.external_ref,
        href=reverse("partners:report", args=[row.reference]),
        name=row.reference,
        summary=f"{label(list(row.types), 'Kind not said')}. Raised {day(row.raised_at)}.",
        tags=[Tag(process, "grey" if closed else "purple"), told],
        facts=[("Law in use", law)],
    )


def _asked_card(row: AskedRow) -> WorkCard:
    due, urgency = _words(row.due_at, row.clock)
    return WorkCard(
        reference="",
        href=reverse("partners:asked", args=[row.id]),
        name=row.reference,
        summary=f"Asked {day(row.asked_at)}.",
        urgency=urgency if row.waiting else "fine",
        due=due if row.waiting else "",
        tags=[ASKED[row.state]],
    )


def _due(found: AskedPage) -> tuple[str, bool]:
    words, urgency = _words(found.due_at, found.clock)
    return words, urgency == "late"


def _words(due: datetime, clock: str) -> tuple[str, str]:
    last = moment.london(due).date()
    urgency = {"overdue": "late", "due soon": "soon"}.get(clock, "fine")
    return (f"was due {day(last)}" if urgency == "late" else f"by {day(last)}"), urgency
