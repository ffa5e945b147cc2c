"""``goldenthread count_returns``: national returns that somebody waits for, counted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access.viewer import operator
from goldenthread.insight.counting import count_returns


class Command(BaseCommand):
    """Counts what waits; what could not be counted says why on its page."""

    help = "Count every national return that waits to be counted, from facts brought up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count. Raises CommandError when the packages for it are missing."""
        try:
            done = count_returns(operator("The service"))
        except ImportError as missing:
            raise CommandError(
                "Counting needs the packages for it. Install them with: pip install 'goldenthread[analytics]'"
            ) from missing
        self.stdout.write(f"Counted {done} return{'' if done == 1 else 's'}.")
