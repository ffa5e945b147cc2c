"""A council of any size, quickly: cases that went through the procedures, copied row by row.

Every row is a copy of one that a procedure wrote, with new ids, references, names and NHS numbers (999 range), moved in time over ten
years; the trail's hashes are made anew, so that it verifies. Open work is copied into the present year only, as a council has it.
``tests/jobs/test_bench.py`` holds copies to the shape of what they were copied from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from goldenthread.access.loading import load
from goldenthread.access.models import Grant, TrailHead, TrailRow
from goldenthread.access.trail import row_hash
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground import nhs_number
from goldenthread.ground.references import reference
from goldenthread.people.models import Person

ROOMS = ("people", "concerns", "enquiries", "letters")
YEARS = 10
_POINTS_TO_CASE = ("person_id", "concern_id", "enquiry_id", "duty_id", "about_id", "subject_id")
_UUID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Values = dict[str, Any]
# Columns that say who the adult is; those that are filled get the copy's own.
_WHO = {
    "family_name", "family_key", "sound_key", "nhs_number", "date_of_birth", "adult_family_name", "adult_nhs_number", "adult_date_of_birth",
}  # fmt: skip


@dataclass
class Case:
    """Everything about one adult (or one report not yet matched): rows by table, chains of the trail, and whether work is open."""

    rows: dict[type[Model], list[Values]] = field(default_factory=lambda: defaultdict(list))
    chains: dict[tuple[str, UUID], list[Values]] = field(default_factory=dict)
    is_open: bool = False
    person: Values | None = None


@dataclass
class Pattern:
    """All cases of the database as it is, and every id that belongs to them."""

    cases: list[Case]
    own: set[UUID]

    @property
    def people(self) -> list[Values]:
        """Every person, for mixing names."""
        return [case.person for case in self.cases if case.person]


def read_pattern() -> Pattern:
    """Read the whole database as a pattern. Raises LookupError for a row that belongs to no case."""
    models: list[type[Model]] = [
        m for room in ROOMS for m in apps.get_app_config(room).get_models() if m.__name__ != "Draft"
    ]
    models.sort(key=lambda m: {Person: 0, Concern: 1, Enquiry: 2}.get(m, 3))
    case_of: dict[UUID, Case] = {}
    found: list[Case] = []
    models.append(Grant)
    for model in models:
        for row in _rows_of(model):
            case = next((case_of[row[name]] for name in _POINTS_TO_CASE if row.get(name) in case_of), None)
            if case is None:
                if model is Grant:
                    continue
                if model not in (Person, Concern):
                    raise LookupError(f"a row of {model.__name__} belongs to no case")
                case = Case()
                found.append(case)
            case.rows[model].append(row)
            if isinstance(row.get("id"), UUID):
                case_of[row["id"]] = case
            if model is Person:
                case.person = row
            case.is_open |= (model is Concern and row["status"] != "decided") or (
                model is Enquiry and row["closed_at"] is None
            )
    for link in TrailRow.objects.order_by("subject_id", "seq").values():
        if link["subject_id"] in case_of:
            chain = (link["subject_kind"], link["subject_id"])
            case_of[link["subject_id"]].chains.setdefault(chain, []).append(dict(link))
    return Pattern(found, set(case_of))


def _rows_of(model: type[Model]) -> Iterator[Values]:
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    auto = {f.attname for f in fields if f.primary_key and f.get_internal_type() == "BigAutoField"}
    for row in model._default_manager.order_by("pk").values(*(f.attname for f in fields)):
        yield {name: value for name, value in row.items() if name not in auto}


@dataclass(frozen=True)
class Changes:
    """Columns of one row that a copy changes."""

    ids: tuple[str, ...]
    moments: tuple[str, ...]
    days: tuple[str, ...]
    names: tuple[str, ...]
    reference: bool


class Copier:
    """Makes copies. ``serial`` counts them; everything that must be unique is made from it."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.people = pattern.people
        self.numbers: dict[tuple[str, int], int] = defaultdict(lambda: 500_000)
        self.place = {person["id"]: number for number, person in enumerate(self.people)}
        self.changes: dict[int, Changes] = {}
        self.nhs = 0
        self.out: dict[type[Model], list[Values]] = defaultdict(list)

    def copy(self, case: Case, serial: int, *, years: int = 0, onto: UUID | None = None) -> None:
        """One copy, ``years`` back. ``onto`` names the person the copy is about instead of a new one."""
        move = timedelta(days=365 * years, minutes=serial % 50_000)
        given = {case.person["id"]: onto} if onto and case.person else {}

        def of(old: UUID) -> UUID:
            return given.get(old) or UUID(int=old.int ^ serial)

        who = self._name(case, serial)
        for model, rows in case.rows.items():
            for row in rows:
                # Onto somebody who is there already, nothing is copied that is about the person alone.
                if not (onto and model._meta.app_label == "people"):
                    changes = self._changes(model, row)
                    self.out[model].append(self._row(row, changes, serial, move, of, who, years))
        for (kind, subject), rows in case.chains.items():
            if of(subject) != onto:
                self._chain(kind, of(subject), rows, move)

    def write(self) -> None:
        """Insert what was copied since the last time."""
        with transaction.atomic():
            for model, rows in self.out.items():
                load(model, rows)
        self.out.clear()

    def _row(
        self,
        row: Values,
        changes: Changes,
        serial: int,
        move: timedelta,
        of: Callable[[UUID], UUID],
        who: Values,
        years: int,
    ) -> Values:
        new = dict(row)
        for name in changes.ids:
            new[name] = of(row[name])
        for name in changes.moments:
            new[name] = row[name] - move
        for name in changes.days:
            new[name] = row[name] - timedelta(days=move.days)
        for name in changes.names:
            if name in who:
                new[name] = who[name]
        if changes.reference:
            new["reference"] = self._reference(row["reference"], years)
        if row.get("once_key"):
            new["once_key"] = f"{serial}:{row['once_key']}"[:160]
        if row.get("external_ref"):
            new["external_ref"] = f"{row['external_ref'][:60]}-{serial}"
        if "once" in row:
            new["once"] = _UUID.sub(lambda m: of(UUID(m[0])).hex, row["once"])
        return new

    def _changes(self, model: type[Model], row: Values) -> Changes:
        """Which columns of this row differ in a copy; found once for each row that is copied."""
        known = self.changes.get(id(row))
        if known is None:
            given = row.items()
            known = self.changes[id(row)] = Changes(
                ids=tuple(n for n, v in given if isinstance(v, UUID) and v in self.pattern.own),
                moments=tuple(n for n, v in given if isinstance(v, datetime)),
                days=tuple(
                    n
                    for n, v in given
                    if isinstance(v, date) and not isinstance(v, datetime) and "birth" not in n
                ),
                names=tuple(n for n, v in given if v and n in _WHO),
                reference=bool(row.get("reference"))
                and getattr(model._meta.get_field("reference"), "unique", False),
            )
        return known

    def _name(self, case: Case, serial: int) -> dict[str, Any]:
        """What makes this copy another person: a family name of somebody else, a number and a day of birth of their own."""
        if case.person is None:
            return {}
        other = self.people[(self.place[case.person["id"]] + serial * 31) % len(self.people)]
        who = {name: other[name] for name in ("family_name", "family_key", "sound_key")}
        number = None
        while number is None:
            self.nhs += 1
            number = nhs_number.made_up(self.nhs % 1_000_000)
        who |= {"nhs_number": number, "adult_nhs_number": number, "adult_family_name": other["family_name"]}
        if case.person["date_of_birth"]:
            born = case.person["date_of_birth"] - timedelta(days=serial * 13 % 3_000)
            who |= {"date_of_birth": born, "adult_date_of_birth": born}
        return who

    def _reference(self, old: str, years: int) -> str:
        series, year = old.split("-")[0], int(old.split("-")[1]) - years
        self.numbers[series, year] += 1
        return reference(series, year, self.numbers[series, year])

    def _chain(self, kind: str, subject: UUID, rows: list[Values], move: timedelta) -> None:
        prev = ""
        back = int(move.total_seconds() * 1_000_000)
        for row in rows:
            new = {name: value for name, value in row.items() if name != "id"}
            new |= {"subject_id": subject, "at_us": row["at_us"] - back, "prev_hash": prev}
            prev = new["hash"] = row_hash(
                prev, kind, subject.hex, row["seq"], new["at_us"], row["act"], row["deed"], row["role"], row["actor_id"].hex,
                row["agency_id"].hex, row["detail"],
            )  # fmt: skip
            self.out[TrailRow].append(new)
        head = {"subject_kind": kind, "subject_id": subject, "length": len(rows), "hash": prev}
        self.out[TrailHead].append(head)


