"""Quality systems: which exist, when each last ran, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries import SystemRow
from goldenthread.assurance.vocabulary import QualitySystem
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Link, Tag, TimelineEntry
from goldenthread.web.evidence.views import sections
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


class ArrangeForm(kit.KitForm):
    """How a system is arranged."""

    in_use = kit.Choice(
        "Is there one here?",
        [("yes", "Yes"), ("no", "No")],
        needed="Say whether there is one",
        reveals={"yes": ["run_by", "every_months"]},
    )
    run_by = kit.Text("Who runs it?", hint="A team or a function, not a name", max_length=120, required=False)
    every_months = kit.WholeNumber(
        "How many months lie between two runs, at most?", required=False, min_value=1, max_value=60
    )
    words = kit.LongText(
        "How is it done? Or why is there none?",
        needed="Say how it is done here, or why there is none",
        rows=4,
        max_length=2_000,
    )

    def clean(self) -> dict[str, Any]:
        """What is there has somebody who runs it."""
        typed = super().clean() or self.cleaned_data
        self.needs(typed.get("in_use") == "yes", "run_by", "Say who runs it")
        return typed


class RunForm(kit.KitForm):
    """One time a system ran."""

    title = kit.Text(
        "What was looked at?",
        hint="For example: twelve calls to the contact centre",
        max_length=150,
        needed="Say what was looked at",
    )
    on = kit.Day("When?", subject="The day it ran", past=True, needed="Enter the day it ran")
    size = kit.WholeNumber("How many cases, calls or people?", required=False, width=5, max_value=100_000)
    showed = kit.LongText(
        "What did it show?",
        hint="In a few sentences. No names of adults or staff.",
        needed="Say what it showed",
        rows=3,
        max_length=4_000,
    )
    led_to = kit.LongText("What came of it?", required=False, rows=3, max_length=4_000)
    improvement_id = kit.Select("Which action followed?", (), required=False, prompt="None in the plan")

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["improvement_id"] = kit.Select(
            "Which action followed?", actions, required=False, prompt="None in the plan"
        )


def listed(request: Request) -> HttpResponse:
    """Every system on one page."""
    rows = queries.quality_systems(request.viewer)
    late = [row for row in rows if row.exists and not row.in_time]
    context = {
        "title": "Quality systems",
        "sections": sections(request, "evidence:systems"),
        "rows": [(row, _tags(row), _steps(row)) for row in rows],
        "sums": [
            (f"{sum(row.exists for row in rows)} of {len(rows)}", "exist", ""),
            (str(len(late)), "should have run by now", "late" if late else ""),
            (str(sum(row.in_use is None for row in rows)), "nobody has spoken about", ""),
        ],
        "arranges": request.viewer.may("assurance.run"),
        "logs": request.viewer.may("assurance.answer"),
    }
    return page(request, "evidence/systems.html", context)


def arrange(request: Request, system: str) -> HttpResponse:
    """Say how a system is arranged, or that there is none."""
    held = queries.quality_system(request.viewer, _system(system))
    start = {"run_by": held.run_by, "every_months": held.every_months, "words": held.words}
    if held.in_use is not None:
        start["in_use"] = "yes" if held.in_use else "no"
    form = ArrangeForm(request.POST or None, version=held.version, initial=start)

    def deed(typed: dict[str, Any]) -> None:
        procedures.arrange_quality(
            request.viewer,
            system=held.system,
            version=typed["version"],
            in_use=typed["in_use"] == "yes",
            words=typed["words"],
            run_by=typed["run_by"],
            every_months=typed["every_months"],
        )

    if posted(request, form, deed, version=held.version):
        messages.success(request, "Saved.")
        return redirect("evidence:systems")
    return _ask(request, held, form, "Save")


def add_run(request: Request, system: str) -> HttpResponse:
    """Write down that a system ran."""
    held = queries.quality_system(request.viewer, _system(system))
    actions = [
        (str(each.id), f"{each.reference} {each.title}") for each in queries.plan(request.viewer).actions
    ]
    form = RunForm(request.POST or None, actions=actions)

    def deed(typed: dict[str, Any]) -> UUID:
        chosen = typed["improvement_id"]
        return procedures.log_quality_run(
            request.viewer,
            system=held.system,
            title=typed["title"],
            on=typed["on"],
            showed=typed["showed"],
            led_to=typed["led_to"],
            size=typed["size"],
            improvement_id=UUID(chosen) if chosen else None,
        )

    if posted(request, form, deed):
        messages.success(request, "The run is written down.")
        return redirect("evidence:systems")
    return _ask(request, held, form, "Keep it")


def withdraw(request: Request) -> HttpResponse:
    """Withdraw a run that was written down by mistake."""
    try:
        run_id = UUID(request.POST.get("run", ""))
    except ValueError:
        messages.error(request, "Choose a run to withdraw.")
        return redirect("evidence:systems")
    words = request.POST.get("words", "")
    if not words.strip():
        messages.error(request, "Say why the run is withdrawn. It stands until you do.")
        return redirect("evidence:systems")
    procedures.withdraw_quality_run(request.viewer, run_id=run_id, words=words)
    messages.success(request, "The run is withdrawn, with the reason.")
    return redirect("evidence:systems")


def _ask(request: Request, held: SystemRow, form: kit.KitForm, send: str) -> HttpResponse:
    here = reverse("evidence:systems")
    context = {
        "title": held.system.label,
        "form": form,
        "submit": send,
        "cancel": here,
        "back": Link("Quality systems", here),
    }
    return page(request, "evidence/form.html", context)


def _system(value: str) -> QualitySystem:
    if value not in {each.value for each in QualitySystem}:
        raise Http404("there is no such system")
    return QualitySystem(value)


def _steps(row: SystemRow) -> list[TimelineEntry]:
    return [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in row.steps]


def _tags(row: SystemRow) -> list[Tag]:
    if row.in_use is None:
        exists = (
            Tag("It runs, nobody has said how", "yellow") if row.runs else Tag("Nobody has said", "orange")
        )
    else:
        exists = Tag("There is one", "green") if row.in_use else Tag("There is none", "red")
    return [exists] if row.in_time else [exists, Tag("Should have run by now", "red")]
