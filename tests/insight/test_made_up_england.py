"""A made-up England: laid out like snapshots, the same for the same seed, and near the figures it is made from."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import numpy as np
import pytest
from django.core.management import CommandError, call_command

from goldenthread.ground.facts import Kind, fact_tables
from goldenthread.insight.snapshots import open_snapshot
from goldenthread.insight.snapshots.layout import digest_of
from worlds.england import calibration as c
from worlds.england.councils import draw_councils
from worlds.england.drawing import Calendar, days_since, keys
from worlds.england.england import last_year_ended, write_england

YEARS, LAST = 2, 2024


@pytest.fixture(scope="module")
def england(tmp_path_factory):
    """Thirty councils, 120,000 concerns of 2023-24 and 2024-25."""
    out = tmp_path_factory.mktemp("england") / "facts"
    write_england(out, councils=30, concerns=120_000, years=YEARS, last=LAST, seed=11)
    return out


@pytest.fixture(scope="module")
def ask(england):
    """Answers of DuckDB over all councils; each table has the council's folder as ``council``."""
    with duckdb.connect() as held:
        for name in fact_tables():
            files = f"{england}/*/{name}/*.parquet"
            folder = r"regexp_extract(filename, '(council-\d+)', 1) AS council"
            held.execute(
                f"CREATE VIEW {name} AS SELECT *, {folder} FROM read_parquet('{files}', filename = true)"
            )
        held.execute(
            "CREATE VIEW concluded AS SELECT a.*, CASE WHEN source = 'care_worker' THEN 'provider' "
            "WHEN source IN ('stranger', 'not_known') THEN 'unknown' ELSE 'known' END AS source_group "
            "FROM allegation a WHERE kind = 's42' AND ended_on IS NOT NULL"
        )
        yield lambda sql: held.execute(sql).fetchall()


def of(ask, column: str, rows: str) -> dict[str, float]:
    """Percentages of each word."""
    return dict(ask(f"SELECT {column}, 100.0 * count(*) / sum(count(*)) OVER () FROM {rows} GROUP BY 1"))


def near(found: dict[str, float], wanted: dict[str, float], within: float) -> bool:
    """Every share within so many percentage points of what was wanted."""
    total = sum(wanted.values())
    off = {word: (found.get(word, 0.0), 100 * share / total) for word, share in wanted.items()}
    wrong = {str(word): pair for word, pair in off.items() if abs(pair[0] - pair[1]) > within}
    assert not wrong, wrong
    return True


def test_every_council_opens_as_a_snapshot(england):
    with (england / "councils.csv").open() as file:
        councils = list(csv.DictReader(file))
    assert len(councils) == 30
    concerns = 0
    for row in councils:
        snapshot = open_snapshot(england / row["folder"])
        assert (snapshot.council, f"{snapshot.as_at:%Y-%m-%d}") == (row["council"], "2025-03-31")
        assert set(snapshot.tables) == set(fact_tables())
        assert int(row["adults"]) > 0
        concerns += snapshot.rows("concern")
    assert concerns == 120_000


@pytest.mark.parametrize("name", sorted(fact_tables()))
def test_every_column_is_of_its_kind_and_words_are_of_their_list(ask, name):
    for column in fact_tables()[name].columns:
        kind, missing = ask(
            f"SELECT any_value(typeof({column.name})), count(*) - count({column.name}) FROM {name}"
        )[0]
        expected = {"key": "BIGINT", "flag": "BOOLEAN", "number": "INTEGER", "day": "DATE", "word": "VARCHAR"}
        assert kind == expected[column.kind.value], column.name
        assert column.may_be_missing or missing == 0, column.name
        if column.kind is Kind.WORD and column.words:
            found = {word for (word,) in ask(f"SELECT DISTINCT {column.name} FROM {name}") if word}
            assert found <= set(column.words.values()), column.name


