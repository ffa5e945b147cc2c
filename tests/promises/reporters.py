"""Agencies' systems that post concerns as fast as they can, and remember every answer."""

from __future__ import annotations

import http.client
import json
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.promises.house import House

_MAKE = """
from goldenthread.access import procedures
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import AgencyKind
for number in range({count}):
    agency = procedures.add_agency(operator(), name=f"Agency {{number}}", kind=AgencyKind.NHS)
    print("TOKEN", procedures.issue_token(operator(), agency_id=agency, label="test"))
"""


def make_tokens(house: House, count: int) -> list[str]:
    """A token of each of so many agencies."""
    told = house.shell(_MAKE.format(count=count))
    return [line.split()[1] for line in told.splitlines() if line.startswith("TOKEN ")]


def report(ref: str) -> dict[str, Any]:
    """One concern about somebody made up."""
    return {
        "external_ref": ref,
        "raised_at": "2026-01-05T09:30:00+00:00",
        "narrative": f"Seen with a bruise she could not explain. {ref}",
        "adult_given_name": "Ada",
        "adult_family_name": "Example",
        "adult_wishes": "I want to feel safe at home.",
        "referrer_contact": "ward@example.org",
        "referrer_name": "A nurse",
    }


def post(
    port: int, token: str, body: dict[str, Any], *, key: str, **headers: str
) -> tuple[int, dict[str, Any]]:
    """Status and body of one report. Raises OSError or HTTPException when no answer came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            "POST",
            "/api/v1/concerns",
            json.dumps(body),
            {
                "Content-Type": "application/json",
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": key,
                **headers,
            },
        )
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


@dataclass
class Reporter:
    """One client. ``acknowledged``: reference by external_ref; ``unanswered``: sent, and no answer came."""

    number: int
    token: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sent: int = 0

    def work(self, port: int, stop: threading.Event) -> None:
        """Post until stopped or until nobody answers; what went unanswered before is sent again first."""
        while not stop.is_set():
            if self.unanswered:
                ref = self.unanswered.pop()
            else:
                self.sent += 1
                ref = f"r-{self.number}-{self.sent}"
            try:
                status, body = post(port, self.token, report(ref), key=f"key-{ref}")
            except (OSError, http.client.HTTPException, ValueError):
                self.unanswered.append(ref)
                return
            if status in {200, 201}:
                self.acknowledged[ref] = body["reference"]
            else:
                self.wrong.append(f"{ref}: {status} {body}")


def start_all(reporters: list[Reporter], port: int, stop: threading.Event) -> list[threading.Thread]:
    """Start every client."""
    threads = [
        threading.Thread(target=reporter.work, args=(port, stop), daemon=True) for reporter in reporters
    ]
    for thread in threads:
        thread.start()
    return threads
