"""Return layouts with one mistake each: the mistakes that councils make when they map their words to the return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from goldenthread.insight.sac.layout import Block, Cut, Layout, Metric
from goldenthread.insight.sac.year import ReturnYear


@dataclass(frozen=True, order=True)
class ShiftedYear(ReturnYear):
    """A year whose first or last day is off."""

    first_by: int = 0
    last_by: int = 0

    @property
    def first(self) -> date:
        return super().first + timedelta(days=self.first_by)

    @property
    def last(self) -> date:
        return super().last + timedelta(days=self.last_by)


@dataclass(frozen=True)
class Mutant:
    """One mistake: the layout that has it, and how it takes a year."""

    name: str
    layout: Layout
    year: Callable[[ReturnYear], ReturnYear] = lambda year: year


def mutants(layout: Layout) -> Iterator[Mutant]:
    """Every mistake; the first is the one that was made in 2024-25."""
    cuts = {cut.name: cut for block in layout.blocks for cut in (block.rows, block.columns) if cut}
    yield Mutant("capacity transposed", _with_cut(layout, _swapped(cuts["lacked_capacity"], 0, 1)))
    for cut in cuts.values():
        yield from _of_words(layout, cut)
        yield from _of_bands(layout, cut)
    yield from _of_metrics(layout)
    yield from _of_blocks(layout)
    for first, last in ((1, 0), (-1, 0), (0, 1), (0, -1), (-365, -365)):
        yield Mutant(
            f"year from {first:+} to {last:+} days",
            layout,
            lambda year, first=first, last=last: ShiftedYear(year.begins, first, last),
        )


def _of_words(layout: Layout, cut: Cut) -> Iterator[Mutant]:
    for one, other in combinations(sorted(set(cut.places.values())), 2):
        if (cut.name, one, other) != ("lacked_capacity", 0, 1):
            yield Mutant(
                f"{cut.name}: {one} and {other} swapped", _with_cut(layout, _swapped(cut, one, other))
            )
    for word, place in cut.places.items():
        elsewhere = (place + 1) % len(cut.labels)
        if elsewhere != place:
            moved = replace(cut, places={**cut.places, word: elsewhere})
            yield Mutant(f"{cut.name}: {word} in the next row", _with_cut(layout, moved))
        gone = replace(cut, places={w: p for w, p in cut.places.items() if w != word})
        yield Mutant(f"{cut.name}: {word} left out", _with_cut(layout, gone))


def _of_bands(layout: Layout, cut: Cut) -> Iterator[Mutant]:
    for at in range(len(cut.bands)):
        for by in (-1, 1):
            bands = [list(band) for band in cut.bands]
            bands[at][0] += by
            if at:
                bands[at - 1][1] += by
            shifted = replace(cut, bands=tuple(map(tuple, bands)))
            yield Mutant(f"{cut.name}: band {at} begins {by:+}", _with_cut(layout, shifted))


def _of_metrics(layout: Layout) -> Iterator[Mutant]:
    metrics = {metric.key: metric for block in layout.blocks for metric in block.metrics if metric.facts}
    days = {"started_on": "ended_on", "ended_on": "started_on"}
    ages = {"age_at_start": "age_at_end", "age_at_end": "age_at_start"}
    for metric in metrics.values():
        if metric.kind:
            other = {"s42": "other", "other": "s42"}[metric.kind]
            yield _metric(layout, "kind dropped", replace(metric, kind=""))
            yield _metric(layout, "of the other kind", replace(metric, kind=other))
        if metric.subject != (metric.case,):
            yield _metric(layout, "cases for individuals", replace(metric, subject=(metric.case,)))
        if metric.facts == "enquiry" and metric.subject == (metric.case,):
            yield _metric(layout, "individuals for cases", replace(metric, subject=("person_key",)))
        if metric.day in days:
            yield _metric(layout, "the other day", replace(metric, day=days[metric.day]))
        if metric.age in ages and not metric.key.endswith("started"):
            yield _metric(layout, "the other age", replace(metric, age=ages[metric.age]))


def _of_blocks(layout: Layout) -> Iterator[Mutant]:
    for at, block in enumerate(layout.blocks):
        where = f"{block.table}, block {at}"
        if block.where:
            cut, words = block.where
            yield Mutant(f"{where}: filter dropped", _with_block(layout, at, replace(block, where=None)))
            for word in sorted(words):
                less = replace(block, where=(cut, words - {word}))
                yield Mutant(f"{where}: filter without {word}", _with_block(layout, at, less))
            for word in sorted(set(cut.places) - words):
                more = replace(block, where=(cut, words | {word}))
                yield Mutant(f"{where}: filter with {word} too", _with_block(layout, at, more))
        if block.metrics[0].key.startswith("people_in") and not block.waits_for:
            yield Mutant(
                f"{where}: once or not", _with_block(layout, at, replace(block, once=not block.once))
            )
        if block.rows and block.rows.missing is not None and not block.columns:
            lost = replace(block, rows=replace(block.rows, missing=None))
            yield Mutant(f"{where}: not known left out", _with_block(layout, at, lost))


def _swapped(cut: Cut, one: int, other: int) -> Cut:
    new = {one: other, other: one}
    return replace(cut, places={word: new.get(place, place) for word, place in cut.places.items()})


def _metric(layout: Layout, name: str, metric: Metric) -> Mutant:
    def changed(block: Block) -> Block:
        return replace(
            block,
            metrics=tuple(
                replace(metric, obligation=old.obligation) if old.key == metric.key else old
                for old in block.metrics
            ),
        )

    return Mutant(f"{metric.key}: {name}", _mapped(layout, lambda at, block: changed(block)))


def _with_cut(layout: Layout, cut: Cut) -> Layout:
    def changed(at: int, block: Block) -> Block:
        rows, columns = (cut if old and old.name == cut.name else old for old in (block.rows, block.columns))
        return replace(block, rows=rows, columns=columns)

    return _mapped(layout, changed)


def _with_block(layout: Layout, place: int, block: Block) -> Layout:
    return _mapped(layout, lambda at, old: block if at == place else old)


def _mapped(layout: Layout, change: Callable[[int, Block], Block]) -> Layout:
    at = iter(range(10_000))
    tables = tuple(
        replace(table, blocks=tuple(change(next(at), block) for block in table.blocks))
        for table in layout.tables
    )
    return replace(layout, tables=tables)
