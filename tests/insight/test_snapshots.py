"""Snapshots: whole, nameless, brought up to date by months, and right after every interruption."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from goldenthread.access import trail
from goldenthread.access.models import TrailRow
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.enquiries import procedures
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import Achieved
from goldenthread.ground import moment
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.verdicts import Refused
from goldenthread.insight.snapshots import SnapshotError, open_snapshot, writing
from goldenthread.insight.snapshots.layout import read_manifest
from goldenthread.insight.snapshots.writing import write_snapshot
from goldenthread.people.models import Person
from goldenthread.people.procedures import change_person
from goldenthread.people.vocabulary import RepresentativeKind
from tests.factories import access, enquiries, towns
from tests.insight.facts_held import rows, rows_on_disk
from worlds import sandgate

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def written(folder: Path) -> dict[str, dict[str, str]]:
    """The digest of every file, as the manifest tells and as the file is."""
    return {
        name: {month: held.digest for month, held in table.months.items()}
        for name, table in open_snapshot(folder).manifest.tables.items()
    }


def told(folder: Path) -> str:
    """What opening a snapshot is refused with; empty when it opens."""
    try:
        open_snapshot(folder)
    except SnapshotError as refused:
        return str(refused)
    return ""


@pytest.fixture
def two_cases(db):
    """An enquiry begun in September and another concern of October, about two adults."""
    staff = enquiries.Staff()
    with moment.at(datetime(2026, 9, 7, 10, 0, tzinfo=UTC)):
        first = enquiries.opened(staff)
    with moment.at(datetime(2026, 10, 5, 10, 0, tzinfo=UTC)):
        enquiries.opened(staff, person_id=enquiries.person(staff, given_name="Ben", family_name="Lark"))
    return staff, first


def test_what_is_written_is_what_the_rooms_yield_in_the_types_of_the_contract(two_cases, tmp_path):
    with moment.at(NOW):
        done = write_snapshot(operator(), tmp_path / "facts")
    snapshot = open_snapshot(tmp_path / "facts")
    assert (snapshot.as_at, snapshot.council) == (NOW, "Sandgate Council")
    assert set(snapshot.tables) == set(fact_tables())
    assert done.rows == sum(snapshot.rows(name) for name in snapshot.tables) > 8
    types = {"key": pa.int64(), "flag": pa.bool_(), "number": pa.int32(), "day": pa.date32()}
    for name, table in fact_tables().items():
        assert rows_on_disk(snapshot.folder, name) == rows(name), name
        for path in snapshot.paths(name):
            for column, field in zip(table.columns, pq.read_schema(path), strict=True):
                expected = types.get(column.kind.value, pa.dictionary(pa.int32(), pa.string()))
                assert (field.name, field.type, field.nullable) == (
                    column.name,
                    expected,
                    column.may_be_missing,
                )
            months = {
                row[table.month_of].strftime("month=%Y-%m.parquet") for row in pq.read_table(path).to_pylist()
            }
            assert months <= {path.name}


def test_who_takes_facts_out_is_on_the_trail_and_without_the_trail_nothing_is_read(
    two_cases, tmp_path, monkeypatch
):
    write_snapshot(operator(), tmp_path / "facts")
    rows = TrailRow.objects.filter(subject_kind="snapshot").values_list("act", "deed", "role", "detail")
    assert list(rows) == [("did", "insight.take_snapshot", "operator", '{"anew":false}')]

    def broken(*_):
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(trail, "append", broken)
    with pytest.raises(OSError, match="the trail cannot be written"):
        write_snapshot(operator(), tmp_path / "none")
    assert [path.name for path in (tmp_path / "none").iterdir()] == ["writing.lock"]


def test_an_empty_house_has_a_file_of_every_table(db, tmp_path):
    call_command("snapshot", "--out", str(tmp_path / "facts"))
    snapshot = open_snapshot(tmp_path / "facts")
    for name in snapshot.tables:
        files = str(tmp_path / "facts" / name / "*.parquet")
        assert duckdb.sql(f"SELECT count(*) FROM '{files}'").fetchone() == (0,)


def test_nothing_changed_writes_nothing(two_cases, tmp_path):
    first = write_snapshot(operator(), tmp_path)
    assert first.kept == 0
    again = write_snapshot(operator(), tmp_path)
    assert (again.written, again.kept) == (0, first.written)
    anew = write_snapshot(operator(), tmp_path, anew=True)
    assert (anew.written, anew.kept) == (first.written, 0)


def changed(folder: Path, before: dict[str, dict[str, str]]) -> set[str]:
    """Tables and months that are not as they were."""
    return {
        f"{name} {month}"
        for name, months in written(folder).items()
        for month, digest in months.items()
        if before[name].get(month) != digest
    }


def test_a_deed_writes_the_months_it_touches_and_no_other(two_cases, tmp_path):
    staff, enquiry = two_cases
    write_snapshot(operator(), tmp_path)
    before = written(tmp_path)
    with moment.at(NOW):
        enquiries.ready_to_close(staff, enquiry)
        enquiries.helped(staff, enquiry)
    # Its clock had run out, so it is not closed here; what was found and asked is on record all the same.
    done = write_snapshot(operator(), tmp_path)
    assert done.kept > 0
    assert changed(tmp_path, before) == {
        "enquiry 2026-09",
        "allegation 2026-09",
        "feedback 2026-09",
        "feedback 2026-10",
    }
    assert [row["achieved"] for row in rows_on_disk(tmp_path, "enquiry")] == ["fully", None]


def test_what_is_kept_beside_an_enquiry_is_watched_too(two_cases, tmp_path):
    """An outcome judged, and an allegation taken off the enquiry before, which a later one was compared with."""
    staff, first = two_cases
    with moment.at(datetime(2026, 11, 2, 10, 0, tzinfo=UTC)):
        enquiries.opened(staff, person_id=Enquiry.objects.get(pk=first).person_id)
    write_snapshot(operator(), tmp_path)
    before = written(tmp_path)
    with moment.at(NOW):
        for wish in enquiries.page(staff, first).standing_wishes:
            procedures.judge_outcome(
                staff.officer,
                enquiry_id=first,
                wanted_id=wish.id,
                version=wish.version,
                achieved=Achieved.PARTLY,
                said_by=RepresentativeKind.ADULT,
                words="Some of it.",
            )
    write_snapshot(operator(), tmp_path)
    assert "enquiry 2026-09" in changed(tmp_path, before)
    assert again(tmp_path) == [None, None, True]
    before = written(tmp_path)
    with moment.at(NOW):
        for each in enquiries.page(staff, first).standing_allegations:
            procedures.withdraw_allegation(
                staff.officer,
                enquiry_id=first,
                allegation_id=each.id,
                version=each.version,
                words="A mistake.",
            )
    write_snapshot(operator(), tmp_path)
    assert {"allegation 2026-09", "enquiry 2026-11"} <= changed(tmp_path, before)
    assert again(tmp_path) == [None, None, False]


def again(folder: Path) -> list[bool | None]:
    """Whether the type or the source came again, for each enquiry in its order."""
    return [row["same_type_or_source_again"] for row in rows_on_disk(folder, "enquiry")]


def test_what_a_row_owes_to_another_month_is_written_again_too(two_cases, tmp_path):
    """A concern of August, matched only now, is the earlier one of September's; a date of birth and a gender change every row."""
    staff, _ = two_cases
    with moment.at(datetime(2026, 8, 3, 10, 0, tzinfo=UTC)):
        late = enquiries.concern(staff, narrative="Heard shouting.")
    write_snapshot(operator(), tmp_path)
    before = written(tmp_path)
    ada = Enquiry.objects.order_by("opened_at")[0].person
    with moment.at(NOW):
        enquiries.screened(staff, late, ada.pk)
    write_snapshot(operator(), tmp_path)
    assert {"concern 2026-08", "concern 2026-09"} <= changed(tmp_path, before)
    september = [row for row in rows_on_disk(tmp_path, "concern") if row["raised_on"] == date(2026, 9, 7)]
    assert september[0]["earlier_concern_on"] == date(2026, 8, 3)
    before = written(tmp_path)
    ada.refresh_from_db()
    known = {
        field: getattr(ada, field)
        for field in (
            "given_name", "family_name", "known_as", "died_on", "nhs_number", "address", "postcode", "gender",
            "ethnic_group", "support_reason", "funding", "eligibility",
        )
    }  # fmt: skip
    change_person(
        staff.front_door,
        person_id=ada.pk,
        version=ada.version,
        date_of_birth=date(1931, 5, 3),
        **known | {"gender": "male"},
        words="She told us.",
    )
    write_snapshot(operator(), tmp_path)
    assert changed(tmp_path, before) == {
        "concern 2026-08",
        "concern 2026-09",
        "enquiry 2026-09",
        "allegation 2026-09",
    }


