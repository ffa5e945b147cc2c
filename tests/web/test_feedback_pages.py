"""Pages of answers: who waits, giving the words, saying why it is not possible, the letter on paper."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from lxml import html

from goldenthread.access.trail import Subject
from goldenthread.concerns.vocabulary import Outcome, Signpost
from goldenthread.ground import moment
from goldenthread.letters import procedures
from goldenthread.letters.models import FeedbackDuty, Letter
from goldenthread.letters.sender import send_waiting
from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method
from tests.factories import concerns
from tests.rooms.mail import server

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}"
WORDS = "Thank you for telling us. We are making an enquiry."


def text_of(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def owed(by, audience=Audience.REFERRER, **changes):
    concern = concerns.received()
    person = concerns.person(by, date_of_birth=date(1950, 4, 3))
    whole = {
        "about": Subject("concern", concern),
        "reference": "SGC-2026-000001-1",
        "audience": audience,
        "contact": "jo@example.org",
        "due_at": moment.now() + timedelta(days=10),
        "draft": WORDS,
        "person_id": person,
    }
    return procedures.open_duty(by, **whole | changes)


def duty(duty_id):
    return FeedbackDuty.objects.get(pk=duty_id)


def test_the_list_leads_with_what_is_late_and_says_so_when_nobody_waits(front_door, client_of):
    client = client_of(front_door)
    assert "Nobody is waiting for an answer." in text_of(client.get("/feedback/"))
    owed(front_door, draft="x")
    owed(front_door, Audience.ADULT, due_at=moment.now() - timedelta(days=2))
    said = text_of(client.get("/feedback/"))
    assert said.index("Tell Peter Hale") < said.index("Tell the person who raised it")
    assert "was due" in said
    assert "2 answers still to give" in said
    assert "1 answer late" in text_of(client.get("/feedback/", {"state": "overdue"}))
    assert "No answer has been given yet." in text_of(client.get("/feedback/", {"state": "met"}))
    assert "Nothing fits." in text_of(client.get("/feedback/", {"q": "nobody"}))


def test_for_whom_the_words_are_is_said_first_and_big(front_door, client_of):
    client = client_of(front_door)
    adult = client.get(f"/feedback/{owed(front_door, Audience.ADULT)}")
    said = text_of(adult)
    assert said.index("These words are for The adult: Peter Hale") < said.index(
        "Tell Peter Hale what came of it"
    )
    assert "How easy it is to read" in said
    referrer = text_of(client.get(f"/feedback/{owed(front_door)}"))
    assert "These words are for The person who raised it" in referrer
    assert "How easy it is to read" not in referrer


def test_a_preview_gives_nothing_and_tells_what_is_wrong_without_repeating_it(front_door, client_of):
    duty_id = owed(front_door)
    client = client_of(front_door)
    answer = client.post(
        f"/feedback/{duty_id}",
        {"version": "1", "words": "Mr Hale is well now.", "method": "phone", "do": "preview"},
    )
    said = text_of(answer)
    assert answer.status_code == 200
    assert "This is how it reads" in said
    assert "Take out the adult's name" in said
    assert duty(duty_id).state == DutyState.OPEN


@pytest.mark.rule("LET-02")
def test_words_that_name_the_adult_are_refused_and_stay_on_the_page(front_door, client_of):
    duty_id = owed(front_door)
    answer = client_of(front_door).post(
        f"/feedback/{duty_id}",
        {"version": "1", "words": "Peter is well now, I saw him.", "method": "phone", "do": "give"},
    )
    assert answer.status_code == 409
    assert "Take out the adult's name" in text_of(answer)
    assert b"Peter is well now, I saw him." in answer.content
    assert duty(duty_id).state == DutyState.OPEN


@pytest.mark.rule("LET-04")
def test_hard_words_for_the_adult_bring_advice_and_may_still_be_given(front_door, client_of):
    duty_id = owed(front_door, Audience.ADULT)
    hard = {
        "words": "The statutory threshold criteria were ascertained.",
        "method": "in_person",
        "version": "1",
    }
    client = client_of(front_door)
    assert "instead of “threshold”" in text_of(client.post(f"/feedback/{duty_id}", hard | {"do": "preview"}))
    assert client.post(f"/feedback/{duty_id}", hard | {"do": "give"}).status_code == 302
    assert duty(duty_id).state == DutyState.MET


def test_an_answer_given_is_shown_with_time_way_and_name_and_can_be_printed(front_door, client_of):
    duty_id = owed(front_door)
    client = client_of(front_door)
    assert (
        client.post(
            f"/feedback/{duty_id}", {"version": "1", "words": WORDS, "method": "post", "do": "give"}
        ).status_code
        == 302
    )
    said = text_of(client.get(f"/feedback/{duty_id}"))
    assert "It is noted: they have been told" in said
    assert "Letter by post" in said
    assert front_door.name in said
    letter = text_of(client.get(f"/feedback/{duty_id}/letter"))
    assert "The letter as given" in letter
    assert WORDS in letter
    assert (
        client.post(
            f"/feedback/{duty_id}", {"version": "1", "words": WORDS, "method": "post", "do": "give"}
        ).status_code
        == 200
    )
    assert FeedbackDuty.objects.filter(state=DutyState.MET).count() == 1


def test_a_stale_form_is_told_kindly_and_the_next_send_counts(front_door, manager, client_of):
    duty_id = owed(front_door)
    procedures.set_contact(manager, duty_id=duty_id, version=1, contact="al@example.org")
    client = client_of(front_door)
    form = {"version": "1", "words": "Typed with great care.", "method": "phone", "do": "give"}
    stale = client.post(f"/feedback/{duty_id}", form)
    assert stale.status_code == 409
    assert "Somebody else has changed this" in text_of(stale)
    assert b"Typed with great care." in stale.content
    version = html.fromstring(stale.content).xpath('//input[@name="version"]/@value')[0]
    assert client.post(f"/feedback/{duty_id}", form | {"version": version}).status_code == 302


def test_not_possible_with_its_reason_and_open_again(front_door, client_of):
    duty_id = owed(front_door, contact="")
    client = client_of(front_door)
    assert "Choose why" in text_of(client.post(f"/feedback/{duty_id}/not-possible", {"version": "1"}))
    done = client.post(
        f"/feedback/{duty_id}/not-possible",
        {"version": "1", "reason": "anonymous", "words": "They left no name or number."},
    )
    assert done.status_code == 302
    assert "They did not say who they are" in text_of(client.get(f"/feedback/{duty_id}"))
    version = duty(duty_id).version
    again = client.post(
        f"/feedback/{duty_id}/open-again",
        {"version": version, "words": "They rang again.", "contact": "01632 960 444"},
    )
    assert again.status_code == 302
    assert "01632 960 444" in text_of(client.get(f"/feedback/{duty_id}"))


def test_ways_that_cannot_reach_them_are_not_offered(front_door, client_of):
    ways = html.fromstring(
        client_of(front_door).get(f"/feedback/{owed(front_door, contact='01632 960 001')}").content
    )
    assert set(ways.xpath('//input[@name="method"]/@value')) == {"phone", "in_person", "post", "advocate"}


def test_email_is_on_its_way_until_the_server_took_it_and_trouble_shows_on_the_list(
    front_door, client_of, settings
):
    duty_id = owed(front_door)
    client = client_of(front_door)
    with server() as mail:
        settings.EMAIL_URL, mail.mood = mail.url, "refuses address"
        sent = client.post(
            f"/feedback/{duty_id}", {"version": "1", "words": WORDS, "method": "email", "do": "give"}
        )
        assert sent.status_code == 302
        assert "The email is on its way" in text_of(client.get(f"/feedback/{duty_id}"))
        assert "Email on its way" in text_of(client.get("/feedback/"))
        with moment.at(moment.now() + timedelta(minutes=1)):
            send_waiting()
        said = text_of(client.get("/feedback/"))
        assert "Emails that somebody must look at" in said
        assert "Could not be sent" in said
        mail.mood = "takes"
        letter = Letter.objects.get()
        assert (
            client.post(f"/feedback/letters/{letter.pk}/send-again", {"duty_id": duty_id}).status_code == 302
        )
        with moment.at(moment.now() + timedelta(minutes=2)):
            send_waiting()
    assert Letter.objects.get().state == LetterState.SENT
    assert "Told: the person who raised it" in text_of(client.get("/feedback/", {"state": "met"}))


@pytest.mark.promise("S7")
def test_words_are_shown_and_never_run(front_door, client_of):
    duty_id = owed(front_door, Audience.ADULT, draft=HOSTILE * 3, contact=HOSTILE)
    client = client_of(front_door)
    pages = [
        f"/feedback/{duty_id}",
        f"/feedback/{duty_id}/letter",
        "/feedback/",
        f"/feedback/{duty_id}/contact",
    ]
    seen = [client.get(page) for page in pages]
    seen.append(
        client.post(
            f"/feedback/{duty_id}", {"words": HOSTILE * 3, "method": "phone", "do": "preview", "version": "1"}
        )
    )
    client.post(
        f"/feedback/{duty_id}",
        {"words": f"Dear {HOSTILE} all", "method": "phone", "do": "give", "version": "1"},
    )
    seen += [client.get(f"/feedback/{duty_id}"), client.get(f"/feedback/{duty_id}/letter")]
    for answer in seen:
        assert answer.status_code == 200
        tree = html.fromstring(answer.content)
        assert not tree.xpath("//*[@onerror]")
    assert duty(duty_id).state == DutyState.MET


@pytest.mark.requirement("R059")
@pytest.mark.requirement("R175")
@pytest.mark.parametrize(
    ("outcome", "more", "protect", "told"),
    [
        (Outcome.OTHER_RESPONSE, {"signpost": Signpost.MENTAL_HEALTH}, concerns.NO, "was not met"),
        (Outcome.NO_FURTHER_ACTION, {"reason": "already_safe"}, concerns.NO, "was not met"),
        (Outcome.S42_ENQUIRY, {}, concerns.YES, "section 42 of the Care Act 2014"),
    ],
)
def test_whatever_is_decided_those_involved_are_told_and_when_how_and_what_is_kept(
    front_door, manager, social_worker, partner, client_of, outcome, more, protect, told
):
    """Whole: an agency raises a concern, it is decided, the answers are given on the pages, the agency reads its own."""
    concern = concerns.received(partner)
    person = concerns.person(front_door)
    concerns.screened(front_door, person_id=person, protect=protect, concern_id=concern)
    if outcome is Outcome.S42_ENQUIRY:
        more = {"manager_id": manager.user_id, "officer_id": social_worker.user_id}
    concerns.decided(front_door, concern, outcome, **more)
    owed_to = {
        each.audience: each for each in FeedbackDuty.objects.filter(about_kind="concern", about_id=concern)
    }
    assert set(owed_to) == {Audience.ADULT, Audience.REFERRER}
    client = client_of(front_door)
    listed = text_of(client.get("/feedback/"))
    assert "2 answers still to give" in listed
    for audience, method in ((Audience.REFERRER, "in_service"), (Audience.ADULT, "in_person")):
        page = html.fromstring(client.get(f"/feedback/{owed_to[audience].pk}").content)
        draft = page.xpath('//textarea[@name="words"]')[0].text_content().strip()
        assert ("Hale" in draft) is False
        given = client.post(
            f"/feedback/{owed_to[audience].pk}",
            {"words": draft, "method": method, "version": "1", "do": "give"},
        )
        assert given.status_code == 302
    row = duty(owed_to[Audience.REFERRER].pk)
    assert (row.state, row.method, row.by_name, row.met_at <= row.due_at) == (
        DutyState.MET,
        Method.IN_SERVICE,
        front_door.name,
        True,
    )
    assert told in row.words
    kept = text_of(client.get(f"/people/{person}/chronology", {"what": "told"}))
    assert "Feedback given: On their page in this service" in kept
    assert "Feedback given: In person" in kept
    own = text_of(client_of(partner).get(f"/partners/reports/{row.about_reference}"))
    assert told in own
    assert "Hale" not in own
