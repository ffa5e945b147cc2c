"""The national return: its editions, one of them with its tables, and the cases behind a cell."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground import moment
from goldenthread.insight import procedures, queries
from goldenthread.insight.queries.return_cases import PAGE, Comparison
from goldenthread.insight.queries.returns import EditionLine, ReturnPage, YearLine
from goldenthread.insight.sac.stored import KeptReturn, KeptTable
from goldenthread.insight.vocabulary.returns import CountState, ReturnState
from goldenthread.kit.display import at_time, plural
from goldenthread.kit.presenters import Column, Link, Row, Table, TimelineEntry
from goldenthread.web.figures.asked import ways
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.returns.forms import StartForm
from goldenthread.web.returns.presenting import (
    areas,
    by_hand,
    cases_table,
    cases_words,
    laid_out,
    name_of,
    page_number,
    pages,
    restated,
    signed,
    state_tag,
    typed_of,
    what_now,
)
from goldenthread.web.routes import opens

ALL = "all"


def home(request: Request) -> HttpResponse:
    """Every edition this reader may see; for those who see figures only, what was signed, as published."""
    found = queries.editions(request.viewer)
    inside = request.viewer.may("returns.see")
    columns = (
        Column("edition", "Return", row_header=True),
        *((Column("state", "Where it stands"),) if inside else ()),
        Column("signed", "Signed off"),
        Column("reason", "Why it was restated"),
    )
    rows = [
        {
            "edition": Link(
                f"{each.year}, edition {each.number}",
                reverse("returns:show" if inside else "returns:published", args=[each.id]),
            ),
            "state": state_tag(each),
            "signed": f"{at_time(each.signed_at)} by {each.signed_by}" if each.signed_at else "–",
            "reason": each.reason or "–",
        }
        for each in found
    ]
    waiting = [each for each in found if each.state is ReturnState.CHECKED]
    context = {
        "title": "The national return",
        "views": ways("returns:home", request.viewer.role),
        "inside": inside,
        "table": Table(
            "Editions", columns, rows, empty="No return has been signed off yet.", caption_hidden=True
        ),
        "may_start": opens("returns:start", request.viewer.role) is not None,
        "to_sign": waiting if request.viewer.may("returns.sign") else [],
    }
    return page(request, "returns/home.html", context)


def start(request: Request) -> HttpResponse:
    """Start the return of a year, or a restatement."""
    years = queries.return_years(request.viewer)
    free = [each for each in years if each.may_start.allowed]
    # A form that is sent may name any year: what was started a moment ago by a double click is the procedure's to notice.
    form = StartForm(
        typed_of(request),
        years=years if request.method == "POST" else free,
        initial={"year": _likely(free)},
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.start_return(request.viewer, year=typed["year"], reason=typed["reason"]),
    )
    if sent and sent.result:
        messages.success(request, "The return is started and will be counted within about a minute.")
        return HttpResponseRedirect(reverse("returns:show", args=[sent.result]))
    context = {
        "title": "Start a return",
        "form": form,
        "busy": [each for each in years if not each.may_start.allowed],
        "free": free or request.method == "POST",
        "back": Link("The national return", reverse("returns:home")),
    }
    return page(request, "returns/start.html", context)


def _likely(free: list[YearLine]) -> str:
    """The newest year that is over, which is what somebody mostly comes for."""
    today = moment.today()
    begun = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    over = [each.year for each in free if int(each.year[:4]) < begun and not each.signed_before]
    return over[0] if over else ""


def show(request: Request, return_id: UUID) -> HttpResponse:
    """Where an edition stands, what comes next, and what was done."""
    found = queries.return_page(request.viewer, return_id)
    context = {
        **_frame(found, "returns:show"),
        "now": what_now(found, request.viewer),
        "facts": _facts(found),
        "tables": _overview(found.line, found.kept) if found.kept else None,
        "found": found,
        "failed": found.counting if found.counting and found.counting.state is CountState.FAILED else None,
        "files": [
            (each, reverse("returns:file", args=[return_id, each.name]), f"{each.size / 1024:,.0f} KB")
            for each in found.files
        ],
        "steps": [TimelineEntry(s.what, s.at, s.by_name, s.words) for s in reversed(found.steps)],
    }
    return page(request, "returns/show.html", context)


def _frame(found: ReturnPage, here: str) -> dict[str, object]:
    return {
        "title": name_of(found.line),
        "line": found.line,
        "tag": state_tag(found.line),
        "areas": areas(found.line, here),
        "restated": restated(found.line, found.others, "returns:show"),
        "back": Link("The national return", reverse("returns:home")),
    }


def _facts(found: ReturnPage) -> list[Row]:
    kept, line = found.kept, found.line
    rows = [Row("Reference", line.reference)]
    if line.reason:
        rows.append(Row("Why it was restated", line.reason, words=True))
    if kept:
        rows += [
            Row("Facts as at", at_time(kept.as_at)),
            Row("Rules", kept.rule_version),
            Row("Layout", kept.standing),
            Row("Submit by", kept.submit_by or "Not seen: look at the guidance of the collection"),
            Row("Year before", "Counted too, by the same rules" if kept.compared else "Not held"),
        ]
    if line.signed_at:
        rows.append(Row("Signed off", f"{at_time(line.signed_at)} by {line.signed_by}"))
    if line.digest:
        rows.append(Row("Digest of what is signed", line.digest))
    return rows


def _overview(line: EditionLine, kept: KeptReturn) -> Table:
    columns = (
        Column("table", "Table", row_header=True),
        Column("title", "What it counts"),
        Column("supplied", "Cells supplied", numeric=True),
        Column("missing", "Mandatory, not supplied", numeric=True),
    )
    rows = []
    for table in kept.tables:
        cells = list(table.cells)
        missing = sum(
            cell.value is None
            for block in table.blocks
            if block.obligation == "mandatory"
            for row in block.cells
            for cell in row
        )
        address = f"{reverse('returns:tables', args=[line.id])}?table={table.code}"
        rows.append(
            {
                "table": Link(table.code, address),
                "title": table.title,
                "supplied": f"{sum(cell.value is not None for cell in cells)} of {len(cells)}",
                "missing": missing or "–",
            }
        )
    return Table("Tables of the return", columns, rows, caption_hidden=True)


def tables(request: Request, return_id: UUID) -> HttpResponse:
    """One table as it is laid out, or all of them for paper."""
    found = queries.return_page(request.viewer, return_id)
    kept = found.kept
    asked = request.GET.get("table", "")
    shown: list[KeptTable] = []
    if kept:
        shown = [each for each in kept.tables if asked in (each.code, ALL)] or [kept.tables[0]]
    whole = len(shown) > 1
    context = {
        **_frame(found, "returns:tables"),
        "kept": kept,
        "shown": [laid_out(each) for each in shown],
        "codes": [
            *(
                Link(each.code, f"?table={each.code}", current=not whole and each in shown)
                for each in (kept.tables if kept else ())
            ),
            Link("All, to print", f"?table={ALL}", current=whole),
        ],
        "before": request.GET.get("before") == "1" and kept is not None and kept.compared,
        "to_enter": shown[0].code
        if shown and not whole and by_hand(shown[0]) and "enter" in found.deeds
        else "",
        "asked": ALL if whole else shown[0].code if shown else "",
    }
    return page(request, "returns/tables.html", context)


def cell(request: Request, return_id: UUID, cell: int) -> HttpResponse:
    """One cell with the cases behind it, for those who may see them."""
    number = page_number(request)
    found = queries.return_cell(request.viewer, return_id, cell, number)
    before, now = found.cell.before, found.cell.value
    address = found.address
    where = [
        Row("Table", address.table),
        Row("What is counted", address.metric),
        Row("Row", address.row),
        Row("Column", address.column),
        Row("This year", signed(now)),
        *([Row("The year before", signed(before))] if found.kept.compared else []),
        Row("Obligation", found.block.obligation.capitalize()),
        Row("Facts as at", at_time(found.kept.as_at)),
    ]
    what = "concern" if found.block.kind == "concern" else "enquiry"
    context = {
        "title": f"{address.table}: {address.row}",
        "caption": name_of(found.line),
        "facts": where,
        "waits_for": found.block.waits_for,
        "words": cases_words(found.behind, what),
        "table": cases_table(found.behind, "Cases behind this cell") if found.behind.may_see else None,
        "pages": pages(found.behind, number, PAGE),
        "back": Link(
            f"Table {address.table}", f"{reverse('returns:tables', args=[return_id])}?table={address.table}"
        ),
    }
    return page(request, "returns/cell.html", context)


def compare(request: Request, return_id: UUID) -> HttpResponse:
    """Two editions of a year, cell by cell."""
    found = queries.return_page(request.viewer, return_id)
    asked = request.GET.get("with", "")
    known = next((each.id for each in found.others if str(each.id) == asked), None)
    comparison = queries.compared(request.viewer, return_id, known) if found.kept else None
    context = {
        **_frame(found, "returns:compare"),
        "comparison": comparison,
        "choices": [
            Link(f"Edition {each.number}", f"?with={each.id}", current=each.id == comparison.other.id)
            for each in comparison.others
        ]
        if comparison
        else [],
        "table": _moved(comparison) if comparison else None,
        "told": _told(comparison) if comparison else "",
    }
    return page(request, "returns/compare.html", context)


def _told(found: Comparison) -> str:
    moved = plural(len(found.moved), "cell differs", "cells differ")
    rules = (
        ""
        if found.rules[0] == found.rules[1]
        else f" The rules differ too: {found.rules[0]}, then {found.rules[1]}."
    )
    return f"{moved} of {found.cells:,} between edition {found.other.number} and edition {found.line.number}.{rules}"


def _moved(found: Comparison) -> Table:
    columns = (
        Column("table", "Table", row_header=True),
        Column("metric", "What is counted"),
        Column("row", "Row"),
        Column("column", "Column"),
        Column("before", f"Edition {found.other.number}", numeric=True),
        Column("now", f"Edition {found.line.number}", numeric=True),
    )
    rows = [
        {**each.address._asdict(), "before": signed(each.before), "now": signed(each.now)}
        for each in found.moved
    ]
    return Table("Cells that differ", columns, rows, empty="No cell differs.", caption_hidden=True)
