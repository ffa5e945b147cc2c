"""Which published counts hold all that another counts, and more: the rest is then a number that nobody wrote down.

Of 35 enquiries that ended 33 were answered: two figures, each large enough by itself, tell of the two that were not. Here each figure
learns the counts it is a part of, so that it can be hidden where the rest is small (see :mod:`goldenthread.insight.outside`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from goldenthread.insight.language.breakdowns import Breakdown
from goldenthread.insight.language.conditions import (
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
        replace(wide, where=narrow.where, days=None) == replace(narrow, days=None)
        and wide.days in (None, narrow.days)
        and implies(narrow.where, wide.where)
    )


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
        self._found: dict[Tally, tuple[Tally, ...]] = {}

    def knowing(self, found: Reading) -> Reading:
        """The reading, that can tell the counts it is a part of when it is asked."""
        return replace(found, wider=partial(self._of, found))

    def _of(self, found: Reading, role: Role, limit: int) -> dict[str, int]:
        """The counts that hold a part of a figure, by what they are of: those of the same group, and those of everybody."""
        tally = dict(found.counting.parts).get(role)
        if tally is None:
            return {}
        counts = self._seen(self._holding(tally), found, found.by, limit)
        if found.by and (alone := _of_group(found, role, tally)):
            counts |= self._seen(self._holding(alone), found, "", limit)
        return counts

    def _holding(self, tally: Tally) -> tuple[Tally, ...]:
        """Every counted tally that holds this one, other than itself."""
        if tally not in self._found:
            self._found[tally] = tuple(each for each in self._counted if each != tally and holds(each, tally))
        return self._found[tally]

    def _seen(self, of: tuple[Tally, ...], found: Reading, by: str, limit: int) -> dict[str, int]:
        """The counts of these tallies, the widest first, without those that a still wider one hides for the same reason."""
        counted = [(count, each) for each in of if (count := self._count(each, found, by)) is not None]
        seen: list[tuple[int, Tally]] = []
        for count, each in sorted(counted, key=lambda pair: (-pair[0], str(pair[1]))):
            if not any(0 < more - count < limit and holds(wide, each) for more, wide in seen):
                seen.append((count, each))
        return {f"{'.'.join(self._counted[each][0])} by {by}": count for count, each in seen}

    def _count(self, tally: Tally, found: Reading, by: str) -> int | None:
        """How many a tally counts in the figure's period, in its group when asked; None where no page says so."""
        for key, role in self._counted[tally]:
            counting = self._indicators[key].counting
            # A pool tells every figure by its councils, which is no breakdown of the indicator.
            if by in ("", COUNCIL) or (counting and _breakdown(counting, by)):
                group = found.group if by else None
                return self._tallies_of(key).count(key, role, tally, found.period, by, group)
        return None


def _of_group(found: Reading, role: Role, tally: Tally) -> Tally | None:
    """What one group counts, told as a tally of its own; None for groups that are not the values of a column."""
    breakdown = _breakdown(found.counting, found.by)
    if breakdown is None or breakdown.bands or breakdown.codes:
        return None
    column = breakdown.name if role is Role.NUMERATOR else breakdown.of
    one = Missing(column) if found.group is None else Is(column, found.group)
    return replace(tally, where=both(tally.where, one))


def _breakdown(counting: Counting, by: str) -> Breakdown | None:
    return next((each for each in counting.breakdowns if each.by == by), None)
