"""The pages of screening in a real browser: readable by everybody, on a phone, by keyboard and without script."""

import pytest

from goldenthread.concerns.models import LimbRow
from goldenthread.concerns.vocabulary import NoActionReason, Outcome
from tests.factories import concerns as made


@pytest.fixture
def stages(manager, front_door):
    """A concern in danger, one ready to decide, one that waits for a second person, one decided."""
    waiting = made.screened(front_door, protect=made.NO, level=3)
    made.decided(front_door, waiting, Outcome.NO_FURTHER_ACTION, reason=NoActionReason.CAN_PROTECT)
    decided = made.screened(front_door)
    made.decided(
        front_door, decided, Outcome.S42_ENQUIRY, manager_id=manager.user_id, officer_id=manager.user_id
    )
    return {
        "danger": made.received(immediate_danger="yes"),
        "ready": made.screened(front_door),
        "waiting": waiting,
        "decided": decided,
    }


def test_every_page_is_accessible_and_fits_a_phone(served, page, sign_in, axe, manager, stages):
    sign_in(page, manager)
    paths = [
        "/desk/", "/concerns/", "/concerns/?q=Nobody", *(f"/concerns/{each}" for each in stages.values()),
        *(f"/concerns/{stages['danger']}{path}" for path in (
            "/person", "/wants", "/do", "/safe", "/danger", "/level", "/service", "/more-time", "/late", "/test/protect", "/allocate", "/restrict",
        )),
        f"/concerns/{stages['ready']}/decide", f"/concerns/{stages['danger']}/decide", f"/concerns/{stages['waiting']}/sign-off",
    ]  # fmt: skip
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{served}{path}")
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{path} is wider than a phone"
        )


def test_a_refusal_leads_on_by_keyboard(served, page, sign_in, axe, social_worker, stages):
    sign_in(page, social_worker)
    page.goto(f"{served}/concerns/{stages['danger']}/do")
    page.get_by_label("Take a statement").focus()
    page.keyboard.press("Space")
    page.get_by_label("What happened, and what came of it?").fill("She told me everything.")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Do it in the enquiry").wait_for()
    axe(page)
    assert page.get_by_label("What happened, and what came of it?").input_value() == "She told me everything."
    page.get_by_role("button", name="Answer the three-part test now").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The three-part test, part 1 of 3").wait_for()


def test_the_test_is_answered_without_script(served, browser, sign_in, front_door, stages):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, front_door)
    page.goto(f"{served}/concerns/{stages['danger']}/test")
    for _ in range(3):
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("What does it rest on?").fill("The police report.")
        page.get_by_label("Why?").fill("She cannot get out of bed alone.")
        with page.expect_navigation():
            page.locator("main form button").first.click()
    page.get_by_text("The duty applies").first.wait_for()
    assert LimbRow.objects.filter(concern_id=stages["danger"]).count() == 3
    context.close()
