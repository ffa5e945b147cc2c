"""The national return: prepared by one, signed by another, frozen, restated beside what was published."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import openpyxl
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import TrailRow
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.insight import procedures, queries
from goldenthread.insight.counting import count_returns
from goldenthread.insight.models import ReturnCount, ReturnEdition, ReturnFile
from goldenthread.insight.sac import tidy
from goldenthread.insight.vocabulary.returns import CountState, ReturnState
from tests.factories import access
from tests.factories import returns as made
from tests.insight import sac_by_hand, sac_tables
from tests.insight.test_sac_golden import by_hand

pytestmark = pytest.mark.django_db


def codes(deed, *arguments, **more):
    with pytest.raises(Refused) as no:
        deed(*arguments, **more)
    return no.value.verdict.codes


def test_from_draft_to_frozen_with_a_second_pair_of_eyes(data_officer, manager):
    return_id = made.draft(data_officer)
    page = queries.return_page(data_officer, return_id)
    assert page.line.state is ReturnState.DRAFT
    told = {tuple(a): cell.value for a, _, cell in page.kept.places.values() if cell.value}
    assert told == {tuple(address): number for address, number in by_hand().items()}
    assert page.deeds["send_to_sign"].codes == ("RET-02",)
    # A comment on half of them is not enough.
    check = page.checks[0].finding
    said = {"return_id": return_id, "code": check.code, "where": check.where}
    assert codes(procedures.comment, data_officer, version=1, words="Seen.", **said) == ("STALE",)
    now = made.version(return_id)
    assert codes(procedures.comment, data_officer, version=now, words="  ", **said) == ("WORDS",)
    procedures.comment(data_officer, version=now, words="Seen.", **said)
    sending = {"return_id": return_id, "version": made.version(return_id)}
    assert codes(procedures.send_to_sign, data_officer, **sending) == ("RET-02",)
    made.explained(data_officer, return_id)
    procedures.send_to_sign(data_officer, return_id=return_id, version=made.version(return_id))
    # The digest that is signed is that of the manifest, and the manifest's those of the files.
    page = queries.return_page(manager, return_id)
    manifest = queries.kept_file(manager, return_id, "manifest.json").content
    assert sha256(manifest).hexdigest() == page.line.digest
    book = queries.kept_file(manager, return_id, "return.xlsx").content
    assert json.loads(manifest)["files"]["return.xlsx"] == sha256(book).hexdigest()
    with pytest.raises(NotThere):
        queries.published_page(manager, uuid4(), stricter=False)
    procedures.sign_off(manager, return_id=return_id, version=page.line.version)
    page = queries.return_page(manager, return_id)
    assert (page.line.state, page.line.signed_by) == (ReturnState.SIGNED, manager.name)
    assert queries.kept_file(data_officer, return_id, "return.xlsx").content == book
    assert [step.what for step in page.steps][-2:] == ["Sent for sign-off", "Signed off and frozen"]
    row = TrailRow.objects.get(subject_id=return_id, deed="insight.sign_off", act="did")
    assert page.line.digest in row.detail
    # Nothing is done to it any more.
    assert codes(procedures.count_again, data_officer, return_id=return_id, version=page.line.version) == (
        "STATE",
    )


def test_nobody_signs_their_own_and_the_tables_know_it_too(data_officer, manager, monkeypatch):
    return_id = made.sent(data_officer)
    ReturnEdition.objects.get(pk=return_id).steps.create(
        at=moment.now(), deed="comment", what="explained", by_id=manager.user_id, by_name=manager.name
    )
    signing = {"return_id": return_id, "version": made.version(return_id)}
    assert queries.return_page(manager, return_id).deeds["sign_off"].codes == ("RET-01",)
    assert codes(procedures.sign_off, manager, **signing) == ("RET-01",)
    assert codes(procedures.sign_off, data_officer, **signing) == ("ROLE",)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReturnEdition.objects.filter(pk=return_id).update(
            state="signed", signed_at=moment.now(), signed_by_id=data_officer.user_id
        )


def test_what_was_signed_cannot_be_changed_even_past_the_doorway(data_officer, manager):
    return_id = made.signed(data_officer, manager)
    file = ReturnFile.objects.get(edition=return_id, name="return.csv")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReturnFile.objects.filter(pk=file.pk).update(content=b"table\r\n")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReturnEdition.objects.filter(pk=return_id).update(state="draft", digest="")
    # A file put in the place of another by somebody who took the old one away is found when it is given out.
    with transaction.atomic():
        ReturnFile.objects.filter(pk=file.pk).delete()
        ReturnFile.objects.create(
            edition_id=return_id,
            round=file.round,
            name=file.name,
            size=1,
            content=b"x",
            digest=sha256(b"x").hexdigest(),
        )
        with pytest.raises(queries.AlteredFile):
            queries.kept_file(manager, return_id, "return.csv")
        transaction.set_rollback(True)


def test_a_restatement_is_another_edition_and_moves_nothing(data_officer, manager):
    first = made.signed(data_officer, manager)
    published = {
        name: queries.kept_file(manager, first, name).content
        for name in ("return.xlsx", "return.csv", "published.csv")
    }
    assert codes(procedures.start_return, data_officer, year=made.YEAR, reason="") == ("RET-04",)
    second = made.sent(data_officer, reason="One concern was another council's.", concern="101")
    assert codes(procedures.start_return, data_officer, year=made.YEAR, reason="Once more, as it seems.") == (
        "RET-05",
    )
    page = queries.compared(manager, second, None)
    assert page.other.id == first
    moved = {tuple(each.address): (each.before, each.now) for each in page.moved}
    assert moved[("SG1f", "Safeguarding Concerns", "Total", "Cases")] == (12, 11)
    procedures.sign_off(manager, return_id=second, version=made.version(second))
    for name, content in published.items():
        assert queries.kept_file(manager, first, name).content == content
        assert queries.kept_file(manager, second, name).content != content
    assert queries.return_page(manager, first).line.state is ReturnState.SIGNED
    board = access.viewer(role=Role.BOARD_MEMBER)
    assert {line.id for line in queries.editions(board)} == {first, second}


def test_a_comment_holds_for_the_number_it_was_written_about(data_officer):
    return_id = made.draft(data_officer)
    made.explained(data_officer, return_id)
    assert queries.return_page(data_officer, return_id).unexplained == 0
    procedures.count_again(data_officer, return_id=return_id, version=made.version(return_id))
    assert codes(
        procedures.count_again, data_officer, return_id=return_id, version=made.version(return_id)
    ) == ("COUNTING",)
    before = made.version(return_id)
    made.counted(return_id, enquiry="203")
    assert made.version(return_id) == before + 1, "a page of the older count is stale"
    page = queries.return_page(data_officer, return_id)
    again = {check.finding.code for check in page.checks if not check.explained}
    assert "SAC-10" in again
    assert "SAC-04" not in again


def test_what_the_facts_cannot_feed_is_entered_by_hand_and_nothing_else(data_officer, manager):
    return_id = made.draft(data_officer)
    page = queries.return_page(data_officer, return_id)
    cells = {address: cell.number for address, _, cell in page.kept.places.values()}
    reviews = {at: 2 for address, at in cells.items() if address.table == "SG5a"}
    concerns = next(at for address, at in cells.items() if address.table == "SG1f")
    sending = {"return_id": return_id, "version": page.line.version}
    assert codes(procedures.enter, data_officer, values={**reviews, concerns: 1}, **sending) == ("COUNTED",)
    assert procedures.enter(data_officer, values=reviews, **sending) == 2
    page = queries.return_page(data_officer, return_id)
    told = {
        check.finding.where: check.finding.words for check in page.checks if check.finding.code == "SAC-17"
    }
    assert set(told) == {"SG5b"}
    one = next(at for address, at in cells.items() if address.table == "SG5b")
    procedures.enter(data_officer, return_id=return_id, version=page.line.version, values={one: 0})
    page = queries.return_page(data_officer, return_id)
    assert any("11 mandatory cells" in check.finding.words for check in page.checks)
    number = page.checks[-1].finding.number
    assert queries.return_check(manager, return_id, number).check == page.checks[-1]
    made.explained(data_officer, return_id)
    procedures.send_to_sign(data_officer, return_id=return_id, version=made.version(return_id))
    rows = queries.kept_file(manager, return_id, "return.csv").content.decode().splitlines()
    assert sum(row.startswith("SG5a") and row.endswith(",2,supplied") for row in rows) == 2
    assert sum(row.startswith("SG5b") and row.endswith(",0,supplied") for row in rows) == 1
    assert sum(row.startswith("SG5b") and row.endswith(",,not_supplied") for row in rows) == 11
    # A restatement begins with what was entered, and with what was said.
    procedures.sign_off(manager, return_id=return_id, version=made.version(return_id))
    again = made.draft(data_officer, reason="One concern was another council's.")
    page = queries.return_page(data_officer, again)
    entered = {
        a.table: cell.value for a, block, cell in page.kept.places.values() if block.waits_for and cell.value
    }
    assert entered == {"SG5a": 2}
    check = queries.return_check(data_officer, again, page.checks[0].finding.number)
    assert (check.check.comment, check.earlier) == (None, made.SAID)


def test_words_of_people_are_no_formula_in_any_file(data_officer, manager):
    return_id = made.signed(data_officer, manager)
    content = queries.kept_file(manager, return_id, "return.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    comments = [row[4].value for row in book["Checks"].iter_rows(min_row=2)]
    assert set(comments) == {"'=We looked at each, and it is so."}
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    checks = queries.kept_file(manager, return_id, "checks.csv").content.decode()
    assert ",=We" not in checks
    rows = queries.kept_file(manager, return_id, "return.csv").content.decode().splitlines()
    assert rows[0] == ",".join(tidy.HEADER)


def test_outside_the_council_only_the_stricter_view_of_what_was_signed(data_officer, manager):
    return_id = made.sent(data_officer)
    board, officer = access.viewer(role=Role.BOARD_MEMBER), access.viewer(role=Role.FRONT_DOOR)
    for reader in (board, officer):
        assert queries.editions(reader) == ()
        with pytest.raises(NotThere):
            queries.published_page(reader, return_id, stricter=False)
    procedures.sign_off(manager, return_id=return_id, version=made.version(return_id))
    page = queries.published_page(board, return_id, stricter=False)
    assert page.stricter
    assert {line.value for line in page.lines} <= {
        "[c]",
        "[x]",
        "0",
        "5",
        "10",
        "15",
        *map(str, range(0, 101)),
    }
    numbers = {line.value for line in page.lines if line.table == "SG1a"}
    assert numbers <= {"0", "5", "10", "[c]", "[x]"}
    for name in ("return.xlsx", "return.csv", "checks.csv", "published.csv", "manifest.json"):
        with pytest.raises(NotThere):
            queries.kept_file(board, return_id, name)
    for deed in (queries.return_page, queries.compared):
        with pytest.raises(Refused):
            deed(board, return_id, *([None] if deed is queries.compared else []))
    assert b"[c]" in queries.kept_file(board, return_id, "published-stricter.csv").content
    assert queries.kept_file(officer, return_id, "published.csv").content


@pytest.mark.promise("A4")
def test_counted_from_the_records_and_each_case_found_again(db, tmp_path, settings, data_officer, manager):
    settings.DATA_FOLDER = tmp_path
    sac_tables.fill(people=30, seed=5)
    return_id = procedures.start_return(data_officer, year=made.YEAR)
    assert queries.counts_waiting(operator()) == 1
    assert count_returns(operator()) == 1
    page = queries.return_page(data_officer, return_id)
    assert page.counting is None
    # What is signed, cell by cell as counted by hand-written SQL over the tables of the rooms.
    by_sql = sac_by_hand.counted(made.YEAR)
    places = page.kept.places.values()
    supplied = {tuple(address): cell.value for address, _, cell in places if cell.value is not None}
    assert set(by_sql) <= set(supplied)
    assert supplied == {address: by_sql.get(address, 0) for address in supplied}
    of_cases = {"SG1f", "SG3a"}
    tried = 0
    for address, block, cell in page.kept.places.values():
        if cell.value and (address.table in of_cases) and not block.waits_for:
            found = queries.return_cell(manager, return_id, cell.number)
            assert (found.behind.counted, found.behind.seen) == (cell.value, cell.value), address
            assert len(found.behind.cases) == min(cell.value, 50)
            tried += 1
    assert tried > 10
    # A source of risk is counted by enquiry: the way back leads to the enquiry.
    some = next(c for a, _, c in page.kept.places.values() if a.table == "SG2a" and c.value)
    found = queries.return_cell(manager, return_id, some.number)
    assert found.behind.seen == some.value
    assert {case.kind for case in found.behind.cases} == {"enquiry"}
    # Row by row: what the reader may not see is not there.
    cell = next(c for a, _, c in page.kept.places.values() if a[:2] == ("SG1f", "Safeguarding Concerns"))
    case = queries.return_cell(manager, return_id, cell.number).behind.cases[0]
    Concern.objects.filter(pk=case.id).update(restricted=True)
    after = queries.return_cell(manager, return_id, cell.number).behind
    assert after.seen == cell.value - 1
    assert case.id not in {each.id for each in after.cases}
    blind = queries.return_cell(data_officer, return_id, cell.number).behind
    assert (blind.may_see, blind.counted, blind.cases) == (False, cell.value, ())
    looked = TrailRow.objects.filter(subject_id=return_id, act="looked", deed="insight.return_cell")
    assert looked.count() >= tried + 3
    check = next(check for check in page.checks if check.finding.kind and check.finding.count)
    assert queries.return_check(manager, return_id, check.finding.number).behind.counted
    made.explained(data_officer, return_id)
    procedures.send_to_sign(data_officer, return_id=return_id, version=made.version(return_id))
    procedures.sign_off(manager, return_id=return_id, version=made.version(return_id))
    content = queries.kept_file(manager, return_id, "return.csv").content.decode()
    rows = list(csv.reader(io.StringIO(content, newline="")))[1:]
    assert {tuple(row[:4]): int(row[4]) for row in rows if row[5] == "supplied"} == supplied


def test_a_count_that_was_stopped_is_taken_up_again_and_one_that_fails_says_why(
    data_officer, settings, tmp_path
):
    return_id = procedures.start_return(data_officer, year="2026-27")
    with moment.at(moment.now()):
        first = procedures.take_next_count(operator())
        assert procedures.take_next_count(operator()) is None
    with moment.at(moment.now() + timedelta(minutes=31)):
        again = procedures.take_next_count(operator())
        assert again == first
    procedures.note_not_counted(operator(), count_id=first.id, trouble="The facts hold nothing of 2026-27.")
    page = queries.return_page(data_officer, return_id)
    assert (page.counting.state, page.kept) == (CountState.FAILED, None)
    assert page.deeds["send_to_sign"].codes == ("RET-03",)
    procedures.give_up(data_officer, return_id=return_id, version=made.version(return_id), words="Too early.")
    assert procedures.start_return(data_officer, year="2026-27")
    assert ReturnCount.objects.filter(edition=return_id, state="waiting").count() == 0
