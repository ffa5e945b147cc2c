"""The one clock: UTC inside, London's days outside, movable in tests and made-up worlds."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from goldenthread.ground import moment


def test_now_is_aware_and_in_utc():
    assert moment.now().tzinfo is UTC
    assert abs(moment.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("utc", "london_day"),
    [
        (
            datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
            date(2026, 7, 2),
        ),  # summer time: already tomorrow in London
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            date(2026, 3, 29),
        ),  # half an hour before the clocks go forward
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # the clocks have gone back
    ],
)
def test_today_is_londons_date(utc, london_day):
    with moment.at(utc):
        assert moment.today() == london_day
        assert moment.london(moment.now()).utcoffset() in {timedelta(0), timedelta(hours=1)}


def test_moving_the_clock_nests_and_ends():
    first, second = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    with moment.at(first):
        with moment.at(second):
            assert moment.now() == second
        assert moment.now() == first
    assert moment.now() > second


def test_a_moved_clock_ends_also_when_the_block_fails():
    with pytest.raises(RuntimeError), moment.at(datetime(2024, 1, 1, tzinfo=UTC)):
        raise RuntimeError
    assert moment.now().year > 2024


def test_another_zone_is_turned_into_utc():
    with moment.at(datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))):
        assert moment.now() == datetime(2026, 1, 1, tzinfo=UTC)
        assert moment.now().tzinfo is UTC


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), moment.at(datetime(2026, 1, 1)):
        pass


def test_other_threads_keep_their_own_clock():
    seen: list[datetime] = []
    with moment.at(datetime(2024, 1, 1, tzinfo=UTC)):
        thread = Thread(target=lambda: seen.append(moment.now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2024
