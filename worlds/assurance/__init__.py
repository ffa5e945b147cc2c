"""The made-up council's assurance work: an audit of its cases and a peer review, under way."""

from __future__ import annotations

import random
from datetime import datetime

from worlds.assurance.auditing import audit
from worlds.assurance.earlier_review import earlier_review
from worlds.assurance.partners import partners
from worlds.assurance.person_led import person_led
from worlds.assurance.quality import quality
from worlds.assurance.reviewing import peer_review
from worlds.council import Council
from worlds.playing import Case


def assurance(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """Everything the board's work of this year holds."""
    return [
        audit(dice, council, now),
        peer_review(council, now),
        earlier_review(council, now),
        quality(council, now),
        partners(council, now),
        person_led(random.Random(7), council, now),
    ]
