"""Dates typed by people: every way to be wrong has words that say what to do, and the right box turns red."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.ground import moment
from goldenthread.kit import forms as kit

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


class Past(kit.KitForm):
    happened = kit.Day("When did it happen?", subject="The day it happened", past=True)


class Coming(kit.KitForm):
    review = kit.Day("When is the review?", subject="the review date", future=True, required=False)


class Born(kit.KitForm):
    born = kit.Day("Date of birth", birthday=True, required=False)


def typed(form, field, day, month, year):
    with moment.at(NOW):
        made = form({f"{field}-day": day, f"{field}-month": month, f"{field}-year": year})
        made.full_clean()
    return made


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("27", "3", "2026", date(2026, 3, 27)),
        (" 7 ", "03", "2026", date(2026, 3, 7)),
        ("1", "March", "2026", date(2026, 3, 1)),
        ("1", "sept", "2026", date(2026, 9, 1)),
        ("1", "MAY", "2026", date(2026, 5, 1)),
        ("29", "2", "2024", date(2024, 2, 29)),
        ("21", "11", "2026", date(2026, 11, 21)),
    ],
)
def test_good_dates(day, month, year, expected):
    assert typed(Past, "happened", day, month, year).cleaned_data["happened"] == expected


@pytest.mark.parametrize(
    ("day", "month", "year", "words", "box"),
    [
        ("", "", "", "Enter the day it happened", "day"),
        ("27", "", "2026", "The day it happened must include a month", "month"),
        ("", "3", "2026", "The day it happened must include a day", "day"),
        ("", "3", "", "The day it happened must include a day and a year", "day"),
        ("27", "13", "2026", "Month must be a number from 1 to 12, or a name like March", "month"),
        ("27", "Smarch", "2026", "Month must be a number from 1 to 12, or a name like March", "month"),
        ("27", "ma", "2026", "Month must be a number from 1 to 12, or a name like March", "month"),
        ("27", "marching", "2026", "Month must be a number from 1 to 12, or a name like March", "month"),
        ("32", "3", "2026", "Day must be a number from 1 to 31", "day"),
        ("0", "3", "2026", "Day must be a number from 1 to 31", "day"),
        ("²", "3", "2026", "Day must be a number from 1 to 31", "day"),
        ("٣", "3", "2026", "Day must be a number from 1 to 31", "day"),
        ("27", "3", "26", "Year must be 4 numbers, like 2026", "year"),
        ("27", "3", "20266", "Year must be 4 numbers, like 2026", "year"),
        ("27", "3", "0000", "The day it happened must be a real date: check the day and the month", "day"),
        ("29", "2", "2025", "The day it happened must be a real date: check the day and the month", "day"),
        ("31", "4", "2026", "The day it happened must be a real date: check the day and the month", "day"),
        ("27", "3", "1066", "Year must be 1880 or later", "year"),
        (
            "22",
            "11",
            "2026",
            "The day it happened must be today or in the past. Today is 21 November 2026",
            "day",
        ),
    ],
)
def test_wrong_dates_say_what_to_do(day, month, year, words, box):
    form = typed(Past, "happened", day, month, year)
    assert [(e.text, e.href) for e in form.summary] == [(words, f"#id_happened-{box}")]
    html = str(form["happened"])
    assert words in html
    assert f'id="id_happened-{box}"' in html
    for part, value in (("day", day), ("year", year)):
        assert f'name="happened-{part}"' in html
        assert not value.strip() or f'value="{value}"' in html, "what was typed stays"


def test_only_the_wrong_box_turns_red():
    html = str(typed(Past, "happened", "27", "", "2026")["happened"])
    assert html.count("govuk-input--error") == 1
    assert "govuk-input--width-2 govuk-input--error" in html


def test_a_day_not_needed_may_stay_empty_but_not_half_empty():
    assert typed(Coming, "review", "", "", "").cleaned_data["review"] is None
    assert typed(Coming, "review", "", "1", "2027").errors


def test_days_to_come_begin_today():
    assert typed(Coming, "review", "21", "11", "2026").is_valid()
    assert (
        typed(Coming, "review", "20", "11", "2026")
        .summary[0]
        .text.startswith("The review date must be today or later")
    )


def test_nobody_is_older_than_130():
    assert (
        typed(Born, "born", "1", "1", "1890").summary[0].text
        == "Check the year: it is more than 130 years ago"
    )
    assert typed(Born, "born", "1", "1", "1926").is_valid()


def test_today_is_londons():
    """At half past midnight on 2 July in London it is still 1 July in UTC."""
    with moment.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert Past({"happened-day": "2", "happened-month": "7", "happened-year": "2026"}).is_valid()


def test_a_held_moment_is_shown_as_londons_day():
    html = str(Past(initial={"happened": datetime(2026, 7, 1, 23, 30, tzinfo=UTC)})["happened"])
    assert 'id="id_happened-day" name="happened-day" type="text" value="2"' in " ".join(html.split())


def test_a_held_date_fills_the_boxes():
    html = str(Past(initial={"happened": date(2026, 3, 7)})["happened"])
    for value in ("7", "3", "2026"):
        assert f'value="{value}"' in html
    assert not Past({"happened-day": "7", "happened-month": "3", "happened-year": "2026"},
                    initial={"happened": date(2026, 3, 7)}).has_changed()  # fmt: skip
