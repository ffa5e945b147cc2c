"""Facts of the rooms: typed, nameless, and what an independent reading of the same tables says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import models
from django.test.utils import CaptureQueriesContext

from goldenthread.access.fact_rows import key_of
from goldenthread.access.models import User
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern, Decision
from goldenthread.enquiries.models import Allegation, Enquiry, EnquiryConcern
from goldenthread.ground import moment
from goldenthread.ground.calendar import WorkingDays
from goldenthread.ground.facts import Kind, fact_tables
from goldenthread.ground.verdicts import Refused
from goldenthread.insight.published import PUBLISHED
from goldenthread.letters.models import FeedbackDuty
from goldenthread.people.models import Person
from tests.factories import access, towns
from tests.insight.cases_behind import (  # noqa: F401 - they work in the town that is built here
    counted_now,
    test_a_case_that_is_not_theirs_is_not_listed_and_the_look_is_on_the_trail,
    test_a_sample_is_drawn_by_chance_and_nobody_can_choose_it,
    test_behind_every_figure_stand_the_cases_it_counts,
)
from tests.insight.facts_held import rows

pytestmark = pytest.mark.xdist_group("facts")
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
TABLES = [each.table.name for each in PUBLISHED]


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Built once for all tests here; each works within it and leaves it as it was."""
    with towns.standing(django_db_blocker, now=NOW, adults=500, seed=3):
        yield


@pytest.fixture
def built(town, db):
    """The town, for one test."""


def test_every_published_table_has_rows_and_every_definition_is_published():
    assert set(TABLES) == set(fact_tables())


@pytest.mark.parametrize("name", TABLES)
def test_every_value_is_of_its_columns_kind_and_missing_is_none(built, name):
    found = rows(name)
    assert found
    for column in fact_tables()[name].columns:
        values = [row[column.name] for row in found]
        held = [value for value in values if value is not None]
        assert column.may_be_missing or len(held) == len(values), column.name
        if column.kind is Kind.KEY:
            assert all(type(v) is int and -(2**63) <= v < 2**63 for v in held), column.name
        elif column.kind is Kind.FLAG:
            assert all(type(v) is bool for v in held), column.name
        elif column.kind is Kind.NUMBER:
            assert all(type(v) is int for v in held), column.name
        elif column.kind is Kind.DAY:
            assert all(type(v) is date for v in held), column.name
        else:
            assert all(isinstance(v, str) and v for v in held), column.name
            assert not column.words or set(held) <= set(column.words.values()), column.name


@pytest.mark.parametrize("name", TABLES)
def test_rows_come_in_the_order_of_their_days_and_each_once(built, name):
    table = fact_tables()[name]
    days = [row[table.month_of] for row in rows(name)]
    assert days == sorted(days)
    if name != "concern_type":
        keys = [row[table.columns[0].name] for row in rows(name)]
        assert len(keys) == len(set(keys))


def _day(when: datetime | None) -> date | None:
    return when.astimezone(LONDON).date() if when else None


def _age(born: date | None, died: date | None, day: date) -> int | None:
    if born is None:
        return None
    end = date(day.year if (day.month, day.day) < (4, 1) else day.year + 1, 3, 31)
    end = min(died or end, end)
    return end.year - born.year - ((end.month, end.day) < (born.month, born.day))


