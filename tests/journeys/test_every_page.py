"""Every page, as each role and as a visitor, in a real browser: usable by everybody, at any width, and quiet.

Three turns: in a council where nothing has happened yet (empty lists), in one with years of work (rich records), and with
forms sent empty (error summaries). Pages that are closed to a role, or not there, are looked at too.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.insight.counting import count_figures
from tests.journeys.crawling import (
    NARROW,
    PERSONAS,
    Walk,
    Walker,
    complete,
    records,
    records_of,
    routes_of,
)
from tests.plugins.browser import AXE
from worlds.council import settle
from worlds.playing import play
from worlds.sandgate import all_cases

# These show different things by the state of their record (or are a page for each number), so all records of the kind are
# opened, not the first only.
BY_STATE = {
    "concerns:show", "concerns:test", "concerns:decide", "concerns:sign_off", "concerns:late", "concerns:extend", "concerns:safe",
    "enquiries:show", "enquiries:closing", "enquiries:reopen", "enquiries:sheet", "feedback:show", "partners:report", "partners:asked",
    "public:step",
}  # fmt: skip
# Who walks, in two turns that may go side by side; and how many pages and empty forms at least. With fewer the walk has lost its
# way: raise it when pages are added.
CASEWORK = (
    Role.VISITOR, Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER, Role.COMMISSIONER, Role.AUDITOR, Role.ADMINISTRATOR,
)  # fmt: skip
PARTNERSHIP = (
    Role.PROVIDER_MANAGER, Role.PARTNER, Role.BOARD_MEMBER, Role.DATA_OFFICER, Role.BOARD_MANAGER, Role.SCRUTINY, Role.REVIEWER,
)  # fmt: skip
GROUPS = {"casework": (CASEWORK, 200, 30), "partnership": (PARTNERSHIP, 200, 10)}
EMPTY_BY = (
    Role.VISITOR,
    Role.FRONT_DOOR,
    Role.MANAGER,
    Role.ADMINISTRATOR,
    Role.PROVIDER_MANAGER,
    Role.BOARD_MANAGER,
)
# Answered with a kind refusal where the record is in no state for it.
ANSWERS = (200, 409)


@pytest.mark.promise("A1")
@pytest.mark.parametrize("group", GROUPS)
def test_every_page_as_each_role(served, browser, browser_context_args, axe, capsys, group):
    walk = Walk()
    roles, at_least_pages, at_least_forms = GROUPS[group]
    now = moment.now()
    dice = random.Random(5)
    with moment.at(now - timedelta(days=4 * 366)):
        council = settle()
    walkers = _walkers(walk, roles, browser, browser_context_args, served, axe)
    for walker in walkers.values():
        _lists(walker)
        _closed_doors(walker)
    _say(capsys, walk, "nothing has happened yet")
    play(all_cases(dice, council, now=now, adults=300), until=now)
    everything = records()
    count_figures(operator())
    for walker in walkers.values():
        _records(walker, records_of(walker.role, everything) | _draft(walker))
        walker.follow()
        _figures(walker)
        _standards(walker)
        _say(capsys, walk, walker.role.label)
    for role in (each for each in EMPTY_BY if each in walkers):
        _empty_forms(walkers[role], records_of(role, everything) | _draft(walkers[role]))
    with capsys.disabled():
        print(
            f"\n{len(walk.seen)} pages × roles ({len({name for name, _ in walk.seen})} pages), {len(walk.forms)} forms sent empty"
        )
        print(
            "by role:",
            ", ".join(
                f"{role} {count}" for role, count in sorted(Counter(role for _, role in walk.seen).items())
            ),
        )
    assert not walk.wrong, f"{len(walk.wrong)} things are wrong:\n" + "\n".join(walk.wrong)
    assert len(walk.seen) >= at_least_pages
    assert len(walk.forms) >= at_least_forms


def _say(capsys, walk: Walk, after: str) -> None:
    """How far the walk has come, and what was found since: a long walk is not silent."""
    with capsys.disabled():
        print(f"\n{after}: {len(walk.seen)} pages × roles", *walk.wrong[walk.said :], sep="\n  ", flush=True)
    walk.said = len(walk.wrong)


def _walkers(walk, roles, browser, context_args, served, axe) -> dict[Role, Walker]:
    """One context for each role, signed in."""
    found = {}
    for role in roles:
        page = browser.new_context(**context_args | {"viewport": NARROW}).new_page()
        page.set_default_timeout(20_000)
        # With the page, instead of half a megabyte carried across for each.
        page.add_init_script(path=AXE)
        found[role] = Walker(walk, page, role, served, axe)
        _sign_in(found[role])
    return found


def _sign_in(walker: Walker) -> None:
    """By the one click of the demo."""
    email = PERSONAS.get(walker.role)
    if email:
        page = walker.page
        page.goto(f"{walker.served}/account/personas")
        page.locator("form", has=page.locator(f'input[value="{email}"]')).locator("button").click()


def _lists(walker: Walker) -> None:
    """Pages that name no record, in a council where nothing has happened yet."""
    for name, pattern, kind in routes_of(walker.role):
        if kind == "none":
            walker.visit(name, complete(pattern, {}) or "")


def _figures(walker: Walker) -> None:
    """Figures once they are counted: a share, days, a count and one that waits, with and without groups."""
    if walker.role in (Role.MANAGER, Role.BOARD_MEMBER):
        walker.visit("figures:leading", "/figures/over-time")
        for address in ("D3?by=gender", "B3", "A10-concerns", "E7"):
            walker.visit("figures:one", f"/figures/over-time/{address}")
        walker.visit("figures:board", f"/figures/for/{'team' if walker.role is Role.MANAGER else 'board'}")
        walker.visit("figures:equality", "/figures/equality")
    if walker.role is Role.BOARD_MANAGER:
        walker.visit("figures:limits", "/figures/over-time/D3/limits")


def _standards(walker: Walker) -> None:
    """A standard, one of its lines, and the page where one is made from a copy."""
    if walker.role is Role.BOARD_MANAGER:
        walker.visit("standards:show", "/standards/cqc-local-authority/")
        walker.visit("standards:item", "/standards/cqc-local-authority/items/3.2")
        walker.visit("standards:add", "/standards/add?copy=msp-impact")
        walker.visit("standards:shown", "/standards/four-perspectives/shown")
        walker.visit("standards:say", "/standards/four-perspectives/items/1.d1/say")


def _closed_doors(walker: Walker) -> None:
    """What is not there, and what is for others."""
    walker.visit("not there", "/nowhere", answers=(404,))
    others = "/trail/" if walker.role is not Role.AUDITOR else "/settings/"
    if walker.role is Role.VISITOR:
        walker.visit("sign in first", others)
    elif walker.role is not Role.AUDITOR:
        walker.visit("for others", others, answers=(403,))


def _records(walker: Walker, known) -> None:
    """Pages about records, and the lists again now that they are full."""
    for name, pattern, kind in routes_of(walker.role):
        found = known.get(kind, [])
        for values in found if name in BY_STATE else found[:1]:
            address = complete(pattern, values)
            if address:
                walker.visit(name, address, answers=ANSWERS)


def _draft(walker: Walker) -> dict[str, list[dict[str, object]]]:
    """A report begun on the public form, all its questions answered or passed over."""
    page = walker.page
    page.goto(f"{walker.served}/tell-us")
    if not page.locator("input[name=immediate_danger]").count():
        return {}
    page.check("input[name=immediate_danger][value=no]")
    page.click("main form button")
    draft = page.url.split("/tell-us/")[1].split("/")[0]
    return {"draft": [{"draft_id": draft, "number": number} for number in range(1, 14)]}


# Boxes that show only after another answer are sent too; forms that are folded away are opened.
EMPTY = """() => {
  document.querySelectorAll('main form[method=post] :is(textarea, input[type=text])').forEach(box => { box.value = '' });
  document.querySelectorAll('main details').forEach(fold => { fold.open = true });
}"""


def _empty_forms(walker: Walker, known) -> None:
    """Send each form as it stands after emptying it: what comes back names what is missing, and is as usable."""
    page = walker.page
    for name, pattern, kind in routes_of(walker.role):
        known_one = (found for values in known.get(kind, [])[:1] if (found := complete(pattern, values)))
        address = next(known_one, walker.links.get(name))
        if address is None or name in walker.walk.forms or not walker.has_form.get(name):
            continue
        page.goto(f"{walker.served}{address}")
        if "next=" in page.url:
            # A form before this one signed them out, as it says.
            _sign_in(walker)
            page.goto(f"{walker.served}{address}")
        if page.url != f"{walker.served}{address}":
            continue  # It leads to another page, which has its own turn.
        buttons = page.locator("main form[method=post] button:not([name])")
        if not buttons.count():
            continue
        page.evaluate(EMPTY)
        walker.noise.clear()
        with page.expect_navigation():
            buttons.last.click()
        if page.locator(".govuk-error-summary").count():
            walker.walk.forms.add(name)
            walker.look(name, f"{address} sent empty", expect_noise=True)
