"""Pages of the manager and of the clock: who answers, reports asked of others, more time, and why it took longer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.access.queries import agencies, colleagues
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.queries import CausedRow
from goldenthread.enquiries.vocabulary import CausedState
from goldenthread.ground import moment
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Row
from goldenthread.web.enquiries import manager_forms, showing
from goldenthread.web.enquiries.forms import WordsForm
from goldenthread.web.enquiries.framing import frame, part
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page as draw
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

# Whom an enquiry may be caused with: everybody but the council itself.
ASKABLE = tuple(kind.value for kind in AgencyKind if kind is not AgencyKind.COUNCIL)


def appoint(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Who answers for the enquiry."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = manager_forms.AppointForm(
        request.POST or None,
        version=page.version,
        managers=colleagues(Role.MANAGER),
        officers=colleagues(Role.SOCIAL_WORKER, Role.MANAGER),
        agencies=agencies(),
        initial={
            "manager": str(page.manager_id),
            "officer": str(page.officer_id),
            "lead_agency": str(page.lead_agency_id),
        },
    )
    return part(
        request,
        page,
        form,
        lambda typed: procedures.appoint(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"],
            manager_id=UUID(typed["manager"]),
            officer_id=UUID(typed["officer"]),
            lead_agency_id=UUID(typed["lead_agency"]),
            words=typed["words"],
        ),
        title="Who answers for it",
        done="It is changed who answers for the enquiry.",
    )


def reports(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Reports asked of other agencies, and the form that asks."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = manager_forms.AskAgencyForm(request.POST or None, agencies=agencies(ASKABLE))
    names = ("about_whom", "question", "terms", "adult_view")
    return part(
        request,
        page,
        form,
        lambda typed: procedures.cause_enquiry(
            request.viewer,
            enquiry_id=page.id,
            agency_id=UUID(typed["agency"]),
            **{name: typed[name] for name in names},
        ),
        title="Reports asked of others",
        done="The agency is asked. They see these words and nothing beside.",
        template="enquiries/reports.html",
        then="reports",
        may_ask=request.viewer.may("enquiries.manage") and not page.is_closed,
        colours=showing.CAUSED_COLOUR,
    )


def report(request: Request, enquiry_id: UUID, caused_id: UUID) -> HttpResponse:
    """One report asked of an agency: read it, and accept it or send it back."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.caused if each.id == caused_id), None)
    if row is None:
        return not_found(request)
    waits = row.state in (CausedState.ASKED, CausedState.SENT_BACK)
    form: KitForm = manager_forms.CheckForm(request.POST or None, version=row.version)
    if waits:
        form = WordsForm(
            request.POST or None,
            version=row.version,
            label="Why is it no longer needed?",
            hint="The agency stops seeing it.",
        )
    if posted(request, form, lambda typed: _check(request, page.id, row, typed, waits), version=row.version):
        messages.success(
            request, "It is recorded, and the agency is told." if not waits else "It is recorded."
        )
        return redirect("enquiries:reports", page.id)
    may = request.viewer.may("enquiries.manage") and not page.is_closed
    context = frame(
        request,
        page,
        f"Report of {row.agency}",
        form=form,
        row=row,
        facts=_facts(row),
        waits=waits,
        may_check=may and (waits or row.state is CausedState.RECEIVED),
    )
    return draw(request, "enquiries/report.html", context)


def _check(request: Request, enquiry_id: UUID, row: CausedRow, typed: dict[str, object], waits: bool) -> None:
    same = {
        "enquiry_id": enquiry_id,
        "caused_enquiry_id": row.id,
        "version": typed["version"],
        "words": typed["words"],
    }
    if waits:
        procedures.withdraw_caused_enquiry(request.viewer, **same)  # type: ignore[arg-type]
    else:
        procedures.check_caused_report(request.viewer, accepted=typed["accepted"] == "yes", **same)  # type: ignore[arg-type]


def _facts(row: CausedRow) -> list[Row]:
    facts = [
        Row("About", row.about_whom),
        Row("Question", row.question, words=True),
        Row("The report must cover", row.terms, words=True),
        Row("What the adult thinks of it", row.adult_view, words=True),
        Row("Asked", row.asked_at),
        Row("Due", showing.due_words(row.due_at)[0]),
    ]
    if row.received_at:
        facts += [Row("Received", row.received_at), Row("From", row.received_from)]
        facts.append(
            Row("Life of the adult, as they see it", row.life.label if row.life else "Not asked then")
        )
    if row.checked_words:
        facts.append(Row("What we said about it", row.checked_words, words=True))
    return facts


def clock(request: Request, enquiry_id: UUID) -> HttpResponse:
    """More time, while the clock runs; why it took longer, once it has run out."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    late = page.clock == "overdue"
    form: KitForm
    if late:
        form = manager_forms.MissedForm(request.POST or None, version=page.version)
    else:
        form = manager_forms.ExtendForm(
            request.POST or None, version=page.version, reasons=page.extend_reasons
        )

    def deed(typed: dict[str, object]) -> object:
        same = {
            "enquiry_id": page.id,
            "version": typed["version"],
            "reason": _clock_word(typed["reason"]),
            "words": typed["words"],
        }
        if late:
            return procedures.explain_missed(request.viewer, **same)  # type: ignore[arg-type]
        return procedures.extend_clock(request.viewer, days=typed["days"], **same)  # type: ignore[arg-type]

    return part(
        request,
        page,
        form,
        deed,
        title="Why it takes longer" if late else "More time",
        done="The reason is recorded." if late else "There is more time.",
        template="enquiries/clock.html",
        late=late,
        due=showing.due_words(page.due_at, clock=page.clock)[0],
        offer_links={"clock": showing.at("clock", page)},
    )


def planning_clock(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Why it took longer to agree how to enquire, once that clock has run out."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = manager_forms.MissedForm(request.POST or None, version=page.version)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.explain_missed(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"],
            reason=_clock_word(typed["reason"]),
            words=typed["words"],
            planning=True,
        ),
        title="Why it took longer to agree how to enquire",
        done="The reason is recorded.",
        template="enquiries/planning_clock.html",
        late=(page.planned_at or moment.now()) > page.planning_due_at,
    )


def _clock_word(value: object) -> ClockReason:
    return ClockReason(str(value))
