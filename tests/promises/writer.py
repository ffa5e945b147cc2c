"""One writer of R7, run as a process of its own: read-then-write transactions until the time is over.

Three of four go through a procedure; the rest are what happens outside procedures: a session saved, a row changed without a
transaction of one's own, and a plain ``atomic`` block. Prints one JSON line: how many, the longest wait, and every error.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable


def deeds(number: int) -> list[tuple[str, Callable[[], object]]]:
    """What this writer does, in turn."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from goldenthread.access import procedures
    from goldenthread.access.models import Agency, Running, User
    from goldenthread.access.viewer import operator

    agency = Agency.objects.values_list("pk", flat=True).first()
    assert agency is not None

    def by_procedure() -> None:
        procedures.issue_token(operator(), agency_id=agency, label=f"writer {number}")

    def session() -> None:
        store = SessionStore()
        store["number"] = number
        store.save()

    def plain_update() -> None:
        User.objects.filter(team=f"nobody {number}").update(team="nobody")

    def own_transaction() -> None:
        with transaction.atomic():
            found = Running.objects.filter(series="R7").first()
            Running.objects.update_or_create(series="R7", defaults={"last": found.last + 1 if found else 1})

    return [
        ("procedure", by_procedure),
        ("session", session),
        ("procedure", by_procedure),
        ("update", plain_update),
        ("procedure", by_procedure),
        ("procedure", by_procedure),
        ("procedure", by_procedure),
        ("atomic", own_transaction),
    ]


def main() -> None:
    """``writer.py NUMBER SECONDS``."""
    import django

    django.setup()
    from django.db import Error

    number, seconds = int(sys.argv[1]), float(sys.argv[2])
    doing = deeds(number)
    print("ready", flush=True)
    sys.stdin.readline()
    done, longest, waits, errors = 0, {}, [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind, deed = doing[done % len(doing)]
        start = time.monotonic()
        try:
            deed()
        except Error as wrong:
            errors.append(f"{kind}: {wrong}")
        took = time.monotonic() - start
        waits.append(took)
        longest[kind] = max(longest.get(kind, 0.0), took)
        done += 1
    waits.sort()
    print(
        json.dumps(
            {
                "done": done,
                "longest": longest,
                "p99": waits[int(len(waits) * 0.99)],
                "errors": errors[:20],
                "failed": len(errors),
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
