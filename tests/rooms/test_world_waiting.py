"""Whoever opens the demo, at any hour of any day, finds something to do."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from goldenthread.access.queries import emergency_openings
from goldenthread.concerns.models import Concern
from goldenthread.concerns.queries import WorkWanted, work_counts, work_list
from goldenthread.enquiries.models import CausedEnquiry
from goldenthread.enquiries.queries import asked_of_us, enquiry_list
from goldenthread.ground import moment
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.queries import duty_counts
from worlds.council import settle
from worlds.playing import play
from worlds.waiting import waiting


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 11, 22, 3, 10, tzinfo=UTC), id="Sunday night"),
        pytest.param(datetime(2026, 12, 28, 8, 5, tzinfo=UTC), id="a bank holiday morning"),
        pytest.param(datetime(2026, 7, 14, 22, 58, tzinfo=UTC), id="late on a weekday"),
    ],
)
def test_everybody_has_something_to_do(db, now):
    dice = random.Random(1)
    with moment.at(datetime(2023, 1, 1, tzinfo=UTC)):
        council = settle()
    play(waiting(dice, council, now), until=now)
    with moment.at(now):
        amina, owen = council.named("Amina Yusuf"), council.named("Owen Pritchard")
        first = work_list(amina, WorkWanted()).items[0]
        assert (first.name, first.danger) == ("Sheila Dunn", True)
        assert work_counts(amina).mine
        assert work_counts(owen).mine
        counts = work_counts(council.named("David Okoro"))
        assert counts.overdue
        assert counts.unallocated >= 3
        assert counts.sign_off >= 2
        assert duty_counts(amina).overdue
        for name in ("Grace Adeyemi", "Tom Hartley", "Helen Marsh", "David Okoro"):
            assert enquiry_list(council.named(name), whose="mine").rows, name
        assert enquiry_list(council.named("Helen Marsh"), whose="all", standing="overdue").rows
        for name in ("Ruth Bennett", "Ifeoma Eze"):
            assert any(row.waiting for row in asked_of_us(council.named(name))), name
        assert CausedEnquiry.objects.filter(state="received").exists()
        assert [one.by_name for one in emergency_openings(council.named("David Okoro"))] == ["Tom Hartley"]
        assert not Concern.objects.filter(received_at__gt=now).exists()
        assert FeedbackDuty.objects.exclude(state="open").exists()
