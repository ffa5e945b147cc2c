"""The tables and lists of a person's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from goldenthread.concerns.queries import ConcernOfPerson
from goldenthread.concerns.vocabulary import ConcernStatus
from goldenthread.enquiries.vocabulary import EnquiryStatus
from goldenthread.ground.words import Answer
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import day, nhs, short_day
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag
from goldenthread.letters.vocabulary import DutyState
from goldenthread.people.queries import CircumstanceRow, PersonPage, RepresentativeRow
from goldenthread.people.vocabulary import CircumstanceKind
from goldenthread.web.people.forms import SAFE_WORDS
from goldenthread.web.people.shown import LEGAL, Around, with_whom

SAFE_COLOURS = {Answer.YES: "green", Answer.NO: "red"}
# Answers shown on the record itself, newest first; the chronology has them all.
TOLD = 8


def concerns_table(around: Around) -> Table:
    """Every concern: where from, where it stands, under which law, with whom."""
    columns = (
        Column("reference", "Concern", row_header=True),
        Column("received", "Received"),
        Column("source", "From"),
        Column("types", "About"),
        Column("state", "Where it stands"),
        Column("law", "Law in use"),
        Column("with", "With"),
    )
    rows = [
        {
            "reference": Link(each.reference, address_of("concerns:show", each.id)),
            "received": short_day(each.received_at),
            "source": each.raised_by_agency or each.raised_by.label,
            "types": ", ".join(word.label for word in each.types) or "Not said",
            "state": Tag("Danger now", "red") if each.danger else Tag(each.process, _colour(each)),
            "law": each.law,
            "with": with_whom(each),
        }
        for each in around.concerns
    ]
    return Table("Concerns", columns, rows, empty="No concern about this person is known to you.")


def _colour(each: ConcernOfPerson) -> str:
    if each.status is not ConcernStatus.DECIDED:
        return "yellow"
    return "blue" if each.outcome in ("s42_enquiry", "other_enquiry", "added_to_enquiry") else "grey"


def enquiries_table(around: Around) -> Table:
    """Every enquiry: kind, law, who answers for it."""
    columns = (
        Column("reference", "Enquiry", row_header=True),
        Column("opened", "Opened"),
        Column("kind", "Kind"),
        Column("state", "Where it stands"),
        Column("law", "Law in use"),
        Column("manager", "Accountable"),
        Column("officer", "Enquiry officer"),
    )
    rows = [
        {
            "reference": Link(each.reference, address_of("enquiries:show", each.id)),
            "opened": short_day(each.opened_at),
            "kind": each.kind.label,
            "state": Tag(each.status.label, "grey" if each.status is EnquiryStatus.CLOSED else "blue"),
            "law": each.law,
            "manager": each.manager,
            "officer": each.officer,
        }
        for each in around.enquiries
    ]
    return Table("Enquiries", columns, rows, empty="There has been no enquiry that you may see.")


def told_table(around: Around, most: int) -> Table:
    """Who was told what came of it, when and how: the record of feedback."""
    columns = (
        Column("who", "Who", row_header=True),
        Column("reference", "About"),
        Column("state", "Answer"),
        Column("how", "How"),
        Column("when", "When"),
    )
    newest = sorted(
        around.duties, key=lambda each: (each.state is not DutyState.OPEN, -each.opened_at.timestamp())
    )[:most]
    rows = [
        {
            "who": Link(
                each.audience.label,
                address_of("feedback:show", each.id),
                hidden=f"about {each.reference}",
            ),
            "reference": each.reference,
            "state": Tag(
                each.state.label,
                {DutyState.MET: "green", DutyState.NOT_POSSIBLE: "grey"}.get(each.state, "yellow"),
            )
            if each.standing != "overdue"
            else Tag("Late", "red"),
            "how": each.method.label if each.method else each.reason.label if each.reason else "",
            "when": short_day(each.met_at) if each.met_at else f"due {short_day(each.due_at)}",
        }
        for each in newest
    ]
    return Table(
        "Who was told", columns, rows, empty="Nothing has been decided yet, so nobody waits for an answer."
    )


def glance(person: PersonPage) -> list[Row]:
    """What somebody must know before they ring: age, legal status, who works with them, who speaks for them."""
    age = (
        f"{person.age} years old, born {day(person.date_of_birth)}"
        if person.age is not None
        else "Date of birth not known"
    )
    legal = [f"{row.kind.label}: {row.words}" for row in kinds(person.holding, *LEGAL)]
    workers = [row.words for row in kinds(person.holding, CircumstanceKind.WORKER)]
    care = [row.words for row in kinds(person.holding, CircumstanceKind.CARE_PACKAGE)]
    return [
        Row(
            "Age",
            age
            if not person.died_on
            else f"Died {day(person.died_on)}" + (f", aged {person.age}" if person.age else ""),
        ),
        Row("Lives at", ", ".join(part for part in (person.address, person.postcode) if part) or "Not known"),
        Row("Legal status", "\n\n".join(legal) or "None noted", words=True),
        Row("Works with them", "\n\n".join(workers) or "Nobody noted", words=True),
        Row("Care and support", "\n\n".join(care) or "None noted", words=True),
        Row(
            "Speaks with or for them",
            "\n\n".join(f"{row.name}, {row.kind.label}" for row in person.speaking) or "Nobody noted",
            words=True,
        ),
    ]


def details(person: PersonPage) -> list[Row]:
    """The person's details."""
    born = day(person.date_of_birth, "Not known") + (
        f" (aged {person.age})" if person.age is not None and not person.died_on else ""
    )
    return [
        Row("Name", person.name),
        Row("Likes to be called", person.known_as),
        Row("Date of birth", born),
        *(
            [
                Row(
                    "Died",
                    f"{day(person.died_on)}" + (f", aged {person.age}" if person.age is not None else ""),
                )
            ]
            if person.died_on
            else []
        ),
        Row("NHS number", nhs(person.nhs_number)),
        Row("Address", ", ".join(part for part in (person.address, person.postcode) if part)),
        Row("Gender", person.gender.label),
        Row("Ethnic group", person.ethnic_group.label),
        Row("Main reason for support", person.support_reason.label),
        Row("Who pays for care", person.funding.label),
        Row("Eligible for care and support", person.eligibility.label),
    ]


