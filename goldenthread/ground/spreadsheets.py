"""Text that spreadsheets will open: no cell of ours is taken for a formula, and what was written can be got back.

A spreadsheet runs a cell that begins with = + - or @, also after a tab or a line end, also in full-width form; and some drop spaces and
signs that nobody sees first. Such a cell gets one apostrophe before it; a cell that begins with apostrophes before such a sign gets
one more, so that taking one away always gives back what was there.
"""

from __future__ import annotations

import re

# Spaces of every width, joiners, and marks of the direction of writing.
_UNSEEN = r"\s\x00\u180e\u200b-\u200f\u202a-\u202f\u2060-\u206f\ufeff"
_SIGN = rf"(?:[\t\r\n\x00]|[{_UNSEEN}]*[=+\-@＝＋－＠])"
_RISKY = re.compile(rf"^[{_UNSEEN}]*'*{_SIGN}")
_MADE_SAFE = re.compile(rf"^'[{_UNSEEN}]*'*{_SIGN}")


def neutral(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def original(cell: str) -> str:
    """What :func:`neutral` was given."""
    return cell[1:] if _MADE_SAFE.match(cell) else cell
