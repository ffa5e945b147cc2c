"""The framework as one table over agencies, and one measure with its agencies, its parts and its past."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse

from goldenthread.insight.framework import Supplied
from goldenthread.insight.language.definition import DIRECTIONS
from goldenthread.insight.queries.supplied import (
    Framework,
    FrameworkRow,
    MeasurePage,
    SuppliedCell,
    SuppliedLine,
    framework,
    framework_measures,
    measure_page,
    who_supplies,
)
from goldenthread.insight.vocabulary.supplied import MeasureSort
from goldenthread.kit.charts import Range, comparison_chart
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag
from goldenthread.web.figures.asked import counted_here, ways, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request


def home(request: Request) -> HttpResponse:
    """The whole table."""
    viewer = request.viewer
    found = framework(viewer, counted_here()[0])
    supplies = viewer.may("framework.supply")
    context = {
        "title": "One performance framework",
        "views": ways("framework:home", viewer.role),
        "sorts": [(sort, _table(found, sort)) for sort in MeasureSort if _of(found, sort)],
        "owed": [
            (row, f"{reverse('framework:supply', args=[row.measure.key])}?period={row.period}")
            for row in _once(found.owed)
        ],
        "agency": viewer.agency_name,
        "supplies": supplies,
        "sizes": [
            Link(each.name, reverse("framework:measure", args=[each.key]))
            for each in framework_measures().values()
            if each.sort is MeasureSort.SIZE and (who_supplies(viewer, each) or viewer.sees_small_numbers)
        ],
    }
    return page(request, "framework/home.html", context)


def one(request: Request, measure: str) -> HttpResponse:
    """One measure."""
    asked = known(measure)
    found = measure_page(request.viewer, measure, counted_here()[0])
    offered = who_supplies(request.viewer, asked)
    context = {
        "title": asked.name,
        "back": Link("One performance framework", reverse("framework:home")),
        "measure": asked,
        "rows": definition(asked),
        "sentences": [
            (_called(each, asked), each, found.changes.get((each.agency, each.part), ""))
            for each in found.newest
        ],
        "chart": _chart(asked, found.newest),
        "newest": _newest(asked, found.newest),
        "past": _past(asked, found.past),
        "said": _said(found),
        "supply": reverse("framework:supply", args=[measure]) if offered else "",
        "worded": worded,
    }
    return page(request, "framework/measure.html", context)


def known(measure: str) -> Supplied:
    """The measure of an address. Raises Http404."""
    found = framework_measures().get(measure)
    if found is None:
        raise Http404(f"no measure {measure}")
    return found


def definition(measure: Supplied) -> list[Row]:
    """How it is made, the same for every agency."""
    told = (
        ("What is counted", measure.definition),
        ("What is left out", measure.exclusions),
        ("Why it matters", measure.why),
        ("Which way is good", DIRECTIONS[measure.direction].capitalize()),
        ("How often", f"Each {measure.grain.value}"),
        ("Source", measure.source),
        ("Definition", f"{measure.key}, version {measure.version[:12]}"),
    )
    return [Row(name, words) for name, words in told]


def _of(found: Framework, sort: MeasureSort) -> list[FrameworkRow]:
    return [row for row in found.rows if row.measure.sort is sort]


def _once(rows: Sequence[FrameworkRow]) -> list[FrameworkRow]:
    """One for each measure: its parts are supplied together."""
    return list({row.measure.key: row for row in reversed(rows)}.values())[::-1]


def _table(found: Framework, sort: MeasureSort) -> Table:
    columns = (
        Column("measure", "Measure", row_header=True),
        *(Column(f"a{n}", each.name) for n, each in enumerate(found.agencies)),
    )
    rows = [
        {
            "measure": Link(
                f"{row.measure.name}{': ' + row.part_name if row.part else ''}",
                reverse("framework:measure", args=[row.measure.key]),
            )
        }
        | {f"a{n}": _cell(row, cell) for n, cell in enumerate(row.cells)}
        for row in _of(found, sort)
    ]
    return Table(sort.label, columns, rows, caption_hidden=True)


def _cell(row: FrameworkRow, cell: SuppliedCell) -> object:
    """The newest figure with its counts, and its period where that is not the newest; what is late says so."""
    if cell.line is None:
        return Tag("Late", "orange") if cell.late else "Not supplied" if cell.asked else "–"
    line = cell.line
    counts = (
        "" if line.hidden or line.denominator is None else f" ({line.numerator:,} of {line.denominator:,})"
    )
    older = f", {worded(line.period)}" if line.period != row.period else ""
    return f"{line.shown}{counts}{older}{' – newer is late' if cell.late else ''}"


def _called(line: SuppliedLine, measure: Supplied) -> str:
    part = f", {measure.part_names[line.part].lower()}" if measure.parts else ""
    return f"{line.agency}{part}"


def _short(line: SuppliedLine, measure: Supplied) -> str:
    """A name that a chart has room for: the agency, and the key of the part."""
    return f"{line.agency}{', ' + line.part if line.part else ''}"


def _chart(measure: Supplied, lines: Sequence[SuppliedLine]) -> object:
    if measure.measure != "share" or not any(each.value is not None for each in lines):
        return ""
    rows = [
        Range(
            _short(each, measure),
            None if each.value is None else float(each.value),
            *(each.interval or (None, None)),
        )
        for each in lines
    ]
    told = "; ".join(f"{_called(each, measure)}: {each.shown}" for each in lines)
    title = f"{measure.name} (in 100), with what chance alone could make of each"
    return comparison_chart(title, rows, whole=None, ceiling=100, description=f"{told}.")


def _newest(measure: Supplied, lines: Sequence[SuppliedLine]) -> Table:
    columns = (
        Column("who", "Who", row_header=True),
        Column("period", "Period"),
        Column("count", "Count", numeric=True),
        Column("of", "Out of", numeric=True),
        Column("value", "In 100" if measure.measure == "share" else "Number", numeric=True),
        Column("between", "Between", numeric=True),
        Column("basis", "How it was come by"),
    )
    rows = [
        {
            "who": _called(each, measure),
            "period": worded(each.period),
            **_numbers(each),
            "between": f"{each.interval.low:.0f} and {each.interval.high:.0f}" if each.interval else "–",
            "basis": each.basis.label if each.basis else each.source,
        }
        for each in lines
    ]
    return Table("Newest figures", columns, rows, empty="Nobody has supplied this yet.", caption_hidden=True)


def _numbers(line: SuppliedLine) -> dict[str, str]:
    below = "–" if line.denominator is None else f"{line.denominator:,}"
    return {
        "count": line.shown if line.hidden else f"{line.numerator:,}",
        "of": line.shown if line.hidden else below,
        "value": line.shown.removesuffix(" in 100"),
    }


def _past(measure: Supplied, lines: Sequence[SuppliedLine]) -> Table:
    """A row for each agency and part, a column for each period, newest last."""
    periods = sorted({each.period for each in lines})[-6:]
    names = list(dict.fromkeys(_called(each, measure) for each in lines))
    columns = (
        Column("who", "Who", row_header=True),
        *(Column(f"p{n}", worded(each), numeric=True) for n, each in enumerate(periods)),
    )
    held = {(_called(each, measure), each.period): _told(each) for each in lines}
    rows = [
        {"who": name} | {f"p{n}": held.get((name, each), "–") for n, each in enumerate(periods)}
        for name in names
    ]
    return Table("Over time", columns, rows, caption_hidden=True)


def _told(line: SuppliedLine) -> str:
    counts = (
        "" if line.hidden or line.denominator is None else f" ({line.numerator:,} of {line.denominator:,})"
    )
    return f"{line.shown}{counts}{'' if line.same_definition else ', by an older definition'}"


def _said(found: MeasurePage) -> Table:
    columns = (
        Column("at", "When", row_header=True),
        Column("who", "Of whom"),
        Column("value", "Figure", numeric=True),
        Column("by", "Supplied by"),
        Column("source", "Taken from"),
        Column("why", "Corrected because"),
    )
    rows = [
        {
            "at": each.at,
            "who": f"{_called(each, found.measure)}, {worded(each.period)}",
            "value": _told(each),
            "by": f"{each.by_name}{', file ' + each.file_name if each.file_name else ''}",
            "source": f"{each.source}. {each.basis.label if each.basis else ''}.",
            "why": each.reason or "–",
        }
        for each in found.said
    ]
    return Table(
        "Who said what, newest first", columns, rows, empty="Nothing was supplied.", caption_hidden=True
    )