def test_other_names_of_agencies_or_another_key_write_everything(two_cases, tmp_path, settings):
    first = write_snapshot(operator(), tmp_path)
    access.agency(kind=AgencyKind.PROVIDER, name="Larch House")
    assert write_snapshot(operator(), tmp_path).written == first.written
    settings.SECRET_KEY = "another-" + settings.SECRET_KEY
    assert write_snapshot(operator(), tmp_path).written == first.written


def test_a_year_of_work_brought_up_to_date_again_and_again_equals_one_written_anew(db, tmp_path):
    """Through every deed of the made-up council: whatever is not watched would show as a difference."""
    cases = 0

    def begun(total):
        nonlocal cases
        cases += 1
        if cases % 8 == 0:
            write_snapshot(operator(), tmp_path / "kept")

    with towns.as_served():
        sandgate.build(now=NOW, adults=500, seed=5, begun=begun)
    last = write_snapshot(operator(), tmp_path / "kept")
    write_snapshot(operator(), tmp_path / "anew")
    assert cases > 30
    assert last.kept > last.written
    assert written(tmp_path / "kept") == written(tmp_path / "anew")


def _manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_folder_that_is_no_snapshot_is_refused_in_plain_words(two_cases, tmp_path):
    with pytest.raises(SnapshotError, match=r"is not a snapshot: there is no manifest.json"):
        open_snapshot(tmp_path)
    with pytest.raises(SnapshotError, match="is not a snapshot"):
        open_snapshot(tmp_path / "nowhere")
    write_snapshot(operator(), tmp_path)
    _manifest(tmp_path, format=2)
    with pytest.raises(SnapshotError, match="is of format 2, and this version reads format 1"):
        open_snapshot(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(SnapshotError, match="cannot be read"):
        open_snapshot(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 1, "tables": []}')
    with pytest.raises(SnapshotError, match="is not whole"):
        open_snapshot(tmp_path)


def test_another_definition_and_a_missing_table_are_refused(two_cases, tmp_path):
    write_snapshot(operator(), tmp_path)
    held = json.loads((tmp_path / "manifest.json").read_text())
    held["tables"]["enquiry"]["digest"] = "0" * 64
    _manifest(tmp_path, tables=held["tables"])
    with pytest.raises(SnapshotError, match="enquiry was written when its columns meant something else"):
        open_snapshot(tmp_path)
    del held["tables"]["enquiry"]
    _manifest(tmp_path, tables=held["tables"])
    with pytest.raises(SnapshotError, match="has no facts called enquiry"):
        open_snapshot(tmp_path)
    write_snapshot(operator(), tmp_path)
    assert open_snapshot(tmp_path).rows("enquiry") == 2


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b" ")])
def test_a_file_that_is_missing_or_altered_is_refused_and_mended(two_cases, tmp_path, spoil):
    write_snapshot(operator(), tmp_path)
    before = written(tmp_path)
    spoil(tmp_path / "concern" / "month=2026-09.parquet")
    with pytest.raises(SnapshotError, match=r"month=2026-09.parquet is (missing|not as it was written)"):
        open_snapshot(tmp_path)
    assert write_snapshot(operator(), tmp_path).written == 1
    assert written(tmp_path) == before


