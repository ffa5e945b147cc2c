"""Lists of the improvement plan: actions, findings, what is mine, and what people were told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.assurance.queries import ActionLine, FindingLine, Plan, is_, my_actions, plan, reviews
from goldenthread.assurance.vocabulary import ActionState, Effect, FindingKind, FindingState
from goldenthread.ground import moment
from goldenthread.insight.queries import indicators
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import plural, short_day
from goldenthread.kit.presenters import Link, Page, Tag, WorkCard
from goldenthread.web.forms import page
from goldenthread.web.improvement.forms import FINDING_LISTS, LISTS, FilterForm
from goldenthread.web.request import Request

T = TypeVar("T")
SHOWN = 25
STATE_COLOURS = {
    ActionState.PLANNED: "orange",
    ActionState.UNDER_WAY: "blue",
    ActionState.DONE: "teal",
    ActionState.STOPPED: "grey",
}
EFFECT_COLOURS = {
    Effect.MOVED: "green",
    Effect.WORSE: "red",
    Effect.NOT_MOVED: "orange",
    Effect.TOO_EARLY: "grey",
}
KIND_COLOURS = {
    FindingKind.STRENGTH: "green",
    FindingKind.PRACTICE: "green",
    FindingKind.AREA: "purple",
    FindingKind.GAP: "orange",
    FindingKind.LEARNING: "blue",
}
FINDING_COLOURS = {FindingState.DRAFT: "yellow", FindingState.AGREED: "blue", FindingState.EMBEDDED: "green"}
_WHERE = {"waits": ("improvement:findings", "waits")}


def ways(here: str) -> list[Link]:
    """The ways of looking at the plan."""
    named = (
        ("improvement:home", "Actions"),
        ("improvement:findings", "Findings"),
        ("improvement:recommendations", "Recommendations"),
        ("improvement:you_said", "You said, we did"),
        ("reports:list", "Reports"),
    )
    return [Link(words, reverse(name), current=name == here) for name, words in named]


def home(request: Request) -> HttpResponse:
    """The actions of the plan, what does not add up first."""
    whole = plan(request.viewer)
    form = FilterForm(
        request.GET or None,
        choices={
            "show": list(LISTS),
            "source": _named(name.source for each in whole.actions for name in each.findings),
            "priority": _named(each.board_priority for each in whole.actions),
            "agency": _named(each.agency for each in whole.actions),
            "owner": _named(each.owner for each in whole.actions),
        },
    )
    asked = form.cleaned_data if form.is_valid() else {}
    found = sorted((each for each in whole.actions if _wanted(each, asked)), key=_pressing)
    found = closest(found, asked.get("words", ""), _words_of_action)
    shown, where = _paged(request, found)
    context = {
        "title": "Improvement plan",
        "ways": ways("improvement:home"),
        "figures": _figures(whole),
        "checks": _checks(whole),
        "form": form,
        "clear": request.path if any(asked.values()) else "",
        "told": plural(len(found), "action"),
        "cards": [action_card(each) for each in shown],
        "empty": "No action fits." if any(asked.values()) else "Nothing is left to do.",
        "page": where,
        "adds": request.viewer.may("assurance.act"),
        "mine": len(my_actions(request.viewer)),
    }
    return page(request, "improvement/home.html", context)


def mine(request: Request) -> HttpResponse:
    """The actions this person owns."""
    found = my_actions(request.viewer)
    context = {
        "title": "Your actions",
        "back": Link("Improvement plan", reverse("improvement:home")),
        "cards": [action_card(each) for each in found],
    }
    return page(request, "improvement/mine.html", context)


def findings(request: Request) -> HttpResponse:
    """The findings of every source."""
    whole = plan(request.viewer, drafts=True)
    form = FilterForm(
        request.GET or None,
        choices={
            "show": list(FINDING_LISTS),
            "source": _named([*(each.source for each in whole.findings), *_without_findings(request, whole)]),
            "theme": _named(each.theme_name for each in whole.findings),
            "priority": _named(each.board_priority for each in whole.findings),
        },
    )
    asked = form.cleaned_data if form.is_valid() else {}
    found = [each for each in whole.findings if _wanted_finding(each, asked)]
    found = closest(found, asked.get("words", ""), _words_of_finding)
    shown, where = _paged(request, found)
    context = {
        "title": "Findings",
        "ways": ways("improvement:findings"),
        "form": form,
        "clear": request.path if any(asked.values()) else "",
        "told": plural(len(found), "finding"),
        "cards": [finding_card(each) for each in shown],
        "empty": f"{asked['source']} has led to no finding that you may read."
        if asked.get("source") and asked["source"] not in {each.source for each in whole.findings}
        else "No finding fits.",
        "page": where,
        "adds": request.viewer.may("assurance.run"),
    }
    return page(request, "improvement/findings.html", context)


def _without_findings(request: Request, whole: Plan) -> list[str]:
    """The review that the page was opened from, where it has led to no finding yet: its list is empty and not everybody's."""
    named = request.GET.get("source", "")
    if not named or any(each.source == named for each in whole.findings):
        return []
    return [each.title for each in reviews(request.viewer) if each.title == named][:1]


