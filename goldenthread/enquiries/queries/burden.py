"""Which questions of an enquiry are answered, and which are asked in vain."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from goldenthread.access.fact_rows import Filled, filled, from_to
from goldenthread.access.need_to_know import counted
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import AskedOutcomes, CarerSaid, LackedCapacity, LifeNow

# Not the next step: a closed enquiry has none, so nothing tells any more whether it was ever said.
FIELDS: dict[str, tuple[str, Q]] = {
    "plan_words": ("How to enquire, in words", ~Q(plan_words="")),
    "adult_part": ("How the adult takes part", ~Q(adult_part="")),
    "asked": ("Was the adult asked what they want?", ~Q(asked=AskedOutcomes.NOT_RECORDED)),
    "asked_words": ("How they were asked", ~Q(asked_words="")),
    "lacked_capacity": ("Did the adult lack capacity?", ~Q(lacked_capacity=LackedCapacity.NOT_RECORDED)),
    "capacity_words": ("How that is known", ~Q(capacity_words="")),
    "safer": ("Do they feel safer?", ~Q(safer="")),
    "safety_met": ("Were hopes of safety met?", ~Q(safety_met="")),
    "wellbeing_met": ("Were hopes of wellbeing met?", ~Q(wellbeing_met="")),
    "life": ("Is life better or worse?", ~Q(life__in=["", LifeNow.NOT_ASKED])),
    "carer_said": ("How an unpaid carer found it", ~Q(carer_said__in=["", CarerSaid.NOT_ASKED])),
    "ending_words": ("What they said at the end", ~Q(ending_words="")),
}


def enquiry_fields(viewer: Viewer, since: date) -> tuple[Filled, ...]:
    """How often each was answered in enquiries closed since then. Raises Refused for who sees no figures. One query."""
    rows = counted(viewer, Enquiry).filter(**from_to("closed_at", since, None))
    return filled(rows, "Enquiry", FIELDS)