def test_what_cannot_be_never_is(ask):
    for table, fault in (
        (
            "concern",
            "raised_on > received_on OR decided_on < received_on OR (outcome IS NULL) <> (decided_on IS NULL)",
        ),
        ("concern", "(no_action_reason IS NULL) = coalesce(outcome = 'no_further_action', false)"),
        ("concern", "(signpost IS NULL) = coalesce(outcome = 'other_response', false)"),
        ("concern", "made_safe_on IS NOT NULL AND danger IS DISTINCT FROM true"),
        ("concern", "(enquiry_key IS NULL) = coalesce(outcome LIKE '%enquiry', false)"),
        ("concern", "earlier_concern_on > raised_on OR age < 18 OR days_to_decision < 0 OR under_18"),
        ("concern", "screening_began_on NOT BETWEEN received_on AND coalesce(decided_on, '2099-01-01')"),
        ("concern", "screening_began_on IS NULL AND (decided_on IS NOT NULL OR person_key IS NOT NULL)"),
        (
            "concern",
            "s42_after_on IS NOT NULL AND (outcome <> 'no_further_action' OR s42_after_on <= decided_on)",
        ),
        ("concern", "(followed_to IS NULL) = coalesce(outcome = 'no_further_action', false)"),
        ("concern", "raised_by_service AND (agency <> service OR service IS NULL)"),
        ("enquiry", "ended_on < started_on OR planned_on < started_on OR planned_on > ended_on"),
        ("enquiry", "(status = 'closed') <> (ended_on IS NOT NULL) OR first_concern_on > started_on"),
        ("enquiry", "supported_by IS NOT NULL AND lacked_capacity <> 'yes'"),
        ("enquiry", "achieved IS NOT NULL AND asked <> 'expressed'"),
        ("enquiry", "(same_type_or_source_again IS NULL) <> (earlier_enquiry_on IS NULL)"),
        ("allegation", "risk_result IS NOT NULL AND risk_outcome NOT LIKE 'identified%'"),
        ("allegation", "(risk_outcome IS NULL) <> (ended_on IS NULL)"),
        ("feedback", "(concern_key IS NULL) = (enquiry_key IS NULL) OR met_on < opened_on"),
        ("feedback", "(in_time IS NULL) = (state = 'met')"),
        ("caused_report", "received_on < asked_on OR (in_time IS NULL) <> (received_on IS NULL)"),
    ):
        assert ask(f"SELECT count(*) FROM {table} WHERE {fault}") == [(0,)], fault


def test_keys_are_one_for_one_and_every_row_finds_its_own(ask):
    for table in ("concern", "enquiry", "allegation", "feedback", "caused_report"):
        key = fact_tables()[table].columns[0].name
        assert ask(f"SELECT count(*) - count(DISTINCT {key}) FROM {table}") == [(0,)]
    for child, key, parent in (
        ("concern", "enquiry_key", "enquiry"), ("concern_type", "concern_key", "concern"),
        ("allegation", "enquiry_key", "enquiry"), ("caused_report", "enquiry_key", "enquiry"),
        ("feedback", "concern_key", "concern"), ("feedback", "enquiry_key", "enquiry"),
    ):  # fmt: skip
        lost = (
            f"SELECT count(*) FROM {child} ANTI JOIN {parent} USING ({key}, council) WHERE {key} IS NOT NULL"
        )
        assert ask(lost) == [(0,)], (child, key)
    assert ask("SELECT count(*) FROM enquiry ANTI JOIN concern USING (enquiry_key)") == [(0,)]
    wrong = "e.started_on <> c.enquiry_started_on OR e.kind <> c.enquiry_kind"
    assert ask(f"SELECT count(*) FROM concern c JOIN enquiry e USING (enquiry_key) WHERE {wrong}") == [(0,)]


def test_the_latest_earlier_concern_and_enquiry_are_those_of_the_person(ask):
    window = "lag(raised_on) OVER (PARTITION BY council, person_key ORDER BY raised_on, earlier_concern_on NULLS FIRST)"
    rows = f"(SELECT earlier_concern_on, {window} AS before FROM concern WHERE person_key IS NOT NULL)"
    shown, wrong = ask(
        f"SELECT count(earlier_concern_on), count(*) FILTER (earlier_concern_on IS DISTINCT FROM before) FROM {rows}"
    )[0]
    assert shown > 10_000
    assert wrong == 0
    last = "(SELECT max(b.started_on) FROM enquiry b WHERE b.council = a.council AND b.person_key = a.person_key AND b.kind = 's42' AND b.started_on < a.started_on)"
    sample = f"SELECT count(*) FROM (SELECT a.*, {last} AS before FROM enquiry a) WHERE before IS NOT NULL AND (earlier_enquiry_on IS NULL OR earlier_enquiry_on < before)"
    assert ask(sample) == [(0,)]