def circumstances_table(
    person: PersonPage, rows: Sequence[CircumstanceRow], caption: str, *, may: bool
) -> Table:
    """Circumstances with their times; those that hold can be ended."""
    columns = [
        Column("kind", "What", row_header=True),
        Column("words", "In words"),
        Column("time", "From – until"),
        Column("by", "Noted by"),
    ]
    if may:
        columns.append(Column("end", "Change"))
    shown = [
        {
            "kind": row.kind.label,
            "words": row.words,
            "time": _time(row.from_on, row.until_on),
            "by": row.by_name,
            "end": Link(
                "End",
                address_of("people:end_circumstance", person.id, row.id),
                hidden=f"{row.kind.label}: {row.words}",
            )
            if row.until_on is None
            else "",
        }
        for row in rows
    ]
    return Table(caption, columns, shown, empty="Nothing noted.", caption_size="s")


def speakers_table(person: PersonPage, *, may: bool) -> Table:
    """Who speaks with or for the adult, and whether it is safe to contact them."""
    columns = [
        Column("name", "Name", row_header=True),
        Column("kind", "Who they are"),
        Column("contact", "How to reach them"),
        Column("safe", "Safe to contact"),
        Column("time", "From – until"),
    ]
    if may:
        columns.append(Column("end", "Change"))
    shown = [_speaker(person, row) for row in person.representatives]
    return Table("Who speaks with or for them", columns, shown, empty="Nobody is noted.", caption_hidden=True)


def _speaker(person: PersonPage, row: RepresentativeRow) -> dict[str, object]:
    return {
        "name": row.name,
        "kind": f"{row.kind.label}{f' ({row.relationship})' if row.relationship else ''}",
        "contact": row.contact,
        "safe": Tag(SAFE_WORDS[row.safe_to_contact], SAFE_COLOURS.get(row.safe_to_contact, "yellow")),
        "time": _time(row.from_on, row.until_on),
        "end": Link("End", address_of("people:end_representative", person.id, row.id), hidden=row.name)
        if row.until_on is None
        else "",
    }


def _time(from_on: date, until_on: date | None) -> str:
    return f"{short_day(from_on)} – {short_day(until_on)}" if until_on else f"since {short_day(from_on)}"


def kinds(rows: Iterable[CircumstanceRow], *wanted: CircumstanceKind) -> list[CircumstanceRow]:
    """Those of these kinds, as they are ordered."""
    return [row for row in rows if row.kind in wanted]
