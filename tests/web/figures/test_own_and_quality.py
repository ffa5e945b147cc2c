"""A worker's own measures, the quality of records by team and worker, and questions nobody answers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from goldenthread.access.fact_rows import key_of
from goldenthread.access.models import User
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.ground import moment
from goldenthread.insight.language.periods import month_of
from goldenthread.insight.models import FollowRow
from tests.factories import access
from tests.factories import concerns as made
from tests.web.figures.test_over_time import AS_AT, cube_of, enquiries, words
from tests.web.framework.test_supplied import csv_of

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
OWN, QUALITY = "/figures/own/", "/figures/quality/"


@pytest.fixture
def teams(cast, tmp_path, settings):
    """A worker of the north with 3 of 4 records complete in a quarter, and another of the south with none of 5."""
    mine = access.viewer(role=Role.SOCIAL_WORKER, team="North", name="Nell North")
    theirs = access.viewer(role=Role.SOCIAL_WORKER, team="South", name="Saul South")
    # Enough of them that a team is no single worker.
    access.workers("North", "South", number=2)
    cube_of(tmp_path, settings, work_of(mine, theirs), AS_AT)
    return mine, theirs


def work_of(mine, theirs):
    """What the two did in February 2026."""
    whole = {
        "gender": "female",
        "support_reason": "physical",
        "ethnic_group": "A",
        "age_at_end": 80,
        "lacked_capacity": "no",
        "asked": "expressed",
        "ended_in_time": False,
    }

    def told():
        rows = []
        for worker, team, complete, every in ((mine, "North", 3, 4), (theirs, "South", 0, 5)):
            for number in range(every):
                day = date(2026, 2, 10)
                rows.append(
                    {
                        **enquiries()[0],
                        **whole,
                        "started_on": day,
                        "ended_on": day,
                        "team": team,
                        "officer_key": key_of(worker.user_id),
                        "gender": "female" if number < complete else "not_known",
                        "late_reason": ClockReason.COMPLEX.value if team == "North" else None,
                    }
                )
        # One of the south's was begun and has not ended.
        return [*rows, {**rows[-1], "ended_on": None, "late_reason": None}]

    return told


@pytest.mark.requirement("R201")
def test_a_worker_sees_their_own_figures_and_their_teams_and_chooses_what_to_follow(teams, client_of):
    mine, theirs = teams
    with moment.at(JUNE):
        client = client_of(mine)
        told = words(client.get(f"{OWN}?period=2025-26"))
        assert "Your work: of 4 enquiries that ended, 3 have a complete record" in told
        assert "You 3 4 75 Team North 3 4 75 The council 3 9 33" in told
        assert "Saul" not in told
        form = client.get(f"{OWN}follow")
        assert form.status_code == 200
        assert client.post(f"{OWN}follow", {"version": 0, "figures": ["D1"]}).status_code == 302
        assert client.post(f"{OWN}follow", {"version": 0, "figures": ["D3"]}).status_code == 409, "stale"
        assert client.post(f"{OWN}team/follow", {"version": 0, "figures": ["D3"]}).status_code == 302
        assert client.post(f"{OWN}follow", {"version": 1, "figures": ["A11"]}).status_code == 422
        told = words(client.get(f"{OWN}?period=2025-26"))
        assert "Asked what they want" in told
        assert "Got what they wanted" in told
        assert "Complete records" not in told
        assert "Complete records" in words(client_of(theirs).get(f"{OWN}?period=2025-26")), (
            "another team's choice"
        )
        colleague = access.viewer(role=Role.SOCIAL_WORKER, team="North")
        assert f"Chosen last by {mine.name}" in words(client_of(colleague).get(f"{OWN}team/follow"))
    assert FollowRow.objects.count() == 2


@pytest.mark.requirement("R202")
def test_quality_by_worker_is_the_workers_first_and_nobodys_who_does_not_lead_them(teams, cast, client_of):
    mine, _ = teams
    with moment.at(JUNE):
        worker = words(client_of(mine).get(f"{QUALITY}?period=2025-26"))
        assert "Complete records" in worker
        assert "at least 95" in worker
        assert "Nell North, North (you)" in worker
        assert "Saul South" not in worker
        assert "Measure The whole council North Target" in worker
        assert "Complete records 33 in 100 (3 of 9) 75 in 100 (3 of 4)" in worker
        manager = words(client_of(cast[Role.MANAGER]).get(f"{QUALITY}?period=2025-26"))
        assert "Measure The whole council North South Target" in manager
        assert "Complete records 33 in 100 (3 of 9) 75 in 100 (3 of 4) 0 in 100 (0 of 5)" in manager
        assert "By worker, Quarter 4 of 2025-26" in manager
        assert "Saul South, South 0 of 5" in manager
        assert f"{ClockReason.COMPLEX.label} 0 4" in manager
        assert "No reason on record 0 5" in manager
        officer = words(client_of(cast[Role.DATA_OFFICER]).get(f"{QUALITY}?period=2025-26"))
        assert "0 in 100 (0 of 5)" in officer
        assert "Saul South" not in officer
        for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.COMMISSIONER, Role.PARTNER):
            assert client_of(cast[role]).get(QUALITY).status_code == 403
            assert client_of(cast[role]).get(OWN).status_code == 403


OF_TEAMS = (
    f"{QUALITY}?period=2025-26",
    "/figures/over-time/G10?period=2025-26&by=team",
    "/figures/over-time/G10.csv?period=2025-26",
    "/figures/for/team?period=2025-26&group=South",
    "/figures/for/service?period=2025-26",
    "/figures/making-personal?period=2025-26",
)


@pytest.mark.requirement("R202")
def test_a_team_of_one_worker_is_told_to_its_worker_alone_and_cannot_be_worked_out(teams, cast, client_of):
    mine, theirs = teams
    with moment.at(JUNE):
        for page in OF_TEAMS:
            assert "South" in client_of(cast[Role.DATA_OFFICER]).get(page).content.decode(), page
        # Two of the south leave: what is told of it is one worker's. North's would be told by the whole without it.
        User.objects.filter(team="South").exclude(pk=theirs.user_id).update(is_active=False)
        for role in (Role.DATA_OFFICER, Role.BOARD_MANAGER, Role.COMMISSIONER, Role.MANAGER):
            for page in OF_TEAMS:
                told = client_of(cast[role]).get(page).content.decode()
                # A manager's table by worker is of a quarter that OWN-01 lets them see.
                told = told.partition('id="teams"')[2] or told
                assert "South" not in told.replace("group=South", ""), (role, page)
                assert "North" not in told, (role, page)
        officer = words(client_of(cast[Role.DATA_OFFICER]).get(OF_TEAMS[0]))
        assert "Not shown: 2 teams. A team of fewer than three workers is its workers" in officer
        manager = client_of(cast[Role.MANAGER])
        cases = "/figures/over-time/G10/cases?period=2025-26&by=team&group={}"
        assert "South" not in words(manager.get(cases.format("South"))).split("The cases")[0]
        assert "Measure The whole council South Target" in words(client_of(theirs).get(OF_TEAMS[0]))
        assert "You 0 5 0 Team South 0 5 0" in words(client_of(theirs).get(f"{OWN}?period=2025-26"))
        # North is three: its workers see it, and it tells them what the one of the south did only beside the whole.
        assert "North" in words(client_of(mine).get(OF_TEAMS[0]))


@pytest.mark.requirement("R202")
def test_who_leads_a_team_of_one_does_not_see_it_among_their_own_measures(teams, client_of):
    _, theirs = teams
    with moment.at(JUNE):
        leads = client_of(access.viewer(role=Role.MANAGER, team="South"))
        assert "Team South" in words(leads.get(f"{OWN}?period=2025-26"))
        User.objects.filter(team="South", role=Role.SOCIAL_WORKER).exclude(pk=theirs.user_id).update(
            is_active=False
        )
        assert "Team South" not in words(leads.get(f"{OWN}?period=2025-26"))


@pytest.mark.requirement("R202")
def test_for_some_days_a_quarter_by_worker_is_the_workers_alone(teams, cast, client_of, tmp_path, settings):
    mine, theirs = teams
    cube_of(tmp_path, settings, work_of(mine, theirs), date(2026, 4, 10))
    with moment.at(datetime(2026, 4, 10, 12, tzinfo=UTC)):
        own = words(client_of(mine).get(f"{OWN}?period=2025-26%20Q4"))
        assert "You 3 4 75" in own
        manager = words(client_of(cast[Role.MANAGER]).get(f"{QUALITY}?period=2025-26%20Q4"))
        assert "By worker, Quarter 3 of 2025-26" in manager
        workers = manager.split("By worker, Quarter")[1].split("By team")[0]
        assert "Saul South, South –" in workers
        assert " of 5" not in workers


@pytest.mark.requirement("R231")
def test_completion_of_enquiries_levels_of_training_and_how_sure_figures_are(teams, cast, client_of):
    trained = (
        "T1,Sandgate Council,2025-26 Q4,staff,689,755,system,Learning system,",
        "T1,Sandgate Council,2025-26 Q4,members,33,45,by_hand,Register of members,",
        "T1,Sandgate Police,2025-26 Q4,staff,430,541,estimated,A guess of the unit,",
    )
    assert cast[Role.PARTNER]
    with moment.at(JUNE):
        officer = client_of(cast[Role.DATA_OFFICER])
        before = words(officer.get(f"{QUALITY}?period=2025-26"))
        assert "No level of training has been supplied yet." in before
        loaded = officer.post("/figures/framework/load", {"text": csv_of(*trained)})
        assert loaded.status_code == 302
        told = words(officer.get(f"{QUALITY}?period=2025-26"))
        # Completion of what was begun, by team, beside completeness of the records.
        assert (
            "Enquiries that were completed 90 in 100 (9 of 10) 100 in 100 (4 of 4) 83 in 100 (5 of 6) None set"
            in told
        )
        assert "Complete records 33 in 100 (3 of 9)" in told
        # Levels of training, of staff and of members.
        assert (
            "Sandgate Council 91 in 100 (689 of 755), Quarter 4 of 2025-26 – 73 in 100 (33 of 45), Quarter 4 of 2025-26"
            in told
        )
        # How sure it is: two counted in one way and another, one guessed; what is late.
        late = {
            who: [int(re.search(rf"{who} \d+ \d+ \d+ \d+ (\d+)", page)[1]) for page in (before, told)]
            for who in ("Sandgate Council", "Sandgate Police")
        }
        assert "Sandgate Council 1 0 1 0 " in told
        assert "Sandgate Police 0 0 0 1 " in told
        # What has come is late no longer: of the council two figures, of the police one.
        assert all(after > 0 for _, after in late.values())
        assert [was - now for was, now in late.values()] == [2, 1]
        for role in (Role.MANAGER, Role.SOCIAL_WORKER, Role.BOARD_MANAGER):
            assert "73 in 100 (33 of 45)" in words(client_of(cast[role]).get(f"{QUALITY}?period=2025-26"))


def test_questions_that_nobody_answers_are_told_with_their_share(teams, cast, client_of):
    with moment.at(JUNE):
        for number in range(21):
            made.received(crime_reference="CR/1" if number == 0 else "", adult_wishes="")
        told = words(client_of(cast[Role.DATA_OFFICER]).get(f"{QUALITY}questions"))
        assert "Crime reference Report and screening 1 21 5 Seldom answered" in told
        assert "What does the adult want? Report and screening 0 21 0 Nobody answers" in told
        assert "Name of the person who raised it Report and screening 21 21 100 –" in told
        assert "Was the adult asked what they want? Enquiry 0 0 – Too few to say" in told
        assert "Hale" not in told
        linked = client_of(cast[Role.DATA_OFFICER]).get(f"{QUALITY}?period=2025-26").content.decode()
        assert f"{QUALITY}questions" in linked


def reported():
    """Each month one service tells of itself twice, another is reported by others four times and never tells."""
    found = []
    for month in range(month_of(date(2024, 4, 1)), month_of(date(2026, 6, 1))):
        day = date(month // 12, month % 12 + 1, 10)
        for service, itself, times in (("Larkfield House", True, 2), ("Tidewell Care", False, 4)):
            one = {"raised_on": day, "received_on": day, "service": service, "raised_by_service": itself}
            found += [one] * times
    return {"concern": found}


@pytest.mark.requirement("R191")
def test_a_service_that_never_tells_of_itself_is_shown_and_one_nobody_reports(
    cast, client_of, tmp_path, settings
):
    cube_of(tmp_path, settings, reported, AS_AT)
    access.agency(kind=AgencyKind.PROVIDER, name="Quiet Lodge")
    with moment.at(JUNE):
        told = words(client_of(cast[Role.COMMISSIONER]).get("/figures/services?period=2025-26"))
        assert "Tidewell Care 48 0 48 Seldom tells of itself" in told
        assert "Larkfield House 24 24 24 Often tells of itself" in told
        assert "Quiet Lodge 0 0 0 Nobody reports anything" in told
        assert "24 were raised by the service itself" in told
        for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.PROVIDER_MANAGER, Role.SOCIAL_WORKER):
            assert client_of(cast[role]).get("/figures/services").status_code == 403
