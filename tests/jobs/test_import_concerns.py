"""goldenthread import_concerns: a file of concerns comes in whole, once, and explained."""

import csv

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from goldenthread.access.models import Agency, TrailHead, TrailRow
from goldenthread.concerns.models import Concern, ConcernStep, WishRow
from goldenthread.concerns.policy.intake import FIELDS
from goldenthread.letters.models import Letter
from tests.factories.access import agency
from tests.jobs.rows_of_concerns import BROKEN, good, header, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    """Runs the command; gives exit status and the last line."""

    def do(*args):
        status = 0
        try:
            call_command("import_concerns", *map(str, args))
        except SystemExit as ended:
            status = ended.code
        return status, capsys.readouterr().out.strip().splitlines()[-1]

    return do


@pytest.fixture
def file(tmp_path):
    def write(*lines, head=None, mark=b""):
        path = tmp_path / "in.csv"
        path.write_bytes(mark + (header() if head is None else head) + b"".join(lines))
        return path

    return write


def rejects(path):
    with path.open(encoding="utf-8", newline="") as out:
        return list(csv.DictReader(out))


def test_of_a_thousand_rows_with_37_broken_each_in_its_way_963_are_kept_and_37_explained(run, file, tmp_path):
    ways = list(BROKEN)[:37]
    assert len(ways) == 37
    lines = [line(good(n)) for n in range(1000)]
    for n, way in enumerate(ways):
        lines[n * 27] = BROKEN[way][0](n * 27)
    path, out = file(*lines), tmp_path / "out.csv"
    assert run(path, "--rejects", out) == (3, "read 1000, kept 963, rejected 37, already held 0")
    found = rejects(out)
    assert len(found) == 37
    for way, row in zip(ways, found, strict=True):
        assert BROKEN[way][1] in row["reasons"], way
    assert (Concern.objects.count(), ConcernStep.objects.count()) == (963, 963)
    assert WishRow.objects.count() == Concern.objects.exclude(adult_wishes="").count()
    before = _whole()
    assert run(path, "--rejects", out) == (3, "read 1000, kept 0, rejected 37, already held 963")
    assert rejects(out) == found
    assert _whole() == before


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_row_is_named_and_takes_no_neighbour_with_it(run, file, tmp_path, way):
    make, word = BROKEN[way]
    out = tmp_path / "out.csv"
    path = file(line(good(1)), make(2), line(good(3)), line(good(4)))
    assert run(path, "--rejects", out) == (3, "read 4, kept 3, rejected 1, already held 0")
    (row,) = rejects(out)
    assert word in row["reasons"]
    assert set(Concern.objects.values_list("external_ref", flat=True)) == {
        "REF-000001",
        "REF-000003",
        "REF-000004",
    }


def test_rows_are_the_same_as_those_of_the_other_doors(run, file):
    run(file(line(good(1) | {"adult_wishes": "To go home.", "referrer_contact": "larch@example.org"})))
    row = Concern.objects.get()
    council = Agency.objects.get(kind="council")
    assert (row.channel, row.agency_id, row.status, row.reference[:4]) == (
        "file",
        council.pk,
        "received",
        "SGC-",
    )
    assert WishRow.objects.get().words == "To go home."
    assert Letter.objects.get().to == "larch@example.org"
    trail = TrailRow.objects.get(subject_kind="concern", subject_id=row.pk)
    assert (trail.deed, trail.seq, trail.role) == ("concerns.receive", 1, "operator")
    assert TrailHead.objects.get(subject_id=row.pk).hash == trail.hash
    call_command("verify_trail")


def test_a_file_of_rejected_rows_is_put_right_and_imported_in_its_turn(run, file, tmp_path):
    out = tmp_path / "out.csv"
    wild = good(1) | {
        "place": "pub",
        "narrative": "=HYPERLINK(1)",
        "adult_wishes": "'=kept",
        "referrer_contact": "+44 1632 960555",
    }
    assert run(file(line(wild)), "--rejects", out)[0] == 3
    (row,) = rejects(out)
    assert (row["row"], row["narrative"], row["referrer_contact"]) == (
        "2",
        "'=HYPERLINK(1)",
        "'+44 1632 960555",
    )
    mended = tmp_path / "mended.csv"
    mended.write_bytes(out.read_bytes().replace(b"pub", b"other"))
    assert run(mended) == (0, "read 1, kept 1, rejected 0, already held 0")
    held = Concern.objects.get()
    assert (held.narrative, held.adult_wishes, held.referrer_contact) == (
        "=HYPERLINK(1)",
        "'=kept",
        "+44 1632 960555",
    )


