"""The stage that journeys stand on: a served house, a signed-in person, a browser that sees everything, a closed network."""

from __future__ import annotations

import socket

import pytest

from goldenthread.access.vocabulary import Role


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_only_this_machine_may_be_spoken_to():
    from pytest_socket import SocketConnectBlockedError

    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))


@pytest.mark.promise("O1")
def test_a_browser_loads_nothing_from_elsewhere(page, served, administrator, sign_in):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, administrator)
    assert asked
    assert [address for address in asked if not address.startswith(served)] == []


def test_somebody_signed_in_is_themselves(page, served, administrator, sign_in):
    sign_in(page, administrator)
    assert administrator.name in page.content()


def test_the_test_client_signs_in_too(client_of, cast):
    assert client_of(cast[Role.AUDITOR]).get("/trail/").status_code == 200
    assert client_of(cast[Role.BOARD_MEMBER]).get("/trail/").status_code == 403


def test_the_accessibility_check_can_fail(page, served, axe):
    page.goto(f"{served}/account/sign-in")
    axe(page)
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"x\">'")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_begins_with_an_empty_house(turn, administrator):
    from goldenthread.access.models import TrailRow, User

    assert User.objects.count() == 1
    assert TrailRow.objects.filter(deed="access.add_account").count() == 1
