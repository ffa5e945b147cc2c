"""The parts of an enquiry, each on a page of its own: what stands, and a form that adds to it or changes it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from goldenthread.enquiries import procedures, queries
from goldenthread.web.enquiries import forms, showing
from goldenthread.web.enquiries.framing import Typed, part
from goldenthread.web.errors import not_found
from goldenthread.web.request import Request


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
            version=typed["version"],
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
            version=typed["version"],
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
            **{
                name: typed[name]
                for name in ("type", "place", "source_relationship", "source_name", "motive")
            },
        ),
        title="What happened, and what was found",
        done="It is added.",
        template="enquiries/allegations.html",
        then="allegations",
        # What a court decided is often known only after the enquiry has ended.
        may_tell=request.viewer.may("enquiries.work"),
    )


def allegation(request: Request, enquiry_id: UUID, allegation_id: UUID) -> HttpResponse:
    """What was found, and what became of the risk."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.standing_allegations if each.id == allegation_id), None)
    if row is None:
        return not_found(request)
    names = (
        *("place", "source_relationship", "source_name", "motive", "finding", "finding_words"),
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
            request.viewer, enquiry_id=page.id, allegation_id=row.id, version=typed["version"], **values
        )

    return part(
        request,
        page,
        form,
        deed,
        title=f"What was found: {row.type.label.lower()}",
        done="What was found is recorded.",
        template="enquiries/allegation.html",
        then="allegations",
        version=row.version,
        row=row,
    )


def police(request: Request, enquiry_id: UUID, allegation_id: UUID) -> HttpResponse:
    """What police and courts did about an allegation, also once the enquiry is closed."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    row = next((each for each in page.standing_allegations if each.id == allegation_id), None)
    if row is None:
        return not_found(request)
    known = {
        "result": row.police or "",
        "offence": row.offence or "",
        "charged_on": row.charged_on,
        "words": row.police_words,
    }
    form = forms.PoliceForm(request.POST or None, version=row.version, initial=known)
    return part(
        request,
        page,
        form,
        lambda typed: procedures.record_police(
            request.viewer,
            enquiry_id=page.id,
            allegation_id=row.id,
            version=typed["version"],
            result=typed["result"],
            offence=typed["offence"] or None,
            charged_on=typed["charged_on"],
            words=typed["words"],
        ),
        title=f"Police and courts: {row.type.label.lower()}",
        done="What police and courts did is recorded.",
        template="enquiries/police.html",
        then="allegations",
        version=row.version,
        may_tell=request.viewer.may("enquiries.work"),
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
            version=typed["version"],
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
