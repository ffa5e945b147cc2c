"""The clockwork judges whether actions helped, once for each new month, and never on others' figures."""

from datetime import date, timedelta

import pytest

from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import Direction
from goldenthread.ground import moment
from goldenthread.jobs.effects import judge_effects
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R123")
def test_what_is_due_is_judged_once_on_what_was_counted(counted, board_manager, manager, settings, client_of):
    today = moment.today()
    made = do.plan_action(board_manager, title="Ask everybody", owner_id=manager.user_id, due_on=today)
    measure = {
        "direction": Direction.UP, "moves_from": date(2026, 1, 1), "review_on": today + timedelta(days=1),
        "indicator_key": "D3", "figures": {"D3"},
    }  # fmt: skip
    do.set_measure(manager, improvement_id=made, version=1, **measure)
    assert judge_effects() == 0
    do.set_measure(manager, improvement_id=made, version=2, **measure | {"review_on": today})
    settings.FIGURES_FILE = "others.tallies"
    assert judge_effects() == 0
    settings.FIGURES_FILE = ""
    assert judge_effects() == 1
    assert judge_effects() == 0
    (kept,) = queries.action(manager, made).judgements
    assert kept.by_chart
    assert kept.points
    assert kept.as_at
    assert kept.by_name == "Golden Thread"
    # A person asks again: the same series, the same judgement.
    assert client_of(manager).post(f"/improvement/actions/{made}/judge").status_code == 302
    again = queries.action(manager, made).judgements[0]
    assert (again.points, again.effect, again.by_name) == (kept.points, kept.effect, manager.name)
