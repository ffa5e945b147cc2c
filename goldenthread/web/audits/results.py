"""What whoever runs an audit sees: the sample, how far it is, what came of it, how far two auditors agree."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.vocabulary import AuditState, SampleKind
from goldenthread.ground import moment
from goldenthread.ground.figures.agreement import Agreement
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag
from goldenthread.web.audits.forms import ChosenForm, GiveForm, SampleForm
from goldenthread.web.audits.pages import COLOURS
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


def home(request: Request, review_id: UUID) -> HttpResponse:
    """An audit: its sample and what came of it so far."""
    found = queries.audit_results(request.viewer, review_id)
    context = {
        "title": found.title,
        "found": found,
        "samples": [_sample(each) for each in found.samples],
        "cases": _cases(found),
        "answers": _answers(found),
        "overall": in_words(found.overall),
        "screened_out": _screened_out(found),
        "may_sample": found.state in ("planned", "under_way"),
    }
    return page(request, "audits/results.html", context)


def sample(request: Request, review_id: UUID) -> HttpResponse:
    """Draw a sample by lot."""
    found = queries.audit_results(request.viewer, review_id)
    form = SampleForm(
        request.POST or None,
        auditors=queries.auditors(request.viewer),
        initial={"twice_in_100": 20, "by_team": True, "seed": f"{moment.today():%B %Y}"},
    )
    if posted(
        request,
        form,
        lambda typed: procedures.draw_sample(
            request.viewer,
            review_id=review_id,
            wanted=form.wanted(),
            since=typed["since"],
            seed=typed["seed"],
            auditors=[UUID(each) for each in typed["auditors"]],
            twice_in_100=typed["twice_in_100"],
            by_team=typed["by_team"],
        ),
    ):
        messages.success(request, "The sample is drawn and given to its auditors.")
        return redirect("audits:results", review_id)
    context = {"title": "Draw a sample", "form": form, "found": found, "send": "Draw the sample"}
    return page(request, "audits/sample.html", context)


def chosen(request: Request, review_id: UUID) -> HttpResponse:
    """Add cases chosen to criteria."""
    found = queries.audit_results(request.viewer, review_id)
    form = ChosenForm(request.POST or None, auditors=queries.auditors(request.viewer))
    if posted(
        request,
        form,
        lambda typed: procedures.track_cases(
            request.viewer,
            review_id=review_id,
            references=typed["references"].splitlines(),
            criteria=typed["criteria"],
            auditors=[UUID(each) for each in typed["auditors"]],
        ),
    ):
        messages.success(request, "The cases are given to their auditors.")
        return redirect("audits:results", review_id)
    context = {
        "title": "Add cases chosen to criteria",
        "form": form,
        "found": found,
        "send": "Add these cases",
    }
    return page(request, "audits/sample.html", context)


def give(request: Request, review_id: UUID, case_id: UUID, slot: int) -> HttpResponse:
    """Give a case to somebody else."""
    found = queries.audit_results(request.viewer, review_id)
    form = GiveForm(request.POST or None, auditors=queries.auditors(request.viewer))
    if posted(
        request,
        form,
        lambda typed: procedures.give_case(
            request.viewer, review_id=review_id, case_id=case_id, slot=slot, auditor_id=UUID(typed["auditor"])
        ),
    ):
        messages.success(request, "Somebody else reads it now.")
        return redirect("audits:results", review_id)
    context = {
        "title": "Give the case to somebody else",
        "form": form,
        "found": found,
        "send": "Give it to them",
    }
    return page(request, "audits/sample.html", context)


def in_words(agreement: Agreement) -> str:
    """What two auditors' agreement means, said plainly."""
    if not agreement.cases:
        return "No case has been read by two auditors yet."
    told = f"Two auditors gave the same answer {agreement.same} times of {agreement.cases}."
    if agreement.kappa is None:
        return f"{told} They gave nothing but one answer, so chance alone could explain it."
    told += f" Beyond chance, with near misses counted in part, that is {agreement.kappa:.2f} of 1 (weighted kappa)"
    if agreement.interval:
        low, high = agreement.interval
        return f"{told}; with so few cases it could be anything between {low:.2f} and {high:.2f}."
    return f"{told}; there are too few cases to say how sure that is."


