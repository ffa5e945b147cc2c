"""``goldenthread clockwork``: the house's own work, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.jobs.clockwork import JOBS, loop


class Command(BaseCommand):
    """Runs the jobs in goldenthread/jobs/clockwork.py in the foreground. ``goldenthread serve`` runs one beside the pages."""

    help = (
        "Send letters that wait and keep the house tidy, until stopped. `goldenthread serve` does this too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"Clockwork: {', '.join(job.name for job in JOBS) or 'nothing to do'}")
        loop(stop)
