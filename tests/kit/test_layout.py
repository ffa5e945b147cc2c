"""The layout: what every page has, and how it reacts to errors and to who is reading."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError

import goldenthread.kit
from goldenthread.ground.verdicts import Offer, refused
from goldenthread.kit import forms as kit
from goldenthread.kit import presenters as p

HERE = Path(goldenthread.kit.__file__).parent


class Asked(kit.KitForm):
    name = kit.Text("Name", needed="Enter a name")


class Somebody:
    signed_in, name = True, "Priya Shah"

    class role:
        label = "Social worker"


@pytest.fixture
def render(pages):
    def drawn(template="kit/page.html", viewer=None, **context):
        always = {"title": "Work list", "council_name": "Thornbridge Council", "csrf_input": ""}
        request = SimpleNamespace(viewer=viewer) if viewer else SimpleNamespace()
        return pages.get_template(template).render(always | {"request": request} | context)

    return drawn


def test_every_page_has_a_way_past_the_menu_a_title_and_a_language(render):
    html = render()
    assert '<html lang="en-GB"' in html
    assert 'href="#main-content"' in html
    assert 'id="main-content"' in html
    assert "<title>Work list – Golden Thread – Thornbridge Council</title>" in html


def test_the_title_says_when_there_is_an_error_and_the_summary_comes_first(render):
    html = render(form=Asked({"name": ""}))
    assert "<title>Error: Work list" in html
    assert html.index("govuk-error-summary") > html.index("<main")
    assert "Error:" not in render(form=Asked())


def test_an_offer_is_a_link_where_the_page_knows_the_way(render):
    form = Asked({"name": "x"})
    form.add_verdict(refused("X", "Not yet.", offer=Offer("open", "Open the enquiry now")))
    assert '<a class="govuk-link gt-offer" href="/open">Open the enquiry now</a>' in render(
        form=form, offer_links={"open": "/open"}
    )
    assert "Open the enquiry now" not in render(form=form)


def test_a_refusal_says_why_and_what_can_be_done(render):
    verdict = refused("X", "This is enquiry work.", offer=Offer("open", "Open the enquiry now"))
    html = render(
        "kit/refusal.html", verdict=verdict, links={"open": "/open"}, footer_links=[p.Link("Help", "/help")]
    )
    assert "This is enquiry work." in html
    assert 'href="/open">Open the enquiry now' in html
    assert 'href="/help"' in html


def test_signing_out_is_a_post(render):
    html = render(viewer=Somebody, sign_out_url="/out")
    assert "Priya Shah" in html
    assert re.search(r'<form method="post" action="/out"', html)
    assert "Sign out" not in render(sign_in_url="/in")


def test_the_menu_marks_where_one_is(render):
    html = render(navigation=[p.Link("Work list", "/w", current=True, count=2), p.Link("People", "/p")])
    assert 'href="/w" aria-current="page"' in html
    assert 'href="/p" aria-current' not in html


def test_public_pages_can_be_left_quickly(render):
    assert "Leave this page" in render("kit/public.html")
    assert "Leave this page" not in render()


def test_nobody_asked_yet_is_said_and_led_to(draw):
    html = draw(
        "{{ kit.wants_banner(b) }}",
        b=p.WantsBanner("Ann Lee", "Ann", ask=p.Link("Ask Ann what she wants.", "/ask")),
    )
    assert "What Ann Lee wants" in html
    assert "Nobody has asked yet." in html
    assert '<a class="govuk-link" href="/ask">Ask Ann what she wants.</a>' in html


def test_no_inline_script_or_style_anywhere():
    """The content security policy allows none."""
    for path in (HERE / "jinja2").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path.name
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path.name
        assert "| safe" not in text, path.name
        assert "|safe" not in text, path.name


def test_a_forgotten_value_is_an_error_never_a_blank(draw):
    with pytest.raises(UndefinedError):
        draw("{{ nothing_here }}")
