"""NHS numbers: ten digits, the last a modulus-11 check digit (NHS Data Dictionary)."""

from __future__ import annotations

import re

_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2)


def tidy(text: str) -> str:
    """The digits alone: spaces and hyphens, as people write them, are dropped."""
    return re.sub(r"[\s\-\u00a0\u2010-\u2015]", "", text)


def check_digit(nine: str) -> int | None:
    """The tenth digit for nine digits, or None when no valid number begins so."""
    check = 11 - sum(w * int(d) for w, d in zip(_WEIGHTS, nine, strict=True)) % 11
    return {11: 0, 10: None}.get(check, check)


def is_valid(number: str) -> bool:
    """True for ten ASCII digits with a right check digit that are not all the same."""
    if not re.fullmatch(r"[0-9]{10}", number) or len(set(number)) == 1:
        return False
    return check_digit(number[:9]) == int(number[9])


def display(number: str) -> str:
    """As the NHS writes it: 943 476 5919."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 10 else number


def made_up(serial: int) -> str | None:
    """A number of the 999 range, which is never issued, for made-up people only: None where the stem makes no valid number.

    ``serial`` 0 to 999,999. Raises ValueError outside that.
    """
    if not 0 <= serial <= 999_999:
        raise ValueError("a made-up NHS number needs a serial from 0 to 999,999")
    stem = f"999{serial:06d}"
    digit = check_digit(stem)
    number = f"{stem}{digit}"
    return number if is_valid(number) else None