def _sample(each: queries.SampleRow) -> list[Row]:
    rows = [Row("How", each.kind), Row("When, by whom", f"{each.drawn_at:%-d %B %Y}, {each.by_name}")]
    if each.kind is SampleKind.TRACKED:
        return [*rows, Row("Why these", each.criteria, words=True), Row("Cases", each.cases)]
    return [
        *rows,
        Row("Asked for", [f"{population.label}: {number}" for population, number in each.wanted]),
        Row("Closed or decided since", moment.london(each.since).date() if each.since else None),
        Row(
            "Drawn",
            f"{each.cases} of {each.listed} cases, {'spread over teams' if each.by_team else 'whatever the team'}",
        ),
        Row("Left out", f"{each.left_out} restricted" if each.left_out else "None"),
        Row("Read by two", f"{each.twice_in_100} in 100"),
        Row("Seed", each.seed),
    ]


def _cases(found: queries.Results) -> Table:
    columns = (
        Column("reference", "Case", row_header=True),
        Column("population", "Why it is here"),
        Column("first", "First auditor"),
        Column("second", "Second auditor"),
        Column("apart", "Most apart"),
        Column("settled", "Differences settled"),
        Column("give", "Give it to another"),
    )
    rows = []
    for case in found.cases:
        told = {slot: [name, Tag(state.label, COLOURS[state])] for slot, name, state in case.slots}
        rows.append(
            {
                "reference": case.reference,
                "population": case.population,
                "first": told.get(1, ""),
                "second": told.get(2, ""),
                "apart": "" if case.apart is None else f"{case.apart} grades" if case.apart != 1 else "1 grade",
                "settled": f"{case.settled} of {case.differ}" if case.differ else "None" if case.differ == 0 else "",
                "give": [
                    Link(
                        "Give to another", reverse("audits:give", args=[found.review_id, case.id, slot]),
                        hidden=f": {case.reference}, now with {name}",
                    )
                    for slot, name, state in case.slots
                    if state is AuditState.GIVEN and found.state == "under_way"
                ],
            }
        )  # fmt: skip
    return Table("Cases", columns, rows, empty="No sample is drawn yet.", caption_hidden=True)


def _answers(found: queries.Results) -> Table:
    columns = (
        Column("key", "No.", row_header=True),
        Column("question", "Question"),
        Column("counts", "Answers"),
        Column("good", "Good or better", numeric=True),
        Column("interval", "Between", numeric=True),
        Column("agreement", "Two auditors agree", numeric=True),
    )
    rows = [
        {
            "key": each.item.key,
            "question": each.item.title or each.item.text,
            "counts": [f"{label} {number}" for label, number in each.counts if number],
            "good": f"{each.good} of {each.answered}",
            "interval": f"{each.interval.low:.0f}–{each.interval.high:.0f} in 100" if each.interval else "–",
            "agreement": f"{each.agreement.same} of {each.agreement.cases}" if each.agreement.cases else "–",
        }
        for each in found.results
        if each.answered
    ]
    return Table(
        "What the drawn cases say", columns, rows, empty="No case is finished yet.", caption_hidden=True
    )


def _screened_out(found: queries.Results) -> str:
    if not found.screened_out:
        return ""
    told = (
        f"Read by the auditors: {found.screened_out} ended without an enquiry. They say that {found.wrongly} of them "
        "should have gone on."
    )
    if found.screened_out_interval:
        low, high = found.screened_out_interval
        told += f" In all such concerns it may be between {low:.0f} and {high:.0f} in 100."
    return told
