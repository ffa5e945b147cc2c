"""The parts of an enquiry, each on a page of its own: what stands, and a form that adds to it or changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.queries import EnquiryPage
from goldenthread.enquiries.vocabulary import AskedOutcomes, LackedCapacity
from goldenthread.kit.forms import KitForm
from goldenthread.web.enquiries import forms, showing
from goldenthread.web.enquiries.pages import frame
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page as draw
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

Typed = dict[str, Any]


def part(
    request: Request,
    page: EnquiryPage,
    form: KitForm,
    deed: Callable[[Typed], object],
    *,
    title: str,
    done: str,
    template: str = "enquiries/part.html",
    then: str = "show",
    version: int | None = None,
    **more: Any,
) -> HttpResponse:
    """Draw a part of the enquiry with its form; when sent, run the deed and lead back to ``then``."""
    if posted(request, form, deed, version=page.version if version is None else version):
        messages.success(request, done)
        return redirect(f"enquiries:{then}", page.id)
    return draw(request, template, frame(request, page, title, form=form, **more))


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
            version=typed["version"] or 0,
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
            version=typed["version"] or 0,
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
            version=typed["version"] or 0,
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
            version=typed["version"] or 0,
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


def plan(request: Request, enquiry_id: UUID) -> HttpResponse:
    """How to enquire."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    known = {
        "kind": page.plan_kind or "",
        "words": page.plan_words,
        "adult_part": page.adult_part,
        "next_step": page.next_step,
        "next_step_on": page.next_step_on,
    }
    form = forms.PlanForm(request.POST or None, version=page.version, initial=known)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.plan(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"] or 0,
            **{name: typed[name] for name in ("kind", "words", "adult_part", "next_step", "next_step_on")},
        ),
        title="How to enquire",
        done="It is agreed how to enquire.",
        offer_links={"asked": showing.at("asked", page)},
    )


def steps(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Steps taken, and room for the next."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = forms.StepForm(request.POST or None)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_step(
            request.viewer, enquiry_id=page.id, **{name: typed[name] for name in typed if name != "version"}
        ),
        title="Steps taken, and did they help",
        done="The step is recorded.",
        template="enquiries/steps.html",
        then="steps",
    )


def effect(request: Request, enquiry_id: UUID, step_id: UUID) -> HttpResponse:
    """Did a step help?"""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.actions if each.id == step_id), None)
    if row is None:
        return not_found(request)
    known = {"effect": row.effect or "", "words": row.effect_words}
    form = forms.EffectForm(request.POST or None, version=row.version, initial=known)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_effect(
            request.viewer,
            enquiry_id=page.id,
            step_id=row.id,
            version=typed["version"] or 0,
            effect=typed["effect"],
            words=typed["words"],
        ),
        title=f"Did it help? {row.kind.label}",
        done="It is recorded whether the step helped.",
        then="steps",
        version=row.version,
        quote=row.words,
    )


def allegations(request: Request, enquiry_id: UUID) -> HttpResponse:
    """What is said to have happened, and room for more."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = forms.AllegationForm(request.POST or None)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.add_allegation(
            request.viewer,
            enquiry_id=page.id,
            **{name: typed[name] for name in ("type", "place", "source_relationship", "source_name")},
        ),
        title="What happened, and what was found",
        done="It is added.",
        template="enquiries/allegations.html",
        then="allegations",
    )


def allegation(request: Request, enquiry_id: UUID, allegation_id: UUID) -> HttpResponse:
    """What was found, and what became of the risk."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.standing_allegations if each.id == allegation_id), None)
    if row is None:
        return not_found(request)
    names = (
        *("place", "source_relationship", "source_name", "finding", "finding_words"),
        *("risk_outcome", "risk_result", "risk_words"),
    )
    known = {name: getattr(row, name) or "" for name in names}
    form = forms.FindingForm(request.POST or None, version=row.version, initial=known)

    def deed(typed: Typed) -> None:
        values = {name: typed[name] for name in names}
        values["risk_outcome"], values["risk_result"] = (
            values["risk_outcome"] or None,
            values["risk_result"] or None,
        )
        procedures.record_finding(
            request.viewer, enquiry_id=page.id, allegation_id=row.id, version=typed["version"] or 0, **values
        )

    return part(
        request,
        page,
        form,
        deed,
        title=row.label,
        done="What was found is recorded.",
        template="enquiries/allegation.html",
        then="allegations",
        version=row.version,
        row=row,
    )


def withdraw_allegation(request: Request, enquiry_id: UUID, allegation_id: UUID) -> HttpResponse:
    """Take off an allegation written by mistake."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.standing_allegations if each.id == allegation_id), None)
    if row is None:
        return not_found(request)
    form = forms.WordsForm(
        request.POST or None,
        version=row.version,
        label="Why is it taken off?",
        hint="It stays readable, with your reason.",
    )
    return part(
        request,
        page,
        form,
        lambda typed: procedures.withdraw_allegation(
            request.viewer,
            enquiry_id=page.id,
            allegation_id=row.id,
            version=typed["version"] or 0,
            words=typed["words"],
        ),
        title=f"Take off: {row.label}",
        done="It is taken off.",
        then="allegations",
        version=row.version,
        submit="Take it off",
    )


def risks(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Risks the adult chooses."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = forms.RiskChoiceForm(request.POST or None)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_risk_choice(
            request.viewer, enquiry_id=page.id, **{name: typed[name] for name in typed if name != "version"}
        ),
        title="Risks the adult chooses",
        done="Their choice is recorded.",
        template="enquiries/risks.html",
        then="risks",
    )


def laws(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Laws in use."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = forms.LawForm(request.POST or None)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.add_legal_basis(
            request.viewer, enquiry_id=page.id, law=typed["law"], why=typed["why"]
        ),
        title="Laws in use",
        done="The law is added.",
        template="enquiries/laws.html",
        then="laws",
    )


def for_adult(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Words written for the adult."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    form = forms.WordsForm(
        request.POST or None,
        label=f"What do you want to tell {page.called}?",
        hint="In words they use. It stands on their sheet exactly as you write it here.",
        needed="Write something for them",
    )
    return part(
        request,
        page,
        form,
        lambda typed: procedures.write_for_adult(request.viewer, enquiry_id=page.id, words=typed["words"]),
        title=f"Words for {page.called}",
        done="It stands on their sheet.",
        template="enquiries/for_adult.html",
        then="for_adult",
        written=[each for each in page.steps if each.visibility == "adult"],
    )


def ending(request: Request, enquiry_id: UUID) -> HttpResponse:
    """What they say at the end."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    known = {
        "safer": page.safer or "",
        "safety_met": page.safety_met or "",
        "wellbeing_met": page.wellbeing_met or "",
        "words": page.ending_words,
        "said_by": page.ending_said_by or "",
        "said_by_name": page.ending_said_by_name,
    }
    form = forms.EndingForm(request.POST or None, version=page.version, initial=known)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_ending(
            request.viewer,
            enquiry_id=page.id,
            version=typed["version"] or 0,
            **{name: typed[name] for name in ("safer", "safety_met", "wellbeing_met", "words")},
            **form.speaker(),
        ),
        title="What they say at the end",
        done="What they say at the end is recorded.",
    )
