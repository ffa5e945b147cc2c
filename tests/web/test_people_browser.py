"""Pages of people and of answers in a real browser: readable by everybody, on a phone, and without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from goldenthread.concerns.vocabulary import NoActionReason, Outcome
from goldenthread.ground import moment
from goldenthread.ground.words import Answer
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience
from goldenthread.people import procedures
from goldenthread.people.vocabulary import CircumstanceKind, RepresentativeKind
from tests.factories import concerns


@pytest.fixture
def peter(manager, front_door):
    """A person with a decided concern, a legal status, and somebody it is not safe to contact."""
    person = concerns.person(front_door)
    concern = concerns.screened(front_door, person_id=person, protect=concerns.NO)
    concerns.decided(front_door, concern, Outcome.NO_FURTHER_ACTION, reason=NoActionReason.ALREADY_SAFE)
    day = moment.today() - timedelta(days=300)
    procedures.add_circumstance(
        manager, person_id=person, kind=CircumstanceKind.S117, words="Aftercare", from_on=day
    )
    procedures.add_representative(
        manager,
        person_id=person,
        kind=RepresentativeKind.FAMILY,
        name="Ann Hale",
        safe_to_contact=Answer.NO,
        from_on=day,
    )
    return person


def test_every_page_is_accessible_and_fits_a_phone(served, page, sign_in, axe, manager, peter):
    duties = {each.audience: each.pk for each in FeedbackDuty.objects.all()}
    sign_in(page, manager)
    paths = [
        "/people/", "/people/new", "/people/?q=hale", "/people/?q=zzyzx",
        *(f"/people/{peter}{path}" for path in ("", "/chronology", "/change", "/circumstances/new", "/representatives/new", "/restrict")),
        "/feedback/", "/feedback/?state=met", *(f"/feedback/{each}" for each in duties.values()),
        *(f"/feedback/{duties[Audience.REFERRER]}/{path}" for path in ("not-possible", "contact", "letter")),
    ]  # fmt: skip
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{served}{path}")
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{path} is wider than a phone"
        )


def test_an_answer_is_looked_at_and_given_in_a_browser(served, page, sign_in, front_door, peter):
    duty = FeedbackDuty.objects.get(audience=Audience.REFERRER)
    sign_in(page, front_door)
    page.goto(f"{served}/feedback/{duty.pk}")
    page.get_by_label("The words").fill("Mr Hale is safe. Thank you for telling us.")
    page.get_by_label("Telephone").check()
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_text("Take out the adult's name")).to_be_visible()
    page.get_by_label("The words").fill(
        "We looked at what you told us, and no enquiry follows. Thank you for telling us."
    )
    page.get_by_role("button", name="Give these words").click()
    expect(page.get_by_text("It is noted: they have been told")).to_be_visible()
    duty.refresh_from_db()
    assert duty.state == "met"
