"""R5: what is sent twice is stored once, and the same reference is given again."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.promises.house import BY_ITSELF, House
from tests.promises.reporters import make_tokens, post, report

pytestmark = [pytest.mark.promise("R5"), *BY_ITSELF]
AT_ONCE = 50
_COUNT = """
from goldenthread.concerns.models import Concern
print("HELD", list(Concern.objects.values_list("reference", flat=True)))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    return House(tmp_path_factory.mktemp("house"), settings="tests.promises.dying").make()


@pytest.fixture(scope="module")
def tokens(house) -> list[str]:
    return make_tokens(house, 3)


def held(house: House) -> list[str]:
    """References held."""
    return json.loads(house.shell(_COUNT).split("HELD ", 1)[1].replace("'", '"'))


def all_at_once(port: int, token: str, ref: str, *, keys: list[str]) -> list[tuple[int, str]]:
    """The same report as often as there are keys, sent at the same moment."""
    gate = threading.Barrier(len(keys))

    def one(key: str) -> tuple[int, str]:
        gate.wait()
        status, body = post(port, token, report(ref), key=key)
        return status, body.get("reference", str(body))

    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(one, keys))


def test_one_report_sent_fifty_times_at_once_is_one_concern(house, tokens):
    server = house.serve()
    try:
        before = held(house)
        by_key = all_at_once(server.port, tokens[0], "same-key", keys=["same-key"] * AT_ONCE)
        by_ref = all_at_once(server.port, tokens[1], "same-ref", keys=[f"key-{n}" for n in range(AT_ONCE)])
    finally:
        server.kill()
    for answers in (by_key, by_ref):
        assert len(answers) == AT_ONCE
        assert Counter(status for status, _ in answers) == {201: 1, 200: AT_ONCE - 1}
        assert len({reference for _, reference in answers}) == 1
    assert sorted(set(held(house)) - set(before)) == sorted({by_key[0][1], by_ref[0][1]})


def test_two_agencies_may_use_the_same_key_and_reference(house, tokens):
    server = house.serve()
    try:
        first = post(server.port, tokens[0], report("shared"), key="shared")
        second = post(server.port, tokens[1], report("shared"), key="shared")
    finally:
        server.kill()
    assert (first[0], second[0]) == (201, 201)
    assert first[1]["reference"] != second[1]["reference"]


def test_a_server_killed_between_commit_and_answer_gives_the_same_reference_again(house, tokens):
    server = house.serve()
    with pytest.raises((OSError, http.client.HTTPException)):
        post(server.port, tokens[2], report("unheard"), key="unheard", **{"X-Die": "yes"})
    server.kill()
    stored = held(house)
    again = house.serve()
    try:
        answers = [post(again.port, tokens[2], report("unheard"), key="unheard") for _ in range(3)]
    finally:
        again.kill()
    assert {status for status, _ in answers} == {200}, (
        "the first attempt was not stored, so this proves nothing"
    )
    assert {body["reference"] for _, body in answers} <= set(stored)
    assert len({body["reference"] for _, body in answers}) == 1
    assert held(house) == stored
