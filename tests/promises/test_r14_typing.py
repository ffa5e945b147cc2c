"""R14: what somebody typed is never lost: session over, signed out elsewhere, old form, fault, busy database."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import OperationalError

from goldenthread.access import procedures, settings_queries
from goldenthread.access.models import Agency, HeldForm, User
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from tests.factories.access import PASSWORD
from tests.plugins.web import HttpsClient, signed_in, signed_in_by_page

pytestmark = [pytest.mark.promise("R14"), pytest.mark.django_db]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADD = "/settings/agencies"
TYPED = {"name": "Brook <b>Farm</b> & Sons", "kind": "provider", "email": "brook@example.org"}


def marks(page: str) -> dict[str, str]:
    """Our hidden fields, as the browser would send them with the page's last form."""
    found = re.findall(
        r'<input type="hidden" name="(csrfmiddlewaretoken|_once|_for|_held)" value="([^"]*)">', page
    )
    return {name: unescape(value) for name, value in found}


def sign_in(viewer, next_: str = "", client: HttpsClient | None = None):
    email = User.objects.get(pk=viewer.user_id).email
    return (client or HttpsClient()).post(
        "/account/sign-in", {"email": email, "password": PASSWORD, "next": next_}
    )


def filled(page: str) -> dict[str, str]:
    """What the form on the page is filled in with."""
    found = {
        m[0]: unescape(m[1])
        for m in re.findall(r'<input[^>]* name="(name|email)"[^>]* value="([^"]*)"', page)
    }
    chosen = re.search(r'<option value="([^"]+)" selected', page)
    return found | ({"kind": chosen[1]} if chosen else {})


def lose(viewer, how: str) -> tuple[HttpsClient, str]:
    """Open the page, lose the session in this way, send the form; gives the client and where it was led."""
    with moment.at(START):
        client = signed_in(viewer)
        form = TYPED | marks(client.get(ADD).content.decode())
        if how == "signed out in another tab":
            client.post("/account/sign-out")
        if how == "signed out everywhere":
            signed_in(viewer).post("/account/end-sessions")
    later = {"idle": 31, "server forgot sessions": 1}.get(how, 0)
    if how == "server forgot sessions":
        from django.contrib.sessions.models import Session

        Session.objects.all().delete()
    with moment.at(START + timedelta(minutes=later)):
        answer = client.post(ADD, form)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in?next=")
    return client, parse_qs(urlsplit(answer["Location"]).query)["next"][0]


@pytest.mark.parametrize(
    "how", ["idle", "signed out in another tab", "signed out everywhere", "server forgot sessions"]
)
def test_every_field_comes_back_after_signing_in_again(administrator, how):
    client, back = lose(administrator, how)
    with moment.at(START + timedelta(minutes=40)):
        page = client.get("/account/sign-in", {"next": back}).content.decode()
        assert "what you typed is kept for you" in page
        answer = sign_in(administrator, back, client)
        assert answer["Location"] == back
        shown = client.get(back)
        body = shown.content.decode()
        assert shown.status_code == 409
        assert filled(body) == TYPED
        assert "nothing has been saved yet" in body
        assert not Agency.objects.filter(email=TYPED["email"]).exists()
        # Sent again it is saved, once, and no longer held.
        answer = client.post(back, TYPED | marks(body))
        assert answer.status_code == 302
        assert Agency.objects.filter(name=TYPED["name"]).count() == 1
        assert not HeldForm.objects.exists()


def test_nobody_else_gets_to_see_it(cast, administrator):
    from tests.factories import access

    client, back = lose(administrator, "idle")
    with moment.at(START + timedelta(minutes=40)):
        other = access.viewer(role=Role.ADMINISTRATOR)
        sign_in(other, back, client)
        page = client.get(back)
        assert page.status_code == 200
        assert TYPED["email"] not in page.content.decode()


def test_it_is_kept_sealed_and_for_a_day(administrator):
    client, back = lose(administrator, "idle")
    row = HeldForm.objects.get()
    for words in (b"Brook", b"brook@example.org", b"provider"):
        assert words not in bytes(row.sealed)
    with moment.at(START + timedelta(days=1, hours=1)):
        sign_in(administrator, back, client)
        assert TYPED["email"] not in client.get(back).content.decode()


def test_a_seal_moved_to_another_person_does_not_open(administrator, manager):
    from goldenthread.access import held

    with moment.at(START):
        kept = held.hold(administrator.user_id, ADD, {"name": ["x"]})
        assert held.open_held(administrator.user_id, kept, ADD) == {"name": ["x"]}
        HeldForm.objects.update(user_id=manager.user_id)
        assert held.open_held(manager.user_id, kept, ADD) is None


