"""One action: who does what by when, which measure should move, and whether it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import ACTION
from goldenthread.assurance.queries import ActionPage, plan
from goldenthread.assurance.queries.learning import learning
from goldenthread.assurance.vocabulary import ActionState
from goldenthread.insight.queries import indicators
from goldenthread.kit.display import day
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link, Row, Tag, TimelineEntry
from goldenthread.web.forms import page, posted
from goldenthread.web.improvement import forms
from goldenthread.web.improvement.listing import EFFECT_COLOURS, STATE_COLOURS, closest, measure_name
from goldenthread.web.improvement.measured import chart, is_share, sees_points, series, told
from goldenthread.web.request import Request
from goldenthread.web.routes import opens


@dataclass(frozen=True)
class Deed:
    """One deed on an action: its form, its procedure, its words, and which fields begin with what is held."""

    name: str
    form: Callable[..., KitForm]
    procedure: Callable[..., Any]
    title: str
    done: str
    begins: tuple[str, ...] = ()


DEEDS: dict[str, Deed] = {
    "owner": Deed("give_owner", forms.OwnForm, procedures.give_owner, "Who owns it, by when?", "It has an owner."),
    "progress": Deed("note_progress", forms.ProgressForm, procedures.note_progress, "How does it go?", "It is noted."),
    "done": Deed(
        "finish_action", forms.DoneForm, procedures.finish_action, "Say that it is done",
        "It is done. Whether it helped is judged on its measure.",
    ),
    "measure": Deed(
        "set_measure", forms.MeasureForm, procedures.set_measure, "What should move, if it helps?", "It is kept.",
        ("indicator_key", "measure", "measure_source", "direction", "baseline", "baseline_of", "target", "moves_from", "review_on"),
    ),
    "value": Deed("add_point", forms.ValueForm, procedures.add_point, "Write down a value", "The value is kept."),
    "differ": Deed("differ", forms.DifferForm, procedures.differ, "Judge it otherwise than the chart", "Your judgement stands beside the chart's."),
    "change": Deed(
        "change_action", forms.ChangeForm, procedures.change_action, "Change the action", "It is changed.",
        ("title", "words", "due_on", "you_said", "board_priority"),
    ),
    "hand-over": Deed("hand_over", forms.HandOverForm, procedures.hand_over, "Hand it over", "It is handed over."),
    "join": Deed("join_finding", forms.JoinForm, procedures.join_finding, "Let it answer another finding", "It answers that finding too."),
    "stop": Deed("stop_action", forms.WhyForm, procedures.stop_action, "Stop this action", "It is stopped."),
    "open-again": Deed("reopen_action", forms.WhyForm, procedures.reopen_action, "Open this action again", "It is open again."),
}  # fmt: skip
# What only who runs assurance does.
RUNNING = ("owner", "join", "stop", "open-again")
_BY_DEED = {deed.name: slug for slug, deed in DEEDS.items()}


def show(request: Request, improvement_id: UUID) -> HttpResponse:
    """The action, from what it answers to what it changed."""
    found = queries.action(request.viewer, improvement_id)
    line = found.line
    newest = next((each for each in found.judgements if each.by_chart), None)
    drawn = newest and sees_points(request.viewer, found)
    name = measure_name(line.indicator_key, line.measure)
    context: dict[str, object] = {
        "title": line.title,
        "found": found,
        "line": line,
        "tags": [
            Tag("Late", "red") if line.late else Tag(line.state.label, STATE_COLOURS[line.state]),
            *([Tag(line.effect.label, EFFECT_COLOURS[line.effect])] if line.effect else []),
        ],
        "rows": _rows(found),
        "measure": _measure(request, found, name) if line.measured else [],
        "chart": chart(newest, name, share=is_share(line.indicator_key)) if newest and drawn else "",
        "points": newest.points if newest and drawn else (),
        "hidden": bool(newest) and not drawn,
        "judgements": [
            (each, Tag(each.effect.label, EFFECT_COLOURS[each.effect]), told(each))
            for each in found.judgements
        ],
        "steps": [
            TimelineEntry(
                each.what,
                each.at,
                each.by_name,
                each.words,
                facts=[("Seen in", each.evidence)] if each.evidence else (),
            )
            for each in found.steps
        ],
        "links": _links(request, found),
        "learnt": learning(request.viewer, action_id=improvement_id),
        "judges": request.viewer.may("assurance.judge")
        and line.measured
        and line.state in (ActionState.UNDER_WAY, ActionState.DONE),
        "back": Link("Improvement plan", reverse("improvement:home")),
    }
    return page(request, "improvement/action.html", context)


def add(request: Request) -> HttpResponse:
    """Plan an action, for a finding, a recommendation or a figure where the page was opened from one."""
    asked = {
        name: request.GET.get(name, "") for name in ("finding_id", "recommendation_id", "asked_by_figure")
    }
    form = forms.ActionForm(
        request.POST or None if request.method == "POST" else None,
        chooses=request.viewer.may("assurance.run"),
        initial=asked,
    )
    sent = posted(request, form, lambda said: _plan(request, said))
    if sent:
        messages.success(
            request, "The action stands in the plan. Say next which measure should move if it helps."
        )
        return HttpResponseRedirect(reverse("improvement:action", args=[sent.result]))
    home = reverse("improvement:home")
    context: dict[str, object] = {
        "title": "Plan an action",
        "caption": "" if request.viewer.may("assurance.run") else "You will own it",
        "form": form,
        "back": Link("Improvement plan", home),
        "cancel": home,
        "offer_links": {},
        "told": _asked_for(request.viewer, asked),
    }
    return page(request, "improvement/form.html", context)


def _asked_for(viewer: Viewer, asked: dict[str, str]) -> str:
    """The words of the finding or the recommendation that the page was opened from; "" where it was opened from neither."""
    if finding := _id(asked["finding_id"]):
        return queries.finding(viewer, finding).line.words
    if recommendation := _id(asked["recommendation_id"]):
        return " ".join(each.words for each in queries.recommendations(viewer, only=recommendation))
    return ""


def _plan(request: Request, said: dict[str, Any]) -> UUID:
    finding, recommendation = _id(said.pop("finding_id")), _id(said.pop("recommendation_id"))
    said.pop("version")
    return procedures.plan_action(
        request.viewer,
        **said | {"owner_id": _id(said.get("owner_id", ""))},
        figures=indicators().keys(),
        finding_ids=(finding,) if finding else (),
        recommendation_id=recommendation,
    )


def act(request: Request, improvement_id: UUID, acting: str) -> HttpResponse:
    """A deed of its owner, or of who runs assurance."""
    if acting not in DEEDS or acting in RUNNING:
        raise Http404("there is no such deed")
    return _deed(request, improvement_id, acting)


def run(request: Request, improvement_id: UUID, running: str) -> HttpResponse:
    """A deed of who runs assurance alone."""
    if running not in RUNNING:
        raise Http404("there is no such deed")
    return _deed(request, improvement_id, running)


def _deed(request: Request, improvement_id: UUID, name: str) -> HttpResponse:
    wanted = DEEDS[name]
    found = queries.action(request.viewer, improvement_id)
    here = reverse("improvement:action", args=[improvement_id])
    more = {"findings": _findings(request, found)} if name == "join" else {}
    form = wanted.form(
        request.POST or None if request.method == "POST" else None,
        version=found.version,
        initial={field: _held(found, field) for field in wanted.begins},
        **more,
    )
    if posted(
        request,
        form,
        lambda said: wanted.procedure(request.viewer, improvement_id=improvement_id, **_said(name, said)),
        version=found.version,
    ):
        messages.success(request, wanted.done)
        return HttpResponseRedirect(here)
    context: dict[str, object] = {
        "title": wanted.title,
        "caption": f"{found.line.reference} {found.line.title}",
        "form": form,
        "back": Link("Back to the action", here),
        "cancel": here,
        "offer_links": {},
    }
    return page(request, "improvement/form.html", context)


def judge(request: Request, improvement_id: UUID) -> HttpResponse:
    """Judge with the control chart, on what was counted last."""
    found = queries.action(request.viewer, improvement_id)
    key = found.line.indicator_key
    points, counted = series(request.viewer, key) if key else ((), None)
    effect = procedures.judge_effect(
        request.viewer, improvement_id=improvement_id, series=points, as_at=counted
    )
    messages.success(request, f"The chart says: {effect.label.lower()}.")
    return HttpResponseRedirect(reverse("improvement:action", args=[improvement_id]))


def _said(name: str, said: dict[str, Any]) -> dict[str, Any]:
    """What the procedure takes: ids as ids, keys of figures for those who check them."""
    given = dict(said)
    for field in ("owner_id", "finding_id"):
        if field in given:
            given[field] = _id(given[field])
    if name == "measure":
        given["figures"] = indicators().keys()
        given["direction"] = given["direction"] or None
    return given


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _held(found: ActionPage, field: str) -> Any:
    value = getattr(found, field) if hasattr(found, field) else getattr(found.line, field)
    return f"{value.normalize():f}" if field in ("baseline", "target") and value is not None else value


def _findings(request: Request, found: ActionPage) -> list[tuple[str, str]]:
    """Findings the action does not answer yet, those that share most words with it first: they may say the same thing."""
    have = {each.id for each in found.line.findings}
    rows = [each for each in plan(request.viewer).findings if each.id not in have]
    told = " ".join((found.line.title, found.line.you_said, *(each.words for each in found.line.findings)))
    near = closest(rows, told, lambda each: each.words)
    return [
        (str(each.id), f"{each.reference} {each.words[:90]} ({each.source})")
        for each in (*near, *(each for each in rows if each not in near))
    ]


def _rows(found: ActionPage) -> list[Row]:
    line = found.line
    held: tuple[tuple[str, object], ...] = (
        ("Owner", f"{line.owner}, {line.agency}" if line.owner else "Nobody yet"),
        ("Due", line.due_on),
        ("Done", line.done_on),
        ("Board priority", line.board_priority),
        ("Asked by", f"Figure {measure_name(line.asked_by_figure, '')}" if line.asked_by_figure else ""),
        (
            "Recommendation",
            f"{found.recommendation.reference}: {found.recommendation.words}" if found.recommendation else "",
        ),
    )
    return [Row(name, value) for name, value in held if value]


def _measure(request: Request, found: ActionPage, name: str) -> list[Row]:
    line = found.line
    key = line.indicator_key
    seen = key and key in indicators() and opens("figures:one", request.viewer.role)
    shown: object = Link(name, reverse("figures:one", args=[key])) if seen else name
    reached = {True: "Yes", False: "Not yet", None: ""}[line.target_reached]
    stood = f"{found.baseline.normalize():f}" if found.baseline is not None else ""
    held: tuple[tuple[str, object], ...] = (
        ("Should move", shown),
        ("Counted by", found.measure_source),
        ("Which way", found.direction.label if found.direction else ""),
        ("Before", f"{stood} ({found.baseline_of})" if stood and found.baseline_of else stood),
        ("Target", f"{found.target.normalize():f}" if found.target is not None else ""),
        ("Target reached", reached),
        ("Should move from", day(found.moves_from)),
        ("To be looked at", day(line.review_on)),
    )
    return [Row(name, value) for name, value in held if value]


def _links(request: Request, found: ActionPage) -> list[Link]:
    """What may be done now, as this reader: the owner and who runs assurance."""
    viewer, line = request.viewer, found.line
    if line.owner_id != viewer.user_id and not viewer.may("assurance.run"):
        return []
    links = []
    for move in ACTION.open_moves(line.state):
        slug = _BY_DEED.get(move.deed)
        if slug is None or not viewer.may(move.permission):
            continue
        if (slug == "value" and not line.measure) or (slug == "differ" and not line.measured):
            continue
        route = "improvement:run" if slug in RUNNING else "improvement:act"
        links.append(Link(move.button, reverse(route, args=[line.id, slug])))
    return links
