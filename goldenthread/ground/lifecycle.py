"""Lifecycles: who may make which move from which state, as one table. Diagrams and buttons are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from goldenthread.ground.verdicts import ALLOWED, Verdict, refused
from goldenthread.ground.words import Words

S = TypeVar("S", bound=Words)


@dataclass(frozen=True)
class Move(Generic[S]):
    """One legal move. ``permission`` says who; ``guard`` names the rule that must also agree, if any."""

    deed: str
    permission: str
    sources: tuple[S, ...]
    target: S | None
    button: str
    needs_words: bool = False
    guard: str = ""


@dataclass(frozen=True)
class Lifecycle(Generic[S]):
    """A state table. ``target`` None means the deed leaves the state as it is."""

    name: str
    states: type[S]
    start: S
    moves: tuple[Move[S], ...]

    def move(self, deed: str) -> Move[S]:
        """The move of that name. Raises KeyError when the table has none."""
        for move in self.moves:
            if move.deed == deed:
                return move
        raise KeyError(f"{self.name} has no deed {deed!r}")

    def verdict(self, state: S, deed: str, *, words: str | None = None) -> Verdict:
        """May this deed follow this state? ``words`` is the reason typed, checked where the move needs one."""
        move = self.move(deed)
        if state not in move.sources:
            wanted = " or ".join(f"“{source.label}”" for source in move.sources)
            return refused(
                "STATE",
                f"“{move.button}” is possible when the {self.name} is {wanted}; it is “{self.states(state).label}” now. "
                "It may have moved on while this page was open: look at it again before you go on.",
            )
        if move.needs_words and words is not None and not words.strip():
            return refused("WORDS", "Say why, in a sentence others will understand later.", field="words")
        return ALLOWED

    def after(self, state: S, deed: str) -> S:
        """The state after the deed. Raises KeyError when the table has no such deed."""
        return self.move(deed).target or state

    def open_moves(self, state: S) -> tuple[Move[S], ...]:
        """Every move legal from this state."""
        return tuple(move for move in self.moves if state in move.sources)


ALL_LIFECYCLES: list[Lifecycle[Words]] = []


def lifecycle(table: Lifecycle[S]) -> Lifecycle[S]:
    """Put a state table on the generated lifecycles page."""
    ALL_LIFECYCLES.append(table)  # type: ignore[arg-type]
    return table
