"""``goldenthread count_figures``: the figures that pages show, counted anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access.viewer import operator
from goldenthread.insight.counting import count_figures
from goldenthread.insight.snapshots import SnapshotError


class Command(BaseCommand):
    """Counts the council's own figures."""

    help = "Bring the council's own snapshot of nameless facts up to date and count every indicator, for the pages of figures."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count. Raises CommandError when it cannot be done, and says what to do."""
        try:
            rows = count_figures(operator())
        except SnapshotError as bad:
            raise CommandError(str(bad)) from bad
        except ImportError as missing:
            raise CommandError(
                "Counting needs the packages for it. Install them with: pip install 'goldenthread[analytics]'"
            ) from missing
        except OSError as bad:
            raise CommandError(f"{bad.filename}: {bad.strerror}.") from bad
        self.stdout.write(f"Counted every figure from {rows:,} rows of facts.")
