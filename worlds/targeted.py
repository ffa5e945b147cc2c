"""Cases about people who were hurt because of who they are, and about neglect that was prosecuted, in the year before this one.

They are more than chance would make of so small a town, so that figures of hate crime and of prosecutions have something to show.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from goldenthread.concerns.vocabulary import AbuseType, Outcome, Place, ReferrerRole, SourceRelationship
from goldenthread.enquiries.models import Allegation
from goldenthread.enquiries.vocabulary import LackedCapacity, Motive, Offence, PoliceResult
from goldenthread.ground import moment
from goldenthread.people.vocabulary import SupportReason
from worlds import impact
from worlds.council import Council
from worlds.enquiring import WholeCase
from worlds.mix import Drawn
from worlds.playing import Case
from worlds.population import Population
from worlds.reporting import Known


@dataclass(frozen=True)
class Kind:
    """One kind of such a case. ``reason``: why the adult has support."""

    types: tuple[AbuseType, ...]
    place: Place
    source: SourceRelationship
    referrer: ReferrerRole
    motive: Motive
    reason: SupportReason
    came: PoliceResult
    offence: Offence


_T, _S, _R = AbuseType, SourceRelationship, ReferrerRole
_HATED = ((_T.DISCRIMINATORY, _T.PHYSICAL), Place.COMMUNITY, _S.STRANGER)
_USED = ((_T.DISCRIMINATORY, _T.FINANCIAL), Place.OWN_HOME, _S.FRIEND)
_AT_HOME = ((_T.DOMESTIC, _T.DISCRIMINATORY), Place.OWN_HOME, _S.RELATIVE)
_NEGLECTED = ((_T.NEGLECT, _T.PHYSICAL), Place.RESIDENTIAL_HOME, _S.CARE_WORKER)
_HURT = ((_T.PHYSICAL,), Place.COMMUNITY_SERVICE, _S.RESIDENT)
_LEARNING, _MEMORY = SupportReason.LEARNING, SupportReason.MEMORY
KINDS = (
    Kind(*_HATED, _R.POLICE, Motive.DISABILITY, _LEARNING, PoliceResult.CHARGED, Offence.VIOLENCE),
    Kind(*_NEGLECTED, _R.CARE_HOME, Motive.NO, _MEMORY, PoliceResult.CHARGED, Offence.MCA_S44),
    Kind(*_USED, _R.VOLUNTARY, Motive.DISABILITY, _LEARNING, PoliceResult.CONVICTED, Offence.THEFT),
    Kind(*_AT_HOME, _R.POLICE, Motive.OLDER_AGE, _MEMORY, PoliceResult.NO_CHARGE, Offence.COERCION),
    Kind(*_NEGLECTED, _R.HOSPITAL, Motive.OLDER_AGE, _MEMORY, PoliceResult.CONVICTED, Offence.MCA_S44),
    Kind(*_HURT, _R.VOLUNTARY, Motive.NO, _LEARNING, PoliceResult.NO_CHARGE, Offence.VIOLENCE),
    Kind(*_HURT, _R.CARE_HOME, Motive.NO, _LEARNING, PoliceResult.REPORTED, Offence.VIOLENCE),
    Kind(*_AT_HOME, _R.FAMILY, Motive.DISABILITY, _LEARNING, PoliceResult.OUT_OF_COURT, Offence.COERCION),
)


class TargetedCase(WholeCase):
    """Such a case, from report to what the court did."""

    kind: Kind

    def conclude(self) -> None:
        """As always; then why it was done, and what police and courts did about it."""
        if self.kind.offence is Offence.MCA_S44:
            self.lacked = LackedCapacity.YES
        super().conclude()

    def motive_of(self, type: AbuseType, today: date) -> Motive:
        """That of the kind."""
        return self.kind.motive

    def tell_of_police(self, today: date) -> None:
        """Once for the case: one person is charged."""
        rows = Allegation.objects.filter(enquiry_id=self.enquiry_id, withdrawn_words="", police="")
        row = rows.order_by("at", "pk").first()
        if row and not Allegation.objects.filter(enquiry_id=self.enquiry_id).exclude(police="").exists():
            impact.record(
                self.officer,
                row,
                self.kind.came,
                self.kind.offence,
                today,
                "The police led; we kept in step with them.",
            )


def targeted(council: Council, now: datetime, adults: int) -> list[Case]:
    """About one for every 500 adults of the town, raised between 13 and 10 months ago."""
    dice = random.Random(7)
    people = Population(dice, moment.london(now).date())
    return [_case(dice, council, people, now, number) for number in range(adults // 500)]


def _case(dice: random.Random, council: Council, people: Population, now: datetime, number: int) -> Case:
    kind = KINDS[number % len(KINDS)]
    born = date(1936 + number % 12, 5, 3) if kind.motive is Motive.OLDER_AGE else date(1970 + number, 3, 9)
    # Numbers of these people are left out: those of the town's own population are drawn from the same range.
    adult = replace(people.one(), support_reason=kind.reason, nhs_number="", date_of_birth=born)
    drawn = Drawn(kind.place, kind.types, kind.referrer, kind.source, 3, Outcome.S42_ENQUIRY)
    raised = now - timedelta(days=400 - 3 * number, hours=dice.randint(1, 6))
    case = TargetedCase(dice, council, Known(adult), drawn, raised)
    case.kind = kind
    return case.play()
