"""An enquiry on its way: wishes, plan, steps and their effect, findings, chosen risks, laws, the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import Grant
from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.models import Allegation, Enquiry
from goldenthread.enquiries.vocabulary import (
    Achieved,
    ActionKind,
    AskedOutcomes,
    ChoiceCapacity,
    Effect,
    EnquiryStatus,
    Finding,
    LackedCapacity,
    Law,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.people.vocabulary import RepresentativeKind
from tests.factories import access
from tests.factories import enquiries as make

pytestmark = pytest.mark.django_db
ADULT = RepresentativeKind.ADULT


@pytest.fixture
def staff():
    return make.Staff()


@pytest.fixture
def enquiry_id(staff):
    return make.opened(staff)


def refused(deed, *args, **kwargs) -> tuple[str, ...]:
    with pytest.raises(Refused) as no:
        deed(*args, **kwargs)
    return no.value.verdict.codes


def version(staff, enquiry_id):
    return make.page(staff, enquiry_id).version


def plan(staff, enquiry_id, **changed):
    said = {
        "version": version(staff, enquiry_id),
        "kind": ActionKind.CONVERSATION,
        "words": "A conversation and a call to the bank will do.",
        "adult_part": "Ada is with us.",
        "next_step": "Visit Ada",
        "next_step_on": moment.today(),
    }
    return procedures.plan(staff.officer, enquiry_id=enquiry_id, **{**said, **changed})


@pytest.mark.requirement("R286")
def test_the_adults_view_comes_first_and_sets_how_much_is_needed(staff):
    enquiry_id = make.opened(staff, told={"adult_wishes": ""}, wish="", other=False)
    Enquiry.objects.filter(pk=enquiry_id).update(asked=AskedOutcomes.NOT_RECORDED)
    assert refused(plan, staff, enquiry_id) == ("ENQ-10",)
    # A conversation, and what makes the adult safe, wait for nothing.
    procedures.record_step(
        staff.officer,
        enquiry_id=enquiry_id,
        kind=ActionKind.CONVERSATION,
        on=moment.today(),
        who="Owen and Ada",
        words="We talked.",
    )
    procedures.add_wanted(staff.officer, enquiry_id=enquiry_id, words="I want to stay.", said_by=ADULT)
    plan(staff, enquiry_id)
    page = make.page(staff, enquiry_id)
    assert (page.status, page.plan_kind, page.next_step) == (
        EnquiryStatus.UNDER_WAY,
        ActionKind.CONVERSATION,
        "Visit Ada",
    )
    weights = list(ActionKind)
    assert weights[0] is ActionKind.CONVERSATION
    assert weights[-1] is ActionKind.PLAN
    plan(staff, enquiry_id, kind=ActionKind.PLAN, words="Three agencies must act together.")
    assert make.page(staff, enquiry_id).plan_kind is ActionKind.PLAN


@pytest.mark.requirement("R094")
def test_it_is_always_said_who_defined_an_outcome(staff, enquiry_id):
    add = procedures.add_wanted
    advocate = RepresentativeKind.CARE_ACT_ADVOCATE
    assert refused(add, staff.officer, enquiry_id=enquiry_id, words="To stay at home.", said_by=advocate) == (
        "ENQ-05",
    )
    procedures.record_capacity(
        staff.officer,
        enquiry_id=enquiry_id,
        version=version(staff, enquiry_id),
        lacked=LackedCapacity.YES,
        words="Assessed by Dr Hay on Monday for this decision.",
        supported_by=SupportedBy.ADVOCATE,
        supporter_name="Bea Stone",
    )
    add(
        staff.officer,
        enquiry_id=enquiry_id,
        words="To stay at home.",
        said_by=advocate,
        said_by_name="Bea Stone",
    )
    page = make.page(staff, enquiry_id)
    assert (page.supported_by, page.supporter_name) == (SupportedBy.ADVOCATE, "Bea Stone")
    assert {(row.said_by, row.said_by_name) for row in page.wanted} == {(ADULT, ""), (advocate, "Bea Stone")}


def test_the_adult_may_change_their_mind_and_the_older_words_stay(staff, enquiry_id):
    first = make.page(staff, enquiry_id).wanted[0]
    change = {"enquiry_id": enquiry_id, "wanted_id": first.id, "version": first.version, "said_by": ADULT}
    assert refused(procedures.change_wanted, staff.officer, words="To move.", why=" ", **change) == ("WORDS",)
    newer = procedures.change_wanted(
        staff.officer, words="To move nearer to Bea.", why="She slept on it.", **change
    )
    page = make.page(staff, enquiry_id)
    assert [row.words for row in page.standing_wishes] == ["To move nearer to Bea."]
    assert page.wanted[0].ended_words == "She slept on it."
    judged = {"enquiry_id": enquiry_id, "achieved": Achieved.FULLY, "said_by": ADULT, "words": "Yes."}
    assert refused(
        procedures.judge_outcome, staff.officer, wanted_id=first.id, version=first.version + 1, **judged
    ) == ("ENQ-04",)
    procedures.judge_outcome(staff.officer, wanted_id=newer, version=1, **judged)
    assert make.page(staff, enquiry_id).standing_wishes[0].achieved is Achieved.FULLY


def test_a_stale_form_changes_nothing(staff, enquiry_id):
    seen = version(staff, enquiry_id)
    plan(staff, enquiry_id)
    assert refused(plan, staff, enquiry_id, version=seen, words="Something else.") == ("STALE",)
    assert make.page(staff, enquiry_id).plan_words == "A conversation and a call to the bank will do."
    row = make.page(staff, enquiry_id).standing_allegations[0]
    make.found(staff, enquiry_id, row.id, row.version)
    assert refused(make.found, staff, enquiry_id, row.id, row.version) == ("STALE",)


@pytest.mark.requirement("R149")
def test_who_does_what_is_set_and_what_was_done_is_checked_for_effect(staff, enquiry_id):
    make.planned(staff, enquiry_id)
    step = procedures.record_step(
        staff.officer,
        enquiry_id=enquiry_id,
        kind=ActionKind.SAFETY,
        on=moment.today(),
        who="Owen, Ada, the bank",
        words="A new card.",
    )
    page = make.page(staff, enquiry_id)
    assert (page.manager, page.officer, page.lead_agency) == (
        staff.manager.name,
        staff.officer.name,
        "Sandgate Council",
    )
    assert ("EFFECT", step) in {(each.code, each.row) for each in page.missing}
    tell = {"enquiry_id": enquiry_id, "step_id": step, "words": "Ada uses it alone."}
    procedures.record_effect(staff.officer, version=1, effect=Effect.TOO_SOON, **tell)
    assert "EFFECT" in {each.code for each in make.page(staff, enquiry_id).missing}
    procedures.record_effect(staff.officer, version=2, effect=Effect.HELPED, **tell)
    page = make.page(staff, enquiry_id)
    assert "EFFECT" not in {each.code for each in page.missing}
    assert page.actions[-1].effect is Effect.HELPED


def test_a_step_is_not_recorded_before_it_is_taken(staff, enquiry_id):
    step = {"enquiry_id": enquiry_id, "kind": ActionKind.VISIT, "who": "Owen", "words": "We went."}
    late = moment.today() + timedelta(days=1)
    assert refused(procedures.record_step, staff.officer, on=late, **step) == ("FUTURE",)


def test_findings_are_in_the_words_of_the_return(staff, enquiry_id):
    row = make.page(staff, enquiry_id).standing_allegations[0]
    said = {
        "enquiry_id": enquiry_id,
        "allegation_id": row.id,
        "version": row.version,
        "place": Place.OWN_HOME,
        "source_relationship": SourceRelationship.CARE_WORKER,
        "finding": Finding.NOT,
        "finding_words": "Nobody saw it.",
        "risk_words": "None now.",
    }
    bad = {"risk_outcome": RiskOutcome.NO_RISK_NO_ACTION, "risk_result": RiskResult.REMOVED}
    assert refused(procedures.record_finding, staff.officer, **said, **bad) == ("ENQ-08",)
    procedures.record_finding(staff.officer, **said, risk_outcome=RiskOutcome.NO_RISK_NO_ACTION)
    after = make.page(staff, enquiry_id).standing_allegations[0]
    assert (after.finding, after.category, after.risk_result) == (Finding.NOT, "Service provider", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"risk_result": RiskResult.REMOVED},
        {"risk_outcome": RiskOutcome.NO_RISK_ACTION, "risk_result": RiskResult.REMOVED, "risk_words": "x"},
        {"finding": Finding.NOT},
        {"risk_outcome": RiskOutcome.NO_RISK_ACTION},
    ],
)
def test_the_database_itself_refuses_a_finding_that_cannot_be(staff, enquiry_id, wrong):
    row = Allegation.objects.filter(enquiry_id=enquiry_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "closed"},
        {"supported_by": "family", "supporter_name": "Bea"},
        {"lacked_capacity": "yes", "supported_by": "family"},
        {"safer": "yes"},
        {"status": "under_way"},
    ],
)
def test_the_database_itself_refuses_an_enquiry_that_cannot_be(enquiry_id, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry_id).update(**wrong)


def test_an_allegation_is_added_once_and_may_be_taken_off_with_a_reason(staff, enquiry_id):
    same = {
        "enquiry_id": enquiry_id,
        "type": AbuseType.NEGLECT,
        "place": Place.OWN_HOME,
        "source_relationship": SourceRelationship.RELATIVE,
    }
    made = procedures.add_allegation(staff.officer, **same)
    assert refused(procedures.add_allegation, staff.officer, **same) == ("SAME",)
    procedures.withdraw_allegation(
        staff.officer, enquiry_id=enquiry_id, allegation_id=made, version=1, words="Typed twice."
    )
    page = make.page(staff, enquiry_id)
    assert made not in {row.id for row in page.standing_allegations}
    assert "Typed twice." in {row.withdrawn_words for row in page.allegations}


@pytest.mark.requirement("R037")
def test_a_risk_the_adult_chooses_is_kept_with_their_view_the_options_and_what_they_take_on(
    staff, enquiry_id
):
    said = {
        "enquiry_id": enquiry_id,
        "risk": "Colin may ask for money again.",
        "own_view": "I know. I would rather see him than be safe and alone.",
        "options": "A card with a limit; meeting at the café; no visits.",
        "wellbeing": "He is all the family she has.",
        "capacity": ChoiceCapacity.HAS,
        "said_by": ADULT,
    }
    assert refused(procedures.record_risk_choice, staff.officer, responsibility=" ", **said) == ("ENQ-09",)
    procedures.record_risk_choice(
        staff.officer, responsibility="Ada keeps the card; Bea reads the bank letters.", **said
    )
    (row,) = make.page(staff, enquiry_id).risk_choices
    assert row.own_view == said["own_view"]
    assert row.options == said["options"]
    assert row.responsibility.startswith("Ada keeps the card")
    told = [
        entry
        for entry in queries.chronology(staff.officer, make.page(staff, enquiry_id).person_id)
        if "chooses" in entry.what
    ]
    assert said["own_view"] in told[0].words


@pytest.mark.requirement("R155")
def test_every_law_in_use_is_written_with_its_reason(staff, enquiry_id):
    for law in Law:
        if law is not Law.CARE_ACT_S42:
            procedures.add_legal_basis(
                staff.officer, enquiry_id=enquiry_id, law=law, why=f"Why {law.label} applies."
            )
    assert refused(
        procedures.add_legal_basis, staff.officer, enquiry_id=enquiry_id, law=Law.CRIMINAL, why="x"
    ) == ("SAME",)
    page = make.page(staff, enquiry_id)
    assert {row.law for row in page.laws} == set(Law)
    for name in (
        "Care Act",
        "Mental Health Act",
        "Mental Capacity Act",
        "PACE",
        "Domestic abuse",
        "Human Rights",
    ):
        assert name in page.law_words


@pytest.mark.requirement("R234")
def test_manager_officer_and_lead_agency_are_always_set_and_a_change_moves_the_relation(staff, enquiry_id):
    other = access.viewer(role=make.Role.SOCIAL_WORKER, team="South")
    change = {
        "enquiry_id": enquiry_id,
        "version": version(staff, enquiry_id),
        "manager_id": staff.manager.user_id,
        "officer_id": other.user_id,
        "lead_agency_id": staff.manager.agency_id,
        "words": "Owen is away.",
    }
    for missing in ("manager_id", "officer_id", "lead_agency_id"):
        assert refused(procedures.appoint, staff.manager, **{**change, missing: None}) == ("ENQ-01",)
    assert refused(procedures.appoint, staff.manager, **{**change, "manager_id": other.user_id}) == (
        "ENQ-01",
    )
    procedures.appoint(staff.manager, **change)
    assert make.page(staff, enquiry_id).officer == other.name
    assert queries.open_enquiry(other, enquiry_id).officer == other.name
    held = Grant.objects.filter(subject_id=enquiry_id, user_id=staff.officer.user_id, until_at__isnull=True)
    assert not held.exists()


def test_roles_do_what_is_theirs_and_no_more(staff, enquiry_id):
    step = {
        "enquiry_id": enquiry_id,
        "kind": ActionKind.VISIT,
        "on": moment.today(),
        "who": "x",
        "words": "x",
    }
    assert refused(procedures.record_step, staff.front_door, **step) == ("ROLE",)
    assert refused(procedures.reopen, staff.officer, enquiry_id=enquiry_id, version=1, words="x") == ("ROLE",)
    stranger = access.viewer(role=make.Role.SOCIAL_WORKER, team="South")
    with pytest.raises(NotThere):
        procedures.record_step(stranger, **step)
