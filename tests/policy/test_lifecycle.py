"""State tables: what may follow what, and what to say when it may not."""

import pytest

from goldenthread.ground.lifecycle import Lifecycle, Move
from goldenthread.ground.words import Words


class Door(Words):
    """States of a door."""

    OPEN = "open", "Open"
    SHUT = "shut", "Shut"
    LOCKED = "locked", "Locked"


TABLE = Lifecycle(
    "door",
    Door,
    Door.OPEN,
    (
        Move("shut", "doors.use", (Door.OPEN,), Door.SHUT, "Shut it"),
        Move("open", "doors.use", (Door.SHUT,), Door.OPEN, "Open it"),
        Move("lock", "doors.lock", (Door.SHUT,), Door.LOCKED, "Lock it", needs_words=True),
        Move("knock", "doors.use", (Door.SHUT, Door.LOCKED), None, "Knock"),
    ),
)


@pytest.mark.parametrize("state", list(Door))
@pytest.mark.parametrize("deed", ["shut", "open", "lock", "knock"])
def test_the_table_decides_every_pair(state, deed):
    verdict = TABLE.verdict(state, deed)
    assert verdict.allowed is (state in TABLE.move(deed).sources)
    if not verdict:
        assert verdict.codes == ("STATE",)
        assert f"“{state.label}” now" in verdict.words


def test_where_it_leads():
    assert TABLE.after(Door.SHUT, "lock") is Door.LOCKED
    assert TABLE.after(Door.LOCKED, "knock") is Door.LOCKED


def test_words_are_asked_for_only_where_the_table_says():
    assert not TABLE.verdict(Door.SHUT, "lock", words="  ")
    assert TABLE.verdict(Door.SHUT, "lock", words="  ").reasons[0].field == "words"
    assert TABLE.verdict(Door.SHUT, "lock", words="It is night.")
    assert TABLE.verdict(Door.SHUT, "lock"), "drawing the button asks for no words yet"
    assert TABLE.verdict(Door.SHUT, "open", words="")


def test_moves_open_now():
    assert [move.deed for move in TABLE.open_moves(Door.SHUT)] == ["open", "lock", "knock"]


def test_an_unknown_deed_is_a_mistake_of_the_programmer():
    with pytest.raises(KeyError, match="fly"):
        TABLE.verdict(Door.OPEN, "fly")
