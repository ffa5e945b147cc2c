"""The values our macros draw. Pages build these; the macros hold the markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from goldenthread.ground.verdicts import Verdict


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere. ``hidden`` adds words only a screen reader speaks ("Change *name*")."""

    text: str
    href: str
    hidden: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tag:
    """A status in words; colour only helps. ``colour``: grey, green, teal, blue, purple, magenta, red, orange, yellow."""

    text: str
    colour: str = "grey"


@dataclass(frozen=True)
class Wish:
    """One thing the adult wants, in the adult's words, and who told us. ``outcome``: how it ended, once it has."""

    words: str
    said_by: str
    said_on: date | datetime | None = None
    # Who wrote it down, in words: "written down by Ann Cole".
    recorded: str = ""
    outcome: Tag | None = None
    href: str = ""


@dataclass(frozen=True)
class WantsBanner:
    """Heads every page about an adult. No wishes: it says nobody has asked, and offers ``ask`` as a link.

    ``asked`` replaces "Nobody has asked yet" where somebody asked and no wish came of it; ``before`` are wishes said about
    other matters, shown where there is none about this. ``facts`` are what keeps the
    person in view: how they like to be called, how they communicate, who speaks for them.
    """

    name: str
    first_name: str
    wishes: Sequence[Wish] = ()
    ask: Link | None = None
    record: Link | None = None
    facts: Sequence[tuple[str, str]] = ()
    safe_to_contact: str = ""
    asked: str = ""
    before: Sequence[Wish] = ()


@dataclass(frozen=True)
class NextStep:
    """What may be done next. ``due`` in words ("by 24 November, 2 working days left"); ``state`` colours the due date."""

    text: str
    href: str = ""
    due: str = ""
    state: str = "fine"
    who: str = ""


@dataclass(frozen=True)
class NotYet:
    """What may not be done now, why (a verdict), and where each offer of the verdict leads (deed → address)."""

    text: str
    verdict: Verdict
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WhatNow:
    """Where everyone stands: the process, the law in use, who is accountable, what next by when, what not and why."""

    process: str
    law: str
    accountable: str
    worker: str = ""
    status: Tag | None = None
    steps: Sequence[NextStep] = ()
    not_yet: Sequence[NotYet] = ()
    law_meaning: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One entry of a chronology. ``when`` is an aware datetime or a date; ``visible_to`` a tag fixed when it was written."""

    what: str
    when: date | datetime
    who: str = ""
    words: str = ""
    visible_to: Tag | None = None
    href: str = ""
    process: str = ""
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class TaskItem:
    """One row of a task list. Without ``href`` it cannot start yet; ``hint`` says why."""

    text: str
    status: Tag | str
    href: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a summary list. ``value`` is text, Tag, Link, or (text, lines kept) people's words with ``words=True``."""

    key: str
    value: Any
    actions: Sequence[Link] = ()
    words: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table. ``key`` is the item's attribute or mapping key; ``sort`` the address that sorts by it."""

    key: str
    title: str
    numeric: bool = False
    sort: str = ""
    sorted: str = ""
    row_header: bool = False


@dataclass(frozen=True)
class Table:
    """A table. Cells may be text, numbers, Tag, Link, date or datetime. ``empty`` is shown when there are no rows."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    empty: str = "Nothing to show."
    caption_size: str = "m"
    caption_hidden: bool = False


@dataclass(frozen=True)
class WorkCard:
    """One card of a work list: a concern or enquiry with what matters first. ``urgency``: now, late, soon or fine."""

    reference: str
    href: str
    name: str
    summary: str
    urgency: str = "fine"
    due: str = ""
    tags: Sequence[Tag] = ()
    facts: Sequence[tuple[str, str]] = ()
    wants: str = ""


@dataclass(frozen=True)
class Page:
    """Where a list stands: ``number`` from 1 of ``pages``; ``address`` is a query string ending before the number."""

    number: int
    pages: int
    total: int = 0
    address: str = "?page="

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """First, last and the neighbours of this page; None stands for a gap."""
        near = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        shown: list[int | None] = []
        for number in near:
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return tuple(shown)
