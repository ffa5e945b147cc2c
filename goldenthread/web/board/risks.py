"""The risk register of services: by name for those who keep it, in numbers for the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.queries import agencies, who_may
from goldenthread.assurance import procedures
from goldenthread.assurance.procedures import RiskTold
from goldenthread.assurance.queries.risks import RiskPage, RiskRow, risk, risk_numbers, risks
from goldenthread.assurance.vocabulary import RiskLevel, RiskSource, RiskState
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag, TimelineEntry
from goldenthread.web.board.forms import WhyForm
from goldenthread.web.board.parts import LEVEL_COLOURS, asked_page, chosen, short, ways
from goldenthread.web.board.reported import Reported, reported
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


class RiskForm(kit.KitForm):
    """What is told of a risk."""

    risk = kit.LongText(
        "What could go wrong for people there?", hint="Leave out the names of adults and of staff.",
        needed="Say what could go wrong", rows=3,
    )  # fmt: skip
    level = kit.Choice("How high is the risk?", RiskLevel, needed="Say how high the risk is")
    reason = kit.LongText("Why this level?", needed="Say why it is this level", rows=3)
    doing = kit.LongText("What is being done?", needed="Say what is being done", rows=3)
    owner_id = kit.Select("Who owns it?", (), needed="Choose who owns it")
    review_on = kit.Day("When is it looked at again?", subject="The day", future=True, needed="Enter the day")

    def __init__(self, *args: Any, services: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"] = kit.Select(
            "Who owns it?",
            [(str(each.id), f"{each.name}, {each.role.label.lower()}") for each in who_may("risks.keep")],
            needed="Choose who owns it",
        )
        if services:
            self.fields["service"] = kit.Select(
                "Which service?",
                [(str(each.id), each.name) for each in agencies(("provider",))],
                needed="Choose the care service",
            )
            self.order_fields(["service"])

    def told(self) -> RiskTold:
        """What the procedures take."""
        data = self.cleaned_data
        return RiskTold(
            risk=data["risk"],
            level=data["level"],
            reason=data["reason"],
            doing=data["doing"],
            owner_id=chosen(data["owner_id"]),
            review_on=data["review_on"],
        )


class SourceForm(kit.KitForm):
    """A source that shows a risk."""

    kind = kit.Choice("What shows it?", RiskSource, needed="Say what shows it")
    as_of = kit.Day("Which day does it show?", subject="The day", past=True, needed="Enter the day")
    shows = kit.LongText(
        "What does it show?",
        hint="Never who told it: nobody may be recognised by the service, and least of all somebody who spoke in confidence.",
        needed="Say what it shows",
        rows=4,
    )
    where = kit.Text(
        "Where can it be read?", hint="A form's number, a report, a minute", max_length=200, required=False
    )


def register(request: Request) -> HttpResponse:
    """Entries by name, or for the board and scrutiny how many there are."""
    viewer = request.viewer
    closed = request.GET.get("show") == "closed"
    named = risks(viewer, closed=closed) if viewer.may("risks.see") else ()
    found = reported(viewer) if named else {}
    numbers = risk_numbers(viewer)
    context = {
        "title": "Risks in services",
        "ways": ways(viewer, "board:risks"),
        "named": viewer.may("risks.see"),
        "table": _table(named, found, closed=closed),
        "numbers": Table(
            "Services at risk",
            (Column("what", "In the register", row_header=True), Column("count", "Services", numeric=True)),
            [
                *({"what": f"{level.label} risk", "count": str(numbers.levels[level])} for level in (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)),
                {"what": "Shown by sources of two or more kinds", "count": str(numbers.triangulated)},
                {"what": "Not looked at again by their day", "count": str(numbers.late)},
                {"what": "All in the register", "count": str(numbers.total)},
            ],
            caption_hidden=True,
        ),
        "keeps": viewer.may("risks.keep"),
        "closed": closed,
        "kinds": list(RiskSource),
    }  # fmt: skip
    return page(request, "board/risks.html", context)


def add(request: Request) -> HttpResponse:
    """Open an entry for a service."""
    form = RiskForm(request.POST or None, services=True)
    sent = posted(
        request,
        form,
        lambda typed: procedures.open_risk(
            request.viewer, service_id=UUID(typed["service"]), told=form.told()
        ),
    )
    if sent and sent.result:
        messages.success(request, "It is in the register. Add the sources that show it.")
        return redirect("board:risk", sent.result)
    return asked_page(
        request,
        form,
        title="A risk in a service",
        cancel=reverse("board:risks"),
        send="Put it in the register",
    )


def show(request: Request, service_risk_id: UUID) -> HttpResponse:
    """One entry: its sources by kind, how many kinds, the level with its reason, who owns it, what is done."""
    found = risk(request.viewer, service_risk_id)
    row = found.row
    by_kind = {kind: [each for each in found.sources if each.kind is kind] for kind in RiskSource}
    links = [
        ("Add a source", "board:risk_source"),
        ("Judge it anew", "board:change_risk"),
        ("Close it", "board:close_risk"),
    ]
    open_ = row.state is RiskState.OPEN
    context = {
        "title": row.service,
        "caption": f"Risk {row.reference}",
        "found": found,
        "row": row,
        "tags": _tags(row),
        "facts": _facts(found),
        "by_kind": [(kind, by_kind[kind]) for kind in RiskSource],
        "reported": reported(request.viewer).get(row.service),
        "links": [Link(words, reverse(name, args=[row.id])) for words, name in links]
        if open_ and request.viewer.may("risks.keep")
        else [],
        "steps": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in found.steps],
        "back": Link("Risks in services", reverse("board:risks")),
    }
    return page(request, "board/risk.html", context)


def source(request: Request, service_risk_id: UUID) -> HttpResponse:
    """Add a source. Of concerns data, what is counted now is kept with it."""
    found = risk(request.viewer, service_risk_id)
    counted = reported(request.viewer).get(found.row.service)
    form = SourceForm(request.POST or None, version=found.version)
    return _turn(
        request,
        found,
        form,
        "Add a source",
        lambda typed: procedures.add_risk_source(
            request.viewer,
            service_risk_id=service_risk_id,
            version=typed["version"],
            kind=typed["kind"],
            as_of=typed["as_of"],
            shows=typed["shows"],
            where=typed["where"],
            counted=counted.words if counted else "",
        ),
        lead=f"Concerns data now: {counted.words}" if counted else "",
    )


def change(request: Request, service_risk_id: UUID) -> HttpResponse:
    """Judge it anew."""
    found = risk(request.viewer, service_risk_id)
    row = found.row
    form = RiskForm(
        request.POST or None,
        version=found.version,
        initial={
            "risk": row.risk,
            "level": row.level,
            "reason": found.reason,
            "doing": found.doing,
            "owner_id": str(found.owner_id),
            "review_on": row.review_on,
        },
    )
    return _turn(
        request,
        found,
        form,
        "Judge it anew",
        lambda typed: procedures.change_risk(
            request.viewer, service_risk_id=service_risk_id, version=typed["version"], told=form.told()
        ),
    )


def close(request: Request, service_risk_id: UUID) -> HttpResponse:
    """The risk is no longer there."""
    found = risk(request.viewer, service_risk_id)
    form = WhyForm(request.POST or None, version=found.version)
    return _turn(
        request,
        found,
        form,
        "Close the entry",
        lambda typed: procedures.close_risk(
            request.viewer,
            service_risk_id=service_risk_id,
            version=typed["version"],
            words=typed["words"],
        ),
    )


def _turn(
    request: Request, found: RiskPage, form: kit.KitForm, title: str, deed: Any, *, lead: str = ""
) -> HttpResponse:
    """One form about an entry."""
    row = found.row
    here = reverse("board:risk", args=[row.id])
    if posted(request, form, deed, version=found.version):
        messages.success(request, "Saved.")
        return redirect(here)
    return asked_page(
        request, form, title=title, cancel=here, caption=f"{row.service}, {row.reference}", lead=lead
    )


def _table(rows: tuple[RiskRow, ...], found: dict[str, Reported], *, closed: bool) -> Table:
    columns = (
        Column("service", "Service", row_header=True),
        Column("level", "Level"),
        Column("risk", "What could go wrong"),
        Column("kinds", "Shown by"),
        Column("count", "Kinds", numeric=True),
        Column("reported", "Concerns reported", numeric=True),
        Column("owner", "Owner"),
        Column("review_on", "Looked at again"),
    )
    return Table(
        "Closed entries" if closed else "Open entries",
        columns,
        [_line(each, found.get(each.service)) for each in rows],
        empty="No entry was closed yet." if closed else "No service is in the register.",
        caption_hidden=True,
    )


def _line(row: RiskRow, counted: Reported | None) -> dict[str, object]:
    return {
        "service": Link(row.service, reverse("board:risk", args=[row.id])),
        "level": Tag(row.level.label, LEVEL_COLOURS[row.level]),
        "risk": short(row.risk, 110),
        "kinds": ", ".join(each.label for each in row.kinds) or Tag("Nothing yet", "orange"),
        "count": len(row.kinds),
        "reported": f"{counted.count:,}" if counted else "Not counted",
        "owner": row.owner,
        "review_on": [row.review_on, Tag("Late", "red")] if row.late else row.review_on,
    }


def _tags(row: RiskRow) -> list[Tag]:
    tags = [Tag(f"{row.level.label} risk", LEVEL_COLOURS[row.level])]
    if row.state is RiskState.CLOSED:
        tags.append(Tag("Closed", "grey"))
    if row.late:
        tags.append(Tag("To be looked at again", "red"))
    tags.append(Tag("Triangulated", "green") if row.shown_by.allowed else Tag("Not triangulated", "grey"))
    return tags


def _facts(found: RiskPage) -> list[Row]:
    row = found.row
    return [
        Row("What could go wrong", row.risk, words=True),
        Row("Level", f"{row.level.label}: {row.level.meaning}"),
        Row("Why this level", found.reason, words=True),
        Row("What is being done", found.doing, words=True),
        Row("Owner", row.owner),
        Row("Looked at again", row.review_on),
        Row(
            "Kinds of source that show it",
            f"{len(row.kinds)}. "
            + ("Two or more kinds bear each other out." if row.shown_by.allowed else row.shown_by.words),
        ),
        *([Row("Closed", found.closed_at)] if found.closed_at else []),
    ]
