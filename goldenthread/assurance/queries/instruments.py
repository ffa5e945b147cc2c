"""Standards as lists and pages show them: those that come with the house, and those that the board made or loaded.

Standards hold nothing of any person; whoever may open assurance work may read them all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import InstrumentEdition
from goldenthread.ground.instruments import (
    Instrument,
    InstrumentError,
    Item,
    Mistake,
    check_indicators,
    check_together,
    read_instrument,
    written,
)
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class Edition:
    """One version of a standard. ``saved_at`` is None for one that comes with the house."""

    key: str
    version: str
    saved_at: datetime | None = None
    by_name: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_why: str = ""


@dataclass(frozen=True)
class StandardRow:
    """A standard in a list, in its newest version."""

    instrument: Instrument
    edition: Edition


@dataclass(frozen=True)
class StandardPage:
    """A standard in one version, with all its versions, the newest first."""

    instrument: Instrument
    edition: Edition
    editions: tuple[Edition, ...]

    @property
    def newest(self) -> bool:
        """True when it is the version that is offered."""
        return self.edition == _offered(self.editions)


@dataclass(frozen=True)
class Examined:
    """What is said of a text before it is saved: what it holds, or every mistake."""

    instrument: Instrument | None
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class Found:
    """A line of a standard that fits a search."""

    instrument: Instrument
    item: Item


def standards(viewer: Viewer) -> tuple[StandardRow, ...]:
    """Every standard in the newest version that was not withdrawn, by title. One query. Raises Refused for a role that sees none."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    newest = {key: StandardRow(one, Edition(key, one.version)) for key, one in shipped().items()}
    for row in InstrumentEdition.objects.filter(withdrawn_at__isnull=True):
        newest[row.key] = StandardRow(_read(row.text), edition_of(row))
    return tuple(sorted(newest.values(), key=lambda each: each.instrument.title.casefold()))


def library(viewer: Viewer) -> Mapping[str, Instrument]:
    """The newest version of every standard by its key. One query. Raises Refused."""
    return {row.instrument.key: row.instrument for row in standards(viewer)}


def standard(viewer: Viewer, key: str, version: str = "") -> StandardPage | None:
    """A standard in this version, or in the one that is offered; None when there is none. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    came = shipped().get(key)
    found = [(Edition(key, came.version), came)] if came else []
    found += [(edition_of(row), _read(row.text)) for row in InstrumentEdition.objects.filter(key=key)]
    if not found:
        return None
    found.reverse()
    editions = tuple(each for each, _ in found)
    wanted = version or _offered(editions).version
    for edition, instrument in found:
        if edition.version == wanted:
            return StandardPage(instrument, edition, editions)
    return None


def _offered(editions: tuple[Edition, ...]) -> Edition:
    """The newest that was not withdrawn; the newest of all where every one was."""
    return next((each for each in editions if each.withdrawn_at is None), editions[0])


def standard_text(viewer: Viewer, key: str, version: str = "") -> str | None:
    """The file of a standard, to be kept or changed elsewhere and loaded again; None when there is none. Raises Refused."""
    page = standard(viewer, key, version)
    return written(page.instrument) if page else None


def search_standards(viewer: Viewer, words: str, *, most: int = 100) -> tuple[Found, ...]:
    """The lines in which every one of these words stands, at most this many. One query. Raises Refused."""
    wanted = words.casefold().split()
    rows = standards(viewer)
    if not wanted:
        return ()
    fitting = (
        Found(row.instrument, item) for row in rows for item in row.instrument.items if fits(item, wanted)
    )
    return tuple(each for each, _ in zip(fitting, range(most), strict=False))


def fits(item: Item, wanted: list[str]) -> bool:
    """Does every one of these casefolded words stand in the item?"""
    told = " ".join((item.key, item.title, item.text, item.kind.label, *item.asks_for)).casefold()
    return all(word in told for word in wanted)


def examine(viewer: Viewer, text: str, indicators: Collection[str]) -> Examined:
    """What this text holds, or every mistake. ``indicators`` are the keys that exist. One query. Raises Refused."""
    return judged(text, indicators, library(viewer))


def judged(text: str, indicators: Collection[str], others: Mapping[str, Instrument]) -> Examined:
    """The same, beside these other instruments."""
    try:
        one = read_instrument(text, "")
    except InstrumentError as bad:
        every = (*bad.mistakes, *_other_ends(bad.so_far, indicators, others))
        return Examined(None, tuple(sorted(every, key=lambda each: each.line)))
    return Examined(one, _other_ends(one, indicators, others))


def _other_ends(
    one: Instrument | None, indicators: Collection[str], others: Mapping[str, Instrument]
) -> tuple[Mistake, ...]:
    wrong = (*check_indicators(one, indicators), *check_together(one, others)) if one else ()
    return tuple(sorted(wrong, key=lambda each: each.line))


def edition_of(row: InstrumentEdition) -> Edition:
    """A row as pages show it."""
    return Edition(
        row.key,
        row.version,
        row.saved_at,
        row.by_name,
        row.withdrawn_at,
        row.withdrawn_by,
        row.withdrawn_why,
    )


@lru_cache(maxsize=64)
def _read(text: str) -> Instrument:
    return read_instrument(text, "")
