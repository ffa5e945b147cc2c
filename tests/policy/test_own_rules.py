"""Rules of single workers' figures: theirs first, and whose a manager sees."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.insight.policy import own


@pytest.mark.rule("OWN-01")
def test_figures_by_worker_are_the_workers_alone_for_the_days_local_policy_sets():
    ended = date(2026, 9, 30)
    assert not own.shown_above(last=ended, as_at=date(2026, 10, 13), first_days=14)
    assert own.shown_above(last=ended, as_at=date(2026, 10, 14), first_days=14)
    assert own.shown_above(last=ended, as_at=ended, first_days=0)


@pytest.mark.rule("OWN-02")
def test_a_worker_sees_themselves_and_a_manager_their_team():
    def sees(*, own_row=False, manages=False, my="North", their="North"):
        return own.sees_worker(
            own=own_row, manages=manages, my_team=my, their_team=their, teams={"North", "South"}
        )

    assert sees(own_row=True)
    assert not sees()
    assert sees(manages=True)
    assert not sees(manages=True, their="South")
    # A manager of the service, whose own team has no workers.
    assert sees(manages=True, my="Safeguarding", their="South")


@pytest.mark.rule("OWN-03")
def test_one_to_eight_figures_of_the_list_are_followed():
    offered = [f"X{number}" for number in range(12)]
    assert own.can_follow(offered[:1], offered)
    assert own.can_follow(offered[:8], offered)
    assert not own.can_follow([], offered)
    assert not own.can_follow(offered[:9], offered)
    assert not own.can_follow(["A1"], offered)


@pytest.mark.rule("OWN-04")
@pytest.mark.parametrize(
    ("workers", "mine", "shown"),
    [
        ({"North": 3, "South": 4}, "", {"North", "South"}),
        # Two that are kept back and are three workers together give nobody away.
        ({"North": 1, "South": 2, "East": 5}, "", {"East"}),
        # One that is kept back alone is the whole without the others: the smallest of these goes with it.
        ({"North": 2, "South": 4, "East": 3}, "", {"South"}),
        ({"North": 1, "South": 3}, "", set()),
        ({"North": 1}, "", set()),
        ({}, "", set()),
        # Its own worker sees it; a third team is then kept back from them only where it would give another away.
        ({"North": 1, "South": 3}, "North", {"North", "South"}),
        ({"North": 1, "South": 3, "East": 5}, "South", {"South"}),
        ({"North": 3}, "Nowhere", {"North"}),
    ],
)
def test_a_team_of_one_or_two_is_its_own_to_see_and_cannot_be_worked_out(workers, mine, shown):
    assert own.teams_shown(workers, own=mine) == shown
