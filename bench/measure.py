"""Measures one database of one size; prints one JSON object. Started by ``python -m bench`` in a process of its own.

House and reference take turns within the same loop, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import logging
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROUNDS = 40
CLIENTS = 8
Times = list[float]


def main() -> None:
    """Fill, then measure what is asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--concerns", type=int, required=True)
    parser.add_argument("--only", default="B1,B3,B4,B11")
    parser.add_argument("--port", type=int, default=8029)
    options = parser.parse_args()
    import django

    django.setup()
    logging.disable(logging.INFO)
    only = set(options.only.split(","))
    told: dict[str, Any] = {"filled": fill(options.concerns)}
    # The trail first: what the others insert by hand has no hashes of its own.
    measures = {"B11": trail, "B1": pages, "B3": lambda: intake(options.port), "B4": imports}
    for name, measure in measures.items():
        if name in only:
            say(f"{name} …")
            told[name] = measure()
            say(f"  {told[name]}")
    print(json.dumps(told))


def say(words: str) -> None:
    """Progress, beside the figures."""
    print(words, file=sys.stderr, flush=True)


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


class Side:
    """One of the two that are compared, called without a network."""

    def __init__(self, application: Callable[..., Any], cookies: str) -> None:
        self.application, self.cookies = application, cookies

    def get(self, path: str) -> tuple[int, bytes]:
        """One page."""
        from django.test import RequestFactory

        name, _, query = path.partition("?")
        environ = RequestFactory(SERVER_NAME="127.0.0.1", HTTP_COOKIE=self.cookies)._base_environ()
        environ |= {"PATH_INFO": name, "QUERY_STRING": query, "REQUEST_METHOD": "GET"}
        status: list[str] = []
        answer = self.application(environ, lambda code, _: status.append(code))
        body = b"".join(answer)
        answer.close()
        return int(status[0][:3]), body


def compare(house: Callable[[], Any], bare: Callable[[], Any], rounds: int = ROUNDS) -> dict[str, float]:
    """Times of both in turns, in milliseconds, and the ratios of medians and of the 95th percentiles."""
    ours: Times = []
    theirs: Times = []
    for number in range(rounds + 5):
        for side, times in ((house, ours), (bare, theirs)) if number % 2 else ((bare, theirs), (house, ours)):
            start = time.perf_counter()
            side()
            if number >= 5:
                times.append((time.perf_counter() - start) * 1000)
    return ratios(ours, theirs)


def ratios(ours: Times, theirs: Times) -> dict[str, float]:
    """Medians, 95th percentiles and their ratios."""
    p95 = [statistics.quantiles(times, n=20)[-1] for times in (ours, theirs)]
    medians = [statistics.median(times) for times in (ours, theirs)]
    return {
        "median_ms": round(medians[0], 2),
        "reference_ms": round(medians[1], 2),
        "ratio": round(medians[0] / medians[1], 2),
        "p95_ms": round(p95[0], 2),
        "reference_p95_ms": round(p95[1], 2),
        "p95_ratio": round(p95[0] / p95[1], 2),
    }