def you_said(request: Request) -> HttpResponse:
    """What people said, what was done, and whether it helped."""
    told = [each for each in plan(request.viewer).actions if each.you_said]
    context = {
        "title": "You said, we did",
        "ways": ways("improvement:you_said"),
        "told": [
            (each, Tag(each.effect.label, EFFECT_COLOURS[each.effect]) if each.effect else None)
            for each in told
        ],
    }
    return page(request, "improvement/you_said.html", context)


def action_card(each: ActionLine) -> WorkCard:
    """One action in a list."""
    tags = [Tag(each.state.label, STATE_COLOURS[each.state])]
    if each.effect:
        tags.append(Tag(each.effect.label, EFFECT_COLOURS[each.effect]))
    sources = list(dict.fromkeys(name.source for name in each.findings))
    facts = [("Owner", f"{each.owner}, {each.agency}" if each.owner else "nobody yet")]
    if each.measured:
        facts.append(("Should move", measure_name(each.indicator_key, each.measure)))
    if each.asked_by_figure:
        facts.append(("Asked by figure", each.asked_by_figure))
    summary = (
        f"Answers {plural(len(each.findings), 'finding')} of {', '.join(sources)}"
        if sources
        else "Answers a finding that is not published yet"
        if each.unread
        else "Answers no finding yet"
    )
    open_ = each.state in (ActionState.PLANNED, ActionState.UNDER_WAY)
    due = f"{'was due' if each.late else 'due'} {short_day(each.due_on)}" if open_ and each.due_on else ""
    return WorkCard(
        reference=each.reference,
        href=address_of("improvement:action", each.id),
        name=each.title,
        summary=summary,
        urgency="late"
        if each.late
        else "soon"
        if each.state is ActionState.PLANNED or each.to_judge
        else "fine",
        due=due if open_ else f"done {short_day(each.done_on)}" if each.done_on else "",
        tags=tags,
        facts=facts,
    )


def finding_card(each: FindingLine) -> WorkCard:
    """One finding in a list."""
    tags = [Tag(each.kind.label, KIND_COLOURS[each.kind])]
    if each.state is not FindingState.AGREED:
        tags.append(Tag(each.state.label, FINDING_COLOURS.get(each.state, "grey")))
    if not each.shown_by.allowed:
        tags.append(Tag("Not triangulated", "grey"))
    facts = [(name, held) for name, held in (("Theme", each.theme_name), ("Question", each.question)) if held]
    if each.actions:
        facts.append(("Actions", ", ".join(reference for _, reference, *_ in each.actions)))
    return WorkCard(
        reference=each.reference,
        href=address_of("improvement:finding", each.id),
        name=_short(each.words),
        summary=f"{each.source}, {each.passage}" if each.passage else each.source,
        urgency="soon" if each.waits else "fine",
        due="no action yet" if each.waits else "",
        tags=tags,
        facts=facts,
    )


def measure_name(key: str, measure: str) -> str:
    """What a measure is called: a figure by its name and key."""
    known = indicators().get(key)
    return f"{known.name} ({key})" if known else measure or key


def _short(words: str, most: int = 140) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _named(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(each, each) for each in sorted({value for value in values if value})]


