"""Finds the line of a key in a TOML file, so that whoever wrote it can go there."""

from __future__ import annotations

import re
from bisect import bisect_right

_PIECES = re.compile(
    r"\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*", re.DOTALL
)
_ITEMS = re.compile(r"^\s*\[\[\s*items\s*\]\]", re.MULTILINE)
_HEADER = re.compile(r"^\s*\[", re.MULTILINE)


def _without_words(found: re.Match[str]) -> str:
    """Comments and long strings made blank; their line ends, and short strings, stay."""
    piece = found.group()
    if piece.startswith(('"""', "'''", "#")):
        return re.sub(r"[^\n]", " ", piece)
    return piece


class Lines:
    """The lines of one text. Every answer counts from 1, and is the best known: the item's where the key itself is not found."""

    def __init__(self, text: str) -> None:
        self.code = _PIECES.sub(_without_words, text)
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.code))]
        self.items = [found.start() for found in _ITEMS.finditer(self.code)]

    def at(self, place: int) -> int:
        """The line of a place in the text."""
        return bisect_right(self.starts, place)

    def item(self, number: int, key: str, *path: str | int) -> int:
        """The line of a key of the item of this number (from 0). ``key`` finds items that are written in one line each."""
        if number < len(self.items):
            start = (
                self.items[number]
                + len(self.code[self.items[number] :])
                - len(self.code[self.items[number] :].lstrip())
            )
            end = self.items[number + 1] if number + 1 < len(self.items) else len(self.code)
            return self._within(start, end, path)
        written = re.compile(rf"[{{,\s]key\s*=\s*[\"']{re.escape(key)}[\"']") if key else None
        found = written.search(self.code) if written else None
        if found is None:
            return self.head("items")
        line = self.at(found.end() - 1)
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.code)
        return self._within(start, end, path)

    def head(self, *path: str | int) -> int:
        """The line of a key that belongs to no item."""
        if len(path) > 1 and isinstance(path[1], int):
            headers = re.compile(rf"^\s*\[\[\s*{re.escape(str(path[0]))}\s*\]\]", re.MULTILINE)
            found = [each.start() for each in headers.finditer(self.code)]
            if path[1] < len(found):
                return self._within(self._past_blanks(found[path[1]]), len(self.code), path[2:])
        first = _HEADER.search(self.code)
        end = first.start() if first else len(self.code)
        line = self._within(0, end, path[:1])
        if line > 1 or not path:
            return line
        header = re.search(rf"^\s*\[+\s*{re.escape(str(path[0]))}\b", self.code, re.MULTILINE)
        return self._within(self._past_blanks(header.start()), len(self.code), path) if header else 1

    def _past_blanks(self, place: int) -> int:
        return place + len(self.code[place:]) - len(self.code[place:].lstrip())

    def _within(self, start: int, end: int, path: tuple[str | int, ...]) -> int:
        place = start
        for part in path:
            if isinstance(part, int):
                continue
            wanted = re.compile(rf"(?:^|[\[{{,\s.])[\"']?{re.escape(part)}[\"']?\s*(?=[=\].])", re.MULTILINE)
            found = wanted.search(self.code, place, end)
            if found is None:
                break
            place = found.end() - 1
        return self.at(place)
