"""What an instrument is once it has been read. Nothing here changes after reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from goldenthread.ground.instruments.vocabulary import Assessor, ItemKind, Relation


@dataclass(frozen=True)
class Level:
    """One step of a scale."""

    value: int
    label: str
    meaning: str = ""


@dataclass(frozen=True)
class Band:
    """A word for a total: from this whole per cent of the most that could be reached."""

    at_least: int
    label: str


@dataclass(frozen=True)
class Scale:
    """How items are graded. ``source`` says whose scale it is; bands are there only where a total is worked out."""

    key: str
    title: str
    source: str
    levels: tuple[Level, ...]
    bands: tuple[Band, ...] = ()

    @property
    def highest(self) -> int:
        """The value of the best level."""
        return max(level.value for level in self.levels)

    def label_of(self, value: int) -> str:
        """The words of a level. Raises KeyError for a value that is not on the scale."""
        return {level.value: level.label for level in self.levels}[value]

    def per_cent(self, grades: tuple[int, ...]) -> int:
        """The total of these grades as a whole per cent of the most they could be, half rounded up. Raises ValueError for none."""
        if not grades:
            raise ValueError("there is no total of no grades")
        most = self.highest * len(grades)
        return (200 * sum(grades) + most) // (2 * most)

    def band(self, per_cent: int) -> str:
        """The word for a total; empty where it lies below every band, or where the scale has none."""
        return next((each.label for each in reversed(self.bands) if per_cent >= each.at_least), "")


@dataclass(frozen=True)
class Document:
    """A document that items refer to. ``rights`` says who holds the rights in it; none of its text is repeated here."""

    key: str
    title: str
    publisher: str
    published: str = ""
    rights: str = ""
    address: str = ""


@dataclass(frozen=True)
class SourceReference:
    """Where in a document an item comes from: a paragraph, section, page or statute."""

    document: str
    where: str


@dataclass(frozen=True)
class Crosswalk:
    """That an item relates to one of another instrument, and why."""

    instrument: str
    item: str
    relation: Relation
    because: str = ""


@dataclass(frozen=True)
class Item:
    """One line of an instrument. ``parent`` is empty at the top; ``scale`` is empty where it is not graded.

    ``assessors`` are its own, or else those of the instrument. ``asks_for`` are prompts for evidence. ``line`` and ``lines`` are
    where it and what it points to stood in the file, and mean nothing: two items that differ in them alone are equal.
    """

    key: str
    kind: ItemKind
    text: str
    parent: str = ""
    title: str = ""
    scale: str = ""
    sources: tuple[SourceReference, ...] = ()
    asks_for: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
    assessors: tuple[Assessor, ...] = ()
    line: int = field(default=0, compare=False)
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def line_of(self, key: str) -> int:
        """The line of ``indicators`` or ``crosswalks``; else of the item."""
        return dict(self.lines).get(key, self.line)


@dataclass(frozen=True)
class Instrument:
    """A standard, framework, audit tool or review as data. ``published`` is empty where the document bears no date.

    ``digest`` is of its meaning: order of keys and layout do not matter.
    """

    key: str
    version: str
    title: str
    about: str
    publisher: str
    published: str
    licence: str
    source: str
    assessors: tuple[Assessor, ...]
    documents: tuple[Document, ...]
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]
    digest: str
    name: str = field(default="", compare=False)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """Items by their keys, in the order written."""
        return {item.key: item for item in self.items}

    @cached_property
    def children(self) -> dict[str, tuple[Item, ...]]:
        """Items by the key of their parent (empty: the top), in the order written."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.parent, []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def document(self) -> dict[str, Document]:
        """Documents by their keys."""
        return {each.key: each for each in self.documents}

    @cached_property
    def scale(self) -> dict[str, Scale]:
        """Scales by their keys."""
        return {each.key: each for each in self.scales}

    def above(self, key: str) -> tuple[Item, ...]:
        """What an item stands under, from the top down. Raises KeyError for an item that is not here."""
        found: list[Item] = []
        parent = self.by_key[key].parent
        while parent:
            found.insert(0, self.by_key[parent])
            parent = self.by_key[parent].parent
        return tuple(found)

    def graded(self) -> tuple[Item, ...]:
        """The items that are given a grade, in the order written."""
        return tuple(item for item in self.items if item.scale)
