"""The list of figures that are asked about."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.ground.figures.control import RULES, Signal
from goldenthread.insight.queries.signals import SignalLine, signals, standing
from goldenthread.insight.vocabulary.signals import Moved, SignalState
from goldenthread.kit.display import short_day
from goldenthread.kit.presenters import Link, Tag, WorkCard
from goldenthread.web.figures.asked import ways, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request

SHOWN = (
    ("", "Wait for an answer"),
    ("late", "Late"),
    ("mine", "Mine"),
    ("acting", "Acted on"),
    ("settled", "Settled"),
    ("all", "All"),
)
EMPTY = {
    "": "No figure waits for an answer. Every month that goes the wrong way is asked about here.",
    "late": "No explanation and no action is late.",
    "mine": "You have been asked about no figure.",
    "acting": "No action is under way.",
    "settled": "Nothing has been settled yet.",
}
STATE_COLOURS = {
    SignalState.OPEN: "yellow",
    SignalState.WAITING: "yellow",
    SignalState.ANSWERED: "blue",
    SignalState.ACTED: "teal",
    SignalState.SETTLED: "grey",
}
MOVED_COLOURS = {
    Moved.BETTER: "green",
    Moved.BACK: "green",
    Moved.NOT_MOVED: "red",
    Moved.TOO_EARLY: "grey",
    Moved.CANNOT_TELL: "grey",
}


def asked(request: Request) -> HttpResponse:
    """Figures that are asked about: those that wait, are late, were acted on, were settled."""
    show = request.GET.get("show", "")
    show = show if show in dict(SHOWN) else ""
    figure = request.GET.get("figure", "")[:40]
    show = show or ("all" if figure else "")
    found = signals(request.viewer, show=show, figure=figure)
    kept = f"&figure={figure}" if figure and found else ""
    context = {
        "title": "Figures that go the wrong way",
        "views": ways("signals:list", request.viewer.role),
        "ways": [Link(words, f"?show={key}{kept}", current=key == show) for key, words in SHOWN],
        "standing": standing(request.viewer),
        "cards": [card(each) for each in found],
        "of_one": found[0].name if figure and found else "",
        "empty": EMPTY.get(show, "Nothing has been asked about this figure." if figure else "Nothing fits."),
    }
    return page(request, "signals/list.html", context)


def card(line: SignalLine) -> WorkCard:
    """One signal in a list."""
    tags = [Tag(line.state.label, STATE_COLOURS[line.state])]
    if line.moved:
        tags.append(Tag(line.moved.label, MOVED_COLOURS[line.moved]))
    return WorkCard(
        reference=f"{line.figure}, {worded(line.period)}",
        href=reverse("signals:show", args=[line.id]),
        name=f"{line.about}: {line.name.lower()}" if line.about else line.name,
        summary=line.shown,
        urgency="late" if line.late else "soon" if line.state is SignalState.WAITING else "fine",
        due=due(line),
        tags=tags,
        facts=[("Why:", why(line)), ("Answers:", line.owner_name or "nobody named yet")],
    )


def due(line: SignalLine) -> str:
    """What is due when, in words."""
    if line.state is SignalState.WAITING:
        return f"Answer {'was ' if line.late else ''}due {short_day(line.answer_due_at)}"
    if line.state is SignalState.ANSWERED:
        return f"Action {'was ' if line.late else ''}due {short_day(line.action_due_on)}"
    return ""


def why(line: SignalLine) -> str:
    """Why it was opened, in words."""
    if line.about:
        return line.cause.label.lower()
    parts = [f"target of {line.target} missed"] if line.target else []
    parts += [RULES[Signal(each)].rstrip(".").lower() for each in line.rules]
    return "; ".join(parts)
