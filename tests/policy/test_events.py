"""Events: told in order, once each, and a failing listener undoes the deed."""

from dataclasses import dataclass

import pytest

from goldenthread.ground import events


@dataclass(frozen=True)
class Rang(events.Event):
    times: int


@pytest.fixture
def quiet(monkeypatch):
    from collections import defaultdict

    monkeypatch.setattr(events, "_listeners", defaultdict(list))


def test_every_listener_hears_in_the_order_wired(quiet):
    heard = []
    events.listen(Rang, first := lambda event: heard.append(("first", event.times)))
    events.listen(Rang, lambda event: heard.append(("second", event.times)))
    events.listen(Rang, first)
    events.tell(Rang(3))
    assert heard == [("first", 3), ("second", 3)]


def test_an_exception_is_not_swallowed(quiet):
    def fails(event):
        raise RuntimeError("no")

    events.listen(Rang, fails)
    with pytest.raises(RuntimeError):
        events.tell(Rang(1))


def test_nobody_listening_is_fine(quiet):
    events.tell(Rang(1))
    assert events.listeners() == {Rang: ()} or events.listeners() == {}
