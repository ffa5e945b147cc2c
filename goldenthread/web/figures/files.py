"""Figures to take away: numbers as CSV and Excel, charts as SVG and PNG. What is hidden on the page is hidden in the file."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from goldenthread.insight.books import as_xlsx
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Period
from goldenthread.insight.queries import as_at, comparison, figure_page, figure_rows, sight_of
from goldenthread.insight.tables import as_csv
from goldenthread.kit.display import at_time
from goldenthread.kit.pictures import as_png, as_svg
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import chosen, counted, known, so_far, worded
from goldenthread.web.request import Request

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def download(request: Request, key: str, file: str) -> HttpResponse:
    """One figure as a file, as this reader may see it; ``?chart=`` time, groups or funnel for a picture."""
    indicator = known(key)
    figures, _ = counted()
    period = chosen(request, figures) if figures else None
    if file not in KINDS or figures is None or period is None or indicator.counting is None:
        raise Http404("there is no such file")
    if file in ("csv", "xlsx"):
        content, chart = _numbers(request, figures, indicator, period, file), ""
    else:
        content, chart = _picture(request, figures, indicator, period, file)
    response = HttpResponse(content, content_type=KINDS[file])
    name = f"figure-{key}-{period}{chart}.{file}".replace(" ", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _numbers(request: Request, figures: Figures, indicator: Indicator, period: Period, kind: str) -> bytes:
    rows = figure_rows(request.viewer, figures, indicator.key, period)
    if kind == "csv":
        return as_csv(rows)
    return as_xlsx(rows, about_file(request, figures, indicator, period), created=as_at(figures))


def _picture(
    request: Request, figures: Figures, indicator: Indicator, period: Period, kind: str
) -> tuple[bytes, str]:
    """The picture and what its name ends with. Raises Http404 where there is nothing to draw."""
    found = figure_page(request.viewer, figures, indicator.key, period, by=request.GET.get("by", ""))
    asked = request.GET.get("chart", "time")
    picture = title = ""
    sources: tuple[str, ...] = ()
    if asked == "funnel":
        beside = comparison(sight_of(request.viewer), figures, found, by=found.by)
        if beside:
            picture, title = drawn.funnel(found, beside), drawn.funnel_title(found, beside)
            sources = beside.twin.sources if beside.twin else ()
    elif asked == "groups":
        picture, title = (drawn.groups(found), drawn.groups_title(found)) if found.by else ("", "")
    else:
        asked, picture, title = "time", drawn.trend(found), drawn.trend_title(found)
    if not picture:
        raise Http404("there is nothing to draw")
    notes = [f"{name}: {words}" for name, words in about_file(request, figures, indicator, period, sources)]
    svg = as_svg(picture, title, notes)
    return svg if kind == "svg" else as_png(svg), f"-{asked}"


def about_file(
    request: Request, figures: Figures, indicator: Indicator, period: Period, sources: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """What a file says of itself: the figure, its moment, its definition and its source."""
    council = figures.whose
    told = [
        (
            "Figure",
            f"{indicator.key} {indicator.name}. {council}, {worded(period)}{so_far(figures, period)}.",
        ),
        ("Facts as at", at_time(as_at(figures))),
        ("What is counted", indicator.definition),
        ("What is left out", indicator.exclusions),
        ("Definition", f"version {indicator.version}"),
        ("Source", f"nameless facts of {council}; defined after {indicator.source}"),
    ]
    if sources:
        told.append(("England", "; ".join(sources)))
    if not sight_of(request.viewer).inside:
        told.append(("Hidden", "small counts read [c], so that nobody can be recognised"))
    return told
