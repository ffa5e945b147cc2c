"""Instruments beside each other: whether what they point to exists, and how an answer to one bears on another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from goldenthread.ground.instruments.definition import Instrument, Item
from goldenthread.ground.instruments.mistakes import Mistake, like
from goldenthread.ground.instruments.vocabulary import Relation


@dataclass(frozen=True)
class Crossing:
    """An item, and one of another instrument to which it relates. ``onward``: the first says so, not the second."""

    item: Item
    instrument: Instrument
    other: Item
    relation: Relation
    because: str
    onward: bool


def check_indicators(instrument: Instrument, known: Collection[str]) -> tuple[Mistake, ...]:
    """A mistake for every indicator key that is not among those known."""
    return tuple(
        Mistake(
            instrument.name,
            item.line_of("indicators"),
            f"item {item.key}, indicators",
            like(each, sorted(known), "indicator"),
        )
        for item in instrument.items
        for each in item.indicators
        if each not in known
    )


def check_together(instrument: Instrument, others: Mapping[str, Instrument]) -> tuple[Mistake, ...]:
    """A mistake for every crosswalk whose other end is not there."""
    found = []
    for item in instrument.items:
        for each in item.crosswalks:
            other = others.get(each.instrument)
            if other is None:
                words = like(each.instrument, others, "instrument")
            elif each.item not in other.by_key:
                words = like(each.item, other.by_key, f"item of {each.instrument}")
            else:
                continue
            found.append(
                Mistake(instrument.name, item.line_of("crosswalks"), f"item {item.key}, crosswalks", words)
            )
    return tuple(found)


def crossings(instrument: Instrument, others: Iterable[Instrument]) -> dict[str, tuple[Crossing, ...]]:
    """By the key of each item: every crosswalk that starts or ends at it. Ends that are not there are left out.

    Read from the other end, “is a part of” stays as it was said; ``onward`` tells which way.
    """
    known = {each.key: each for each in others if each.key != instrument.key}
    found: dict[str, list[Crossing]] = {}
    for item in instrument.items:
        for each in item.crosswalks:
            other = known.get(each.instrument)
            if other and each.item in other.by_key:
                found.setdefault(item.key, []).append(
                    Crossing(item, other, other.by_key[each.item], each.relation, each.because, True)
                )
    for other in known.values():
        for far in other.items:
            for each in far.crosswalks:
                near = instrument.by_key.get(each.item) if each.instrument == instrument.key else None
                # Where both ends say so it is told once, as this end says it.
                told = (
                    {(one.instrument.key, one.other.key) for one in found.get(near.key, ())} if near else ()
                )
                if near and (other.key, far.key) not in told:
                    found.setdefault(near.key, []).append(
                        Crossing(near, other, far, each.relation, each.because, False)
                    )
    return {key: tuple(each) for key, each in found.items()}
