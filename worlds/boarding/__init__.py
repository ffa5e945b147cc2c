"""The made-up board's own year: meetings and stories, challenges, upward assurance, risks in services, learning."""

from __future__ import annotations

from datetime import datetime

from worlds.boarding.beside import learning, risks
from worlds.boarding.year import year
from worlds.council import Council
from worlds.playing import Case


def boarding(council: Council, now: datetime) -> list[Case]:
    """The board's year, the risk register of services, and what was learnt elsewhere."""
    return [year(council, now), risks(council, now), learning(council, now)]
