"""Charts say in words what they show, hold what they are given and nothing else, and are told apart by shape."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from lxml import etree

from goldenthread.kit import charts
from goldenthread.kit.charts import Band, Point, Range, Trend, comparison_chart, trend_chart
from goldenthread.kit.funnels import LINE, Dot, Plot, funnel_chart
from goldenthread.kit.pictures import LOOK, as_png, as_svg

HOSTILE = '<script>alert(1)</script>" onload="x'


def drawn(svg):
    return etree.fromstring(str(svg))


def of(svg, name):
    return [each for each in drawn(svg).iter() if each.get("class") == f"gt-chart__{name}"]


def months(*values, special=()):
    return [Point(f"M{n}", value, n in special) for n, value in enumerate(values)]


def test_a_trend_has_one_mark_for_each_value_and_a_gap_where_there_is_none():
    chart = trend_chart(Trend("Asked, month by month", months(10, 20, None, 40, 50), ceiling=100))
    assert len(of(chart, "point")) == 4
    assert len(of(chart, "line")) == 2
    assert drawn(chart).get("role") == "img"
    assert drawn(chart)[0].text == "Asked, month by month"


def scale_of(chart):
    return [float(each.text) for each in drawn(chart).iter() if (each.text or "").replace(".", "").isdigit()]


def test_what_comes_whole_is_marked_in_whole_numbers():
    for most in (1, 2, 3, 4, 9, 17, 44):
        for chart in (
            trend_chart(Trend("People", months(0, most))),
            comparison_chart("People", [Range("North", most), Range("South", 1)], whole=None, ceiling=None),
        ):
            marks = scale_of(chart)
            assert marks, most
            assert all(each.is_integer() for each in marks), (most, marks)
            assert max(marks) >= most
    assert 12.5 in scale_of(trend_chart(Trend("Days", months(0, 44.5)))), "shares and days have parts"


def test_whole_dates_below_a_trend_do_not_run_into_the_newest():
    days = [Point(f"{n + 1} September 2026", 1, False) for n in range(21)]
    names = of(trend_chart(Trend("T", days, ceiling=100)), "text")
    newest, before = [each for each in names if "September" in each.text][:2]
    assert newest.get("text-anchor") == "end"
    half = len(before.text) * 7 / 2
    assert float(before.get("x")) + half < float(newest.get("x")) - len(newest.text) * 7


def test_a_month_that_breaks_a_rule_differs_in_shape():
    chart = trend_chart(Trend("T", months(10, 20, 30, special=(1,)), ceiling=100))
    assert [each.tag.split("}")[1] for each in of(chart, "special")] == ["polygon"]
    assert len(of(chart, "point")) == 2


def test_higher_values_are_drawn_higher_and_limits_where_they_are():
    chart = trend_chart(Trend("T", months(0, 100), [Band(0, 2, 50, 25, 75)], ceiling=100))
    low, high = (float(each.get("cy")) for each in of(chart, "point"))
    centre = float(of(chart, "centre")[0].get("y1"))
    bottom, top = sorted((float(each.get("y1")) for each in of(chart, "limit")), reverse=True)
    assert high < top < centre < bottom < low
    assert abs((low + high) / 2 - centre) < 0.2


def test_a_scale_without_a_ceiling_holds_every_value():
    for most in (0.4, 3, 17, 240, 98_765):
        chart = trend_chart(Trend("T", months(most / 3, most)))
        assert all(0 <= float(each.get("cy")) <= 280 for each in of(chart, "point")), most


def test_groups_stand_below_each_other_and_what_is_hidden_says_so():
    rows = [Range("Female", 80, 70, 88), Range("Male", None), Range("Not recorded", 50, 10, 90)]
    chart = comparison_chart("By gender", rows, whole=75, ceiling=100)
    first, last = of(chart, "point")
    assert float(first.get("cy")) < float(last.get("cy"))
    assert len(of(chart, "reach")) == 2
    words = [each.text for each in of(chart, "text")]
    assert "not shown" in words
    assert words.count("Male") == 1


def test_words_cannot_break_out_of_a_chart():
    rows = [Range(HOSTILE, 5)]
    for chart in (
        trend_chart(Trend(HOSTILE, [Point(HOSTILE, 1)])),
        comparison_chart(HOSTILE, rows, whole=None, ceiling=None),
    ):
        assert not [each for each in drawn(chart).iter() if each.tag.endswith("script") or each.get("onload")]


def test_nothing_to_draw_is_an_empty_chart():
    assert not of(trend_chart(Trend("T", [])), "point")
    assert not of(comparison_chart("T", [], whole=None, ceiling=100), "point")


def plotted(*dots):
    return funnel_chart(
        Plot("T", dots, 50, "England: 50", lambda size: (40, 60, 30, 70), "Out of how many", ceiling=100)
    )


def test_a_funnel_has_its_lines_and_names_only_what_stands_out():
    chart = plotted(
        Dot("North", 20, 52), Dot("South", 80, 20, beyond=True), Dot("The council", 100, 45, own=True)
    )
    assert (len(of(chart, "inner")), len(of(chart, "limit")), len(of(chart, "centre"))) == (2, 2, 1)
    assert [each.tag.split("}")[1] for each in of(chart, "special") + of(chart, "own")] == ["polygon", "rect"]
    words = [each.text for each in of(chart, "text")]
    assert "South" in words
    assert "North" not in words
    assert float(of(chart, "point")[0].get("cx")) < float(of(chart, "own")[0].get("x"))


def test_a_picture_carries_its_look_its_words_and_no_markup_of_others():
    chart = trend_chart(Trend("T", months(10, 20), ceiling=100))
    picture = as_svg(chart, HOSTILE, ["As at 1 June", HOSTILE])
    text = " ".join(etree.fromstring(picture).itertext())
    assert "As at 1 June" in text
    assert HOSTILE in text
    assert b"<script" not in picture
    assert as_png(picture).startswith(b"\x89PNG")


def test_pictures_look_as_pages_do():
    """Each part of a chart has the same look in the style sheet of pages, with its colours by name."""

    kit = Path(charts.__file__).parent / "static" / "kit" / "goldenthread.css"
    shell = Path(charts.__file__).parents[1] / "web" / "static" / "web" / "shell.css"
    colours = dict(re.findall(r"(--gt-[a-z-]+): (#[0-9a-f]+);", kit.read_text()))
    for name, look in LOOK.items():
        found = re.search(rf"\.gt-chart__{name} \{{ (.*?);? \}}", shell.read_text())
        assert found, name
        said = re.sub(r"var\((--gt-[a-z-]+)\)", lambda each: colours[each[1]], found[1])
        as_page = {tuple(part.strip().split(": ")) for part in said.split(";")}
        as_picture = {tuple(part.split(":")) for part in look.split(";")}
        assert as_page == as_picture, name


def on_a_phone(page, chart):
    """The chart as the pages frame it, 360 pixels wide."""
    shell = Path(charts.__file__).parents[1] / "web" / "static" / "web" / "shell.css"
    page.set_viewport_size({"width": 360, "height": 700})
    page.set_content(f"<style>{shell.read_text()}</style><div class='gt-drawing__scroll'>{chart}</div>")


def in_view(page, selector):
    boxes = [each.bounding_box() for each in page.locator(selector).all()]
    return [bool(box) and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes]


def test_a_phone_opens_a_trend_at_the_newest_month_with_a_scale_beside_it(page):
    on_a_phone(page, trend_chart(Trend("T", months(*range(10, 60, 2)), ceiling=100)))
    points = in_view(page, ".gt-chart__point")
    assert not points[0]
    assert points[-1]
    assert all(in_view(page, ".gt-chart__far"))
    page.locator(".gt-drawing__scroll").evaluate("box => box.scrollBy(-1000, 0)")
    assert in_view(page, ".gt-chart__point")[0], "the oldest can be reached"
    # Where what is compared is named on the left, it opens there.
    on_a_phone(page, comparison_chart("T", [Range("North", 40, 30, 50)], whole=45, ceiling=100))
    assert in_view(page, "text >> text=North") == [True]


def test_a_wide_screen_shows_one_scale(page):
    on_a_phone(page, trend_chart(Trend("T", months(10, 20), ceiling=100)))
    page.set_viewport_size({"width": 1280, "height": 700})
    scale = page.locator(".gt-chart__far").all()
    assert len(scale) == 5
    assert not any(each.is_visible() for each in scale)


def test_months_below_a_trend_stand_at_equal_distances_up_to_the_newest():
    chart = trend_chart(Trend("T", [Point("Oct 2026", 1) for _ in range(24)], ceiling=100))
    places = [float(each.get("x")) for each in of(chart, "text") if each.text == "Oct 2026"]
    steps = {round(one - other, 1) for one, other in pairwise(places)}
    assert len(places) == 8
    assert max(steps) - min(steps) < 0.3


def test_on_paper_no_heading_lies_over_the_rows(page):
    on_a_phone(
        page,
        "<div class='gt-beside'><div class='gt-table'><table><thead><tr><th>Month</th></tr></thead></table></div></div>",
    )
    place = "cell => getComputedStyle(cell).position"
    assert page.locator("th").evaluate(place) == "sticky"
    page.emulate_media(media="print")
    assert page.locator("th").evaluate(place) == "static"


def test_names_in_a_funnel_lie_on_no_other_name():
    crowd = [Dot(f"Council {n}", 100 + n, 50 + n / 10, beyond=True) for n in range(40)]
    alone = Dot("Far away", 900, 90, beyond=True)
    chart = funnel_chart(
        Plot(
            "T", [*crowd, alone], 30, "All: 30", lambda size: (20, 40, 10, 50), "Out of how many", ceiling=100
        )
    )
    names = [each.text for each in of(chart, "text")]
    assert "Far away" in names
    assert len([each for each in names if each.startswith("Council")]) == 1
    assert len(of(chart, "special")) == 41, "every one has its mark"


def test_the_council_beside_england_is_named_above_or_below_its_line():
    chart = plotted(Dot("The council", 100, 52, own=True))
    at = {each.text: float(each.get("y")) for each in of(chart, "text")}
    assert abs(at["The council"] - at["England: 50"]) >= LINE
