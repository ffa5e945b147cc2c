"""Clocks of an enquiry: missed, extended, and the reasons for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.enquiries import procedures
from goldenthread.ground import moment
from goldenthread.ground.local_policy import ClockName
from tests.counted_here import figure_here
from tests.factories import enquiries as make
from tests.insight.facts_held import rows
from tests.rooms.test_enquiries_running import refused, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


@pytest.fixture
def enquiry_id(staff):
    return make.opened(staff)


@pytest.mark.requirement("R204")
def test_a_missed_clock_takes_a_reason_before_closing_and_the_reasons_are_counted(staff, enquiry_id):
    make.ready_to_close(staff, enquiry_id)
    due = make.page(staff, enquiry_id).due_at
    missed = {
        "enquiry_id": enquiry_id,
        "reason": ClockReason.POLICE_FIRST,
        "words": "The police asked us to wait.",
    }
    assert refused(
        procedures.explain_missed, staff.officer, version=version(staff, enquiry_id), **missed
    ) == ("ENQ-12",)
    with moment.at(due + timedelta(days=2)):
        assert [each.code for each in make.page(staff, enquiry_id).missing] == ["CLOCK"]
        assert refused(make.close, staff, enquiry_id) == ("ENQ-17",)
        procedures.explain_missed(staff.officer, version=version(staff, enquiry_id), **missed)
        make.close(staff, enquiry_id)
        assert figure_here("B6") == (1, 1)
        assert [row["late_reason"] for row in rows("enquiry")] == [ClockReason.POLICE_FIRST]


def test_planning_that_took_too_long_takes_a_reason_of_its_own_before_closing(staff, enquiry_id):
    late = {
        "enquiry_id": enquiry_id,
        "reason": ClockReason.SEEKING_WISHES,
        "words": "She wanted Bea to be there, and Bea was away.",
        "planning": True,
    }
    at_once = {**late, "version": version(staff, enquiry_id)}
    assert refused(procedures.explain_missed, staff.officer, **at_once) == ("ENQ-12",)
    due = make.page(staff, enquiry_id).planning_due_at
    with moment.at(due + timedelta(days=1)):
        assert "PLANNING" in [each.code for each in make.page(staff, enquiry_id).missing]
        make.ready_to_close(staff, enquiry_id)
        assert [each.code for each in make.page(staff, enquiry_id).missing] == ["PLANNING"]
        assert refused(make.close, staff, enquiry_id) == ("ENQ-17",)
        procedures.explain_missed(staff.officer, version=version(staff, enquiry_id), **late)
        row = make.page(staff, enquiry_id).clock_rows[-1]
        assert (row.clock, row.reason) == (ClockName.PLANNING, ClockReason.SEEKING_WISHES)
        make.close(staff, enquiry_id)
        # Another clock than the enquiry's: it does not say why enquiries took longer.
        assert [row["late_reason"] for row in rows("enquiry")] == [None]


def test_the_clock_is_extended_by_the_clocks_own_days(staff, enquiry_id):
    before = make.page(staff, enquiry_id).due_at
    later = procedures.extend_clock(
        staff.officer,
        enquiry_id=enquiry_id,
        version=version(staff, enquiry_id),
        reason=ClockReason.SEEKING_WISHES,
        days=7,
        words="She wants Bea to be there.",
    )
    assert moment.london(later).date() - moment.london(before).date() == timedelta(days=7)
    assert make.page(staff, enquiry_id).due_at == later
    workload = {"reason": ClockReason.WORKLOAD, "days": 7, "words": "Too few of us."}
    assert refused(
        procedures.extend_clock,
        staff.officer,
        enquiry_id=enquiry_id,
        version=version(staff, enquiry_id),
        **workload,
    ) == ("ENQ-11",)
