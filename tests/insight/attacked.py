"""Somebody who works back: lays every number shown outside beside every other, and takes one from another where one holds the other.

Written apart from what it judges but for one thing: which condition implies which, that has tests of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from goldenthread.ground.facts import fact_tables
from goldenthread.ground.figures.suppression import LIMIT
from goldenthread.insight.language.breakdowns import WORKERS, group_of
from goldenthread.insight.language.conditions import Is, Missing, OneOf, both
from goldenthread.insight.language.definition import Role, Tally
from goldenthread.insight.outside import guard
from goldenthread.insight.queries.sight import LOCAL
from goldenthread.insight.readings import broken_down, reading
from goldenthread.insight.wider import Wider, implies


@dataclass(frozen=True)
class Seen:
    """One number that is shown: of which figure, and exactly what it counts."""

    words: str
    tally: Tally
    count: int


def seen_outside(indicators, tallies, period) -> Iterator[Seen]:
    """Every number of a period that pages and files show outside the council."""
    held = Wider(indicators, lambda _: tallies)
    for key in tallies.versions:
        whole = held.knowing(reading(indicators[key], tallies, period))
        yield from _of(key, guard(whole)[0], None)
        for breakdown in indicators[key].counting.breakdowns:
            if breakdown.name in {*LOCAL, *WORKERS}:
                continue
            found = broken_down(indicators[key], tallies, period, breakdown.by, fact_tables())
            groups = guard(whole, {group: held.knowing(each) for group, each in found.items()})[1]
            for each in groups.values():
                yield from _of(key, each, breakdown)


def _of(key, guarded, breakdown):
    for role, tally in guarded.reading.counting.parts:
        shown = guarded.numerator if role is Role.NUMERATOR else guarded.denominator
        if shown.value is None:
            continue
        group = guarded.reading.group
        counts = tally if breakdown is None else _only(tally, breakdown, role, group)
        yield Seen(f"{key} {role} {breakdown.by if breakdown else 'all'} {group or ''}", counts, shown.value)


def _only(tally, breakdown, role, group):
    """The tally of one group alone. A band is taken for a word of its own: nothing else is known to lie in it."""
    name = breakdown.name if role is Role.NUMERATOR else breakdown.of
    if group is None:
        return replace(tally, where=both(tally.where, Missing(name)))
    if breakdown.bands:
        return replace(tally, where=both(tally.where, Is(f"{name} in bands", group)))
    column = fact_tables()[tally.table].by_name[name]
    words = {word.value for word in column.words} if column.words else {True, False, group}
    values = tuple(word for word in words if group_of(breakdown, column, word) == group)
    return replace(
        tally, where=both(tally.where, OneOf(name, values) if len(values) > 1 else Is(name, *values))
    )


def worked_out(numbers) -> list[str]:
    """Every small rest between two of these numbers, in words."""
    alike = defaultdict(lambda: defaultdict(list))
    for each in numbers:
        of = each.tally
        alike[of.table, of.day, of.opened, of.closed, of.different][each.count].append(each)
    return [
        f"{wide.words} {wide.count}, of whom {narrow.words} {narrow.count}"
        for counts in alike.values()
        for count, some in list(counts.items())
        for narrow in some
        for more in range(count + 1, count + LIMIT)
        for wide in counts.get(more, ())
        if wide.tally.days in (None, narrow.tally.days) and implies(narrow.tally.where, wide.tally.where)
    ]
