"""The page of each deed on figures and returns, as every role: those who may do it, and nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from django.urls import reverse

from goldenthread.access.models import TrailRow
from goldenthread.access.policy import ACCOUNT_ROLES, ROLE_MAY
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.insight import procedures
from goldenthread.insight.lifecycle.returns import EDITION
from goldenthread.insight.lifecycle.signals import SIGNAL
from goldenthread.insight.models import Signal
from goldenthread.insight.vocabulary.returns import ReturnState
from goldenthread.insight.vocabulary.signals import SignalState
from goldenthread.jobs.counting import raise_signals
from goldenthread.web.signals.answering import STEPS
from tests.factories import returns as made
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
# Whatever the state, a deed has its page, but for the comment: that is said on the page of its check.
ON_PAGES = [move for move in EDITION.moves if move.deed != "comment"]
# What is done with figures at addresses that name no record.
OTHERS = {
    "/figures/over-time/D3/limits": "figures.rephase",
    "/figures/reports/add": "figures.report",
    "/figures/own/follow": "figures.own",
    "/figures/own/team/follow": "figures.own",
    "/figures/framework/load": "framework.supply",
    "/figures/framework/T2/supply": "framework.supply",
    "/returns/start": "returns.prepare",
}


def may(role, permission):
    return permission in ROLE_MAY[role]


def test_a_deed_on_a_return_has_a_page_for_those_who_may_do_it(cast, client_of):
    officer = cast[Role.DATA_OFFICER]
    readers = {role: client_of(cast.other(role)) for role in ACCOUNT_ROLES}
    return_id, wrong = made.draft(officer), []
    for role, reader in readers.items():
        sent = reader.post(
            reverse("returns:check", args=[return_id, 0]), {"words": "We looked.", "version": 0}
        )
        # Those who read a return open its checks; what they send there is refused in words.
        reads = may(role, "returns.see")
        if sent.status_code != (409 if reads else 403) or (
            reads and ("may not prepare" in words(sent)) == may(role, "returns.prepare")
        ):
            wrong.append((role, "comment", sent.status_code))
    for state in (ReturnState.DRAFT, ReturnState.CHECKED):
        if state is ReturnState.CHECKED:
            made.explained(officer, return_id)
            procedures.send_to_sign(officer, return_id=return_id, version=made.version(return_id))
        for move, role in product(ON_PAGES, ACCOUNT_ROLES):
            address = reverse("returns:do", args=[return_id, move.deed])
            shown, sent = readers[role].get(address), readers[role].post(address, {})
            then = 200 if state in move.sources else 409
            expected = then if may(role, move.permission) else 403
            if shown.status_code != expected or (sent.status_code == 403) != (expected == 403):
                wrong.append((role, move.deed, state, shown.status_code, sent.status_code))
            # Until every check is explained, the page of sending says only what is left to do.
            now = state in move.sources and move.deed != "send_to_sign"
            if expected != 403 and now != ('class="gt-form"' in shown.content.decode()):
                wrong.append((role, move.deed, state, "a form where it cannot be done, or none where it can"))
    assert not wrong


def test_a_role_that_is_refused_a_deed_is_told_so_and_it_is_on_the_trail(cast, client_of):
    return_id = made.sent(cast[Role.DATA_OFFICER])
    page = client_of(cast[Role.DATA_OFFICER]).get(f"/returns/{return_id}/do/sign_off")
    assert page.status_code == 403
    assert "Your role, Data officer, may not sign off the national return" in words(page)
    last = TrailRow.objects.latest("at_us")
    assert (last.deed, last.act) == ("route returns:do", "refused")


@pytest.fixture
def signal(counted):
    with moment.at(JUNE):
        raise_signals()
        yield Signal.objects.get(figure="D3")


def test_a_deed_on_a_signal_has_a_page_for_those_who_may_do_it_then(signal, cast, client_of):
    owner, wrong = cast[Role.SOCIAL_WORKER], []
    Signal.objects.filter(pk=signal.pk).update(
        owner_id=owner.user_id, owner_name=owner.name, answer_due_at=JUNE, acted_on=JUNE.date()
    )
    readers = [(role, client_of(cast.other(role)), False) for role in ACCOUNT_ROLES]
    readers.append((owner.role, client_of(owner), True))
    for state in SignalState:
        Signal.objects.filter(pk=signal.pk).update(
            state=state, settled_at=JUNE if state is SignalState.SETTLED else None
        )
        for move, (role, reader, owns) in product(SIGNAL.moves, readers):
            route, step = STEPS[move.deed]
            found = reader.get(reverse(route, args=[signal.pk, step])).status_code
            theirs = move.permission == "signals.manage" or owns or may(role, "signals.manage")
            now = 200 if state in move.sources and theirs else 409
            if found != (now if may(role, move.permission) else 403):
                wrong.append((role, move.deed, state, owns, found))
    assert not wrong


def test_what_else_is_done_with_figures_has_a_page_for_those_who_may_do_it(counted, cast, client_of):
    with moment.at(JUNE):
        for role in ACCOUNT_ROLES:
            reader = client_of(cast[role])
            closed = {each for each, permission in OTHERS.items() if not may(role, permission)}
            assert {each for each in OTHERS if reader.get(each).status_code == 403} == closed
            assert {each for each in OTHERS if reader.post(each, {}).status_code == 403} == closed
