"""A concern is raised from the first page to its reference without a mouse: focus in order, always seen, never behind anything."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page

from goldenthread.concerns.models import Concern
from tests.web.test_public_form import ANSWERS

# What has the focus: what it is, whether it shows so in the colour of the focus, whether all of it can be seen, and
# whether it comes after what had the focus before.
FOCUS = """() => {
  const yellow = 'rgb(255, 221, 0)', now = document.activeElement, before = window.gtBefore;
  if (!now || now === document.body) { window.gtBefore = null; return null; }
  const marks = style => [style.outlineColor + style.outlineStyle, style.boxShadow, style.backgroundColor, style.borderTopColor];
  const styles = [getComputedStyle(now)];
  if (now.nextElementSibling) styles.push(getComputedStyle(now.nextElementSibling, '::before'));
  const box = now.getBoundingClientRect(), label = now.labels?.[0];
  const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 100), box.top + Math.min(box.height / 2, 20));
  window.gtBefore = now;
  return {
    tag: now.tagName, name: now.name || '', value: now.value || '', type: now.type || '', words: now.innerText?.trim() || '',
    shows: styles.some(style => marks(style).some(mark => mark.includes(yellow))),
    seen: box.width > 0 && box.top >= 0 && box.left >= 0 && box.right <= innerWidth + 1 && box.top < innerHeight
      && (now.contains(top) || label?.contains(top) || top?.contains(now)),
    forward: !before?.isConnected || Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""
MOST_TABS = 60


class Hands:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = 0

    def tab_to(self, **wanted: str) -> dict:
        """Press Tab until this has the focus; every stop on the way must be seen to have it."""
        for _ in range(MOST_TABS):
            found = self.tab()
            if found and all(found[name] == value for name, value in wanted.items()):
                return found
        raise AssertionError(f"{wanted} is not reached by Tab on {self.page.url}")

    def tab(self) -> dict | None:
        """Press Tab; what has the focus now, None for the browser's own bar between the end of a page and its beginning."""
        self.page.keyboard.press("Tab")
        found = self.page.evaluate(FOCUS)
        if found is not None:
            self.stops += 1
            where = f"{self.page.url}: {found}"
            assert found["shows"], f"nobody sees that this has the focus: {where}"
            assert found["seen"], f"what has the focus cannot be seen: {where}"
            assert found["forward"], f"the focus jumps back: {where}"
        return found

    def to_the_end(self) -> None:
        """Through the whole page, to the last link of its foot."""
        for _ in range(MOST_TABS):
            if self.tab() is None:
                return
        raise AssertionError(f"there is no end to {self.page.url}")

    def answer(self, name: str, value: str | list[str]) -> None:
        """Answer one field as its kind is answered by keys."""
        if isinstance(value, list):
            for each in value:
                self.tab_to(name=name, value=each)
                self.page.keyboard.press("Space")
            return
        found = self.tab_to(name=name)
        if found["type"] == "radio":
            self.page.keyboard.press("Space")
            for _ in range(20):
                if self.page.evaluate("document.activeElement.value") == value:
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"{name} has no answer {value}")
        if found["tag"] == "SELECT":
            self.page.locator(":focus").select_option(value)
            return
        self.page.keyboard.type(value)

    def press(self, words: str) -> None:
        """Press the button or follow the link that says so."""
        self.tab_to(words=words)
        before = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_load_state()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_concern_is_raised_from_the_first_page_to_its_reference_by_keyboard(
    served, browser, width, tmp_path
):
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 740})
    page = context.new_page()
    hands = Hands(page)
    page.goto(served)
    hands.to_the_end()
    hands.press("Tell us now")
    for number, given in enumerate(ANSWERS, 1):
        assert f"Question {number} of {len(ANSWERS)}" in page.inner_text("main")
        for name, value in given.items():
            if value:
                hands.answer(name, value)
        if keep := os.environ.get("KEEP_SCREENSHOTS"):
            page.screenshot(path=f"{keep}/keyboard-{width}-{number}.png")
        hands.press("Continue")
    hands.press("Send")
    reference = Concern.objects.get().reference
    assert reference in page.inner_text("main")
    assert Concern.objects.get().types == ["physical", "neglect"]
    assert hands.stops > 60, "hardly anything was stopped at, so hardly anything was looked at"
    print(f"{hands.stops} stops at {width} px")
    context.close()
