"""What came of it, for lives, carers and justice: asked on pages, counted, and shown to those who answer for it.

One small town is worked by its pages alone and counted as the clockwork counts; what boards read of many is in test_impact_shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from goldenthread.access.fact_rows import Placing
from goldenthread.access.viewer import Viewer, operator
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns.vocabulary import AbuseType, ReferrerRole
from goldenthread.enquiries import procedures
from goldenthread.enquiries.models import Allegation
from goldenthread.enquiries.queries.placed import enquiries_placed
from goldenthread.ground import moment
from goldenthread.insight.counting import count_figures
from tests.factories import access
from tests.factories import enquiries as make
from tests.plugins.web import signed_in
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 15, 11, tzinfo=UTC)
AS_AT = date(2026, 6, 15)
THIS_YEAR = "?period=2026-27"


@dataclass
class Town:
    """Who works there, and where what they did was counted."""

    staff: make.Staff
    folder: Path
    enquiries: tuple[UUID, ...]
    provider: Viewer


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory, collected_static):
    """Two adults' enquiries from report to prosecution, and the count of them."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("impact")
    with django_db_blocker.unblock(), transaction.atomic(), moment.at(NOW):
        town = _played(folder)
        before, settings.DATA_FOLDER = settings.DATA_FOLDER, folder
        count_figures(operator())
        settings.DATA_FOLDER = before
        yield town
        transaction.set_rollback(True)


@pytest.fixture
def town(built, db, settings):
    settings.DATA_FOLDER = built.folder
    with moment.at(NOW):
        yield built


def _played(folder: Path) -> Town:
    staff = make.Staff()
    home = access.agency(kind=AgencyKind.PROVIDER, name="Larch House")
    provider = access.viewer(role=Role.PROVIDER_MANAGER, agency_id=home)
    hated = _enquiry(
        staff, "Ada", date(1986, 5, 3), ReferrerRole.POLICE, (AbuseType.DISCRIMINATORY, AbuseType.DOMESTIC),
        support_reason="learning", funding="self", eligibility="not_eligible",
    )  # fmt: skip
    neglected = _enquiry(
        staff, "Bert", date(1938, 2, 9), ReferrerRole.FAMILY, (AbuseType.NEGLECT,),
        support_reason="mental_health", funding="council", eligibility="eligible",
    )  # fmt: skip
    _reported(staff, neglected, provider, home)
    _ended(staff, hated, "disability", life="better", carer="yes", carer_words="They asked me as well.")
    _ended(
        staff, neglected, "older_age", risk="remained",
        life="worse", safer="no", carer="not_asked", carer_words="",
    )  # fmt: skip
    _prosecuted(staff, hated, "violence")
    _prosecuted(staff, neglected, "mca_s44")
    return Town(staff, folder, (hated, neglected), provider)


def _enquiry(staff, name, born, role, types, **known) -> UUID:
    """An enquiry of an adult whose details a practitioner has written on their page."""
    person_id = make.person(staff, given_name=name, date_of_birth=born)
    answer = signed_in(staff.front_door).post(
        f"/people/{person_id}/change",
        {
            "version": "1", "given_name": name, "family_name": "Marsh", "gender": "female", "ethnic_group": "A",
            "date_of_birth-day": born.day, "date_of_birth-month": born.month, "date_of_birth-year": born.year,
        } | known,
    )  # fmt: skip
    assert answer.status_code == 302, words(answer)
    told = {"adult_given_name": name, "referrer_role": role, "types": types}
    return make.opened(staff, person_id=person_id, told=told)


def _reported(staff, enquiry_id, provider, home) -> None:
    """The home is asked, and answers what changed for the person, not only what it did."""
    procedures.cause_enquiry(
        staff.manager, enquiry_id=enquiry_id, agency_id=home, about_whom="B. M.", question="Who was on shift?",
        terms="The rota.", adult_view="He agrees.",
    )  # fmt: skip
    row = make.page(staff, enquiry_id).caused[0]
    client, address = signed_in(provider), f"/partners/asked/{row.id}"
    silent = client.post(address, {"version": 1, "report": "Two staff were off sick."})
    assert silent.status_code == 422
    assert "Say whether their life is better or worse, or that nobody asked" in words(silent)
    assert (
        client.post(
            address, {"version": 1, "report": "Two staff were off sick.", "life": "better"}
        ).status_code
        == 302
    )
    row = make.page(staff, enquiry_id).caused[0]
    procedures.check_caused_report(
        staff.manager, enquiry_id=enquiry_id, caused_enquiry_id=row.id, version=row.version, accepted=True, words="Good.",
    )  # fmt: skip


