"""What the adult wants, capacity, and what they say at the end: each on a page of its own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.vocabulary import AskedOutcomes, LackedCapacity
from goldenthread.web.enquiries import forms, showing
from goldenthread.web.enquiries.framing import Typed, part
from goldenthread.web.errors import not_found
from goldenthread.web.request import Request
from goldenthread.web.wishes import written_down


def wanted(request: Request, enquiry_id: UUID) -> HttpResponse:
    """What the adult wants: all that was said, and room for more."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = forms.WantedForm(request.POST or None)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.add_wanted(
            request.viewer, enquiry_id=page.id, words=typed["words"], **form.speaker()
        ),
        title=f"What {page.called} wants",
        done="It is written down.",
        template="enquiries/wanted.html",
        then="wanted",
        written_down=written_down,
    )


def change_wanted(request: Request, enquiry_id: UUID, wanted_id: UUID) -> HttpResponse:
    """The adult changed their mind."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.standing_wishes if each.id == wanted_id), None)
    if row is None:
        return not_found(request)
    form = forms.ChangeWantedForm(
        request.POST or None,
        version=row.version,
        initial={"words": row.words, "said_by": row.said_by, "said_by_name": row.said_by_name},
    )
    return part(
        request,
        page,
        form,
        lambda typed: procedures.change_wanted(
            request.viewer,
            enquiry_id=page.id,
            wanted_id=row.id,
            version=typed["version"],
            words=typed["words"],
            why=typed["why"],
            **form.speaker(),
        ),
        title=f"{page.called} wants something else",
        done="The change is written down; the older words stay readable.",
        then="wanted",
        version=row.version,
        quote=row.words,
    )


def judge(request: Request, enquiry_id: UUID, wanted_id: UUID) -> HttpResponse:
    """Did it come about?"""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.standing_wishes if each.id == wanted_id), None)
    if row is None:
        return not_found(request)
    form = forms.JudgeForm(
        request.POST or None,
        version=row.version,
        initial={"achieved": row.achieved or "", "words": row.achieved_words},
    )
    return part(
        request,
        page,
        form,
        lambda typed: procedures.judge_outcome(
            request.viewer,
            enquiry_id=page.id,
            wanted_id=row.id,
            version=typed["version"],
            achieved=typed["achieved"],
            words=typed["words"],
            **form.speaker(),
        ),
        title="Did it come about?",
        done="Their answer is written down.",
        then="wanted",
        version=row.version,
        quote=row.words,
    )


def asked(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Was the adult asked?"""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    known = "" if page.asked is AskedOutcomes.NOT_RECORDED else page.asked
    form = forms.AskedForm(
        request.POST or None, version=page.version, initial={"asked": known, "words": page.asked_words}
    )
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_asked(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"],
            asked=typed["asked"],
            words=typed["words"],
        ),
        title=f"Was {page.called} asked?",
        done="The answer is recorded.",
        then="wanted",
        offer_links={"wanted": showing.at("wanted", page)},
    )


def capacity(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Capacity about the enquiry, and support."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    known = {
        "lacked": "" if page.lacked_capacity is LackedCapacity.NOT_RECORDED else page.lacked_capacity,
        "words": page.capacity_words,
        "supported_by": page.supported_by or "",
        "supporter_name": page.supporter_name,
        "support_words": page.support_words,
    }
    form = forms.CapacityForm(request.POST or None, version=page.version, initial=known)

    def deed(typed: Typed) -> None:
        lacks = typed["lacked"] is LackedCapacity.YES
        procedures.record_capacity(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"],
            lacked=typed["lacked"],
            words=typed["words"],
            # What was typed inside an answer that is no longer chosen does not count.
            supported_by=(typed["supported_by"] or None) if lacks else None,
            supporter_name=typed["supporter_name"] if lacks else "",
            support_words=typed["support_words"] if lacks else "",
        )

    return part(
        request, page, form, deed, title="Capacity and support", done="Capacity and support are recorded."
    )


def ending(request: Request, enquiry_id: UUID) -> HttpResponse:
    """What they say at the end."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    known = {
        "safer": page.safer or "",
        "safety_met": page.safety_met or "",
        "wellbeing_met": page.wellbeing_met or "",
        "life": page.life or "",
        "carer": page.carer_said or "",
        "carer_words": page.carer_words,
        "words": page.ending_words,
        "said_by": page.ending_said_by or "",
        "said_by_name": page.ending_said_by_name,
    }
    asked = ("life", "safer", "safety_met", "wellbeing_met", "words", "carer", "carer_words")
    form = forms.EndingForm(request.POST or None, version=page.version, initial=known)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_ending(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"],
            **{name: typed[name] for name in asked},
            **form.speaker(),
        ),
        title="What they say at the end",
        done="What they say at the end is recorded.",
    )
