"""Prepared questions ask what the ordinary ones ask, and refuse what cannot be prepared."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from goldenthread.access import prepared as room
from goldenthread.access.models import Agency, User
from goldenthread.access.need_to_know import visible
from goldenthread.access.prepared import NotPreparable, prepared, prepared_counts
from goldenthread.access.statements import Statement, written
from goldenthread.access.viewer import VISITOR
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern, ConcernStep
from goldenthread.ground import moment
from tests.factories import concerns as made

pytestmark = pytest.mark.django_db


def people(*names):
    agency = Agency.objects.create(name=f"Council {uuid4().hex[:6]}", kind="council")
    return [
        User.objects.create(email=f"{uuid4().hex}@example.org", name=name, role="front_door", agency=agency)
        for name in names
    ]


def test_other_values_are_put_into_the_same_statement():
    asked = []

    @prepared
    def by_name(name):
        asked.append(name)
        return User.objects.filter(name=name).select_related("agency")

    one, other = people("Ada Example", "Bea Example")
    room.checked = False
    try:
        assert by_name("Ada Example") == [one]
        built = len(asked)
        with CaptureQueriesContext(connection) as seen:
            (found,) = by_name("Bea Example")
            assert found == other
            assert found.agency.name == other.agency.name
            assert found.session_epoch == other.session_epoch
            assert not found._state.adding
            assert by_name("Nobody") == []
        assert len(seen) == 2
        assert len(asked) == built, "the query was built again"
    finally:
        room.checked = True


def test_objects_are_the_models_own_whole_or_in_part(cast):
    concern_id = made.received(narrative="Windows broken.", adult_wishes="To stay.")

    @prepared
    def whole(id):
        return Concern.objects.select_related("person", "allocated_to").filter(pk=id)

    @prepared
    def part(id):
        return Concern.objects.filter(pk=id).only("reference").annotate(twice=F("version") * 2)

    plain = Concern.objects.get(pk=concern_id)
    (row,) = whole(concern_id)
    fields = [field.attname for field in Concern._meta.concrete_fields]
    assert {name: getattr(row, name) for name in fields} == {name: getattr(plain, name) for name in fields}
    assert row.person is None
    row.team = "North"
    row.save(update_fields=["team"])
    (few,) = part(concern_id)
    assert few.get_deferred_fields() == set(fields) - {"id", "reference"}
    assert few.twice == plain.version * 2
    assert few.team == "North"


def test_a_viewer_is_a_value_and_their_role_is_not(cast):
    @prepared
    def seen(viewer):
        return visible(viewer, Concern)

    concern_id = made.received()
    assert [row.pk for row in seen(cast[Role.FRONT_DOOR])] == [concern_id]
    assert seen(VISITOR) == []
    assert seen(cast[Role.AUDITOR]) == []
    assert [row.pk for row in seen(cast[Role.MANAGER])] == [concern_id]


def test_the_moment_is_the_one_of_asking():
    @prepared
    def due():
        return Concern.objects.filter(due_at__lt=moment.now())

    made.received()
    assert due() == []
    with moment.at(moment.now() + timedelta(days=60)):
        assert len(due()) == 1


def test_numbers_come_in_one_statement_and_stop_at_their_most():
    @prepared_counts
    def numbers(name):
        rows = User.objects.filter(name=name)
        return {"all": (rows, 100), "few": (rows, 2), "none": (rows.none(), 100)}

    people("Ada", "Ada", "Ada", "Bea")
    numbers("Ada")
    with CaptureQueriesContext(connection) as asked:
        assert numbers("Ada") == {"all": 3, "few": 2, "none": 0}
    assert len(asked) == 1
    assert numbers("Bea") == {"all": 1, "few": 1, "none": 0}


def test_lists_of_any_length():
    @prepared
    def among(ids):
        return User.objects.filter(pk__in=ids).order_by("name")

    ada, bea, cay = people("Ada", "Bea", "Cay")
    assert among((ada.pk, cay.pk)) == [ada, cay]
    assert among((bea.pk,)) == [bea]
    assert among(()) == []
    assert among((bea.pk, *(uuid4() for _ in range(room.LONGEST_LIST + 5)))) == [bea]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (lambda name: User.objects.filter(name=name.lower()), "Ada"),
        (lambda name: User.objects.filter(name=name.strip()), "Ada"),
        (lambda name: User.objects.filter(name__startswith=name), "Ada"),
        (lambda at: Concern.objects.filter(due_at__lt=at + timedelta(days=1)), moment.now()),
        (lambda at: Concern.objects.filter(due_at__lt=moment.now() - timedelta(days=3)), moment.now()),
        (lambda number: User.objects.filter(version=number + 1), 1),
        (lambda number: User.objects.filter(version=1)[:number], 2),
    ],
    ids=["lowered", "stripped", "pattern", "sum", "sum of now", "plus one", "limit"],
)
def test_a_value_that_is_worked_upon_is_refused(question, value):
    question.__name__ = "question"
    with pytest.raises(NotPreparable, match="question: what is asked depends on a value"):
        prepared(question)(value)


def test_rows_fetched_along_are_refused():
    with pytest.raises(NotPreparable, match="question of their own"):
        prepared(_with_steps)(uuid4())


def _with_steps(id):
    return Concern.objects.filter(pk=id).prefetch_related("steps")


def test_a_branch_on_a_value_is_caught_where_it_is_checked():
    @prepared
    def branching(name):
        rows = User.objects.filter(name=name)
        return rows.order_by("-name") if name == "Bea" else rows

    branching("Ada")
    with pytest.raises(AssertionError, match="ordinary"):
        branching("Bea")


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite locks the whole file: there is no lock on a row")

    @prepared
    def locked(id):
        return ConcernStep.objects.select_for_update().filter(pk=id)

    from django.db import transaction

    with transaction.atomic():
        assert locked(1) == []
    with pytest.raises(TransactionManagementError):
        locked(1)


def test_our_own_words_are_written_into_the_statement_and_nothing_else_is():
    given = Statement("a = %s AND b = %s AND c LIKE '%%s' AND d = %s AND e = %s AND f = %s", ("open", None, "it's", 9, True), ((1, 0, str),))  # fmt: skip
    found = written(given)
    assert found.sql == "a = 'open' AND b = %s AND c LIKE '%%s' AND d = %s AND e = 9 AND f = true"
    assert found.filled(["x' OR 1=1 --"]) == ("x' OR 1=1 --", "it's")
