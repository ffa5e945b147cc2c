"""The macros draw exactly what the Design System of the vendored version draws: every upstream fixture, none left out."""

from __future__ import annotations

import gzip
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from goldenthread.kit.components import NAMES, component

FIXTURES = json.loads(
    gzip.decompress((Path(__file__).parents[1] / "assets/govuk-fixtures.json.gz").read_bytes())
)
CASES = [(name, case) for name, cases in FIXTURES["components"].items() for case in cases]


class Shape(HTMLParser):
    """A page reduced to what a browser makes of it: tags, attributes in any order, text without layout."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        tidy = {name: " ".join((value or "").split()) for name, value in attrs}
        if "class" in tidy and not tidy["class"]:
            del tidy["class"]
        self.seen.append((tag, tidy))

    def handle_endtag(self, tag):
        self.seen.append(("/", tag))

    def handle_data(self, data):
        text = " ".join(data.split())
        if text and self.seen and isinstance(self.seen[-1], str):
            self.seen[-1] += " " + text
        elif text:
            self.seen.append(text)


def test_every_component_is_known_here():
    assert sorted(FIXTURES["components"]) == sorted(NAMES)
    assert FIXTURES["version"] == "6.3.0"
    assert len(CASES) > 650


@pytest.mark.parametrize("name", sorted(FIXTURES["components"]))
def test_macro_draws_what_upstream_draws(name):
    wrong = [
        case["name"]
        for case in FIXTURES["components"][name]
        if Shape(str(component(name)(case["options"]))).seen != Shape(case["html"]).seen
    ]
    assert wrong == []


def test_the_comparison_can_fail():
    assert Shape('<a class="x">Back</a>').seen != Shape('<a class="y">Back</a>').seen
    assert Shape("<p>One</p>").seen != Shape("<p>Two</p>").seen
