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
