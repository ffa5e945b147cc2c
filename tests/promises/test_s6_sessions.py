"""S6: sessions are sound; no cross-site writes; no writes by GET."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from goldenthread.access import procedures
from goldenthread.access.models import Agency, User
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from tests.factories.access import PASSWORD
from tests.plugins.web import HttpsClient, signed_in_by_page

pytestmark = pytest.mark.promise("S6")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWN = "/account/"


@pytest.fixture
def client_of(db):
    """Here sessions are begun where people begin them."""
    return signed_in_by_page


def in_(client) -> bool:
    """Does this client's session still open its own account?"""
    return client.get(OWN).status_code == 200


def row_of(viewer) -> User:
    return User.objects.get(pk=viewer.user_id)


def session_key(client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_01_a_session_made_before_sign_in_is_worth_nothing(manager, client_of):
    planted = client_of(manager)
    key = session_key(planted)
    planted.post("/account/sign-out")
    victim = HttpsClient()
    victim.cookies[settings.SESSION_COOKIE_NAME] = key
    victim.post("/account/sign-in", {"email": row_of(manager).email, "password": PASSWORD})
    assert session_key(victim) != key
    assert in_(victim)
    attacker = HttpsClient()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not in_(attacker)


def test_02_signing_in_again_changes_the_key_and_the_form_token(manager, client_of):
    client = client_of(manager)
    key, token = session_key(client), client.cookies[settings.CSRF_COOKIE_NAME].value
    client.post("/account/sign-in", {"email": row_of(manager).email, "password": PASSWORD})
    assert session_key(client) != key
    assert client.cookies[settings.CSRF_COOKIE_NAME].value != token
    old = HttpsClient()
    old.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not in_(old)


def test_03_a_change_of_role_ends_every_session(social_worker, client_of):
    client = client_of(social_worker)
    user = row_of(social_worker)
    procedures.change_account(
        operator(),
        account_id=user.pk,
        version=user.version,
        name=user.name,
        role=Role.MANAGER,
        agency_id=user.agency_id,
        team="",
        active=True,
    )
    assert not in_(client)


def test_04_idle_ends_it_after_30_minutes(manager, client_of):
    with moment.at(START):
        client = client_of(manager)
    with moment.at(START + timedelta(minutes=29)):
        assert in_(client)
    with moment.at(START + timedelta(minutes=29 + 30, seconds=1)):
        assert not in_(client)
    with moment.at(START + timedelta(minutes=30)):
        assert not in_(client), "turning the clock back does not bring an ended session to life"


def test_05_ten_hours_end_it_however_busy(manager, client_of):
    with moment.at(START):
        client = client_of(manager)
    for minutes in range(20, 600, 20):
        with moment.at(START + timedelta(minutes=minutes)):
            assert in_(client), minutes
    with moment.at(START + timedelta(hours=10, seconds=1)):
        assert not in_(client)


def test_06_work_keeps_it_alive(manager, client_of):
    with moment.at(START):
        client = client_of(manager)
    for minutes in (25, 50, 75):
        with moment.at(START + timedelta(minutes=minutes)):
            assert in_(client)


def test_07_signing_out_ends_it_on_the_server(manager, client_of):
    client = client_of(manager)
    key = session_key(client)
    client.post("/account/sign-out")
    thief = HttpsClient()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not in_(thief)


def test_08_signing_out_everywhere_ends_the_others(manager, client_of):
    here, there = client_of(manager), client_of(manager)
    here.post("/account/end-sessions")
    assert not in_(here)
    assert not in_(there)


def test_09_a_new_password_ends_the_others_and_changes_this_key(manager, client_of):
    here, there = client_of(manager), client_of(manager)
    key = session_key(here)
    answer = here.post(
        "/account/password", {"old_password": PASSWORD, "new_password": "seven quiet herons wade"}
    )
    assert answer.status_code == 302
    assert in_(here)
    assert session_key(here) != key
    assert not in_(there)


def test_10_a_closed_account_or_agency_is_out_at_once(partner, provider_manager, client_of):
    first, second = client_of(partner), client_of(provider_manager)
    user = row_of(partner)
    procedures.change_account(
        operator(),
        account_id=user.pk,
        version=user.version,
        name=user.name,
        role=Role.PARTNER,
        agency_id=user.agency_id,
        team="",
        active=False,
    )
    procedures.set_agency_open(operator(), agency_id=Agency.objects.get(name="Larch House").pk, active=False)
    assert not in_(first)
    assert not in_(second)


def test_11_cookies_are_bound_to_host_https_and_server(manager, client_of):
    client = client_of(manager)
    page = client.get("/account/password")
    assert page.status_code == 200
    for name in ("__Host-session", "__Host-csrf", "__Host-device"):
        cookie = client.cookies[name]
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name
    assert not client.cookies["__Host-session"]["max-age"], "the session cookie goes with the browser"


def test_12_nobody_is_signed_out_or_changed_by_an_address(manager, client_of):
    client = client_of(manager)
    for address in ("/account/sign-out", "/account/end-sessions"):
        assert client.get(address).status_code == 405
    assert in_(client)


# Forged writes.


def posting_addresses() -> list[tuple[str, str]]:
    """Every route that takes a POST, with an address; a record that does not exist is enough: the token comes first."""
    from tests.promises.addresses import addresses

    return [
        (name, path)
        for name, path, row in addresses()
        if "POST" in row.methods and not path.startswith("/api/")
    ]


def token_of(client) -> str:
    """A form token as a page of this client carries it."""
    page = client.get("/account/password").content.decode()
    return page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]


