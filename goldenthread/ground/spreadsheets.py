"""Text that spreadsheets will open: no cell of ours is taken for a formula, and what was written can be got back.

A spreadsheet runs a cell that begins with = + - or @, also after a tab or a line end, also in full-width form. Such a cell
gets one apostrophe before it; a cell that begins with apostrophes before such a sign gets one more, so that taking one away
always gives back what was there.
"""

from __future__ import annotations

import re

_RISKY = re.compile("^'*[=+\\-@\t\r\n\x00＝＋－＠]")
_MADE_SAFE = re.compile("^'+[=+\\-@\t\r\n\x00＝＋－＠]")


def neutral(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def original(cell: str) -> str:
    """What :func:`neutral` was given."""
    return cell[1:] if _MADE_SAFE.match(cell) else cell
