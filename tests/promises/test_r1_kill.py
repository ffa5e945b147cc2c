"""R1: an acknowledged report survives SIGKILL of everything at a random moment, while 64 systems are posting."""

from __future__ import annotations

import json
import random
import statistics
import threading
import time
from collections.abc import Callable

import pytest

from tests.promises import machine
from tests.promises.cluster import binaries
from tests.promises.house import BY_ITSELF, House, make_cluster
from tests.promises.reporters import Reporter, make_tokens, start_all

pytestmark = [pytest.mark.promise("R1"), *BY_ITSELF]
CLIENTS, ROUNDS_SQLITE, ROUNDS_POSTGRESQL = 64, 20, 10
FIRST_PAGE_SECONDS = 2.0
# Seconds to the first page, processor seconds of it, reports answered before the kill.
Round = tuple[float, float, int]

_LOOK = """
import json
from django.db import connection
from goldenthread.access.trail_check import check_chains
from goldenthread.access.viewer import operator
with connection.cursor() as cursor:
    def ask(sql):
        cursor.execute(sql)
        return cursor.fetchall()
    whole = "ok"
    if connection.vendor == "sqlite":
        whole = ask("PRAGMA integrity_check")[0][0]
        foreign = ask("PRAGMA foreign_key_check")
        whole = whole if not foreign else str(foreign)
    held = ask("SELECT external_ref, reference FROM concerns_concern")
    torn = ask('''SELECT c.reference FROM concerns_concern c WHERE
        (SELECT count(*) FROM concerns_concernstep s WHERE s.concern_id = c.id) <> 1
        OR (SELECT count(*) FROM concerns_wishrow w WHERE w.concern_id = c.id) <> 1
        OR (SELECT count(*) FROM letters_letter l WHERE l.about_id = c.id) <> 1''')
print("LOOK", json.dumps({"whole": whole, "held": held, "torn": torn, "trail": [str(f) for f in check_chains(operator())]}))
"""


def prove(house: House, reporters: list[Reporter], wanted: int, rounds: list[Round]) -> None:
    """Nothing acknowledged is lost, torn or doubled, and the first page came quickly."""
    again = house.serve()
    again.kill()
    found = json.loads(house.shell(_LOOK).split("LOOK ", 1)[1])
    held = [tuple(pair) for pair in found["held"]]
    acknowledged = {pair for reporter in reporters for pair in reporter.acknowledged.items()}
    unanswered = sum(len(reporter.unanswered) for reporter in reporters)
    pages = [*(page for page, _, _ in rounds), again.first_page]
    work = [*(worked for _, worked, _ in rounds), again.worked]
    print(
        f"R1: {len(rounds)} kills, {len(acknowledged)} acknowledged, {unanswered} unanswered at the end, {len(held)} held; "
        f"first page after {statistics.median(pages):.2f} s (longest {max(pages):.2f}), {statistics.median(work):.2f} s of work"
    )
    assert [wrong for reporter in reporters for wrong in reporter.wrong] == []
    assert len(rounds) == wanted
    assert all(answered for _, _, answered in rounds), f"a kill met nobody at work: {rounds}"
    assert len(acknowledged) >= wanted * 5, "hardly anything was posted, so hardly anything is proved"
    assert found["whole"] == "ok"
    assert acknowledged - set(held) == set(), "acknowledged and lost"
    assert len({ref for ref, _ in held}) == len(held), "a report is held twice"
    assert len({reference for _, reference in held}) == len(held), "a reference was given twice"
    assert found["torn"] == []
    assert found["trail"] == []
    # Seconds of work of the start least disturbed by neighbours on the machine; bench/ measures it by the clock (B9).
    if machine.has_room():
        assert min(work) < FIRST_PAGE_SECONDS, work


def one_round(
    house: House, reporters: list[Reporter], chance: random.Random, kill_more: Callable[[], None]
) -> Round:
    """Start, let everybody post, kill at a random moment."""
    server = house.serve()
    stop = threading.Event()
    before = answered(reporters)
    threads = start_all(reporters, server.port, stop)
    try:
        # The moment counts from the first answer on, or a slow machine would be killed before it did anything.
        until = time.monotonic() + 20
        while answered(reporters) == before and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.random() * 1.5)
    finally:
        server.kill()
        kill_more()
        stop.set()
        for thread in threads:
            thread.join(timeout=40)
    assert not any(thread.is_alive() for thread in threads)
    return server.first_page, server.worked, answered(reporters) - before


def answered(reporters: list[Reporter]) -> int:
    """How many reports were acknowledged so far."""
    return sum(len(reporter.acknowledged) for reporter in reporters)


def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    house = House(tmp_path).make()
    reporters = [Reporter(n, token) for n, token in enumerate(make_tokens(house, CLIENTS))]
    chance = random.Random(20)
    rounds = [one_round(house, reporters, chance, lambda: None) for _ in range(ROUNDS_SQLITE)]
    prove(house, reporters, ROUNDS_SQLITE, rounds)


@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server is installed")
def test_postgresql_killed_too_keeps_what_was_acknowledged(tmp_path):
    cluster = make_cluster()
    try:
        cluster.start()
        house = House(tmp_path, database=cluster.url)
        reporters = [Reporter(n, token) for n, token in enumerate(make_tokens(house, CLIENTS))]
        chance = random.Random(10)
        rounds = []
        for _ in range(ROUNDS_POSTGRESQL):
            rounds.append(one_round(house, reporters, chance, cluster.kill))
            cluster.start()
        prove(house, reporters, ROUNDS_POSTGRESQL, rounds)
    finally:
        cluster.remove()
