"""Screening a concern: what is kept, what is refused, and that nothing is lost on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import TrailRow
from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.vocabulary import Role
from goldenthread.concerns import queries
from goldenthread.concerns.models import ClockRow, Concern, ConcernStep, LimbRow, WishRow
from goldenthread.concerns.procedures import screening
from goldenthread.concerns.vocabulary import (
    ClockReason,
    ConcernStatus,
    Limb,
    LimbAnswer,
    ScreeningDeed,
    WishState,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.people.vocabulary import RepresentativeKind
from tests.factories import concerns as made

pytestmark = pytest.mark.django_db
CASEWORK = (Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER)


def do(procedure, by, concern_id, **words):
    """One deed at the version a page drawn now would carry."""
    return procedure(by, concern_id=concern_id, version=made.version_of(concern_id), **words)


def test_beginning_makes_it_mine_and_leaves_a_step(front_door):
    concern_id = made.received()
    version = do(screening.begin_screening, front_door, concern_id)
    concern = Concern.objects.get(pk=concern_id)
    assert (concern.status, concern.allocated_to_id, concern.version) == (
        ConcernStatus.SCREENING,
        front_door.user_id,
        version,
    )
    assert [step.deed for step in ConcernStep.objects.filter(concern=concern).order_by("pk")] == [
        "receive",
        "begin_screening",
    ]
    assert TrailRow.objects.filter(subject_id=concern_id, deed="concerns.begin_screening", act="did").exists()


def test_any_deed_of_screening_begins_it(social_worker):
    concern_id = made.received()
    do(screening.note_found_out, social_worker, concern_id, words="The GP has not seen him since May.")
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.SCREENING


@pytest.mark.parametrize("version", [None, 0, 99])
def test_a_stale_form_changes_nothing(front_door, version):
    concern_id = made.received()
    with pytest.raises(Refused) as no:
        screening.begin_screening(front_door, concern_id=concern_id, version=version)
    assert no.value.verdict.codes == ("STALE",)
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.RECEIVED


def test_two_editors_and_the_second_is_told(front_door, social_worker):
    concern_id = made.received()
    seen = made.version_of(concern_id)
    screening.note_found_out(front_door, concern_id=concern_id, version=seen, words="First.")
    with pytest.raises(Refused):
        screening.note_found_out(social_worker, concern_id=concern_id, version=seen, words="Second.")
    assert list(
        ConcernStep.objects.filter(concern_id=concern_id, deed="note_found_out").values_list(
            "words", flat=True
        )
    ) == ["First."]


def test_answers_are_rows_that_stay_and_the_latest_stands(front_door):
    concern_id = made.received()
    do(
        screening.answer_limb,
        front_door,
        concern_id,
        limb=Limb.NEEDS,
        answer=LimbAnswer.NOT_YET_KNOWN,
        reason="Ask the GP.",
    )
    do(
        screening.answer_limb,
        front_door,
        concern_id,
        limb=Limb.NEEDS,
        answer=LimbAnswer.YES,
        evidence="GP letter.",
        reason="Needs help.",
    )
    assert [row.answer for row in LimbRow.objects.order_by("pk")] == ["not_yet_known", "yes"]
    assert Concern.objects.get(pk=concern_id).limb_needs == "yes"


def test_a_yes_without_a_reason_is_not_kept(front_door):
    concern_id = made.received()
    with pytest.raises(Refused) as no:
        do(
            screening.answer_limb,
            front_door,
            concern_id,
            limb=Limb.NEEDS,
            answer=LimbAnswer.YES,
            evidence="",
            reason="",
        )
    assert set(no.value.verdict.codes) == {"SCR-05"}
    assert not LimbRow.objects.exists()
    assert TrailRow.objects.filter(subject_id=concern_id, act="refused", deed="concerns.answer_limb").exists()


@pytest.mark.rule("SCR-03")
@pytest.mark.parametrize("deed", ["visit", "statement", "provider_report", "strategy"])
def test_enquiry_work_is_refused_and_the_attempt_is_on_the_trail(social_worker, deed):
    concern_id = made.received()
    with pytest.raises(Refused) as no:
        do(
            screening.start_deed,
            social_worker,
            concern_id,
            deed=ScreeningDeed(deed),
            words="I went and took a statement.",
        )
    assert "SCR-03" in no.value.verdict.codes
    assert not ConcernStep.objects.filter(concern_id=concern_id, deed="start_deed").exists()
    assert TrailRow.objects.filter(subject_id=concern_id, act="refused", deed="concerns.start_deed").exists()


def test_gathering_is_kept_as_a_step(social_worker):
    concern_id = made.received()
    do(
        screening.start_deed,
        social_worker,
        concern_id,
        deed=ScreeningDeed.TALK_TO_ADULT,
        words="He is at his sister's.",
    )
    step = ConcernStep.objects.get(concern_id=concern_id, deed="start_deed")
    assert (step.what, step.words) == (ScreeningDeed.TALK_TO_ADULT.label, "He is at his sister's.")


def test_making_safe_is_kept_and_takes_it_off_the_top(front_door):
    concern_id = made.received(immediate_danger="yes")
    assert queries.work_list(front_door, queries.WorkWanted(only="danger")).total == 1
    do(
        screening.start_deed,
        front_door,
        concern_id,
        deed=ScreeningDeed.MAKE_SAFE,
        words="Police are with him.",
    )
    assert queries.work_list(front_door, queries.WorkWanted(only="danger")).total == 0


@pytest.mark.requirement("R250")
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (WishState.EXPRESSED, {"words": "To stay at home.", "said_by": RepresentativeKind.ADULT}),
        (WishState.NOT_EXPRESSED, {"why": "Asked twice, he turned away."}),
        (WishState.NOT_POSSIBLE, {"why": "In intensive care; asked again on Monday."}),
    ],
)
def test_wishes_are_kept_from_the_first_concern_on(front_door, state, words):
    concern_id = made.received()
    do(screening.record_wish, front_door, concern_id, state=state, **words)
    page = queries.open_concern(front_door, concern_id)
    assert page.wishes_asked
    assert page.wishes[0].state is state
    assert words.get("words", "") == page.wishes[0].words


def test_what_the_referrer_says_the_adult_wants_is_shown_as_such_and_is_not_asking(front_door):
    concern_id = made.received(adult_wishes="He wants to move.")
    page = queries.open_concern(front_door, concern_id)
    assert page.wishes[0].from_report
    assert not page.wishes_asked


def test_the_adults_own_report_counts_as_asking(front_door):
    concern_id = made.received(referrer_role="adult", adult_wishes="I want my money back.")
    assert queries.open_concern(front_door, concern_id).wishes_asked


def test_a_wish_without_a_speaker_is_refused(front_door):
    concern_id = made.received()
    with pytest.raises(Refused):
        do(screening.record_wish, front_door, concern_id, words="To stay.", said_by=None)
    assert not WishRow.objects.exists()


@pytest.mark.requirement("R070")
def test_more_time_to_ask_the_adult_moves_the_due_day_by_working_days(front_door):
    concern_id = made.received()
    before = Concern.objects.get(pk=concern_id).due_at
    do(
        screening.extend_clock,
        front_door,
        concern_id,
        reason=ClockReason.SEEKING_WISHES,
        days=2,
        words="He wants his sister there.",
    )
    after = Concern.objects.get(pk=concern_id).due_at
    calendar = queries.open_concern(front_door, concern_id).edition.calendar
    assert calendar.between(moment.london(before).date(), moment.london(after).date()) == 2
    row = ClockRow.objects.get()
    assert (row.what, row.reason, row.due_before, row.due_after) == (
        "extended",
        "seeking_wishes",
        before,
        after,
    )


@pytest.mark.requirement("R070")
def test_under_the_strict_rule_of_an_older_day_no_time_is_given(front_door):
    from datetime import UTC, datetime

    with moment.at(datetime(2023, 3, 1, 10, tzinfo=UTC)):
        concern_id = made.received()
        with pytest.raises(Refused) as no:
            do(
                screening.extend_clock,
                front_door,
                concern_id,
                reason=ClockReason.SEEKING_WISHES,
                days=2,
                words="Please.",
            )
    assert no.value.verdict.codes == ("SCR-15",)


def test_a_missed_clock_is_explained_once_it_is_missed(front_door):
    concern_id = made.received()
    with pytest.raises(Refused):
        do(
            screening.explain_missed_clock,
            front_door,
            concern_id,
            reason=ClockReason.WORKLOAD,
            words="Too much.",
        )
    with moment.at(moment.now() + timedelta(days=14)):
        do(
            screening.explain_missed_clock,
            front_door,
            concern_id,
            reason=ClockReason.WORKLOAD,
            words="Two of us were ill.",
        )
    assert ClockRow.objects.get().what == "missed"


def test_allocation_gives_the_relation_and_takes_it_from_the_one_before(
    front_door, social_worker, other_social_worker
):
    concern_id = made.received()
    do(screening.allocate, front_door, concern_id, user_id=social_worker.user_id)
    do(screening.restrict, front_door, concern_id, words="She works here.")
    assert queries.open_concern(social_worker, concern_id)
    do(screening.allocate, front_door, concern_id, user_id=other_social_worker.user_id)
    assert queries.open_concern(other_social_worker, concern_id)
    with pytest.raises(NotThere):
        queries.open_concern(social_worker, concern_id)


def test_nobody_is_given_work_they_may_not_do(front_door, board_member):
    concern_id = made.received()
    with pytest.raises(Refused):
        do(screening.allocate, front_door, concern_id, user_id=board_member.user_id)
    with pytest.raises(Refused):
        do(screening.allocate, front_door, concern_id)


@pytest.mark.rule("NTK-01")
def test_a_restricted_concern_shows_to_those_related_and_to_nobody_else(front_door, manager, social_worker):
    concern_id = made.received()
    do(screening.restrict, front_door, concern_id, words="A councillor's mother.")
    assert queries.open_concern(front_door, concern_id).restricted
    for other in (manager, social_worker):
        with pytest.raises(NotThere):
            queries.open_concern(other, concern_id)
        assert queries.work_list(other, queries.WorkWanted()).total == 0


def test_a_code_the_guide_does_not_have_is_refused(front_door):
    concern_id = made.received()
    with pytest.raises(Refused):
        do(screening.judge_threshold, front_door, concern_id, level=2, codes=("XYZ-9z",))
    do(screening.judge_threshold, front_door, concern_id, level=2, codes=("NEG-2a",))
    assert queries.open_concern(front_door, concern_id).threshold_codes == ("NEG-2a",)


def test_a_person_is_chosen_by_a_practitioner_from_reasoned_candidates(front_door):
    there = made.person(front_door)
    made.person(front_door, given_name="Someone", family_name="Different", postcode="ZZ9 9ZZ")
    concern_id = made.received()
    page = queries.open_concern(front_door, concern_id)
    found = queries.match_candidates(front_door, page)
    assert [each.person_id for each in found] == [there]
    assert found[0].reasons
    assert page.person_id is None
    do(screening.match_person, front_door, concern_id, person_id=there)
    assert queries.open_concern(front_door, concern_id).person_id == there
    with pytest.raises(NotThere):
        do(screening.match_person, front_door, concern_id, person_id=uuid4())


@pytest.mark.parametrize("role", [role for role in ACCOUNT_ROLES if role not in CASEWORK])
def test_other_roles_neither_open_nor_list_nor_screen(cast, role):
    concern_id = made.received()
    somebody = cast[role]
    for deed in (
        lambda: queries.open_concern(somebody, concern_id),
        lambda: queries.work_list(somebody, queries.WorkWanted()),
        lambda: screening.begin_screening(somebody, concern_id=concern_id, version=1),
    ):
        with pytest.raises((Refused, NotThere)):
            deed()
    assert Concern.objects.get(pk=concern_id).status == ConcernStatus.RECEIVED
