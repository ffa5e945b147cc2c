"""Human references such as SGC-2026-000123-7: series, year, running number and a check character."""

from __future__ import annotations

import re

# No vowels and nothing that is mistaken for a digit when read aloud.
_ALPHABET = "0123456789BCDFGHJKLMNPQRSTVWXYZ"
_SHAPE = re.compile(r"^([A-Z]{2,4})-(\d{4})-(\d{6,})-([0-9A-Z])$")


def _check(series: str, year: int, number: int) -> str:
    total = 0
    for place, char in enumerate(f"{series}{year}{number:06d}", start=2):
        total += place * (int(char) if char.isdigit() else ord(char))
    return _ALPHABET[total % 31]


def reference(series: str, year: int, number: int) -> str:
    """Write a reference. The check character catches one wrong character or two swapped neighbours, nearly always."""
    return f"{series}-{year}-{number:06d}-{_check(series, year, number)}"


def tidy(text: str) -> str:
    """As stored: capitals, no spaces."""
    return re.sub(r"\s", "", text).upper()


def is_valid(text: str) -> bool:
    """True when the shape and the check character are right."""
    match = _SHAPE.match(text)
    return match is not None and _check(match[1], int(match[2]), int(match[3])) == match[4]
