"""The return as it may be shown outside the council.

As the official publication does it: counts under 5 are [c], others rounded to the nearest 5, what was not supplied is [x]; the two
oldest age bands are one; tables of enquiries that are cut by age are shown without the ages; a voluntary block of nothing but zeros
is not supplied; percentages and rates come from unrounded counts and are whole numbers. The stricter way hides more, so that no
hidden count can be worked out from a total, nor from a percentage that is made of it. One thing is always kept tighter than the
official code keeps it: no rate is shown for a hidden count, because rate and population give the count back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.ground.figures.division import Number, per_100_000, per_cent, rounded, standardised
from goldenthread.ground.figures.suppression import (
    HIDDEN,
    LIMIT,
    NOT_SUPPLIED,
    Shown,
    Status,
    official,
    protect,
)
from goldenthread.insight.population import Population
from goldenthread.insight.sac.layout import Address, Block, Metric
from goldenthread.insight.sac.values import Return

TOTAL, MEASURES = "Total", "Measures"
Counts = dict[str, int | None]


@dataclass(frozen=True)
class Line:
    """One published number."""

    address: Address
    shown: Shown


def publish(found: Return, *, stricter: bool = False, people: Population | None = None) -> list[Line]:
    """Every number of the published view, in the order of the tables. ``people``: adults of the area, for rates."""
    lines = [
        line
        for block in found.layout.blocks
        for metric in block.metrics
        for line in _of_table(found, block, metric, stricter)
    ]
    return [*lines, *_measures(found, stricter, people)]


def _of_table(found: Return, block: Block, metric: Metric, stricter: bool) -> Iterator[Line]:
    """The lines of one metric of a block: its cells, and its total where the rows add up."""
    for column, counts in _columns(found, block, metric).items():
        shown = {row: official(count) for row, count in counts.items()}
        if stricter and block.rows and (block.columns is None or _by_age(block)):
            for row in _held_back(found, block, metric, counts):
                shown[row] = HIDDEN
        for row, value in shown.items():
            yield Line(Address(block.table, metric.label, row, column), value)
        if block.adds_up:
            yield Line(
                Address(block.table, metric.label, TOTAL, column), official(_sum(list(counts.values())))
            )


def _columns(found: Return, block: Block, metric: Metric) -> dict[str, Counts]:
    """Counts by published column and row; none of a voluntary table that was left empty.

    As the official code reads it, that is one of nothing but zeros; here only where there was something to answer.
    """
    columns = _counted(found, block, metric)
    voluntary = all(each.obligation == "voluntary" for each in block.metrics) and _by_age(block)
    zeros = not any(count for counts in columns.values() for count in counts.values())
    empty = voluntary and zeros and _to_answer(found, block, metric) > 0
    return {label: dict.fromkeys(counts) for label, counts in columns.items()} if empty else columns


def _to_answer(found: Return, block: Block, metric: Metric) -> int:
    """How many enquiries the answers of a block are about: one row of the block before it, or all that were concluded."""
    if parent := _parent(found, block):
        same = _same(parent[0], metric)
        (counts,) = _counted(found, parent[0], same).values()
        return (counts[parent[1]] or 0) if any(counts.values()) else _to_answer(found, parent[0], same)
    others = [each for each in found.layout.blocks if each.adds_up and _by_age(each) and each is not block]
    return sum(number for each in others for kind, _, number in found.sums(each) if kind.key == metric.key)


def _same(block: Block, metric: Metric) -> Metric:
    return next(each for each in block.metrics if each.key == metric.key)


def _counted(found: Return, block: Block, metric: Metric) -> dict[str, Counts]:
    """Counts by published column and row: ages as columns are added up, ages as rows are merged."""
    across: dict[str, list[int]] = {}
    for at, label in enumerate(block.column_labels):
        across.setdefault("Enquiries" if _by_age(block) else label, []).append(at)
    columns = {
        label: {
            row: _sum([found.value(block.address(metric, down, at)) for at in places])
            for down, row in enumerate(block.row_labels)
        }
        for label, places in across.items()
    }
    return {label: _merged(block, counts) for label, counts in columns.items()}


def _by_age(block: Block) -> bool:
    return block.columns is not None and bool(block.columns.bands)


def _merged(block: Block, counts: Counts) -> Counts:
    if not block.rows:
        return counts
    merged_into = {old: new for new, olds in block.rows.published.items() for old in olds}
    merged: dict[str, list[int | None]] = {}
    for row, count in counts.items():
        merged.setdefault(merged_into.get(row, row), []).append(count)
    return {row: _sum(parts) for row, parts in merged.items()}


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


# -- the stricter way ------------------------------------------------------------------------------------------------------


def _held_back(found: Return, block: Block, metric: Metric, counts: Counts) -> set[str]:
    """Rows to hide so that no hidden count follows from what is shown beside it."""
    if not (parent := _parent(found, block)):
        return _hidden(protect(counts))
    # The rows are parts of one row of the block before them: that row is their total.
    of_parent, row = parent
    same = _same(of_parent, metric)
    (whole,) = _columns(found, of_parent, same).values()
    is_hidden = row in _held_back(found, of_parent, same, whole)
    # Those of the total who are in no part, such as who was supported by nobody, are a count too that could be worked out.
    parts = _sum(list(counts.values()))
    rest = (whole[row] or 0) - (parts or 0)
    with_rest = counts | ({"": rest} if rest > 0 else {})
    hidden = _hidden(protect(with_rest, total_shown=not is_hidden)) - {""}
    if is_hidden and not hidden:
        known = {name: count for name, count in counts.items() if count is not None}
        hidden = {min(known, key=lambda name: (known[name], name))} if known else set()
    return hidden


def _parent(found: Return, block: Block) -> tuple[Block, str] | None:
    """The block and the row that this block takes apart, such as those who said what they want."""
    if not (block.where and _by_age(block)):
        return None
    cut, words = block.where
    for other in found.layout.table(block.table).blocks:
        if other is not block and other.rows is cut and len(words) == 1:
            return other, other.row_labels[cut.places[next(iter(words))]]
    return None


def _hidden(shown: Mapping[str, Shown]) -> set[str]:
    return {row for row, value in shown.items() if value.status is Status.HIDDEN}


# -- percentages and rates -------------------------------------------------------------------------------------------------


def _measures(found: Return, stricter: bool, people: Population | None) -> Iterator[Line]:
    block = found.layout.table("SG1f").blocks[0]
    of = {(m.facts, m.kind): found.value(block.address(m, 0, 0)) for m in block.metrics}
    concerns, s42, other = of["concern", ""], of["enquiry", "s42"], of["enquiry", "other"]
    enquiries = _sum([s42, other])
    # Beside its other part a total gives a small part away: neither it nor what is made of it is then shown. None at all is nobody.
    closed = stricter and any(part is not None and 0 < part < LIMIT for part in (s42, other))
    yield _measure("Total enquiries", "Cases", HIDDEN if closed else official(enquiries))
    yield _measure("Section 42 share of enquiries", "Per cent", _whole(per_cent(s42, enquiries), closed))
    yield _measure("Conversion rate", "Per cent", _whole(per_cent(enquiries, concerns), closed))
    adults = people.total if people else None
    for name, count in (
        ("Concerns", concerns),
        ("Section 42 enquiries", s42),
        ("Other enquiries", other),
        ("Total enquiries", enquiries),
    ):
        # A rate for few adults is the exact count again: beside figures that show the total it would give the other part away.
        small = official(count).status is Status.HIDDEN or (name.endswith(" enquiries") and closed)
        yield _measure(name, "Per 100,000 adults", _whole(per_100_000(count, adults), small))
    yield from _age_rates(found, stricter, people)


def _age_rates(found: Return, stricter: bool, people: Population | None) -> Iterator[Line]:
    block = found.layout.table("SG1a").blocks[0]
    metric = next(m for m in block.metrics if m.kind == "s42")
    (counts,) = _columns(found, block, metric).values()
    hidden = _held_back(found, block, metric, counts) if stricter else set()
    known = [row for row in counts if row != block.row_labels[-1]]
    for band in known:
        small = official(counts[band]).status is Status.HIDDEN or band in hidden
        rate = per_100_000(counts[band], people.adults.get(band) if people else None)
        yield _measure(f"Individuals in section 42, {band}", "Per 100,000 adults", _whole(rate, small))
    whole = None
    if people and people.england:
        whole = standardised(
            [counts[band] for band in known],
            [people.adults.get(band) for band in known],
            [people.england[band] for band in known],
        )
    standard = "Individuals in section 42, age-standardised"
    yield _measure(standard, "Per 100,000 adults", _whole(whole, stricter and bool(hidden)))


def _measure(name: str, unit: str, shown: Shown) -> Line:
    return Line(Address(MEASURES, name, TOTAL, unit), shown)


def _whole(value: Number | None, hidden: bool) -> Shown:
    if value is None:
        return NOT_SUPPLIED
    return HIDDEN if hidden else Shown(int(rounded(value) or 0), Status.SUPPLIED)
