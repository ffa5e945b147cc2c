"""Sandgate, the made-up council, is built through the procedures, whole or not at all, and its trail holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from goldenthread.access.models import TrailRow
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import Enquiry
from goldenthread.people.models import Circumstance, Person
from tests.factories import towns

pytestmark = pytest.mark.xdist_group("world")
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    with towns.standing(django_db_blocker, now=NOW, adults=700, seed=3):
        yield


@pytest.fixture
def built(town, db):
    """The town, for one test."""


def test_one_man_has_four_years_of_concerns_from_police_and_provider(built):
    leonard = Person.objects.get(given_name="Leonard", family_name="Pike")
    concerns = Concern.objects.filter(person=leonard).order_by("received_at")
    assert concerns.count() >= 20
    assert NOW - concerns[0].received_at > timedelta(days=3.9 * 365)
    assert {"police", "home_care"} <= set(concerns.values_list("referrer_role", flat=True))
    assert Circumstance.objects.filter(person=leonard, kind="worker").count() >= 4
    assert {"s117", "community_dol"} <= set(
        Circumstance.objects.filter(person=leonard).values_list("kind", flat=True)
    )
    # An older case is judged by the older edition of local policy, a newer one by the newer.
    assert {concerns[0].policy_edition, concerns.last().policy_edition} == {"2022", "2025"}


def test_work_is_left_to_do_and_work_is_done(built):
    assert Concern.objects.exclude(status="decided").exists()
    assert Enquiry.objects.filter(status="closed").exists()
    assert Enquiry.objects.exclude(status="closed").exists()
    assert not Concern.objects.filter(received_at__gt=NOW).exists()


def test_references_and_the_trail_follow_time(built):
    references = list(
        Concern.objects.order_by("received_at", "reference").values_list("reference", flat=True)
    )
    same_year = [reference for reference in references if "-2026-" in reference]
    assert same_year == sorted(same_year)
    times = list(TrailRow.objects.order_by("id").values_list("at_us", flat=True))
    assert times == sorted(times)
    call_command("verify_trail")
