"""How values are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.ground.words import Answer
from goldenthread.kit import display
from goldenthread.kit.presenters import Page


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (datetime(2026, 11, 21, 16, 55, tzinfo=UTC), "21 November 2026 at 4:55pm"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026 at 12:30am"),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "1 July 2026 at 9am"),
        (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), "21 November 2026 at midday"),
        (datetime(2026, 11, 21, 0, 0, tzinfo=UTC), "21 November 2026 at midnight"),
    ],
)
def test_times_are_londons(when, shown):
    assert display.at_time(when) == shown


def test_days_numbers_and_words():
    assert display.day(date(2026, 3, 7)) == "7 March 2026"
    assert display.short_day(date(2026, 3, 7)) == "7 Mar 2026"
    assert display.day(None, "No date") == "No date"
    assert display.nhs("9990000018") == "999 000 0018"
    assert display.nhs(None) == "Not known"
    assert display.label(Answer.NOT_KNOWN) == "I don't know"
    assert display.label([Answer.YES, Answer.NO]) == "Yes, No"
    assert display.label(None) == "Not known"
    assert display.plural(1, "concern") == "1 concern"
    assert display.plural(1200, "enquiry", "enquiries") == "1,200 enquiries"


def test_peoples_words_keep_their_lines_and_lose_their_power():
    html = display.paragraphs("One\r\ntwo\n\n<script>alert('x')</script> & \"three\"\n\n\n")
    assert html.count("<p ") == 2
    assert "One<br>\ntwo" in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert display.paragraphs(None) == ""


def test_page_numbers():
    assert Page(5, 12).numbers == (1, None, 4, 5, 6, None, 12)
    assert Page(1, 3).numbers == (1, 2, 3)
