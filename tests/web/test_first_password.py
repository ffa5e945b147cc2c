"""A password that somebody else gave opens one page: the one to choose one's own. Nothing typed is lost on the way."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from goldenthread.access import procedures
from goldenthread.access.models import Agency, User
from goldenthread.ground import moment
from goldenthread.web.routes import table
from tests.factories.access import PASSWORD
from tests.plugins.web import HttpsClient, signed_in
from tests.promises.test_r14_typing import TYPED, filled, marks

pytestmark = pytest.mark.django_db
OWN = "seven quiet herons wade"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def given(administrator, viewer) -> tuple[str, str]:
    """The address and the password an administrator hands over."""
    password = procedures.give_new_password(administrator, account_id=viewer.user_id)
    return User.objects.values_list("email", flat=True).get(pk=viewer.user_id), password


def enter(email: str, password: str, next_: str = "") -> tuple[HttpsClient, str]:
    client = HttpsClient()
    answer = client.post("/account/sign-in", {"email": email, "password": password, "next": next_})
    assert answer.status_code == 302
    return client, answer["Location"]


def test_nothing_but_choosing_a_password_opens_until_it_is_chosen(administrator, manager):
    email, password = given(administrator, manager)
    client, home = enter(email, password)
    for address in (home, "/concerns/", "/account/", "/people/?q=Hale", "/"):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/account/password?next="), address
    nothing = client.post("/account/password", {"old_password": "", "new_password": ""})
    assert "Type the password you were given" in nothing.content.decode()
    page = client.get("/account/password")
    assert page.status_code == 200
    assert "Choose your own password" in page.content.decode()
    assert "The password you were given" in page.content.decode()
    answer = client.post("/account/password", {"old_password": password, "new_password": OWN})
    assert answer["Location"] == home
    assert client.get(home).status_code == 200
    assert enter(email, OWN)[1] == home
    assert not User.objects.get(pk=manager.user_id).password_given


def test_no_route_of_the_table_opens_to_a_given_password(administrator, manager, client_of):
    email, password = given(administrator, manager)
    client, _ = enter(email, password)
    from django.urls import NoReverseMatch, reverse

    opened = set()
    for name in table().routes:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if not address.startswith("/api/") and client.get(address).status_code == 200:
            opened.add(name)
    assert opened <= {"account:password", "health"}


def test_the_same_password_again_and_a_weak_one_are_refused(administrator, manager):
    email, password = given(administrator, manager)
    client, home = enter(email, password)
    for new in (password, "short", ""):
        answer = client.post("/account/password", {"old_password": password, "new_password": new})
        assert answer.status_code in (409, 422)
        assert client.get(home)["Location"].startswith("/account/password")


def test_what_was_typed_when_the_password_was_taken_away_comes_back(administrator, cast):
    """R14: the session ends by the new password, the form is sent, and both pages lie between it and its owner."""
    other = cast.other(administrator.role)
    with moment.at(START):
        client = signed_in(other)
        form = TYPED | marks(client.get("/settings/agencies").content.decode())
        email, password = given(administrator, other)
    with moment.at(START + timedelta(minutes=2)):
        lost = client.post("/settings/agencies", form)
        back = parse_qs(urlsplit(lost["Location"]).query)["next"][0]
        client, onward = enter(email, password, back)
        assert onward == back
        choose = client.get(back)
        assert choose["Location"].startswith("/account/password?next=")
        page = client.get(choose["Location"]).content.decode()
        (next_,) = re.findall(r'name="next" value="([^"]*)"', page)
        typed = {"old_password": password, "new_password": OWN, "next": next_.replace("&amp;", "&")}
        answer = client.post("/account/password", typed)
        assert answer["Location"] == back
        shown = client.get(back)
        assert filled(shown.content.decode()) == TYPED
        assert not Agency.objects.filter(email=TYPED["email"]).exists()
        client.post(back, TYPED | marks(shown.content.decode()))
    assert Agency.objects.filter(email=TYPED["email"]).exists()


def test_a_form_sent_under_a_given_password_waits_for_its_owner(administrator, cast):
    other = cast.other(administrator.role)
    client = signed_in(other)
    form = TYPED | marks(client.get("/settings/agencies").content.decode())
    User.objects.filter(pk=other.user_id).update(password_given=True)
    answer = client.post("/settings/agencies", form)
    back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert answer["Location"].startswith("/account/password")
    typed = {"old_password": PASSWORD, "new_password": OWN, "next": back}
    assert client.post("/account/password", typed)["Location"] == back
    assert filled(client.get(back).content.decode()) == TYPED


def test_an_address_elsewhere_is_not_where_one_is_led(administrator, manager):
    email, password = given(administrator, manager)
    client, home = enter(email, password)
    typed = {"old_password": password, "new_password": OWN, "next": "https://evil.example/"}
    assert client.post("/account/password", typed)["Location"] == home
