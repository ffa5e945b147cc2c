"""Reads the text of an instrument. Every mistake is told at once, with file, line, key and what to do."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from enum import Enum
from hashlib import sha256
from typing import Any, TypeVar

from goldenthread.ground.catalogue import checked
from goldenthread.ground.instruments.definition import (
    Band,
    Crosswalk,
    Document,
    Instrument,
    Item,
    Level,
    Scale,
    SourceReference,
)
from goldenthread.ground.instruments.lines import Lines
from goldenthread.ground.instruments.mistakes import InstrumentError, Mistake, like
from goldenthread.ground.instruments.shape import CrosswalkPage, HeadPage, ItemPage, ScalePage, StrictPage
from goldenthread.ground.instruments.syntax import not_toml
from goldenthread.ground.instruments.vocabulary import Assessor, ItemKind, Relation
from goldenthread.ground.words import Words

MOST_ITEMS, MOST_CHARACTERS, DEEPEST = 5_000, 4_000_000, 8
_FAR = 64
W = TypeVar("W", bound=Words)
Path = tuple[str | int, ...]


def read_instrument(text: str, name: str) -> Instrument:
    """The instrument of a text. ``name`` is what its file is called, for mistakes.

    Raises InstrumentError with every mistake. Whether its indicators and the other ends of its crosswalks exist is for those who
    know them: ``check_indicators`` and ``check_together``.
    """
    return _Reader(text, name).read()


# What stands in for what is wrong, so that the rest is looked at too. A text with a mistake is never an instrument.
_HEAD_STANDS_IN: dict[str, Any] = {
    "key": "key", "version": "1", "title": "–", "about": "–", "publisher": "–",
    "licence": "–", "source": "–", "assessors": ["council"], "documents": {},
}  # fmt: skip


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        # A mark at the start and line ends of other systems are taken as an editor would.
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        self.name = name
        self.found: list[Mistake] = []
        self.written: list[dict[str, Any]] = []

    def read(self) -> Instrument:
        values = self._values()
        self.lines = Lines(self.text)
        raw = values.pop("items", [])
        head, faults = checked(values, HeadPage)
        for path, words in faults:
            self._wrong_in_head(path, self._plainly(path, words, HeadPage))
        if head is None:
            head, _ = checked(_mended(values, faults, HeadPage, _HEAD_STANDS_IN), HeadPage)
        pages = self._pages(raw)
        scales = self._scales(head, values)
        items = self._items(pages, head, scales, _keys_of(values.get("scales")))
        if head is None:
            raise InstrumentError(self.found)
        documents = tuple(Document(key=key, **page.model_dump()) for key, page in head.documents.items())
        whole = Instrument(
            **head.model_dump(include={"key", "version", "title", "about", "publisher", "published"}),
            licence=head.licence,
            source=head.source,
            assessors=tuple(Assessor(each) for each in head.assessors if each in Assessor.values()),
            documents=documents,
            scales=scales,
            items=tuple(items),
            digest="",
            name=self.name,
        )
        if self.found:
            raise InstrumentError(self.found, whole)
        object.__setattr__(whole, "digest", _digest(whole))
        return whole

    def _values(self) -> dict[str, Any]:
        if len(self.text) > MOST_CHARACTERS:
            self._stop(
                1,
                "(whole file)",
                f"the file is too long; {MOST_CHARACTERS // 1_000_000} million characters are the most",
            )
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as bad:
            return self._stop(*not_toml(self.text, bad))
        except RecursionError:
            return self._stop(1, "(whole file)", "lists lie too deep within lists; nothing here needs that")

    def _stop(self, line: int, key: str, words: str) -> dict[str, Any]:
        raise InstrumentError([Mistake(self.name, line, key, words)])

    # What is wrong, and where.

    def _wrong_in_head(self, path: Path, words: str) -> None:
        shown = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.found.append(Mistake(self.name, self.lines.head(*path), shown or "(whole file)", words))

    def _wrong(self, number: int, path: Path, words: str) -> None:
        told = self.written[number].get("key")
        key = told if isinstance(told, str) else ""
        shown = f"item {key}" if key else f"item number {number + 1}"
        parts = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        line = self.lines.item(number, key, *path)
        self.found.append(Mistake(self.name, line, f"{shown}, {parts}" if parts else shown, words))

    @staticmethod
    def _plainly(path: Path, words: str, page: type[StrictPage]) -> str:
        words = words.removeprefix("value error, ")
        if "not known here" in words and len(path) == 1 and isinstance(path[0], str):
            return like(path[0], [*page.model_fields, *(["items"] if page is HeadPage else [])], "key")
        kind = {
            "valid string": "words in quotes",
            "valid integer": "a whole number without quotes",
            "valid list": "a list in square brackets",
            "valid dictionary": "a table",
        }
        return next((f"this must be {told}" for sign, told in kind.items() if sign in words), words)

    # Parts.

    def _pages(self, raw: object) -> list[tuple[int, ItemPage]]:
        if (
            not isinstance(raw, list)
            or not raw
            or not all(isinstance(each, dict) for each in raw)
            or len(raw) > MOST_ITEMS
        ):
            many = isinstance(raw, list) and len(raw) > MOST_ITEMS
            words = (
                f"there are {len(raw):,} items; {MOST_ITEMS:,} are the most" if many else ""  # type: ignore[arg-type]
            )
            self._wrong_in_head(("items",), words or "there is no item; write each under a line [[items]]")
            return []
        self.written = raw
        found = []
        for number, each in enumerate(raw):
            page, faults = checked(each, ItemPage)
            for path, words in faults:
                self._wrong(number, path, self._plainly(path, words, ItemPage))
            if page is None:
                stands_in = {
                    "key": f"item-number-{number + 1}",
                    "kind": ItemKind.STATEMENT.value,
                    "text": "–",
                }
                page, _ = checked(_mended(each, faults, ItemPage, stands_in), ItemPage)
            if page is not None:
                found.append((number, page))
        return found

    def _scales(self, head: HeadPage | None, values: dict[str, Any]) -> tuple[Scale, ...]:
        if head is None:
            return ()
        found: dict[str, Scale] = {}
        for number, page in enumerate(head.scales):
            if page.key in found:
                self._wrong_in_head(("scales", number, "key"), f"there are two scales “{page.key}”")
            for part, words in _wrong_with_scale(page):
                self._wrong_in_head(("scales", number, part), words)
            found[page.key] = Scale(
                page.key,
                page.title,
                page.source,
                tuple(Level(each.value, each.label, each.meaning) for each in page.levels),
                tuple(Band(each.at_least, each.label) for each in page.bands),
            )
        for path, words in _wrong_with_head(head, {each.key for each in self.found}):
            self._wrong_in_head(path, words)
        return tuple(found.values())

    def _items(
        self,
        pages: Sequence[tuple[int, ItemPage]],
        head: HeadPage | None,
        scales: tuple[Scale, ...],
        written: Collection[str],
    ) -> list[Item]:
        every = {each["key"]: None for each in self.written if isinstance(each.get("key"), str)}
        self._keys_and_parents(pages, every)
        own = tuple(Assessor(each) for each in head.assessors if each in Assessor.values()) if head else ()
        # A scale with a mistake of its own is there, and its mistake is told already.
        named = [scale.key for scale in scales] + sorted(written)
        found = []
        for number, page in pages:
            kind = self._word(ItemKind, page.kind, number, ("kind",), "kind of item")
            # Without a head nothing is known of scales and documents, and its own mistakes are told already.
            if head and page.scale and page.scale not in named:
                self._wrong(number, ("scale",), like(page.scale, named, "scale"))
            sources = tuple(self._source(each, head, number) for each in page.sources)
            crosswalks = tuple(
                made
                for at, each in enumerate(page.crosswalks)
                if (made := self._crosswalk(each, head, number, at))
            )
            who = [self._word(Assessor, each, number, ("assessors",), "assessor") for each in page.assessors]
            self._twice(page.indicators, number, "indicators")
            self._twice([each.to for each in page.crosswalks], number, "crosswalks")
            if kind is not None or self.found:
                found.append(
                    Item(
                        page.key,
                        kind or ItemKind.STATEMENT,
                        page.text,
                        page.parent,
                        page.title,
                        page.scale,
                        sources,
                        tuple(page.asks_for),
                        tuple(page.indicators),
                        crosswalks,
                        tuple(each for each in who if each) or own,
                        self.lines.item(number, page.key),
                        tuple(
                            (key, self.lines.item(number, page.key, key))
                            for key in ("indicators", "crosswalks")
                            if getattr(page, key)
                        ),
                    )
                )
        return found

    def _keys_and_parents(self, pages: Sequence[tuple[int, ItemPage]], every: Collection[str]) -> None:
        first: dict[str, int] = {}
        parent: dict[str, str] = {}
        for number, page in pages:
            if page.parent and page.parent not in every:
                self._wrong(number, ("parent",), like(page.parent, every, "item"))
            if page.key not in first:
                first[page.key], parent[page.key] = number, page.parent
                continue
            line = self.lines.item(first[page.key], page.key)
            words = f"the key “{page.key}” is used already in line {line}; give each its own"
            self._wrong(number, ("key",), words)
        for key, number in first.items():
            words = _wrong_above(key, parent)
            if words:
                self._wrong(number, ("parent",), words)

    def _word(self, words: type[W], value: str, number: int, path: Path, what: str) -> W | None:
        if value in words.values():
            return words(value)
        self._wrong(number, path, like(value, words.values(), what))
        return None

    def _source(self, told: str, head: HeadPage | None, number: int) -> SourceReference:
        document, _, where = told.partition(": ")
        if head and head.documents and document not in head.documents:
            self._wrong(number, ("sources",), like(document, head.documents, "document"))
        return SourceReference(document, where.strip())

    def _crosswalk(
        self, page: CrosswalkPage, head: HeadPage | None, number: int, at: int
    ) -> Crosswalk | None:
        instrument, _, item = page.to.partition("/")
        if head and instrument == head.key:
            self._wrong(
                number, ("crosswalks", at, "to"), "this is the same instrument; a crosswalk leads to another"
            )
        relation = self._word(
            Relation, page.relation, number, ("crosswalks", at, "relation"), "relation of a crosswalk"
        )
        return Crosswalk(instrument, item, relation, page.because) if relation else None

    def _twice(self, told: Sequence[str], number: int, key: str) -> None:
        for each in sorted({each for each in told if told.count(each) > 1}):
            self._wrong(number, (key,), f"“{each}” is named twice; name it once")


def _keys_of(raw: object) -> set[str]:
    """The keys of tables as they are written."""
    several = raw if isinstance(raw, list) else []
    return {key for each in several if isinstance(each, dict) and isinstance(key := each.get("key"), str)}


def _mended(
    values: dict[str, Any],
    faults: Iterable[tuple[Path, str]],
    page: type[StrictPage],
    stands_in: dict[str, Any],
) -> dict[str, Any]:
    """What is right of the values: without the keys, or the entries of lists, that have mistakes."""
    found = {key: told for key, told in values.items() if key in page.model_fields}
    for path, _ in sorted(faults, key=lambda each: [str(part).zfill(6) for part in each[0]], reverse=True):
        key = str(path[0])
        if len(path) > 1 and isinstance(path[1], int) and isinstance(found.get(key), list):
            found[key] = [told for at, told in enumerate(found[key]) if at != path[1]]
        elif len(path) > 1 and isinstance(found.get(key), dict):
            found[key] = {name: told for name, told in found[key].items() if name != path[1]}
        else:
            found.pop(key, None)
    return stands_in | found


def _wrong_with_scale(page: ScalePage) -> Iterable[tuple[str, str]]:
    values = [level.value for level in page.levels]
    if len(values) < 2:
        yield "levels", "a scale has two levels or more"
    elif values != sorted(set(values)):
        yield "levels", "the values of the levels must rise, each once, from the worst to the best"
    bands = [band.at_least for band in page.bands]
    if bands != sorted(set(bands)):
        yield "bands", "at_least must rise from band to band, each once"


def _wrong_with_head(head: HeadPage, told: set[str]) -> Iterable[tuple[Path, str]]:
    if not head.documents and not any(key.startswith("documents") for key in told):
        yield ("documents",), "name at least one document, under a line such as [documents.guidance]"
    if not head.assessors:
        yield ("assessors",), f"say who answers it; there are: {', '.join(Assessor.values())}"
    for each in head.assessors:
        if each not in Assessor.values():
            yield ("assessors",), like(each, Assessor.values(), "assessor")
    for key in head.documents:
        if not re.fullmatch(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", key):
            yield ("documents", key), "a key is letters, digits, dots, hyphens, and no blanks"


def _wrong_above(key: str, parent: dict[str, str]) -> str:
    """Why the way up from this item never ends, or is too long; empty where neither."""
    seen: list[str] = []
    above = parent.get(key, "")
    while above and above not in seen and len(seen) < _FAR:
        seen.append(above)
        above = parent.get(above, "")
    if key in seen:
        return "it stands under itself; follow the parents and take one out"
    # A ring further up is told of the items that are in it.
    ring = bool(above) and above in seen
    deep = len(seen) >= DEEPEST and not ring
    return f"it lies more than {DEEPEST} levels deep; nobody would find it there" if deep else ""


def _digest(whole: Instrument) -> str:
    told = _told(whole)
    del told["digest"]
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _told(value: Any) -> Any:
    """What a value means, as JSON can hold it: without lines and names of files."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    return {each.name: _told(getattr(value, each.name)) for each in fields(value) if each.compare}
