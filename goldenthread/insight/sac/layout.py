"""The layout of the return of a year, ready to be counted: every word looked up, every label the word's own SAC code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.vocabulary import (
    Achieved,
    AskedOutcomes,
    EnquiryKind,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground.catalogue import CatalogueError, read_toml
from goldenthread.ground.words import Words
from goldenthread.insight.sac.written import BlockPage, CutPage, Dates, LayoutPage, MetricPage, Obligation
from goldenthread.insight.sac.year import BadYear, ReturnYear
from goldenthread.people.vocabulary import EthnicGroup, Gender, SupportReason

FOLDER = Path(__file__).parent
LISTS: Mapping[str, type[Words]] = {
    words.__name__: words
    for words in (
        AbuseType,
        Achieved,
        AskedOutcomes,
        EthnicGroup,
        Gender,
        LackedCapacity,
        Place,
        RiskOutcome,
        RiskResult,
        SourceRelationship,
        SupportReason,
        SupportedBy,
    )
}


class Address(NamedTuple):
    """Where a cell stands: the labels that the submitted file bears."""

    table: str
    metric: str
    row: str
    column: str


@dataclass(frozen=True)
class Cut:
    """Rows or columns of a table. ``places`` maps stored words to their label's place; ``words`` are all that may be stored.

    ``bands`` are ages from and to. ``missing`` is the place of an empty answer; None where it stands in no row. ``unknown`` are
    the places that tell nothing. ``published`` are the labels that the publication shows as one, by the label it shows.
    """

    name: str
    title: str
    column: str
    labels: tuple[str, ...]
    places: Mapping[str, int]
    missing: int | None
    words: frozenset[str] = frozenset()
    bands: tuple[tuple[int, int | None], ...] = ()
    unknown: frozenset[int] = frozenset()
    published: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def column_of(self, metric: Metric) -> str:
        """The fact's column that is cut: an age is another column for each metric."""
        return metric.age if self.bands else self.column


@dataclass(frozen=True)
class Metric:
    """What is counted. ``subject``: what a cell counts once. Without ``facts`` it is not counted here."""

    key: str
    label: str
    obligation: Obligation
    facts: str = ""
    day: str = ""
    case: str = ""
    subject: tuple[str, ...] = ()
    kind: str = ""
    age: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a table. ``where``: only rows whose word in this cut is one of these. ``once``: as the latest case tells them."""

    table: str
    metrics: tuple[Metric, ...]
    rows: Cut | None
    columns: Cut | None
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    once: bool
    adds_up: bool
    where: tuple[Cut, frozenset[str]] | None
    waits_for: str

    def address(self, metric: Metric, row: int, column: int) -> Address:
        """The address of one cell, by the places of its labels."""
        return Address(self.table, metric.label, self.row_labels[row], self.column_labels[column])

    def needs(self, metric: Metric) -> set[str]:
        """The columns of the metric's fact that this block reads."""
        cuts = [cut for cut in (self.rows, self.columns, self.where and self.where[0]) if cut]
        kind = {"kind"} if metric.kind else set()
        return {metric.day, metric.case, *metric.subject, *(cut.column_of(metric) for cut in cuts)} | kind

    def cells(self) -> Iterator[tuple[Address, Metric]]:
        """Every cell in the order of the file."""
        for metric in self.metrics:
            for row in range(len(self.row_labels)):
                for column in range(len(self.column_labels)):
                    yield self.address(metric, row, column), metric


@dataclass(frozen=True)
class Table:
    """One table of the return."""

    code: str
    title: str
    note: str
    mark: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Layout:
    """The return of one year. ``rule_version`` changes with the layout, the words and their codes."""

    year: ReturnYear
    version: str
    standing: str
    uncertain: tuple[str, ...]
    dates: Dates
    tables: tuple[Table, ...]
    digest: str

    @property
    def rule_version(self) -> str:
        """The layout's version and the first twelve signs of its digest."""
        return f"{self.year} v{self.version} {self.digest[:12]}"

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        return (block for table in self.tables for block in table.blocks)

    def table(self, code: str) -> Table:
        """A table by its code. Raises KeyError."""
        return {table.code: table for table in self.tables}[code]


