"""What shows each line of a standard: who says what, what auditors read, what people answer, and the figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.policy.statements import Tally
from goldenthread.assurance.queries.instruments import library, standard
from goldenthread.assurance.queries.programme import year_of
from goldenthread.assurance.queries.shown import Line, Read, Said, lines_shown
from goldenthread.assurance.queries.statements import PRINCIPLES
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument, Relation, crossings
from goldenthread.kit import forms as kit
from goldenthread.kit.display import day, plural
from goldenthread.kit.presenters import Link
from goldenthread.web.evidence.figure import ShownFigure, shown_figure
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


@dataclass(frozen=True)
class Drawn:
    """A line as the page draws it, with the lines of its kind below it."""

    line: Line
    heading: str
    read: str
    people: str
    figures: tuple[ShownFigure, ...]
    say: str
    runs: tuple[tuple[str, tuple[Drawn, ...]], ...]


class SayForm(kit.KitForm):
    """What shows a line here."""

    words = kit.LongText(
        "What shows it at your agency?", rows=3, max_length=2000, needed="Say in a sentence what shows it",
        hint="How you do it, or what came of measuring it. Leave out names.",
    )  # fmt: skip
    evidence = kit.Select(
        "Which piece in the evidence library?", (), required=False, prompt="None yet",
        hint="Add it to the library first. One piece may stand behind many lines.",
    )  # fmt: skip


def show(request: Request, standard: str) -> HttpResponse:
    """Everything that shows a standard, line by line, in the year chosen."""
    one = _standard(request, standard)
    now = year_of(moment.today())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and now - 4 <= int(asked) <= now else now
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    lines = lines_shown(request.viewer, one, first=first, last=last, same=_same(request, one))
    figures = {
        key: shown_figure(request.viewer, key) for key in {k for item in one.items for k in item.indicators}
    }
    may_say = request.viewer.may("assurance.answer")
    drawn = tuple(_drawn(one, {each.item.key: each for each in lines}, figures, "", may_say))
    context = {
        "title": f"What shows it: {one.title}",
        "one": one,
        "wide": True,
        "drawn": drawn,
        "parts": [
            Link(each.line.item.title or each.line.item.text, f"#i-{each.line.item.key}") for each in drawn
        ],
        "bare": sum(each.bare and not each.item.indicators for each in lines if not _heads(one, each)),
        "lines": sum(not _heads(one, each) for each in lines),
        "years": [
            Link(f"{each} to {each + 1}", f"?year={each}", current=each == year)
            for each in range(now, now - 4, -1)
        ],
        "until": day(min(last, moment.today())),
        "back": Link(one.title, reverse("standards:show", args=[one.key])),
    }
    return page(request, "standards/shown.html", context)


def _standard(request: Request, key: str) -> Instrument:
    found = standard(request.viewer, key)
    if found is None:
        raise Http404(f"no standard {key}")
    return found.instrument


def _same(request: Request, one: Instrument) -> dict[str, str]:
    """Items of other standards that ask the same as one of these."""
    return {
        f"{each.instrument.key}/{each.other.key}": key
        for key, found in crossings(one, library(request.viewer).values()).items()
        for each in found
        if each.relation is Relation.SAME
    }


def _heads(one: Instrument, line: Line) -> bool:
    """Does it only head others?"""
    return line.item.key in one.children and not line.item.scale


def _drawn(
    one: Instrument, lines: dict[str, Line], figures: dict[str, ShownFigure], parent: str, may_say: bool
) -> Iterator[Drawn]:
    for item in one.children.get(parent, ()):
        line = lines[item.key]
        runs: list[tuple[str, list[Drawn]]] = []
        for below in _drawn(one, lines, figures, item.key, may_say):
            label = below.line.item.kind.label
            if not runs or runs[-1][0] != label:
                runs.append((label, []))
            runs[-1][1].append(below)
        yield Drawn(
            line,
            item.title or item.text,
            read_words(line.read),
            # Only what people are asked is told of where nobody has answered yet.
            people_words(line.people) if line.people and (line.asked or one.key == PRINCIPLES) else "",
            tuple(figures[key] for key in item.indicators),
            reverse("standards:say", args=[one.key, item.key]) if may_say and not _heads(one, line) else "",
            tuple((label, tuple(each)) for label, each in runs),
        )


def read_words(read: Read | None) -> str:
    """What auditors read, in a sentence."""
    if read is None:
        return ""
    if read.cases.value is None:
        return "So few cases were read that their number is not shown."
    if read.good.value is None:
        return (
            f"Auditors read {read.cases} cases; how many were good is so few or so many that it is not shown."
        )
    return (
        f"In {read.good} of {plural(read.cases.value, 'case')} that auditors read it was so, mostly or fully."
    )


def people_words(tally: Tally | None) -> str:
    """What people answered, in a sentence."""
    if tally is None:
        return ""
    if tally.answered.value == 0:
        return "Nobody has been asked this yet."
    if tally.answered.value is None:
        return "So few people answered that their number is not shown."
    told = ", ".join(f"{label} {shown}" for label, shown in tally.counts)
    hidden = any(shown.value is None for _, shown in tally.counts)
    note = " ([c]: a small number, or one that would give a small number away)" if hidden else ""
    who = plural(tally.answered.value, "person", "people")
    return f"{who} answered: {told}{note}."


def say(request: Request, standard: str, item: str) -> HttpResponse:
    """Say for one's own agency what shows a line."""
    one = _standard(request, standard)
    if item not in one.by_key:
        raise Http404(f"no item {item}")
    form = SayForm(request.POST or None)
    pieces = queries.evidence_list(request.viewer, words="", page=1).rows
    form.fields["evidence"] = kit.Select(
        "Which piece in the evidence library?",
        [(str(each.id), f"{each.title}, {each.made_by}") for each in pieces],
        required=False,
        prompt="None yet",
        hint="Add it to the library first. One piece may stand behind many lines.",
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.show_line(
            request.viewer,
            instrument=(one.key, one.version),
            item_key=item,
            words=typed["words"],
            evidence_id=UUID(typed["evidence"]) if typed["evidence"] else None,
        ),
    )
    at = f"{reverse('standards:shown', args=[one.key])}#i-{item}"
    if sent:
        messages.success(request, "It stands beside the line now.")
        return redirect(at)
    context = {
        "title": "What shows it here?",
        "caption": f"{one.title} · {item}",
        "item": one.by_key[item],
        "form": form,
        "back": Link("What shows it", at),
        "cancel": at,
    }
    return page(request, "standards/say.html", context)


def take_back(request: Request, line_id: UUID) -> HttpResponse:
    """Take back what one's agency said."""
    procedures.take_line_back(request.viewer, line_id=line_id)
    messages.success(request, "It is taken back. It stays on the record.")
    return redirect("standards:list")


__all__ = ["Drawn", "Said", "SayForm", "people_words", "read_words", "say", "show", "take_back"]
