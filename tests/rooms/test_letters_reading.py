"""What is owed, by when, and what was given: the work list, an agency's own answers, figures and the chronology."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.access.trail import Subject
from goldenthread.concerns.vocabulary import Outcome, Signpost
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.letters import procedures, queries
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.queries import DutyFilters
from goldenthread.letters.sender import send_waiting
from goldenthread.letters.vocabulary import Audience, DutyState, Method, NotPossible
from tests.factories import concerns
from tests.insight.facts_held import rows
from tests.rooms.owing import WORDS, give, letter, owed
from tests.rooms.owing import concern as concern
from tests.rooms.owing import mail as mail

pytestmark = pytest.mark.django_db


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
        held = [row for row in rows("feedback") if row["audience"] == Audience.REFERRER]
        assert Counter(row["state"] for row in held) == {
            DutyState.MET: 2,
            DutyState.NOT_POSSIBLE: 1,
            DutyState.OPEN: 2,
        }
        assert [row["in_time"] for row in held if row["state"] == DutyState.MET] == [True, False]
        assert {row["method"] for row in held if row["method"]} == {Method.PHONE, Method.POST}
        assert {row["not_possible"] for row in held if row["not_possible"]} == {NotPossible.NO_CONTACT}
        told = queries.duties(front_door, DutyFilters(state=DutyState.MET, audience=Audience.REFERRER)).rows
    assert [(row.method, row.contact, row.met_at is not None, bool(row.words)) for row in told] == [
        (Method.POST, "01632 960 555", True, True),
        (Method.PHONE, "01632 960 555", True, True),
    ]


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
