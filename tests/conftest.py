"""What every test may ask for. Databases, browser and closing words are in tests/plugins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# How long an example takes says something about the machine, not about the house; `make bench` measures speed.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

pytest_plugins = [
    "tests.plugins.databases",
    "tests.plugins.browser",
    "tests.plugins.markers",
    "tests.plugins.closing",
]

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _prepared_questions_are_checked(request, monkeypatch):
    """Every prepared question is also built in the ordinary way, and must come out the same.

    Journeys and promises go through the same pages again and again: there the house asks as it does when it serves.
    """
    from goldenthread.access import prepared

    kind = request.path.relative_to(ROOT / "tests").parts[0]
    monkeypatch.setattr(prepared, "checked", kind not in ("journeys", "promises"))


@pytest.fixture(scope="session")
def policies():
    """Every edition of the demo council's local policy. Needs no database."""
    from goldenthread.ground import local_policy

    return local_policy.load(ROOT / "policies" / "sandgate")


@pytest.fixture(scope="session")
def policy(policies):
    """The newest edition of the demo council's local policy. Needs no database."""
    return policies.editions[-1]


@dataclass
class Cast:
    """People of every role, made when first asked for: ``cast[Role.MANAGER]``; ``cast.other(...)`` is of another agency."""

    _made: dict[tuple[object, bool], object] = field(default_factory=dict)

    def __getitem__(self, role):
        return self._of(role, other=False)

    def other(self, role):
        """Somebody of a partner's or provider's role in another agency than ``cast[role]``; of council roles, a colleague."""
        return self._of(role, other=True)

    def _of(self, role, *, other: bool):
        from goldenthread.access.vocabulary import AgencyKind, Role
        from tests.factories import access

        if (role, other) not in self._made:
            home: UUID | None = None
            if other and role is Role.PROVIDER_MANAGER:
                home = access.agency(kind=AgencyKind.PROVIDER, name="Rowan Lodge")
            if other and role is Role.PARTNER:
                home = access.agency(kind=AgencyKind.NHS, name="Sandgate Hospitals NHS Trust")
            self._made[role, other] = access.viewer(role=role, agency_id=home)
        return self._made[role, other]


@pytest.fixture
def cast(db) -> Cast:
    """People of every role in their usual agencies."""
    return Cast()


def _role_fixture(name: str, role_name: str, *, other: bool = False):
    def person(cast):
        from goldenthread.access.vocabulary import Role

        role = Role[role_name]
        return cast.other(role) if other else cast[role]

    person.__doc__ = (
        f"A viewer: {role_name.lower().replace('_', ' ')}{' of another agency' if other else ''}."
    )
    return pytest.fixture(person, name=name)


front_door = _role_fixture("front_door", "FRONT_DOOR")
social_worker = _role_fixture("social_worker", "SOCIAL_WORKER")
other_social_worker = _role_fixture("other_social_worker", "SOCIAL_WORKER", other=True)
manager = _role_fixture("manager", "MANAGER")
other_manager = _role_fixture("other_manager", "MANAGER", other=True)
commissioner = _role_fixture("commissioner", "COMMISSIONER")
provider_manager = _role_fixture("provider_manager", "PROVIDER_MANAGER")
other_provider_manager = _role_fixture("other_provider_manager", "PROVIDER_MANAGER", other=True)
partner = _role_fixture("partner", "PARTNER")
other_partner = _role_fixture("other_partner", "PARTNER", other=True)
board_member = _role_fixture("board_member", "BOARD_MEMBER")
board_manager = _role_fixture("board_manager", "BOARD_MANAGER")
scrutiny = _role_fixture("scrutiny", "SCRUTINY")
reviewer = _role_fixture("reviewer", "REVIEWER")
data_officer = _role_fixture("data_officer", "DATA_OFFICER")
auditor = _role_fixture("auditor", "AUDITOR")
administrator = _role_fixture("administrator", "ADMINISTRATOR")


@pytest.fixture
def client():
    """Django's test client, over https as the real service is."""
    from tests.plugins.web import HttpsClient

    return HttpsClient()


@pytest.fixture
def client_of(db) -> Callable:
    """A signed-in client of a viewer: ``client_of(manager).get("/")``."""
    from tests.plugins.web import signed_in

    return signed_in
