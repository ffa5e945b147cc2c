"""The performance framework: measures that agencies supply themselves, each under one definition for all. Read from one file and checked."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.ground.catalogue import CatalogueError, Page, read
from goldenthread.insight.language.definition import Direction
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.vocabulary.supplied import MeasureSort

FILE = Path(__file__).parent / "framework.toml"
_DECIDES = ("key", "measure", "grain", "definition", "exclusions", "parts", "counted")


class Part(Page):
    """A group that is supplied apart: staff of one kind, an audience of a survey."""

    key: Annotated[str, Field(pattern=r"^[a-z_]{2,20}$")]
    name: str
    # Kinds of agency that are expected to supply it, where not all that supply the measure are.
    expected: tuple[str, ...] = ()


class Supplied(Page):
    """One measure. The file says what each key means."""

    key: Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")]
    name: str
    sort: MeasureSort
    measure: Literal["share", "count"]
    direction: Direction
    grain: Grain
    suppliers: Annotated[tuple[str, ...], Field(min_length=1)]
    due_days: Annotated[int, Field(ge=1, le=200)] | None = None
    counted: str = ""
    people: bool = False
    why: str
    definition: str
    exclusions: str
    source: str
    of: tuple[str, str]
    did: str = ""
    parts: tuple[Part, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Supplied:
        if (self.measure == "share") != ("{n}" in self.did):
            raise ValueError("did: a share says what {n} of them did, a count says nothing")
        if len({each.key for each in self.parts}) < len(self.parts):
            raise ValueError("parts: two have the same key")
        return self

    @cached_property
    def version(self) -> str:
        """A digest of what decides the number: figures of one version mean the same."""
        told = self.model_dump(mode="json", include=set(_DECIDES))
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def part_names(self) -> dict[str, str]:
        """Names of its parts by key; of one without parts, itself under the empty key."""
        return {each.key: each.name for each in self.parts} or {"": self.name}

    def expects(self, kind: str, part: str) -> bool:
        """Whether an agency of this kind is expected to supply this part, once a period."""
        found = next((each for each in self.parts if each.key == part), None)
        kinds = found.expected if found and found.expected else self.suppliers
        return self.due_days is not None and not self.counted and kind in kinds

    def newest_over(self, today: date) -> Period:
        """The newest period of its length that is over."""
        return Period.of(month_of(today), self.grain).before


def read_framework(indicators: Collection[str], path: Path = FILE) -> dict[str, Supplied]:
    """Every measure by its key, in the order of the file. Raises CatalogueError with a line for each mistake."""
    found = read(path, _File).measure
    faults = [
        f"{path}: {each.key}: there is no indicator {each.counted}"
        for each in found
        if each.counted and each.counted not in indicators
    ]
    if len({each.key for each in found}) < len(found):
        faults.append(f"{path}: two measures have the same key")
    if faults:
        raise CatalogueError("\n".join(faults))
    return {each.key: each for each in found}


class _File(Page):
    measure: Annotated[tuple[Supplied, ...], Field(min_length=1)]
