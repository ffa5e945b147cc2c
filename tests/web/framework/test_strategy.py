"""The strategy: each service is measured towards its outcomes, answers where it misses a target, and somebody else looks at the answer."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goldenthread.access.models import User
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.insight.framework.strategy import strategy_on
from goldenthread.insight.models import StrategyStep
from goldenthread.insight.queries.supplied import framework_measures
from tests.factories import access
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import cube_of, words
from tests.web.framework.test_supplied import csv_of

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOME = "/figures/framework/strategy"
STRATEGY = """
title = "Safe and heard"
source = "A test."
begins = 2025-04-01
ends = 2028-03-31
[[outcome]]
key = "heard"
title = "Adults get what they want"
why = "It is theirs."
[[outcome.measure]]
key = "wanted-council"
figure = "D3"
service = "Sandgate Council"
at_least = 90
[[outcome.measure]]
key = "trained-police"
figure = "T2"
service = "Sandgate Police"
at_least = 80
reached_by = 2026-03-31
[[outcome.measure]]
key = "audits-council"
figure = "Q1"
service = "Sandgate Council"
at_least = 75
[[outcome.measure]]
key = "trained-service"
figure = "T1"
part = "staff"
service = "Larch House"
at_least = 90
"""


@pytest.fixture(autouse=True)
def strategy(settings, tmp_path_factory):
    """A council whose strategy this is, in June 2026."""
    folder = tmp_path_factory.mktemp("policy")
    shutil.copytree(settings.POLICY_FOLDER, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "strategy")
    (folder / "strategy").mkdir()
    (folder / "strategy" / "2025.toml").write_text(STRATEGY)
    settings.POLICY_FOLDER = folder
    with moment.at(JUNE):
        yield folder / "strategy"


@pytest.fixture
def supplied(cast, client_of, counted):
    """The police miss their target of training, the council reaches its own of audits; D3 is counted."""
    assert cast[Role.PROVIDER_MANAGER]
    assert cast[Role.PARTNER]
    lines = (
        "T2,Sandgate Police,2025-26 Q3,,8,15,checked,A register,",
        "T2,Sandgate Police,2025-26 Q4,,9,15,checked,A register,",
        "Q1,Sandgate Council,2025-26 Q4,,16,20,checked,Moderated audits,",
        "T1,Larch House,2025-26 Q4,staff,12,30,checked,A register,",
    )
    sent = client_of(cast[Role.DATA_OFFICER]).post("/figures/framework/load", {"text": csv_of(*lines)})
    assert sent.status_code == 302


def answer(client, line, version=0, due=(1, 9, 2026), **typed):
    told = {"explanation": "The trainer left in March.", "action": "A shared course each month."} | typed
    day = dict(zip(("due_on-day", "due_on-month", "due_on-year"), due, strict=True))
    return client.post(f"{HOME}/{line}/answer", {"version": version, **told, **day})


@pytest.mark.requirement("R162")
def test_services_are_held_to_account_by_performance_and_quality_towards_the_outcomes(
    supplied, cast, client_of
):
    police, manager = client_of(cast[Role.PARTNER]), client_of(cast[Role.MANAGER])
    runs = client_of(cast[Role.BOARD_MANAGER])
    told = words(runs.get(HOME))
    assert "Safe and heard" in told
    assert "Adults get what they want" in told
    # Performance counted from records, performance of a partner, quality of the council: 5 of 88 of the quarter got what they wanted.
    assert "Got what they wanted, fully or partly Sandgate Council At least 90" in told
    assert (
        "Sandgate Police Trained in Making Safeguarding Personal Sandgate Police At least 80 by 31 March 2026 60 in 100, Quarter 4 of 2025-26 Missed, no answer"
        in told
    )
    assert (
        "Files audited as good or better Sandgate Council At least 75 80 in 100, Quarter 4 of 2025-26 Reached"
        in told
    )
    # Nobody answers in the place of the service.
    refused = answer(manager, "trained-police")
    assert refused.status_code == 409
    assert "Sandgate Police answers for this measure." in words(refused)
    assert "The trainer left in March." in words(refused), "nothing typed is lost"
    short = answer(police, "trained-police", action="Soon")
    assert "Say what is done about it" in words(short)
    assert answer(police, "trained-police").status_code == 302
    assert answer(police, "trained-police").status_code == 409, "stale"
    assert answer(police, "trained-police", version="").status_code == 409
    # Everybody who answers to the strategy reads what was answered.
    for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.MANAGER):
        page = words(client_of(cast[role]).get(f"{HOME}/trained-police"))
        assert "The trainer left in March." in page
        assert "A shared course each month. By 1 September 2026." in page
        assert "Missed, answered" in page
    # Somebody else looks at it, and asks again; then the new answer is accepted.
    look = {"deed": "asked_again", "words": "Who pays for it?", "version": 1}
    assert runs.post(f"{HOME}/trained-police/look", look).status_code == 302
    assert "Missed, asked again" in words(police.get(f"{HOME}/trained-police"))
    assert (
        answer(police, "trained-police", version=2, action="The police pay for twelve places.").status_code
        == 302
    )
    accept = {"deed": "accepted", "words": "", "version": 3}
    assert runs.post(f"{HOME}/trained-police/look", accept).status_code == 302
    assert [row.deed for row in StrategyStep.objects.order_by("number")] == [
        "answered",
        "asked_again",
        "answered",
        "accepted",
    ]
    # The council answers for what was counted of it.
    assert "Missed, no answer" in words(manager.get(f"{HOME}/wanted-council"))
    assert answer(manager, "wanted-council").status_code == 302
    with moment.at(datetime(2026, 9, 20, 12, tzinfo=UTC)):
        assert "Missed, action late" in words(client_of(cast[Role.PARTNER]).get(f"{HOME}/trained-police"))


def test_who_gave_an_answer_does_not_accept_it(supplied, cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    assert answer(officer, "wanted-council").status_code == 302
    assert "Look at the answer" not in words(officer.get(f"{HOME}/wanted-council"))
    refused = officer.post(f"{HOME}/wanted-council/look", {"deed": "accepted", "words": "", "version": 1})
    assert "You gave this answer yourself." in words(refused)
    reached = answer(officer, "audits-council")
    assert "has not missed its target" in words(reached)


def test_what_a_care_service_is_held_to_is_between_it_and_the_council(supplied, cast, client_of):
    service, other = client_of(cast[Role.PROVIDER_MANAGER]), client_of(cast.other(Role.PROVIDER_MANAGER))
    mine = words(service.get(HOME))
    assert "Larch House" in mine
    assert "40 in 100" in mine
    assert "Sandgate Police" not in mine
    assert answer(service, "trained-service").status_code == 302
    assert "The trainer left" in words(client_of(cast[Role.COMMISSIONER]).get(f"{HOME}/trained-service"))
    board = client_of(cast[Role.BOARD_MEMBER])
    for client in (other, client_of(cast[Role.PARTNER]), board):
        assert "Larch House" not in words(client.get(HOME))
        for page in (f"{HOME}/trained-service", f"{HOME}/trained-service/answer"):
            told = words(client.get(page)) if client is not board or "answer" not in page else ""
            assert "40 in 100" not in told
            assert "The trainer left" not in told
    assert "This measure is not about your service." in words(other.get(f"{HOME}/trained-service"))
    assert other.get(f"{HOME}/no-such-line").status_code == 404


def test_readers_outside_are_shown_years_of_what_is_counted(supplied, cast, client_of):
    inside = words(client_of(cast[Role.MANAGER]).get(f"{HOME}/wanted-council"))
    assert "Quarter 4 of 2025-26" in inside
    outside = words(client_of(cast[Role.BOARD_MEMBER]).get(f"{HOME}/wanted-council"))
    assert "Quarter" not in outside
    assert "Year 2025-26" in outside


def test_without_a_strategy_the_page_says_where_it_goes(strategy, cast, client_of):
    (strategy / "2025.toml").unlink()
    with moment.at(datetime(2026, 6, 16, 12, tzinfo=UTC)):
        assert "No strategy is in force" in words(client_of(cast[Role.PARTNER]).get(HOME))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('figure = "Z9"', "wanted-council: there is no figure Z9"),
        ('figure = "T1"', "wanted-council: choose one of the parts staff, practitioners, members"),
        ('figure = "D3"\nby = "team"', "by and group go together"),
        ('figure = "D3"\nat_lest = 1', "at_lest: this key is not known here"),
    ],
)
def test_a_wrong_strategy_is_refused_with_what_to_put_right(tmp_path, wrong, told):
    Path(tmp_path / "one.toml").write_text(STRATEGY.replace('figure = "D3"', wrong))
    with pytest.raises(CatalogueError, match=told):
        strategy_on(tmp_path, date(2026, 6, 1), {"D3"}, framework_measures())


def test_what_the_figure_was_when_it_was_answered_stays_hidden_where_it_is_too_small(cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    line = "Q1,Sandgate Council,2025-26 Q4,,4,12,checked,Moderated audits,"
    assert officer.post("/figures/framework/load", {"text": csv_of(line)}).status_code == 302
    assert answer(officer, "audits-council").status_code == 302
    assert "The figure then: Of 12 audited files, 4" in words(officer.get(f"{HOME}/audits-council"))
    more = f"{line.replace(',4,12,', ',40,120,')}One team was left out at first."
    for corrected in ("", more):
        if corrected:
            assert officer.post("/figures/framework/load", {"text": csv_of(corrected)}).status_code == 302
        for role in (Role.BOARD_MEMBER, Role.PARTNER):
            told = words(client_of(cast[role]).get(f"{HOME}/audits-council"))
            assert "The trainer left in March." in told
            assert "Of 12 audited files" not in told
    assert "Of 120 audited files, 40" in told


def test_what_the_figure_was_is_read_where_it_is_large_enough(cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    line = "Q1,Sandgate Council,2025-26 Q4,,40,120,checked,Moderated audits,"
    assert officer.post("/figures/framework/load", {"text": csv_of(line)}).status_code == 302
    assert answer(officer, "audits-council").status_code == 302
    told = words(client_of(cast[Role.BOARD_MEMBER]).get(f"{HOME}/audits-council"))
    assert "The figure then: Of 120 audited files, 40" in told


def two_of_each():
    """A year of two agencies' reports and two teams' enquiries: of 40 each, half went well in one, and all but 1 in the other."""
    pairs = [(first, number < well) for first, well in ((True, 20), (False, 39)) for number in range(40)]
    day = date(2025, 7, 1)
    return {
        "caused_report": [
            {
                "agency": "Sandgate Police" if first else "Sandgate Hospitals NHS Trust",
                "agency_kind": "police" if first else "nhs",
                "asked_on": date(2025, 6, 1),
                "due_on": day,
                "state": "accepted",
                "in_time": well,
            }
            for first, well in pairs
        ],
        "enquiry": [
            {
                "started_on": day,
                "ended_on": day,
                "asked": "expressed",
                "achieved": "fully" if well else "not",
                "kind": "s42",
                "team": "North" if first else "South",
            }
            for first, well in pairs
        ],
    }


def test_a_group_is_hidden_with_another_that_it_would_give_away(
    strategy, cast, client_of, tmp_path, settings
):
    """Both groups together stand on the figure's own page: one of them alone would give the other away."""
    assert cast[Role.PARTNER]
    assert cast.other(Role.PARTNER)
    workers = access.workers("North", "South")
    by_team = 'figure = "D3"\nby = "team"\ngroup = "North"'
    strategy.joinpath("2025.toml").write_text(STRATEGY.replace('figure = "D3"', by_team))
    cube_of(tmp_path, settings, two_of_each, date(2026, 6, 15))
    board, inside = client_of(cast[Role.BOARD_MEMBER]), client_of(cast[Role.MANAGER])
    for figure in ("B7", "D3"):
        assert "59 80 74" in words(board.get(f"/figures/over-time/{figure}?period=2025-26"))
    assert "Sandgate Police 20 40 50" in words(inside.get("/figures/over-time/B7?period=2025-26&by=agency"))
    for page in (f"{HOME}/wanted-council", "/figures/framework/R1", "/figures/framework/"):
        told = words(board.get(page))
        assert "50 in 100" not in told, page
        assert "[c]" in told, page
    # A team of two is its workers: the line says so, and nothing of them.
    User.objects.filter(pk=workers[0].user_id).update(is_active=False)
    for reader in (board, inside):
        assert "Not shown" in words(reader.get(HOME))
        told = words(reader.get(f"{HOME}/wanted-council"))
        assert "Figures of a team of fewer than three workers are shown to that team alone" in told
        assert "in 100" not in told


def test_an_answer_stays_with_the_period_that_its_page_showed(supplied, cast, client_of):
    police = client_of(cast[Role.PARTNER])
    form = f"{HOME}/trained-police/answer?period=2025-26+Q3"
    assert f'action="{form}"' in police.get(form).content.decode()
    due = {"due_on-day": 1, "due_on-month": 9, "due_on-year": 2026}
    told = {
        "version": 0,
        "explanation": "The trainer left in March.",
        "action": "A shared course each month.",
    }
    assert police.post(form, told | due).status_code == 302
    assert StrategyStep.objects.get().period == "2025-26 Q3"
    newest = police.get(f"{HOME}/trained-police/answer").content.decode()
    assert "period=2025-26+Q4" in newest
    assert police.get(f"{HOME}/trained-police/answer?period=soon").status_code == 404
