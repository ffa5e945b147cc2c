"""The board's strategy as data: outcomes for people, and by which measures which service is held to account for them.

A dated file in the council's policy folder (``strategy/*.toml``); the one in force on a day is used.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.ground.catalogue import CatalogueError, Page, read
from goldenthread.insight.framework import Supplied


class StrategyLine(Page):
    """What one service is measured by. ``figure``: an indicator of this house, or a measure that agencies supply.

    ``by`` and ``group`` take one group of an indicator: a team.
    ``fewest``: under so many cases nothing is said.
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{2,40}$")]
    figure: str
    service: Annotated[str, Field(min_length=2)]
    part: str = ""
    by: Literal["", "team"] = ""
    group: str = ""
    at_least: float | None = None
    at_most: float | None = None
    fewest: Annotated[int, Field(ge=1, le=1_000)] = 5
    reached_by: date | None = None

    @model_validator(mode="after")
    def _whole(self) -> StrategyLine:
        if self.at_least is None and self.at_most is None:
            raise ValueError("say at_least or at_most")
        if bool(self.by) != bool(self.group):
            raise ValueError("by and group go together")
        return self

    @property
    def target(self) -> str:
        """The target in words."""
        parts = (("at least", self.at_least), ("at most", self.at_most))
        words = ", ".join(f"{name} {value:g}" for name, value in parts if value is not None)
        return f"{words} by {self.reached_by:%-d %B %Y}" if self.reached_by else words


class StrategyOutcome(Page):
    """One outcome for people that the strategy is for."""

    key: Annotated[str, Field(pattern=r"^[a-z-]{2,40}$")]
    title: str
    why: str
    measure: Annotated[tuple[StrategyLine, ...], Field(min_length=1)]


class Strategy(Page):
    """A strategy, and from when to when it is in force."""

    title: str
    source: str
    begins: date
    ends: date
    outcome: Annotated[tuple[StrategyOutcome, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _once(self) -> Strategy:
        keys = [line.key for outcome in self.outcome for line in outcome.measure]
        if len(set(keys)) < len(keys):
            raise ValueError("two measures have the same key")
        return self

    def line(self, key: str) -> StrategyLine:
        """The line of this key. Raises KeyError."""
        return {line.key: line for outcome in self.outcome for line in outcome.measure}[key]


def strategy_on(
    folder: Path, day: date, counted: Collection[str], supplied: Mapping[str, Supplied]
) -> Strategy | None:
    """The strategy in force on a day; None where there is none. ``counted``: keys of indicators that are counted.

    Raises CatalogueError naming the file and each wrong key.
    """
    held = []
    for path in sorted(folder.glob("*.toml")):
        found = read(path, Strategy)
        faults = [
            f"{path}: {line.key}: {wrong}"
            for outcome in found.outcome
            for line in outcome.measure
            for wrong in _faults(line, counted, supplied)
        ]
        if faults:
            raise CatalogueError("\n".join(faults))
        held.append(found)
    return max(
        (each for each in held if each.begins <= day <= each.ends), key=lambda each: each.begins, default=None
    )


def _faults(line: StrategyLine, counted: Collection[str], supplied: Mapping[str, Supplied]) -> list[str]:
    measure = supplied.get(line.figure)
    if measure is None:
        return [] if line.figure in counted else [f"there is no figure {line.figure}"]
    wrong = []
    if line.by:
        wrong.append("a supplied figure is of its agency: leave out by and group")
    if line.part not in measure.part_names:
        wrong.append(f"choose one of the parts {', '.join(measure.part_names) or 'none'}")
    return wrong
