"""Our colours can be read: WCAG 2.2 AA, 4.5 to 1 for text and 3 to 1 for what is only seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import goldenthread.kit

SHEET = (Path(goldenthread.kit.__file__).parent / "static/kit/goldenthread.css").read_text()
COLOURS = dict(re.findall(r"(--[\w-]+): (#[0-9a-fA-F]{3,6});", SHEET))


def light(colour):
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((light(COLOURS.get(one, one)), light(COLOURS.get(other, other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


PAPERS = ["--gt-paper", "--gt-mist", "--gt-gold-soft"]
INKS = [
    "--gt-text",
    "--gt-quiet",
    "--gt-ink",
    "--govuk-link-colour",
    "--govuk-link-hover-colour",
    "--gt-gold-ink",
]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    "ink", [*INKS, "--gt-red", "--gt-amber", "--govuk-error-colour", "--govuk-link-visited-colour"]
)
def test_text_can_be_read_on_every_paper(ink, paper):
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("#fff", "--gt-ink"),
        ("#d7e7e8", "--gt-ink"),
        ("#c3d9db", "--gt-ink"),
        ("#e6f0f1", "--gt-ink-deep"),
        ("--gt-ink-deep", "#dfeaeb"),
        ("#fff", "#0f6b57"),
        ("#fff", "--gt-red"),
        ("--gt-text", "#e4ecec"),
        ("#3d3209", "--gt-gold-soft"),
        ("#4d4526", "--gt-gold-soft"),
        ("#5d5230", "--gt-gold-soft"),
    ],
)
def test_text_on_colour_can_be_read(ink, paper):
    assert ink in SHEET
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize(
    ("shape", "ground"),
    [("--gt-gold", "--gt-ink-deep"), ("--gt-teal", "--gt-paper"), ("#7fa3a8", "--gt-ink")],
)
def test_shapes_can_be_seen(shape, ground):
    assert contrast(shape, ground) >= 3
