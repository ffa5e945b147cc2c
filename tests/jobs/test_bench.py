"""The bench measures what the house writes: copies have the shape of what procedures wrote, can be opened, and verify."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps

from bench.fill import grow, read_pattern
from goldenthread.access import trail_check
from goldenthread.access.models import TrailRow
from goldenthread.access.viewer import operator
from goldenthread.concerns.models import Concern
from goldenthread.concerns.queries import open_concern
from goldenthread.concerns.vocabulary import LimbAnswer, NoActionReason, Outcome
from goldenthread.ground.references import is_valid
from goldenthread.people.models import Person
from tests.factories import concerns

pytestmark = pytest.mark.django_db
COPIES = 12


@pytest.fixture
def cases(manager):
    """One concern decided and one still open."""
    closed = concerns.screened(manager, abuse=LimbAnswer.NO)
    reason = NoActionReason.values()[0]
    concerns.decided(manager, closed, Outcome.NO_FURTHER_ACTION, reason=NoActionReason(reason))
    assert Concern.objects.get(pk=closed).status == "decided"
    return closed, concerns.received()


def shapes(model) -> Counter:
    """How often each set of filled columns comes."""
    names = [field.attname for field in model._meta.concrete_fields if not field.generated]
    rows = model.objects.values(*names)
    return Counter(
        frozenset(name for name, value in row.items() if value not in (None, "", [], {})) for row in rows
    )


def test_copies_have_the_shape_of_what_they_were_copied_from(cases, manager):
    rooms = ("people", "concerns", "letters", "enquiries")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    before = {model: shapes(model) for model in models}
    assert sum(len(found) > 0 for found in before.values()) >= 6, (
        "too few tables are filled to prove anything"
    )
    chains = Counter(TrailRow.objects.filter(subject_kind="concern").values_list("deed", "seq"))
    grow(2 + COPIES)
    assert Concern.objects.count() >= 2 + COPIES
    for model in models:
        assert set(shapes(model)) == set(before[model]), model.__name__
    decided = Concern.objects.filter(status="decided").count()
    steps = {
        model: sum(shapes(model).values()) / sum(found.values()) for model, found in before.items() if found
    }
    assert max(steps.values()) <= max(decided, Concern.objects.count() - decided)
    assert set(TrailRow.objects.filter(subject_kind="concern").values_list("deed", "seq")) == set(chains)
    assert list(trail_check.check_chains(operator())) == []
    references = list(Concern.objects.values_list("reference", flat=True))
    assert len(set(references)) == len(references)
    assert all(is_valid(reference) for reference in references)
    numbers = list(Person.objects.exclude(nhs_number="").values_list("nhs_number", flat=True))
    assert all(number.startswith("999") for number in numbers)
    copied = Concern.objects.filter(status="decided").exclude(pk=cases[0]).values_list("pk", flat=True)[0]
    open_concern(manager, copied)


def test_a_pattern_tells_open_work_from_closed(cases):
    assert sorted(case.is_open for case in read_pattern().cases) == [False, True]