def years(folder: Path = FOLDER) -> list[str]:
    """The years that have a layout, oldest first."""
    return sorted(path.stem for path in folder.glob("[0-9]*.toml"))


@cache
def load(year: str, folder: Path = FOLDER) -> Layout:
    """The layout of a year. Raises BadYear for one without a layout, CatalogueError with each mistake of its file."""
    read = ReturnYear.read(year)
    if str(read) not in years(folder):
        raise BadYear(
            f"There is no layout for {read}. There are: {', '.join(years(folder))}. Another year needs a file of its own."
        )
    path = folder / f"{read}.toml"
    values = _values(path, ())
    try:
        page = LayoutPage.model_validate(values)
    except ValidationError as bad:
        lines = (
            f"{path}: {'.'.join(map(str, e['loc'])) or '(whole file)'}: {e['msg']}" for e in bad.errors()
        )
        raise CatalogueError("\n".join(lines)) from bad
    if page.year != str(read):
        raise CatalogueError(f"{path}: year: the file says {page.year}; its name says {read}")
    return _Resolver(path, page).layout(read, _digest(values))


def _values(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """The file over the one it is based on: cuts, metrics and tables are replaced one by one, other keys whole."""
    if path in seen:
        raise CatalogueError(f"{path}: based_on: the files are based on each other in a circle")
    values = read_toml(path)
    base_name = values.pop("based_on", None)
    dropped = set(values.pop("drop_tables", ()))
    if base_name is None:
        return values
    base = _values(path.parent / f"{base_name}.toml", (*seen, path))
    tables = {table.get("code"): table for table in base.get("tables", [])}
    if unknown := dropped - set(tables):
        raise CatalogueError(
            f"{path}: drop_tables: {base_name} has no table {', '.join(map(str, sorted(unknown)))}"
        )
    tables |= {table.get("code"): table for table in values.pop("tables", [])}
    for part in ("cuts", "metrics"):
        values[part] = base.get(part, {}) | values.get(part, {})
    kept = [table for code, table in tables.items() if code not in dropped]
    return base | values | {"tables": kept}


def _digest(values: Mapping[str, Any]) -> str:
    """Over what the file says and over every word and code it leads to: a changed code is another rule version."""
    codes = {name: [(word.value, dict(word.codes)) for word in words] for name, words in LISTS.items()}
    text = json.dumps([values, codes], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class _Resolver:
    def __init__(self, path: Path, page: LayoutPage) -> None:
        self.path, self.page = path, page
        self.cuts = {name: self._cut(name, cut) for name, cut in page.cuts.items()}
        self.metrics = {key: self._metric(key, metric) for key, metric in page.metrics.items()}

    def layout(self, year: ReturnYear, digest: str) -> Layout:
        tables = tuple(
            Table(
                table.code,
                table.title,
                table.note,
                table.mark,
                tuple(self._block(table.code, at, block) for at, block in enumerate(table.blocks)),
            )
            for table in self.page.tables
        )
        page = self.page
        found = Layout(year, page.version, page.standing, page.uncertain, page.dates, tables, digest)
        addresses = [address for block in found.blocks for address, _ in block.cells()]
        twice = (
            {a for a in addresses if addresses.count(a) > 1} if len(set(addresses)) < len(addresses) else ()
        )
        for address in sorted(twice):
            raise self._wrong("tables", f"two cells bear the same labels: {', '.join(address)}")
        return found

    def _wrong(self, key: str, words: str) -> CatalogueError:
        return CatalogueError(f"{self.path}: {key}: {words}")

    def _cut(self, name: str, page: CutPage) -> Cut:
        if page.bands:
            return self._ages(name, page)
        key = f"cuts.{name}"
        if page.words not in LISTS:
            raise self._wrong(f"{key}.words", f"there is no list of words {page.words}")
        words = LISTS[page.words]
        if unknown := {*page.rows, *page.leave_out, *page.unknown, page.missing} - {*words.values(), ""}:
            raise self._wrong(key, f"{page.words} has no word {', '.join(sorted(unknown))}")
        codes = [words(value).codes["SAC"] for value in page.rows]
        if len(set(codes)) < len(codes):
            raise self._wrong(f"{key}.rows", "two of these words have the same SAC code: name one of them")
        left_out = {words(value).codes["SAC"] for value in page.leave_out}
        if lost := {word.codes["SAC"] for word in words} - {*codes, *left_out}:
            raise self._wrong(
                f"{key}.rows", f"no row for {', '.join(sorted(lost))}: name it, or leave it out"
            )
        places = {w.value: codes.index(w.codes["SAC"]) for w in words if w.codes["SAC"] in codes}
        labels = tuple(page.prefix + code for code in codes)
        return Cut(
            name,
            page.title,
            page.column,
            labels,
            places,
            places.get(page.missing),
            words=frozenset(words.values()),
            unknown=frozenset(places[word] for word in page.unknown),
        )

    def _ages(self, name: str, page: CutPage) -> Cut:
        bands = tuple((band.from_, band.to) for band in page.bands)
        for (_, to), (start, _) in pairwise(bands):
            if to is None or start != to + 1:
                raise self._wrong(
                    f"cuts.{name}.bands", "each band must begin the year after the one before ends"
                )
        labels = (*(band.label for band in page.bands), page.not_known)
        if unknown := {label for merged in page.published.values() for label in merged} - set(labels):
            raise self._wrong(f"cuts.{name}.published", f"there is no band {', '.join(sorted(unknown))}")
        last = len(bands)
        return Cut(
            name,
            page.title,
            "",
            labels,
            {},
            last,
            bands=bands,
            unknown=frozenset({last}),
            published=page.published,
        )

    def _metric(self, key: str, page: MetricPage) -> Metric:
        if bool(page.label) == bool(page.label_of):
            raise self._wrong(
                f"metrics.{key}", "give label, or label_of: the kind of enquiry whose code it bears"
            )
        if {page.label_of, page.kind} - {*EnquiryKind.values(), ""}:
            raise self._wrong(f"metrics.{key}", "label_of and kind must be kinds of enquiry")
        label = page.label or page.prefix + EnquiryKind(page.label_of).codes["SAC"]
        return Metric(
            key, label, page.obligation, page.facts, page.day, page.case, page.subject, page.kind, page.age
        )

    def _block(self, table: str, at: int, page: BlockPage) -> Block:
        key = f"tables.{table}.blocks.{at + 1}"
        rows = self._named(self.cuts, page.rows, key) if page.rows else None
        columns = self._named(self.cuts, page.columns, key) if page.columns else None
        given = tuple(Metric(label, label, page.obligation or "voluntary") for label in page.given_metrics)
        metrics = tuple(self._obliged(self._named(self.metrics, name, key), page) for name in page.metrics)
        where = None
        if page.only_where:
            cut = self._named(self.cuts, page.only_where.cut, key)
            if unknown := set(page.only_where.is_one_of) - set(cut.places):
                raise self._wrong(f"{key}.only_where", f"{cut.name} has no {', '.join(sorted(unknown))}")
            where = (cut, frozenset(page.only_where.is_one_of))
        for metric in metrics:
            if not metric.age and any(cut and cut.bands for cut in (rows, columns)):
                raise self._wrong(key, f"{metric.key} has no age to cut by")
        row_labels = rows.labels if rows else page.given_rows or (page.one_row,)
        return Block(
            table=table,
            metrics=given or metrics,
            rows=rows,
            columns=columns,
            row_labels=row_labels,
            column_labels=columns.labels if columns else (page.unit,),
            once=page.each == "once",
            adds_up=page.adds_up,
            where=where,
            waits_for=page.waits_for,
        )

    def _named(self, found: Mapping[str, Any], name: str, key: str) -> Any:
        if name not in found:
            raise self._wrong(key, f"there is no {name}; there are {', '.join(sorted(found))}")
        return found[name]

    @staticmethod
    def _obliged(metric: Metric, page: BlockPage) -> Metric:
        return Metric(**{**vars(metric), "obligation": page.obligation or metric.obligation})