def test_volumes_follow_the_published_years(ask):
    year = "year(raised_on - INTERVAL 3 MONTH)"
    shares = "avg((outcome = 's42_enquiry')::INT), avg((outcome = 'other_enquiry')::INT)"
    rows = {y: rest for y, *rest in ask(f"SELECT {year}, count(*), {shares} FROM concern GROUP BY 1")}
    assert set(rows) == {2023, 2024}
    assert rows[2024][0] / rows[2023][0] == pytest.approx(c.CONCERNS[2024] / c.CONCERNS[2023], rel=0.03)
    for y, (_, s42, other) in rows.items():
        assert s42 == pytest.approx(c.CONVERSION[y], abs=0.01)
        assert other == pytest.approx(c.OTHER[y], abs=0.004)


def test_repeats_are_near_the_sourced_check(ask):
    each = ask(
        "SELECT count(*) * 1.0 / count(DISTINCT council || person_key) FROM enquiry WHERE kind = 's42' AND year(started_on - INTERVAL 3 MONTH) = 2024"
    )
    assert each[0][0] == pytest.approx(1.24, abs=0.04)
    again = ask(
        "WITH first AS (SELECT council, person_key, min(raised_on) AS day FROM concern GROUP BY ALL HAVING day < DATE '2024-04-01') "
        "SELECT avg(EXISTS (SELECT 1 FROM concern o WHERE o.council = f.council AND o.person_key = f.person_key "
        "AND o.raised_on > f.day AND o.raised_on <= f.day + 365)::INT) FROM first f"
    )
    assert 0.20 <= again[0][0] <= 0.25


def test_types_places_and_sources_follow_the_published_shares(ask):
    assert near(of(ask, "type", "concluded"), dict(c.TYPES), 1.5)
    assert near(of(ask, "place", "(SELECT DISTINCT enquiry_key, place FROM concluded)"), dict(c.PLACES), 2.0)
    groups = dict(zip(("provider", "known", "unknown"), c.SOURCES, strict=True))
    assert near(of(ask, "source_group", "concluded"), groups, 2.5)
    nursing = of(ask, "type", "concluded WHERE place = 'nursing_home'")
    assert nursing["neglect"] == pytest.approx(c.NEGLECT_IN_NURSING_HOMES, abs=4)
    each = ask("SELECT count(*) * 1.0 / count(DISTINCT enquiry_key) FROM concluded")[0][0]
    assert each == pytest.approx(1.3, abs=0.05)


def test_who_and_how_it_went_follow_their_shares(ask):
    people = "(SELECT DISTINCT council, person_key, gender, ethnic_group, support_reason, age_at_start FROM enquiry WHERE kind = 's42')"
    assert of(ask, "gender", people)["female"] == pytest.approx(60, abs=2.5)
    assert of(ask, "age_at_start >= 65", f"{people} WHERE age_at_start IS NOT NULL")[True] == pytest.approx(
        63, abs=2.5
    )
    assert near(of(ask, "support_reason", people), dict(c.SUPPORT_REASONS), 2)
    ended = "enquiry WHERE ended_on IS NOT NULL"
    assert near(
        of(ask, "lacked_capacity", ended), {"yes": 31, "no": 55, "dont_know": 7, "not_recorded": 7}, 4
    )
    assert near(of(ask, "asked", ended), dict(c.ASKED), 4)
    assert near(of(ask, "achieved", f"{ended} AND achieved IS NOT NULL"), dict(c.ACHIEVED), 4)
    supported = of(ask, "supported_by <> 'nobody'", f"{ended} AND lacked_capacity = 'yes'")[True]
    assert supported == pytest.approx(100 * c.SUPPORTED, abs=2)
    old, young = (
        ask(f"SELECT avg((lacked_capacity = 'yes')::INT) FROM {ended} AND age_at_end {than}")[0][0]
        for than in (">= 85", "< 65")
    )
    assert old - young > 0.08
    assert near(of(ask, "risk_outcome", "concluded"), dict(c.RISK_OUTCOMES), 4)
    assert near(of(ask, "risk_result", "concluded WHERE risk_result IS NOT NULL"), dict(c.RISK_RESULTS), 4)
    assert ask("SELECT median(days_to_decision) FROM concern")[0][0] in (1, 2, 3)
    assert ask("SELECT median(days_open) FROM enquiry")[0][0] == pytest.approx(30, abs=4)


