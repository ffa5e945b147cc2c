"""A paper: what a report says, apart from how it looks. Kept as plain values, compared line by line, drawn by the kit."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is a chapter, 2 and 3 stand below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph. ``note`` sets it apart: how to read what follows."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table: every row has as many cells as there are columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bars:
    """A chart of counts, one bar a row. ``title`` is the sentence it shows; every number is also written beside its bar."""

    title: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Trend:
    """A control chart. ``title`` says what it shows.

    ``points``: label, value (None where none is shown), and whether it breaks a rule of the chart. ``bands``: from which point, up to
    which, average, lower and upper limit (None for too few points). ``ceiling``: the highest value there can be, if there is one.
    """

    title: str
    points: tuple[tuple[str, float | None, bool], ...]
    bands: tuple[tuple[int, int, float | None, float | None, float | None], ...] = ()
    ceiling: float | None = None


Block = Heading | Text | Bullets | Grid | Bars | Trend
_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "text": Text,
    "bullets": Bullets,
    "grid": Grid,
    "bars": Bars,
    "trend": Trend,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True)
class Paper:
    """A whole paper. ``dated`` is an ISO day; ``standing`` says which version this is."""

    title: str
    council: str
    dated: str
    standing: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"


def as_values(paper: Paper) -> dict[str, Any]:
    """The paper as plain values for JSON."""
    return {
        "title": paper.title,
        "council": paper.council,
        "dated": paper.dated,
        "standing": paper.standing,
        "language": paper.language,
        "blocks": [{"is": _NAMES[type(block)], **_plain(vars(block))} for block in paper.blocks],
    }


def from_values(values: Mapping[str, Any]) -> Paper:
    """The paper of such values. Raises KeyError or TypeError for values that :func:`as_values` did not write."""
    blocks = []
    for each in values["blocks"]:
        kind = _KINDS[each["is"]]
        blocks.append(kind(**{name: _frozen(value) for name, value in each.items() if name != "is"}))
    return Paper(
        values["title"],
        values["council"],
        values["dated"],
        values["standing"],
        tuple(blocks),
        values["language"],
    )


def digest(paper: Paper) -> str:
    """SHA-256 of what the paper says: two that say the same have the same."""
    written = json.dumps(as_values(paper), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def lines(paper: Paper) -> Iterator[str]:
    """What it says, line by line: for comparing and for searching."""
    yield paper.title
    for block in paper.blocks:
        match block:
            case Heading(text) | Text(text):
                yield text
            case Bullets(items):
                yield from (f"• {item}" for item in items)
            case Grid(caption, columns, rows):
                yield caption
                yield " | ".join(columns)
                yield from (" | ".join(row) for row in rows)
            case Bars(title, counts):
                yield title
                yield from (f"{label}: {count}" for label, count in counts)
            case Trend(title, points):
                yield title
                yield from (
                    f"{label}: {'–' if value is None else f'{value:g}'}" for label, value, _ in points
                )


def differences(before: Paper, after: Paper) -> tuple[tuple[str, str], ...]:
    """What changed: (``"-"`` gone, ``"+"`` new, line), in the order of the newer paper."""
    found = difflib.ndiff(list(lines(before)), list(lines(after)))
    return tuple((line[0], line[2:]) for line in found if line[0] in "+-")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _listed(value) for name, value in values.items()}


def _listed(value: Any) -> Any:
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
