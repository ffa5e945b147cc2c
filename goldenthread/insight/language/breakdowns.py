"""Breakdowns: by what a tally is split, and which of them several councils may agree on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.ground.facts import Column, Kind
from goldenthread.ground.words import Words

Band = tuple[str, int, int]
BANDS: Mapping[str, tuple[Band, ...]] = {
    # The bands of the national return, SG1a.
    "age": (
        ("18-64", 18, 64),
        ("65-74", 65, 74),
        ("75-84", 75, 84),
        ("85-94", 85, 94),
        ("95+", 95, 130),
    ),
    "level": (("1", 1, 1), ("2", 2, 2), ("3", 3, 3)),
}
# Keys a tally may be split by: whoever does the work. Never the adult, nor their concern or enquiry.
WORKERS = ("worker_key", "officer_key", "manager_key")
FLAG_WORDS = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Breakdown:
    """One way to split a tally.

    ``name`` is the column of the numerator; ``of`` the same attribute in the denominator's facts, where it is called otherwise.
    ``bands`` names bands of a number, ``codes`` the return whose codes group the words.
    """

    name: str
    of: str
    bands: str = ""
    codes: str = ""

    @property
    def by(self) -> str:
        """Its own name among the breakdowns of an indicator: two groupings of one column differ."""
        return f"{self.name}/{self.codes}" if self.codes else self.name


def groups(breakdown: Breakdown, column: Column) -> dict[str | bool | int, str] | None:
    """Each stored value and the group it is counted in; None where a value is its own group or is banded."""
    if column.kind is Kind.FLAG:
        return {True: FLAG_WORDS[True], False: FLAG_WORDS[False]}
    if breakdown.codes and column.words:
        return {word.value: word.codes[breakdown.codes] for word in column.words}
    return None


def group_of(breakdown: Breakdown, column: Column, value: object) -> str | None:
    """The group a value is counted in; None for a missing value and for a number outside every band."""
    if value is None:
        return None
    if breakdown.bands:
        number = int(str(value))
        return next((name for name, low, high in BANDS[breakdown.bands] if low <= number <= high), None)
    named = groups(breakdown, column)
    if named is not None:
        return named.get(value)  # type: ignore[call-overload,no-any-return]
    return str(value)


def names(breakdown: Breakdown, column: Column) -> dict[str, str]:
    """The groups in the order they are shown, each with its label; empty where they come from the data alone."""
    if breakdown.bands:
        return {name: name.replace("-", " to ") for name, _, _ in BANDS[breakdown.bands]}
    if column.kind is Kind.FLAG:
        return {"yes": "Yes", "no": "No"}
    if breakdown.codes and column.words:
        return {word.codes[breakdown.codes]: word.codes[breakdown.codes] for word in column.words}
    return labels(column.words) if column.words else {}


def labels(words: type[Words]) -> dict[str, str]:
    """Stored values and labels of a list of words."""
    return {word.value: word.label for word in words}


def agreed(breakdown: Breakdown, column: Column) -> bool:
    """True when every council means the same by its groups: closed words, yes and no, and bands. Teams, services and people are local."""
    return bool(breakdown.bands) or column.kind is Kind.FLAG or column.words is not None


def fault(breakdown: Breakdown, column: Column) -> str:
    """Why this column cannot be split by so; empty when it can."""
    if breakdown.bands:
        if breakdown.bands not in BANDS:
            return f"there are no bands called “{breakdown.bands}”; there are {' and '.join(BANDS)}"
        return "" if column.kind is Kind.NUMBER else f"{column.name} is not a number, so it has no bands"
    if breakdown.codes:
        without = column.words is None or any(breakdown.codes not in word.codes for word in column.words)
        return f"not every word of {column.name} has a code of {breakdown.codes}" if without else ""
    if column.kind is Kind.NUMBER:
        return f"{column.name} is a number: say which bands, for example bands = “age”"
    if column.kind is Kind.DAY:
        return f"{column.name} is a day; a figure is split by words, yes and no, bands or workers"
    if column.kind is Kind.KEY and column.name not in WORKERS:
        return f"{column.name} stands for one record; a figure is never split by single people or cases"
    return ""
