"""A script in every text of every macro, field and page: none survives."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

import goldenthread.kit
from goldenthread.ground.verdicts import Offer, Reason, Verdict
from goldenthread.kit import forms as kit
from goldenthread.kit import presenters as p

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
WHEN = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)
TAG = p.Tag(EVIL, "blue")
LINK = p.Link(EVIL, "/x?a=" + EVIL, hidden=EVIL)
VERDICT = Verdict(False, (Reason("X", EVIL, None, Offer("deed", EVIL)),))
LINKS = {"deed": "/do"}
WISHES = (p.Wish(EVIL, EVIL, date(2026, 1, 1), EVIL, TAG, "/x"),)


class EvilForm(kit.KitForm):
    text = kit.Text(EVIL, hint=EVIL, why=EVIL, prefix=EVIL, needed=EVIL)
    long = kit.LongText(EVIL, hint=EVIL, needed=EVIL, count=True)
    one = kit.Choice(EVIL, [(EVIL, EVIL, EVIL)], reveals={EVIL: ["inner"]}, needed=EVIL)
    inner = kit.Text(EVIL, required=False)
    many = kit.Choices(EVIL, [(EVIL, EVIL, EVIL)], needed=EVIL)
    drop = kit.Select(EVIL, [(EVIL, EVIL)], prompt=EVIL, needed=EVIL)
    day = kit.Day(EVIL, subject=EVIL, why=EVIL)
    number = kit.WholeNumber(EVIL)
    paper = kit.File(EVIL, needed=EVIL)
    sure = kit.Confirm(EVIL, needed=EVIL)
    secret = kit.Password(EVIL)
    kept = kit.Hidden(required=False)


def evil_form(**typed):
    form = EvilForm(
        {"text": EVIL, "kept": EVIL, "long": EVIL, "day-day": EVIL, "inner": EVIL, "version": EVIL, **typed}
    )
    form.add_verdict(VERDICT)
    return form


VALUES = {
    "banner": p.WantsBanner(EVIL, EVIL, WISHES, LINK, LINK, ((EVIL, EVIL),), EVIL),
    "unasked": p.WantsBanner(EVIL, EVIL, ask=LINK, before=WISHES),
    "panel": p.WhatNow(EVIL, EVIL, EVIL, EVIL, TAG, (p.NextStep(EVIL, "/x", EVIL, "late", EVIL),), (p.NotYet(EVIL, VERDICT, LINKS),), EVIL),
    "entries": [p.TimelineEntry(EVIL, WHEN, EVIL, EVIL, TAG, "/x", EVIL, ((EVIL, EVIL),))],
    "tasks": [p.TaskItem(EVIL, TAG, "/x", EVIL), p.TaskItem(EVIL, EVIL)],
    "rows": [p.Row(EVIL, EVIL, [LINK], True), p.Row(EVIL, EVIL), p.Row(EVIL, [EVIL, TAG, LINK]), p.Row(EVIL, None)],
    "table": p.Table(EVIL, [p.Column("a", EVIL, sort="/s?" + EVIL, row_header=True), p.Column("b", EVIL, numeric=True)],
                     [{"a": EVIL, "b": LINK}, {"a": TAG, "b": WHEN}]),
    "empty": p.Table(EVIL, [], [], EVIL),
    "cards": [p.WorkCard(EVIL, "/x", EVIL, EVIL, "now", EVIL, [TAG], [(EVIL, EVIL)], EVIL)],
    "page": p.Page(2, 9, 90, f"?q={EVIL}&page="),
    "tabs": [LINK, dataclasses.replace(LINK, current=True, count=3)],
    "verdict": VERDICT, "links": LINKS, "evil": EVIL, "tag": TAG, "link": LINK, "csrf": "",
}  # fmt: skip

CALLS = [
    "kit.wants_banner(banner)", "kit.wants_banner(unasked)", "kit.what_now(panel)", "kit.timeline(entries)",
    "kit.task_list(tasks)", "kit.summary_list(rows, title=evil, actions=[link])", "kit.table(table)", "kit.table(empty)",
    "kit.work_list(cards)", "kit.work_list([], empty=evil)", "kit.timeline([], empty=evil)", "kit.pagination(page)",
    "kit.sub_navigation(tabs, label=evil)", "kit.refusal(verdict, links, title=evil)", "kit.reasons(verdict, links)",
    "kit.tag(tag)", "kit.link(link)", "kit.value(evil)", "kit.button(evil, '/x')", "kit.warning(evil)", "kit.panel(evil, evil)",
    "kit.why_we_ask(evil)", "kit.words(evil)", "kit.heading(evil, caption=evil)", "kit.figure(evil, evil, '/x')",
    "kit.page_tools([link])", "kit.error_summary(form, links)", "kit.form(form, csrf, evil, cancel='/x')",
    "kit.filter_form(form, evil, title=evil)", "kit.post_button(csrf, '/x', evil, values={'a': evil})", "form.fields_html()",
]  # fmt: skip


class Danger(HTMLParser):
    """What a browser would run: scripts, the planted picture, attributes that listen to events."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if (tag == "script" and not names.get("src", "").startswith("/static/")) or names.get("src") == "x":
            self.found.append(self.get_starttag_text())
        self.found += [name for name in names if name.startswith("on") or "<" in name or "'" in name]


