"""S13: guessing passwords is slow, and the owner of the account is not locked out by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from goldenthread.access.models import Tally, User
from goldenthread.access.throttle import Limit, spend
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from tests.factories import access
from tests.factories.access import PASSWORD
from tests.plugins.web import HttpsClient

pytestmark = [pytest.mark.promise("S13"), pytest.mark.django_db]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def guess(email: str, address: str, password: str = "wrong", client: HttpsClient | None = None):
    return (client or HttpsClient()).post(
        "/account/sign-in", {"email": email, "password": password}, REMOTE_ADDR=address
    )


def email_of(viewer) -> str:
    return User.objects.get(pk=viewer.user_id).email


def effective(email: str, addresses: list[str], *, minutes: int) -> int:
    """How many guesses were really compared with the password, trying every two seconds from every address."""
    compared = 0
    for tick in range(minutes * 30):
        with moment.at(START + timedelta(seconds=tick * 2)):
            for address in addresses:
                compared += guess(email, address).status_code != 429
    return compared


def test_one_source_gets_few_tries_a_minute(manager):
    assert 3 <= effective(email_of(manager), ["198.51.100.7"], minutes=2) <= 10


def test_many_sources_together_get_at_most_ten_a_minute(manager):
    compared = effective(email_of(manager), [f"198.51.100.{n}" for n in range(6)], minutes=2)
    assert 5 <= compared <= 20


def test_one_source_trying_many_accounts_gets_at_most_ten_a_minute():
    with moment.at(START):
        compared = sum(guess(f"person{n}@example.org", "198.51.100.7").status_code != 429 for n in range(60))
    assert compared == 10


def test_the_owner_gets_in_at_the_first_try_during_an_attack(manager):
    with moment.at(START):
        refused = [guess(email_of(manager), "198.51.100.7").status_code for _ in range(100)]
        assert refused.count(429) >= 90
        assert guess(email_of(manager), "192.0.2.1", PASSWORD).status_code == 302


def test_an_owner_known_to_their_browser_gets_in_even_when_many_attack(manager):
    browser = HttpsClient()
    with moment.at(START):
        assert guess(email_of(manager), "192.0.2.1", PASSWORD, browser).status_code == 302
        browser.post("/account/sign-out")
        for n in range(30):
            guess(email_of(manager), f"198.51.100.{n}")
        assert guess(email_of(manager), "203.0.113.9", PASSWORD).status_code == 429, "a stranger has to wait"
        assert guess(email_of(manager), "192.0.2.1", PASSWORD, browser).status_code == 302


def test_a_browser_known_for_one_account_is_a_stranger_to_another(manager, social_worker):
    browser = HttpsClient()
    with moment.at(START):
        guess(email_of(manager), "192.0.2.1", PASSWORD, browser)
        answers = [guess(email_of(social_worker), "192.0.2.1", client=browser).status_code for _ in range(20)]
    assert answers.count(429) >= 14


def test_the_answer_says_how_long_to_wait_and_waiting_helps(manager):
    with moment.at(START):
        for _ in range(6):
            answer = guess(email_of(manager), "198.51.100.7")
    assert answer.status_code == 429
    wait = int(answer["Retry-After"])
    assert 0 < wait <= 120
    assert f"Wait {wait} seconds" in answer.content.decode()
    with moment.at(START + timedelta(seconds=wait)):
        assert guess(email_of(manager), "198.51.100.7", PASSWORD).status_code == 302


def test_counts_are_in_the_database_and_hold_no_address(manager):
    """A restart forgets nothing, and whoever copies the table learns neither account nor address."""
    with moment.at(START):
        for _ in range(6):
            guess(email_of(manager), "198.51.100.7")
        assert spend(Limit("sign-in source", f"{email_of(manager)}\x1f198.51.100.7", 5)) > 0
    plain = {sha256(text.encode()).hexdigest() for text in ("198.51.100.7", email_of(manager))}
    keys = set(Tally.objects.values_list("key", flat=True))
    assert len(keys) == 3
    assert not keys & plain


def test_success_is_not_counted_against_a_shared_address(cast, client_of):
    """A whole council behind one address signs in at nine o'clock."""
    with moment.at(START):
        for _ in range(25):
            someone = access.viewer(role=Role.SOCIAL_WORKER)
            assert guess(email_of(someone), "192.0.2.1", PASSWORD).status_code == 302