def test_concerns_are_what_an_independent_reading_finds(built):
    found = {row["concern_key"]: row for row in rows("concern")}
    everybody = list(Concern.objects.select_related("person", "service"))
    assert len(found) == len(everybody) > 20
    for concern in everybody:
        row = found[key_of(concern.pk)]
        link = EnquiryConcern.objects.filter(concern=concern).select_related("enquiry").first()
        decision = (
            Decision.objects.filter(concern=concern, outcome=concern.outcome).order_by("at").last()
            if concern.outcome
            else None
        )
        before = [
            other.raised_at
            for other in everybody
            if concern.person_id
            and other.person_id == concern.person_id
            and other.raised_at < concern.raised_at
        ]
        after = [
            enquiry.opened_at
            for enquiry in Enquiry.objects.filter(person=concern.person_id, kind="s42")
            if concern.outcome == "no_further_action" and enquiry.opened_at > concern.decided_at
        ]
        missed = concern.clock_rows.filter(what="missed").order_by("at").last()
        said = [
            wish
            for wish in concern.wish_rows.all()
            if wish.words
            and wish.said_by not in ("", "professional")
            and wish.at <= (concern.decided_at or NOW)
        ]
        expected = {
            "person_key": concern.person_id and key_of(concern.person_id),
            "raised_on": _day(concern.raised_at),
            "received_on": _day(concern.received_at),
            "screening_began_on": _day(
                min((step.at for step in concern.steps.all() if step.after != "received"), default=None)
            ),
            "decided_on": _day(concern.decided_at),
            "due_on": _day(concern.due_at),
            "decided_in_time": concern.decided_at and concern.decided_at <= concern.due_at,
            "extended": concern.clock_rows.filter(what="extended").exists(),
            "late_reason": missed and missed.reason,
            "outcome": concern.outcome or None,
            "no_action_reason": (decision and decision.reason) or None,
            "signpost": (decision and decision.signpost) or None,
            "service": concern.service and concern.service.name,
            "raised_by_service": _told_itself(concern),
            "team": concern.team or None,
            "danger": {"yes": True, "no": False}.get(concern.immediate_danger),
            "made_safe_on": _day(concern.made_safe_at),
            "level": concern.threshold_level,
            "wish_known": bool(said),
            "enquiry_key": link and key_of(link.enquiry_id),
            "enquiry_kind": link and link.enquiry.kind,
            "enquiry_started_on": link and _day(link.enquiry.opened_at),
            "s42_after_on": _day(min(after, default=None)),
            "followed_to": date.fromordinal(_day(concern.decided_at).toordinal() + 183)
            if concern.outcome == "no_further_action"
            else None,
            "earlier_concern_on": _day(max(before, default=None)),
            "days_to_decision": concern.decided_at
            and WorkingDays().between(_day(concern.received_at), _day(concern.decided_at)),
            "age": concern.person
            and _age(concern.person.date_of_birth, concern.person.died_on, _day(concern.raised_at)),
            "under_18": _under_18(concern),
            "gender": concern.person and concern.person.gender,
        }
        assert {name: row[name] for name in expected} == expected, concern.reference


def _under_18(concern: Concern) -> bool | None:
    born = concern.person and concern.person.date_of_birth
    return born and born.replace(year=born.year + 18, day=min(born.day, 28)) > _day(concern.raised_at)


def _told_itself(concern: Concern) -> bool | None:
    if not concern.service_id:
        return None
    if concern.agency_id:
        return concern.agency_id == concern.service_id
    outsiders = {"adult", "family", "gp", "ambulance", "police", "fire", "regulator"}
    return False if concern.referrer_role in outsiders else None


def test_allegations_say_who_the_adult_is(built):
    found = {row["allegation_key"]: row for row in rows("allegation")}
    standing = Allegation.objects.filter(withdrawn_words="").select_related("enquiry__person")
    assert len(found) == len(standing) > 10
    for each in standing:
        enquiry, person = each.enquiry, each.enquiry.person
        expected = {
            "age_at_end": enquiry.closed_at
            and _age(person.date_of_birth, person.died_on, _day(enquiry.closed_at)),
            "gender": person.gender,
            "ethnic_group": person.ethnic_group,
            "support_reason": person.support_reason,
            "funding": person.funding,
            "eligibility": person.eligibility,
            "motive": each.motive,
            "police": each.police or None,
            "offence": each.offence or None,
            "charged_on": each.charged_on,
        }
        row = found[key_of(each.pk)]
        assert {name: row[name] for name in expected} == expected


