"""Danger that was not in the report: it leads the work list, holds every decision back, and the report stays as it came."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from goldenthread.access.models import TrailRow
from goldenthread.access.vocabulary import Role
from goldenthread.concerns import queries
from goldenthread.concerns.models import Concern, DangerRow
from goldenthread.concerns.procedures import deciding, screening
from goldenthread.concerns.procedures.safety import mark_danger
from goldenthread.concerns.queries import WorkWanted
from goldenthread.concerns.vocabulary import ConcernStatus, NoActionReason, Outcome
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.ground.words import Answer
from tests.factories import concerns as made

pytestmark = pytest.mark.django_db
TOLD = {
    "words": "Her son is at the door and has hit her before.",
    "said_by": "Ann Cole, her neighbour, by phone",
    "doing": "Police called at 10:05; I stay on the line with her.",
}
NO_ACTION = {"outcome": Outcome.NO_FURTHER_ACTION, "reason": NoActionReason.CAN_PROTECT}


def do(procedure, by, concern_id, **words):
    """One deed at the version a page drawn now would carry."""
    return procedure(by, concern_id=concern_id, version=made.version_of(concern_id), **words)


def codes(procedure, by, concern_id, **words):
    with pytest.raises(Refused) as no:
        do(procedure, by, concern_id, **words)
    return no.value.verdict.codes


def first_in_list(viewer):
    return queries.work_list(viewer, WorkWanted()).items[0]


def test_it_leads_the_work_list_until_the_adult_is_safe_and_the_report_is_not_touched(front_door):
    with moment.at(moment.now() - timedelta(days=9)):
        earlier = made.received()
    concern_id = made.received()
    assert first_in_list(front_door).id == earlier
    do(mark_danger, front_door, concern_id, **TOLD)
    first = first_in_list(front_door)
    assert (first.id, first.danger) == (concern_id, True)
    assert queries.work_counts(front_door).danger == 1
    row = Concern.objects.get(pk=concern_id)
    assert row.immediate_danger == Answer.NO
    page = queries.open_concern(front_door, concern_id)
    assert page.danger
    assert page.danger_found
    assert page.danger_found.said_by == TOLD["said_by"]
    assert TrailRow.objects.filter(subject_id=concern_id, deed="concerns.mark_danger", act="did").exists()
    do(
        screening.record_made_safe,
        front_door,
        concern_id,
        words="Police took him away; her sister is with her.",
    )
    assert not queries.open_concern(front_door, concern_id).danger
    assert first_in_list(front_door).id == earlier


def test_nothing_is_decided_until_the_adult_is_safe(manager):
    concern_id = made.screened(manager, protect=made.NO)
    do(mark_danger, manager, concern_id, **TOLD)
    whole = {**NO_ACTION, "rationale": "She can protect herself.", "adult_view": "She is content."}
    assert "SCR-09" in codes(deciding.decide, manager, concern_id, **whole)
    do(screening.record_made_safe, manager, concern_id, words="The police are with her.")
    # Where there was danger, reported or found, a second person agrees that nothing more is done.
    assert do(deciding.decide, manager, concern_id, **whole).waits_for_sign_off


def test_a_decision_that_waits_for_a_second_person_waits_for_safety_too(manager, other_manager):
    concern_id = made.screened(manager, protect=made.NO, level=3)
    made.decided(manager, concern_id, **NO_ACTION)
    do(mark_danger, manager, concern_id, **TOLD)
    assert codes(deciding.sign_off, other_manager, concern_id) == ("SCR-09",)
    assert queries.open_concern(other_manager, concern_id).may("sign_off").codes == ("SCR-09",)
    do(screening.record_made_safe, manager, concern_id, words="The police are with her.")
    do(deciding.sign_off, other_manager, concern_id)
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.DECIDED


def test_danger_that_comes_back_is_answered_anew(front_door):
    concern_id = made.received(immediate_danger=Answer.YES)
    assert codes(mark_danger, front_door, concern_id, **TOLD) == ("SCR-17",)
    do(screening.record_made_safe, front_door, concern_id, words="He left.")
    do(mark_danger, front_door, concern_id, **TOLD)
    assert queries.open_concern(front_door, concern_id).danger
    assert codes(mark_danger, front_door, concern_id, **TOLD) == ("SCR-17",)
    assert DangerRow.objects.filter(concern_id=concern_id).count() == 1


def test_who_said_so_and_what_is_done_must_be_told_and_only_casework_may(cast, front_door):
    concern_id = made.received()
    for field in TOLD:
        with pytest.raises(Refused) as no:
            do(mark_danger, front_door, concern_id, **TOLD | {field: " "})
        assert [reason.field for reason in no.value.verdict.reasons] == [field]
    for role in (Role.COMMISSIONER, Role.PROVIDER_MANAGER, Role.BOARD_MEMBER, Role.ADMINISTRATOR):
        assert codes(mark_danger, cast[role], concern_id, **TOLD) == ("ROLE",)
    assert not DangerRow.objects.exists()


@pytest.mark.parametrize("how", ["reported", "found"])
def test_the_database_decides_nothing_about_somebody_who_is_not_safe(manager, how):
    danger = Answer.YES if how == "reported" else Answer.NO
    concern_id = made.screened(manager, protect=made.NO, immediate_danger=danger)
    if how == "found":
        do(mark_danger, manager, concern_id, **TOLD)
    decided = {"status": "decided", "outcome": "no_further_action", "decided_at": moment.now()}
    with pytest.raises(IntegrityError, match="made_safe_before_decided"), transaction.atomic():
        Concern.objects.filter(pk=concern_id).update(**decided)
    Concern.objects.filter(pk=concern_id).update(**decided, made_safe_at=moment.now())


def test_the_database_knows_that_what_came_before_does_not_make_safe(front_door):
    concern_id = made.received()
    do(mark_danger, front_door, concern_id, **TOLD)
    with pytest.raises(IntegrityError, match="made_safe_after_danger_found"), transaction.atomic():
        Concern.objects.filter(pk=concern_id).update(made_safe_at=moment.now() - timedelta(days=1))
