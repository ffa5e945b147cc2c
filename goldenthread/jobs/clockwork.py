"""Work that the house does by itself, and how often. One loop, one list.

A job is a function without parameters that may be called at any time, also by two machines at once: it takes what it finds
waiting, does each thing once, and returns how many it did.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections
from django.utils.module_loading import import_string

log = logging.getLogger("goldenthread.clockwork")


@dataclass(frozen=True)
class Job:
    """A job by its dotted name, and the seconds between the end of one run and the start of the next."""

    name: str
    function: str
    seconds: int

    def load(self) -> Callable[[], int]:
        """The function itself. Raises ImportError when there is none of that name."""
        found: Callable[[], int] = import_string(self.function)
        return found


JOBS: tuple[Job, ...] = (
    Job("letters", "goldenthread.letters.sender.send_waiting", 20),
    Job("drafts", "goldenthread.concerns.drafts.forget_old", 900),
    Job("tidying", "goldenthread.access.tidying.forget_old", 900),
    # Somebody waits for these; it asks one question when nobody does.
    Job("returns", "goldenthread.jobs.counting.count_returns", 20),
    # A page says as at when its figures are; few people look at them more often than this.
    Job("figures", "goldenthread.jobs.counting.count_figures", 6 * 60 * 60),
    Job("signals", "goldenthread.jobs.counting.raise_signals", 60 * 60),
    Job("effects", "goldenthread.jobs.effects.judge_effects", 60 * 60),
)


def run_due(jobs: tuple[Job, ...], due: dict[str, float], now: float) -> None:
    """Run every job whose time has come and note when it is next due. A job that fails is logged and tried again in its turn."""
    for job in jobs:
        if due.get(job.name, 0.0) > now:
            continue
        close_old_connections()
        try:
            count = job.load()()
        except Exception:
            # One broken job must not stop the others; the log names it and its place, never a person's words.
            log.exception("job failed", extra={"job": job.name})
        else:
            if count:
                log.info("job done", extra={"job": job.name, "count": count})
        finally:
            close_old_connections()
        due[job.name] = now + job.seconds


def loop(stop: threading.Event, *, jobs: tuple[Job, ...] = JOBS, parent: int | None = None) -> None:
    """Run jobs when they are due until ``stop`` is set, or until the process ``parent`` is no longer the one above."""
    due: dict[str, float] = {}
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        run_due(jobs, due, time.monotonic())
        stop.wait(1.0)
