"""R5: a form sent twice is stored once, and both sendings are led to the same place. (The API: test_r5_once.)"""

from __future__ import annotations

import re
import threading
from html import unescape

import pytest
from django.db import connections

from goldenthread.access import sending
from goldenthread.access.models import Agency, SentForm
from goldenthread.access.procedures import add_agency
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import AgencyKind
from tests.plugins.web import signed_in

pytestmark = pytest.mark.promise("R5")
ADD = "/settings/agencies"
TYPED = {"name": "Brook Farm", "kind": "provider", "email": ""}


def form_of(client) -> dict[str, str]:
    page = client.get(ADD).content.decode()
    found = re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|_once|_for)" value="([^"]*)">', page)
    return TYPED | {name: unescape(value) for name, value in found}


@pytest.mark.django_db
def test_a_double_click_stores_one_and_leads_to_the_same_place(administrator):
    client = signed_in(administrator)
    form = form_of(client)
    answers = [client.post(ADD, form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert len({answer["Location"] for answer in answers}) == 1
    assert Agency.objects.filter(name="Brook Farm").count() == 1


@pytest.mark.django_db
def test_each_page_is_a_sending_of_its_own(administrator):
    client = signed_in(administrator)
    assert form_of(client)["_once"] != form_of(client)["_once"]
    client.post(ADD, form_of(client))
    assert client.post(ADD, form_of(client)).status_code == 409, (
        "a second page with the same name is a refusal"
    )


@pytest.mark.django_db
def test_a_refused_form_may_be_put_right_and_sent_again(administrator):
    client = signed_in(administrator)
    add_agency(operator(), name="Brook Farm", kind=AgencyKind.PROVIDER)
    form = form_of(client)
    assert client.post(ADD, form).status_code == 409
    assert client.post(ADD, form | {"name": "Brook Farm South"}).status_code == 302


@pytest.mark.django_db
def test_killed_between_saving_and_answering(administrator):
    """The deed is done and nobody knows where it led: the person is told so, and nothing is stored again."""
    client = signed_in(administrator)
    form = form_of(client)
    client.post(ADD, form)
    SentForm.objects.update(location="")
    answer = client.post(ADD, form)
    assert answer.status_code == 409
    assert "We have this already" in answer.content.decode()
    assert Agency.objects.filter(name="Brook Farm").count() == 1


@pytest.mark.django_db
def test_a_deed_inside_a_deed_and_two_deeds_of_one_request_are_one_sending(administrator):
    with sending.sending("one-form"):
        add_agency(operator(), name="First", kind=AgencyKind.OTHER)
        add_agency(operator(), name="Second", kind=AgencyKind.OTHER)
    with sending.sending("one-form"), pytest.raises(sending.SentTwice):
        add_agency(operator(), name="Third", kind=AgencyKind.OTHER)
    assert not Agency.objects.filter(name="Third").exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_store_one(administrator):
    client = signed_in(administrator)
    form = form_of(client)
    cookies = client.cookies.output(header="", sep=";")
    start = threading.Barrier(50)
    places: list[str] = []
    statuses: list[int] = []

    def send() -> None:
        from tests.plugins.web import HttpsClient

        mine = HttpsClient()
        mine.cookies.load(cookies)
        try:
            start.wait(30)
            answer = mine.post(ADD, form)
            statuses.append(answer.status_code)
            places.append(answer.headers.get("Location", ""))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert statuses == [302] * 50
    assert set(places) == {ADD}
    assert Agency.objects.filter(name="Brook Farm").count() == 1
    print("R5: 50 sendings of one form at once")
