"""Letters by email: sent when the server has taken them, tried again, never twice, and somebody told when it fails."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.letters import post, procedures, queries
from goldenthread.letters.models import Letter
from goldenthread.letters.procedures import sending
from goldenthread.letters.sender import send_waiting
from goldenthread.letters.vocabulary import DutyState, LetterState, Method
from tests.rooms.owing import concern as concern
from tests.rooms.owing import give, letter, owed
from tests.rooms.owing import mail as mail

pytestmark = pytest.mark.django_db


def test_the_same_letter_is_written_once(front_door, concern, mail):
    assert letter(front_door, concern) == letter(front_door, concern, body="Other words")
    assert send_waiting() == 1
    assert send_waiting() == 0
    assert len(mail.taken) == 1


def test_an_email_meets_the_duty_only_when_the_server_has_taken_it(front_door, concern, mail):
    duty = owed(front_door, concern)
    give(front_door, duty, Method.EMAIL)
    line = queries.duty_page(front_door, duty).line
    assert (line.state, line.letter) == (DutyState.OPEN, LetterState.WAITING)
    with pytest.raises(Refused) as no:
        give(front_door, duty, Method.EMAIL)
    assert no.value.verdict.codes == ("ON-ITS-WAY",)
    with moment.at(moment.now() + timedelta(minutes=3)):
        assert send_waiting() == 1
    line = queries.duty_page(front_door, duty).line
    assert (line.state, line.method, line.by_name, line.letter) == (
        DutyState.MET,
        Method.EMAIL,
        front_door.name,
        LetterState.SENT,
    )
    assert line.met_at == Letter.objects.get().sent_at or line.met_at <= Letter.objects.get().sent_at
    (sent,) = mail.taken
    assert "To: jo@example.org" in sent
    assert f"<{Letter.objects.get().pk}@" in sent
    assert "SGC-2026-000001-1" in sent


def test_a_server_that_says_no_is_asked_again_with_growing_waits_and_then_somebody_must_act(
    front_door, concern, mail
):
    mail.mood = "refuses letter"
    duty = owed(front_door, concern)
    give(front_door, duty, Method.EMAIL)
    now, tries = moment.now(), []
    for _ in range(400):
        now += timedelta(minutes=1)
        with moment.at(now):
            before = len(mail.taken)
            send_waiting()
            if len(mail.taken) > before:
                tries.append(now)
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert len(tries) == 5
    assert waits == sorted(waits)
    assert waits[-1] >= timedelta(hours=2)
    page = queries.duty_page(front_door, duty)
    assert (page.line.state, page.line.letter) == (DutyState.OPEN, LetterState.FAILED)
    assert page.steps[-1].what == "Email: could not be sent"
    assert [each.duty_id for each in queries.letters_in_trouble(front_door)] == [duty]
    assert queries.duty_counts(front_door).letters_in_trouble == 1
    give(front_door, duty, Method.PHONE)
    assert Letter.objects.get().state == LetterState.WITHDRAWN


def test_an_address_refused_for_good_is_not_tried_again(front_door, concern, mail):
    mail.mood = "refuses address"
    letter(front_door, concern)
    send_waiting()
    assert Letter.objects.get().state == LetterState.FAILED
    mail.mood = "takes"
    procedures.send_again(front_door, letter_id=Letter.objects.get().pk)
    assert send_waiting() == 1


@pytest.mark.parametrize("mood", ["refuses for now", "garbage"])
def test_a_passing_trouble_is_tried_again(front_door, concern, mail, mood):
    mail.mood = mood
    letter(front_door, concern)
    send_waiting()
    assert Letter.objects.get().state == LetterState.WAITING
    mail.mood = "takes"
    assert send_waiting() == 0, "not before its wait is over"
    with moment.at(moment.now() + timedelta(minutes=2)):
        assert send_waiting() == 1


def test_a_server_that_is_not_there_costs_no_letter(front_door, concern, mail, settings):
    letter(front_door, concern)
    settings.EMAIL_URL = "smtp://127.0.0.1:9?tls=no"
    send_waiting()
    assert Letter.objects.get().state == LetterState.WAITING


def test_a_line_that_breaks_after_the_letter_is_never_sent_again_by_itself(front_door, concern, mail):
    mail.mood = "hangs up"
    duty = owed(front_door, concern)
    give(front_door, duty, Method.EMAIL)
    send_waiting()
    mail.mood = "takes"
    for hours in range(1, 30):
        with moment.at(moment.now() + timedelta(hours=hours)):
            send_waiting()
    assert len(mail.taken) == 1
    page = queries.duty_page(front_door, duty)
    assert (page.line.state, page.line.letter) == (DutyState.OPEN, LetterState.UNSURE)
    procedures.send_again(front_door, letter_id=page.letters[0].id)
    assert send_waiting() == 1
    assert queries.duty_page(front_door, duty).line.state is DutyState.MET


def test_a_sender_killed_while_sending_leaves_a_letter_somebody_must_look_at(
    front_door, concern, mail, monkeypatch
):
    letter(front_door, concern)

    class Killed(BaseException):
        pass

    def die(**_):
        raise Killed

    monkeypatch.setattr(post, "send", die)
    with pytest.raises(Killed):
        send_waiting()
    monkeypatch.undo()
    assert Letter.objects.get().state == LetterState.SENDING
    send_waiting()
    assert Letter.objects.get().state == LetterState.SENDING, "within its lease nobody else touches it"
    with moment.at(moment.now() + sending.LEASE + timedelta(seconds=1)):
        send_waiting()
    assert Letter.objects.get().state == LetterState.UNSURE
    assert mail.taken == []


def test_a_letter_in_hand_is_not_taken_by_a_second_sender(front_door, concern, mail):
    from goldenthread.access.viewer import CLOCKWORK

    letter_id = letter(front_door, concern)
    assert sending.take_in_hand(CLOCKWORK, letter_id=letter_id) is not None
    assert sending.take_in_hand(CLOCKWORK, letter_id=letter_id) is None


def test_only_the_clockwork_and_an_operator_send(front_door, concern, mail):
    letter(front_door, concern)
    with pytest.raises(Refused):
        send_waiting(front_door)
    assert mail.taken == []


@pytest.mark.parametrize("state", [LetterState.WAITING, LetterState.SENT, LetterState.WITHDRAWN])
def test_a_letter_that_is_well_is_not_sent_again(front_door, concern, mail, state):
    letter_id = letter(front_door, concern)
    Letter.objects.update(state=state, sent_at=moment.now())
    with pytest.raises(Refused):
        procedures.send_again(front_door, letter_id=letter_id)


def test_hostile_subjects_and_addresses_do_no_harm(front_door, concern, mail):
    letter(front_door, concern, "a", subject="Hello\r\nBcc: all@example.org")
    letter(front_door, concern, "b", to="jo@example.org\r\nBcc: all@example.org")
    send_waiting()
    assert all("\nBcc:" not in each for each in mail.taken)
    assert Letter.objects.get(once="a").state == LetterState.SENT
    assert Letter.objects.get(once="b").state == LetterState.FAILED


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", False, True)),
        ("smtp://u%40x:p%2Fw@mail.example.org:25", ("mail.example.org", 25, "u@x", "p/w", False, True)),
        ("smtps://u:p@mail.example.org", ("mail.example.org", 465, "u", "p", True, False)),
        ("smtp://localhost:25?tls=no", ("localhost", 25, "", "", False, False)),
    ],
)
def test_the_setting_is_read(url, expected):
    assert tuple(post.parse(url).__dict__.values()) == expected


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://x", "smtp://", "smtp://x:port", "smtp://mail.example.org?tls=no"]
)
def test_a_setting_that_cannot_be_read_says_what_to_write(url):
    with pytest.raises(ImproperlyConfigured, match="GOLDENTHREAD_EMAIL_URL"):
        post.parse(url)


def test_an_empty_setting_means_no_mail():
    assert post.parse(" ") is None
