"""What is wrong with an instrument: file, line, key, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.instruments.definition import Instrument


@dataclass(frozen=True)
class Mistake:
    """One mistake. ``line`` counts from 1; ``words`` say what is wrong and what to do."""

    name: str
    line: int
    key: str
    words: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.key}: {self.words}"


class InstrumentError(CatalogueError):
    """An instrument cannot be used. ``mistakes`` are all that were found, in the order of their lines.

    ``so_far`` is what could be read of it, never to be used, so that its other ends can be looked at too; None for nothing.
    """

    def __init__(self, mistakes: Iterable[Mistake], so_far: Instrument | None = None) -> None:
        self.so_far = so_far
        self.mistakes = tuple(sorted(mistakes, key=lambda each: (each.name, each.line)))
        super().__init__("\n".join(map(str, self.mistakes)))


def like(word: str, known: Iterable[str], what: str) -> str:
    """The sentence for an unknown word, with the nearest known one, or all where there are few."""
    every = list(known)
    near = get_close_matches(word, every, n=1, cutoff=0.5)
    if near:
        return f"there is no {what} “{word}”; did you mean “{near[0]}”?"
    shown = ", ".join(every[:30]) + (" …" if len(every) > 30 else "")
    return (
        f"there is no {what} “{word}”; there {'are' if every else 'is none'}{': ' + shown if every else ''}"
    )
