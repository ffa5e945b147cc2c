"""Figures that go the wrong way: asked about once, answered by a named person, acted on, and looked at again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.access.viewer import CLOCKWORK
from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.insight import procedures
from goldenthread.insight.models import Signal, SignalMonth
from goldenthread.jobs.counting import raise_signals
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import cube_of, enquiries, words

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 15, 12, tzinfo=UTC)
LIST = "/figures/wrong-way/"
AT = {
    "owner": "managing/owner",
    "send-back": "managing/send-back",
    "settle": "managing/settle",
    "answer": "answering/explain",
    "done": "answering/done",
    "nothing": "answering/settle",
}


def sent(client, signal, deed, **typed):
    """The deed's form, sent with the version its page holds."""
    signal.refresh_from_db()
    return client.post(f"{LIST}{signal.pk}/{AT[deed]}", {"version": signal.version, **typed})


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


@pytest.fixture
def signal(counted):
    """The signal that those facts open: nobody got what they wanted since March."""
    with moment.at(JUNE):
        raise_signals()
    return Signal.objects.get(figure="D3")


@pytest.mark.requirement("R206")
@pytest.mark.requirement("R123")
def test_under_performance_is_asked_about_answered_acted_on_and_looked_at_again(
    signal, cast, client_of, tmp_path, settings
):
    worker, data_officer = cast[Role.SOCIAL_WORKER], cast[Role.DATA_OFFICER]
    with moment.at(JUNE):
        listed = words(client_of(data_officer).get(LIST))
        assert "Got what they wanted" in listed
        assert "nobody named yet" in listed
        assert sent(client_of(data_officer), signal, "owner", owner_id=worker.user_id).status_code == 302
        mine = client_of(worker)
        assert "1 figure to explain" in words(mine.get("/desk/"))
        assert "Got what they wanted" in words(mine.get(f"{LIST}?show=mine"))
        short = sent(
            mine,
            signal,
            "answer",
            explanation="Holidays",
            action="Cover is arranged now.",
            **day("due_on", date(2026, 7, 1)),
        )
        assert short.status_code == 409
        assert "Cover is arranged now." in short.content.decode()
        answer = {"explanation": "Two advocates left in March.", "action": "A new contract from July."}
        assert sent(mine, signal, "answer", **answer, **day("due_on", date(2026, 7, 1))).status_code == 302
        done = {"words": "The contract is signed.", **day("done_on", date(2026, 6, 12))}
        assert sent(mine, signal, "done", **done).status_code == 302
        told = words(mine.get(f"{LIST}{signal.pk}"))
        assert "Too early to say" in told
        assert "Two advocates left in March." in told
    cube_of(tmp_path, settings, better_since_july, date(2026, 10, 15))
    with moment.at(OCTOBER):
        told = words(client_of(data_officer).get(f"{LIST}{signal.pk}"))
        assert "Better than before" in told
        assert "Jul 2026" in told
        assert (
            sent(client_of(data_officer), signal, "settle", words="It holds since July.").status_code == 302
        )
        assert "Settled" in words(client_of(worker).get(f"{LIST}?show=settled"))


def months_to_september():
    """The facts of the fixture, with three more months of the same."""
    told = enquiries()
    last = [row for row in told if row["ended_on"] == date(2026, 5, 10)]
    more = [date(2026, month, 10) for month in (7, 8, 9)]
    return [*told[:-1], *(row | {"started_on": day, "ended_on": day} for day in more for row in last)]


def better_since_july():
    """The same, and since July everybody gets what they wanted."""
    july = date(2026, 7, 1)
    return [row | {"achieved": "fully"} if row["ended_on"] >= july else row for row in months_to_september()]


def test_a_month_is_asked_about_once_and_a_further_one_is_added(signal, settings, tmp_path):
    with moment.at(JUNE):
        assert raise_signals() == 0, "asked about already"
    cube_of(tmp_path, settings, months_to_september, date(2026, 10, 15))
    with moment.at(OCTOBER):
        assert raise_signals() >= 1
        assert raise_signals() == 0
    assert Signal.objects.filter(figure="D3").count() == 1
    assert list(
        SignalMonth.objects.filter(figure="D3").order_by("period").values_list("period", flat=True)
    ) == [
        "2026-05",
        "2026-09",
    ]
    assert signal.began == "2026-03"


def test_silence_is_late_and_an_answer_can_be_sent_back(signal, cast, client_of):
    worker, manager = cast[Role.SOCIAL_WORKER], cast[Role.MANAGER]
    with moment.at(JUNE):
        sent(client_of(manager), signal, "owner", owner_id=worker.user_id)
        assert "Got what they wanted" not in words(client_of(manager).get(f"{LIST}?show=late"))
    with moment.at(datetime(2026, 7, 15, 12, tzinfo=UTC)):
        assert "Answer was due" in words(client_of(manager).get(f"{LIST}?show=late"))
        answer = {"explanation": "It is the summer holidays.", "action": "We wait for autumn."}
        sent(client_of(worker), signal, "answer", **answer, **day("due_on", date(2026, 8, 1)))
        assert sent(client_of(manager), signal, "nothing", words="x").status_code == 404
        assert sent(client_of(manager), signal, "send-back", words="March is no holiday.").status_code == 302
        signal.refresh_from_db()
        assert (signal.state, signal.action_due_on) == ("waiting", None)
        assert "March is no holiday." in words(client_of(worker).get(f"{LIST}{signal.pk}"))


