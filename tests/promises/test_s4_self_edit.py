"""S4: nobody gives themselves a role, an agency or a record by adding fields to a form."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from lxml import html

from goldenthread.access.models import Agency, ApiToken, Grant, User
from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.vocabulary import Role
from goldenthread.web.routes import opens
from tests.plugins.web import signed_in
from tests.promises.addresses import fill, names
from tests.promises.people_and_cases import build

pytestmark = [pytest.mark.promise("S4"), pytest.mark.django_db]

MARK = "s4-forbidden"
STRANGER = UUID("5a4f0000-1111-4222-8333-444455556666")
FORBIDDEN = {
    "role": "administrator",
    "agency": str(STRANGER),
    "agency_id": str(STRANGER),
    "groups": MARK,
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "on",
    "active": "yes",
    "council": MARK,
    "owner": str(STRANGER),
    "status": MARK,
    "created_at": "1999-12-31T00:00:00Z",
    "closed_at": "1999-12-31T00:00:00Z",
    "closed_by": str(STRANGER),
    "decided_at": "1999-12-31T00:00:00Z",
    "raised_by_id": str(STRANGER),
    "user_id": str(STRANGER),
    "restricted": "on",
    "id": str(STRANGER),
    "pk": str(STRANGER),
    "session_epoch": "987654321",
    "policy_edition": MARK,
    "reference": MARK,
    "team": MARK,
}
SENTINELS = (MARK, str(STRANGER), STRANGER.hex, "1999-12-31", "987654321")
TRAIL = {
    "access_trailrow",
    "access_trailhead",
    "django_session",
    "access_heldform",
    "access_sentform",
    "access_tally",
}
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA", "SET ", "EXPLAIN")


def filled(page: str) -> dict[str, list[str]]:
    """The page's largest form as somebody in a hurry would send it: first answers, some words."""
    forms = html.fromstring(page).xpath("//form[translate(@method,'POST','post')='post']")
    if not forms:
        return {}
    form = max(forms, key=lambda each: len(each.xpath(".//input|.//textarea|.//select")))
    sent: dict[str, list[str]] = {}
    for box in form.xpath(".//input[@name]"):
        kind, name = box.get("type", "text"), box.get("name")
        if kind in ("radio", "checkbox"):
            sent.setdefault(name, [box.get("value", "on")])
        else:
            day = {"day": "1", "month": "2", "year": "2026"}.get(name.rsplit("-", 1)[-1])
            sent[name] = [box.get("value") or day or "12"]
    for box in form.xpath(".//textarea[@name]"):
        sent[box.get("name")] = [box.text or "She said so herself."]
    for box in form.xpath(".//select[@name]"):
        chosen = [option.get("value") for option in box.xpath(".//option") if option.get("value")]
        sent[box.get("name")] = chosen[:1]
    return sent