def _wanted(each: ActionLine, asked: dict[str, str]) -> bool:
    show = asked.get("show") or "open"
    fits = {
        "open": each.state in (ActionState.PLANNED, ActionState.UNDER_WAY) or each.to_judge,
        "all": True,
    }.get(show)
    return (is_(show, each) if fits is None else fits) and all(
        not asked.get(name) or asked[name] in held
        for name, held in (
            ("source", [one.source for one in each.findings]),
            ("priority", [each.board_priority]),
            ("agency", [each.agency]),
            ("owner", [each.owner]),
        )
    )


def _wanted_finding(each: FindingLine, asked: dict[str, str]) -> bool:
    closed = each.state in (FindingState.EMBEDDED, FindingState.SET_ASIDE)
    show = {"waits": each.waits, "closed": closed, "all": True}.get(asked.get("show", ""), not closed)
    return show and all(
        not asked.get(name) or asked[name] == held
        for name, held in (
            ("source", each.source),
            ("theme", each.theme_name),
            ("priority", each.board_priority),
        )
    )


def closest(rows: Sequence[T], asked: str, words_of: Callable[[T], str]) -> list[T]:
    """Rows that hold a word that was asked for, those that hold most of them first; all of them where none was asked for.

    Sources name one thing differently (feedback to referrers, telling those who raise an alert), so not every word must be there;
    short words tell nothing, and one is found in its plural and the other way round.
    """
    wanted = {word.rstrip("s") for word in asked.casefold().split() if len(word) > 3}
    if not wanted:
        return list(rows)
    held = [(sum(word in words_of(each).casefold() for word in wanted), each) for each in rows]
    return [each for number, each in sorted(held, key=lambda pair: -pair[0]) if number]


def _words_of_finding(each: FindingLine) -> str:
    titles = (title for *_, title, _ in each.actions)
    told = (
        each.reference,
        each.words,
        each.source,
        each.theme_name,
        each.question,
        each.issue,
        each.response,
    )
    return " ".join((*told, *titles))


def _words_of_action(each: ActionLine) -> str:
    told = (each.reference, each.title, each.board_priority, each.you_said, each.we_did)
    named = (
        measure_name(each.indicator_key, each.measure) if each.measured else "",
        *(name.words for name in each.findings),
    )
    return " ".join((*told, *named))


def _pressing(each: ActionLine) -> tuple[bool, bool, object]:
    """What is late first, then what nobody owns, then by its day."""
    return not each.late, each.state is not ActionState.PLANNED, each.due_on or moment.today().max


def _paged(request: Request, found: Sequence[T]) -> tuple[Sequence[T], Page]:
    typed = request.GET.get("page", "")
    pages = max(1, -(-len(found) // SHOWN))
    number = min(int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1, pages) or 1
    kept = [(key, value) for key, value in request.GET.items() if key != "page" and value]
    shown = found[(number - 1) * SHOWN : number * SHOWN]
    return shown, Page(number, pages, len(found), "?" + urlencode([*kept, ("page", "")]))


def _figures(whole: Plan) -> list[tuple[str, str, str, str]]:
    """Number, words, address and state."""
    at = reverse("improvement:home")
    going = sum(1 for each in whole.actions if each.state in (ActionState.PLANNED, ActionState.UNDER_WAY))
    late = sum(1 for each in whole.actions if each.late)
    helped = sum(1 for each in whole.actions if each.effect is Effect.MOVED)
    unmoved = sum(1 for each in whole.actions if is_("unmoved", each))
    open_ = sum(1 for each in whole.findings if each.state is FindingState.AGREED)
    return [
        (f"{open_}", "findings open", reverse("improvement:findings"), ""),
        (f"{going}", "actions to do", at, ""),
        (f"{late}", "late", f"{at}?show=late", "late" if late else ""),
        (f"{helped}", "helped", f"{at}?show=helped", ""),
        (f"{unmoved}", "did not help", f"{at}?show=unmoved", "soon" if unmoved else ""),
    ]


def _checks(whole: Plan) -> list[Link]:
    """What does not add up, each a link to the list that shows it."""
    found = []
    for each in whole.checks:
        route, show = _WHERE.get(each.key, ("improvement:home", each.key))
        thing = "finding" if each.key == "waits" else "action"
        found.append(Link(f"{plural(each.count, thing)} {each.words}", f"{reverse(route)}?show={show}"))
    return found
