"""Deciding: the duty binds the form, the procedure and the database; a second person is a second person; answers become due."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.access.models import TrailRow
from goldenthread.concerns import queries
from goldenthread.concerns.models import Concern, Decision
from goldenthread.concerns.policy.decision import EnquiryToJoin
from goldenthread.concerns.procedures import deciding, screening
from goldenthread.concerns.vocabulary import ClockReason, ConcernStatus, NoActionReason, Outcome, Signpost
from goldenthread.enquiries.models import Enquiry, EnquiryConcern
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.letters.models import FeedbackDuty
from tests.counted_here import figure_here
from tests.factories import concerns as made

pytestmark = pytest.mark.django_db
NFA = Outcome.NO_FURTHER_ACTION


def named(manager, officer=None):
    """The people an enquiry needs."""
    return {"manager_id": manager.user_id, "officer_id": (officer or manager).user_id}


@pytest.mark.rule("SCR-01")
@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.OTHER_ENQUIRY, {}),
        (Outcome.OTHER_RESPONSE, {"signpost": Signpost.HOUSING}),
        (NFA, {"reason": NoActionReason.ALREADY_SAFE}),
    ],
)
def test_three_yeses_are_refused_any_other_ending_and_nothing_is_kept(manager, outcome, words):
    concern_id = made.screened(manager)
    with pytest.raises(Refused) as no:
        made.decided(manager, concern_id, outcome, **named(manager), **words)
    assert "SCR-01" in no.value.verdict.codes
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.SCREENING
    assert not Decision.objects.exists()
    assert TrailRow.objects.filter(subject_id=concern_id, act="refused", deed="concerns.decide").exists()


@pytest.mark.rule("SCR-01")
@pytest.mark.parametrize("column", ["outcome", "pending_outcome"])
@pytest.mark.parametrize("ending", ["no_further_action", "other_response", "other_enquiry"])
def test_the_database_itself_refuses_it(manager, column, ending):
    concern_id = made.screened(manager)
    status = "decided" if column == "outcome" else "awaiting_sign_off"
    decided_at = "received_at" if column == "outcome" else "NULL"
    key = concern_id.hex if connection.vendor == "sqlite" else str(concern_id)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE concerns_concern SET {column} = %s, status = %s, decided_at = {decided_at} WHERE id = %s",
            [ending, status, key],
        )
    # The same statement passes where a part is No: it is the duty that the database refuses, not the statement.
    Concern.objects.filter(pk=concern_id).update(limb_protect="no")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE concerns_concern SET {column} = %s, status = %s, decided_at = {decided_at} WHERE id = %s",
            [ending, status, key],
        )
        assert cursor.rowcount == 1
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE concerns_concern SET limb_protect = 'yes' WHERE id = %s", [key])


@pytest.mark.rule("SCR-02")
def test_the_database_refuses_a_section_42_enquiry_without_three_yeses(manager):
    concern_id = made.screened(manager, protect=made.NO)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern_id).update(
            outcome="s42_enquiry", status="decided", decided_at=moment.now()
        )


def test_the_decision_keeps_verdict_law_policy_and_the_adults_view(manager, social_worker):
    concern_id = made.screened(manager)
    made.decided(manager, concern_id, Outcome.S42_ENQUIRY, **named(manager, social_worker))
    decision = Decision.objects.get()
    assert decision.law == "Care Act 2014, section 42(2): the duty to enquire"
    assert (decision.duty, decision.policy_edition) == ("met", "2025")
    assert decision.verdict["answers"] == {"needs": "yes", "abuse": "yes", "protect": "yes"}
    assert {"SCR-01", "SCR-13"} <= set(decision.verdict["rules"])
    assert decision.adult_view == "He says it is about time."


def test_the_enquiry_opens_in_the_same_transaction(manager, social_worker):
    concern_id = made.screened(manager)
    made.decided(manager, concern_id, Outcome.S42_ENQUIRY, **named(manager, social_worker))
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.officer_id, enquiry.manager_id) == (
        "s42",
        social_worker.user_id,
        manager.user_id,
    )
    assert EnquiryConcern.objects.get().concern_id == concern_id


def test_if_the_enquiry_cannot_open_nothing_is_decided(manager, social_worker, monkeypatch):
    from goldenthread.ground import events

    def breaks(event):
        raise RuntimeError("no paper")

    from goldenthread.concerns.events import ConcernDecided

    monkeypatch.setitem(events._listeners, ConcernDecided, [breaks])
    concern_id = made.screened(manager)
    with pytest.raises(RuntimeError):
        made.decided(manager, concern_id, Outcome.S42_ENQUIRY, **named(manager, social_worker))
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.SCREENING
    assert not FeedbackDuty.objects.exists()


def test_answers_to_the_adult_and_the_referrer_become_due(manager):
    concern_id = made.screened(manager, protect=made.NO)
    made.decided(manager, concern_id, Outcome.OTHER_RESPONSE, signpost=Signpost.HOUSING)
    duties = {duty.audience: duty for duty in FeedbackDuty.objects.filter(about_id=concern_id)}
    assert set(duties) == {"adult", "referrer"}
    assert "Peter" in duties["adult"].draft
    assert "Peter" not in duties["referrer"].draft
    assert "Hale" not in duties["referrer"].draft
    assert duties["referrer"].due_at > moment.now()


def test_who_raised_it_about_themselves_is_answered_once(manager):
    concern_id = made.screened(manager, protect=made.NO, referrer_role="adult")
    made.decided(manager, concern_id, Outcome.OTHER_RESPONSE, signpost=Signpost.HOUSING)
    assert [duty.audience for duty in FeedbackDuty.objects.all()] == ["adult"]


@pytest.mark.rule("SCR-04")
def test_no_further_action_above_the_level_waits_for_a_second_person(front_door, manager):
    concern_id = made.screened(front_door, protect=made.NO, level=2)
    waiting = made.decided(front_door, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
    assert waiting.waits_for_sign_off
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.AWAITING_SIGN_OFF
    assert not FeedbackDuty.objects.exists()
    deciding.sign_off(manager, concern_id=concern_id, version=waiting.version)
    concern = Concern.objects.get(pk=concern_id)
    assert (concern.status, concern.outcome) == (ConcernStatus.DECIDED, "no_further_action")
    assert FeedbackDuty.objects.count() == 2


def test_below_the_level_it_holds_at_once(front_door):
    concern_id = made.screened(front_door, protect=made.NO, level=1)
    assert not made.decided(front_door, concern_id, NFA, reason=NoActionReason.CAN_PROTECT).waits_for_sign_off


@pytest.mark.rule("SCR-04")
def test_the_second_person_is_never_the_first(manager, other_manager):
    concern_id = made.screened(manager, protect=made.NO, level=3)
    waiting = made.decided(manager, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
    with pytest.raises(Refused) as no:
        deciding.sign_off(manager, concern_id=concern_id, version=waiting.version)
    assert no.value.verdict.codes == ("SCR-04",)
    assert not queries.open_concern(manager, concern_id).may("sign_off")
    assert queries.open_concern(other_manager, concern_id).may("sign_off")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(signed_off_by=manager.user_id, signed_off_at=moment.now())


def test_a_practitioner_may_not_sign_off(front_door, social_worker):
    concern_id = made.screened(front_door, protect=made.NO, level=2)
    waiting = made.decided(front_door, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
    with pytest.raises(Refused) as no:
        deciding.sign_off(social_worker, concern_id=concern_id, version=waiting.version)
    assert no.value.verdict.codes == ("ROLE",)


def test_sent_back_with_words_and_decided_again(front_door, manager):
    concern_id = made.screened(front_door, protect=made.NO, level=2)
    made.decided(front_door, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
    with pytest.raises(Refused):
        deciding.send_back(manager, concern_id=concern_id, version=made.version_of(concern_id), words=" ")
    deciding.send_back(
        manager, concern_id=concern_id, version=made.version_of(concern_id), words="Ask his sister first."
    )
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.SCREENING
    made.decided(front_door, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
    deciding.sign_off(manager, concern_id=concern_id, version=made.version_of(concern_id))
    assert [row.sent_back_words for row in Decision.objects.order_by("at")] == ["Ask his sister first.", ""]


@pytest.mark.rule("SCR-14")
def test_late_is_explained_before_it_is_decided(manager):
    concern_id = made.screened(manager, protect=made.NO)
    with moment.at(moment.now() + timedelta(days=20)):
        with pytest.raises(Refused) as no:
            made.decided(manager, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
        assert no.value.verdict.codes == ("SCR-14",)
        screening.explain_missed_clock(
            manager,
            concern_id=concern_id,
            version=made.version_of(concern_id),
            reason=ClockReason.ADULT_UNAVAILABLE,
            words="He was in hospital.",
        )
        made.decided(manager, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
        assert figure_here("B2") == (0, 1)
        assert figure_here("B6-decisions") == (1, 1)
        assert figure_here("B2", by="late_reason", group=ClockReason.ADULT_UNAVAILABLE) == (0, 1)


@pytest.mark.rule("SCR-09")
def test_danger_is_made_safe_before_anything_is_decided(manager):
    concern_id = made.screened(manager, protect=made.NO, immediate_danger="yes")
    with pytest.raises(Refused) as no:
        made.decided(manager, concern_id, NFA, reason=NoActionReason.CAN_PROTECT)
    assert "SCR-09" in no.value.verdict.codes


@pytest.mark.rule("SCR-08")
def test_a_concern_joins_an_open_enquiry_of_the_same_adult(manager, social_worker):
    who = made.person(manager)
    first = made.screened(manager, person_id=who)
    made.decided(manager, first, Outcome.S42_ENQUIRY, **named(manager, social_worker))
    enquiry = Enquiry.objects.get()
    second = made.screened(manager, person_id=who)
    joining = EnquiryToJoin(enquiry.pk, who, is_open=True, is_s42=True)
    made.decided(manager, second, Outcome.ADDED_TO_ENQUIRY, joining=joining)
    assert set(EnquiryConcern.objects.values_list("concern_id", flat=True)) == {first, second}


@pytest.mark.rule("SCR-08")
def test_what_the_form_says_of_the_enquiry_is_not_believed(manager, social_worker):
    """A forged form names another adult's enquiry as this one's: the room of enquiries looks for itself."""
    other = made.screened(manager, person_id=made.person(manager, given_name="Ann", family_name="Other"))
    made.decided(manager, other, Outcome.S42_ENQUIRY, **named(manager, social_worker))
    who = made.person(manager)
    concern_id = made.screened(manager, person_id=who)
    forged = EnquiryToJoin(Enquiry.objects.get().pk, who, is_open=True, is_s42=True)
    with pytest.raises(Refused):
        made.decided(manager, concern_id, Outcome.ADDED_TO_ENQUIRY, joining=forged)
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.SCREENING


@pytest.mark.rule("SCR-08")
def test_the_duty_is_not_lost_in_an_other_enquiry(manager, social_worker):
    who = made.person(manager)
    first = made.screened(manager, person_id=who, protect=made.NO)
    made.decided(manager, first, Outcome.OTHER_ENQUIRY, **named(manager, social_worker))
    second = made.screened(manager, person_id=who)
    forged = EnquiryToJoin(Enquiry.objects.get().pk, who, is_open=True, is_s42=True)
    with pytest.raises(Refused):
        made.decided(manager, second, Outcome.ADDED_TO_ENQUIRY, joining=forged)
    assert Concern.objects.get(pk=second).status == ConcernStatus.SCREENING


@pytest.mark.rule("SCR-16")
def test_a_manager_is_a_manager(manager, board_member):
    concern_id = made.screened(manager)
    with pytest.raises(Refused) as no:
        made.decided(
            manager,
            concern_id,
            Outcome.S42_ENQUIRY,
            manager_id=board_member.user_id,
            officer_id=manager.user_id,
        )
    assert [reason.field for reason in no.value.verdict.reasons] == ["manager"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.tuples(*[st.sampled_from([made.YES, made.NO, made.OPEN])] * 3),
    outcome=st.sampled_from(list(Outcome)),
    reason=st.sampled_from(list(NoActionReason)),
    level=st.sampled_from([1, 2, 3]),
)
def test_through_the_doorway_the_duty_is_never_lost(manager, social_worker, answers, outcome, reason, level):
    with transaction.atomic():
        concern_id = made.screened(
            manager, needs=answers[0], abuse=answers[1], protect=answers[2], level=level
        )
        words = named(manager, social_worker) | {"signpost": Signpost.HEALTH, "reason": reason}
        with suppress(Refused):
            made.decided(manager, concern_id, outcome, **words)
        concern = Concern.objects.get(pk=concern_id)
        if set(answers) == {made.YES}:
            assert concern.outcome in ("", "s42_enquiry")
            assert concern.pending_outcome == ""
        if outcome is Outcome.S42_ENQUIRY and set(answers) == {made.YES}:
            assert concern.outcome == "s42_enquiry"
        transaction.set_rollback(True)
