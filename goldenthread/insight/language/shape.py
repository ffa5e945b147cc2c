"""The shape of an indicator's file: which keys there are. What they mean is checked in ``reading``."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from goldenthread.ground.catalogue import Page


class TallyPage(Page):
    """``[numerator]`` and ``[denominator]``."""

    table: str = ""
    day: str = ""
    opened: str = ""
    closed: str = ""
    different: str = ""
    population: str = ""
    where: dict[str, Any] = {}


class DaysPage(Page):
    """``[days]``."""

    column: str = ""
    start: str = ""
    end: str = ""
    unit: Literal["days", "working days"] = "days"
    over: list[int] = []


class WordsPage(Page):
    """``[words]``."""

    of: list[str] = Field(min_length=2, max_length=2)
    did: str = ""
    per: str = ""
    took: str = "took"


class BreakdownPage(Page):
    """A breakdown with more to say than its column."""

    by: str
    of: str = ""
    bands: str = ""
    codes: str = ""


class IndicatorPage(Page):
    """The whole file."""

    key: str = Field(pattern=r"^[A-I][0-9]{1,2}(-[a-z_]+)?$")
    name: str = Field(min_length=3)
    why: str = Field(min_length=10)
    direction: Literal["up", "down", "context"]
    definition: str = Field(min_length=10)
    exclusions: str = Field(min_length=4)
    author: str = Field(min_length=3)
    next_review: date
    source: str = Field(min_length=3)
    national_twin: str = Field(min_length=3)
    waits_for: str = ""
    made_of: list[str] = []
    supplied: list[str] = []
    measure: Literal["count", "share", "rate", "days"] | None = None
    times: int = Field(default=100, ge=1)
    breakdowns: list[str | BreakdownPage] = []
    numerator: TallyPage | None = None
    denominator: TallyPage | None = None
    days: DaysPage | None = None
    words: WordsPage | None = None
