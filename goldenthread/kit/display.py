"""How values are shown to people: London dates and times, NHS numbers, words' labels, people's own words."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from markupsafe import Markup, escape

from goldenthread.ground import moment, nhs_number
from goldenthread.kit.presenters import Link, Tag

NOT_KNOWN = "Not known"


def day(value: date | datetime | None, empty: str = "") -> str:
    """``21 November 2026``, on London's calendar. ``empty`` is shown when there is no date."""
    if value is None:
        return empty
    when = moment.london(value) if isinstance(value, datetime) else value
    return f"{when.day} {when:%B %Y}"


def short_day(value: date | datetime | None, empty: str = "") -> str:
    """``21 Nov 2026``, for tables."""
    if value is None:
        return empty
    when = moment.london(value) if isinstance(value, datetime) else value
    return f"{when.day} {when:%b %Y}"


def clock(value: datetime | time | None, empty: str = "") -> str:
    """``4:55pm``; ``midday`` and ``midnight`` in words, as GOV.UK writes times."""
    if value is None:
        return empty
    when = moment.london(value) if isinstance(value, datetime) else value
    if when.minute == 0 and when.hour in (0, 12):
        return "midday" if when.hour else "midnight"
    minutes = f":{when.minute:02d}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}{'am' if when.hour < 12 else 'pm'}"


def at_time(value: datetime | None, empty: str = "") -> str:
    """``21 November 2026 at 4:55pm``, on London's clocks. Takes aware datetimes only."""
    return empty if value is None else f"{day(value)} at {clock(value)}"


def iso(value: date | datetime | None) -> str:
    """For the ``datetime`` attribute of ``<time>``."""
    return "" if value is None else value.isoformat()


def nhs(value: str | None, empty: str = NOT_KNOWN) -> str:
    """``943 476 5919``."""
    return nhs_number.display(value) if value else empty


def label(word: Any, empty: str = NOT_KNOWN) -> str:
    """The label of a word from a vocabulary; of several, their labels with commas; anything else as its text."""
    if word is None or word == "" or word == []:
        return empty
    if isinstance(word, (list, tuple, set, frozenset)):
        return ", ".join(label(each) for each in word)
    return str(getattr(word, "label", word))


def kind(value: Any) -> str:
    """How a held value is drawn: nothing, plain, tag, link, day, moment, label, yes_no or several. Quick: tables ask it per cell."""
    if value is None or value == "":
        return "nothing"
    if type(value) in (str, int):
        return "plain"
    for type_, name in _KINDS:
        if isinstance(value, type_):
            return name
    return "label" if hasattr(value, "label") else "plain"


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Tag, "tag"),
    (Link, "link"),
    (datetime, "moment"),
    (date, "day"),
    (bool, "yes_no"),
    ((list, tuple, set, frozenset), "several"),
)


def paragraphs(text: str | None) -> Markup:
    """People's own words as paragraphs with their line breaks kept. Every character is escaped."""
    parts = [
        part.strip() for part in re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n")) if part.strip()
    ]
    breaks = Markup("<br>\n")
    body = (breaks.join(escape(line) for line in part.split("\n")) for part in parts)
    return Markup("\n").join(Markup('<p class="govuk-body gt-words">{}</p>').format(inner) for inner in body)


def plural(count: int, one: str, many: str = "") -> str:
    """``1 concern``, ``3 concerns``; thousands with a comma."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


FILTERS = {
    "day": day,
    "short_day": short_day,
    "clock": clock,
    "at_time": at_time,
    "iso": iso,
    "kind": kind,
    "nhs": nhs,
    "label": label,
    "paragraphs": paragraphs,
    "plural": plural,
}