def test_passwords_are_never_kept_or_shown(administrator):
    with moment.at(START):
        client = signed_in(administrator)
        form = {"old_password": PASSWORD, "new_password": "a new long password"}
        form |= marks(client.get("/account/password").content.decode())
        client.post("/account/sign-out")
        client.post("/account/password", form)
        for row in HeldForm.objects.all():
            from goldenthread.access import held

            assert "password" not in str(held.open_held(administrator.user_id, row.pk, "/account/password"))


def test_nobody_can_plant_a_form_for_another(administrator):
    """Only our own signature says whose page it was."""
    HttpsClient().post(ADD, TYPED | {"_for": administrator.user_id.hex})
    HttpsClient().post(ADD, TYPED | {"_for": f"{administrator.user_id.hex}:forged"})
    assert not HeldForm.objects.exists()


@pytest.mark.parametrize(("fault", "status"), [(RuntimeError("x"), 500), (OperationalError("x"), 503)])
def test_a_fault_gives_it_back_to_send_again_and_stores_it_once(administrator, monkeypatch, fault, status):
    client = signed_in(administrator)
    client.raise_request_exception = False
    form = TYPED | marks(client.get(ADD).content.decode())
    whole = procedures.add_agency

    def after_saving(*args, **kwargs):
        whole(*args, **kwargs)
        raise fault

    monkeypatch.setattr(procedures, "add_agency", after_saving)
    answer = client.post(ADD, form)
    body = answer.content.decode()
    assert answer.status_code == status
    assert "Brook &lt;b&gt;Farm&lt;/b&gt; &amp; Sons" in body
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body))
    again = {name: unescape(value) for name, value in hidden.items()}
    assert TYPED.items() <= again.items()
    monkeypatch.setattr(procedures, "add_agency", whole)
    # The first sending was saved before the fault: the second is recognised as the same.
    client.post(ADD, again)
    assert Agency.objects.filter(name=TYPED["name"]).count() == 1


def test_a_fault_before_saving_loses_nothing_either(administrator, monkeypatch):
    client = signed_in(administrator)
    client.raise_request_exception = False
    form = TYPED | marks(client.get(ADD).content.decode())

    def fail(*_args, **_kwargs):
        raise OperationalError("no database")

    with monkeypatch.context() as broken:
        broken.setattr(procedures, "add_agency", fail)
        body = client.post(ADD, form).content.decode()
    again = {
        n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body)
    }
    assert client.post(ADD, again).status_code == 302
    assert Agency.objects.filter(name=TYPED["name"]).count() == 1


def test_an_old_form_token_gives_it_back(administrator):
    """Signed in again in another tab: the token of the first tab is old."""
    client = signed_in_by_page(administrator, enforce_csrf_checks=True)
    form = TYPED | marks(client.get(ADD).content.decode())
    client.handler.enforce_csrf_checks = False
    sign_in(administrator, client=client)
    client.handler.enforce_csrf_checks = True
    answer = client.post(ADD, form, headers={"Origin": "https://testserver"})
    assert answer.status_code == 403
    body = answer.content.decode()
    again = {
        n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body)
    }
    assert TYPED.items() <= again.items()
    answer = client.post(ADD, again, headers={"Origin": "https://testserver"})
    assert answer.status_code == 302
    assert Agency.objects.filter(name=TYPED["name"]).count() == 1


def test_a_form_from_elsewhere_is_not_offered_for_sending(administrator):
    """Another site's form, sent by the browser of somebody signed in here: shown as refused, with no button to send it."""
    client = signed_in_by_page(administrator, enforce_csrf_checks=True)
    body = client.post(ADD, TYPED, headers={"Origin": "https://evil.example"}).content.decode()
    assert "Send it again" not in body


def test_a_refusal_keeps_every_field(administrator):
    client = signed_in(administrator)
    procedures.add_agency(administrator, name=TYPED["name"], kind=settings_queries.AgencyKind.PROVIDER)
    answer = client.post(ADD, TYPED | marks(client.get(ADD).content.decode()))
    assert answer.status_code == 409
    assert filled(answer.content.decode()) == TYPED


def test_what_is_missing_keeps_every_other_field(administrator):
    client = signed_in(administrator)
    answer = client.post(ADD, TYPED | {"name": ""})
    assert answer.status_code == 422
    assert filled(answer.content.decode())["email"] == TYPED["email"]
