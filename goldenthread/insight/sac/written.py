"""A layout as it is written in its file, before its words are looked up. One file for each year."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.ground.catalogue import Page

Mark = Literal["seen", "code", "general knowledge"]
Obligation = Literal["mandatory", "voluntary"]


class Band(Page):
    """An age band, both ends included; without ``to`` it has no upper end."""

    label: str
    from_: Annotated[int, Field(ge=0, le=130, alias="from")]
    to: Annotated[int, Field(ge=0, le=130)] | None = None


class CutPage(Page):
    """How facts are cut into rows or columns: by the words of a vocabulary, or by age."""

    title: str
    mark: Mark
    column: str = ""
    words: str = ""
    rows: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    missing: str = ""
    unknown: tuple[str, ...] = ()
    prefix: str = ""
    bands: tuple[Band, ...] = ()
    not_known: str = ""
    published: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _one_way(self) -> CutPage:
        if bool(self.bands) == bool(self.words):
            raise ValueError("cut by words or by bands: give one of the two")
        if self.bands and not self.not_known:
            raise ValueError("bands need not_known, the row for an age that is not known")
        if self.words and not (self.column and self.rows):
            raise ValueError("words need column and rows")
        return self


class MetricPage(Page):
    """What is counted: which fact, placed in the year by which day, and what a cell counts once."""

    facts: str
    day: str
    case: str
    subject: Annotated[tuple[str, ...], Field(min_length=1)]
    obligation: Obligation
    mark: Mark
    label: str = ""
    label_of: str = ""
    prefix: str = ""
    kind: str = ""
    age: str = ""


class OnlyWhere(Page):
    """A block counts only rows whose word is one of these."""

    cut: str
    is_one_of: Annotated[tuple[str, ...], Field(min_length=1)]


class BlockPage(Page):
    """A part of a table: its metrics, and what its rows and columns are."""

    metrics: tuple[str, ...] = ()
    given_metrics: tuple[str, ...] = ()
    rows: str = ""
    given_rows: tuple[str, ...] = ()
    one_row: str = ""
    columns: str = ""
    unit: str = ""
    each: Literal["once", "different"] = "different"
    adds_up: bool = False
    only_where: OnlyWhere | None = None
    obligation: Obligation | None = None
    waits_for: str = ""

    @model_validator(mode="after")
    def _whole(self) -> BlockPage:
        if sum(map(bool, (self.rows, self.given_rows, self.one_row))) != 1:
            raise ValueError("give one of rows, given_rows and one_row")
        if bool(self.columns) == bool(self.unit):
            raise ValueError("give columns, or the unit that stands for its one column")
        if bool(self.metrics) == bool(self.given_metrics):
            raise ValueError("give metrics or given_metrics")
        if (self.given_rows or self.given_metrics) and not self.waits_for:
            raise ValueError("rows or metrics that are not counted need waits_for: what they wait for")
        if self.given_metrics and self.obligation is None:
            raise ValueError("given_metrics need an obligation")
        return self


class TablePage(Page):
    """One table of the return."""

    code: Annotated[str, Field(pattern=r"^SG[1-9][a-z](_[a-z][0-9])?$")]
    title: str
    mark: Mark
    note: str = ""
    blocks: Annotated[tuple[BlockPage, ...], Field(min_length=1)]


class Dates(Page):
    """When the collection opens and closes; empty where the dates have not been seen."""

    mark: Mark
    open: date | None = None
    submit_by: date | None = None
    resubmit_by: date | None = None


class LayoutPage(Page):
    """The return of one year."""

    year: str
    version: str
    standing: str
    mark: Mark
    dates: Dates
    uncertain: tuple[str, ...] = ()
    cuts: dict[str, CutPage]
    metrics: dict[str, MetricPage]
    tables: tuple[TablePage, ...]
