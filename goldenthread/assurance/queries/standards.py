"""The edition of the standards a review is judged against."""

from __future__ import annotations

from functools import lru_cache

from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import InstrumentEdition
from goldenthread.ground.instruments import Instrument, read_instrument


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


@lru_cache(maxsize=16)
def _read(text: str) -> Instrument:
    return read_instrument(text, "")