def test_councils_vary_as_the_published_range_does():
    councils = draw_councils(153, 640_000, 1, 2024, 5)
    conversion = np.array([council.conversion[-1] for council in councils])
    low, high = np.quantile(conversion, [0.05, 0.95])
    assert 0.05 < low < 0.15
    assert 0.52 < high < 0.75
    rates = np.array([1e5 * council.concerns[-1] / council.adults for council in councils])
    low, middle, high = np.quantile(rates, [0.05, 0.5, 0.95])
    assert 350 < low < 700
    assert 1_000 < middle < 1_600
    assert 2_300 < high < 4_200
    assert 45 <= sum(council.other[-1] == 0 for council in councils) <= 78
    assert np.corrcoef(np.log(rates), conversion)[0, 1] < -0.15
    total = sum(council.adults for council in councils)
    assert 1e5 * 640_000 / total == pytest.approx(c.RATE_ENGLAND, rel=0.01)


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): digest_of(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(tmp_path):
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        call_command(
            "synthesise", "--councils", "3", "--concerns", "2000", "--years", "2", "--last-year", "2024-25",
            "--seed", str(seed), "--out", str(tmp_path / name), verbosity=0,
        )  # fmt: skip
    assert files(tmp_path / "one") == files(tmp_path / "same")
    differ = {
        name for name, digest in files(tmp_path / "other").items() if files(tmp_path / "one")[name] != digest
    }
    assert len(differ) > 0.9 * len(files(tmp_path / "one"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--concerns", "1"], "at least one council, one year, and one concern for each"),
        (["--councils", "0"], "at least one council"),
        (["--last-year", "2024-26"], "is a financial year such as 2025-26"),
        (["--last-year", "latest"], "is a financial year such as 2025-26"),
    ],
)
def test_numbers_nobody_could_draw_from_are_refused(tmp_path, words, told):
    with pytest.raises(CommandError, match=told):
        call_command("synthesise", "--out", str(tmp_path / "out"), *words)
    assert not (tmp_path / "out").exists()


def test_nobodys_files_are_written_over(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Ada")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("synthesise", "--councils", "1", "--concerns", "50", "--out", str(tmp_path))


def test_days_and_keys_of_arrays_are_those_of_the_house():
    from datetime import date, timedelta

    from goldenthread.ground.calendar import WorkingDays

    house, calendar = WorkingDays(), Calendar()
    days = [date(2024, 12, 20) + timedelta(days=n) for n in range(20)]
    starts = np.array([days_since(day) for day in days])
    for count in (0, 1, 2, 5, 11):
        assert list(calendar.add(starts, count)) == [days_since(house.add(day, count)) for day in days]
    later = np.array([days_since(date(2025, 1, 15))] * len(days))
    assert list(calendar.between(starts, later)) == [house.between(day, date(2025, 1, 15)) for day in days]
    found = keys(7, 2, np.arange(100_000))
    assert len(set(found.tolist())) == 100_000
    assert list(keys(7, 2, np.array([-1]))) == [-1]
    assert not set(found[:1000].tolist()) & set(keys(8, 2, np.arange(1000)).tolist())
    assert last_year_ended(date(2026, 3, 31)) == 2024
    assert last_year_ended(date(2026, 4, 1)) == 2025
