"""S14: whatever is sent with any form of any page, the answer is a page and never a fault."""

from __future__ import annotations

import random
from collections import Counter
from uuid import uuid4

import pytest
from django.db import transaction

from goldenthread.access.vocabulary import Role
from goldenthread.web.routes import opens, table
from tests.plugins.web import HttpsClient, signed_in
from tests.promises.addresses import fill, names
from tests.promises.fuzzing import OF_EACH_FORM, SEED, boxes, filling
from tests.promises.people_and_cases import World, build

pytestmark = [pytest.mark.promise("S14"), pytest.mark.django_db]

SENDERS = (
    Role.VISITOR,
    Role.FRONT_DOOR,
    Role.MANAGER,
    Role.SOCIAL_WORKER,
    Role.PROVIDER_MANAGER,
    Role.ADMINISTRATOR,
)
# These end the session, which would leave nothing to try; they have no field to fill in.
ENDS_SESSION = ("account:sign_out", "account:end_sessions")
LEAST_FORMS = 60


def client_for(cast, role: Role) -> HttpsClient:
    """A client that gets the page of a fault, not the exception."""
    client = HttpsClient() if role is Role.VISITOR else signed_in(cast[role])
    client.raise_request_exception = False
    return client


def draft_of(client: HttpsClient) -> dict[str, object]:
    """A report begun on the public form by this client."""
    begun = client.post("/tell-us", {"immediate_danger": "no"})
    found = begun.headers.get("Location", "").split("/tell-us/")
    return {"draft_id": found[1].split("/")[0]} if len(found) == 2 else {}


def forms_of(client: HttpsClient, role: Role, world: World):
    """Each form this role may open: the route's name, its address, its fields."""
    values = (world.values(role, "own") if role is not Role.VISITOR else {}) | draft_of(client)
    for name, _, pattern in names():
        row = table().routes.get(name)
        if row is None or "POST" not in row.methods or name in ENDS_SESSION or not opens(name, role):
            continue
        for number in range(1, 14) if "<int:number>" in pattern else (0,):
            address = fill(pattern, values | {"number": number})
            page = client.get(address)
            if page.status_code == 200 and (offered := boxes(page.content.decode())):
                yield name, address, offered


def test_no_form_of_any_page_can_be_sent_so_that_it_faults(cast, settings, monkeypatch):
    settings.DEMO = True
    for limit in ("BEGUN_AN_HOUR", "SENT_AN_HOUR"):
        monkeypatch.setattr(f"goldenthread.web.public.views.{limit}", 10**6)
    world = build(cast)
    dice = random.Random(SEED)
    faults: list[str] = []
    answers: Counter[int] = Counter()
    tried: set[str] = set()
    for role in SENDERS:
        client = client_for(cast, role)
        for name, address, offered in list(forms_of(client, role, world)):
            tried.add(address if "tell-us" in address else name)
            for _ in range(OF_EACH_FORM):
                sent = filling(dice, offered, lambda: uuid4().hex)
                cookies = client.cookies.output(header="", sep=";")
                with transaction.atomic():
                    status = client.post(address, sent).status_code
                    transaction.set_rollback(True)
                client.cookies.clear()
                client.cookies.load(cookies)
                answers[status] += 1
                if status >= 500:
                    faults.append(f"{name} as {role.value}: {status} for {str(sent)[:600]}")
    print(f"S14: {sum(answers.values())} sendings of {len(tried)} forms: {dict(sorted(answers.items()))}")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:20])
    assert len(tried) >= LEAST_FORMS
    assert answers[302] >= len(tried) // 3, "hardly anything was accepted, so hardly anything was tried"
    assert answers[422] >= len(tried)
