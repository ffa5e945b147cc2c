"""A1: every look at a record is on the trail, in the same transaction: no row, no page; no page, no row."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from goldenthread.access import doorway, trail
from goldenthread.access.models import TrailRow
from goldenthread.access.vocabulary import Act, Role
from goldenthread.web.routes import opens, table
from tests.plugins.web import signed_in
from tests.promises.addresses import fill, names
from tests.promises.people_and_cases import build

pytestmark = [pytest.mark.promise("A1"), pytest.mark.django_db]

# Kinds of record whose page is the opening of a case.
SENSITIVE = {"concern", "enquiry", "person", "caused_enquiry"}
READERS = (Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER, Role.PARTNER, Role.PROVIDER_MANAGER)


def pages(world, role: Role, situation: str):
    """Pages of a record that this role may ask for."""
    for name, _, pattern in names():
        row = table().routes.get(name)
        if (
            row
            and row.record in SENSITIVE
            and "GET" in row.methods
            and opens(name, role)
            and not name.startswith("api:")
        ):
            yield name, fill(pattern, world.values(role, situation))


def last_row() -> int:
    return TrailRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def looks(since: int, actor, subjects) -> int:
    """Looks at these records by this person since then."""
    return TrailRow.objects.filter(
        pk__gt=since, act=Act.LOOKED, actor_id=actor, subject_id__in=subjects
    ).count()


def test_a_page_shows_a_case_exactly_when_a_look_is_on_the_trail(cast):
    world = build(cast)
    shown = hidden = 0
    for role in READERS:
        client = signed_in(cast[role])
        for situation in ("own", "other", "restricted"):
            values = world.values(role, situation)
            case = next(
                case for case in world.cases.values() if case.values["person_id"] == values["person_id"]
            )
            for name, address in pages(world, role, situation):
                since = last_row()
                answer = client.get(address, follow=False)
                disclosed = case.canary.encode() in answer.content
                looked = looks(since, cast[role].user_id, case.subjects)
                told = f"{name} as {role.value} ({situation}): status {answer.status_code}, {looked} looks"
                assert looked or not disclosed, f"the case is shown and nobody knows: {told}"
                assert not looked or answer.status_code in (200, 302), f"a look that was none: {told}"
                shown += disclosed
                hidden += not disclosed
    print(f"A1: {shown} pages of a case shown, {hidden} not shown")
    assert shown >= 60
    assert hidden >= 40


def test_a_refused_look_is_on_the_trail_too(cast):
    world = build(cast)
    client = signed_in(cast[Role.PARTNER])
    since = last_row()
    assert (
        client.get(fill("partners/asked/<uuid:caused_id>", world.values(Role.PARTNER, "other"))).status_code
        == 404
    )
    rows = TrailRow.objects.filter(pk__gt=since, act=Act.REFUSED, actor_id=cast[Role.PARTNER].user_id)
    assert rows.count() == 1
    assert "NOT-THERE" in rows.get().detail


def _case(world, role: Role):
    """The case that is this role's own."""
    values = world.values(role, "own")
    return next(case for case in world.cases.values() if case.values["person_id"] == values["person_id"])


def test_when_the_trail_cannot_be_written_nothing_is_shown(cast, monkeypatch):
    world = build(cast)
    clients = {role: signed_in(cast[role]) for role in READERS}
    usually = {
        (role, name)
        for role, client in clients.items()
        for name, address in pages(world, role, "own")
        if _case(world, role).canary.encode() in client.get(address).content
    }

    def full(*_args, **_kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(trail, "append", full)
    monkeypatch.setattr(doorway.trail, "append", full)
    tried = 0
    for role, client in clients.items():
        client.raise_request_exception = False
        for name, address in pages(world, role, "own"):
            answer = client.get(address)
            assert _case(world, role).canary.encode() not in answer.content, f"{name} as {role.value}"
            if (role, name) in usually:
                tried += 1
                assert answer.status_code >= 500, f"{name} as {role.value}: {answer.status_code}"
    assert tried >= 30


def test_reading_the_trail_is_on_the_trail(cast):
    auditor = cast[Role.AUDITOR]
    client = signed_in(auditor)
    since = last_row()
    assert client.get("/trail/").status_code == 200
    assert TrailRow.objects.filter(pk__gt=since, act=Act.LOOKED, actor_id=auditor.user_id).count() == 1