class Written:
    """Which tables were written to while this stood around: ``with connection.execute_wrapper(written):``."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self._known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - TRAIL

    def __call__(self, execute, sql, params, many, context):
        if not sql.lstrip(" (").startswith(READING):
            # By name: a statement that writes one table and reads another has both looked at.
            self.tables |= {name for name in self._known if f'"{name}"' in sql}
        return execute(sql, params, many, context)

    def dump(self) -> str:
        """Every row of these tables, as text."""
        rows = []
        for table in sorted(self.tables):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows += [repr(row) for row in cursor.fetchall()]
        return "\n".join(rows)


def standing() -> list[tuple]:
    """Who everybody is and what opens to them: what no form outside settings may change."""
    return [
        *User.objects.order_by("pk").values_list(
            "pk", "email", "name", "role", "agency_id", "team", "is_active"
        ),
        *Agency.objects.order_by("pk").values_list("pk", "name", "kind", "active"),
        *ApiToken.objects.order_by("pk").values_list("pk", "digest", "revoked_at"),
    ]


def test_twenty_forbidden_fields_on_every_form_change_nothing(cast):
    assert len(FORBIDDEN) >= 20
    world = build(cast)
    clients = {role: signed_in(cast[role]) for role in ACCOUNT_ROLES}
    values = {role: world.values(role, "own") for role in clients}
    tables: set[str] = set()
    forms = accepted = 0
    for name, _, pattern in names():
        if name.startswith("api:") or name == "account:sign_in":
            continue
        for role, client in clients.items():
            if not opens(name, role):
                continue
            address = fill(pattern, values[role])
            seen = client.get(address)
            drawn = seen.status_code == 200 and seen.headers["Content-Type"].startswith("text/html")
            sent = filled(seen.content.decode()) if drawn else {}
            extra = {field: value for field, value in FORBIDDEN.items() if field not in sent}
            with transaction.atomic():
                before, written = standing(), Written()
                with connection.execute_wrapper(written):
                    answer = client.post(address, sent | extra)
                forms += answer.status_code != 405
                accepted += answer.status_code == 302
                tables |= written.tables
                now = written.dump()
                for sentinel in SENTINELS:
                    assert sentinel not in now, f"{name} as {role.value}: {sentinel} was stored"
                if not name.startswith("settings:"):
                    assert standing() == before, f"{name} as {role.value} changed an account, agency or token"
                transaction.set_rollback(True)
            clients[role] = (
                client if name not in ("account:sign_out", "account:end_sessions") else signed_in(cast[role])
            )
            client = clients[role]
    print(f"S4: {forms} forms sent with {len(FORBIDDEN)} forbidden fields each; {accepted} were accepted")
    assert forms >= 60
    assert accepted >= 15, "forms that are all refused prove nothing"
    assert {"access_user", "concerns_concern", "people_person"} <= tables


def test_nobody_changes_their_own_account(cast, client_of):
    """Through the one form that changes accounts, with everything right but the person."""
    me = cast[Role.ADMINISTRATOR]
    client = client_of(me)
    row = User.objects.get(pk=me.user_id)
    for role in ("safeguarding_manager", "auditor"):
        typed = {
            "name": "New",
            "role": role,
            "agency": str(row.agency_id),
            "team": "x",
            "active": "yes",
            "version": row.version,
        }
        assert client.post(f"/settings/accounts/{me.user_id}", typed).status_code == 409
    after = User.objects.get(pk=me.user_id)
    assert (after.role, after.name, after.team, after.version) == (row.role, row.name, row.team, row.version)
    assert client.post(f"/settings/accounts/{me.user_id}/password").status_code == 409


def test_only_the_administrator_changes_another_account(cast, client_of):
    row = User.objects.get(pk=cast[Role.SOCIAL_WORKER].user_id)
    typed = {
        "name": row.name,
        "role": "safeguarding_manager",
        "agency": str(row.agency_id),
        "active": "yes",
        "version": row.version,
    }
    for role in ACCOUNT_ROLES:
        if role is not Role.ADMINISTRATOR:
            assert client_of(cast[role]).post(f"/settings/accounts/{row.pk}", typed).status_code == 403
    assert User.objects.get(pk=row.pk).role == row.role
    assert client_of(cast[Role.ADMINISTRATOR]).post(f"/settings/accounts/{row.pk}", typed).status_code == 302
    assert User.objects.get(pk=row.pk).role == "safeguarding_manager"


def test_nobody_grants_themselves_a_record(cast, client_of):
    """A relation to a record is given by deeds of the case only; no form of a partner makes one."""
    world = build(cast)
    before = Grant.objects.count()
    for role in (Role.PARTNER, Role.PROVIDER_MANAGER):
        client = client_of(cast[role])
        for name, _, pattern in names():
            if opens(name, role) and name not in ("account:sign_out", "account:end_sessions"):
                client.post(
                    fill(pattern, world.values(role, "other")), FORBIDDEN | {"relation": "accountable"}
                )
    assert Grant.objects.count() == before
