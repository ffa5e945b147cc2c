"""How complete and how timely records are, by team and by worker; why targets were missed; questions nobody answers."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.access.fact_rows import Filled
from goldenthread.insight.queries import periods
from goldenthread.insight.queries.quality import (
    MissedReason,
    QualityLine,
    QualityPage,
    burden,
    burden_since,
    quality,
)
from goldenthread.insight.queries.sight import as_at
from goldenthread.insight.queries.supplied import Framework, SuppliedLine, framework, measure_page
from goldenthread.insight.readings import Reading
from goldenthread.insight.vocabulary.supplied import Basis
from goldenthread.kit.display import plural
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.figures.asked import counted_here, ways, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request

TRAINING = "T1"
# A question answered less often than this, in 100, is worth asking whether it is needed.
SELDOM = 10
FEWEST = 20


def home(request: Request) -> HttpResponse:
    """Data quality of a period."""
    figures, trouble = counted_here()
    viewer = request.viewer
    context: dict[str, object] = {
        "title": "Quality of records",
        "views": ways("quality:home", viewer.role),
        "trouble": trouble,
    }
    if figures is None:
        return page(request, "figures/none.html", context)
    offered = periods(viewer, figures)
    period = next((each for each in offered if str(each) == request.GET.get("period", "")), offered[0])
    found = quality(viewer, figures, period)
    context |= {
        "caption": worded(period),
        "as_at": as_at(figures),
        "periods": [Link(worded(each), f"?period={each}", current=each == period) for each in offered],
        "teams": _teams(found),
        "kept_back": plural(found.kept_back, "team") if found.kept_back else "",
        "workers": _workers(found) if found.workers else None,
        "worker_period": worded(found.worker_period),
        "reasons": _reasons(found.reasons),
        **_supplied(request),
    }
    return page(request, "quality/home.html", context)


def _supplied(request: Request) -> dict[str, object]:
    """Levels of training, and how sure the figures are that agencies supply."""
    trained = measure_page(request.viewer, TRAINING, None)
    names = trained.measure.part_names
    who = (Column("agency", "Agency", row_header=True), *(Column(key, name) for key, name in names.items()))
    held = {(line.agency, line.part): line for line in trained.newest}
    training = [
        {"agency": agency} | {part: _trained(held.get((agency, part))) for part in names}
        for agency in sorted({line.agency for line in trained.newest})
    ]
    every = framework(request.viewer, None)
    return {
        "training": Table(
            trained.measure.name,
            who,
            training,
            empty="No level of training has been supplied yet.",
            caption_hidden=True,
        ),
        "training_href": reverse("framework:measure", args=[TRAINING]),
        "sure": _sure(every),
    }


def _trained(line: SuppliedLine | None) -> str:
    return (
        "–"
        if line is None
        else f"{line.shown} ({line.numerator:,} of {line.denominator or 0:,}), {worded(line.period)}"
    )


def _sure(found: Framework) -> Table:
    """For each agency how many of its newest figures were come by in which way, and how many are late."""
    columns = (
        Column("agency", "Agency", row_header=True),
        *(Column(each.value, each.label, numeric=True) for each in Basis),
        Column("late", "Late", numeric=True),
    )
    rows = []
    for place, agency in enumerate(found.agencies):
        cells = [row.cells[place] for row in found.rows]
        bases = [cell.line.basis for cell in cells if cell.line]
        rows.append(
            {"agency": agency.name, "late": sum(cell.late for cell in cells)}
            | {each.value: bases.count(each) for each in Basis}
        )
    return Table("How sure supplied figures are", columns, rows, caption_hidden=True)


def questions(request: Request) -> HttpResponse:
    """Which questions are asked in vain."""
    context = {
        "title": "Questions nobody answers",
        "since": burden_since(),
        "table": _burden(burden(request.viewer)),
        "seldom": SELDOM,
        "back": Link("Quality of records", reverse("quality:home")),
    }
    return page(request, "quality/questions.html", context)


def _teams(found: QualityPage) -> Table:
    """A row for each measure, a column for the council and each team."""
    lines = [found.council, *found.teams]
    columns = (
        Column("measure", "Measure", row_header=True),
        *(Column(f"t{place}", line.label, numeric=True) for place, line in enumerate(lines)),
        Column("target", "Target"),
    )
    rows = [
        {"measure": Link(each.name, reverse("figures:one", args=[each.key])), "target": target or "None set"}
        | {f"t{n}": _cell(line.readings[place]) for n, line in enumerate(lines)}
        for place, (each, target) in enumerate(zip(found.measures, found.targets, strict=True))
    ]
    return Table("By team", columns, rows, caption_hidden=True)


def _cell(reading: Reading | None) -> str:
    """A share with its counts, or days with how many cases they are of; – where there is no case."""
    if reading is None or not (reading.numerator or reading.denominator):
        return "–"
    if reading.denominator is None:
        return f"{reading.shown} {reading.unit}, of {reading.numerator:,}"
    return f"{reading.shown} {reading.unit} ({reading.numerator or 0:,} of {reading.denominator:,})"


def _workers(found: QualityPage) -> Table:
    """A row for each worker, a column for each measure that is counted by worker."""
    shown = [place for place in range(len(found.measures)) if _any(found.workers, place)]
    columns = (
        Column("worker", "Worker", row_header=True),
        *(Column(f"m{place}", found.measures[place].name, numeric=True) for place in shown),
    )
    rows = [
        {"worker": f"{line.label}{' (you)' if line.own else ''}"}
        | {f"m{place}": _of(line.readings[place]) for place in shown}
        for line in found.workers
    ]
    return Table("By worker", columns, rows, caption_hidden=True)


def _any(lines: Sequence[QualityLine], place: int) -> bool:
    return any(line.readings[place] is not None for line in lines)


def _of(reading: Reading | None) -> str:
    """One worker's handful of cases is told as counts, not as a share."""
    if reading is None or not reading.denominator:
        return "–"
    return f"{reading.numerator or 0} of {reading.denominator}"


def _reasons(found: Sequence[MissedReason]) -> Table:
    columns = (
        Column("label", "Reason", row_header=True),
        Column("decisions", "Decisions", numeric=True),
        Column("enquiries", "Enquiries", numeric=True),
    )
    return Table(
        "Why targets were missed",
        columns,
        found,
        caption_hidden=True,
        empty="No target was missed in this time.",
    )


def _burden(found: Sequence[Filled]) -> Table:
    columns = (
        Column("label", "Question", row_header=True),
        Column("form", "Where"),
        Column("filled", "Answered", numeric=True),
        Column("asked", "Asked", numeric=True),
        Column("share", "In 100", numeric=True),
        Column("note", "What it says"),
    )
    rows = [
        {
            "label": each.label,
            "form": each.form,
            "filled": f"{each.filled:,}",
            "asked": f"{each.asked:,}",
            "share": "–" if not each.asked else f"{100 * each.filled / each.asked:.0f}",
            "note": _note(each),
        }
        for each in found
    ]
    return Table("How often each question is answered", columns, rows, caption_hidden=True)


def _note(each: Filled) -> Tag | str:
    if each.asked < FEWEST:
        return "Too few to say"
    if not each.filled:
        return Tag("Nobody answers", "red")
    return Tag("Seldom answered", "yellow") if 100 * each.filled < SELDOM * each.asked else "–"
