"""R6: two or three people change one record; nothing is overwritten that its writer had not seen, and nothing typed is lost."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from goldenthread.access.models import TrailRow
from goldenthread.concerns.models import Concern, ConcernStep
from goldenthread.concerns.procedures import screening
from goldenthread.ground.verdicts import Refused
from tests.factories import concerns
from tests.factories.access import viewer

pytestmark = pytest.mark.promise("R6")
INTERLEAVINGS = 1_000
RACES, RUNNERS = 60, 3


def team_of(concern_id) -> str:
    return Concern.objects.values_list("team", flat=True).get(pk=concern_id)


@pytest.mark.django_db
def test_a_thousand_interleavings_overwrite_nothing_unseen(front_door, manager, social_worker):
    """Each editor opens the record and later saves, in any order. A save may only replace what that editor had on the page."""
    dice = random.Random(6)
    editors = [front_door, manager, social_worker]
    editors = [each for each in editors if each.may("concerns.allocate")] * 2
    concern_id = concerns.received()
    unseen, saved, refused, sent, overlapping = [], 0, 0, 0, 0
    for number in range(INTERLEAVINGS):
        people = dice.choice([2, 3])
        moves = [editor for editor in range(people) for _ in range(2)]
        dice.shuffle(moves)
        opened: dict[int, tuple[int, str]] = {}
        for editor in moves:
            if editor not in opened:
                opened[editor] = (concerns.version_of(concern_id), team_of(concern_id))
                continue
            version, seen = opened[editor]
            held = team_of(concern_id)
            team = f"Team {number}-{editor}"
            sent += 1
            try:
                screening.allocate(editors[editor], concern_id=concern_id, version=version, team=team)
            except Refused as no:
                refused += no.verdict.codes == ("STALE",) and team_of(concern_id) == held
            else:
                assert team_of(concern_id) == team
                saved += 1
                if held != seen:
                    unseen.append((number, seen, held, team))
        overlapping += moves[0] != moves[1]
    assert overlapping > INTERLEAVINGS / 4, "hardly anybody overlapped, so hardly anything is proved"
    assert unseen == []
    assert saved + refused == sent, "somebody was refused for another reason, or it changed the record"
    assert saved >= INTERLEAVINGS
    assert refused > INTERLEAVINGS / 4
    # Every save left a state row, every refusal a row on the trail.
    assert ConcernStep.objects.filter(concern_id=concern_id, deed="allocate").count() == saved
    assert (
        TrailRow.objects.filter(subject_id=concern_id, deed="concerns.allocate", act="refused").count()
        == refused
    )


@pytest.mark.django_db(transaction=True)
def test_of_three_who_save_at_the_same_moment_one_succeeds():
    from goldenthread.access.vocabulary import Role

    people = [viewer(role=Role.FRONT_DOOR) for _ in range(RUNNERS)]
    concern_id = concerns.received()
    winners = []
    for number in range(RACES):
        version, gate = concerns.version_of(concern_id), threading.Barrier(RUNNERS)

        def run(
            runner: int, number: int = number, version: int = version, gate: threading.Barrier = gate
        ) -> str:
            gate.wait()
            try:
                screening.allocate(
                    people[runner], concern_id=concern_id, version=version, team=f"Team {number}-{runner}"
                )
            except Refused as no:
                return no.verdict.codes[0]
            else:
                return f"Team {number}-{runner}"
            finally:
                connection.close()

        with ThreadPoolExecutor(RUNNERS) as pool:
            answers = list(pool.map(run, range(RUNNERS)))
        assert answers.count("STALE") == RUNNERS - 1, answers
        assert team_of(concern_id) in answers
        assert concerns.version_of(concern_id) == version + 1
        winners.append(next(answer for answer in answers if answer != "STALE").split("-")[1])
    assert len(set(winners)) > 1, "the same one won every time: nobody raced"


@pytest.mark.django_db
def test_who_comes_second_sees_what_is_held_now_and_keeps_what_they_typed(client_of, front_door, manager):
    concern_id = concerns.received()
    page = f"/concerns/{concern_id}/allocate"
    second = client_of(manager)
    version = concerns.version_of(concern_id)
    assert second.get(page).status_code == 200
    screening.allocate(front_door, concern_id=concern_id, version=version, team="Harbour team")
    typed = {"version": version, "team": "Hill team", "words": "Peter asked for the same worker as before."}
    answer = second.post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has changed this" in text
    assert "Hill team" in text
    assert "Peter asked for the same worker as before." in text
    assert team_of(concern_id) == "Harbour team"
    assert "Harbour team" in second.get(f"/concerns/{concern_id}").content.decode()
    # Without a version, or with one that was made up, nothing is written either.
    for wrong in ({}, {"version": "999"}, {"version": "x"}):
        again = second.post(page, {"team": "Hill team", "words": "Again.", **wrong})
        assert again.status_code in {409, 422}
        assert team_of(concern_id) == "Harbour team"
