"""The doorway: permission, one transaction, a trail row, and a refusal that is itself on the trail."""

from __future__ import annotations

import pytest

from goldenthread.access import trail
from goldenthread.access.doorway import PROCEDURES, Done, NotThere, procedure
from goldenthread.access.models import TrailRow
from goldenthread.access.trail import Subject
from goldenthread.ground.verdicts import Refused, refused


@pytest.fixture
def deeds():
    """Deeds for these tests, taken out of the list afterwards."""
    before = dict(PROCEDURES)

    def make(permission="settings.change", body=None):
        def deed(by, *, account_id):
            subject = Subject("account", account_id)
            if body:
                body(by, subject)
            return Done("done", subject, {"how": "well"})

        deed.__module__ = "goldenthread.architecture.procedures"
        return procedure(permission, about="account")(deed)

    yield make
    PROCEDURES.clear()
    PROCEDURES.update(before)


def rows(subject_id):
    return list(
        TrailRow.objects.filter(subject_id=subject_id).order_by("seq").values_list("act", "deed", "detail")
    )


@pytest.mark.django_db
def test_a_deed_leaves_a_row_on_the_trail(deeds, administrator, board_member):
    before = len(rows(board_member.user_id))
    assert deeds()(administrator, account_id=board_member.user_id) == "done"
    found = rows(board_member.user_id)[before:]
    assert found == [("did", "architecture.deed", '{"how":"well"}')]


@pytest.mark.django_db
def test_a_role_without_the_permission_is_refused_and_that_is_on_the_trail(deeds, auditor, board_member):
    ran = []
    with pytest.raises(Refused) as caught:
        deeds(body=lambda by, subject: ran.append(1))(auditor, account_id=board_member.user_id)
    assert caught.value.verdict.codes == ("ROLE",)
    assert not ran
    assert ("refused", "architecture.deed", '{"codes":["ROLE"]}') in rows(board_member.user_id)


@pytest.mark.django_db
def test_a_refused_deed_undoes_everything_it_wrote(deeds, administrator, board_member):
    other = Subject("agency", administrator.agency_id)

    def writes_then_refuses(by, subject):
        from goldenthread.access.vocabulary import Act

        trail.append(by, other, Act.DID, "architecture.half")
        raise Refused(refused("NO", "No."))

    with pytest.raises(Refused):
        deeds(body=writes_then_refuses)(administrator, account_id=board_member.user_id)
    assert not TrailRow.objects.filter(deed="architecture.half").exists()
    assert ("refused", "architecture.deed", '{"codes":["NO"]}') in rows(board_member.user_id)


@pytest.mark.django_db
def test_a_record_nobody_has_gets_no_chain_of_its_own(deeds, administrator):
    from uuid import uuid4

    missing = uuid4()

    def not_there(by, subject):
        raise NotThere(subject)

    with pytest.raises(NotThere):
        deeds(body=not_there)(administrator, account_id=missing)
    assert rows(missing) == []
    assert any("NOT-THERE" in detail for _, _, detail in rows(administrator.user_id))


@pytest.mark.django_db
def test_no_trail_row_no_deed(deeds, administrator, board_member, monkeypatch):
    from goldenthread.access.models import Agency

    def renames(by, subject):
        Agency.objects.filter(pk=by.agency_id).update(name="Changed")

    def full(*args, **kwargs):
        raise OSError("no room")

    monkeypatch.setattr(trail, "append", full)
    with pytest.raises(OSError, match="no room"):
        deeds(body=renames)(administrator, account_id=board_member.user_id)
    assert not Agency.objects.filter(name="Changed").exists()


def test_an_unknown_permission_is_refused_when_the_code_is_loaded():
    with pytest.raises(ValueError, match=r"castles\.build"):
        procedure("castles.build")


def test_a_deed_that_does_not_begin_with_by_is_refused_when_the_code_is_loaded(deeds):
    def deed(who):
        return Done(None, Subject("account", who))

    deed.__module__ = "goldenthread.architecture.procedures"
    with pytest.raises(TypeError, match="'by'"):
        procedure("settings.change")(deed)
