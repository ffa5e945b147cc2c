"""Made-up facts for tests: random rows and random definitions over the published tables, and rows written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from goldenthread.ground.facts import Column, FactTable, Kind
from goldenthread.insight.language import conditions as c
from goldenthread.insight.language import definition as d
from goldenthread.insight.language.breakdowns import Breakdown, fault
from goldenthread.insight.language.conditions import both

FIRST_DAY = date(2024, 11, 1)
NUMBERS = (0, 1, 2, 3, 17, 18, 64, 65, 90, 96, 131)
WORDS = ("north", "south", "it's “odd”\\")


def rows_by_hand(table: FactTable, *rows: dict) -> list[tuple]:
    """Rows in column order. What a row does not say is missing, or where it may not be: its first word, False, 0 or a key of its own."""

    def usual(column: Column, number: int) -> object:
        if column.may_be_missing:
            return None
        if column.kind is Kind.WORD:
            return column.words.values()[0] if column.words else "somewhere"
        return {Kind.KEY: number, Kind.FLAG: False, Kind.NUMBER: 0, Kind.DAY: None}[column.kind]

    made = []
    for number, row in enumerate(rows, 1):
        assert set(row) <= set(table.by_name), set(row) - set(table.by_name)
        full = {column.name: row.get(column.name, usual(column, number)) for column in table.columns}
        if full[table.month_of] is None:
            raise ValueError(f"row {number} has no {table.month_of}")
        made.append(tuple(full.values()))
    return made


def values(column: Column) -> st.SearchStrategy:
    """Values a column may hold; missing ones as often as any other."""
    usual = {
        Kind.KEY: st.integers(-4, 4),
        Kind.FLAG: st.booleans(),
        Kind.NUMBER: st.sampled_from(NUMBERS),
        Kind.DAY: st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days)),
    }
    some = st.sampled_from(column.words.values() if column.words else WORDS)
    found = some if column.kind is Kind.WORD else usual[column.kind]
    return st.one_of(st.none(), found) if column.may_be_missing else found


def random_rows(table: FactTable, dice: Random, many: int = 150) -> list[tuple]:
    """Rows of random values; a value that may be missing is missing one time in four."""
    usual = {
        Kind.KEY: range(-20, 20),
        Kind.FLAG: (True, False),
        Kind.NUMBER: NUMBERS,
        Kind.DAY: [FIRST_DAY + timedelta(days) for days in range(500)],
    }

    def value(column: Column, near: date) -> object:
        if column.may_be_missing and dice.random() < 0.25:
            return None
        if column.kind is Kind.DAY and dice.random() < 0.5:
            # Days of one row are mostly near each other, before and after.
            return near + timedelta(dice.randrange(-5, 40))
        some = (
            (column.words.values() if column.words else WORDS)
            if column.kind is Kind.WORD
            else usual[column.kind]
        )
        return dice.choice(some)

    return [
        tuple(value(column, near) for column in table.columns)
        for near in (dice.choice(usual[Kind.DAY]) for _ in range(many))
    ]


def conditions(table: FactTable, *, at_the_end: bool) -> st.SearchStrategy[c.Condition]:
    """Conditions over a table."""
    of = {kind: [column for column in table.columns if column.kind is kind] for kind in Kind}
    valued = [column for kind in (Kind.WORD, Kind.FLAG, Kind.NUMBER) for column in of[kind]]
    names = [column.name for column in table.columns]
    days = [column.name for column in of[Kind.DAY]]

    def present(column: Column) -> st.SearchStrategy:
        return values(replace(column, may_be_missing=False))

    simple = [
        st.sampled_from(valued).flatmap(lambda col: st.builds(c.Is, st.just(col.name), present(col))),
        st.sampled_from(valued).flatmap(
            lambda col: st.builds(
                c.OneOf,
                st.just(col.name),
                st.lists(present(col), min_size=1, max_size=4, unique=True).map(tuple),
            )
        ),
        st.builds(c.Known, st.sampled_from(names)),
        st.builds(c.Missing, st.sampled_from(names)),
        st.builds(c.Within, st.sampled_from(days), st.sampled_from(days), st.integers(0, 60)),
    ]
    if not at_the_end:
        simple.append(st.builds(c.During, st.sampled_from(days)))
    return st.recursive(
        st.one_of(simple),
        lambda inner: st.builds(
            lambda parts, kind: kind(tuple(parts)),
            st.lists(inner, min_size=2, max_size=3),
            st.sampled_from([c.All, c.Any]),
        ),
        max_leaves=5,
    )


def breakdowns(table: FactTable) -> list[Breakdown]:
    """Every breakdown that a table allows."""
    tries = [
        Breakdown(column.name, column.name, bands, codes)
        for column in table.columns
        for bands, codes in (("", ""), ("age", ""), ("level", ""), ("", "SAC"))
    ]
    return [made for made in tries if not fault(made, table.by_name[made.name])]


@st.composite
def countings(draw: st.DrawFn, table: FactTable) -> d.Counting:
    """Definitions over one table, of every measure."""
    of = {kind: [column.name for column in table.columns if column.kind is kind] for kind in Kind}
    at_the_end = draw(st.booleans()) if len(of[Kind.DAY]) > 1 else False
    wheres = conditions(table, at_the_end=at_the_end)
    opened = draw(st.sampled_from(of[Kind.DAY]))
    closed = draw(st.sampled_from(of[Kind.DAY]))
    different = draw(st.one_of(st.just(""), st.sampled_from(of[Kind.KEY])))
    whole = d.Tally(
        table.name,
        day="" if at_the_end else opened,
        opened=opened if at_the_end else "",
        closed=closed if at_the_end else "",
        where=draw(st.one_of(st.just(c.EVERY_ROW), wheres)),
        different=different,
    )
    measure = draw(st.sampled_from([d.Measure.SHARE, d.Measure.DAYS]))
    if measure is d.Measure.DAYS:
        ends = [*of[Kind.DAY], d.THE_END] if at_the_end else of[Kind.DAY]
        days = st.builds(d.Days, start=st.sampled_from(of[Kind.DAY]), end=st.sampled_from(ends))
        if of[Kind.NUMBER]:
            days = st.one_of(days, st.builds(d.Days, column=st.sampled_from(of[Kind.NUMBER])))
        numerator = replace(whole, different="", days=draw(days))
        denominator = None
    else:
        numerator = replace(whole, where=both(whole.where, draw(wheres)))
        denominator = whole
    ways = breakdowns(table)
    return d.Counting(
        measure,
        numerator,
        denominator,
        100,
        tuple(draw(st.lists(st.sampled_from(ways), max_size=3, unique_by=lambda way: way.by)))
        if ways
        else (),
        d.Wording(("row", "rows"), "{n}"),
    )