def test_what_is_missing_stands_where_it_is_answered_again_and_what_was_answered_is_still_there(
    signal, cast, client_of
):
    worker, manager = cast[Role.SOCIAL_WORKER], cast[Role.MANAGER]
    answer = {"explanation": "It is the summer holidays.", "action": "We wait for autumn."}
    with moment.at(JUNE):
        sent(client_of(manager), signal, "owner", owner_id=worker.user_id)
        sent(client_of(worker), signal, "answer", **answer, **day("due_on", date(2026, 7, 1)))
        assert "Sent back by" not in words(client_of(worker).get(f"{LIST}{signal.pk}"))
        sent(client_of(manager), signal, "send-back", words="March is no holiday.")
        for address in ("", "/answering/explain"):
            page = client_of(worker).get(f"{LIST}{signal.pk}{address}")
            told = words(page).partition("Month by month")[0]
            assert f"Sent back by {manager.name}" in told
            assert "March is no holiday." in told
        assert "We wait for autumn.</textarea>" in page.content.decode()
        sent(client_of(worker), signal, "answer", **answer, **day("due_on", date(2026, 7, 1)))
        told = words(client_of(cast.other(Role.SOCIAL_WORKER)).get(f"{LIST}{signal.pk}"))
        assert "Sent back by" not in told
        assert f"{worker.name} says here when the action is done" in told


def test_an_action_done_before_it_went_wrong_is_judged_by_the_months_after(signal, cast, client_of):
    worker = cast[Role.SOCIAL_WORKER]
    with moment.at(JUNE):
        sent(client_of(cast[Role.MANAGER]), signal, "owner", owner_id=worker.user_id)
        answer = {"explanation": "Two advocates left.", "action": "A contract was made."}
        sent(client_of(worker), signal, "answer", **answer, **day("due_on", date(2026, 7, 1)))
        # Months that went the wrong way, and the one that was asked about, lie after this day.
        done = {"words": "It was made last year.", **day("done_on", date(2025, 10, 1))}
        assert sent(client_of(worker), signal, "done", **done).status_code == 302
        assert "Too early to say" in words(client_of(worker).get(f"{LIST}{signal.pk}"))


def test_who_may_answer_and_who_may_challenge(signal, cast, client_of):
    manager, worker = cast[Role.MANAGER], cast[Role.SOCIAL_WORKER]
    answer = {
        "explanation": "One two three.",
        "action": "One two three.",
        "due_on": date(2026, 7, 1),
    }
    with moment.at(JUNE):
        sent(client_of(manager), signal, "owner", owner_id=manager.user_id)
        signal.refresh_from_db()
        for by, code in ((worker, "SIG-05"), (cast[Role.BOARD_MEMBER], "ROLE")):
            with pytest.raises(Refused) as no:
                procedures.answer_signal(by, signal_id=signal.pk, version=signal.version, **answer)
            assert no.value.verdict.codes == (code,)
        procedures.answer_signal(manager, signal_id=signal.pk, version=signal.version, **answer)
        refused = sent(client_of(manager), signal, "send-back", words="I doubt myself.")
        assert refused.status_code == 409
        assert "You answer for this figure yourself" in words(refused)
        assert "Send back" not in words(client_of(manager).get(f"{LIST}{signal.pk}"))
        stale = client_of(manager).post(
            f"{LIST}{signal.pk}/answering/done",
            {"version": 1, "words": "Kept words.", **day("done_on", date(2026, 6, 1))},
        )
        assert stale.status_code == 409
        assert "Kept words." in stale.content.decode()
    for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.PROVIDER_MANAGER):
        assert client_of(cast[role]).get(LIST).status_code == 403
    assert CLOCKWORK.may("signals.open")


def test_the_figures_own_page_leads_to_what_was_asked(signal, cast, client_of):
    client = client_of(cast[Role.MANAGER])
    assert f"{LIST}?figure=D3" in client.get("/figures/over-time/D3").content.decode()
    assert "Got what they wanted" in words(client.get(f"{LIST}?figure=D3"))
    assert "Nothing has been asked" in words(client.get(f"{LIST}?figure=B7"))
    assert LIST not in client_of(cast[Role.BOARD_MEMBER]).get("/figures/over-time/D3").content.decode()


def still_running():
    """Of thirty enquiries begun each month all have ended, but for those of the newest two: as in every month they are looked at."""
    newest = max(row["started_on"] for row in enquiries())
    return [
        row | ({"ended_on": None} if (newest - row["started_on"]).days < 45 else {}) for row in enquiries()
    ]


def test_a_figure_that_still_fills_opens_no_signal(cast, client_of, tmp_path, settings):
    cube_of(tmp_path, settings, still_running, date(2026, 6, 15))
    with moment.at(JUNE):
        raise_signals()
        assert not Signal.objects.filter(figure="B5-completed").exists()
        page = words(client_of(cast[Role.DATA_OFFICER]).get("/figures/over-time/B5-completed"))
        assert "Enquiries that were completed" in page
        assert "The newest month is more than chance" not in page
