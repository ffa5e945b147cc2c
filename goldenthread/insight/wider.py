"""Which published counts hold all that another counts, and more: the rest is then a number that nobody wrote down.

Of 35 enquiries that ended 33 were answered: two figures, each large enough by itself, tell of the two that were not. Here each figure
learns the counts it is a part of, so that it can be hidden where the rest is small (see :mod:`goldenthread.insight.outside`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.language.breakdowns import Breakdown, group_of, groups
from goldenthread.insight.language.conditions import (
    EVERY_ROW,
    All,
    Any,
    Condition,
    During,
    Is,
    Known,
    Missing,
    OneOf,
    Value,
    Within,
    both,
)
from goldenthread.insight.language.definition import Counting, Indicator, Role, Tally
from goldenthread.insight.readings import Reading
from goldenthread.insight.tallies import COUNCIL, Tallies

Part = tuple[str, Role]
# About a kilobyte each.
MOST_KEPT = 10_000


def implies(narrow: Condition, wide: Condition) -> bool:
    """True when every row that meets the first meets the second, as far as the two conditions tell by themselves."""
    if narrow == wide:
        return True
    if isinstance(wide, All):
        return all(implies(narrow, part) for part in wide.parts)
    if isinstance(narrow, Any):
        return all(implies(part, wide) for part in narrow.parts)
    return (
        (isinstance(wide, Any) and any(implies(narrow, part) for part in wide.parts))
        or (isinstance(narrow, All) and any(implies(part, wide) for part in narrow.parts))
        or _in_one_column(narrow, wide)
    )


def _in_one_column(narrow: Condition, wide: Condition) -> bool:
    if isinstance(wide, Known):
        if isinstance(narrow, Within):
            return wide.column in (narrow.start, narrow.end)
        return isinstance(narrow, Is | OneOf | During) and narrow.column == wide.column
    values, of = _values(narrow), _values(wide)
    return bool(values and of) and values[0] == of[0] and values[1] <= of[1]  # type: ignore[index]


def _values(condition: Condition) -> tuple[str, frozenset[Value]] | None:
    if isinstance(condition, Is):
        return condition.column, frozenset({condition.value})
    return (condition.column, frozenset(condition.values)) if isinstance(condition, OneOf) else None


def holds(wide: Tally, narrow: Tally) -> bool:
    """True when everything that the second counts is counted by the first."""
    return (
        _bare(wide) == _bare(narrow)
        and wide.days in (None, narrow.days)
        and implies(narrow.where, wide.where)
    )


def _bare(tally: Tally) -> Tally:
    """A tally without its conditions."""
    return replace(tally, where=EVERY_ROW, days=None)


class Wider:
    """The counts of a set of indicators, and which of them hold which.

    ``tallies_of`` gives the tallies of an indicator by its key.
    """

    def __init__(self, indicators: Mapping[str, Indicator], tallies_of: Callable[[str], Tallies]) -> None:
        self._indicators, self._tallies_of = indicators, tallies_of
        self._counted: dict[Tally, list[Part]] = {}
        for key, each in indicators.items():
            for role, tally in each.counting.parts if each.counting else ():
                self._counted.setdefault(tally, []).append((key, role))
        # By all but their conditions: only such as are alike in the rest can hold each other.
        self._alike: dict[Tally, list[Tally]] = {}
        for tally in self._counted:
            self._alike.setdefault(_bare(tally), []).append(tally)
        self._found: dict[Tally, tuple[Tally, ...]] = {}
        self._lying: dict[Tally, tuple[_Within, ...]] = {}
        self._held: dict[tuple[int, int], bool] = {}
        self._told: dict[Hashable, Mapping[str, int]] = {}

    def knowing(self, found: Reading) -> Reading:
        """The reading, that can tell the counts it is a part of when it is asked."""
        return replace(found, wider=partial(self._told_of, found))

    def _told_of(self, found: Reading, role: Role, limit: int) -> Mapping[str, int]:
        """As :meth:`_of`, worked out once: a page asks several times, and so does the next reader."""
        asked = (found.indicator.key, found.period, found.by, found.group, role, limit)
        if asked not in self._told:
            if len(self._told) >= MOST_KEPT:
                self._told.clear()
            self._told[asked] = self._of(found, role, limit)
        return self._told[asked]

    def _of(self, found: Reading, role: Role, limit: int) -> dict[str, int]:
        """The counts that hold a part of a figure, by what they are of: those of the same group, those of everybody, and groups of
        another breakdown in which all of it lies."""
        tally = dict(found.counting.parts).get(role)
        if tally is None:
            return {}
        counts = self._seen(self._holding(tally), found, found.by, limit)
        alone = _of_group(found, role, tally) if found.by else tally
        if alone is None:
            return counts
        if found.by:
            counts |= self._seen(self._holding(alone), found, "", limit)
        return counts | self._around(alone, found, limit)

    def _around(self, alone: Tally, found: Reading, limit: int) -> dict[str, int]:
        """The counts of groups in which all of this lies: what is counted of adults with one reason for support lies in that group of
        every figure that is told by reason."""
        told: dict[tuple[str, str | None], list[tuple[int, Tally, str]]] = {}
        for each in self._groups_around(alone):
            if each.by != found.by:
                count = self._tallies_of(each.key).count(
                    each.key, each.role, each.tally, found.period, each.by, each.group
                )
                if count is not None:
                    name = f"{each.key}.{each.role} by {each.by}: {each.group}"
                    told.setdefault((each.by, each.group), []).append((count, each.tally, name))
        return {name: n for counted in told.values() for n, _, name in self._not_hidden(counted, limit)}

    def _groups_around(self, alone: Tally) -> tuple[_Within, ...]:
        if alone not in self._lying:
            self._lying[alone] = tuple(
                _Within(tally, key, role, each.by, lies.group)
                for tally in self._holding(alone)
                for key, role in self._counted[tally]
                for each in self._breakdowns(key)
                if (lies := _lies_in(alone, each, role))
            )
        return self._lying[alone]

    def _breakdowns(self, key: str) -> tuple[Breakdown, ...]:
        counting = self._indicators[key].counting
        return counting.breakdowns if counting else ()

    def _holding(self, tally: Tally) -> tuple[Tally, ...]:
        """Every counted tally that holds this one, other than itself."""
        if tally not in self._found:
            alike = self._alike.get(_bare(tally), ())
            self._found[tally] = tuple(each for each in alike if each != tally and holds(each, tally))
        return self._found[tally]

    def _seen(self, of: tuple[Tally, ...], found: Reading, by: str, limit: int) -> dict[str, int]:
        """The counts of these tallies, the widest first, without those that a still wider one hides for the same reason."""
        counted = [
            (count, each, f"{'.'.join(self._counted[each][0])} by {by}")
            for each in of
            if (count := self._count(each, found, by)) is not None
        ]
        return {name: count for count, _, name in self._not_hidden(counted, limit)}

    def _not_hidden(self, counted: list[tuple[int, Tally, str]], limit: int) -> list[tuple[int, Tally, str]]:
        """These counts, the widest first, without those that are hidden themselves for what a still wider one would tell."""
        seen: list[tuple[int, Tally, str]] = []
        # Of two alike neither hides the other, so that their order tells nothing.
        for count, each, name in sorted(counted, key=lambda one: -one[0]):
            if not any(0 < more - count < limit and self._holds(wide, each) for more, wide, _ in seen):
                seen.append((count, each, name))
        return seen

    def _holds(self, wide: Tally, narrow: Tally) -> bool:
        """As :func:`holds`, of two tallies of this set: known by what they are here, for to compare them whole takes long."""
        pair = id(wide), id(narrow)
        if pair not in self._held:
            self._held[pair] = holds(wide, narrow)
        return self._held[pair]

    def _count(self, tally: Tally, found: Reading, by: str) -> int | None:
        """How many a tally counts in the figure's period, in its group when asked; None where no page says so."""
        for key, role in self._counted[tally]:
            counting = self._indicators[key].counting
            # A pool tells every figure by its councils, which is no breakdown of the indicator.
            if by in ("", COUNCIL) or (counting and _breakdown(counting, by)):
                group = found.group if by else None
                return self._tallies_of(key).count(key, role, tally, found.period, by, group)
        return None


