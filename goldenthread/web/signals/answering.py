"""One signal: what the figure shows, who answers, what is answered, what is done, and whether it moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground.figures.control import Signal as Rule
from goldenthread.ground.local_policy import current
from goldenthread.ground.moment import today
from goldenthread.insight import procedures
from goldenthread.insight.language.definition import DIRECTIONS, Role
from goldenthread.insight.lifecycle.signals import SIGNAL
from goldenthread.insight.queries.signals import (
    SignalLine,
    SignalPage,
    judged_since,
    signal_page,
    signal_verdict,
    who_may_answer,
)
from goldenthread.insight.vocabulary.signals import SignalState
from goldenthread.kit.charts import Band, Point, Trend, trend_chart
from goldenthread.kit.display import day
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag, TimelineEntry
from goldenthread.web.deeds import open_to_do
from goldenthread.web.figures.asked import worded
from goldenthread.web.figures.cases import address
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.routes import opens
from goldenthread.web.signals.forms import AnswerForm, DoneForm, OwnerForm, WordsForm
from goldenthread.web.signals.listing import MOVED_COLOURS, STATE_COLOURS, due, why

# What each deed asks for next, and where its page is.
STEPS = {
    "name_owner": ("signals:manage", "owner"),
    "answer": ("signals:answer", "explain"),
    "acted": ("signals:answer", "done"),
    "settle": ("signals:manage", "settle"),
    "send_back": ("signals:manage", "send-back"),
}


def show(request: Request, signal_id: UUID) -> HttpResponse:
    """One signal."""
    found = signal_page(request.viewer, signal_id)
    line = found.line
    context = _frame(found) | {
        "title": f"{line.about}: {line.name.lower()}" if line.about else line.name,
        "deeds": _deeds(request, found),
        "waits_for": _waits_for(line),
        "state": Tag(line.state.label, STATE_COLOURS[line.state]),
        "due": due(line),
        "urgency": "late" if line.late else "soon" if line.state is SignalState.WAITING else "fine",
        "moved": Tag(line.moved.label, MOVED_COLOURS[line.moved]) if line.moved else None,
        "moved_words": line.moved.meaning if line.moved else "",
        "answers": found.answers,
        "steps": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in found.steps],
        "behind": _behind(request, found),
        "trend": _trend(found),
        "months": _months(found),
    }
    return page(request, "signals/show.html", context)


def answering(request: Request, signal_id: UUID, answering: str) -> HttpResponse:
    """What an owner does: explain, or say that the action is done."""
    return _step({"explain": _explain, "done": _done}, answering)(request, signal_id)


def managing(request: Request, signal_id: UUID, managing: str) -> HttpResponse:
    """What those do who hold owners to account: name one, send an answer back, settle."""
    return _step({"owner": _owner, "send-back": _send_back, "settle": _settle}, managing)(request, signal_id)


def _step(
    steps: dict[str, Callable[[Request, UUID], HttpResponse]], name: str
) -> Callable[..., HttpResponse]:
    if name not in steps:
        raise Http404(f"no deed {name}")
    return steps[name]


def _owner(request: Request, signal_id: UUID) -> HttpResponse:
    """Name who answers."""
    found = signal_page(request.viewer, signal_id)
    form = OwnerForm(
        _typed(request),
        initial={"owner_id": str(found.line.owner_id or "")},
        version=found.line.version,
        people=who_may_answer(request.viewer),
    )
    days = current().on(today()).signals.answer_days
    return _form(
        request,
        found,
        form,
        "name_owner",
        lambda said: procedures.name_signal_owner(request.viewer, signal_id=signal_id, **said),
        heading="Who answers for this figure?",
        told=f"They are asked what lies behind it and what is done, and have {days} working days.",
        done="They have been asked. It stands on their list until they answer.",
    )


def _explain(request: Request, signal_id: UUID) -> HttpResponse:
    """Explain the figure, and say what is done."""
    found = signal_page(request.viewer, signal_id)
    last = found.answers[0] if found.sent_back else None
    before = {"explanation": last.explanation, "action": last.action} if last else {}
    form = AnswerForm(_typed(request), version=found.line.version, initial=before)
    return _form(
        request,
        found,
        form,
        "answer",
        lambda said: procedures.answer_signal(request.viewer, signal_id=signal_id, **said),
        heading="Explain, and say what is done",
        done="Your answer is kept. Say here when the action is done.",
    )


def _done(request: Request, signal_id: UUID) -> HttpResponse:
    """Say that the action is done."""
    found = signal_page(request.viewer, signal_id)
    form = DoneForm(_typed(request), version=found.line.version)
    return _form(
        request,
        found,
        form,
        "acted",
        lambda said: procedures.act_on_signal(request.viewer, signal_id=signal_id, **said),
        heading="The action is done",
        done="It is noted. The whole months after that day show whether the figure moved.",
    )


def _send_back(request: Request, signal_id: UUID) -> HttpResponse:
    """Challenge an answer."""
    found = signal_page(request.viewer, signal_id)
    form = WordsForm(
        _typed(request), version=found.line.version, label="What is missing, or what do you doubt?"
    )
    return _form(
        request,
        found,
        form,
        "send_back",
        lambda said: procedures.send_signal_back(request.viewer, signal_id=signal_id, **said),
        heading="Send back",
        done="They have been asked again.",
    )


def _settle(request: Request, signal_id: UUID) -> HttpResponse:
    """Settle a signal."""
    found = signal_page(request.viewer, signal_id)
    form = WordsForm(_typed(request), version=found.line.version, label="What became of it?")
    return _form(
        request,
        found,
        form,
        "settle",
        lambda said: procedures.settle_signal(request.viewer, signal_id=signal_id, **said),
        heading="Settle",
        told="If the figure goes the wrong way again, it is asked about anew.",
        done="It is settled.",
    )


def _typed(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _form(
    request: Request,
    found: SignalPage,
    form: KitForm,
    deed: str,
    run: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    done: str,
    told: str = "",
) -> HttpResponse:
    here = reverse("signals:show", args=[found.line.id])
    open_to_do(request, signal_verdict(request.viewer, found.line, deed))
    if posted(request, form, run, version=found.line.version):
        messages.success(request, done)
        return HttpResponseRedirect(here)
    more = {
        "form": form,
        "heading": heading,
        "told": told,
        "cancel": here,
        "back": Link("Back to the figure", here),
    }
    return page(request, "signals/form.html", _frame(found) | {"title": heading} | more)


def _frame(found: SignalPage) -> dict[str, Any]:
    line = found.line
    figure = Link(f"{line.figure} {line.name}", reverse("figures:one", args=[line.figure]))
    if line.about:
        figure = Link(f"{line.figure} {line.name}", f"{reverse('figures:services')}#sizes")
    indicator = found.trend.readings[0].indicator if found.trend and found.trend.readings else None
    facts = [
        Row("Figure", figure),
        *([Row("Service", line.about)] if line.about else []),
        Row("Why it is asked about", why(line).capitalize()),
        *([Row("Which way is good", DIRECTIONS[indicator.direction].capitalize())] if indicator else []),
        Row(
            "Quarters so far" if line.about else "Months so far",
            ", ".join(worded(each) for each in found.months),
        ),
        Row("Answers for it", line.owner_name or "Nobody has been named yet"),
        *([Row("Answer due", day(line.answer_due_at))] if line.state is SignalState.WAITING else []),
        *([Row("Action due", day(line.action_due_on))] if line.action_due_on else []),
        *([Row("Action done", day(line.acted_on))] if line.acted_on else []),
        Row("Asked on", day(line.opened_at)),
    ]
    return {
        "line": line,
        "sent_back": found.sent_back,
        "facts": facts,
        "caption": f"{line.figure}, {worded(line.period)}",
        "back": Link("Figures that go the wrong way", reverse("signals:list")),
    }


def _deeds(request: Request, found: SignalPage) -> list[Link]:
    """What this reader may do next, the most pressing first."""
    line = found.line
    links = []
    for move in SIGNAL.open_moves(line.state):
        if signal_verdict(request.viewer, line, move.deed).allowed:
            words = "Name somebody else" if move.deed == "name_owner" and line.owner_id else move.button
            route, step = STEPS[move.deed]
            links.append(Link(words, reverse(route, args=[line.id, step])))
    # Whoever is asked comes to answer; naming another is the lesser thing then.
    return links[::-1] if line.state is SignalState.WAITING else links


def _waits_for(line: SignalLine) -> str:
    """Who is to do what, for those who have nothing to do themselves."""
    if line.state is SignalState.OPEN:
        return "A manager or data officer names who answers."
    if line.state is SignalState.WAITING:
        return f"{line.owner_name} has been asked. There is nothing for you to do."
    if line.state is SignalState.ANSWERED:
        return f"{line.owner_name} says here when the action is done. There is nothing for you to do."
    return f"Somebody other than {line.owner_name} settles it, or sends it back: a manager, the data officer or the board manager."


def _behind(request: Request, found: SignalPage) -> list[Link]:
    """The cases of the newest month that went the wrong way, for those who may open cases."""
    if (
        found.line.about
        or found.trend is None
        or not found.trend.readings
        or not opens("figures:cases", request.viewer.role)
    ):
        return []
    counting, month = found.trend.readings[0].counting, found.months[-1]
    words = {Role.NUMERATOR: "The cases it counts", Role.DENOMINATOR: "The cases it is out of"}
    return [
        Link(f"{words[part]}, {worded(month)}", address(found.line.figure, part, month))
        for part, _ in counting.parts
    ]


def _trend(found: SignalPage) -> object:
    if found.trend is None or not any(value is not None for value in found.trend.chart.values):
        return ""
    chart = found.trend.chart
    points = [
        Point(worded(period), value, bool(rules))
        for period, value, rules in zip(found.trend.periods, chart.values, chart.signals, strict=True)
    ]
    bands = [Band(each.start, each.end, each.centre, each.low, each.high) for each in chart.phases]
    unit = "concerns" if found.line.about else found.trend.readings[0].unit
    title = (
        f"{found.line.name}, month by month{' (' + unit + ')' if unit else ''}, up to the newest whole month."
    )
    return trend_chart(Trend(title, points, bands, ceiling=100 if unit == "in 100" else None))


def _months(found: SignalPage) -> Table | None:
    if found.trend is None:
        return None
    acted = found.line.acted_on
    since = judged_since(found.line.period, acted) if acted else None
    readings = found.trend.readings
    # A service's months are counts: a column that is never filled would look like figures somebody forgot to supply.
    columns = (
        Column("month", "Month", row_header=True),
        Column("count", "Count", numeric=True),
        *([Column("of", "Out of", numeric=True)] if any(each.denominator for each in readings) else []),
        *([Column("value", "Value", numeric=True)] if any(each.supplied for each in readings) else []),
        Column("note", "What it says"),
    )
    rows = []
    for each, rules in zip(readings, found.trend.chart.signals, strict=True):
        notes = [
            *(["asked about"] if each.period in found.months else []),
            *(["after the action"] if since and each.period >= since else []),
            *(["more than chance"] if any(rule in rules for rule in Rule) else []),
        ]
        rows.append(
            {
                "month": worded(each.period),
                "count": "–" if each.numerator is None else f"{each.numerator:,}",
                "of": "–" if each.denominator is None else f"{each.denominator:,}",
                "value": each.shown,
                "note": ", ".join(notes).capitalize() or "–",
            }
        )
    return Table("The numbers, newest month first", columns, rows[::-1], caption_hidden=True)
