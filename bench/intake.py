"""B3: a report by API against a bare POST that inserts the same rows."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client

from bench.bare import INSERTS, Statement, bare_handler, both
from bench.copies import WRITTEN, Row, concerns_of, copied, insert, new_id, report, rows_after, top
from bench.timing import Times, ratios
from goldenthread.access import procedures
from goldenthread.access.tokens import token_digest
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import AgencyKind
from goldenthread.jobs.server import serve

CLIENTS = 8


def intake(port: int) -> dict[str, Any]:
    """B3: a report by API against a bare POST that inserts the same rows, alone and with eight clients, over the network."""
    tokens = []
    for number in range(CLIENTS):
        agency = procedures.add_agency(
            operator(), name=f"Bench {number} {uuid4().hex[:6]}", kind=AgencyKind.NHS
        )
        tokens.append(procedures.issue_token(operator(), agency_id=agency, label="bench"))
    INSERTS[:] = [same_rows(tokens[0])]
    application = both(WSGIHandler(), bare_handler())
    connections.close_all()
    server = os.fork()
    if server == 0:
        os.setsid()
        serve(application, bind=f"127.0.0.1:{port}", workers=2, threads=4, clockwork=False)
        os._exit(0)
    try:
        wait_for(port)
        digests = [token_digest(token) for token in tokens]
        alone = take_turns(port, tokens[:1], digests, 60)
        together = take_turns(port, tokens, digests, 40)
        return {"alone": alone, "8 clients": together}
    finally:
        os.kill(server, signal.SIGTERM)
        os.waitpid(server, 0)


def wait_for(port: int) -> None:
    """Until somebody answers."""
    end = time.monotonic() + 30
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


def take_turns(port: int, tokens: list[str], digests: list[str], each: int) -> dict[str, float]:
    """All clients post to the house, then all to the reference, and so on in blocks."""
    ours: Times = []
    theirs: Times = []
    for block in range(8):
        for bare, times in ((False, ours), (True, theirs)) if block % 2 else ((True, theirs), (False, ours)):
            threads = [
                threading.Thread(target=post, args=(port, token, digests[n], bare, max(1, each // 8), times))
                for n, token in enumerate(tokens)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    return ratios(ours, theirs)


def post(port: int, token: str, digest: str, bare: bool, count: int, times: Times) -> None:
    """So many reports by one client."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    path = "/bare/intake" if bare else "/api/v1/concerns"
    for _ in range(count):
        ref = uuid4().hex
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": ref,
        }
        start = time.perf_counter()
        connection.request(
            "POST", path, json.dumps(report(ref) | ({"digest": digest} if bare else {})), headers
        )
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status == 201, (path, answer.status)


def same_rows(token: str) -> Callable[[Row], list[Statement]]:
    """What one report through the house inserts, as plain statements with new ids."""
    ref = uuid4().hex
    client = Client(SERVER_NAME="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_IDEMPOTENCY_KEY=ref)
    before = {table: top(table) for table in WRITTEN}
    answer = client.post("/api/v1/concerns", report(ref), content_type="application/json")
    assert answer.status_code == 201, answer.content
    rows = {table: rows_after(table, before[table]) for table in WRITTEN}
    (concern,) = concerns_of(ref)
    assert all(rows.values()), {table: len(found) for table, found in rows.items()}

    def statements(body: Row) -> list[Statement]:
        sent, new = body["external_ref"], new_id()
        fresh = {"id": new, "reference": sent[:30], "external_ref": sent, "once_key": sent}
        made = [insert("concerns_concern", concern | fresh)]
        for table, found in rows.items():
            made += [insert(table, copied(table, row, {concern["id"]: new})) for row in found]
        made.append(("UPDATE access_running SET last = last + 1 WHERE series = %s", ["SGC-2026"]))
        return made

    return statements
