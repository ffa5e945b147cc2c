"""Concerns about each care service for its size: who is reported too often or too seldom, and what a commissioner does about it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground import moment
from goldenthread.insight.language.periods import month_of
from goldenthread.insight.models import Signal
from goldenthread.jobs.counting import raise_signals
from tests.factories import access
from tests.web.figures.test_over_time import AS_AT, cube_of, words
from tests.web.figures.test_signals import day, sent
from tests.web.framework.test_supplied import csv_of

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
SERVICES = "/figures/services?period=2025-26"
# Concerns each month; places.
HOMES = {"Busy House": (4, 40), "Usual Lodge": (1, 40), "Plain Court": (1, 38), "Quiet View": (0, 60)}


def monthly(numbers, last):
    found = []
    for month in range(month_of(date(2024, 4, 1)), month_of(last) + 1):
        day_of = date(month // 12, month % 12 + 1, 10)
        for service, many in numbers(day_of).items():
            found += [{"raised_on": day_of, "received_on": day_of, "service": service}] * many
    return {"concern": found}


def reported():
    return monthly(lambda _: {name: many for name, (many, _) in HOMES.items()}, date(2026, 5, 31))


def quieter_since_july(last=date(2027, 7, 31)):
    def numbers(when):
        busy = 1 if when >= date(2026, 7, 1) else 4
        return {"Busy House": busy, "Usual Lodge": 1, "Plain Court": 1}

    return monthly(numbers, last)


def quieter_in_november():
    return quieter_since_july(date(2026, 10, 31))


@pytest.fixture
def homes(cast, client_of, tmp_path, settings):
    """Four homes, whose places the commissioner has supplied; Quiet View has no concern at all in two years."""
    for name in HOMES:
        access.agency(kind=AgencyKind.PROVIDER, name=name)
    cube_of(tmp_path, settings, reported, AS_AT)
    lines = [
        f"P1,{name},2025-26,,{places},,checked,Register of services," for name, (_, places) in HOMES.items()
    ]
    with moment.at(JUNE):
        loaded = client_of(cast[Role.COMMISSIONER]).post("/figures/framework/load", {"text": csv_of(*lines)})
    assert loaded.status_code == 302


@pytest.mark.requirement("R136")
def test_over_and_under_reporting_for_its_size_is_flagged_asked_about_and_addressed(
    homes, cast, client_of, tmp_path, settings
):
    buyer = client_of(cast[Role.COMMISSIONER])
    with moment.at(JUNE):
        answer = buyer.get(SERVICES)
        told = words(answer)
        # 72 concerns for 178 places in twelve months: 4.04 for every ten. 48 of 40 places is far above, none of 60 far below.
        assert "Busy House 40 48 12 Reported more than others of its size" in told
        assert "Quiet View 60 0 0 Reported less than others of its size" in told
        assert "Usual Lodge 40 12 3 Nothing unusual" in told
        assert "All together: 4" in answer.content.decode()
        assert raise_signals() >= 2
        assert raise_signals() == 0, "asked about once a quarter"
        busy, quiet = (Signal.objects.get(about=name) for name in ("Busy House", "Quiet View"))
        assert (busy.cause, quiet.cause) == ("over", "under")
        assert not Signal.objects.filter(about__in=["Usual Lodge", "Plain Court"]).exists()
        # The one commissioner is asked at once: explanation and action, with a day.
        mine = words(buyer.get("/figures/wrong-way/?show=mine"))
        assert "Busy House: concerns about a service for its size" in mine
        assert "Quiet View: concerns about a service for its size" in mine
        said = {
            "explanation": "Nights are short of staff since spring.",
            "action": "No new placements until nights are full.",
        }
        assert sent(buyer, busy, "answer", **said, **day("due_on", date(2026, 7, 1))).status_code == 302
        done = {"words": "Two night posts are filled.", **day("done_on", date(2026, 6, 14))}
        assert sent(buyer, busy, "done", **done).status_code == 302
        page = words(buyer.get(f"/figures/wrong-way/{busy.pk}"))
        assert "Nights are short of staff since spring." in page
        assert "Busy House: 48 concerns in twelve months for 40 places, 12 for every 10." in page
        assert "Too early to say" in page
        assert "Out of" not in page, "months of a service are counts"
        assert "[x]" not in page
        assert "Action done" in words(buyer.get(SERVICES))
    cube_of(tmp_path, settings, quieter_in_november, date(2026, 11, 15))
    with moment.at(datetime(2026, 11, 15, 12, tzinfo=UTC)):
        page = words(client_of(cast[Role.DATA_OFFICER]).get(f"/figures/wrong-way/{busy.pk}"))
        assert "Too early to say" in page, "four months of twelve: any service would seem usual"
    cube_of(tmp_path, settings, quieter_since_july, date(2027, 8, 15))
    with moment.at(datetime(2027, 8, 15, 12, tzinfo=UTC)):
        officer = client_of(cast[Role.DATA_OFFICER])
        page = words(officer.get(f"/figures/wrong-way/{busy.pk}"))
        assert "Back to what is usual" in page
        settled = sent(officer, busy, "settle", words="It is like others of its size since July.")
        assert settled.status_code == 302
        assert "Waits for an explanation" in words(officer.get(SERVICES)), "Quiet View still waits"


def test_until_sizes_are_supplied_the_page_says_whose_are_missing(cast, client_of, tmp_path, settings):
    for name in HOMES:
        access.agency(kind=AgencyKind.PROVIDER, name=name)
    cube_of(tmp_path, settings, reported, AS_AT)
    with moment.at(JUNE):
        told = words(client_of(cast[Role.COMMISSIONER]).get(SERVICES))
        assert (
            "Services cannot be set beside each other until the sizes of two or more have been supplied."
            in told
        )
        assert "Nobody has supplied the size of: Busy House, Plain Court, Quiet View, Usual Lodge." in told
        assert raise_signals() >= 0
        assert not Signal.objects.exclude(about="").exists()


def test_of_several_commissioners_a_manager_names_one(homes, cast, client_of):
    second = access.viewer(role=Role.COMMISSIONER)
    with moment.at(JUNE):
        raise_signals()
        busy = Signal.objects.get(about="Busy House")
        assert (busy.state, busy.owner_id) == ("open", None)
        manager = client_of(cast[Role.MANAGER])
        assert sent(manager, busy, "owner", owner_id=second.user_id).status_code == 302
        assert "Busy House" in words(client_of(second).get("/figures/wrong-way/?show=mine"))
        for role in (Role.BOARD_MEMBER, Role.PROVIDER_MANAGER):
            assert client_of(cast[role]).get(f"/figures/wrong-way/{busy.pk}").status_code == 403


def test_a_signal_about_a_service_is_closed_to_casework_unless_they_are_asked_to_answer_it(
    homes, cast, client_of
):
    worker, other = cast[Role.SOCIAL_WORKER], cast[Role.FRONT_DOOR]
    with moment.at(JUNE):
        raise_signals()
        busy = Signal.objects.get(about="Busy House")
        for role in (Role.SOCIAL_WORKER, Role.FRONT_DOOR):
            assert "Busy House" not in words(client_of(cast[role]).get("/figures/wrong-way/?show=all"))
            assert client_of(cast[role]).get(f"/figures/wrong-way/{busy.pk}").status_code == 404
        assert sent(client_of(cast[Role.MANAGER]), busy, "owner", owner_id=worker.user_id).status_code == 302
        assert "Busy House" in words(client_of(worker).get("/figures/wrong-way/?show=mine"))
        assert "48 concerns" in words(client_of(worker).get(f"/figures/wrong-way/{busy.pk}"))
        assert client_of(other).get(f"/figures/wrong-way/{busy.pk}").status_code == 404
