"""Pages that show: the list, one enquiry, its closing list, the adult's sheet."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.concerns.vocabulary import Principle
from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.lifecycle import ENQUIRY
from goldenthread.enquiries.policy.feedback import draft_for_adult, draft_for_referrer
from goldenthread.enquiries.queries import EnquiryPage
from goldenthread.ground import local_policy
from goldenthread.kit.presenters import Link, Page
from goldenthread.web import principles
from goldenthread.web.enquiries import manager_forms, showing
from goldenthread.web.enquiries.forms import WordsForm
from goldenthread.web.enquiries.framing import frame
from goldenthread.web.forms import page as draw
from goldenthread.web.forms import posted
from goldenthread.web.request import Request


def list_enquiries(request: Request) -> HttpResponse:
    """Enquiries: mine, my team's, all; those due first at the top."""
    # The first of each list is what shows when nothing is chosen.
    form = manager_forms.ListForm(
        {name: value for name, value in request.GET.items() if value not in ("mine", "open")}
    )
    asked = form.cleaned_data if form.is_valid() else {}
    whose = asked.get("whose") or "mine"
    standing = asked.get("standing") or "open"
    found = queries.enquiry_list(
        request.viewer,
        whose=whose,
        standing=standing,
        search=asked.get("q", ""),
        page=_number(request.GET.get("page", "")),
    )
    address = "?" + urlencode({"whose": whose, "standing": standing, "q": asked.get("q", "")}) + "&page="
    context = {
        "title": "Enquiries",
        "wide": True,
        "filters": form,
        "counts": queries.enquiry_counts(request.viewer, whose=whose),
        "whose": whose,
        "whose_words": dict(manager_forms.WHOSE)[whose].lower(),
        "cards": [showing.card(row) for row in found.rows],
        "total": found.total,
        "pages": Page(found.number, found.pages, found.total, address),
        "filtered": standing != "open" or bool(asked.get("q")),
    }
    return draw(request, "enquiries/list.html", context)


def show(request: Request, enquiry_id: UUID) -> HttpResponse:
    """One enquiry, led by what the adult wants and what now."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    context = frame(
        request,
        page,
        f"{page.kind.label}: {page.person_name}",
        tasks=showing.tasks(page),
        facts=showing.facts(page),
        timeline=showing.timeline(page),
        back=Link("Enquiries", "/enquiries/"),
    )
    return draw(request, "enquiries/show.html", context)


def closing(request: Request, enquiry_id: UUID) -> HttpResponse:
    """One list of what is missing, each with a link; when nothing is, the form that closes."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    drafts = _drafts(page)
    form = manager_forms.CloseForm(request.POST or None, version=page.version, initial=drafts)
    sent = posted(
        request,
        form,
        lambda typed: procedures.close(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"],
            words=typed["words"],
            draft_for_adult=typed["draft_for_adult"],
            draft_for_referrer=typed["draft_for_referrer"],
            weighed=principles.weighed(typed),
        ),
        version=page.version,
    )
    if sent:
        messages.success(
            request, "The enquiry is closed. The adult and those who raised it are to be told now."
        )
        return redirect("enquiries:show", page.id)
    missing = [(each, showing.where(each, page)) for each in page.missing]
    may_close = request.viewer.may("enquiries.manage") and bool(ENQUIRY.verdict(page.status, "close"))
    context = frame(
        request,
        page,
        "Closing",
        form=form,
        missing=missing,
        may_close=may_close,
        principles=list(Principle),
    )
    return draw(request, "enquiries/closing.html", context)


def reopen(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Open a closed enquiry again."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = WordsForm(
        request.POST or None,
        version=page.version,
        label="Why must it be opened again?",
        hint="What was said at the end is asked anew before it is closed again.",
        needed="Say why it must be opened again",
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.reopen(
            request.viewer, enquiry_id=page.id, version=typed["version"], words=typed["words"]
        ),
        version=page.version,
    )
    if sent:
        messages.success(request, "The enquiry is open again.")
        return redirect("enquiries:show", page.id)
    return draw(
        request,
        "enquiries/part.html",
        frame(request, page, "Open the enquiry again", form=form, submit="Open it again"),
    )


def sheet(request: Request, enquiry_id: UUID) -> HttpResponse:
    """The adult's own sheet, to be read together and printed."""
    found = queries.adult_sheet(request.viewer, enquiry_id)
    context = {
        "title": "Your safeguarding enquiry: who does what",
        "sheet": found,
        "back": Link("Enquiry", f"/enquiries/{found.enquiry_id}/"),
    }
    return draw(request, "enquiries/sheet.html", context)


def _drafts(page: EnquiryPage) -> dict[str, str]:
    edition = local_policy.current().for_case(page.opened_at)
    return {
        "draft_for_adult": draft_for_adult(
            called=page.called,
            wanted=tuple((row.words, row.achieved) for row in page.standing_wishes),
            accountable=page.manager,
            reference=page.reference,
            phone=edition.phone,
            council=edition.council,
        ),
        "draft_for_referrer": draft_for_referrer(
            kind=page.kind, reference="{reference}", phone=edition.phone, council=edition.council
        ),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
