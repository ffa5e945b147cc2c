"""I statements: which are asked, what was answered about one enquiry, and how people answered, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find
from goldenthread.access.policy import permission_verdict
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import StatementAnswers
from goldenthread.assurance.policy.statements import Tally, tally
from goldenthread.assurance.queries.instruments import standard
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground.instruments import Assessor, Instrument, Item, ItemKind
from goldenthread.ground.moment import LONDON
from goldenthread.ground.verdicts import insist
from goldenthread.people.vocabulary import RepresentativeKind

PRINCIPLES = "six-principles"


@dataclass(frozen=True)
class AnswersRow:
    """What somebody answered on one day, with the words of the statements as they were then."""

    at: datetime
    by_name: str
    said_by: RepresentativeKind
    said_by_name: str
    words: str
    answers: tuple[tuple[str, str], ...]


def asked_of_people(instrument: Instrument) -> tuple[Item, ...]:
    """The I statements that a person answers, in the order written."""
    return tuple(
        item
        for item in instrument.items
        if item.scale
        and item.kind in (ItemKind.I_STATEMENT, ItemKind.SUCCESS)
        and Assessor.PERSON in item.assessors
    )


def levels_of(instrument: Instrument, item: Item) -> tuple[int, ...]:
    """The levels of an item's scale, the lowest first."""
    return tuple(level.value for level in instrument.scale[item.scale].levels)


def principles(viewer: Viewer) -> Instrument | None:
    """The six principles in the edition that is offered. One query. Raises Refused."""
    found = standard(viewer, PRINCIPLES)
    return found.instrument if found else None


@opening("enquiries.see", about="enquiry")
def statements_about(viewer: Viewer, enquiry_id: UUID) -> tuple[AnswersRow, ...]:
    """What was answered about this enquiry, newest first. Two queries. Raises Refused and NotThere."""
    enquiry = find(viewer, Enquiry, enquiry_id)
    return tuple(_row(row) for row in StatementAnswers.objects.filter(enquiry_id=enquiry.pk))


def tallies(viewer: Viewer, instrument: Instrument, *, first: date, last: date) -> Mapping[str, Tally]:
    """How people answered each statement in this time: of every enquiry its newest answers. One query. Raises Refused.

    No name and no case is in it; small counts are hidden as local policy says.
    """
    insist(permission_verdict(viewer.role, "figures.see"))
    begun, ended = (datetime.combine(first, time.min, LONDON), datetime.combine(last, time.max, LONDON))
    rows = StatementAnswers.objects.filter(instrument_key=instrument.key, at__range=(begun, ended))
    newest: dict[UUID, Mapping[str, int]] = {}
    for enquiry_id, answers in rows.order_by("at", "id").values_list("enquiry_id", "answers"):
        newest[enquiry_id] = answers
    hidden = hide_below(viewer)
    return {
        item.key: tally(
            [given[item.key] for given in newest.values() if item.key in given],
            [(level.value, level.label) for level in instrument.scale[item.scale].levels],
            hide_below=hidden,
        )
        for item in asked_of_people(instrument)
    }


def _row(row: StatementAnswers) -> AnswersRow:
    edition = standards_of(row.instrument_key, row.instrument_version)
    told = []
    for key, level in row.answers.items():
        item = edition.by_key.get(key) if edition else None
        words = edition.scale[item.scale].label_of(level) if edition and item else str(level)
        told.append((item.text if item else key, words))
    return AnswersRow(
        row.at,
        row.by_name,
        RepresentativeKind(row.said_by),
        row.said_by_name,
        row.words,
        tuple(told),
    )
