"""Chromium, a served house to point it at, and the accessibility check."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parents[1] / "assets" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is handed over: the whole of what axe finds takes five times as long to carry across as to find.
RUN = """async options => {
  const found = await axe.run(document, options);
  const wrong = found.violations.map(({id, impact, help, nodes}) =>
    ({id, impact, help, nodes: nodes.slice(0, 5).map(({html, failureSummary}) => ({html, failureSummary}))}));
  return {wrong, passed: found.passes.length};
}"""
# Nothing but the page under test may use the network.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def chromium() -> str | None:
    """The system's Chromium: CHROMIUM, else the first of the usual names. None when there is none.

    The one without windows comes first: it draws the same and needs half the processor's time.
    """
    named = os.environ.get("CHROMIUM")
    usual = (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    names = (named,) if named else usual
    return next((found for name in names if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a page are browser tests; without Chromium they are skipped, and fail where everything must be present."""
    for item in items:
        if {"page", "context", "browser", "served"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
    if chromium() is None and not os.environ.get("CI"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(
                    pytest.mark.skip(
                        reason="Chromium is not installed (Debian: apt install chromium-headless-shell)"
                    )
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium without any errand of its own."""
    found = chromium()
    if found is None:
        pytest.fail("Chromium is not installed (Debian: apt install chromium-headless-shell)")
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A British desktop."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
    }


# How the demo is served: plain http, to this machine.
PLAIN = {
    "DEMO": True,
    "SECURE": False,
    "SECURE_SSL_REDIRECT": False,
    "SECURE_HSTS_SECONDS": 0,
    "SESSION_COOKIE_SECURE": False,
    "SESSION_COOKIE_NAME": "session",
    "CSRF_COOKIE_SECURE": False,
    "CSRF_COOKIE_NAME": "csrf",
}


@pytest.fixture(scope="session")
def _server(collected_static):
    """One server thread for this worker. Static files come through whitenoise, under their hashed names, as they really do."""
    from django.test.testcases import LiveServerThread
    from django.test.utils import override_settings

    with override_settings(**PLAIN):
        thread = LiveServerThread("localhost", static_handler=lambda application: application)  # type: ignore[arg-type]
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def served(transactional_db, _server, settings) -> str:
    """The address of the house, served over plain http to this machine as the demo is, on this test's database."""
    for name, value in PLAIN.items():
        setattr(settings, name, value)
    return _server


@pytest.fixture
def sign_in(served):
    """Signs a viewer in through the page: ``sign_in(page, manager)``."""
    from goldenthread.access.models import User
    from tests.factories.access import PASSWORD

    def do(page, viewer) -> None:
        page.goto(f"{served}/account/sign-in")
        page.fill("input[name=email]", User.objects.values_list("email", flat=True).get(pk=viewer.user_id))
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.click("main form button[type=submit], main form button:not([type])")

    return do


@pytest.fixture(scope="session")
def axe():
    """Fails with a readable list when the page, as it stands, breaks an accessibility rule: ``axe(page)``.

    ``without`` and ``only`` name rules to leave out, and the only ones to ask.
    """
    source = AXE.read_text(encoding="utf-8")

    def check(page, *, without: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> None:
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(source)
        found = page.evaluate(
            RUN,
            {
                "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES},
                "rules": {} if only else {rule: {"enabled": False} for rule in without},
                "resultTypes": ["violations"],
            },
        )
        wrong = [
            f"{v['id']} ({v['impact']}): {v['help']}\n"
            + "\n".join(f"    {n['html']}\n    {n['failureSummary']}" for n in v["nodes"])
            for v in found["wrong"]
        ]
        assert found["passed"], f"{page.url}: the check found nothing to look at"
        assert not wrong, f"{page.url}\n" + "\n".join(wrong)

    return check
