"""Figures as those outside the council may see them: small counts hidden, and nothing that gives them back.

Of a share both sides are protected: who it happened to and who it did not happen to. The groups of a breakdown and their totals are one
table, of which no hidden cell can be worked out. A count that another published one holds (see :mod:`.wider`) is hidden where the rest is
small.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from goldenthread.ground.figures import sentences
from goldenthread.ground.figures.suppression import (
    HIDDEN,
    LIMIT,
    TOTAL,
    Key,
    Shown,
    Status,
    plain,
    protect,
    protect_table,
)
from goldenthread.insight.language.definition import Measure, Role
from goldenthread.insight.readings import Reading

DID, DID_NOT = "did", "did_not"


@dataclass(frozen=True)
class Guarded:
    """A figure with its small numbers hidden. ``value`` and ``sentence`` say nothing that the counts do not.

    ``limit`` is the count from which on it may be shown.
    """

    reading: Reading
    numerator: Shown
    denominator: Shown
    limit: int = LIMIT

    @property
    def hidden(self) -> bool:
        """True when the figure itself may not be shown."""
        return Status.HIDDEN in (self.numerator.status, self.denominator.status)

    @property
    def value(self) -> str:
        """The value for a table, or [c]."""
        return str(HIDDEN) if self.hidden else self.reading.shown

    @property
    def sentence(self) -> str:
        """The figure in plain words, or why there is none."""
        return sentences.hidden_sentence(self.limit) if self.hidden else self.reading.sentence


def guard(
    whole: Reading, groups: Mapping[str | None, Reading] | None = None, *, limit: int = LIMIT
) -> tuple[Guarded, dict[str | None, Guarded]]:
    """The whole and its groups, guarded together. Show the whole beside its groups only as it comes from here.

    Counts under ``limit`` are hidden; with 0, none.
    """
    groups = groups or {}
    shown, found = (_share if whole.counting.measure is Measure.SHARE else _alone)(whole, groups, limit)
    if limit:
        # Both ends of a share are its denominator's: without it the numerator is no figure.
        shown, found = _apart(shown, found, limit, Role.NUMERATOR)
        shown, found = _apart(shown, found, limit, Role.DENOMINATOR)
    return replace(shown, limit=limit), {group: replace(each, limit=limit) for group, each in found.items()}


Both = tuple[Guarded, dict[str | None, Guarded]]


def _alone(whole: Reading, groups: Mapping[str | None, Reading], limit: int) -> Both:
    alone = protect_table({("whole", "n"): whole.numerator}, limit=limit)["whole", "n"]
    shown = _counts({group: each.numerator for group, each in groups.items()}, limit)
    # What is divided by is another count (concerns, people): it is guarded by itself.
    below = _counts({group: each.denominator for group, each in groups.items()}, limit)
    under = protect_table({("whole", "n"): whole.denominator}, limit=limit)["whole", "n"]
    return Guarded(whole, alone, under), {
        group: Guarded(each, shown[group], below[group]) for group, each in groups.items()
    }


def _apart(whole: Guarded, groups: Mapping[str | None, Guarded], limit: int, role: Role) -> Both:
    """The same with this part hidden wherever a wider published count would tell a small rest."""
    hidden = {group for group, each in groups.items() if _tells(each.reading, role, limit)}
    if _tells(whole.reading, role, limit):
        # The groups would add up to what may not be seen of the whole.
        return _without(whole, role), {group: _without(each, role) for group, each in groups.items()}
    if hidden:
        hidden |= _with_them(groups, hidden, limit, role)
    return whole, {group: _without(each, role) if group in hidden else each for group, each in groups.items()}


def _with_them(
    groups: Mapping[str | None, Guarded], hidden: set[str | None], limit: int, role: Role
) -> set[str | None]:
    """As many more groups as keep the rest of those hidden from being worked out from the whole: the smallest first."""
    more = set(hidden)
    rests = {group: _rests(each.reading, role, limit) for group, each in groups.items()}
    others = sorted(
        (_count(each.reading, role) or 0, str(group), group)
        for group, each in groups.items()
        if group not in hidden
    )
    told = {name for group in hidden for name, rest in rests[group].items() if 0 < rest < limit}
    for _, _, group in others:
        together = [sum(rests[each].get(name, 0) for each in more) for name in told]
        if len(more) >= 2 and min(together) >= limit:
            break
        more.add(group)
    return more


def among_those_who_know(whole: Guarded, groups: Mapping[str | None, Reading]) -> Guarded:
    """The whole of a share for readers who each know their own one of these groups, and take it away in their heads.

    Hidden where a small number would be left, or where nearly all that is left would be one other group's. Nobody knows the
    group None, of what is not recorded.
    """
    now, limit = whole.reading, whole.limit
    known = [each for group, each in groups.items() if group is not None and each.denominator]
    if not limit or not known or now.denominator is None:
        return whole
    largest = sorted(each.denominator or 0 for each in known)[-2:]
    if now.denominator - sum(largest) < limit:
        return _without(whole, Role.DENOMINATOR)
    for role in (Role.DENOMINATOR, Role.NUMERATOR):
        if any(_tells_without(each, now, role, limit) for each in known):
            return _without(whole, role)
    for each in known:
        rest = now.denominator - (each.denominator or 0)
        did = (now.numerator or 0) - (each.numerator or 0)
        if min(did, rest - did) < limit:
            return _without(whole, Role.NUMERATOR)
    return whole


def _tells_without(known: Reading, now: Reading, role: Role, limit: int) -> bool:
    """Whether a wider count would tell a small rest to those who take what they know from both."""
    own = _rests(known, role, 0)
    # A count of one group is called as that of everybody, and then after the breakdown.
    return any(
        0 < rest - own.get(f"{name}{known.by}", 0) < limit for name, rest in _rests(now, role, limit).items()
    )


def _without(each: Guarded, role: Role) -> Guarded:
    if role is Role.NUMERATOR:
        return replace(each, numerator=HIDDEN)
    return replace(each, numerator=HIDDEN, denominator=HIDDEN)


def _count(each: Reading, role: Role) -> int | None:
    return each.numerator if role is Role.NUMERATOR else each.denominator


def _rests(each: Reading, role: Role, limit: int) -> dict[str, int]:
    """What is left of each wider count without this one, by what that is of."""
    count = _count(each, role)
    return {} if count is None else {name: wide - count for name, wide in each.wider(role, limit).items()}


def _tells(each: Reading, role: Role, limit: int) -> bool:
    return any(0 < rest < limit for rest in _rests(each, role, limit).values())


def _counts(counts: Mapping[str | None, int | None], limit: int) -> dict[str | None, Shown]:
    # One column of counts: were each also the total of its row, one small count would hide them all. As in shares below, a
    # group that nobody is in protects nobody.
    some = {group: count for group, count in counts.items() if count != 0}
    nobody = HIDDEN if limit else plain(0)
    return dict.fromkeys(counts, nobody) | protect(some, limit=limit)


def _share(whole: Reading, groups: Mapping[str | None, Reading], limit: int) -> Both:
    cells: dict[Key, int | None] = {}
    # A group that nobody is in protects nobody, and would have others hidden for its sake; it is told from no other hidden one.
    empty = {group for group, each in groups.items() if each.denominator == 0}
    for group, each in groups.items():
        if group not in empty:
            cells |= _sides((group,), each)
    table = protect_table(cells, limit=limit)
    nobody = HIDDEN if limit else plain(0)
    return _guarded(whole, "whole", protect_table(_sides("whole", whole), limit=limit)), {
        group: Guarded(each, nobody, nobody) if group in empty else _guarded(each, (group,), table)
        for group, each in groups.items()
    }


def _sides(name: Hashable, each: Reading) -> dict[Key, int | None]:
    n, of = each.numerator, each.denominator
    return {(name, DID): n, (name, DID_NOT): None if n is None or of is None else of - n}


def _guarded(each: Reading, name: Hashable, table: Mapping[Key, Shown]) -> Guarded:
    sides = table[name, DID], table[name, DID_NOT]
    return Guarded(each, HIDDEN if HIDDEN in sides else sides[0], table[name, TOTAL])