def assert_harmless(html, *, where=""):
    assert Danger(html).found == [], where
    assert "<script>alert" not in html, where
    assert "&lt;script&gt;" in html, f"{where} does not show the text at all"


def test_the_search_for_danger_finds_it():
    assert Danger("<p>" + EVIL).found
    assert Danger('<a href="x" onclick="y">').found
    assert not Danger('<a title="<b> onclick=y">').found


@pytest.mark.parametrize("call", CALLS)
def test_no_macro_lets_a_script_through(call, draw):
    assert_harmless(draw("{{ " + call + " }}", **VALUES, form=evil_form()), where=call)


@pytest.mark.parametrize(
    "template", ["kit/page.html", "kit/public.html", "kit/refusal.html", "kit/error.html"]
)
def test_no_page_lets_a_script_through(template, pages):
    class Viewer:
        signed_in, name = True, EVIL

        class role:
            label = EVIL

    html = pages.get_template(template).render(
        {
            "request": SimpleNamespace(viewer=Viewer), "csrf_input": "",
            "title": EVIL, "council_name": EVIL, "navigation": [LINK], "footer_links": [LINK], "demo": EVIL, "back": LINK,
            "verdict": VERDICT, "links": [LINK] if template == "kit/error.html" else LINKS, "words": [EVIL],
            "typed": [(EVIL, EVIL)], "form": evil_form(), "offer_links": LINKS, "sign_out_url": "/out",
        }
    )  # fmt: skip
    assert_harmless(html, where=template)


BLOCKS = [
    "{% call kit.details(evil) %}{{ evil }}{% endcall %}",
    "{% call kit.inset() %}{{ evil }}{% endcall %}",
    "{% call kit.button_group() %}{{ kit.button(evil) }}{% endcall %}",
    "{% call kit.form(form, csrf, evil) %}{{ form.text.render(label=evil, hint=evil) }}{% endcall %}",
    "{{ kit.messages([{'level_tag': 'success', 'message': evil}, {'level_tag': 'info', 'message': evil}]) }}",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_no_block_lets_a_script_through(block, draw):
    assert_harmless(draw(block, **VALUES, form=evil_form()), where=block)


def test_every_macro_is_tried_here():
    """A macro added later must be added above too."""
    source = Path(goldenthread.kit.__file__).parent / "jinja2" / "kit" / "macros.html"
    macros = set(re.findall(r"{% macro (\w+)\(", source.read_text()))
    with_caller = {"inset", "details", "button_group"}
    inner = {"time", "messages", "wants_list"}
    assert macros - with_caller - inner == set(re.findall(r"kit\.(\w+)", " ".join(CALLS)))
