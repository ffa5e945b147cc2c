"""The house's own work: every job in its turn, one broken job stops nothing, old things are forgotten."""

from __future__ import annotations

import os
import threading
from datetime import timedelta

import pytest

from goldenthread.access import held, throttle, tidying
from goldenthread.access.models import HeldForm, SentForm, Tally
from goldenthread.ground import moment
from goldenthread.jobs import clockwork
from goldenthread.jobs.clockwork import Job, loop, run_due

RAN: list[str] = []


def works() -> int:
    RAN.append("works")
    return 1


def fails() -> int:
    RAN.append("fails")
    raise RuntimeError("Mrs Dale of 4 Larch Close")


@pytest.fixture(autouse=True)
def _begin(monkeypatch):
    RAN.clear()
    monkeypatch.setattr(clockwork, "close_old_connections", lambda: None)


FAILS = Job("fails", f"{__name__}.fails", 60)
WORKS = Job("works", f"{__name__}.works", 10)


def test_a_broken_job_stops_no_other_and_its_words_stay_out_of_the_log(caplog):
    due: dict[str, float] = {}
    run_due((FAILS, WORKS), due, 100.0)
    assert RAN == ["fails", "works"]
    assert due == {"fails": 160.0, "works": 110.0}
    failed = next(record for record in caplog.records if record.getMessage() == "job failed")
    assert failed.job == "fails"
    from goldenthread.config.logs import JsonFormatter

    line = JsonFormatter().format(failed)
    assert '"error":"RuntimeError"' in line
    assert "Dale" not in line


def test_a_job_waits_for_its_turn():
    due: dict[str, float] = {}
    for now in (0.0, 9.9, 10.0, 15.0, 20.1):
        run_due((WORKS,), due, now)
    assert RAN == ["works", "works", "works"]


def test_the_loop_ends_when_told_and_when_its_parent_is_gone():
    stop = threading.Event()
    stop.set()
    loop(stop, jobs=(WORKS,))
    assert RAN == []
    loop(threading.Event(), jobs=(WORKS,), parent=os.getppid() + 1)
    assert RAN == []


@pytest.mark.django_db
def test_what_was_kept_for_a_short_time_is_forgotten(social_worker):
    now = moment.now()
    with moment.at(now - held.KEPT - timedelta(minutes=1)):
        held.hold(social_worker.user_id, "/concerns/", {"words": ["old"]})
    young = held.hold(social_worker.user_id, "/concerns/", {"words": ["young"]})
    SentForm.objects.create(digest="old", at=now - tidying.SENT_KEPT - timedelta(minutes=1))
    SentForm.objects.create(digest="young", at=now)
    assert tidying.forget_old() == 2
    assert list(HeldForm.objects.values_list("pk", flat=True)) == [young]
    assert list(SentForm.objects.values_list("digest", flat=True)) == ["young"]
    assert tidying.forget_old() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [60, throttle.LONGEST])
def test_counts_of_tries_are_forgotten_by_the_clockwork_when_no_limit_looks_at_them_any_more(seconds):
    limit = throttle.Limit("sign-in source", "somebody", 1, seconds)
    now = moment.now()
    due: dict[str, float] = {}
    with moment.at(now):
        assert throttle.spend(limit) == 0
        run_due(clockwork.JOBS, due, 0.0)
        assert throttle.spend(limit) > 0, "a count that still holds somebody back is kept"
    with moment.at(now + timedelta(seconds=2 * throttle.LONGEST + seconds)):
        run_due(clockwork.JOBS, due, 901.0)
        assert not Tally.objects.exists()
        assert throttle.spend(limit) == 0


def test_no_limit_is_longer_than_its_counts_are_kept():
    with pytest.raises(ValueError, match="forgotten before it ends"):
        throttle.Limit("sign-in source", "somebody", 1, throttle.LONGEST + 1)
