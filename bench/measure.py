"""Measures one database of one size; prints one JSON object. Started by ``python -m bench`` in a process of its own.

    python -m bench.measure --concerns N [--only B1,B3] [--pages "work list,desk"] [--port N]

House and reference take turns within the same loop, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from typing import Any

from bench.timing import say


def main() -> None:
    """Fill, then measure what is asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--concerns", type=int, required=True)
    parser.add_argument("--only", default="B1,B3,B4,B7,B11")
    parser.add_argument("--pages", default="", help="B1: these pages only, by name, with commas")
    parser.add_argument("--port", type=int, default=8029)
    options = parser.parse_args()
    import django

    django.setup()
    logging.disable(logging.INFO)
    # These know the models, which are there only now.
    from bench.imports import imports
    from bench.intake import intake
    from bench.pages import pages
    from bench.snapshots import snapshots
    from bench.trail import trail

    chosen = {name for name in options.pages.split(",") if name}
    only = set(options.only.split(","))
    told: dict[str, Any] = {"filled": fill(options.concerns)}
    # The trail first: what the others insert by hand has no hashes of its own.
    measures = {
        "B11": trail,
        "B1": lambda: pages(chosen),
        "B3": lambda: intake(options.port),
        "B4": imports,
        "B7": snapshots,
    }
    for name, measure in measures.items():
        if name in only:
            say(f"{name} …")
            told[name] = measure()
            say(f"  {told[name]}")
    print(json.dumps(told))


def fill(concerns: int) -> dict[str, float]:
    """Build the pattern through the procedures, then grow it; a database that has its size already is left as it is."""
    from django.core.management import call_command

    from bench import fill as filling
    from goldenthread.access.trail_check import count_rows
    from goldenthread.access.viewer import operator
    from goldenthread.concerns.models import Concern

    began = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("build_demo", if_empty=True, adults=3_000, stdout=sys.stderr)
    if Concern.objects.count() < concerns * 0.9:
        filling.grow(concerns, chronology=500, tick=lambda _: say(f"  {time.monotonic() - began:.0f} s"))
        filling.settle_statistics()
    return {
        "concerns": Concern.objects.count(),
        "trail_rows": count_rows(operator()),
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    main()
