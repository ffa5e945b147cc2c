"""The board's work for checks of access: a meeting, a challenge and a risk for every way that somebody may stand to them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.procedures import ChallengeTold, ItemTold, RiskTold
from goldenthread.assurance.vocabulary import (
    AgendaKind,
    AssuranceLevel,
    ChallengeAbout,
    OutsideBody,
    RiskLevel,
)
from goldenthread.ground import moment
from tests.factories import access


def build(cast, elsewhere) -> dict[str, dict[str, object]]:
    """Values for addresses by case: each challenge asks the agency that the case belongs to. "ours": the council itself."""
    asked = {
        "police": cast[Role.PARTNER].agency_id,
        "provider": cast[Role.PROVIDER_MANAGER].agency_id,
        "council": elsewhere.agency_id,
        "ours": cast[Role.MANAGER].agency_id,
    }
    return {name: _of(cast, name, agency_id) for name, agency_id in asked.items()}


def _of(cast, name: str, agency_id: UUID) -> dict[str, object]:
    runs, manager = cast[Role.BOARD_MANAGER], cast[Role.MANAGER]
    today = moment.today()
    (meeting_id,) = do.plan_meetings(
        runs, level=AssuranceLevel.BOARD, title=f"Board of {name}", first_on=today, count=1
    )
    told = ItemTold(kind=AgendaKind.REPORT, title="How we do", given_by="Head of service")
    challenge = ChallengeTold(
        about=ChallengeAbout.PRACTICE,
        about_words="Their plan",
        question="How do you know?",
        asked_agency_id=agency_id,
        due_on=today + timedelta(days=9),
    )
    service = access.agency(kind=AgencyKind.PROVIDER, name=f"Service of {name}")
    risk = RiskTold("Falls at night", RiskLevel.LOW, "Seen once", "A visit", manager.user_id, today)
    return {
        "meeting_id": meeting_id,
        "item_id": do.add_item(runs, meeting_id=meeting_id, told=told),
        "item_kind": "report",
        "challenge_id": do.ask_member(runs, meeting_id=meeting_id, told=challenge),
        "service_risk_id": do.open_risk(manager, service_id=service, told=risk),
        "learning_id": do.bring_learning(
            runs, body=OutsideBody.LGA, title="A guide", learnt="Ask first.", on=today
        ),
    }
