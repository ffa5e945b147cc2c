"""R183 from end to end: reports come in, are decided and answered on pages; the indicator and the record of who was told agree."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.ground import moment
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.letters.models import FeedbackDuty
from tests.counted_here import count_here
from tests.web.test_concerns_journeys import answer_test, sent
from tests.web.test_concerns_pages import text
from tests.web.test_public_form import walk

pytestmark = pytest.mark.django_db
OWN = "I said on the telephone that you may ring us again."


def reported(client) -> Concern:
    """A report by the public form, sent."""
    assert client.post(walk(client)).status_code == 302
    return Concern.objects.latest("received_at")


def decided(client, concern: Concern) -> str:
    """Screened and decided on its pages; gives the address where whoever raised it is told."""
    sent(client, concern.pk, "/person", person_id="new", given_name="Alfred", family_name="Marsh")
    sent(client, concern.pk, "/wants", state="expressed", words="To be left in peace.", said_by="adult")
    answer_test(client, concern.pk, protect="no")
    page = sent(
        client,
        concern.pk,
        "/decide",
        outcome="other_response",
        signpost="housing",
        signpost_words="The housing officer visits on Monday.",
        rationale="He can protect himself.",
        adult_view="He agrees.",
    )
    (address,) = re.findall(r'href="(/feedback/[0-9a-f-]+)">The person who raised it', page.content.decode())
    return address


def version(address: str) -> int:
    return FeedbackDuty.objects.values_list("version", flat=True).get(pk=address.rsplit("/", 1)[1])


def told(client, address: str, method: str, more: str = "") -> None:
    """Give the answer with the words drafted for them, and ``more`` of one's own."""
    words = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get(address).content.decode(), re.DOTALL)[1]
    typed = {"version": version(address), "method": method, "words": f"{words.strip()}\n\n{more}".strip()}
    assert client.post(address, typed).status_code == 302


@pytest.mark.requirement("R183")
def test_feedback_is_measured_and_who_was_told_what_and_when_is_on_record(
    client, cast, client_of, settings, tmp_path
):
    manager = cast[Role.MANAGER]
    start = moment.now()
    staff = client_of(manager)
    answers = [decided(staff, reported(client)) for _ in range(4)]
    references = list(Concern.objects.order_by("received_at").values_list("reference", flat=True))
    waiting = text(staff.get("/feedback/?audience=referrer"))
    assert "4 answers still to give" in waiting
    assert all(reference in waiting for reference in references)

    with moment.at(start + timedelta(days=1)):
        staff = client_of(manager)
        told(staff, answers[0], "phone", OWN)
    with moment.at(start + timedelta(days=40)):
        staff = client_of(manager)
        told(staff, answers[1], "post")
        why = {"version": version(answers[2]), "reason": "unsafe", "words": "He reads her post, she said."}
        assert staff.post(f"{answers[2]}/not-possible", why).status_code == 302

        # The indicators, as the council's data officer reads them, with how they were told and why not.
        settings.DATA_FOLDER = tmp_path
        count_here(tmp_path, ["G1", "G2", "G2-days"])
        officer = client_of(cast[Role.DATA_OFFICER])
        when = f"period={Period.of(month_of(moment.today()), Grain.YEAR)}"
        shown = text(officer.get(f"/figures/over-time/G1?by=method&{when}"))
        assert "Of 3 answers owed to referrers, 2 were given: that is 67 in 100." in shown
        assert "Telephone 1" in shown
        assert "Letter by post 1" in shown
        assert "1 was given in time" in text(officer.get(f"/figures/over-time/G2?by=audience&{when}"))
        assert not any(reference in shown for reference in references)

        # The record of who was told what and when.
        page = staff.get(answers[0])
        record = text(page)
        assert "What the person who raised it was told" in record
        assert "To reach them friend@example.org" in record
        # The words that were given, not those that were drafted.
        given = re.search(r'aria-label="The words given">(.*?)</section>', page.content.decode(), re.DOTALL)[
            1
        ]
        assert "Thank you for telling us about your concern" in given
        assert OWN in given
        assert OWN not in text(staff.get(answers[1]))
        then = moment.london(start + timedelta(days=1))
        assert f"Telephone, {then.day} {then:%B %Y} at" in record
        assert f", by {manager.name}." in record
        late = text(staff.get("/feedback/?state=overdue&audience=referrer"))
        assert references[3] in late
        assert references[0] not in late
