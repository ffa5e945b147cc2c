"""How wide the columns of a table are on paper: no word runs into its neighbour, and long cells get most of the room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

# Letters of the size of tables that stand side by side between the margins.
ACROSS = 96
# The longest word a column makes room for; a longer one may be broken.
LONGEST = 22
# Words longer than this would run off the paper itself.
MOST_IN_A_LINE = 80
_BREAK = "\u200b"


def shares(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of the width for each column; they add up to 1.

    A column has room for its longest word; what is left goes to those with the longest cells.
    """
    cells = [[name, *(row[at] for row in rows)] for at, name in enumerate(columns)]
    least = [float(min(LONGEST, max(map(_longest_word, several))) + 2) for several in cells]
    wanted = [sqrt(max(map(len, several))) for several in cells]
    if (left := ACROSS - sum(least)) > 0:
        whole = sum(wanted) or 1.0
        least = [width + left * part / whole for width, part in zip(least, wanted, strict=True)]
    total = sum(least)
    return [width / total for width in least]


def letters(share: float) -> int:
    """How many letters fit into such a column, with room to spare."""
    return max(4, int(share * ACROSS) - 2)


def breakable(text: str, most: int = MOST_IN_A_LINE) -> str:
    """The text with places to break, which nobody sees, in every word of more than ``most`` letters."""
    return re.sub(
        rf"\S{{{most + 1},}}",
        lambda word: _BREAK.join(word[0][at : at + most] for at in range(0, len(word[0]), most)),
        text,
    )


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)
