"""The shell stands: a person of each role signs in and reaches their own account."""

import pytest

from goldenthread.access.policy import ACCOUNT_ROLES


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_each_role_signs_in_and_sees_its_account(cast, client_of, role):
    client = client_of(cast[role])
    page = client.get("/account/")
    assert page.status_code == 200
    assert role.label in page.content.decode()


def test_a_visitor_is_led_to_sign_in_and_back(db, client):
    answer = client.get("/account/password")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in?next=%2Faccount%2Fpassword"
