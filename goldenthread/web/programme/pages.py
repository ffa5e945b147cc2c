"""The programme: the year on one page, a look planned or another's result used, and one look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.queries import agencies
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries.instruments import standards
from goldenthread.assurance.queries.programme import (
    EntryRow,
    Programme,
    entries,
    looks_before,
    programme,
    year_of,
)
from goldenthread.assurance.queries.programme import entry as one_entry
from goldenthread.assurance.vocabulary import EntryState
from goldenthread.ground import local_policy, moment
from goldenthread.kit.display import short_day
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.programme.forms import AGAIN, DropForm, LookForm, ResultForm, YearForm
from goldenthread.web.request import Request

COLOURS = {
    EntryState.PLANNED: "blue",
    EntryState.DONE: "green",
    EntryState.REUSED: "purple",
    EntryState.DROPPED: "grey",
}


def year(request: Request) -> HttpResponse:
    """Every look of the year, whoever takes it, in the order of time."""
    now = year_of(moment.today())
    years = [(str(each), words(each)) for each in range(now + 1, now - 4, -1)]
    form = YearForm(request.GET or None, years=years, agencies=agencies())
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = programme(request.viewer, int(asked.get("year") or now))
    shown = [each for each in found.entries if asked.get("agency", "") in ("", str(each.by_agency_id))]
    tools = {row.instrument.key: row.instrument.title for row in standards(request.viewer)}
    context = {
        "title": "Programme of audits, rounds and visits",
        "caption": words(found.year),
        "wide": True,
        "filters": form,
        "months": _months(),
        "figures": _figures(found),
        "table": Table(
            "Looks of the year",
            _COLUMNS,
            [_line(each, tools) for each in shown],
            empty="Nothing is planned for this year yet.",
            caption_hidden=True,
        ),
        "may_plan": request.viewer.may("assurance.plan"),
        "may_open": request.viewer.may("assurance.run"),
    }
    return page(request, "programme/year.html", context)


def words(year: int) -> str:
    """A year from April in words."""
    return f"April {year} to March {year + 1}"


_COLUMNS = (
    Column("title", "Look", row_header=True),
    Column("kind", "Kind, and with which tool"),
    Column("who", "Who looks, at whom"),
    Column("when", "When"),
    Column("state", "Standing"),
    Column("result", "Result"),
)


def _line(each: EntryRow, tools: dict[str, str]) -> dict[str, object]:
    return {
        "title": Link(each.title, reverse("programme:entry", args=[each.id])),
        "kind": f"{each.kind.label}: {tools.get(each.instrument_key, each.instrument_key) or each.theme}",
        "who": f"{each.by_agency}, at {each.about[:1].lower() + each.about[1:] if not each.about_id else each.about}",
        "when": _when(each),
        "state": _standing(each),
        "result": _result(each),
    }


def _when(each: EntryRow) -> str:
    last = short_day(each.ends_on)
    if each.begins_on == each.ends_on:
        return last
    first = short_day(each.begins_on)
    same = each.begins_on.year == each.ends_on.year
    return f"{first.rpartition(' ')[0] if same else first} to {last}"


def _standing(each: EntryRow) -> Tag:
    if each.overlaps and each.state is not EntryState.REUSED:
        return Tag(f"{each.standing}, looks again", "orange")
    return Tag(each.standing, COLOURS[each.state])


def _result(each: EntryRow) -> object:
    if each.state is EntryState.REUSED:
        return f"That of {each.earlier}"
    if each.result:
        return each.result if len(each.result) < 90 else f"{each.result[:87].rstrip()}…"
    if each.review_id:
        return Link("Open the review", reverse("reviews:show", args=[each.review_id]), hidden=each.title)
    return ""


def _figures(found: Programme) -> list[tuple[str, str]]:
    done = sum(each.state is EntryState.DONE for each in found.entries)
    planned = sum(each.state is EntryState.PLANNED for each in found.entries)
    return [
        (str(planned), "planned or under way"),
        (str(done), "done"),
        (str(found.reused), "not taken: another’s result is used"),
        (str(found.repeated), "taken again, with a reason"),
    ]


def _months() -> int:
    return local_policy.current().on(moment.today()).programme.look_again_after_months


def plan(request: Request) -> HttpResponse:
    """Plan a look. Where somebody looked already the page names it, and offers its result."""
    form = LookForm(
        request.POST or None,
        tools=[(row.instrument.key, row.instrument.title) for row in standards(request.viewer)],
        agencies=agencies(),
        for_others=request.viewer.may("assurance.run"),
        initial={"begins_on": moment.today()},
    )
    chosen = request.POST.get("instead", "")
    if chosen:
        # What was offered is drawn anew below; whether that look may be used is for the procedure to say.
        form.offer([(chosen, "")] if chosen != AGAIN else [])
    sent = posted(request, form, lambda typed: _planned(request, form, typed))
    if sent and sent.result:
        return redirect("programme:entry", sent.result)
    earlier = _earlier(request, form)
    if earlier:
        form.offer([(str(each.id), f"{each.title} ({each.reference})") for each, _ in earlier])
    context = {
        "title": "Plan a look",
        "form": form,
        "months": _months(),
        "earlier": earlier,
        "back": Link("Programme", reverse("programme:year")),
    }
    return page(request, "programme/plan.html", context)


def _planned(request: Request, form: LookForm, typed: dict[str, Any]) -> UUID:
    reuse = _uuid(typed.get("instead") or "")
    if reuse:
        made = procedures.reuse_look(request.viewer, told=form.told, earlier_id=reuse)
        messages.success(request, "Nobody looks again: the earlier result is used.")
        return made
    made = procedures.plan_look(request.viewer, told=form.told, reason=typed["reason"])
    messages.success(request, "It is in the programme. Every agency sees it there.")
    return made


def _earlier(request: Request, form: LookForm) -> list[tuple[EntryRow, list[Row]]]:
    """Looks that the refusal is about, with what each found."""
    if not any("PRG-01" in verdict.codes for verdict in form.verdicts):
        return []
    told = form.told
    found = looks_before(
        theme=told.theme,
        instrument=told.instrument_key,
        about=told.about,
        begins_on=told.begins_on,
        ends_on=told.ends_on,
        months=_months(),
    )
    names = tuple(each.reference for each in found)
    return [(each, _found_rows(each)) for each in entries(request.viewer, names)]


def _found_rows(each: EntryRow) -> list[Row]:
    rows = [
        Row("Who looked, at whom", f"{each.by_agency}: {each.about}"),
        Row("When", f"{short_day(each.begins_on)} to {short_day(each.ends_on)}"),
        Row("Standing", Tag(each.standing, COLOURS[each.state])),
        Row("What it found", each.result, words=True)
        if each.result
        else Row("What it found", "Not told yet. Ask them before you look again."),
    ]
    if each.evidence_id:
        rows.append(Row("Evidence", Link("Open it", reverse("evidence:show", args=[each.evidence_id]))))
    if each.review_id:
        rows.append(Row("Review", Link("Open it", reverse("reviews:show", args=[each.review_id]))))
    return rows


def entry(request: Request, entry_id: UUID) -> HttpResponse:
    """One look: what it is, what was looked at before, what it found."""
    one = one_entry(request.viewer, entry_id)
    tool = next(
        (r.instrument.title for r in standards(request.viewer) if r.instrument.key == one.instrument_key), ""
    )
    rows = [Row("Kind", one.kind), *_found_rows(one)]
    if tool or one.theme:
        rows.insert(1, Row("Tool or theme", " · ".join(filter(None, (tool, one.theme)))))
    if one.earlier:
        rows.append(Row("Somebody had looked", one.earlier))
    if one.reason:
        rows.append(Row("Why", one.reason, words=True))
    rows.append(Row("Planned by", one.by_name))
    context = {
        "title": one.title,
        "entry": one,
        "rows": rows,
        "before": [(each, _found_rows(each)) for each in entries(request.viewer, one.overlaps)],
        "back": Link("Programme", reverse("programme:year")),
    }
    return page(request, "programme/entry.html", context)


def result(request: Request, entry_id: UUID) -> HttpResponse:
    """Say what a look found."""
    one = one_entry(request.viewer, entry_id)
    found = queries.evidence_list(request.viewer, words="", page=1)
    form = ResultForm(
        request.POST or None,
        version=one.version,
        pieces=[(str(each.id), f"{each.title}, {each.made_by}") for each in found.rows],
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.tell_result(
            request.viewer,
            entry_id=entry_id,
            version=typed["version"],
            result=typed["result"],
            evidence_id=_uuid(typed["evidence"]),
        ),
        version=one.version,
    )
    if sent:
        messages.success(request, "It is told. Whoever plans the same look is offered it.")
        return redirect("programme:entry", entry_id)
    return page(request, "programme/form.html", _frame(one, "What it found", form, "Keep the result"))


def drop(request: Request, entry_id: UUID) -> HttpResponse:
    """Say that a look is not held."""
    one = one_entry(request.viewer, entry_id)
    form = DropForm(request.POST or None, version=one.version)
    sent = posted(
        request,
        form,
        lambda typed: procedures.drop_look(
            request.viewer, entry_id=entry_id, version=typed["version"], words=typed["words"]
        ),
        version=one.version,
    )
    if sent:
        messages.success(request, "The programme says that it is not held, and why.")
        return redirect("programme:entry", entry_id)
    return page(request, "programme/form.html", _frame(one, "It is not held", form, "Say so"))


def _frame(one: EntryRow, title: str, form: object, submit: str) -> dict[str, object]:
    at = reverse("programme:entry", args=[one.id])
    return {
        "title": title,
        "caption": f"{one.reference} · {one.title}",
        "form": form,
        "submit": submit,
        "back": Link(one.title, at),
        "cancel": at,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