def grow(concerns: int, *, chronology: int = 0, tick: Callable[[int], object] = lambda _: None) -> int:
    """Copy the database's cases until it holds about so many concerns. Returns how many it holds then.

    ``chronology``: first give one person at least so many entries, by copying their own cases onto them.
    """
    pattern = read_pattern()
    copier = Copier(pattern)
    if chronology:
        _lengthen(copier, chronology)
    held, serial, waiting = Concern.objects.count(), 0, 0
    while held < concerns:
        serial += 1
        years = serial % YEARS
        for case in pattern.cases:
            if years and (case.is_open or case.person is None):
                continue
            copier.copy(case, serial, years=years)
            got = len(case.rows.get(Concern, ()))
            held += got
            waiting += got
            if waiting > 2_000:
                copier.write()
                tick(waiting)
                waiting = 0
            if held >= concerns:
                break
    copier.write()
    tick(waiting)
    return held


def _lengthen(copier: Copier, entries: int) -> None:
    closed = [case for case in copier.pattern.cases if case.person and not case.is_open]
    case = max(closed, key=_steps)
    assert case.person is not None
    for number in range(-(-entries // _steps(case))):
        copier.copy(case, (1 << 40) + number, years=number % YEARS, onto=case.person["id"])
    copier.write()


def _steps(case: Case) -> int:
    return sum(
        len(rows) for model, rows in case.rows.items() if model.__name__ in ("ConcernStep", "EnquiryStep")
    )


def settle_statistics() -> None:
    """Let the database look at its tables, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
