"""The strategy: outcomes, what each service is measured by, and what it answers where it misses a target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.insight import procedures
from goldenthread.insight.policy.supplied import answers_for
from goldenthread.insight.queries.strategy import LineNow, StrategyPage, is_line, line_now, strategy_page
from goldenthread.insight.queries.supplied import framework_measures
from goldenthread.insight.vocabulary.supplied import StrategyDeed
from goldenthread.kit.display import day
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag, TimelineEntry
from goldenthread.web.figures.asked import ways, worded
from goldenthread.web.forms import page, posted
from goldenthread.web.framework.forms import LookForm
from goldenthread.web.request import Request
from goldenthread.web.signals.forms import AnswerForm


def home(request: Request) -> HttpResponse:
    """Every outcome with its lines."""
    found = strategy_page(request.viewer)
    context: dict[str, object] = {
        "title": "What the strategy is for",
        "views": ways("framework:strategy", request.viewer.role),
        "found": found,
        "outcomes": _outcomes(found) if found else [],
        "worded": worded,
    }
    return page(request, "framework/strategy.html", context)


def show(request: Request, line: str) -> HttpResponse:
    """One line: its figure over time, its target, what was answered, and what may be done next."""
    now = _known(request, line)
    if now is None:
        return _not_yours(request)
    viewer = request.viewer
    own = bool(answers_for(agency=viewer.agency_name, service=now.line.service))
    answered = now.answer is not None and bool(now.steps) and now.steps[0].deed is StrategyDeed.ANSWERED
    looks = viewer.may("framework.keep") and now.inside and now.missed and answered
    context = _frame(now) | {
        "title": now.name,
        "state": _state(now),
        "past": _past(now),
        "steps": [
            TimelineEntry(
                f"{each.deed.label}, about {worded(each.period)}"
                + (f": {each.action} By {day(each.action_due_on)}." if each.action else ""),
                each.at,
                f"{each.by_name}, {each.by_agency}",
                " ".join(filter(None, (each.words, each.shown and f"The figure then: {each.shown}"))),
            )
            for each in now.said
        ],
        "answers": now.missed and now.inside and own and viewer.may("framework.supply"),
        "looks": looks and now.answer is not None and now.answer.by_id != viewer.user_id,
    }
    return page(request, "framework/line.html", context)


def answer(request: Request, line: str) -> HttpResponse:
    """Say what lies behind a missed target, what is done and by when."""
    now = _known(request, line)
    if now is None:
        return _not_yours(request)
    form = AnswerForm(request.POST if request.method == "POST" else None, version=len(now.steps))

    def deed(typed: dict[str, Any]) -> None:
        procedures.answer_for_strategy(
            request.viewer, line=line, period=str(now.period), words=typed["explanation"], action=typed["action"],
            due_on=typed["due_on"], version=typed["version"],
        )  # fmt: skip

    return _form(request, now, form, deed, "Answer for this measure", "Your answer is kept, with your name.")


def look(request: Request, line: str) -> HttpResponse:
    """Accept an answer, or ask again."""
    now = _known(request, line)
    if now is None:
        return _not_yours(request)
    form = LookForm(request.POST if request.method == "POST" else None, version=len(now.steps))

    def deed(typed: dict[str, Any]) -> None:
        procedures.look_at_answer(
            request.viewer, line=line, period=str(now.period), deed=typed["deed"], words=typed["words"],
            version=typed["version"],
        )  # fmt: skip

    return _form(request, now, form, deed, "Look at the answer", "It is noted, with your name.")


def _known(request: Request, line: str) -> LineNow | None:
    """The line, in the period of the address or its newest; None for one that is another service's.

    Raises Http404 for one that is not in the strategy, and for what is no period.
    """
    period = request.GET.get("period", "")
    found = line_now(request.viewer, line, period)
    if found is None and (not is_line(request.viewer, line) or (period and line_now(request.viewer, line))):
        raise Http404(f"no line {line}")
    return found


def _not_yours(request: Request) -> HttpResponse:
    back = Link("What the strategy is for", reverse("framework:strategy"))
    return page(request, "framework/not_yours.html", {"title": "Another service's measure", "back": back})


def _form(request: Request, now: LineNow, form: KitForm, deed: Any, heading: str, done: str) -> HttpResponse:
    here = reverse("framework:line", args=[now.line.key])
    if posted(request, form, deed, version=len(now.steps)):
        messages.success(request, done)
        return HttpResponseRedirect(here)
    context = _frame(now) | {
        "title": heading,
        "heading": heading,
        "form": form,
        "cancel": here,
        # The period goes with what is typed: a newer figure may come while somebody writes.
        "action": f"{request.path}?{urlencode({'period': str(now.period)})}",
        "back": Link(now.name, here),
        "answer": now.answer,
        "offer_links": {},
    }
    return page(request, "framework/answer.html", context)


def _frame(now: LineNow) -> dict[str, Any]:
    supplied = framework_measures().get(now.line.figure)
    where = "framework:measure" if supplied else "figures:one"
    return {
        "now": now,
        "caption": f"{now.line.service}, {worded(now.period)}",
        "back": Link("What the strategy is for", reverse("framework:strategy")),
        "facts": [
            Row("Held to it", now.line.service),
            Row("Measured by", Link(f"{now.line.figure} {now.name}", reverse(where, args=[now.line.figure]))),
            *([Row("Of which group", now.line.group)] if now.line.group else []),
            Row("Target", _capital(now.line.target)),
            Row("Kind", now.sort.label if now.sort else "What came of it, counted from records"),
        ],
    }


def _outcomes(found: StrategyPage) -> list[tuple[object, Table]]:
    columns = (
        Column("service", "Service", row_header=True),
        Column("measure", "Measured by"),
        Column("target", "Target"),
        Column("now", "Now"),
        Column("state", "Where it stands"),
        Column("answer", "What it answered"),
    )
    return [
        (outcome, Table(outcome.title, columns, _rows(lines), caption_hidden=True))
        for outcome, lines in found.outcomes
        if lines
    ]


def _rows(lines: Sequence[LineNow]) -> list[dict[str, object]]:
    return [
        {
            "service": each.line.service + (f", {each.line.group}" if each.line.by == "team" else ""),
            "measure": Link(
                each.name, reverse("framework:line", args=[each.line.key]), hidden=each.line.service
            ),
            "target": _capital(each.line.target),
            "now": f"{each.shown}, {worded(each.period)}" if each.past else each.shown,
            "state": _state(each),
            "answer": each.answer.action if each.answer else "–",
        }
        for each in lines
    ]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _state(now: LineNow) -> Tag:
    if now.missed:
        if now.waits:
            return Tag(
                "Missed, asked again" if (now.steps if now.inside else now.said) else "Missed, no answer",
                "red",
            )
        return Tag("Missed, action late" if now.action_late else "Missed, answered", "orange")
    return Tag("Reached", "green") if now.told else Tag("Cannot be told", "grey")


def _past(now: LineNow) -> Table:
    columns = (
        Column("period", "Period", row_header=True),
        Column("shown", "Figure", numeric=True),
        Column("words", "In words"),
    )
    rows = [{"period": worded(each.period), "shown": each.shown, "words": each.sentence} for each in now.past]
    return Table("Newest first", columns, rows, empty="No figure was supplied yet.", caption_hidden=True)
