"""Local policy: validated, effective-dated, in London days."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goldenthread.ground import local_policy
from goldenthread.ground.calendar import WorkingDays, closures
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.local_policy import Clock, ClockName

SANDGATE = Path(__file__).resolve().parents[2] / "policies" / "sandgate"


def clock(**changes):
    return Clock(
        **{
            "label": "l",
            "starts": "s",
            "stops": "e",
            "days": 2,
            "unit": "working",
            "source": "test",
            **changes,
        }
    )


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "council"
    shutil.copytree(SANDGATE, copy)
    return copy


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def newest(folder):
    return sorted(folder.glob("*.toml"))[-1]


def test_the_demo_councils_policy_sets_every_clock(policies):
    for edition in policies.editions:
        assert set(edition.clocks) == set(ClockName)
        for name, found in edition.clocks.items():
            assert found.source, f"{edition.edition}: {name} does not say where its figure comes from"


def test_threshold_signs_bear_the_topic_and_level_they_stand_under(policies):
    for edition in policies.editions:
        codes = [sign.code for topic in edition.guide.topics for sign in topic.indicators]
        assert len(set(codes)) == len(codes)
        for topic in edition.guide.topics:
            for level in (1, 2, 3):
                assert topic.at_level(level), f"{topic.word} has no sign at level {level}"


@pytest.mark.parametrize(
    ("start", "unit", "days", "due"),
    [
        # Thursday evening before Good Friday 2025: two working days end on the Wednesday after Easter.
        (datetime(2025, 4, 17, 20, tzinfo=UTC), "working", 2, datetime(2025, 4, 23, 22, 59, 59, tzinfo=UTC)),
        (datetime(2025, 4, 17, 20, tzinfo=UTC), "calendar", 2, datetime(2025, 4, 19, 22, 59, 59, tzinfo=UTC)),
        # 23.30 UTC in summer is already the next day in London.
        (
            datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
            "calendar",
            0,
            datetime(2026, 7, 2, 22, 59, 59, tzinfo=UTC),
        ),
        # Over the end of summer time: the last second is an hour later in UTC.
        (
            datetime(2026, 10, 24, 9, tzinfo=UTC),
            "calendar",
            1,
            datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC),
        ),
        # A leap day is a day.
        (datetime(2028, 2, 28, 9, tzinfo=UTC), "calendar", 1, datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_when_a_clock_runs_out(start, unit, days, due):
    assert clock(unit=unit, days=days).due(start, WorkingDays()) == due


def test_more_time_is_counted_in_the_clocks_own_days():
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
    assert clock().due(start, WorkingDays(), extra_days=1).date() == date(2026, 11, 25)
    assert clock().due(start, closures([date(2026, 11, 23)])).date() == date(2026, 11, 25)


def test_a_clock_turns_amber_then_red():
    due = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)
    found = clock(amber_days=1)
    assert found.state(datetime(2026, 11, 23, 12, tzinfo=UTC), due) == "in time"
    assert found.state(datetime(2026, 11, 24, 12, tzinfo=UTC), due) == "due soon"
    assert found.state(due, due) == "due soon"
    assert found.state(datetime(2026, 11, 25, tzinfo=UTC), due) == "overdue"


def test_a_case_is_judged_by_the_policy_of_its_day(policies):
    oldest, last = policies.editions[0], policies.editions[-1]
    assert oldest is not last
    assert policies.on(last.effective) is last
    assert policies.on(date(last.effective.year - 1, last.effective.month, 1)) is not last
    assert policies.on(date(1999, 1, 1)) is oldest
    # 23.30 UTC on the evening before it takes effect is London's next day in summer time.
    evening = datetime.combine(last.effective, datetime.min.time(), tzinfo=UTC).replace(hour=0)
    assert policies.for_case(evening) is last


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('unit = "working"', 'unit = "lunar"', "clocks.acknowledge.unit", "working"),
        ("days = 1", "days = -1", "clocks.acknowledge.days", "greater than or equal to 0"),
        ("[clocks.acknowledge]", "[clocks.acknowlege]", "clocks.acknowlege", ""),
        ('short_name = "SGC"', 'short_name = "sandgate"', "short_name", "pattern"),
        ('council = "Sandgate Council"', 'counsel = "Sandgate Council"', "counsel", "not known here"),
        ("guide_file =", "guide_fyle =", "guide_file", "name the file"),
        (
            "stands_still_after = 3",
            "stands_still_after = 0",
            "work.stands_still_after",
            "greater than or equal to 1",
        ),
        ("stands_still_after = 3", "stand_still_after = 3", "work.stand_still_after", "not known here"),
    ],
)
def test_a_wrong_policy_names_file_and_key(folder, old, new, key, says):
    path = newest(folder)
    edit(path, old, new)
    with pytest.raises(CatalogueError) as caught:
        local_policy.load(folder)
    assert any(
        line.startswith(f"{path}: {key}") and says in line for line in str(caught.value).splitlines()
    ), caught.value


def test_a_missing_guide_is_named(folder):
    path = newest(folder)
    for guide in (folder / "guides").iterdir():
        guide.unlink()
    with pytest.raises(CatalogueError, match="there is no such file"):
        local_policy.load(folder)
    assert path.exists()


def test_a_missing_clock_is_named(folder):
    path = newest(folder)
    text = path.read_text(encoding="utf-8")
    start = text.index("[clocks.planning]")
    path.write_text(text[:start] + text[text.index("[clocks.", start + 1) :], encoding="utf-8")
    with pytest.raises(CatalogueError, match="clocks not set: planning"):
        local_policy.load(folder)


def test_two_editions_of_one_day_are_refused(folder):
    path = newest(folder)
    shutil.copy(path, folder / "zz.toml")
    with pytest.raises(CatalogueError, match="another edition is effective"):
        local_policy.load(folder)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match="no policy file"):
        local_policy.load(tmp_path)


def test_without_wiring_there_is_no_policy(monkeypatch):
    monkeypatch.setattr(local_policy, "_in_use", [])
    with pytest.raises(LookupError, match="GOLDENTHREAD_POLICY"):
        local_policy.current()
