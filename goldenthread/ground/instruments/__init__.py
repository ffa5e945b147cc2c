"""Instruments: standards, frameworks, audit tools and reviews as data. One file each, read by one loader.

An instrument says what it is, who published it and when, on which scales it is answered, and holds its items flat, each with its
parent. Answers pin its version and digest, so that nobody's answer is ever moved under another text. Pure: text in, values out.
"""

from goldenthread.ground.instruments.changes import Change, changes
from goldenthread.ground.instruments.definition import (
    Band,
    Crosswalk,
    Document,
    Instrument,
    Item,
    Level,
    Scale,
    SourceReference,
)
from goldenthread.ground.instruments.mistakes import InstrumentError, Mistake
from goldenthread.ground.instruments.reading import read_instrument
from goldenthread.ground.instruments.together import Crossing, check_indicators, check_together, crossings
from goldenthread.ground.instruments.vocabulary import Assessor, ItemKind, Relation
from goldenthread.ground.instruments.writing import beginning, one_item, written

__all__ = [
    "Assessor",
    "Band",
    "Change",
    "Crossing",
    "Crosswalk",
    "Document",
    "Instrument",
    "InstrumentError",
    "Item",
    "ItemKind",
    "Level",
    "Mistake",
    "Relation",
    "Scale",
    "SourceReference",
    "beginning",
    "changes",
    "check_indicators",
    "check_together",
    "crossings",
    "one_item",
    "read_instrument",
    "written",
]
