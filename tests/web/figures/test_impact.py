"""What came of it, for lives, carers and justice: asked on pages, counted, and shown to those who answer for it.

One small town is worked by its pages alone and counted as the clockwork counts; what small numbers would hide is shown from made-up facts.
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
from tests.web.figures.test_over_time import cube_of, words

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
    _ended(staff, neglected, "older_age", life="worse", carer="not_asked", carer_words="")
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


def _ended(staff, enquiry_id, motive, **answers) -> None:
    """Everything the closing list asks, with why it was done and the end typed into their forms; then closed."""
    make.ready_to_close(staff, enquiry_id)
    officer, base = signed_in(staff.officer), f"/enquiries/{enquiry_id}"
    for row in make.page(staff, enquiry_id).standing_allegations:
        found = {
            "version": row.version, "place": "own_home", "source_relationship": "relative", "motive": motive,
            "finding": "substantiated", "finding_words": "Seen.", "risk_outcome": "identified_action",
            "risk_result": "reduced", "risk_words": "Weighed.",
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


def many(**rows: list[dict]):
    """Made-up facts of the year 2025-26, so many that nothing is hidden."""
    return lambda: rows


def ended(number: int, **told) -> list[dict]:
    """So many enquiries that ended in January 2026."""
    on = date(2026, 1, 12)
    return [
        {"started_on": on, "ended_on": on, "kind": "s42", "asked": "expressed", "lead": "council", **told}
    ] * number


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


@pytest.mark.requirement("R066")
def test_the_board_reads_of_lives_before_it_reads_of_work(tmp_path, settings, cast, client_of):
    cube_of(
        tmp_path,
        settings,
        many(enquiry=[*ended(60, life="better"), *ended(20, life="worse"), *ended(20)]),
        AS_AT,
    )
    for role, audience in ((Role.BOARD_MEMBER, "board"), (Role.SCRUTINY, "scrutiny")):
        told = words(client_of(cast[role]).get(f"/figures/for/{audience}?period=2025-26"))
        life = "Of 80 enquiries where the person said what changed, in 60 their life is better: that is 75 in 100."
        assert told.index(life) < told.index("How much, and how fast?")
    assert "in 20 their life is worse" in words(
        client_of(cast[Role.BOARD_MEMBER]).get("/figures/for/board?period=2025-26")
    )


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


@pytest.mark.requirement("R026")
def test_the_board_has_a_page_of_carers_apart(tmp_path, settings, cast, client_of):
    facts = [
        *ended(30, carer="yes"),
        *ended(12, carer="no"),
        *ended(8, carer="not_asked"),
        *ended(50, carer="no_carer"),
    ]
    cube_of(tmp_path, settings, many(enquiry=facts), AS_AT)
    told = words(client_of(cast[Role.BOARD_MEMBER]).get("/figures/for/carers?period=2025-26"))
    assert (
        "Figures of carers&#39; services are kept elsewhere" in told
        or "Figures of carers' services are kept" in told
    )
    assert "in 30 the carer felt listened to and supported: that is 71 in 100" in told
    assert "in 42 the carer was asked how they found it: that is 84 in 100" in told


@pytest.mark.requirement("R084")
def test_prosecutions_are_tracked_and_those_of_neglect_apart(town):
    told = figure(town, "F7", by="offence")
    assert "There were 2 prosecutions." in told
    assert "Ill-treatment or wilful neglect of somebody who lacks capacity 1" in told
    assert (
        "Of 2 prosecutions, 1 were for ill-treatment or wilful neglect of somebody who lacks capacity"
        in figure(town, "F7-neglect")
    )
    assert "in 2 somebody was charged" in figure(town, "F7-charged")


@pytest.mark.requirement("R084", "R232")
def test_board_and_councillors_read_of_hate_and_of_justice(tmp_path, settings, cast, client_of):
    on = date(2026, 1, 12)

    def alleged(number: int, first: int, **told) -> list[dict]:
        one = {
            "started_on": on,
            "ended_on": on,
            "type": "physical",
            "place": "own_home",
            "source": "friend",
            **told,
        }
        return [{"enquiry_key": first + at, **one} for at in range(number)]

    facts = [
        *alleged(
            9,
            100,
            motive="disability",
            support_reason="learning",
            police="charged",
            offence="violence",
            charged_on=on,
        ),
        *alleged(
            8,
            200,
            motive="older_age",
            support_reason="memory",
            police="convicted",
            offence="mca_s44",
            charged_on=on,
        ),
        *alleged(20, 300, motive="no", support_reason="learning", police="no_charge", offence="violence"),
    ]
    both = [*ended(10, because_of_who=True, domestic=True), *ended(7, because_of_who=True)]
    cube_of(tmp_path, settings, many(allegation=facts, enquiry=both), AS_AT)
    for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.MANAGER):
        told = words(client_of(cast[role]).get("/figures/for/community?period=2025-26"))
        assert "There were 17 prosecutions." in told
        assert (
            "Of 17 prosecutions, 8 were for ill-treatment or wilful neglect of somebody who lacks capacity (section 44)"
            in told
        )
        assert (
            "Of 37 allegations that the police ended, in 17 somebody was charged: that is 46 in 100." in told
        )
        assert "There were 17 enquiries about hate crime or discrimination." in told
        assert (
            "Of 29 enquiries about adults with a learning disability in which it is known, 9 were about hate crime"
            in told
        )
        assert "Of 37 enquiries in which it is known, 8 were about worse treatment for older age" in told
        assert "Of 17 enquiries about hate crime or discrimination, 10 were also about domestic abuse" in told


@pytest.mark.requirement("R232")
def test_hate_discrimination_and_domestic_abuse_are_recorded_and_counted_together(town):
    shown = words(signed_in(town.staff.officer).get(f"/enquiries/{town.enquiries[0]}/allegations"))
    assert "Because of who they are? Yes: disability, learning disability or autism." in shown
    told = figure(town, "I4", by="motive")
    assert "There were 2 enquiries about hate crime or discrimination." in told
    assert "Yes: older age 1" in told
    assert (
        "Of 1 enquiry about an adult with a learning disability in which it is known, 1 were about hate crime"
        in figure(town, "I4-learning")
    )
    assert "Of 2 enquiries in which it is known, 1 were about worse treatment for older age" in figure(
        town, "I4-older"
    )
    assert "1 were also about domestic abuse" in figure(town, "I4-domestic")


@pytest.mark.requirement("R076")
def test_council_and_partners_are_asked_the_same_and_their_outcomes_stand_together(town, cast, client_of):
    report = make.page(town.staff, town.enquiries[1]).caused[0]
    assert "Life of the adult, as they see it Better" in words(
        signed_in(town.staff.manager).get(f"/enquiries/{town.enquiries[1]}/reports/{report.id}")
    )
    told = words(signed_in(town.staff.manager).get(f"/figures/together{THIS_YEAR}"))
    assert "Of 1 report that says what changed, 1 say the person&#39;s life is better" in told.replace(
        "'", "&#39;"
    )
    assert "Care provider 1 1 100" in told
    # What came of what each raised: of the police's enquiry a better life, of the family's a worse one.
    assert "Police 1 1 100" in told
    assert "Family, friend or neighbour 0 1 0" in told


@pytest.mark.requirement("R076")
def test_the_board_reads_outcomes_of_partners_with_small_numbers_hidden(tmp_path, settings, cast, client_of):
    on = date(2026, 1, 12)
    asked = {"asked_on": on, "due_on": on, "received_on": on, "state": "accepted"}
    reports = [
        *([{**asked, "agency_kind": "nhs", "life": "better"}] * 20),
        *([{**asked, "agency_kind": "nhs", "life": "same"}] * 10),
        *([{**asked, "agency_kind": "police", "life": "not_asked"}] * 12),
        *([{**asked, "agency_kind": "housing", "life": "better"}] * 2),
    ]
    raised = [
        *ended(10, raised_by="police", life="better"),
        *ended(30, raised_by="police", life="worse"),
        *ended(30, raised_by="hospital", life="better"),
        *ended(10, raised_by="hospital", life="same"),
    ]
    cube_of(tmp_path, settings, many(caused_report=reports, enquiry=raised), AS_AT)
    board = client_of(cast[Role.BOARD_MEMBER])
    told = words(board.get("/figures/for/partners?period=2025-26"))
    assert "Of 32 reports that say what changed, 22 say the person" in told
    assert (
        "Of 44 reports received, in 32 the agency asked what changed for the person: that is 73 in 100."
        in told
    )
    together = words(board.get("/figures/together?period=2025-26"))
    assert "Less often than for all others, by more than chance: Police (25 in 100)." in together
    assert "More often than for all others, by more than chance: Hospital (75 in 100)." in together
    assert "Housing [c] [c] [c]" in together


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


@pytest.mark.requirement("R081")
def test_a_group_that_fares_worse_is_named_in_plain_words_with_its_interval(
    tmp_path, settings, cast, client_of
):
    facts = [
        *ended(
            90,
            achieved="fully",
            funding="council",
            eligibility="eligible",
            support_reason="physical",
            age_at_end=80,
        ),
        *ended(
            10,
            achieved="not",
            funding="council",
            eligibility="eligible",
            support_reason="mental_health",
            age_at_end=40,
        ),
        *ended(
            30,
            achieved="fully",
            funding="self",
            eligibility="not_eligible",
            support_reason="mental_health",
            age_at_end=40,
        ),
        *ended(
            20,
            achieved="not",
            funding="self",
            eligibility="not_eligible",
            support_reason="learning",
            age_at_end=80,
        ),
        *ended(1, achieved="fully", funding="nhs", support_reason="sensory", age_at_end=70),
        *ended(1, achieved="not", funding="nhs", support_reason="sensory", age_at_end=70),
    ]
    cube_of(tmp_path, settings, many(enquiry=facts), AS_AT)
    told = words(client_of(cast[Role.DATA_OFFICER]).get("/figures/equality?period=2025-26"))
    assert (
        "Less often than for all others, by more than chance: The person pays for all of it (60 in 100)"
        in told
    )
    assert "The person pays for all of it 30 50 60 46 and 72 Lower than the others." in told
    assert "Not eligible 30 50 60 46 and 72 Lower than the others." in told
    for split in (
        "By age",
        "By main reason for support",
        "By who pays for care",
        "By eligible for care and support",
    ):
        assert split in told, split
    outside = words(client_of(cast[Role.BOARD_MEMBER]).get("/figures/equality?period=2025-26"))
    assert "The NHS [c] [c] [c]" in outside, "two people would be known"


@pytest.mark.requirement("R082")
def test_who_tells_and_about_whom_is_set_beside_who_lives_here(tmp_path, settings, cast, client_of):
    on = date(2026, 1, 12)

    def concerns(number: int, **told) -> list[dict]:
        return [{"raised_on": on, "received_on": on, "place": "own_home", "channel": "web", **told}] * number

    facts = [
        *concerns(150, referrer_role="police", ethnic_group="A", gender="female", age=88),
        *concerns(40, referrer_role="family", ethnic_group="A", gender="male", age=70),
        *concerns(6, referrer_role="care_home", ethnic_group="H", gender="male", age=30),
        *concerns(10, referrer_role="adult", ethnic_group="N", gender="female", age=97),
        *concerns(9, referrer_role="not_known", ethnic_group="99", gender="not_known"),
    ]
    cube_of(tmp_path, settings, many(concern=facts), AS_AT)
    for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.MANAGER):
        told = words(client_of(cast[role]).get("/figures/sources?period=2025-26"))
        # 6 of 206 whose group is known; 1,450 of 15,200 adults of the population file.
        assert "Asian / Asian British 6 3 1 and 6 10 Fewer" in told
        assert (
            "Fewer concerns than their part of the adults who live here, by more than chance: Asian / Asian British"
            in told
        )
        assert "85 and over 160 " in told
        assert "Police 150 73 66 and 78" in told
        assert "Family, friend or neighbour 40" in told
        assert (
            "Of 206 concerns whose reporter is known, 50 were raised by the adult, family or neighbours"
            in told
        )
        assert "White 40 190 21" in told
    assert "Who tells us" in words(client_of(cast[Role.BOARD_MEMBER]).get("/figures/"))


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


def test_where_it_is_hidden_how_many_are_not_known_no_share_is_shown(tmp_path, settings, cast, client_of):
    on = date(2026, 1, 12)
    one = {
        "raised_on": on,
        "received_on": on,
        "place": "own_home",
        "channel": "web",
        "referrer_role": "police",
    }
    genders = {"female": 150, "male": 40, "not_known": 2}
    facts = [one | {"gender": gender} for gender, number in genders.items() for _ in range(number)]
    cube_of(tmp_path, settings, many(concern=facts), AS_AT)
    address = "/figures/sources?period=2025-26"
    assert "Female 150 79" in words(client_of(cast[Role.MANAGER]).get(address))
    told = words(client_of(cast[Role.BOARD_MEMBER]).get(address))
    assert "Female 150" in told
    assert "Female 150 7" not in told, "of how many, nobody can say"
