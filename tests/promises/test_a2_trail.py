"""A2: the record cannot be quietly changed. Six attacks by somebody with full rights on the database."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from goldenthread.access import trail, trail_guard
from goldenthread.access.models import TrailHead, TrailRow
from goldenthread.access.trail import Subject, row_hash
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Act
from tests.factories.trail import long_trail

pytestmark = [pytest.mark.django_db, pytest.mark.promise("A2")]
SUBJECTS = [UUID(int=0xABC0000 + n) for n in range(40)]
ROWS = 1_600


@pytest.fixture
def anchored(tmp_path: Path) -> Path:
    """A trail of 1,600 rows on 40 chains, anchored, with the triggers dropped as an attacker would."""
    long_trail(ROWS, SUBJECTS)
    call_command("anchor_trail", out=tmp_path / "anchor.json", stdout=StringIO())
    trail_guard.take_down(connection)
    yield tmp_path / "anchor.json"
    trail_guard.put_up(connection)


def verify(anchor: Path | None = None) -> tuple[int, list[str]]:
    """Exit status and what was printed."""
    out = StringIO()
    try:
        call_command("verify_trail", anchor=anchor, stdout=out, most=5_000)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def write(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0, "the attack changed nothing, so the test would prove nothing"


def rechain(rows: list[TrailRow]) -> None:
    """Give rows valid hashes again, with valid heads, as an attacker who has read the source would."""
    for row in sorted(rows, key=lambda row: row.seq):
        before = TrailRow.objects.filter(
            subject_kind=row.subject_kind, subject_id=row.subject_id, seq=row.seq - 1
        ).first()
        row.prev_hash = before.hash if before else ""
        row.hash = row_hash(
            row.prev_hash,
            row.subject_kind,
            row.subject_id.hex,
            row.seq,
            row.at_us,
            row.act,
            row.deed,
            row.role,
            row.actor_id.hex,
            row.agency_id.hex,
            row.detail,
        )
        row.save()
    for subject_id in {row.subject_id for row in rows}:
        last = TrailRow.objects.filter(subject_id=subject_id).order_by("-seq").first()
        TrailHead.objects.filter(subject_id=subject_id).update(length=last.seq, hash=last.hash)


def row_at(subject: UUID, place: int) -> TrailRow:
    return TrailRow.objects.get(subject_id=subject, seq=place)


def names(lines: list[str], what: str, row: TrailRow) -> bool:
    """The report names this very row."""
    return any(
        line.startswith(f"{what}: concern {row.subject_id} place {row.seq} (row {row.pk}, ")
        and row.deed in line
        for line in lines
    )


def test_a_sound_trail_is_called_sound(anchored):
    assert verify() == (0, [f"The trail is sound: {ROWS:,} rows checked."])
    assert verify(anchored) == (0, [f"The trail is sound: {ROWS:,} rows checked and against anchor.json."])


def test_rows_written_after_the_anchor_are_no_fault(anchored):
    trail.append(operator(), Subject("concern", SUBJECTS[0]), Act.DID, "concerns.decide")
    trail.append(operator(), Subject("person", UUID(int=5)), Act.DID, "people.create_person")
    assert verify(anchored)[0] == 0


@pytest.mark.parametrize("with_anchor", [False, True])
@pytest.mark.parametrize(
    "column", ["at_us", "act", "deed", "role", "actor_id", "agency_id", "detail", "prev_hash", "hash"]
)
def test_attack_1_an_edited_row_is_named(anchored, column, with_anchor):
    row = row_at(SUBJECTS[3], 17)
    new = {"at_us": row.at_us - 60_000_000, "actor_id": UUID(int=9), "agency_id": UUID(int=9)}.get(
        column, "a" * 9
    )
    TrailRow.objects.filter(pk=row.pk).update(**{column: new})
    status, lines = verify(anchored if with_anchor else None)
    assert status == 1
    if column == "deed":
        row.deed = "aaaaaaaaa"
    assert names(lines, "altered", row), lines


@pytest.mark.parametrize("with_anchor", [False, True])
def test_attack_1_an_edited_row_whose_own_hash_is_mended_is_told_by_the_row_after_it(anchored, with_anchor):
    row, after = row_at(SUBJECTS[3], 17), row_at(SUBJECTS[3], 18)
    head = TrailHead.objects.get(subject_id=SUBJECTS[3])
    row.deed = "aaaaaaaaa"
    row.save()
    rechain([row])
    # Only this row: the head says what it said before.
    TrailHead.objects.filter(subject_id=SUBJECTS[3]).update(length=head.length, hash=head.hash)
    status, lines = verify(anchored if with_anchor else None)
    assert status == 1
    assert any(f"concern {SUBJECTS[3]} place {after.seq} (row {after.pk}, " in line for line in lines), lines
    if with_anchor:
        assert names(lines, "rewritten", row), lines


@pytest.mark.parametrize("with_anchor", [False, True])
def test_attack_2_a_row_deleted_in_the_middle_is_named(anchored, with_anchor):
    gone = row_at(SUBJECTS[3], 17)
    write("DELETE FROM access_trailrow WHERE id = %s", gone.pk)
    status, lines = verify(anchored if with_anchor else None)
    assert status == 1
    assert any(
        line.startswith(f"removed: concern {SUBJECTS[3]} place 17 ") and "place 17, before" in line
        for line in lines
    ), lines
    if with_anchor:
        assert any(f"row {gone.pk}: the anchor has this row" in line for line in lines), lines


def test_attack_3_a_cut_tail_is_found_by_the_head(anchored):
    write("DELETE FROM access_trailrow WHERE subject_id = %s AND seq > 35", _id(SUBJECTS[3]))
    status, lines = verify()
    assert status == 1
    assert any("cut from the end: place 36 to 40" in line for line in lines), lines


def test_attack_3_a_cut_tail_with_its_head_mended_is_found_by_the_anchor(anchored):
    gone = list(TrailRow.objects.filter(subject_id=SUBJECTS[3], seq__gt=35).values_list("pk", flat=True))
    write("DELETE FROM access_trailrow WHERE subject_id = %s AND seq > 35", _id(SUBJECTS[3]))
    rechain([row_at(SUBJECTS[3], 35)])
    assert verify()[0] == 0, "a bare chain cannot see this; if it does, this test attacks nothing"
    status, lines = verify(anchored)
    assert status == 1
    assert all(any(f"row {pk}: the anchor has this row" in line for line in lines) for pk in gone), lines


def test_attack_3_a_whole_chain_removed_with_its_head_is_found_by_the_anchor(anchored):
    write("DELETE FROM access_trailrow WHERE subject_id = %s", _id(SUBJECTS[3]))
    write("DELETE FROM access_trailhead WHERE subject_id = %s", _id(SUBJECTS[3]))
    assert verify()[0] == 0
    status, lines = verify(anchored)
    assert status == 1
    assert len([line for line in lines if "the anchor has this row" in line]) == 40


def test_attack_4_two_swapped_rows_are_named(anchored):
    one, two = row_at(SUBJECTS[3], 5), row_at(SUBJECTS[3], 9)
    write("UPDATE access_trailrow SET seq = 1000 WHERE id = %s", one.pk)
    write("UPDATE access_trailrow SET seq = 5 WHERE id = %s", two.pk)
    write("UPDATE access_trailrow SET seq = 9 WHERE id = %s", one.pk)
    status, lines = verify()
    assert status == 1
    assert any(f"place 9 (row {one.pk}, " in line and "written at place 5" in line for line in lines), lines
    assert any(f"place 5 (row {two.pk}, " in line and "written at place 9" in line for line in lines), lines


def test_attack_4_rows_swapped_and_rechained_are_found_by_the_anchor(anchored):
    one, two = row_at(SUBJECTS[3], 5), row_at(SUBJECTS[3], 9)
    one.deed, two.deed, one.detail, two.detail = two.deed, one.deed, two.detail, one.detail
    one.save()
    two.save()
    rechain(list(TrailRow.objects.filter(subject_id=SUBJECTS[3])))
    assert verify()[0] == 0
    status, lines = verify(anchored)
    assert status == 1
    assert names(lines, "rewritten", row_at(SUBJECTS[3], 5)), lines


def test_attack_5_an_inserted_row_is_named(anchored):
    copy = row_at(SUBJECTS[3], 40)
    copy.pk, copy.seq, copy.prev_hash = None, 41, copy.hash
    copy.hash = row_hash(
        copy.prev_hash,
        "concern",
        copy.subject_id.hex,
        41,
        copy.at_us,
        copy.act,
        copy.deed,
        copy.role,
        copy.actor_id.hex,
        copy.agency_id.hex,
        copy.detail,
    )
    copy.save(force_insert=True)
    status, lines = verify()
    assert status == 1
    assert names(lines, "inserted", copy), lines
    # With its head mended only the anchor tells.
    rechain([copy])
    assert verify()[0] == 0
    status, lines = verify(anchored)
    assert status == 1
    assert names(lines, "inserted", copy), lines


def test_attack_6_the_last_thousand_rows_rewritten_with_valid_hashes_and_heads(anchored):
    ids = list(TrailRow.objects.order_by("-id").values_list("pk", flat=True)[:1_000])
    first = TrailRow.objects.get(pk=ids[-1])
    TrailRow.objects.filter(pk=first.pk).update(actor_id=UUID(int=7))
    touched = TrailRow.objects.filter(pk__in=ids)
    touched.update(agency_id=UUID(int=7))
    rechain(list(touched))
    assert verify()[0] == 0, "a bare chain cannot see this; if it does, this test attacks nothing"
    status, lines = verify(anchored)
    assert status == 1
    assert lines[-1].startswith("The trail is not sound: 1000 faults"), lines[-1]
    assert names(lines, "rewritten", TrailRow.objects.get(pk=ids[-1]))


def test_a_chain_whose_head_is_gone_is_named(anchored):
    write("DELETE FROM access_trailhead WHERE subject_id = %s", _id(SUBJECTS[3]))
    status, lines = verify()
    assert status == 1
    assert any("the record of how long this chain is has gone" in line for line in lines), lines


def test_a_chain_removed_whole_but_for_its_head_is_named(anchored):
    for subject in (SUBJECTS[0], SUBJECTS[3], SUBJECTS[-1]):
        write("DELETE FROM access_trailrow WHERE subject_id = %s", _id(subject))
    status, lines = verify()
    assert status == 1
    assert sum("cut from the end: place 1 to 40" in line for line in lines) == 3, lines


def test_a_changed_or_shortened_anchor_is_refused(anchored, tmp_path):
    text = anchored.read_text()
    for n, wrong in enumerate(
        [text[:-30], text.replace('"digest":"', '"digest":"0', 1), "", "hello\n", "[]\n[]\n"]
    ):
        bad = tmp_path / f"bad-{n}.json"
        bad.write_text(wrong)
        with pytest.raises(CommandError, match=r"anchor|whole"):
            verify(bad)
    with pytest.raises(CommandError, match="exists already"):
        call_command("anchor_trail", out=anchored)


def test_since_looks_at_recent_chains_only(anchored):
    row = row_at(SUBJECTS[3], 17)
    TrailRow.objects.filter(pk=row.pk).update(deed="x")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_trail", since=date(2020, 1, 1), stdout=out)
    call_command("verify_trail", since=date(2999, 1, 1), stdout=out)


def test_the_database_refuses_to_change_the_trail():
    trail.append(operator(), Subject("concern", SUBJECTS[0]), Act.DID, "concerns.decide")
    statements = [
        "UPDATE access_trailrow SET deed = 'x'",
        "DELETE FROM access_trailrow",
        "DELETE FROM access_trailhead",
        "UPDATE access_trailhead SET length = length - 1",
        "UPDATE access_trailhead SET length = length",
    ]
    if connection.vendor == "postgresql":
        statements += ["TRUNCATE access_trailrow", "TRUNCATE access_trailhead"]
    else:
        statements.append(
            "INSERT OR REPLACE INTO access_trailrow SELECT id, subject_kind, subject_id, seq, at_us, act, 'x', role, actor_id, "
            "agency_id, detail, prev_hash, hash FROM access_trailrow"
        )
    for statement in statements:
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def _id(subject: UUID) -> str:
    return str(subject) if connection.vendor == "postgresql" else subject.hex
