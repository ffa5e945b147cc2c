"""What waits for each of the made-up staff whenever the demo is opened, at any hour of any day.

The year of ordinary cases is drawn by chance and ends when it ends; a visitor who signs in at night, on a Sunday, as anybody, must
still find a concern in danger first, work that is due or late, a decision to sign off, a report to write and a report to check.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from goldenthread.access.break_glass import break_glass
from goldenthread.access.viewer import Viewer
from worlds.council import Council
from worlds.playing import Case
from worlds.waiting.at_the_front_door import IN_DANGER, SCREENING
from worlds.waiting.case import WaitingCase
from worlds.waiting.enquiries import ENQUIRIES


def _opened_in_an_emergency(case: WaitingCase, by: Viewer, now: datetime) -> Case:
    """Somebody opened the restricted record and said why; a manager has yet to read that."""
    yield now - timedelta(hours=5)
    break_glass(
        by,
        kind="concern",
        id=case.concern_id,
        reason="She rang the duty line in tears and I had to know whether it was safe to ring back.",
    )


def waiting(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """All cases that wait."""
    cases = [WaitingCase(dice, council, waits, now) for waits in (IN_DANGER, *SCREENING, *ENQUIRIES)]
    restricted = next(case for case in cases if case.waits.restricted)
    return [
        *(case.play() for case in cases),
        _opened_in_an_emergency(restricted, council.named("Tom Hartley"), now),
    ]
