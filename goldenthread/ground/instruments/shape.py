"""The keys of an instrument's file, as they are written."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from goldenthread.ground.catalogue import Page

KEY = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def _words(value: str) -> str:
    if _UNPRINTABLE.search(value):
        raise ValueError("holds a character that cannot be printed; remove it")
    found = " ".join(value.split())
    if not found:
        raise ValueError("is empty; write it, or leave the key out where it may be left out")
    return found


def _short(value: str) -> str:
    found = _words(value)
    if len(found) > 400:
        raise ValueError(f"is {len(found)} characters long; 400 is the most here")
    return found


def _long(value: str) -> str:
    found = _words(value)
    if len(found) > 4000:
        raise ValueError(f"is {len(found)} characters long; 4,000 is the most")
    return found


def _key(value: str) -> str:
    if not re.fullmatch(KEY, value) or len(value) > 60:
        raise ValueError("a key is letters, digits, dots, hyphens; at most 60, and no blanks")
    return value


def _version(value: str) -> str:
    if len(_key(value)) > 20:
        raise ValueError("a version is at most 20 letters, digits, dots and hyphens, such as “2015-03.1”")
    return value


def _reference(value: str) -> str:
    if not re.fullmatch(rf"{KEY}: \S.*", value):
        raise ValueError("write the key of a document, a colon, a blank and the place: “guidance: 14.13”")
    return _short(value)


def _target(value: str) -> str:
    if not re.fullmatch(rf"{KEY}/{KEY}", value):
        raise ValueError("write the key of the other instrument, a slash and the key of its item: “tool/1.2”")
    return value


def _day(value: Any) -> Any:
    """A date of TOML as text; a year or a month stays what it is, for nobody knows the day."""
    return value.isoformat() if type(value) is date else value


def _published(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", value):
        raise ValueError("write a year, a month or a day: “2015”, “2015-03” or “2015-03-25”")
    if len(value) == 10:
        date.fromisoformat(value)
    return value


Short = Annotated[str, AfterValidator(_short)]
Long = Annotated[str, AfterValidator(_long)]
Key = Annotated[str, AfterValidator(_key)]
Version = Annotated[str, AfterValidator(_version)]
Published = Annotated[str, BeforeValidator(_day), AfterValidator(_published)]
Reference = Annotated[str, AfterValidator(_reference)]
Target = Annotated[str, AfterValidator(_target)]


class StrictPage(Page):
    """A page on which a number is never taken for a word, nor a word for a number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LevelPage(StrictPage):
    """One step of a scale."""

    value: Annotated[int, Field(ge=0, le=100)]
    label: Short
    meaning: Long = ""


class BandPage(StrictPage):
    """A word for a total, from a whole per cent."""

    at_least: Annotated[int, Field(ge=0, le=100)]
    label: Short


class ScalePage(StrictPage):
    """A scale."""

    key: Key
    title: Short
    source: Long
    levels: list[LevelPage]
    bands: list[BandPage] = []


class DocumentPage(StrictPage):
    """A document."""

    title: Short
    publisher: Short
    published: Published = ""
    rights: Short = ""
    address: Short = ""


class HeadPage(StrictPage):
    """Everything but the items."""

    key: Key
    version: Version
    title: Short
    about: Long
    publisher: Short
    published: Published = ""
    licence: Long
    source: Long
    assessors: list[str]
    documents: dict[str, DocumentPage]
    scales: list[ScalePage] = []


class CrosswalkPage(StrictPage):
    """A crosswalk."""

    to: Target
    relation: str
    because: Long = ""


class ItemPage(StrictPage):
    """One item."""

    key: Key
    kind: str
    text: Long
    parent: str = ""
    title: Short = ""
    scale: str = ""
    sources: list[Reference] = []
    asks_for: list[Short] = []
    indicators: list[str] = []
    crosswalks: list[CrosswalkPage] = []
    assessors: list[str] = []