def pages() -> dict[str, Any]:
    """B1: each hot page against its reference page."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection, reset_queries

    from bench.bare import PAGES, Reference, bare_handler, captured

    cookies = sign_in()
    house, bare = Side(WSGIHandler(), cookies), Side(bare_handler(), cookies)
    found: dict[str, Any] = {}
    for name, (path, statements) in hot_pages(house).items():
        house.get(path)
        with captured() as rendered:
            status, body = house.get(path)
        if status != 200 or not rendered:
            found[name] = {"missing": f"{path} answered {status}"}
            continue
        template, values = rendered[-1]
        PAGES[name] = Reference(statements, template, values)
        code, same = bare.get(f"/bare/{name}")
        assert code == 200, (name, code)
        assert abs(len(same) - len(body)) < 200, f"{name}: the two do not send the same page"
        connection.force_debug_cursor = True
        reset_queries()
        house.get(path)
        queries = len(connection.queries)
        connection.force_debug_cursor = False
        found[name] = compare(lambda path=path: house.get(path), lambda name=name: bare.get(f"/bare/{name}"))
        found[name] |= {"queries": queries, "reference_queries": len(statements) + 2, "bytes": len(body)}
        say(f"  {name}: {found[name]}")
    return found


def sign_in() -> str:
    """The session cookie of a safeguarding manager."""
    from django.test import Client

    from goldenthread.access.models import User

    email = (
        User.objects.filter(role="safeguarding_manager").order_by("email").values_list("email", flat=True)[0]
    )
    client = Client(SERVER_NAME="127.0.0.1")
    answer = client.post("/account/personas", {**_form_token(client, "/account/personas"), "email": email})
    assert answer.status_code == 302, (answer.status_code, email)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _form_token(client: Any, path: str) -> dict[str, str]:
    """Hidden fields of a form, such as the one that makes it count once."""
    import re

    text = client.get(path).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)([a-z_]+)" value="([^"]*)"', text))


def hot_pages(house: Side) -> dict[str, tuple[str, list[Any]]]:
    """Address and reference statements of each hot page, for records of the middle of the table."""
    from django.db import connection
    from django.db.models import Count

    from bench import statements as sql
    from goldenthread.access.models import User
    from goldenthread.concerns.models import Concern
    from goldenthread.enquiries.models import Enquiry
    from goldenthread.people.models import Person

    def key(value: UUID) -> Any:
        return value if connection.vendor == "postgresql" else value.hex

    user = key(User.objects.filter(role="safeguarding_manager").order_by("email")[0].pk)
    usual = {"restricted": False, "person__restricted": False}
    concerns = Concern.objects.filter(status="decided", **usual).order_by("id")
    concern = concerns[min(500, concerns.count() - 1)]
    enquiries = Enquiry.objects.filter(closed_at__isnull=False, **usual).order_by("id")
    enquiry = enquiries[min(100, enquiries.count() - 1)]
    longest = (
        Concern.objects.filter(**usual)
        .values("person_id")
        .annotate(n=Count("id"))
        .order_by("-n")[0]["person_id"]
    )
    person = Person.objects.get(pk=enquiry.person_id)
    return {
        "work list": ("/concerns/", sql.work_list(user)),
        "concern": (f"/concerns/{concern.pk}", sql.concern(key(concern.pk))),
        "enquiry": (f"/enquiries/{enquiry.pk}/", sql.enquiry(key(enquiry.pk))),
        "person": (f"/people/{person.pk}", sql.person(key(person.pk))),
        "chronology": (f"/people/{longest}/chronology", sql.chronology(key(longest))),
        "search": (
            f"/people/?q={person.given_name}+{person.family_name}".replace("’", ""),
            sql.search(person.family_key, person.given_key),
        ),
        "desk": ("/desk/", sql.desk(user)),
        "public form step": ("/tell-us", []),
    }


def report(ref: str) -> dict[str, Any]:
    """A report as partners' systems send it."""
    return {
        "external_ref": ref, "raised_at": "2026-01-05T09:30:00+00:00", "narrative": "Seen with a bruise she could not explain. " * 6,
        "adult_given_name": "Ada", "adult_family_name": "Example", "adult_date_of_birth": "1941-05-06", "types": "physical",
        "adult_wishes": "I want to feel safe at home.", "referrer_name": "A nurse", "referrer_contact": "ward@example.org",
    }  # fmt: skip


