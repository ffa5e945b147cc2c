"""Drawing a sample of cases fairly: everybody can draw it again from the same list and the same seed, and get the same cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from uuid import UUID


@dataclass(frozen=True)
class Listed:
    """A case that could be drawn: what it is, its reference, and the group it is drawn within."""

    kind: str
    id: UUID
    reference: str
    population: str
    group: str = ""


@dataclass(frozen=True)
class Drawn:
    """A drawn case. ``of`` is how many cases its group held, ``taken`` how many were drawn of them; ``twice``: two auditors read it."""

    case: Listed
    order: int
    of: int
    taken: int
    twice: bool


def place(seed: str, case: Listed) -> str:
    """Where a case comes in the drawing of this seed. It depends on nothing but the seed and the case."""
    return sha256(f"{seed}:{case.kind}:{case.id}".encode()).hexdigest()


def draw(
    cases: Iterable[Listed], wanted: Mapping[str, int], *, seed: str, twice_in_100: int = 20
) -> tuple[Drawn, ...]:
    """Draw ``wanted`` cases of each population, spread over its groups as they are in it.

    Within a group every case is as likely as any other. A share of the drawn, rounded up, is marked to be read by two auditors.
    Raises ValueError for a number below zero or a share that is none.
    """
    if any(number < 0 for number in wanted.values()) or not 0 <= twice_in_100 <= 100:
        raise ValueError("a number of cases, and a share between 0 and 100, is needed")
    listed: dict[str, dict[str, list[Listed]]] = {name: {} for name in wanted}
    for case in cases:
        if case.population in listed:
            listed[case.population].setdefault(case.group, []).append(case)
    found: list[tuple[Listed, int, int]] = []
    for population, number in wanted.items():
        groups = listed[population]
        for group, taken in shares({name: len(each) for name, each in groups.items()}, number).items():
            ordered = sorted(groups[group], key=lambda case: place(seed, case))
            found += [(case, len(ordered), taken) for case in ordered[:taken]]
    found.sort(key=lambda each: place(seed, each[0]))
    twice = _twice([case for case, _, _ in found], ceil(len(found) * twice_in_100 / 100))
    return tuple(
        Drawn(case, order, of, taken, case in twice) for order, (case, of, taken) in enumerate(found, 1)
    )


def shares(sizes: Mapping[str, int], number: int) -> dict[str, int]:
    """Share ``number`` out over groups of these sizes in proportion (largest remainder), never more than a group holds."""
    total = sum(sizes.values())
    if not total:
        return {}
    number = min(number, total)
    exact = {name: number * size / total for name, size in sizes.items()}
    given = {name: int(share) for name, share in exact.items()}
    order = sorted(sizes, key=lambda name: (given[name] - exact[name], name))
    for name in order[: number - sum(given.values())]:
        given[name] += 1
    return given


def _twice(ordered: Sequence[Listed], number: int) -> Collection[Listed]:
    """The first of the order, taking each population in turn, so that agreement is known of every population."""
    turns: dict[str, list[Listed]] = {}
    for case in ordered:
        turns.setdefault(case.population, []).append(case)
    chosen: list[Listed] = []
    while len(chosen) < number:
        for each in turns.values():
            if each and len(chosen) < number:
                chosen.append(each.pop(0))
    return frozenset(chosen)


@dataclass(frozen=True)
class Given:
    """A case given to an auditor; ``slot`` 1, or 2 for the second reader."""

    case: Listed
    slot: int
    auditor: UUID


def share_out(
    drawn: Iterable[Drawn], auditors: Sequence[UUID], worked_on: Mapping[UUID, Collection[UUID]]
) -> tuple[tuple[Given, ...], tuple[Drawn, ...]]:
    """Give each case to auditors who never worked on it, the work spread evenly; a second reading to somebody else.

    ``worked_on`` says who worked on each case. Returns what was given, and the cases nobody may read.
    """
    load = dict.fromkeys(auditors, 0)
    given: list[Given] = []
    nobody: list[Drawn] = []
    for each in drawn:
        free = [who for who in auditors if who not in worked_on.get(each.case.id, ())]
        readers = sorted(free, key=lambda who: (load[who], auditors.index(who)))[: 2 if each.twice else 1]
        if len(readers) < (2 if each.twice else 1):
            nobody.append(each)
        for slot, who in enumerate(readers, 1):
            load[who] += 1
            given.append(Given(each.case, slot, who))
    return tuple(given), tuple(nobody)