def _ended(staff, enquiry_id, motive, risk="reduced", **answers) -> None:
    """Everything the closing list asks, with why it was done and the end typed into their forms; then closed."""
    make.ready_to_close(staff, enquiry_id)
    officer, base = signed_in(staff.officer), f"/enquiries/{enquiry_id}"
    for row in make.page(staff, enquiry_id).standing_allegations:
        found = {
            "version": row.version, "place": "own_home", "source_relationship": "relative", "motive": motive,
            "finding": "substantiated", "finding_words": "Seen.", "risk_outcome": "identified_action",
            "risk_result": risk, "risk_words": "Weighed.",
        }  # fmt: skip
        assert officer.post(f"{base}/allegations/{row.id}", found).status_code == 302
    said = {
        "safer": "yes",
        "safety_met": "yes",
        "wellbeing_met": "yes",
        "words": "I sleep again.",
        "said_by": "adult",
    }
    version = {"version": make.page(staff, enquiry_id).version}
    silent = officer.post(f"{base}/end", version | said)
    assert silent.status_code == 422
    assert "Say whether their life is better or worse, or that nobody asked" in words(silent)
    assert "Say how an unpaid carer found it" in words(silent)
    assert "I sleep again." in silent.content.decode(), "nothing typed is lost"
    assert officer.post(f"{base}/end", version | said | answers).status_code == 302
    make.close(staff, enquiry_id)


def _prosecuted(staff, enquiry_id, offence) -> None:
    """What a court did is known only after the enquiry has ended, and is recorded then."""
    row = make.page(staff, enquiry_id).standing_allegations[0]
    officer, address = signed_in(staff.officer), f"/enquiries/{enquiry_id}/allegations/{row.id}/police"
    told = {
        "version": row.version,
        "result": "charged",
        "offence": offence,
        "words": "Charged at Sandgate court.",
    }
    dayless = officer.post(address, told)
    assert dayless.status_code == 409
    assert "Enter the day somebody was charged." in words(dayless)
    on = NOW.date() - timedelta(days=1)
    told |= {"charged_on-day": on.day, "charged_on-month": on.month, "charged_on-year": on.year}
    assert officer.post(address, told).status_code == 302
    shown = words(officer.get(f"/enquiries/{enquiry_id}/allegations"))
    assert "Somebody is charged: a prosecution has begun" in shown
    assert "Charged at Sandgate court." in shown


def figure(town: Town, key: str, by: str = "") -> str:
    """The page of a figure as a manager reads it."""
    return words(signed_in(town.staff.manager).get(f"/figures/over-time/{key}{THIS_YEAR}&by={by}"))


@pytest.mark.requirement("R066")
def test_what_changed_in_peoples_lives_is_asked_and_reported(town):
    sheet = words(signed_in(town.staff.officer).get(f"/enquiries/{town.enquiries[1]}/closing"))
    assert "Their life Worse" in sheet
    told = figure(town, "D7-life")
    assert (
        "Of 2 enquiries where the person said what changed, in 1 their life is better: that is 50 in 100."
        in told
    )
    assert "in 1 their life is worse" in figure(town, "D7-worse")
    assert "Of 2 enquiries that ended, in 2 the person was asked what changed in their life" in figure(
        town, "D7-asked"
    )


@pytest.mark.requirement("R214")
def test_that_lives_improve_people_feel_safe_and_risks_fell_is_shown_from_what_they_said(town):
    """What was typed at the end of two enquiries, as a manager reads it of all; and who was not asked is told apart."""
    assert "in 1 their life is better: that is 50 in 100" in figure(town, "D7-life")
    assert (
        "Of 2 enquiries where the question was answered, in 1 the person feels safer: that is 50 in 100."
        in figure(town, "D7")
    )
    # Two risks of the one were reduced; that of the other remained.
    assert "Of 3 risks identified, 2 were reduced or removed: that is 67 in 100." in figure(town, "F1")
    together = words(signed_in(town.staff.manager).get(f"/figures/for/service{THIS_YEAR}"))
    for shown in ("in 1 their life is better", "in 1 the person feels safer", "2 were reduced or removed"):
        assert together.index(shown) < together.index("How much, and how fast?")


@pytest.mark.requirement("R026")
def test_what_carers_say_of_safeguarding_is_captured_and_reported_by_itself(town, cast, client_of):
    closing = words(signed_in(town.staff.officer).get(f"/enquiries/{town.enquiries[0]}/closing"))
    assert "How an unpaid carer found it" in closing
    assert "They asked me as well." in closing
    told = figure(town, "D6-carers")
    assert (
        "Of 1 enquiry where an unpaid carer answered, in 1 the carer felt listened to and supported" in told
    )
    assert "Nothing about carers&#39; services" in told or "Nothing about carers' services" in told
    assert "Of 2 enquiries with an unpaid carer, in 1 the carer was asked how they found it" in figure(
        town, "D6-carers_asked"
    )


