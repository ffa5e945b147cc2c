"""Plays many cases in the order of time. A case is a generator: it yields the moment of its next deed, then does it."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import datetime

from goldenthread.ground import moment

Case = Generator[datetime, None, None]


def play(cases: Iterable[Case], *, until: datetime, tick: Callable[[], None] = lambda: None) -> int:
    """Play the cases up to a moment; what would come later stays undone. Returns how many deeds were done.

    ``tick`` is called once for each case that has begun. A deed that raises stops the whole building.
    """
    waiting: list[tuple[datetime, int, Case]] = []
    for number, case in enumerate(cases):
        waiting.append((next(case), number, case))
    heapq.heapify(waiting)
    begun: set[int] = set()
    done = 0
    while waiting and waiting[0][0] <= until:
        when, number, case = heapq.heappop(waiting)
        if number not in begun:
            begun.add(number)
            tick()
        with moment.at(when):
            following = next(case, None)
        done += 1
        if following is not None:
            heapq.heappush(waiting, (max(following, when), number, case))
    return done