def test_rejects_of_rejects_keep_the_original_cells(run, file, tmp_path):
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    run(file(line(good(1) | {"place": "pub", "narrative": "=1+1"})), "--rejects", first)
    run(first, "--rejects", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_reference_that_stands_twice_in_one_file_is_explained(run, file, tmp_path):
    out = tmp_path / "out.csv"
    path = file(line(good(1)), line(good(2)), line(good(1) | {"narrative": "Something else."}))
    assert run(path, "--rejects", out) == (3, "read 3, kept 2, rejected 1, already held 0")
    assert "row 2 already" in rejects(out)[0]["reasons"]


def test_a_byte_order_mark_unix_line_ends_empty_lines_and_other_order_are_fine(run, file):
    columns = tuple(reversed(FIELDS))
    lines = [line(good(n), columns).replace(b"\r\n", b"\n") for n in range(3)]
    path = file(lines[0], b"\n", *lines[1:], b"\n\n", head=header(columns), mark=b"\xef\xbb\xbf")
    assert run(path) == (0, "read 3, kept 3, rejected 0, already held 0")


def test_columns_nobody_fills_may_be_left_out(run, file):
    columns = ("external_ref", "raised_at", "narrative", "adult_family_name")
    assert run(file(line(good(1), columns), head=header(columns)))[0] == 0
    assert (Concern.objects.get().place, Concern.objects.get().adult_aware) == ("not_known", "not_asked")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no header"),
        (b"\n\n", "no header"),
        (header().replace(b"place", b"pplace"), "“pplace”. Did you mean “place”?"),
        (header((*FIELDS, "place")), "“place” is there twice"),
        (header(tuple(f for f in FIELDS if f not in ("narrative", "raised_at"))), "raised_at, narrative"),
        (header().replace(b",", b";"), "separated by commas"),
        ("external_ref,raised_at".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "There is no column"),
    ],
)
def test_an_unusable_file_is_refused_with_what_to_do(file, content, words):
    path = file(head=content)
    with pytest.raises(CommandError, match=r"import|header|commas|UTF-16") as no:
        call_command("import_concerns", str(path))
    assert no.value.returncode == 2
    assert words in str(no.value)
    assert not Concern.objects.exists()


def test_no_such_file_or_agency_is_said_plainly(file, tmp_path):
    for args in ([str(tmp_path / "none.csv")], [str(tmp_path)], [], [str(file()), "--agency", "Nobody Ltd"]):
        with pytest.raises(CommandError) as no:
            call_command("import_concerns", *args)
        assert no.value.returncode == 2


def test_rows_belong_to_the_agency_named(run, file):
    theirs = agency(name="Sandgate Hospitals NHS Trust")
    assert run(file(line(good(1))), "--agency", "sandgate hospitals nhs trust")[0] == 0
    assert Concern.objects.get().agency_id == theirs
    assert run(file(line(good(1))))[1] == "read 1, kept 1, rejected 0, already held 0"


def test_the_template_is_a_header_that_works(run, file, capsys):
    call_command("import_concerns", "--template")
    head = capsys.readouterr().out
    assert head.strip().split(",") == list(FIELDS)
    assert run(file(line(good(1)), head=head.encode()))[0] == 0


def test_one_row_the_database_refuses_loses_no_other(run, file, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the refusal is made with a trigger of SQLite")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER refuses BEFORE INSERT ON concerns_concern WHEN NEW.external_ref = 'REF-000007' "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    out = tmp_path / "out.csv"
    assert run(file(*[line(good(n)) for n in range(20)]), "--rejects", out) == (
        3,
        "read 20, kept 19, rejected 1, already held 0",
    )
    assert "database could not keep this row" in rejects(out)[0]["reasons"]


def test_killed_in_the_middle_it_goes_on_where_it_was(run, file, monkeypatch):
    from goldenthread.jobs import imports

    monkeypatch.setattr(imports, "BATCH", 10)
    path = file(*[line(good(n)) for n in range(35)])
    calls = []

    def dies(by, **given):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return keep(by, **given)

    keep = imports.receive_many
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(imports, "receive_many", dies)
        call_command("import_concerns", str(path))
    assert Concern.objects.count() == 20
    assert run(path) == (0, "read 35, kept 15, rejected 0, already held 20")


def _whole():
    return (
        sorted(Concern.objects.values_list("reference", "version", "external_ref")),
        ConcernStep.objects.count(),
        WishRow.objects.count(),
        Letter.objects.count(),
        TrailRow.objects.filter(subject_kind="concern").count(),
    )
