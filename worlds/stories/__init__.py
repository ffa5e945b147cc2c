"""Story cases a visitor can follow. All people are made up."""

from __future__ import annotations

import random
from datetime import datetime

from worlds.council import Council
from worlds.playing import Case
from worlds.stories.leonard import leonard_pike
from worlds.stories.others import four_more


def stories(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """All story cases."""
    return [*leonard_pike(dice, council, now), *four_more(dice, council, now)]
