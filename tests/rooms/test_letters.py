"""The letters room: nobody is left without an answer, and a letter is sent once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import TrailRow
from goldenthread.access.trail import Subject
from goldenthread.concerns.vocabulary import Outcome, Signpost
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.letters import post, procedures, queries
from goldenthread.letters.models import DutyStep, FeedbackDuty, Letter
from goldenthread.letters.procedures import sending
from goldenthread.letters.queries import DutyFilters
from goldenthread.letters.sender import send_waiting
from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method, NotPossible
from tests.factories import concerns
from tests.rooms.mail import server

pytestmark = pytest.mark.django_db
WORDS = "Thank you for telling us. We are making an enquiry."


@pytest.fixture
def concern(front_door):
    return concerns.received()


@pytest.fixture
def mail(settings):
    with server() as found:
        settings.EMAIL_URL = found.url
        yield found


def owed(by, concern, audience=Audience.REFERRER, **changes):
    whole = {
        "about": Subject("concern", concern),
        "reference": "SGC-2026-000001-1",
        "audience": audience,
        "contact": "jo@example.org",
        "due_at": moment.now() + timedelta(days=10),
        "draft": WORDS,
    }
    return procedures.open_duty(by, **whole | changes)


def version(duty_id):
    return FeedbackDuty.objects.values_list("version", flat=True).get(pk=duty_id)


def give(by, duty_id, method=Method.PHONE, words=WORDS, **changes):
    procedures.give_feedback(
        by, **{"duty_id": duty_id, "version": version(duty_id), "method": method, "words": words} | changes
    )


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


def letter(by, concern, once="one", **changes):
    whole = {
        "once": once,
        "about": Subject("concern", concern),
        "audience": Audience.REFERRER,
        "to": "jo@example.org",
        "subject": "A message",
        "body": "Gruß an Éva",
    }
    return procedures.write_letter(by, **whole | changes)


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


def test_the_work_list_shows_what_is_owed_most_overdue_first(front_door, concern):
    late = owed(front_door, concern, due_at=moment.now() - timedelta(days=3))
    adult = owed(
        front_door, concern, Audience.ADULT, due_at=moment.now() + timedelta(days=1), contact="In person"
    )
    met = owed(front_door, concern, occasion="met")
    give(front_door, met)
    found = queries.duties(front_door)
    assert [row.id for row in found.rows] == [late, adult]
    assert [row.standing for row in found.rows] == ["overdue", "due soon"]
    assert [row.id for row in queries.duties(front_door, DutyFilters(overdue=True)).rows] == [late]
    assert [row.id for row in queries.duties(front_door, DutyFilters(audience=Audience.ADULT)).rows] == [
        adult
    ]
    assert [row.id for row in queries.duties(front_door, DutyFilters(state=DutyState.MET)).rows] == [met]
    assert queries.duties(front_door, DutyFilters(state=None)).total == 3
    assert [row.id for row in queries.duties(front_door, DutyFilters(text="sgc-2026")).rows] == [late, adult]
    assert queries.duties(front_door, DutyFilters(text="nobody")).rows == ()
    counts = queries.duty_counts(front_door)
    assert (counts.open, counts.overdue) == (2, 1)


def test_duties_about_records_one_may_not_see_are_not_there(
    front_door,
    social_worker,
    partner,
    other_partner,
    provider_manager,
    commissioner,
    board_member,
    auditor,
    administrator,
    manager,
):
    from goldenthread.concerns.models import Concern

    concern = concerns.received(partner)
    duty = owed(front_door, concern, agency_id=partner.agency_id)
    adult = owed(front_door, concern, Audience.ADULT, agency_id=partner.agency_id)
    for nobody in (
        partner,
        other_partner,
        provider_manager,
        commissioner,
        board_member,
        auditor,
        administrator,
    ):
        with pytest.raises((Refused, NotThere)):
            queries.duty_page(nobody, duty)
        with pytest.raises((Refused, NotThere)):
            give(nobody, duty)
    Concern.objects.update(restricted=True)
    for outsider in (front_door, social_worker, manager):
        with pytest.raises(NotThere):
            queries.duty_page(outsider, duty)
        with pytest.raises(NotThere):
            give(outsider, duty)
        assert queries.duties(outsider).rows == ()
        assert queries.duties_of(outsider, [Subject("concern", concern)]) == ()
    assert adult not in [row.id for row in queries.for_agency(partner)]


def test_an_agency_reads_its_own_answers_and_nobody_elses(
    front_door, partner, other_partner, provider_manager
):
    concern = concerns.received(partner)
    duty = owed(front_door, concern, agency_id=partner.agency_id)
    give(front_door, duty, Method.IN_SERVICE)
    about = [Subject("concern", concern)]
    assert [row.words for row in queries.for_agency(partner, about)] == [WORDS]
    for other in (other_partner, provider_manager, front_door):
        assert queries.for_agency(other, about) == ()


def test_why_somebody_could_not_be_told_is_not_told_to_them(front_door, partner):
    concern = concerns.received(partner)
    duty = owed(front_door, concern, agency_id=partner.agency_id)
    procedures.not_possible(
        front_door, duty_id=duty, version=1, reason=NotPossible.UNSAFE, words="He reads their letters."
    )
    assert queries.for_agency(partner) == ()


@pytest.mark.requirement("R183")
def test_figures_say_of_how_many_decided_concerns_the_referrer_was_told_how_and_in_time(
    front_door, manager, board_member
):
    """Whole: concerns are received and decided, answers given; the indicator and the record of who was told agree."""
    start = moment.now()
    decided = []
    for number in range(5):
        person = concerns.person(front_door, given_name=f"Person{number}")
        concern = concerns.screened(front_door, person_id=person, protect=concerns.NO, level=1)
        concerns.decided(manager, concern, Outcome.OTHER_RESPONSE, signpost=Signpost.CARE_ASSESSMENT)
        decided.append(concern)
    duties = [FeedbackDuty.objects.get(about_id=each, audience=Audience.REFERRER).pk for each in decided]
    with moment.at(start + timedelta(days=1)):
        give(front_door, duties[0], Method.PHONE, words=FeedbackDuty.objects.get(pk=duties[0]).draft)
    with moment.at(start + timedelta(days=40)):
        give(front_door, duties[1], Method.POST, words=WORDS)
        procedures.not_possible(
            front_door,
            duty_id=duties[2],
            version=1,
            reason=NotPossible.NO_CONTACT,
            words="No number was left with us.",
        )
        today = moment.today()
        figures = queries.feedback_figures(board_member, period=(today - timedelta(days=60), today))
        assert (figures.owed, figures.told, figures.told_in_time, figures.not_possible, figures.open, figures.overdue) == (
            5, 2, 1, 1, 2, 2,
        )  # fmt: skip
        assert dict(figures.by_method) == {Method.PHONE: 1, Method.POST: 1}
        assert dict(figures.by_reason) == {NotPossible.NO_CONTACT: 1}
        assert figures.median_days is not None
        assert 10 <= figures.median_days <= 30
        assert queries.feedback_figures(board_member, period=(today, today)).owed == 0
        told = queries.duties(front_door, DutyFilters(state=DutyState.MET, audience=Audience.REFERRER)).rows
    assert [(row.method, row.contact, row.met_at is not None, bool(row.words)) for row in told] == [
        (Method.POST, "01632 960 555", True, True),
        (Method.PHONE, "01632 960 555", True, True),
    ]


def test_figures_are_refused_to_those_who_see_none(partner, auditor):
    for nobody in (partner, auditor):
        with pytest.raises(Refused):
            queries.feedback_figures(nobody, period=(date(2026, 1, 1), date(2026, 12, 31)))


def test_the_chronology_tells_what_was_owed_given_and_sent(front_door, concern, mail):
    duty = owed(front_door, concern)
    letter(front_door, concern)
    with moment.at(moment.now() + timedelta(minutes=1)):
        send_waiting()
        give(front_door, duty)
    told = queries.chronology(front_door, [Subject("concern", concern)])
    assert [entry.what for entry in told] == [
        "Feedback is due to: the person who raised it",
        "Email sent: A message",
        "Feedback given: Telephone (the person who raised it)",
    ]
    assert [entry.visibility for entry in told] == ["file", "referrer", "referrer"]
    assert queries.chronology(front_door, [Subject("concern", uuid4())]) == ()
    assert len(queries.letters_of(front_door, [Subject("concern", concern)])) == 1
