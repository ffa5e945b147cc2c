"""People of a story, each with a browser of their own, who read pages and fill in forms as people do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from goldenthread.access.models import User
from goldenthread.access.viewer import Viewer
from tests.factories.access import PASSWORD


class Actor:
    """Somebody at a browser. ``viewer`` is their account, None for a member of the public;
    ``persona`` is the email address of one of the demo's made-up staff."""

    def __init__(
        self, browser: Browser, served: str, viewer: Viewer | None = None, persona: str = "", **context: Any
    ) -> None:
        self.served = served
        self.viewer = viewer
        self.context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **context)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        if persona:
            self.go("/account/personas")
            chosen = self.page.locator("form", has=self.page.locator(f'input[value="{persona}"]'))
            self.click(chosen.locator("button"))
        elif viewer is not None:
            self.go("/account/sign-in")
            email = User.objects.values_list("email", flat=True).get(pk=viewer.user_id)
            self.write(email=email, password=PASSWORD)
            self.press("Sign in")

    def go(self, path: str) -> int:
        """Open an address; answers the status."""
        answer = self.page.goto(path if path.startswith("http") else f"{self.served}{path}")
        return answer.status if answer else 0

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Click a link of the main part by its words."""
        self.click(self._main.get_by_role("link", name=name).first)

    def choose(self, **answers: str) -> None:
        """Choose radio buttons by field and value."""
        for name, value in answers.items():
            self.page.locator(f"main input[name={name}][value={value}]").check()

    def pick(self, **answers: str) -> None:
        """Choose from lists by field and (part of) the words shown."""
        for name, words in answers.items():
            box = self.page.locator(f"main select[name={name}]")
            shown = box.locator("option").all_inner_texts()
            wanted = [text for text in shown if words in text]
            assert wanted, f"{name} offers no {words!r}, only {shown}"
            box.select_option(label=wanted[0])

    def write(self, **words: str | date) -> None:
        """Fill in boxes; a date into its three."""
        for name, text in words.items():
            if isinstance(text, date):
                for part, value in (("day", text.day), ("month", text.month), ("year", text.year)):
                    self.page.locator(f"main [name={name}-{part}]").fill(str(value))
            else:
                self.page.locator(f"main [name={name}]").fill(text)

    def press(self, words: str) -> None:
        """Press a button."""
        self.click(self._main.get_by_role("button", name=words, exact=True))

    def click(self, place: Locator) -> None:
        """Click what leads to a page and wait until it is there: the page left behind answers nothing meanwhile."""
        with self.page.expect_navigation():
            place.click()

    @property
    def path(self) -> str:
        """Where they are."""
        return self.page.url.removeprefix(self.served)

    @property
    def reads(self) -> str:
        """The words of the page, white space evened out, as sighted people see them."""
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def first_heading(self) -> str:
        """The first heading of the main part; the passing word that something was saved is none."""
        return (
            self._main.locator(":is(h1, h2, h3):not(.govuk-notification-banner__title)")
            .first.inner_text()
            .strip()
        )

    @property
    def _main(self) -> Locator:
        return self.page.locator("main")