@pytest.mark.django_db
def test_no_forged_write_is_accepted_at_any_address(cast, client_of, whole_database):
    tried = 0
    people = {
        role: client_of(cast[role], enforce_csrf_checks=True) for role in (Role.MANAGER, Role.ADMINISTRATOR)
    }
    people |= {Role.FRONT_DOOR: client_of(cast[Role.FRONT_DOOR], enforce_csrf_checks=True)}
    strange = token_of(client_of(cast[Role.SOCIAL_WORKER]))
    own = {role: token_of(client) for role, client in people.items()}
    before = whole_database()
    for name, path in posting_addresses():
        for role, client in people.items():
            forged = {
                "no token": client.post(path, {"name": "x"}),
                "another's token": client.post(path, {"csrfmiddlewaretoken": strange}),
                "other origin": client.post(
                    path, {"csrfmiddlewaretoken": own[role]}, headers={"Origin": "https://evil.example"}
                ),
                "no origin at all": client.post(
                    path, {"csrfmiddlewaretoken": own[role]}, headers={"Origin": "null"}
                ),
            }
            for how, answer in forged.items():
                tried += 1
                assert answer.status_code == 403, f"{name} as {role.value} with {how}: {answer.status_code}"
    assert whole_database() == before
    print(f"S6: {tried} forged writes tried")
    assert tried >= 100


def test_the_same_form_with_its_own_token_is_accepted(manager, client_of):
    """The other half: the refusals above are for the forgery, not for everything."""
    client = client_of(manager, enforce_csrf_checks=True)
    answer = client.post(
        reverse("account:end_sessions"),
        {"csrfmiddlewaretoken": token_of(client)},
        headers={"Origin": "https://testserver"},
    )
    assert answer.status_code == 302


# Addresses change nothing.


@pytest.mark.django_db
def test_asking_for_every_page_changes_no_table(cast, client_of, whole_database, refusals_drawn_once):
    from goldenthread.access.policy import ACCOUNT_ROLES
    from goldenthread.web.routes import opens
    from tests.promises.addresses import fill, names
    from tests.promises.people_and_cases import build

    world = build(cast)
    clients = {role: client_of(cast[role]) for role in ACCOUNT_ROLES} | {Role.VISITOR: HttpsClient()}
    before = whole_database()
    asked = answered = 0
    for role, client in clients.items():
        values = {situation: world.values(role, situation) for situation in ("own", "restricted")}
        for name, _, pattern in names():
            # Whose record it names makes no difference where the address itself is closed, or names none.
            same = "<" not in pattern or opens(name, role) is None
            for situation in ("own",) if same else values:
                answer = client.get(fill(pattern, values[situation]))
                asked += 1
                answered += answer.status_code == 200
    after = whole_database()
    changed = [name for name in before if before[name] != after[name]]
    print(f"S6: {asked} pages asked for, {answered} shown")
    assert not changed
    assert answered >= 150
