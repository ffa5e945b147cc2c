"""What came of it, as boards, councillors and data officers read it: from made-up facts, so many that small numbers hide nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.access.vocabulary import Role
from tests.web.figures.test_over_time import cube_of, words

pytestmark = pytest.mark.django_db
AS_AT = date(2026, 6, 15)


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


@pytest.mark.requirement("R088")
def test_each_characteristic_that_is_held_of_people_is_analysed(tmp_path, settings, cast, client_of):
    fared = ended(
        60, achieved="fully", ethnic_group="A", gender="female", age_at_end=80,
        support_reason="physical",
    )  # fmt: skip
    others = ended(
        40, achieved="not", ethnic_group="H", gender="male", age_at_end=40,
        support_reason="learning",
    )  # fmt: skip
    cube_of(tmp_path, settings, many(enquiry=[*fared, *others]), AS_AT)
    told = words(client_of(cast[Role.DATA_OFFICER]).get("/figures/equality?period=2025-26"))
    wanted = told[told.index("Of 100 enquiries where the adult said what they want") :]
    for better, worse in (
        ("75 to 84", "18 to 64"),
        ("Female", "Male"),
        ("White", "Asian / Asian British"),
        ("Physical support", "Learning disability support"),
    ):
        assert f" {better} 60 60 100 94 and 100 Higher than the others." in wanted, better
        assert f" {worse} 0 40 0 0 and 9 Lower than the others." in wanted, worse
