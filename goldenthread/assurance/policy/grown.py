"""What became of the last day's feedback in the report: line by line, with both wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from goldenthread.assurance.vocabulary import Grown

# Two messages without a number of their own are one, reworded, when at least this share of their letters agree.
ALIKE = 0.6


@dataclass(frozen=True)
class Told:
    """One line of a kept paper. ``key`` is the record it stands for, "" for a key message; ``what`` says what it is."""

    key: str
    what: str
    words: str
    theme: str = ""
    question: str = ""


@dataclass(frozen=True)
class Turn:
    """A line then and now; None where it was not told, or is not there any more. ``differs`` names what changed."""

    became: Grown
    before: Told | None
    after: Told | None
    differs: tuple[str, ...] = ()


def grown(before: Sequence[Told], after: Sequence[Told]) -> tuple[Turn, ...]:
    """Each line of both papers once, in the order of the newer; what was dropped stands where it stood, at the end."""
    partner = _partners(before, after)
    turns = [_turn(partner.get(place), line) for place, line in enumerate(after)]
    met = [each.before for each in turns if each.before]
    gone = [Turn(Grown.DROPPED, line, None) for line in before if line not in met]
    return (*turns, *gone)


def _partners(before: Sequence[Told], after: Sequence[Told]) -> dict[int, Told]:
    """Place in ``after`` → the line it was: the same record, else the message that reads most like it."""
    known = {line.key: line for line in before if line.key}
    found = {place: known[line.key] for place, line in enumerate(after) if line.key in known}
    free = [line for line in before if not line.key]
    pairs = sorted(
        (
            (_alike(old.words, line.words), -place, old)
            for place, line in enumerate(after)
            if not line.key
            for old in free
        ),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    taken: list[Told] = []
    for alike, place, old in pairs:
        if alike >= ALIKE and -place not in found and old not in taken:
            found[-place] = old
            taken.append(old)
    return found


def _turn(old: Told | None, new: Told) -> Turn:
    if old is None:
        return Turn(Grown.ADDED, None, new)
    named = (("wording", "words"), ("kind", "what"), ("theme", "theme"), ("key question", "question"))
    differs = tuple(name for name, part in named if getattr(old, part) != getattr(new, part))
    return Turn(Grown.CHANGED if differs else Grown.SAME, old, new, differs)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
