"""A made-up England on disk: one folder for each council, laid out as ``goldenthread snapshot`` lays out a real one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import numpy as np

from goldenthread.ground.moment import LONDON
from goldenthread.insight.snapshots.layout import (
    Manifest,
    Month,
    Table,
    digest_of,
    file_of,
    schema_of,
    write_manifest,
    write_rows,
)
from worlds.england.columns import Columns
from worlds.england.concerns import draw_cases
from worlds.england.councils import Council, draw_councils, financial_year
from worlds.england.drawing import Calendar, days_since
from worlds.england.enquiries import allegation_facts, caused_report_facts, enquiry_facts, opened
from worlds.england.people import draw_people, draw_raised
from worlds.england.reports import concern_facts, concern_type_facts, feedback_facts
from worlds.england.staff import draw_staff

COUNCILS = "councils.csv"


@dataclass(frozen=True)
class Made:
    """What was written."""

    councils: int
    concerns: int
    rows: int


def last_year_ended(today: date) -> int:
    """The first calendar year of the latest financial year that is over."""
    return financial_year(today) - 1


def write_england(
    out: Path,
    *,
    councils: int,
    concerns: int,
    years: int,
    last: int,
    seed: int,
    tick: Callable[[int], object] = lambda n: None,
) -> Made:
    """Write the facts of made-up councils, one council in memory at a time. The same numbers write the same bytes.

    ``last``: the first calendar year of the last financial year; everything is as at its 31 March. ``tick`` is told the number
    of concerns of each council when it is written. Raises ValueError for numbers nobody could draw from, FileExistsError for a
    folder that is not empty.
    """
    drawn = draw_councils(councils, concerns, years, last, seed)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty. Name an empty folder.")
    calendar, rows = Calendar(), 0
    for council in drawn:
        tables = facts_of(council, seed, calendar)
        rows += _write(out / council.folder, council, tables)
        tick(sum(council.concerns))
    # Last, so that whoever finds it finds all the councils it names.
    with (out / COUNCILS).open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["folder", "council", "region", "adults"])
        write.writerows([c.folder, c.name, c.region, c.adults] for c in drawn)
    return Made(len(drawn), concerns, rows)


def facts_of(council: Council, seed: int, calendar: Calendar) -> tuple[Columns, ...]:
    """Every table of one council; what is drawn depends on the seed and the council's number alone."""
    dice = np.random.default_rng([seed, council.number])
    last = days_since(date(council.years[-1] + 1, 3, 31))
    raised = draw_raised(council, dice)
    people = draw_people(council, raised, dice)
    cases = draw_cases(council, raised, people, last, calendar, dice)
    staff = draw_staff(council, cases, last, dice)
    found = opened(raised, cases, last)
    concerns = concern_facts(council, raised, people, cases, staff, calendar, dice)
    return (
        concerns,
        concern_type_facts(council, concerns, cases),
        enquiry_facts(council, raised, people, cases, found, staff, calendar, dice),
        allegation_facts(council, raised, people, cases, found, dice),
        caused_report_facts(council, found, staff, calendar, dice),
        feedback_facts(council, cases, found, staff, calendar, dice),
    )


def _write(folder: Path, council: Council, tables: Sequence[Columns]) -> int:
    """One council's files, a financial year in each, and its manifest. Returns the number of rows."""
    held: dict[str, Table] = {}
    for columns in tables:
        days = columns.values[columns.table.month_of]
        schema, months = schema_of(columns.table), {}
        for year in council.years:
            start, end = np.searchsorted(
                days, [days_since(date(year, 4, 1)), days_since(date(year + 1, 4, 1))]
            )
            path = file_of(folder, columns.table.name, f"{year}")
            batches = [columns.arrow(int(start), int(end))]
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_rows(file, schema, batches)
            months[f"{year}"] = Month(int(end - start), digest_of(path))
        held[columns.table.name] = Table(columns.table.digest(), months)
    as_at = datetime.combine(date(council.years[-1] + 1, 3, 31), time(23, 59, 59), tzinfo=LONDON)
    write_manifest(folder, Manifest(as_at, council.name, held))
    return sum(table.rows for table in held.values())
