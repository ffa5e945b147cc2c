"""What was ended without action, and who came back: from concerns worked in the rooms to the pages a manager reads."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import LimbAnswer, NoActionReason, Outcome
from goldenthread.ground import moment
from tests.counted_here import count_here
from tests.factories import concerns as made
from tests.factories import enquiries as cases
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEAR = "period=2026-27"


def day(month: int, number: int, year: int = 2026) -> datetime:
    return datetime(year, month, number, 10, tzinfo=UTC)


@pytest.fixture
def staff(cast):
    return cases.Staff(cast[Role.FRONT_DOOR], cast[Role.MANAGER], cast[Role.SOCIAL_WORKER])


def about(staff, name: str):
    """An adult whom concerns are about."""
    return cases.person(staff, given_name=name, family_name="Oakes")


def ended(staff, on: datetime, person_id, reason: NoActionReason) -> Concern:
    """A concern ended without action, for this reason, on its day."""
    with moment.at(on):
        concern_id = made.screened(staff.front_door, person_id=person_id, protect=LimbAnswer.NO)
        made.decided(staff.manager, concern_id, Outcome.NO_FURTHER_ACTION, reason=reason)
    return Concern.objects.get(pk=concern_id)


@pytest.mark.requirement("R235")
def test_why_most_end_without_action_is_shown_by_reason_and_whether_the_first_response_worked(
    staff, client_of, settings, tmp_path
):
    """Of five concerns four ended so: each reason leads to its own cases, and what followed within six months is counted."""
    can, safe = NoActionReason.CAN_PROTECT, NoActionReason.ALREADY_SAFE
    ann = about(staff, "Ann")
    first = ended(staff, day(4, 20), ann, can)
    put_right = [ended(staff, day(4, 21), about(staff, "Bob"), safe)]
    second = ended(staff, day(4, 22), about(staff, "Cas"), can)
    put_right.append(ended(staff, day(4, 23), about(staff, "Dot"), safe))
    # Ann comes back within six months, and now there is an enquiry.
    with moment.at(day(7, 1)):
        cases.opened(staff, person_id=ann)
    settings.DATA_FOLDER = tmp_path
    with moment.at(NOW):
        count_here(tmp_path, ["A7", "A7-reasons", "C4"])
        reader = client_of(staff.manager)
        share = words(reader.get(f"/figures/over-time/A7?{YEAR}"))
        assert "Of 5 concerns decided, 4 ended with no further action: that is 80 in 100." in share
        page = reader.get(f"/figures/over-time/A7-reasons?{YEAR}&by=no_action_reason")
        for reason in (can, safe):
            assert f"{reason.label} 2" in words(page)
        behind = {
            re.search(r"group=(\w+)", each)[1]: each.replace("&amp;", "&")
            for each in re.findall(r'href="([^"]*A7-reasons/cases[^"]*group=[^"]*)"', page.content.decode())
        }
        for reason, own in ((can, {first, second}), (safe, set(put_right))):
            listed = re.findall(
                r'href="/concerns/([0-9a-f-]{36})"', reader.get(behind[reason]).content.decode()
            )
            assert set(listed) == {str(each.pk) for each in own}
        after = words(reader.get(f"/figures/over-time/C4?{YEAR}"))
        assert (
            "Of 4 concerns with no further action, after 1 a section 42 enquiry about the same adult began within "
            "six months: that is 25 in 100."
        ) in after
        came_back = reader.get(f"/figures/over-time/C4/cases?part=numerator&{YEAR}").content.decode()
        assert re.findall(r'href="/concerns/([0-9a-f-]{36})"', came_back) == [str(first.pk)]


@pytest.mark.requirement("R023")
def test_concerns_that_come_back_are_counted_by_adult_from_the_concerns_themselves(
    staff, client_of, settings, tmp_path
):
    """Two adults of a year come back, of the next year one of three: another adult's concern is nobody's second."""
    people = {name: about(staff, name) for name in ("Ann", "Bob", "Cas", "Dot", "Eve")}
    came = (
        (2025, {"Ann": (5, 7), "Bob": (6, 8, 9)}),
        # Eve's two are the same adult's; Cas and Dot are reported once, after others were.
        (2026, {"Cas": (5,), "Dot": (6,), "Eve": (5, 10)}),
    )
    for year, told in came:
        for name, months in told.items():
            for month in months:
                with moment.at(day(month, 10, year)):
                    made.screened(staff.front_door, person_id=people[name])
    settings.DATA_FOLDER = tmp_path
    with moment.at(NOW):
        count_here(tmp_path, ["C1"], months=24)
        reader = client_of(staff.manager)
        before = words(reader.get("/figures/over-time/C1?period=2025-26"))
        assert "Of 2 adults with a concern, 2 had another in the year before: that is 100 in 100." in before
        told = words(reader.get(f"/figures/over-time/C1?{YEAR}"))
        assert "Of 3 adults with a concern, 1 had another in the year before: that is 33 in 100." in told