@pytest.mark.requirement("R084")
def test_prosecutions_are_tracked_and_those_of_neglect_apart(town):
    told = figure(town, "F7", by="offence")
    assert "There were 2 prosecutions." in told
    assert "Ill-treatment or wilful neglect of somebody who lacks capacity 1" in told
    assert (
        "Of 2 prosecutions, 1 was for ill-treatment or wilful neglect of somebody who lacks capacity"
        in figure(town, "F7-neglect")
    )
    assert "in 2 somebody was charged" in figure(town, "F7-charged")


@pytest.mark.requirement("R232")
def test_hate_discrimination_and_domestic_abuse_are_recorded_and_counted_together(town):
    shown = words(signed_in(town.staff.officer).get(f"/enquiries/{town.enquiries[0]}/allegations"))
    assert "Because of who they are? Yes: disability, learning disability or autism." in shown
    told = figure(town, "I4", by="motive")
    assert "There were 2 enquiries about hate crime or discrimination." in told
    assert "Yes: older age 1" in told
    assert (
        "Of 1 enquiry about an adult with a learning disability in which it is known, 1 was about hate crime"
        in figure(town, "I4-learning")
    )
    assert "Of 2 enquiries in which it is known, 1 was about worse treatment for older age" in figure(
        town, "I4-older"
    )
    assert "1 was also about domestic abuse" in figure(town, "I4-domestic")


@pytest.mark.requirement("R076")
def test_council_and_partners_are_asked_the_same_and_their_outcomes_stand_together(town, cast, client_of):
    report = make.page(town.staff, town.enquiries[1]).caused[0]
    assert "Life of the adult, as they see it Better" in words(
        signed_in(town.staff.manager).get(f"/enquiries/{town.enquiries[1]}/reports/{report.id}")
    )
    told = words(signed_in(town.staff.manager).get(f"/figures/together{THIS_YEAR}"))
    assert "Of 1 report that says what changed, 1 says the person&#39;s life is better" in told.replace(
        "'", "&#39;"
    )
    assert "Care provider 1 1 100" in told
    # What came of what each raised: of the police's enquiry a better life, of the family's a worse one.
    assert "Police 1 1 100" in told
    assert "Family, friend or neighbour 0 1 0" in told


@pytest.mark.requirement("R081")
def test_who_pays_and_eligibility_are_recorded_and_outcomes_are_split_by_them(town):
    record = words(
        signed_in(town.staff.front_door).get(f"/people/{make.page(town.staff, town.enquiries[0]).person_id}")
    )
    assert "Who pays for care The person pays for all of it" in record
    assert "Eligible for care and support Not eligible" in record
    told = words(signed_in(town.staff.manager).get(f"/figures/equality{THIS_YEAR}"))
    life = told[told.index("where the person said what changed") :]
    for row in (
        "The person pays for all of it 1 1 100",
        "The council 0 1 0",
        "Not eligible 1 1 100",
        "Eligible 0 1 0",
    ):
        assert row in life, row
    assert "18 to 64 1 1 100" in life
    assert "Learning disability support 1 1 100" in life
    assert "Mental health support 0 1 0" in life


@pytest.mark.requirement("R082")
def test_concerns_that_were_raised_are_counted_by_who_told_and_who_it_is_about(town):
    told = words(signed_in(town.staff.manager).get(f"/figures/sources{THIS_YEAR}"))
    assert "Police 1 50" in told
    assert "Family, friend or neighbour 1 50" in told
    assert "Female 2 100" in told
    # Nobody told us of anybody in this group, which is the very thing to see.
    assert "Mixed / Multiple 0 0" in told


def test_a_charge_on_an_allegation_that_was_taken_off_again_is_no_case_behind_the_figure(town):
    def behind() -> set[UUID]:
        placing = Placing("charged_on", date(2026, 6, 1), date(2026, 6, 30))
        return {each.id for each in enquiries_placed(town.staff.manager, placing, most=10)}

    hated, neglected = town.enquiries
    assert behind() == {hated, neglected}
    # Another allegation of the same enquiry stands, on which nobody was charged.
    Allegation.objects.filter(enquiry_id=hated, charged_on__isnull=False).update(
        withdrawn_words="By mistake."
    )
    assert behind() == {neglected}
