"""Published figures that the council's own are set beside: dated files with their sources, read and checked; never a guess.

A figure that was seen published is marked so; one worked out from published counts is marked "derived". What is only remembered has no
place here (national-figures.md of the domain notes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from goldenthread.ground.catalogue import CatalogueError, Page, read
from goldenthread.insight.language.definition import Indicator, Measure

FOLDER = Path(__file__).parent
ENGLAND = "England"


class Mark(StrEnum):
    """How a figure is known."""

    PUBLISHED = "published"
    DERIVED = "derived"


MARKS = {
    Mark.PUBLISHED: "as published",
    Mark.DERIVED: "worked out by us from published counts",
}


class FigurePage(Page):
    """One figure of a file: its twin among our indicators, whose it is, its counts or its value, and where it was seen."""

    indicator: str
    by: str = ""
    group: str = ""
    place: Annotated[str, Field(min_length=3)]
    part: Annotated[int, Field(ge=0)] | None = None
    whole: Annotated[int, Field(ge=1)] | None = None
    value: Annotated[float, Field(ge=0)] | None = None
    mark: Mark
    sources: Annotated[tuple[str, ...], Field(alias="from", min_length=1)]
    note: Annotated[str, Field(min_length=10)]
    caution: Annotated[str, Field(min_length=10)]

    @model_validator(mode="after")
    def _one_way(self) -> FigurePage:
        if (self.part is None) != (self.whole is None) or (self.part is None) == (self.value is None):
            raise ValueError("give either part and whole, or value")
        if bool(self.by) != bool(self.group):
            raise ValueError("by and group belong together")
        if self.mark is Mark.PUBLISHED and self.value is None:
            raise ValueError("a value worked out from counts is derived, not published")
        return self


class EditionPage(Page):
    """A file: the figures of one year, and the sources they name."""

    year: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    sources: dict[str, Annotated[str, Field(min_length=10)]]
    figure: Annotated[tuple[FigurePage, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Published:
    """One published figure. ``value`` is in the unit of its indicator: in 100, or for every so many."""

    indicator: str
    by: str
    group: str
    place: str
    year: str
    value: Fraction
    mark: Mark
    sources: tuple[str, ...]
    note: str
    caution: str

    @property
    def mark_words(self) -> str:
        """How it is known, as a sentence."""
        return f"{MARKS[self.mark].capitalize()}."

    @property
    def is_england(self) -> bool:
        """True for a figure of the whole country."""
        return self.place == ENGLAND


def read_published(indicators: Mapping[str, Indicator], folder: Path = FOLDER) -> tuple[Published, ...]:
    """Every published figure, newest year first. Raises CatalogueError with a line for each mistake of every file."""
    faults: list[str] = []
    found: list[Published] = []
    for path in sorted(folder.glob("*.toml"), reverse=True):
        try:
            page = read(path, EditionPage)
        except CatalogueError as bad:
            faults.append(str(bad))
            continue
        if page.year != path.stem:
            faults.append(f"{path}: year: the file of {page.year} must be called {page.year}.toml")
        for each in page.figure:
            if wrong := _fault(each, page, indicators):
                faults.append(f"{path}: figure {each.indicator} of {each.place}: {wrong}")
            else:
                found.append(_published(each, page, indicators[each.indicator]))
    if faults:
        raise CatalogueError("\n".join(faults))
    return tuple(found)


def _fault(each: FigurePage, page: EditionPage, indicators: Mapping[str, Indicator]) -> str:
    unknown = [name for name in each.sources if name not in page.sources]
    if unknown:
        return f"from: {unknown[0]} is none of the sources of this file"
    counting = indicators[each.indicator].counting if each.indicator in indicators else None
    if counting is None:
        return "indicator: there is none of this key that is counted"
    if each.by:
        if counting.measure is not Measure.COUNT or each.by not in {by.by for by in counting.breakdowns}:
            return f"by: {each.indicator} is not counted by {each.by}"
    elif counting.measure not in (Measure.SHARE, Measure.RATE):
        return "a number of people or of days has no place beside a country's: only shares and rates have"
    if re.search(r"general knowledge|remember", f"{each.note} {each.caution}", re.IGNORECASE):
        return "what is only remembered is never shown as a published figure"
    return ""


def _published(each: FigurePage, page: EditionPage, indicator: Indicator) -> Published:
    times = 100 if each.by or indicator.counting is None else indicator.counting.times
    value = (
        Fraction(str(each.value))
        if each.part is None or each.whole is None
        else Fraction(each.part) * times / each.whole
    )
    return Published(
        indicator=each.indicator,
        by=each.by,
        group=each.group,
        place=each.place,
        year=page.year,
        value=value,
        mark=each.mark,
        sources=tuple(page.sources[name] for name in each.sources),
        note=each.note,
        caution=each.caution,
    )
