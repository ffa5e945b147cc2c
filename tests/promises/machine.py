"""What the machine under the tests can be judged by."""

from __future__ import annotations

import os


def has_room() -> bool:
    """Has a test a processor to itself? Shared ones make the same work take longer, so that times are judged only then.

    Run a timed promise alone to have it judged; ``make bench`` measures speed as ratios.
    """
    return os.getloadavg()[0] <= (os.cpu_count() or 1)
