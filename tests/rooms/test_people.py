"""The people room: records, finding them again, circumstances, who speaks for the adult, restricting."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import TrailRow
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.ground.words import Answer
from goldenthread.people import procedures, queries
from goldenthread.people.models import Circumstance, Person, PersonStep, Representative
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    Gender,
    RepresentativeKind,
    SupportReason,
)

pytestmark = pytest.mark.django_db
BORN = date(1950, 4, 3)
TODAY = date(2026, 11, 21)


def elsie(by, **changes):
    whole = {
        "given_name": "Elsie",
        "family_name": "O'Rourke",
        "date_of_birth": BORN,
        "nhs_number": "999 000 0018",
        "address": "12  Mill Lane, Sandgate",
        "postcode": "sg12ab",
    }
    return procedures.create_person(by, **whole | changes)


def change(by, person_id, **changes):
    page = queries.person_page(by, person_id)
    held = {
        name: getattr(page, name)
        for name in (
            "given_name", "family_name", "known_as", "date_of_birth", "died_on", "nhs_number", "address", "postcode",
            "gender", "ethnic_group", "support_reason", "funding", "eligibility",
        )
    }  # fmt: skip
    procedures.change_person(by, **{"person_id": person_id, "version": page.version} | held | changes)


def test_a_record_is_kept_tidied_and_its_beginning_is_a_state_row_and_on_the_trail(front_door):
    person_id = elsie(front_door)
    page = queries.person_page(front_door, person_id)
    assert (page.name, page.nhs_number, page.postcode, page.address) == (
        "Elsie O'Rourke", "9990000018", "SG1 2AB", "12 Mill Lane, Sandgate",
    )  # fmt: skip
    row = Person.objects.get()
    assert (row.family_key, row.given_key, row.sound_key) == ("orourke", "elizabeth", "ark")
    assert [e.what for e in queries.chronology(front_door, person_id)] == ["Record begun"]
    deeds = list(TrailRow.objects.filter(subject_id=person_id).order_by("seq").values_list("act", "deed"))
    assert deeds == [("did", "people.create_person"), ("looked", "people.person_page")]


@pytest.mark.rule("PEO-04")
def test_a_second_record_of_one_nhs_number_is_refused_and_changing_another_to_it_too(front_door):
    first = elsie(front_door)
    with pytest.raises(Refused) as no:
        elsie(front_door, given_name="Elise")
    assert no.value.verdict.codes == ("PEO-04",)
    second = elsie(front_door, nhs_number="")
    with pytest.raises(Refused):
        change(front_door, second, nhs_number="9990000018")
    change(front_door, first, known_as="Nan")
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nhs_number": "9990000019"}, "PEO-03"),
        ({"date_of_birth": date(2999, 1, 1)}, "PEO-06"),
        ({"died_on": date(1949, 1, 1)}, "PEO-06"),
        ({"given_name": "", "family_name": " ", "nhs_number": "", "address": ""}, "PEO-05"),
    ],
)
def test_a_record_that_cannot_be_is_refused_and_nothing_is_kept(front_door, changes, code):
    with pytest.raises(Refused) as no:
        elsie(front_door, **changes)
    assert no.value.verdict.codes == (code,)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"died_on": date(1949, 1, 1)}, {"given_name": "", "family_name": "", "nhs_number": "", "address": ""}],
)
def test_the_database_refuses_it_too(front_door, wrong):
    person_id = elsie(front_door)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person_id).update(**wrong)


def test_others_than_caseworkers_may_neither_begin_nor_open_a_record(
    front_door, partner, provider_manager, commissioner, board_member, data_officer, auditor, administrator
):
    person_id = elsie(front_door)
    for nobody in (
        partner,
        provider_manager,
        commissioner,
        board_member,
        data_officer,
        auditor,
        administrator,
    ):
        with pytest.raises(Refused):
            elsie(nobody)
        with pytest.raises(Refused):
            queries.person_page(nobody, person_id)
        assert queries.search(nobody, "O'Rourke").rows == ()
        assert queries.candidates(nobody, nhs_number="9990000018") == ()
        assert queries.names(nobody, {person_id}) == {}


def test_a_change_says_what_was_and_what_is(front_door):
    person_id = elsie(front_door)
    change(
        front_door,
        person_id,
        address="3 High Street, Sandgate",
        gender=Gender.FEMALE,
        words="She moved to be near Carol.",
    )
    (step,) = [e for e in queries.chronology(front_door, person_id) if e.what.startswith("Changed")]
    assert step.what == "Changed: address, gender"
    assert "was “12 Mill Lane, Sandgate”, is now “3 High Street, Sandgate”" in step.words
    assert "was “Not known”, is now “Female”" in step.words
    assert step.words.endswith("She moved to be near Carol.")
    assert queries.person_page(front_door, person_id).version == 2


def test_a_change_that_changes_nothing_leaves_no_mark(front_door):
    person_id = elsie(front_door)
    change(front_door, person_id)
    assert queries.person_page(front_door, person_id).version == 1
    assert PersonStep.objects.count() == 1


@pytest.mark.parametrize("version", [None, 1, 7])
def test_a_stale_form_changes_nothing(front_door, version):
    person_id = elsie(front_door)
    change(front_door, person_id, known_as="Nan")
    with pytest.raises(Refused) as no:
        change(front_door, person_id, version=version, known_as="Granny")
    assert no.value.verdict.codes == ("STALE",)
    assert queries.person_page(front_door, person_id).known_as == "Nan"


def test_circumstances_hold_for_a_time_and_workers_and_their_changes_can_be_seen(social_worker):
    person_id = elsie(social_worker)
    for kind, words, start, end in (
        (CircumstanceKind.S117, "Aftercare after a hospital order", 900, None),
        (CircumstanceKind.COMMUNITY_DOL, "Court of Protection order", 800, None),
        (CircumstanceKind.WORKER, "Beth Rowan, social worker", 700, 300),
        (CircumstanceKind.WORKER, "Ade Coker, social worker", 299, None),
    ):
        procedures.add_circumstance(
            social_worker,
            person_id=person_id,
            kind=kind,
            words=words,
            from_on=moment.today() - timedelta(days=start),
            until_on=moment.today() - timedelta(days=end) if end else None,
        )
    page = queries.person_page(social_worker, person_id)
    assert {row.words for row in page.holding} == {
        "Aftercare after a hospital order", "Court of Protection order", "Ade Coker, social worker",
    }  # fmt: skip
    assert [row.words for row in page.circumstances][-1] == "Aftercare after a hospital order"
    ade = next(row for row in page.holding if row.kind is CircumstanceKind.WORKER)
    procedures.end_circumstance(
        social_worker,
        person_id=person_id,
        circumstance_id=ade.id,
        until_on=moment.today() - timedelta(days=1),
        words="Left.",
    )
    page = queries.person_page(social_worker, person_id)
    assert CircumstanceKind.WORKER not in {row.kind for row in page.holding}
    told = queries.chronology(social_worker, person_id)
    assert [entry.what for entry in told if entry.kind == "circumstance"] == [
        "Section 117 aftercare began",
        "Deprivation of liberty in the community began",
        "Worker began",
        "Worker ended",
        "Worker began",
    ]
    assert told[-1].what.startswith("Worker ended, ")
    assert told[-1].words == "Ade Coker, social worker\nLeft."
    assert [entry.at for entry in told] == sorted(entry.at for entry in told)


@pytest.mark.rule("PEO-07")
def test_an_end_before_the_beginning_is_refused_by_rule_and_database(social_worker):
    person_id = elsie(social_worker)
    with pytest.raises(Refused) as no:
        procedures.add_circumstance(
            social_worker,
            person_id=person_id,
            kind=CircumstanceKind.S117,
            words="x",
            from_on=TODAY,
            until_on=BORN,
        )
    assert no.value.verdict.codes == ("PEO-07",)
    row = procedures.add_circumstance(
        social_worker, person_id=person_id, kind=CircumstanceKind.S117, words="x", from_on=TODAY
    )
    with pytest.raises(Refused):
        procedures.end_circumstance(social_worker, person_id=person_id, circumstance_id=row, until_on=BORN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Circumstance.objects.update(until_on=BORN)


def test_a_circumstance_or_representative_of_somebody_else_is_not_there(social_worker):
    person_id, other = elsie(social_worker), elsie(social_worker, nhs_number="", given_name="Ann")
    row = procedures.add_circumstance(
        social_worker, person_id=other, kind=CircumstanceKind.S117, words="x", from_on=TODAY
    )
    with pytest.raises(NotThere):
        procedures.end_circumstance(social_worker, person_id=person_id, circumstance_id=row, until_on=TODAY)
    with pytest.raises(NotThere):
        procedures.end_representative(
            social_worker, person_id=person_id, representative_id=uuid4(), until_on=TODAY
        )


def test_who_speaks_for_the_adult_is_kept_with_whether_it_is_safe_to_contact_them(social_worker):
    person_id = elsie(social_worker)
    row = procedures.add_representative(
        social_worker,
        person_id=person_id,
        kind=RepresentativeKind.CARE_ACT_ADVOCATE,
        name="Jo Field",
        relationship="Advocate of Sandgate Voices",
        contact="01632 960 222",
        safe_to_contact=Answer.YES,
        from_on=moment.today(),
    )
    (speaks,) = queries.person_page(social_worker, person_id).speaking
    assert (speaks.name, speaks.safe_to_contact) == ("Jo Field", Answer.YES)
    procedures.end_representative(
        social_worker,
        person_id=person_id,
        representative_id=row,
        until_on=moment.today(),
        words="Her work is done.",
    )
    assert Representative.objects.get().until_on == moment.today()


@pytest.mark.rule("PEO-08")
def test_a_restricted_record_is_closed_to_all_but_those_let_in(
    manager, other_manager, front_door, social_worker
):
    person_id = elsie(front_door)
    with pytest.raises(Refused):
        procedures.restrict_person(
            front_door, person_id=person_id, version=1, restricted=True, words="Her niece works here."
        )
    with pytest.raises(Refused) as no:
        procedures.restrict_person(manager, person_id=person_id, version=1, restricted=True, words="niece")
    assert no.value.verdict.codes == ("PEO-08",)
    procedures.restrict_person(
        manager, person_id=person_id, version=1, restricted=True, words="Her niece works here."
    )
    for outsider in (front_door, social_worker, other_manager):
        with pytest.raises(NotThere):
            queries.person_page(outsider, person_id)
        with pytest.raises(NotThere):
            queries.chronology(outsider, person_id)
        assert queries.search(outsider, "O'Rourke").rows == ()
        assert queries.candidates(outsider, nhs_number="9990000018") == ()
    assert queries.person_page(manager, person_id).restricted
    procedures.let_in(
        manager, person_id=person_id, user_id=social_worker.user_id, words="She works on the enquiry."
    )
    assert queries.person_page(social_worker, person_id).name == "Elsie O'Rourke"
    assert {name for _, name, _ in queries.restricted_to(manager, person_id)} == {
        manager.name,
        social_worker.name,
    }
    procedures.shut_out(manager, person_id=person_id, user_id=social_worker.user_id)
    with pytest.raises(NotThere):
        queries.person_page(social_worker, person_id)
    with pytest.raises(Refused):
        procedures.shut_out(manager, person_id=person_id, user_id=manager.user_id)
    procedures.restrict_person(
        manager, person_id=person_id, version=2, restricted=False, words="Her niece has left."
    )
    assert queries.person_page(front_door, person_id).name == "Elsie O'Rourke"


def test_only_a_caseworker_can_be_let_in(manager, board_member):
    person_id = elsie(manager)
    with pytest.raises(NotThere):
        procedures.let_in(
            manager, person_id=person_id, user_id=board_member.user_id, words="She asked to see it."
        )


def test_under_18_is_a_warning_on_the_record_and_not_a_refusal(front_door):
    person_id = elsie(front_door, date_of_birth=moment.today() - timedelta(days=17 * 365))
    page = queries.person_page(front_door, person_id)
    assert "under 18" in page.under_18
    assert queries.person_page(front_door, elsie(front_door, nhs_number="")).under_18 == ""


def test_age_stops_at_death(front_door):
    person_id = elsie(front_door, died_on=date(2020, 4, 2))
    assert queries.person_page(front_door, person_id).age == 69


def test_somebody_without_a_name_has_words_instead(front_door):
    person_id = procedures.create_person(
        front_door, address="Bench by the pier", support_reason=SupportReason.NONE
    )
    assert queries.person_page(front_door, person_id).name == "Name not known"
    assert queries.names(front_door, {person_id, uuid4()}) == {person_id: "Name not known"}
