"""Duties to tell the adult and the referrer: opened once, met with words, or not possible with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from goldenthread.access.models import TrailRow
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.letters import procedures, queries
from goldenthread.letters.models import DutyStep, FeedbackDuty, Letter
from goldenthread.letters.sender import send_waiting
from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method, NotPossible
from tests.factories import concerns
from tests.rooms.owing import WORDS, give, letter, owed
from tests.rooms.owing import concern as concern
from tests.rooms.owing import mail as mail

pytestmark = pytest.mark.django_db


def test_a_duty_is_opened_once_for_each_audience_and_occasion(front_door, concern):
    first = owed(front_door, concern)
    assert owed(front_door, concern, draft="Other words") == first
    assert owed(front_door, concern, Audience.ADULT) != first
    assert owed(front_door, concern, occasion="closing 2") != first
    assert FeedbackDuty.objects.get(pk=first).draft == WORDS
    assert DutyStep.objects.filter(duty=first).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackDuty.objects.filter(occasion="closing 2").update(occasion="")


def test_an_answer_by_telephone_meets_the_duty_with_words_time_method_and_name(front_door, concern):
    duty = owed(front_door, concern)
    give(front_door, duty)
    page = queries.duty_page(front_door, duty)
    line = page.line
    assert (line.state, line.method, line.words, line.by_name) == (
        DutyState.MET,
        Method.PHONE,
        WORDS,
        front_door.name,
    )
    assert line.met_at is not None
    assert line.standing == ""
    assert [step.what for step in page.steps] == [
        "Feedback is due to: the person who raised it",
        "Feedback given: Telephone",
    ]
    assert TrailRow.objects.filter(
        subject_kind="concern", subject_id=concern, deed="letters.give_feedback"
    ).exists()
    assert TrailRow.objects.filter(subject_kind="duty", act="looked").exists()
    with pytest.raises(Refused) as no:
        give(front_door, duty)
    assert no.value.verdict.codes == ("STATE",)


@pytest.mark.rule("LET-01")
@pytest.mark.parametrize("words", ["", " \n ", "done"])
def test_no_duty_ends_without_words(front_door, concern, words):
    duty = owed(front_door, concern)
    with pytest.raises(Refused) as no:
        give(front_door, duty, words=words)
    assert no.value.verdict.codes == ("LET-01",)
    with pytest.raises(Refused):
        procedures.not_possible(
            front_door, duty_id=duty, version=1, reason=NotPossible.NO_CONTACT, words=words
        )
    assert FeedbackDuty.objects.get().state == DutyState.OPEN


@pytest.mark.rule("LET-01")
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "met"},
        {"state": "met", "method": "phone", "met_at": moment.now()},
        {"state": "not_possible", "met_at": moment.now()},
        {"state": "open", "method": "phone"},
    ],
)
def test_the_database_lets_no_duty_end_without_an_answer(front_door, concern, wrong):
    owed(front_door, concern)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackDuty.objects.update(**wrong)


@pytest.mark.rule("LET-02")
def test_words_for_the_referrer_that_name_the_adult_are_refused(front_door, concern):
    person = concerns.person(
        front_door, date_of_birth=date(1950, 4, 3), nhs_number="9990000018", known_as="Petey"
    )
    duty = owed(front_door, concern, person_id=person)
    for words in (
        "Mr Hale is safe now.",
        "Petey is safe now.",
        "12 Harbour Road is safe.",
        "999 000 0018 is safe",
        "ZZ11ZZ is safe now",
    ):
        with pytest.raises(Refused) as no:
            give(front_door, duty, words=words)
        assert no.value.verdict.codes == ("LET-02",)
    give(front_door, duty, words="The person is safe now.")


@pytest.mark.rule("LET-02")
def test_a_restricted_adult_is_protected_although_the_writer_cannot_open_the_record(
    front_door, manager, concern
):
    from goldenthread.people.procedures import restrict_person

    person = concerns.person(front_door)
    duty = owed(front_door, concern, person_id=person)
    restrict_person(manager, person_id=person, version=1, restricted=True, words="Her niece works here.")
    with pytest.raises(Refused) as no:
        give(front_door, duty, words="Mr Hale is safe now.")
    assert no.value.verdict.codes == ("LET-02",)


def test_not_possible_has_a_reason_and_can_be_opened_again_when_it_becomes_possible(front_door, concern):
    duty = owed(front_door, concern, contact="")
    procedures.not_possible(
        front_door,
        duty_id=duty,
        version=1,
        reason=NotPossible.ANONYMOUS,
        words="They did not leave a name or number.",
    )
    line = queries.duty_page(front_door, duty).line
    assert (line.state, line.reason, line.method) == (DutyState.NOT_POSSIBLE, NotPossible.ANONYMOUS, None)
    with pytest.raises(Refused):
        procedures.open_again(front_door, duty_id=duty, version=line.version, words="")
    procedures.open_again(
        front_door, duty_id=duty, version=line.version, words="They rang again.", contact="01632 960 333"
    )
    line = queries.duty_page(front_door, duty).line
    assert (line.state, line.reason, line.contact, line.met_at) == (
        DutyState.OPEN,
        None,
        "01632 960 333",
        None,
    )
    give(front_door, duty)
    assert len(queries.duty_page(front_door, duty).steps) == 4


@pytest.mark.rule("LET-07")
def test_the_adult_is_not_anonymous(front_door, concern):
    duty = owed(front_door, concern, Audience.ADULT)
    with pytest.raises(Refused) as no:
        procedures.not_possible(
            front_door, duty_id=duty, version=1, reason=NotPossible.ANONYMOUS, words="We do not know them."
        )
    assert no.value.verdict.codes == ("LET-07",)


@pytest.mark.parametrize("stale", [None, 99])
def test_a_stale_form_gives_nothing(front_door, concern, stale):
    duty = owed(front_door, concern)
    for deed in (
        lambda: give(front_door, duty, version=stale),
        lambda: procedures.not_possible(
            front_door, duty_id=duty, version=stale, reason=NotPossible.UNSAFE, words="He opens her post."
        ),
        lambda: procedures.set_contact(front_door, duty_id=duty, version=stale, contact="x"),
    ):
        with pytest.raises(Refused) as no:
            deed()
        assert no.value.verdict.codes == ("STALE",)


def test_how_to_reach_somebody_can_be_noted(front_door, concern):
    duty = owed(front_door, concern, contact="")
    with pytest.raises(Refused):
        procedures.set_contact(front_door, duty_id=duty, version=1, contact=" ")
    procedures.set_contact(front_door, duty_id=duty, version=1, contact="al@example.org")
    assert queries.duty_page(front_door, duty).line.contact == "al@example.org"


@pytest.mark.rule("LET-06")
@pytest.mark.rule("LET-05")
def test_ways_that_cannot_reach_them_are_refused(front_door, concern):
    duty = owed(front_door, concern, contact="01632 960 001")
    for method, code in ((Method.IN_SERVICE, "LET-06"), (Method.EMAIL, "LET-05")):
        with pytest.raises(Refused) as no:
            give(front_door, duty, method)
        assert no.value.verdict.codes == (code,)


@pytest.mark.rule("LET-05")
def test_without_a_mail_server_email_is_refused_and_letters_are_kept_on_file(front_door, concern, settings):
    settings.EMAIL_URL = ""
    duty = owed(front_door, concern)
    with pytest.raises(Refused) as no:
        give(front_door, duty, Method.EMAIL)
    assert no.value.verdict.codes == ("LET-05",)
    letter(front_door, concern)
    assert Letter.objects.get().state == LetterState.KEPT
    assert send_waiting() == 0
    assert Letter.objects.get().state == LetterState.KEPT


def test_in_the_demo_an_email_is_kept_on_file_and_the_duty_is_met(front_door, concern, settings):
    settings.EMAIL_URL, settings.DEMO = "", True
    duty = owed(front_door, concern)
    give(front_door, duty, Method.EMAIL)
    assert Letter.objects.get().state == LetterState.KEPT
    assert FeedbackDuty.objects.get().state == DutyState.MET