def test_types_of_a_concern_are_counted_once_each(built):
    expected = {(key_of(c.pk), word) for c in Concern.objects.all() for word in c.types}
    found = [(row["concern_key"], row["type"]) for row in rows("concern_type")]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_enquiries_are_what_an_independent_reading_finds(built):
    found = {row["enquiry_key"]: row for row in rows("enquiry")}
    enquiries = list(Enquiry.objects.select_related("person"))
    assert len(found) == len(enquiries) > 5
    for enquiry in enquiries:
        row = found[key_of(enquiry.pk)]
        before = max(
            (
                o
                for o in enquiries
                if o.person_id == enquiry.person_id and o.kind == "s42" and o.opened_at < enquiry.opened_at
            ),
            key=lambda other: other.opened_at,
            default=None,
        )
        pairs = [
            {(a.type, a.source_relationship) for a in each.allegations.filter(withdrawn_words="")}
            for each in (enquiry, before)
            if each
        ]
        again = None
        if before:
            types, sources = ({pair[n] for pair in pairs[0]} & {pair[n] for pair in pairs[1]} for n in (0, 1))
            again = bool(types or sources - {"not_known", "stranger"})
        judged = {w.achieved for w in enquiry.wanted_outcomes.filter(ended_at__isnull=True) if w.achieved}
        achieved = None
        if judged and enquiry.asked == "expressed":
            achieved = judged.pop() if len(judged) == 1 else "partly"
        links = [link.concern for link in enquiry.concern_links.select_related("concern__service")]
        first = min(links, key=lambda concern: concern.raised_at)
        expected = {
            "person_key": key_of(enquiry.person_id),
            "kind": enquiry.kind,
            "started_on": _day(enquiry.opened_at),
            "ended_on": _day(enquiry.closed_at),
            "ended_in_time": enquiry.closed_at and enquiry.closed_at <= enquiry.due_at,
            "days_open": enquiry.closed_at and (_day(enquiry.closed_at) - _day(enquiry.opened_at)).days,
            "planned_on": _day(enquiry.planned_at),
            "planned_in_time": enquiry.planned_at and enquiry.planned_at <= enquiry.planning_due_at,
            "supported_by": enquiry.supported_by or None,
            "achieved": achieved,
            "safer": enquiry.safer or None,
            "life": enquiry.life or None,
            "carer": enquiry.carer_said or None,
            "raised_by": first.referrer_role,
            "lead": enquiry.lead_agency.kind,
            "funding": enquiry.person.funding,
            "domestic": enquiry.allegations.filter(withdrawn_words="", type="domestic").exists(),
            "because_of_who": _because_of_who(enquiry),
            "advocate": enquiry.supported_by == "advocate"
            or enquiry.actions.filter(kind="advocate").exists(),
            "earlier_enquiry_on": before and _day(before.opened_at),
            "same_type_or_source_again": again,
            "first_concern_on": _day(first.raised_at),
            "service": first.service and first.service.name,
            "age_at_start": _age(
                enquiry.person.date_of_birth, enquiry.person.died_on, _day(enquiry.opened_at)
            ),
            "age_at_end": enquiry.closed_at
            and _age(enquiry.person.date_of_birth, enquiry.person.died_on, _day(enquiry.closed_at)),
        }
        assert {name: row[name] for name in expected} == expected, enquiry.reference


def _because_of_who(enquiry: Enquiry) -> bool | None:
    found = {each.motive for each in enquiry.allegations.filter(withdrawn_words="")}
    return True if found - {"no", "not_asked", "not_known"} else None if found - {"no"} else False


def test_feedback_is_what_an_independent_reading_finds(built):
    found = {row["duty_key"]: row for row in rows("feedback")}
    duties = list(FeedbackDuty.objects.all())
    assert len(found) == len(duties) > 20
    for duty in duties:
        row = found[key_of(duty.pk)]
        met = duty.state == "met"
        expected = {
            "about": duty.about_kind,
            f"{duty.about_kind}_key": key_of(duty.about_id),
            "audience": duty.audience,
            "opened_on": _day(duty.opened_at),
            "met_on": _day(duty.met_at),
            "in_time": duty.met_at <= duty.due_at if met else None,
            "days_to_answer": WorkingDays().between(_day(duty.opened_at), _day(duty.met_at)) if met else None,
            "not_possible": duty.not_possible or None,
        }
        assert {name: row[name] for name in expected} == expected, duty.about_reference


# Columns of text that facts may hold: words of the house, a team, and organisations' names.
_MAY_BE_TOLD = {"Concern.team", "Enquiry.team", "Agency.name"}
_ROOMS = {"people", "letters", "concerns", "enquiries"}


def _free_text() -> list[tuple[type[models.Model], str]]:
    """Every column in which people write, of every table of the rooms, and names of accounts."""
    from django.apps import apps

    found = [(User, "name")]
    for model in apps.get_models():
        if model._meta.app_label in _ROOMS:
            found += [
                (model, field.name)
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField) and not field.choices
            ]
    return [each for each in found if f"{each[0].__name__}.{each[1]}" not in _MAY_BE_TOLD]


