"""Pages of people: finding, the record led by what the adult wants, the chronology, changing, restricting."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from lxml import html

from goldenthread.access.models import TrailRow
from goldenthread.concerns.vocabulary import Outcome, ReferrerRole, Signpost
from goldenthread.ground import moment
from goldenthread.people import procedures, queries
from goldenthread.people.models import Person, PersonStep
from goldenthread.people.vocabulary import CircumstanceKind
from tests.factories import concerns

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script>{{7*7}}'


def text_of(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def person(by, **changes):
    return concerns.person(by, **{"nhs_number": "9990000018"} | changes)


@pytest.mark.parametrize("typed", ["hale", "Peter Hale", "999 000 0018", "ZZ1 1ZZ"])
def test_search_finds_and_says_how_many(front_door, client_of, typed):
    person_id = person(front_door)
    answer = client_of(front_door).get("/people/", {"q": typed})
    assert answer.status_code == 200
    assert f"1 person found for “{typed}”" in text_of(answer)
    assert f"/people/{person_id}" in answer.content.decode()


def test_search_says_what_to_try_when_nobody_is_found_and_explains_itself_when_empty(front_door, client_of):
    client = client_of(front_door)
    assert "Try another spelling" in text_of(client.get("/people/", {"q": "Zzyzx"}))
    assert "Half a name is enough" in text_of(client.get("/people/"))
    assert client.get("/people/", {"q": "x", "page": "999999999999"}).status_code == 200


def test_search_says_when_names_only_sound_alike(front_door, client_of):
    person(front_door)
    assert "sounds like it" in text_of(client_of(front_door).get("/people/", {"q": "Peter Hail"}))


def test_a_whole_reference_leads_to_its_concern(front_door, client_of):
    from goldenthread.concerns.models import Concern

    concern = concerns.received()
    reference = Concern.objects.get().reference
    answer = client_of(front_door).get("/people/", {"q": reference.lower()})
    assert answer["Location"] == f"/concerns/{concern}"


@pytest.mark.promise("S7")
def test_peoples_words_are_shown_and_never_run(manager, client_of):
    person_id = person(manager, given_name=HOSTILE, known_as=HOSTILE, address=HOSTILE)
    procedures.add_circumstance(
        manager, person_id=person_id, kind=CircumstanceKind.WORKER, words=HOSTILE, from_on=moment.today()
    )
    client = client_of(manager)
    pages = [
        f"/people/{person_id}", f"/people/{person_id}/chronology", f"/people/{person_id}/change",
        f"/people/{person_id}/restrict", f"/people/{person_id}/circumstances/new", "/people/?q=hale",
    ]  # fmt: skip
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        tree = html.fromstring(answer.content)
        assert not [each for each in tree.iter("script") if "src" not in each.attrib], page
        assert "{{7*7}}" in tree.text_content(), page


def test_the_record_opens_with_what_the_adult_wants_and_where_things_stand(front_door, client_of):
    person_id = person(front_door)
    concern = concerns.screened(front_door, person_id=person_id)
    answer = client_of(front_door).get(f"/people/{person_id}")
    said = text_of(answer)
    assert (
        said.index("What Peter Hale wants")
        < said.index("I want to stay in Sandgate")
        < said.index("What now")
    )
    assert "Concern, not an enquiry" in said
    assert f"/concerns/{concern}" in answer.content.decode()


def test_a_person_without_a_wish_says_that_nobody_has_asked(front_door, client_of):
    said = text_of(client_of(front_door).get(f"/people/{person(front_door)}"))
    assert "Nobody has asked yet" in said
    assert "No concern has been raised" in said


def test_details_are_changed_and_a_stale_form_keeps_what_was_typed(front_door, client_of):
    person_id = person(front_door)
    client = client_of(front_door)
    form = {
        "version": "1", "given_name": "Peter", "family_name": "Hale", "known_as": "Pete", "nhs_number": "999 000 0018",
        "address": "1 New Street", "postcode": "zz12zz", "gender": "male", "ethnic_group": "99", "support_reason": "not_known",
        "funding": "self", "eligibility": "not_assessed",
    }  # fmt: skip
    assert client.post(f"/people/{person_id}/change", form).status_code == 302
    assert "Pete" in text_of(client.get(f"/people/{person_id}"))
    stale = client.post(f"/people/{person_id}/change", form | {"address": "Typed with care"})
    assert stale.status_code == 409
    assert "Somebody else has changed this" in text_of(stale)
    assert b"Typed with care" in stale.content
    wrong = client.post(
        f"/people/{person_id}/change", form | {"nhs_number": "123", "date_of_birth-day": "31"}
    )
    assert wrong.status_code == 422
    assert "Check the NHS number" in text_of(wrong)
    assert queries.person_page(front_door, person_id).address == "1 New Street"


def test_circumstances_and_representatives_are_added_and_ended(social_worker, client_of):
    person_id = person(social_worker)
    client = client_of(social_worker)
    today = moment.today()
    day = {"from_on-day": today.day, "from_on-month": today.month, "from_on-year": today.year}
    assert (
        client.post(
            f"/people/{person_id}/circumstances/new", {"kind": "s117", "words": "Aftercare", **day}
        ).status_code
        == 302
    )
    assert (
        client.post(
            f"/people/{person_id}/representatives/new",
            {"kind": "family", "name": "Ann Hale", "safe_to_contact": "no", **day},
        ).status_code
        == 302
    )
    said = text_of(client.get(f"/people/{person_id}"))
    assert "Section 117 aftercare: Aftercare" in said
    assert "Do not contact Ann Hale" in said
    page = queries.person_page(social_worker, person_id)
    until = {f"until_on-{part}": getattr(today, part) for part in ("day", "month", "year")}
    for path in (
        f"circumstances/{page.circumstances[0].id}/end",
        f"representatives/{page.representatives[0].id}/end",
    ):
        assert client.get(f"/people/{person_id}/{path}").status_code == 200
        assert client.post(f"/people/{person_id}/{path}", until).status_code == 302
    assert queries.person_page(social_worker, person_id).circumstances[0].until_on == today
    other = person(social_worker, nhs_number="")
    assert client.get(f"/people/{other}/circumstances/{page.circumstances[0].id}/end").status_code == 404


def test_wrong_input_says_what_to_do(social_worker, client_of):
    person_id = person(social_worker)
    client = client_of(social_worker)
    for path, words in (
        ("circumstances/new", "Choose what it is"),
        ("representatives/new", "Enter their name"),
    ):
        answer = client.post(f"/people/{person_id}/{path}", {})
        assert answer.status_code == 422
        assert words in text_of(answer)


def test_a_restricted_person_is_found_by_nobody_but_those_let_in(
    manager, front_door, social_worker, client_of
):
    person_id = person(front_door)
    boss, outsider = client_of(manager), client_of(front_door)
    assert outsider.get(f"/people/{person_id}/restrict").status_code == 403
    assert boss.post(f"/people/{person_id}/restrict", {"version": "1", "words": "no"}).status_code == 409
    assert (
        boss.post(
            f"/people/{person_id}/restrict", {"version": "1", "words": "His niece works here."}
        ).status_code
        == 302
    )
    missing = outsider.get(f"/people/{person_id}")
    never = outsider.get(f"/people/{person_id.hex[::-1]}")
    assert missing.status_code == never.status_code == 404
    assert "Nobody found" in text_of(outsider.get("/people/", {"q": "Hale"}))
    let_in = {"user_id": str(social_worker.user_id), "reason": "She works on the enquiry."}
    assert boss.post(f"/people/{person_id}/let-in", let_in).status_code == 302
    assert client_of(social_worker).get(f"/people/{person_id}").status_code == 200
    assert "Shut out" in text_of(boss.get(f"/people/{person_id}/restrict"))
    assert (
        boss.post(f"/people/{person_id}/shut-out", {"user_id": str(social_worker.user_id)}).status_code == 302
    )
    assert client_of(social_worker).get(f"/people/{person_id}").status_code == 404
    assert boss.post(f"/people/{person_id}/shut-out", {"user_id": "nonsense"}).status_code == 404


def test_a_chronology_of_more_than_500_entries_has_pages_filters_and_an_order(
    front_door, client_of, django_assert_max_num_queries
):
    from goldenthread.people.models import Person, PersonStep

    person_id = person(front_door)
    start = moment.now() - timedelta(days=800)
    PersonStep.objects.bulk_create(
        PersonStep(
            person=Person.objects.get(),
            at=start + timedelta(days=n),
            deed="x",
            what=f"Entry {n:03}",
            by_id=person_id,
            by_name="A",
        )
        for n in range(700)
    )
    client = client_of(front_door)
    at = f"/people/{person_id}/chronology"
    with django_assert_max_num_queries(40):
        first = client.get(at)
    assert text_of(first).count("Entry ") == 499
    assert "Record begun" in text_of(first)
    assert "Entry 000" in text_of(client.get(at, {"page": "2"}))
    oldest = text_of(client.get(at, {"order": "oldest"}))
    assert oldest.index("Entry 000") < oldest.index("Entry 001")
    day = moment.london(start + timedelta(days=5)).date()
    since = {f"since-{part}": getattr(day, part) for part in ("day", "month", "year")}
    until = {f"until-{part}": getattr(day, part) for part in ("day", "month", "year")}
    assert "1 of 701 entries" in text_of(client.get(at, since | until))
    assert "0 of 701 entries" in text_of(client.get(at, {"what": "concern"}))
    assert "Month must be" in text_of(client.get(at, since | {"since-month": "13"}))


@pytest.mark.requirement("R174")
def test_four_years_of_concerns_with_legal_status_and_workers_who_change_are_on_one_page_and_in_one_line_of_time(
    front_door, manager, social_worker, other_social_worker, client_of
):
    """Whole: police and a provider raise concerns over four years; each is screened and decided; workers come and go."""
    now = moment.now()
    person_id = person(front_door)
    with moment.at(now - timedelta(days=4 * 365)):
        today = moment.today()
        for kind, words, until in (
            (CircumstanceKind.S117, "Aftercare after a hospital order", None),
            (CircumstanceKind.COMMUNITY_DOL, "Court of Protection order for his flat", None),
            (CircumstanceKind.WORKER, "Beth Rowan, social worker", today + timedelta(days=400)),
        ):
            procedures.add_circumstance(
                social_worker, person_id=person_id, kind=kind, words=words, from_on=today, until_on=until
            )
    outcomes = [
        (Outcome.NO_FURTHER_ACTION, {"reason": "already_safe"}, concerns.NO),
        (Outcome.OTHER_RESPONSE, {"signpost": Signpost.CARE_ASSESSMENT}, concerns.NO),
        (Outcome.S42_ENQUIRY, {}, concerns.YES),
    ]
    sources = [
        (ReferrerRole.POLICE, "Sandgate Police"),
        (ReferrerRole.HOME_CARE, "Tidewell Home Care"),
        (ReferrerRole.POLICE, "Sandgate Police"),
    ]
    made = []
    for years, (outcome, more, protect), (role, agency) in zip((4, 3, 1), outcomes, sources, strict=True):
        with moment.at(now - timedelta(days=years * 365 - 20)):
            concern = concerns.screened(
                front_door, person_id=person_id, protect=protect, referrer_role=role, referrer_agency=agency
            )
            whole = dict(more)
            if outcome is Outcome.S42_ENQUIRY:
                whole |= {"manager_id": manager.user_id, "officer_id": social_worker.user_id}
            concerns.decided(front_door, concern, outcome, **whole)
            made.append(concern)
    procedures.add_circumstance(
        other_social_worker, person_id=person_id, kind=CircumstanceKind.WORKER, words="Ade Coker, social worker",
        from_on=moment.today() - timedelta(days=700),
    )  # fmt: skip

    page = client_of(manager).get(f"/people/{person_id}")
    said = text_of(page)
    for words in (
        "Section 117 aftercare", "Deprivation of liberty in the community", "Sandgate Police", "Tidewell Home Care",
        "Ended, no further action", "Other response, no enquiry", "Section 42 enquiry", "Care Act 2014, section 42(2)",
        "Beth Rowan, social worker", "Ade Coker, social worker", manager.name, social_worker.name,
    ):  # fmt: skip
        assert words in said, words
    for concern in made:
        assert f"/concerns/{concern}" in page.content.decode()
    told = text_of(client_of(manager).get(f"/people/{person_id}/chronology", {"order": "oldest"}))
    order = [
        told.index(words)
        for words in (
            "Section 117 aftercare began", "Concern received", "Worker ended", "Ade Coker, social worker",
            "Feedback is due to: the adult",
        )
    ]  # fmt: skip
    assert order[0] < order[1] < order[2]
    assert told.count("Concern received") == 3


def test_print_shows_the_whole_record_without_menus(front_door, client_of):
    content = client_of(front_door).get(f"/people/{person(front_door)}").content.decode()
    assert "data-gt-print" in content


def test_a_record_begins_without_a_concern_when_nobody_held_fits(front_door, client_of):
    client = client_of(front_door)
    empty = client.get("/people/", {"q": "Ida Crane"})
    (link,) = re.findall(r'href="(/people/new[^"]*)"', empty.content.decode())
    form = client.get(link.replace("&amp;", "&"))
    assert 'value="Ida"' in form.content.decode()
    typed = {"given_name": "Ida", "family_name": "Crane", "words": ""}
    wrong = client.post("/people/new", typed)
    assert wrong.status_code == 422
    assert "Say why a record is needed" in text_of(wrong)
    made = client.post("/people/new", typed | {"words": "Her son asked us for advice."}, follow=True)
    assert "Ida Crane" in text_of(made)
    assert Person.objects.get().family_name == "Crane"
    step = PersonStep.objects.get()
    assert (step.deed, step.words) == ("create_person", "Her son asked us for advice.")
    assert TrailRow.objects.filter(subject_id=step.person_id, deed="people.create_person").exists()


def test_who_is_held_already_is_shown_before_a_second_record_can_begin(front_door, client_of):
    held = person(front_door)
    client = client_of(front_door)
    typed = {"given_name": "Peter", "family_name": "Hale", "words": "He asked for advice himself."}
    shown = client.post("/people/new", typed | {"person_id": "new"})
    assert shown.status_code == 200
    assert Person.objects.count() == 1, "nobody is passed over unseen"
    assert "Somebody held already may be this person" in text_of(shown)
    assert "12 Harbour Road" in text_of(shown)
    assert "He asked for advice himself." in text_of(shown)
    undecided = client.post("/people/new", typed | {"seen": str(held)})
    assert undecided.status_code == 422
    assert "Choose who it is, or “None of these”" in text_of(undecided)
    same = client.post("/people/new", typed | {"seen": str(held), "person_id": str(held)})
    assert same["Location"] == f"/people/{held}"
    assert Person.objects.count() == 1
    another = client.post("/people/new", typed | {"seen": str(held), "person_id": "new"})
    assert another.status_code == 302
    assert Person.objects.count() == 2


def test_a_changed_detail_that_fits_somebody_else_is_shown_again(front_door, client_of):
    held = person(front_door)
    other = person(front_door, given_name="Ann", family_name="Oak", nhs_number="", address="", postcode="")
    typed = {
        "given_name": "Ann",
        "family_name": "Oak",
        "words": "She asked for advice.",
        "person_id": "new",
        "seen": str(held),
    }
    answer = client_of(front_door).post("/people/new", typed)
    assert str(other) in answer.content.decode()
    assert Person.objects.count() == 2


def test_an_nhs_number_that_is_held_is_refused_and_what_was_typed_stays(front_door, client_of):
    held = person(front_door)
    typed = {
        "family_name": "Oak",
        "nhs_number": "999 000 0018",
        "words": "She asked.",
        "person_id": "new",
        "seen": str(held),
    }
    answer = client_of(front_door).post("/people/new", typed)
    assert answer.status_code == 409
    assert "A record is here already with this NHS number" in text_of(answer)
    assert "She asked." in text_of(answer)
    assert Person.objects.count() == 1


def test_a_restricted_person_is_not_among_those_shown(manager, social_worker, client_of):
    held = person(manager)
    procedures.restrict_person(
        manager, person_id=held, version=1, restricted=True, words="A member of staff is the adult."
    )
    typed = {"given_name": "Peter", "family_name": "Hale", "words": "He asked for advice."}
    answer = client_of(social_worker).post("/people/new", typed)
    assert answer.status_code == 302
    assert str(held) not in answer["Location"]