class _Group(NamedTuple):
    """One group of a breakdown; None is the group of those of whom nothing is known."""

    group: str | None


class _Within(NamedTuple):
    """A count of one group, in which all of another count lies."""

    tally: Tally
    key: str
    role: Role
    by: str
    group: str | None


def _of_group(found: Reading, role: Role, tally: Tally) -> Tally | None:
    """What one group counts, told as a tally of its own; None for bands and councils, which no condition names."""
    breakdown = _breakdown(found.counting, found.by)
    if breakdown is None or breakdown.bands:
        return None
    name = breakdown.name if role is Role.NUMERATOR else breakdown.of
    stored = groups(breakdown, fact_tables()[tally.table].by_name[name])
    values = [value for value, group in (stored or {}).items() if group == found.group]
    if found.group is None:
        one: Condition = Missing(name)
    elif stored is None:
        one = Is(name, found.group)
    else:
        one = Is(name, values[0]) if len(values) == 1 else OneOf(name, tuple(values))
    return replace(tally, where=both(tally.where, one))


def _lies_in(alone: Tally, breakdown: Breakdown, role: Role) -> _Group | None:
    """The one group of a breakdown in which every row that is counted lies, by what its condition says; None where it says nothing."""
    name = breakdown.name if role is Role.NUMERATOR else breakdown.of
    column = fact_tables()[alone.table].by_name.get(name)
    if column is None or breakdown.bands:
        return None
    for part in alone.where.parts if isinstance(alone.where, All) else (alone.where,):
        if isinstance(part, Missing) and part.column == name:
            return _Group(None)
        if (held := _values(part)) and held[0] == name:
            told = {group_of(breakdown, column, value) for value in held[1]}
            if len(told) == 1:
                return _Group(told.pop())
    return None


def _breakdown(counting: Counting, by: str) -> Breakdown | None:
    return next((each for each in counting.breakdowns if each.by == by), None)
