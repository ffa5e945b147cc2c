"""The cases behind a figure, for those who may open them: what it counts, or what it is out of, and a fair sample to read."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import Role
from goldenthread.insight.language.periods import BadPeriod, Period
from goldenthread.insight.queries import indicators, periods
from goldenthread.insight.queries.cases import (
    MOST,
    SAMPLE,
    CasesPage,
    Wanted,
    by_of,
    cases_behind,
    figure_id,
)
from goldenthread.insight.queries.sight import as_at
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import short_day
from goldenthread.kit.presenters import Column, Link, Page, Table
from goldenthread.web.figures.asked import counted_here, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request

NOT_RECORDED = "-"
ON_A_PAGE = 50
PARTS = {Role.NUMERATOR.value: Role.NUMERATOR, Role.DENOMINATOR.value: Role.DENOMINATOR}


def address(
    key: str, part: Role, period: Period, *, by: str = "", group: str | None = "", **more: str
) -> str:
    """Where the cases behind a part of a figure are listed."""
    named = {"part": part.value, "period": str(period), **more}
    if by:
        named |= {"by": by, "group": NOT_RECORDED if group is None else group}
    return f"{reverse('figures:cases', args=[key])}?{urlencode(named)}"


def cases(request: Request, key: str) -> HttpResponse:
    """The cases that a figure counts, of those this reader may open."""
    indicator = indicators().get(key)
    figures, _ = counted_here()
    if indicator is None or indicator.counting is None or figures is None:
        raise Http404("nothing is counted for this figure")
    period = _period(request, figures)
    part = PARTS.get(request.GET.get("part", ""), Role.NUMERATOR)
    if part not in dict(indicator.counting.parts):
        raise Http404("this figure has no such part")
    asked = request.GET.get("group", "")
    group = None if asked == NOT_RECORDED else asked
    by = by_of(request.viewer, figures, indicator, request.GET.get("by", ""), group)
    one = group if by else None
    wanted = Wanted(key, part, period, by, one, sample=request.GET.get("sample") == "1")
    found = cases_behind(request.viewer, figure_id(key), figures=figures, wanted=wanted)
    typed = request.GET.get("page", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return page(request, "figures/cases.html", _context(found, number) | {"as_at": as_at(figures)})


def _period(request: Request, figures: Figures) -> Period:
    """The time asked for, which may be any; else this year so far."""
    try:
        return Period.read(request.GET.get("period", ""))
    except BadPeriod:
        return periods(request.viewer, figures)[0]


def _context(found: CasesPage, number: int) -> dict[str, object]:
    wanted = found.wanted
    pages = max(1, -(-len(found.cases) // ON_A_PAGE))
    number = min(max(1, number), pages)

    def here(part: Role, **more: str) -> str:
        return address(wanted.key, part, wanted.period, by=wanted.by, group=wanted.group, **more)

    parts = (("What it counts", Role.NUMERATOR), ("What it is out of", Role.DENOMINATOR))
    counting = found.indicator.counting
    held = dict(counting.parts) if counting else {}
    one = f"{reverse('figures:one', args=[wanted.key])}?{urlencode({'period': str(wanted.period), 'by': wanted.by})}"
    return {
        "title": f"Cases behind: {found.indicator.name}",
        "caption": ", ".join([worded(wanted.period), *([found.group] if found.group else [])]),
        "back": Link(found.indicator.name, one),
        "parts": [
            Link(words, here(part), current=part is wanted.part) for words, part in parts if part in held
        ],
        "found": found,
        "told": _told(found),
        "most": MOST,
        "table": _table(found, (number - 1) * ON_A_PAGE),
        "page": Page(number, pages, len(found.cases), f"?{here(wanted.part).partition('?')[2]}&page="),
        "sample": here(wanted.part, sample="1") if found.of > SAMPLE and not wanted.sample else "",
        "all": here(wanted.part) if wanted.sample else "",
        "size": SAMPLE,
    }


def _told(found: CasesPage) -> list[str]:
    """How the list stands to the figure, in sentences. Whether a case is missing because it changed or because it is not this
    reader's to open is not told apart: that it exists would be told with it."""
    told = []
    if found.figure is not None:
        told.append(f"The figure counted {found.figure:,}.")
    if found.here != found.of:
        told.append(
            f"You may open {found.of:,} of the cases behind it, which the figure counts as {found.here:,}."
        )
    else:
        told.append(f"You may open {found.of:,} of the cases behind it.")
    if found.figure is not None and found.here != found.figure:
        told.append(
            "The difference are cases that are not yours to open, or that changed since the figure was counted."
        )
    elif found.figure is not None:
        told.append("These are all of them.")
    return told


def _table(found: CasesPage, start: int) -> Table:
    columns = (
        Column("reference", "Case", row_header=True),
        Column("on", "Began"),
        Column("state", "Where it stands"),
        Column("who", "With"),
        Column("team", "Team"),
    )
    rows = [
        {
            "reference": Link(each.reference, address_of(f"{PAGES[each.kind]}:show", each.id)),
            "on": short_day(each.on),
            "state": each.state,
            "who": each.who or "Nobody",
            "team": each.team or "–",
        }
        for each in found.cases[start : start + ON_A_PAGE]
    ]
    caption = f"{SAMPLE} drawn by chance" if found.wanted.sample else "The cases, newest first"
    return Table(caption, columns, rows, empty="There is no case here that you may open.")


PAGES = {"concern": "concerns", "enquiry": "enquiries"}
