"""Checks every word of a definition against the columns and vocabularies of the facts, and collects every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from goldenthread.ground.facts import Column, FactTable, Kind
from goldenthread.insight.language import conditions as c

WORDS_OF_CONDITIONS = ("is", "one_of", "known", "missing", "within", "during", "all", "any")
_TYPES: dict[Kind, tuple[type, str]] = {
    Kind.FLAG: (bool, "true or false"),
    Kind.NUMBER: (int, "a whole number"),
    Kind.WORD: (str, "a word in quotes"),
}


@dataclass
class Mistakes:
    """What is wrong with one file: pairs of key and sentence."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def add(self, key: str, words: str) -> None:
        """Note one more; the same one is told once."""
        if (key, words) not in self.found:
            self.found.append((key, words))


def like(word: str, known: Mapping[str, Any] | list[str], what: str) -> str:
    """The sentence for an unknown word, with the nearest known one."""
    near = get_close_matches(word, list(known), n=1)
    hint = f"did you mean “{near[0]}”?" if near else f"there are: {', '.join(known) or 'none'}"
    return f"there is no {what} “{word}”; {hint}"


@dataclass
class Checker:
    """Reads conditions over one table."""

    table: FactTable
    mistakes: Mistakes

    def column(self, name: object, key: str, *, kind: Kind | None = None) -> Column | None:
        """The column of this name, of this kind where one is asked for; otherwise a mistake is noted."""
        known = self.table.by_name
        if not isinstance(name, str) or name not in known:
            self.mistakes.add(key, like(str(name), known, f"column in the facts “{self.table.name}” called"))
            return None
        column = known[name]
        if kind and column.kind is not kind:
            self.mistakes.add(key, f"{name} is a {column.kind.value}; here must be a {kind.value}")
            return None
        return column

    def condition(self, told: object, key: str) -> c.Condition:
        """The condition that a table of the file tells; an empty one is every row."""
        if told == {}:
            return c.EVERY_ROW
        if not isinstance(told, dict) or len(told) != 1:
            self.mistakes.add(
                key, "a condition has exactly one word; put several in all = [...] or any = [...]"
            )
            return c.EVERY_ROW
        ((word, value),) = told.items()
        if word not in WORDS_OF_CONDITIONS:
            self.mistakes.add(key, _unknown(word))
            return c.EVERY_ROW
        return getattr(self, f"_{word}")(value, f"{key}.{word}")  # type: ignore[no-any-return]

    def _is(self, told: object, key: str) -> c.Condition:
        name, value = self._pair(told, key)
        column = self.column(name, key) if name else None
        return c.Is(name, self._value(column, value, key)) if column else c.EVERY_ROW

    def _one_of(self, told: object, key: str) -> c.Condition:
        name, values = self._pair(told, key)
        column = self.column(name, key) if name else None
        if not column:
            return c.EVERY_ROW
        if not isinstance(values, list) or not values or len(set(map(str, values))) != len(values):
            self.mistakes.add(key, "give a list of different values: one_of = { column = [..., ...] }")
            return c.EVERY_ROW
        return c.OneOf(name, tuple(self._value(column, value, f"{key}.{name}") for value in values))

    def _known(self, told: object, key: str) -> c.Condition:
        return c.Known(self._may_be_missing(told, key))

    def _missing(self, told: object, key: str) -> c.Condition:
        return c.Missing(self._may_be_missing(told, key))

    def _within(self, told: object, key: str) -> c.Condition:
        if not isinstance(told, dict) or set(told) != {"from", "to", "days"}:
            self.mistakes.add(key, "write within = { from = “a day column”, to = “a day column”, days = 28 }")
            return c.EVERY_ROW
        for end in ("from", "to"):
            self.column(told[end], f"{key}.{end}", kind=Kind.DAY)
        days = told["days"]
        if not isinstance(days, int) or isinstance(days, bool) or days < 0:
            self.mistakes.add(f"{key}.days", "days is a whole number from 0")
            days = 0
        return c.Within(str(told["from"]), str(told["to"]), days)

    def _during(self, told: object, key: str) -> c.Condition:
        self.column(told, key, kind=Kind.DAY)
        return c.During(str(told))

    def _all(self, told: object, key: str) -> c.Condition:
        return c.All(self._several(told, key))

    def _any(self, told: object, key: str) -> c.Condition:
        return c.Any(self._several(told, key))

    def _several(self, told: object, key: str) -> tuple[c.Condition, ...]:
        if not isinstance(told, list) or len(told) < 2:
            self.mistakes.add(key, "give a list of two conditions or more")
            return ()
        return tuple(self.condition(part, f"{key}.{i}") for i, part in enumerate(told, 1))

    def _pair(self, told: object, key: str) -> tuple[str, Any]:
        if not isinstance(told, dict) or len(told) != 1:
            self.mistakes.add(key, "name exactly one column and its value: { column = value }")
            return "", None
        ((name, value),) = told.items()
        return name, value

    def _may_be_missing(self, told: object, key: str) -> str:
        column = self.column(told, key)
        if column and not column.may_be_missing:
            self.mistakes.add(key, f"{column.name} is never missing, so this says nothing")
        return str(told)

    def _value(self, column: Column, value: object, key: str) -> c.Value:
        if column.kind not in _TYPES:
            self.mistakes.add(
                key,
                f"{column.name} is a {column.kind.value}; is and one_of ask for a word, a number or yes and no",
            )
            return ""
        wanted, words = _TYPES[column.kind]
        if type(value) is not wanted:
            self.mistakes.add(key, f"{column.name} is compared with {words}")
            return ""
        if column.words and value not in column.words.values():
            self.mistakes.add(
                key, like(str(value), column.words.values(), f"word in “{column.words.title()}”")
            )
        return value  # type: ignore[return-value]


def _unknown(word: str) -> str:
    if word == "not":
        return "there is no “not” in this language: say what is counted, with is, one_of, known or missing"
    return like(word, list(WORDS_OF_CONDITIONS), "condition")
