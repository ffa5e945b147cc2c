"""Which items of an instrument an agency answers."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.ground.instruments import Instrument, Item, ItemKind

# What is answered where an instrument gives no item a scale.
_ASKED = (
    ItemKind.STATEMENT,
    ItemKind.WE_STATEMENT,
    ItemKind.I_STATEMENT,
    ItemKind.QUESTION,
    ItemKind.QUALITY_MARKER,
    ItemKind.CRITERION,
)


def answerable(instrument: Instrument) -> tuple[Item, ...]:
    """The items that are answered, in the order written: those with a scale; where none has one, its questions; else its leaves."""
    if graded := instrument.graded():
        return graded
    if asked := tuple(item for item in instrument.items if item.kind in _ASKED):
        return asked
    return tuple(item for item in instrument.items if item.key not in instrument.children)


def items_of_part(instrument: Instrument, above: Sequence[str]) -> tuple[Item, ...]:
    """The items of a part: those at or below one of these keys; all of them when none is named."""
    if not above:
        return answerable(instrument)
    wanted = set(above)
    return tuple(
        item
        for item in answerable(instrument)
        if item.key in wanted or any(each.key in wanted for each in instrument.above(item.key))
    )