def test_a_month_that_no_row_is_of_any_more_goes(two_cases, tmp_path, monkeypatch):
    write_snapshot(operator(), tmp_path)
    with monkeypatch.context() as patch:
        real = writing._hashed
        patch.setattr(
            writing, "_hashed", lambda found: {m: s for m, s in real(found).items() if m != "2026-10"}
        )
        write_snapshot(operator(), tmp_path)
    assert not list(tmp_path.rglob("month=2026-10.parquet"))
    assert "2026-10" not in read_manifest(tmp_path).tables["concern"].months


def test_nobodys_files_are_mixed_with_facts(db, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Ada")
    with pytest.raises(CommandError, match=r"holds other things \(letter.txt\)"):
        call_command("snapshot", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt", "writing.lock"]


def test_two_at_once_and_those_who_see_no_figures_are_refused(two_cases, tmp_path):
    with writing._alone(tmp_path), pytest.raises(SnapshotError, match="Another process is writing"):
        write_snapshot(operator(), tmp_path)
    with pytest.raises(Refused):
        write_snapshot(access.viewer(role=Role.PROVIDER_MANAGER), tmp_path)
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize("moves", range(2, 16, 3))
def test_stopped_while_files_are_put_in_place_it_says_so_and_is_mended(
    two_cases, tmp_path, monkeypatch, moves
):
    staff, enquiry = two_cases
    folder = tmp_path / "facts"
    write_snapshot(operator(), folder)
    with moment.at(NOW):
        enquiries.ready_to_close(staff, enquiry)
    Person.objects.update(version=99, gender="other")
    real, left = Path.replace, moves

    def stop(self, target):
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        try:
            write_snapshot(operator(), folder)
        except KeyboardInterrupt:
            stopped = True
        else:
            stopped = False
    if stopped:
        assert "writing was stopped halfway" in told(folder)
    write_snapshot(operator(), folder)
    write_snapshot(operator(), tmp_path / "anew")
    assert written(folder) == written(tmp_path / "anew")
    assert not list(folder.rglob("*.unfinished"))