def intake(port: int) -> dict[str, Any]:
    """B3: a report by API against a bare POST that inserts the same rows, alone and with eight clients, over the network."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections

    from bench.bare import INSERTS, bare_handler, both
    from goldenthread.access import procedures
    from goldenthread.access.tokens import token_digest
    from goldenthread.access.viewer import operator
    from goldenthread.access.vocabulary import AgencyKind

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
        from goldenthread.jobs.server import serve

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
        import signal

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


def same_rows(token: str) -> Callable[[dict[str, Any]], list[Any]]:
    """What one report through the house inserts, as plain statements with new ids."""
    from django.db import connection
    from django.test import Client

    ref = uuid4().hex
    client = Client(SERVER_NAME="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_IDEMPOTENCY_KEY=ref)
    before = {table: top(table) for table in WRITTEN}
    answer = client.post("/api/v1/concerns", report(ref), content_type="application/json")
    assert answer.status_code == 201, answer.content
    rows = {table: rows_after(table, before[table]) for table in WRITTEN}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM concerns_concern WHERE external_ref = %s", [ref])
        names = [column[0] for column in cursor.description]
        whole = dict(zip(names, cursor.fetchone(), strict=True))
        whole.pop("queue")
    assert all(rows.values()), {table: len(found) for table, found in rows.items()}
    old = whole["id"]

    def statements(body: dict[str, Any]) -> list[Any]:
        new = uuid4() if connection.vendor == "postgresql" else uuid4().hex
        fresh = {
            "id": new,
            "reference": body["external_ref"][:30],
            "external_ref": body["external_ref"],
            "once_key": body["external_ref"],
        }
        made = [insert("concerns_concern", whole | fresh)]
        for table, found in rows.items():
            for row in found:
                changed = {name: new if value == old else value for name, value in row.items()}
                if table == "letters_letter":
                    changed |= {
                        "id": uuid4() if connection.vendor == "postgresql" else uuid4().hex,
                        "once": body["external_ref"],
                    }
                made.append(insert(table, changed))
        made.append(("UPDATE access_running SET last = last + 1 WHERE series = %s", ["SGC-2026"]))
        return made

    return statements


WRITTEN = (
    "concerns_concernstep",
    "concerns_wishrow",
    "letters_letter",
    "access_trailrow",
    "access_trailhead",
)


def top(table: str) -> Any:
    """The newest id of a table, or all ids of one whose ids are not numbers."""
    from django.db import connection

    with connection.cursor() as cursor:
        if table == "letters_letter":
            cursor.execute("SELECT id FROM letters_letter")
            return {row[0] for row in cursor.fetchall()}
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


def rows_after(table: str, before: Any) -> list[dict[str, Any]]:
    """Rows written since, without numbers that the database gives."""
    from django.db import connection

    with connection.cursor() as cursor:
        since = "" if isinstance(before, set) else f" WHERE id > {before}"
        cursor.execute(f"SELECT * FROM {table}{since}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if isinstance(before, set):
        return [row for row in found if row["id"] not in before]
    return [{name: value for name, value in row.items() if name != "id"} for row in found]


def insert(table: str, row: dict[str, Any]) -> tuple[str, list[Any]]:
    """One plain INSERT."""
    from psycopg.types.json import Jsonb

    values = [Jsonb(value) if isinstance(value, list | dict) else value for value in row.values()]
    columns = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(row))})", values  # noqa: S608


def imports() -> dict[str, Any]:
    """B4: a file through every check, with trail, against bulk-loading the very rows it left, by hand."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from goldenthread.access.models import Agency
    from goldenthread.concerns.models import Concern

    count = 5_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(report("x")))
            writer.writeheader()
            mark = uuid4().hex[:8]
            writer.writerows(report(f"{mark}-{n}") for n in range(count))
        before = {table: top(table) for table in WRITTEN}
        agency = Agency.objects.filter(kind="nhs").order_by("name").values_list("name", flat=True)[0]
        start = time.perf_counter()
        call_command("import_concerns", str(file), agency=agency, stdout=sys.stderr)
        took = time.perf_counter() - start
    assert Concern.objects.filter(external_ref__startswith=mark).count() == count
    by_table = {table: rows_after(table, before[table]) for table in WRITTEN}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM concerns_concern WHERE external_ref LIKE %s", [f"{mark}-%"])
        names = [column[0] for column in cursor.description]
        whole = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    fresh: dict[Any, Any] = {
        row["id"]: uuid4() if connection.vendor == "postgresql" else uuid4().hex for row in whole
    }
    loads = {"concerns_concern": [], **{table: [] for table in WRITTEN}}
    for row in whole:
        row.pop("queue")
        loads["concerns_concern"].append(
            row
            | {
                "id": fresh[row["id"]],
                "reference": f"Z{row['reference']}"[:30],
                "external_ref": f"z{row['external_ref']}",
                "once_key": None,
            }
        )
    for table, rows in by_table.items():
        for row in rows:
            new = {
                name: fresh.get(value, value) if isinstance(value, UUID | str) else value
                for name, value in row.items()
            }
            if table == "letters_letter":
                new |= {
                    "id": uuid4() if connection.vendor == "postgresql" else uuid4().hex,
                    "once": uuid4().hex,
                }
            if table in ("access_trailrow", "access_trailhead") and new["subject_id"] == row["subject_id"]:
                continue
            loads[table].append(new)
    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in loads.items():
            if rows:
                sql, _ = insert(table, rows[0])
                cursor.executemany(sql, [insert(table, row)[1] for row in rows])
    bulk = time.perf_counter() - start
    total = sum(len(rows) for rows in loads.values())
    return {
        "rows_read": count, "rows_written": total, "seconds": round(took, 2), "bulk_seconds": round(bulk, 2), "ratio": round(took / bulk, 2),
        "reports_a_second": round(count / took),
    }  # fmt: skip


def trail() -> dict[str, Any]:
    """B11: verification, along the chains and against an anchor."""
    from goldenthread.access import trail_anchor, trail_check
    from goldenthread.access.viewer import operator

    rows = trail_check.count_rows(operator())
    start = time.perf_counter()
    faults = list(trail_check.check_chains(operator()))
    chains = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "anchor"
        start = time.perf_counter()
        trail_anchor.write_anchor(operator(), file)
        wrote = time.perf_counter() - start
        size = file.stat().st_size
        start = time.perf_counter()
        faults += list(trail_anchor.check_anchor(operator(), file))
        anchor = time.perf_counter() - start
    # Only a sound trail is timed: naming faults takes time of its own.
    assert not faults, faults[:3]
    return {
        "rows": rows, "rows_a_second": round(rows / chains), "anchor_rows_a_second": round(rows / anchor),
        "anchor_written_rows_a_second": round(rows / wrote), "anchor_bytes_a_row": round(size / rows, 1),
    }  # fmt: skip


if __name__ == "__main__":
    main()