def test_nothing_that_people_wrote_and_no_number_or_day_of_birth_is_ever_in_a_fact(built):
    """Every free text of every row becomes a canary; none of them, and no reference, number, id or birthday, comes out."""
    birthday = date(1931, 2, 3)
    marked = 0
    for model, name in _free_text():
        field = model._meta.get_field(name)
        if field.unique or name in ("status", "clock", "what", "about_kind", "types"):
            continue
        for number, row in enumerate(model.objects.exclude(**{name: ""})):
            length = field.max_length or 100
            setattr(row, name, f"CANARY{number}"[:length] if length > 8 else "CANARY"[:length])
            row.save(update_fields=[name])
            marked += 1
    assert marked > 500
    Person.objects.update(date_of_birth=birthday)
    Concern.objects.update(adult_date_of_birth=birthday)
    texts: set[str] = set()
    days: set[date] = set()
    numbers: set[int] = set()
    for table in TABLES:
        for row in rows(table):
            texts |= {v for v in row.values() if isinstance(v, str)}
            days |= {v for v in row.values() if isinstance(v, date)}
            numbers |= {v for v in row.values() if isinstance(v, int)}
    told = {
        word
        for table in fact_tables().values()
        for c in table.columns
        if c.words
        for word in c.words.values()
    }
    plain = {"s42", "other", "concern", "enquiry", "Front door", "North", "South"}
    from goldenthread.access.models import Agency

    assert texts <= told | plain | set(Agency.objects.values_list("name", flat=True))
    assert birthday not in days
    ids = {model.objects.values_list("pk", flat=True)[0] for model in (Person, Concern, Enquiry)}
    assert not numbers & {part for id in ids for part in (id.int, id.int >> 64, id.int & (2**64 - 1))}


def test_keys_are_this_installations_and_nobody_elses(built, settings):
    here = {row["concern_key"] for row in rows("concern")}
    settings.SECRET_KEY = "another-" + settings.SECRET_KEY
    there = {row["concern_key"] for row in rows("concern")}
    assert len(here) == len(there)
    assert not here & there


@pytest.mark.parametrize("published", PUBLISHED, ids=TABLES)
def test_who_may_not_see_figures_gets_no_facts(db, published):
    partner = access.viewer(role=Role.PARTNER)
    with pytest.raises(Refused):
        list(published.rows(partner, None, None))
    with pytest.raises(Refused):
        list(published.watch(partner))


@pytest.mark.parametrize("published", PUBLISHED, ids=TABLES)
def test_a_month_is_the_rows_of_its_days_and_one_question(built, published, django_assert_num_queries):
    where = [c.name for c in published.table.columns].index(published.table.month_of)
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    everything = [row for batch in published.rows(operator(), None, None) for row in zip(*batch, strict=True)]
    with django_assert_num_queries(1) as asked:
        assert isinstance(asked, CaptureQueriesContext)
        found = [row for batch in published.rows(operator(), first, last) for row in zip(*batch, strict=True)]
    assert found == [row for row in everything if first <= row[where] <= last]


@pytest.mark.requirement("R235")
@pytest.mark.usefixtures("counted_now")
def test_no_further_action_is_shown_by_reason_and_a_fair_sample_is_opened_to_read(
    built, client_of, monkeypatch
):
    # The town is small: so is the sample.
    monkeypatch.setattr("goldenthread.insight.queries.cases.SAMPLE", 3)
    monkeypatch.setattr("goldenthread.web.figures.cases.SAMPLE", 3)
    reader = client_of(access.viewer(role=Role.MANAGER))
    with moment.at(NOW):
        share = reader.get("/figures/over-time/A7?period=2026-27").content.decode()
        assert re.search(r"concerns decided, \d+ ended with no further action: that is \d+ in 100", share)
        reasons = reader.get(
            "/figures/over-time/A7-reasons?period=2026-27&by=no_action_reason"
        ).content.decode()
        lists = re.findall(r'href="([^"]*A7-reasons/cases[^"]*group=[^"]*)"', reasons)
        assert lists, "each reason leads to its cases"
        # Did the first response work? What followed a decision of no further action.
        after = reader.get("/figures/over-time/C4?period=2026-27").content.decode()
        assert "a section 42 enquiry about the same adult began within six months" in after
        every = reader.get("/figures/over-time/A7/cases?part=numerator&period=2026-27").content.decode()
        sample = re.search(r'href="([^"]*sample=1[^"]*)"', every)
        assert sample
        drawn = reader.get(sample[1].replace("&amp;", "&")).content.decode()
        opened = re.findall(r'href="(/concerns/[0-9a-f-]{36})"', drawn)
        assert len(opened) == 3
        assert set(opened) < set(re.findall(r'href="(/concerns/[0-9a-f-]{36})"', every))
        assert reader.get(opened[0]).status_code == 200
        assert "No further action" in reader.get(opened[0]).content.decode()
