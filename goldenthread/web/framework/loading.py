"""Loading figures of many agencies, measures and periods at once: a file, or its lines pasted; all of them or none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground.verdicts import Refused, refused
from goldenthread.insight import procedures
from goldenthread.insight.queries.supplied import framework_measures
from goldenthread.insight.queries.supplied_rows import COLUMNS, BadFile, read_rows
from goldenthread.insight.vocabulary.supplied import Basis
from goldenthread.kit.presenters import Column, Link, Table
from goldenthread.web.forms import page, posted
from goldenthread.web.framework.forms import LoadForm
from goldenthread.web.framework.supplying import taken_in
from goldenthread.web.request import Request


def load(request: Request) -> HttpResponse:
    """The form, and what each wrong line needs."""
    form = LoadForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"text": ",".join(COLUMNS)},
    )
    sent = posted(request, form, lambda typed: _load(request, form, typed))
    if sent:
        messages.success(request, taken_in(sent.result or 0))
        return HttpResponseRedirect(reverse("framework:home"))
    context = {
        "title": "Load figures from a file",
        "back": Link("One performance framework", reverse("framework:home")),
        "cancel": reverse("framework:home"),
        "form": form,
        "columns": _columns(),
        "measures": _measures(),
        "offer_links": {},
    }
    return page(request, "framework/load.html", context)


def columns(request: Request) -> HttpResponse:
    """An empty file with the names of the columns."""
    response = HttpResponse(",".join(COLUMNS) + "\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="figures-to-supply.csv"'
    return response


def _load(request: Request, form: LoadForm, typed: dict[str, Any]) -> int:
    name, text = typed["file"] or ("", typed["text"])
    if name:
        form.keep(text)
    try:
        rows = read_rows(text)
    except BadFile as bad:
        raise Refused(refused("FILE", str(bad), field="text")) from bad
    return procedures.load_figures(request.viewer, rows=rows, file_name=name)


def _columns() -> Table:
    told = (
        ("measure", "Its key, from the table below"),
        ("agency", "Its name as it is shown here"),
        ("period", "2025-26 for a year, 2025-26 Q1 for a quarter, 2025-06 for a month"),
        ("part", "The key of the part, or nothing where the measure has none"),
        ("count", "How many"),
        ("out_of", "Out of how many; nothing for a count"),
        ("basis", ", ".join(f"{each.value} ({each.label.lower()})" for each in Basis)),
        ("source", "Where the figure is taken from"),
        ("reason", "Why, where it corrects a figure that stands there already"),
    )
    rows = [{"name": name, "words": words} for name, words in told]
    return Table(
        "Columns", (Column("name", "Column", row_header=True), Column("words", "What stands in it")), rows,
        caption_hidden=True,
    )  # fmt: skip


def _measures() -> Table:
    rows = [
        {
            "key": each.key,
            "name": each.name,
            "grain": f"Each {each.grain.value}",
            "parts": ", ".join(f"{key} ({name.lower()})" for key, name in each.part_names.items() if key)
            or "–",
        }
        for each in framework_measures().values()
        if not each.counted
    ]
    names = (
        Column("key", "Key", row_header=True),
        Column("name", "Measure"),
        Column("grain", "Period"),
        Column("parts", "Parts"),
    )
    return Table("Measures", names, rows, caption_hidden=True)
