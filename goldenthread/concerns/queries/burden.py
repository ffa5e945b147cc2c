"""Which questions of the report are answered, and which are asked in vain."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from goldenthread.access.fact_rows import Filled, filled, from_to
from goldenthread.access.need_to_know import counted
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import Place, ReferrerRole, SourceRelationship
from goldenthread.ground.words import Answer

# What may be left out of a report or of screening, and when it counts as answered. Whatever tells who the adult is stands
# not here: it is asked so that the right person is found.
FIELDS: dict[str, tuple[str, Q]] = {
    "referrer_name": ("Name of the person who raised it", ~Q(referrer_name="")),
    "referrer_role": ("Who they are to the adult", ~Q(referrer_role=ReferrerRole.NOT_KNOWN)),
    "referrer_agency": ("Their organisation", ~Q(referrer_agency="")),
    "referrer_contact": ("How to reach them", ~Q(referrer_contact="")),
    "place": ("Where it happened", ~Q(place=Place.NOT_KNOWN)),
    "immediate_danger": ("Is the adult in danger now?", ~Q(immediate_danger=Answer.NOT_ASKED)),
    "adult_aware": ("Does the adult know of this report?", ~Q(adult_aware=Answer.NOT_ASKED)),
    "adult_agrees": ("Do they agree with it?", ~Q(adult_agrees=Answer.NOT_ASKED)),
    "adult_wishes": ("What does the adult want?", ~Q(adult_wishes="")),
    "source_name": ("Name of the person who may have caused harm", ~Q(source_of_risk_name="")),
    "source_relationship": (
        "Who that person is to the adult",
        ~Q(source_of_risk_relationship=SourceRelationship.NOT_KNOWN),
    ),
    "crime_reference": ("Crime reference", ~Q(crime_reference="")),
    "children_present": ("Are children there?", ~Q(children_present=Answer.NOT_ASKED)),
    "external_ref": ("Their own reference", ~Q(external_ref="")),
    "service": ("The service it is about (screening)", Q(service__isnull=False)),
    "placed_by": ("The council that placed the adult (screening)", Q(placed_by__isnull=False)),
    "threshold_level": ("Level of the threshold guide (screening)", Q(threshold_level__isnull=False)),
}


def concern_fields(viewer: Viewer, since: date) -> tuple[Filled, ...]:
    """How often each was answered in concerns received since then. Raises Refused for who sees no figures. One query."""
    rows = counted(viewer, Concern).filter(**from_to("received_at", since, None))
    return filled(rows, "Report and screening", FIELDS)
