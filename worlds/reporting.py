"""How an ordinary case is reported: what is known of the adult, who tells it, in which words, at which hour."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.access.viewer import VISITOR, Viewer
from goldenthread.concerns.policy.intake import Report
from goldenthread.concerns.vocabulary import (
    Channel,
    Place,
    ReferrerRole,
)
from goldenthread.ground.calendar import WorkingDays
from goldenthread.ground.moment import LONDON, london
from goldenthread.ground.words import Answer
from worlds import sentences
from worlds.council import Council
from worlds.mix import Drawn
from worlds.population import MadeUp

_CALENDAR = WorkingDays()

# Which agency of the made-up council speaks for which kind of referrer; the rest use the public form.
AGENCY_OF = {
    ReferrerRole.POLICE: "Karen Lowe",
    ReferrerRole.HOSPITAL: "Ifeoma Eze",
    ReferrerRole.CARE_HOME: "Ruth Bennett",
    ReferrerRole.HOME_CARE: "Sam Doyle",
}
# The same people as they are named on the report.
_WHO = {
    ReferrerRole.POLICE: ("DS Karen Lowe", "Sandgate Police"),
    ReferrerRole.HOSPITAL: ("Sister Ifeoma Eze", "Sandgate Hospitals Trust"),
    ReferrerRole.CARE_HOME: ("Ruth Bennett", "Larkfield House"),
    ReferrerRole.HOME_CARE: ("Sam Doyle", "Tidewell Home Care"),
}


@dataclass
class Known:
    """An adult of the made-up town, and the record the council holds once somebody has matched them."""

    adult: MadeUp
    person_id: UUID | None = None


def office_hours(dice: random.Random, day: datetime) -> datetime:
    """A time in office hours on this day, or the next working day."""
    date = _CALENDAR.add(london(day).date(), 0)
    return datetime(
        date.year,
        date.month,
        date.day,
        dice.randint(8, 17),
        dice.randint(0, 59),
        dice.randint(0, 59),
        tzinfo=LONDON,
    )


def later(dice: random.Random, after: datetime, working_days: float) -> datetime:
    """About so many working days after a moment, in office hours, and never before it."""
    date = _CALENDAR.add(london(after).date(), round(working_days))
    hour = datetime(date.year, date.month, date.day, dice.randint(9, 16), dice.randint(0, 59), tzinfo=LONDON)
    return max(hour, after + timedelta(minutes=dice.randint(5, 50)))


def report_of(dice: random.Random, known: Known, drawn: Drawn, when: datetime) -> Report:
    """What somebody writes about this adult."""
    adult = known.adult
    kind = drawn.types[0]
    wishes = dice.choice(sentences.WISHES[kind]) if dice.random() < 0.55 else ""
    narrative = dice.choice(sentences.NARRATIVES[kind]).format(name=adult.given_name)
    who, their_agency = said_by(dice, drawn.referrer)
    return Report(
        external_ref="",
        raised_at=when,
        referrer_name=who,
        referrer_role=drawn.referrer,
        referrer_agency=their_agency,
        referrer_contact="01632 960 0" + str(dice.randint(10, 99))
        if their_agency or dice.random() < 0.5
        else "",
        adult_given_name=adult.given_name,
        adult_family_name=adult.family_name,
        adult_date_of_birth=adult.date_of_birth if dice.random() < 0.85 else None,
        adult_nhs_number=adult.nhs_number if dice.random() < 0.5 else "",
        adult_address=adult.address,
        adult_postcode=adult.postcode,
        types=drawn.types,
        place=drawn.place,
        narrative=narrative,
        immediate_danger=Answer.YES if drawn.level == 3 and dice.random() < 0.08 else Answer.NO,
        adult_aware=dice.choice((Answer.YES, Answer.YES, Answer.NO, Answer.NOT_KNOWN)),
        adult_agrees=dice.choice((Answer.YES, Answer.NOT_KNOWN, Answer.NO)),
        adult_wishes=wishes,
        source_of_risk_name="",
        source_of_risk_relationship=drawn.source,
        crime_reference="",
        children_present=Answer.YES if drawn.place == Place.OWN_HOME and dice.random() < 0.06 else Answer.NO,
    )


def said_by(dice: random.Random, role: ReferrerRole) -> tuple[str, str]:
    """The name and agency on the report. Agencies that sign in are known by their account."""
    if role in AGENCY_OF:
        return _WHO[role]
    return dice.choice(sentences.REFERRERS.get(role, (("", ""),)))


def reporter(council: Council, role: ReferrerRole) -> tuple[Viewer, Channel]:
    """Who sends the report in, and by which door."""
    name = AGENCY_OF.get(role)
    return (council.named(name), Channel.STAFF) if name else (VISITOR, Channel.WEB)
