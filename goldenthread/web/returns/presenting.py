"""How the national return is drawn: tags, labels and the panel that says what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.insight.queries.return_cases import Behind
from goldenthread.insight.queries.returns import Check, EditionLine, ReturnPage
from goldenthread.insight.sac.layout import Address
from goldenthread.insight.sac.policy import severity
from goldenthread.insight.sac.stored import KeptCell, KeptTable
from goldenthread.insight.vocabulary.returns import CountState, ReturnState, Severity
from goldenthread.kit.display import clock, plural
from goldenthread.kit.presenters import Column, Link, NextStep, NotYet, Page, Table, Tag, WhatNow
from goldenthread.web.request import Request

STATES = {
    ReturnState.DRAFT: "yellow",
    ReturnState.CHECKED: "blue",
    ReturnState.SIGNED: "green",
    ReturnState.GIVEN_UP: "grey",
}
SEVERITIES = {Severity.WRONG: "red", Severity.MISSING: "orange", Severity.UNUSUAL: "blue"}
_LAW = "Health and Social Care Act 2012 section 259"
_MEANING = "The council must give the Safeguarding Adults Collection each year."


def state_tag(line: EditionLine) -> Tag:
    """Where an edition stands."""
    return Tag(line.state.label, STATES[line.state])


def severity_tag(code: str) -> Tag:
    """What a check that is not met asks for."""
    found = severity(code)
    return Tag(found.label, SEVERITIES[found])


def name_of(line: EditionLine) -> str:
    """An edition as people call it."""
    return f"Safeguarding Adults Collection {line.year}, edition {line.number}"


def back(line: EditionLine) -> Link:
    """To the edition."""
    return Link(f"Return {line.year}, edition {line.number}", reverse("returns:show", args=[line.id]))


def restated(line: EditionLine, others: Sequence[EditionLine], route: str) -> dict[str, object] | None:
    """The newest signed edition that came after this one, for the head of its pages; None where this one still holds."""
    later = [each for each in others if each.number > line.number and each.state is ReturnState.SIGNED]
    if line.state is not ReturnState.SIGNED or not later:
        return None
    by = max(later, key=lambda each: each.number)
    return {"link": Link(f"Edition {by.number}", reverse(route, args=[by.id])), "by": by}


def areas(page_of: EditionLine, here: str) -> list[Link]:
    """The ways of looking at one edition."""
    ways = (
        ("returns:show", "Where it stands"),
        ("returns:tables", "Tables"),
        ("returns:checks", "Checks"),
        ("returns:compare", "Compare editions"),
        ("returns:published", "As published"),
    )
    shown = [way for way in ways if way[0] != "returns:published" or page_of.digest]
    return [Link(text, reverse(name, args=[page_of.id]), current=name == here) for name, text in shown]


def what_now(page: ReturnPage, viewer: Viewer) -> WhatNow:
    """Where everyone stands, what comes next, and what not yet."""
    line = page.line
    steps = [step for step in (_counting(page), *_moves(page)) if step]
    not_yet = [
        NotYet(text, verdict, {})
        for deed, text in (("send_to_sign", "Send it for sign-off"), ("sign_off", "Sign it off"))
        if (verdict := page.deeds.get(deed)) is not None and not verdict.allowed
    ]
    if line.state is ReturnState.CHECKED and not viewer.may("returns.sign"):
        steps.append(NextStep("Wait for sign-off", who="A safeguarding manager who did not prepare it"))
    return WhatNow(
        process="The national return",
        law=_LAW,
        law_meaning=_MEANING,
        accountable=line.signed_by or "The safeguarding manager who signs it off",
        worker=line.started_by,
        status=state_tag(line),
        steps=steps,
        not_yet=not_yet,
    )


def _counting(page: ReturnPage) -> NextStep | None:
    if page.counting is None or page.counting.state is CountState.FAILED:
        return None
    since = page.counting.begun_at or page.counting.asked_at
    return NextStep(
        f"{page.counting.state.label}: look again in a minute",
        reverse("returns:show", args=[page.line.id]),
        who=f"since {clock(since)}",
    )


def _moves(page: ReturnPage) -> list[NextStep]:
    at = page.line.id
    found = []
    if page.unexplained and "comment" in page.deeds:
        found.append(
            NextStep(
                f"Explain {plural(page.unexplained, 'check')} that {'is' if page.unexplained == 1 else 'are'} not met",
                reverse("returns:checks", args=[at]),
            )
        )
    for deed, text in (
        ("send_to_sign", "Send it for sign-off"),
        ("sign_off", "Sign it off, or send it back"),
    ):
        verdict = page.deeds.get(deed)
        if verdict is not None and verdict.allowed:
            found.append(NextStep(text, reverse("returns:do", args=[at, deed])))
    return found


def check_status(check: Check) -> Tag:
    """Whether a check is explained."""
    if check.explained:
        return Tag("Explained", "green")
    return (
        Tag("The number has changed: say it again", "yellow") if check.comment else Tag("To explain", "red")
    )


def cases_table(behind: Behind, caption: str) -> Table:
    """The cases that this reader may open."""
    columns = (
        Column("reference", "Reference", row_header=True),
        Column("status", "Status"),
        Column("begun", "Raised or started"),
        Column("ended", "Ended"),
        Column("team", "Team"),
    )
    rows = [
        {
            "reference": Link(
                each.reference,
                reverse("concerns:show" if each.kind == "concern" else "enquiries:show", args=[each.id]),
            ),
            "status": each.status,
            "begun": each.begun_on,
            "ended": each.ended_on or "–",
            "team": each.team or "–",
        }
        for each in behind.cases
    ]
    return Table(
        caption, columns, rows, empty="None of them is a case that you may open.", caption_hidden=True
    )


def cases_words(behind: Behind, one: str) -> str:
    """What a reader must know of the list."""
    if not behind.counted:
        return "No single case stands behind this."
    many = "enquiries" if one == "enquiry" else ""
    told = f"{plural(behind.counted, one, many)} {'stands' if behind.counted == 1 else 'stand'} behind it."
    if not behind.may_see:
        return f"{told} Your role opens no case. A safeguarding manager sees them on this very page: send them its address."
    return f"{told} Listed are those that you may open; one that is restricted is not told of. This look is on the trail."


def pages(behind: Behind, number: int, most: int) -> Page:
    """Where the list stands."""
    return Page(number, max(1, -(-behind.seen // most)), behind.seen)


@dataclass(frozen=True)
class Grid:
    """A part of a table as it is laid out. Each row has its label, its obligation and its cells; ``obligation`` "" where they differ."""

    caption: str
    obligation: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[KeptCell, ...]], ...]
    waits_for: str


@dataclass(frozen=True)
class LaidOut:
    """A table of the return as the template lays it out."""

    code: str
    title: str
    note: str
    grids: tuple[Grid, ...]


def by_hand(table: KeptTable) -> bool:
    """Whether the facts cannot feed some of it, so that people enter it."""
    return any(block.waits_for for block in table.blocks)


def label_of(address: Address, table: KeptTable | None) -> str:
    """What a cell is called on the page of its own table: no more than tells it from the others."""
    blocks = table.blocks if table else ()
    metric = address.metric if len(blocks) > 1 else ""
    column = address.column if any(len(block.columns) > 1 for block in blocks) else ""
    return ", ".join(part for part in (metric, address.row, column) if part)


def laid_out(table: KeptTable) -> LaidOut:
    """Metrics of one column stand one below the other, with their categories across; others are a grid each."""
    grids: list[Grid] = []
    for (rows, columns, waits_for), blocks in groupby(
        table.blocks, key=lambda block: (block.rows, block.columns, block.waits_for)
    ):
        if len(columns) == 1:
            lines = tuple(
                (block.metric, block.obligation, tuple(row[0] for row in block.cells)) for block in blocks
            )
            grids.append(Grid(columns[0], "", rows, lines, waits_for))
            continue
        for block in blocks:
            lines = tuple(
                (label, block.obligation, cells) for label, cells in zip(rows, block.cells, strict=True)
            )
            grids.append(Grid(block.metric, block.obligation, columns, lines, waits_for))
    return LaidOut(table.code, table.title, table.note, tuple(grids))


def typed_of(request: Request) -> QueryDict | None:
    """What was sent, also when it is nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def page_number(request: Request) -> int:
    """Which page of a list is asked for; the first for anything that is no number."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def signed(number: int | None) -> str:
    """A count as the return has it: not supplied is not zero."""
    return "not supplied" if number is None else f"{number:,}"
