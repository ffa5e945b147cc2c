"""The edition of the standards a review is judged against."""

from __future__ import annotations

from functools import lru_cache

from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import InstrumentEdition
from goldenthread.ground.instruments import Instrument, Item, read_instrument
from goldenthread.ground.instruments.vocabulary import ItemKind


def standards_of(key: str, version: str) -> Instrument | None:
    """The edition a review pins; None where it pins none, or one that is not kept here. One query for one the board made.

    Standards hold nothing of any person, so no viewer is asked for.
    """
    came = shipped().get(key)
    if came is not None and came.version == version:
        return came
    row = InstrumentEdition.objects.filter(key=key, version=version).first() if key else None
    return _read(row.text) if row else None


def theme_named(instrument: Instrument | None, theme: str) -> str:
    """A theme as readers know it: the key of the standards with its title, else the words that were written."""
    item = instrument.by_key.get(theme) if instrument else None
    return f"{item.key} {item.title or item.text}" if item else theme


def themes_of(instrument: Instrument | None) -> tuple[Item, ...]:
    """What a finding can be put under: main parts and what they are divided into, down to issues; no statement, no probe."""
    if instrument is None:
        return ()
    divided = {item.parent for item in instrument.items}
    return tuple(
        item
        for item in instrument.items
        if not item.parent
        or item.kind is ItemKind.ELEMENT
        or (item.key in divided and item.kind is not ItemKind.STATEMENT)
    )


@lru_cache(maxsize=16)
def _read(text: str) -> Instrument:
    return read_instrument(text, "")
