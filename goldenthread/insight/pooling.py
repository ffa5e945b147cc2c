"""Figures of several councils together, without any row of a person: each council tallies its own facts, and only tallies meet.

Only breakdowns that mean the same in every council are pooled (closed words, yes and no, bands; never teams, services, agencies or
workers), and only indicators that every council counted by the same definition. A file of tallies still holds small counts, because what
was rounded or hidden no longer adds up: it goes to partners under a sharing agreement, never to the public. What is shown from it hides
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from goldenthread.ground.facts import FactTable, fact_tables
from goldenthread.insight.cube import open_cube, tally_snapshot
from goldenthread.insight.language.breakdowns import agreed
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Grain, Period
from goldenthread.insight.tallies import COUNCIL, Cell, Counted, Source, Tallies, add_up


class PoolError(Exception):
    """Tallies that cannot be pooled. The message says why and what to do."""


def tallies_of(path: Path, indicators: Mapping[str, Indicator]) -> Tallies:
    """The agreed tallies of a snapshot folder, or of a file that a council tallied itself.

    Raises SnapshotError or CubeError for what is neither.
    """
    if path.is_dir():
        return tally_snapshot(path, indicators, agreed_only=True)
    return only_agreed(open_cube(path).whole(), indicators, fact_tables())


def only_agreed(
    tallies: Tallies, indicators: Mapping[str, Indicator], tables: Mapping[str, FactTable]
) -> Tallies:
    """The tallies without breakdowns that mean something in one council only."""
    kept = {
        (key, by.by)
        for key, each in indicators.items()
        if each.counting
        for by in each.counting.breakdowns
        if agreed(by, tables[each.counting.numerator.table].by_name[by.name])
    }

    def keep(cell: Cell) -> bool:
        return cell.by in ("", COUNCIL) or (cell.indicator, cell.by) in kept

    counted = Counted(
        {cell: n for cell, n in tallies.counted.counts.items() if keep(cell)},
        {cell: days for cell, days in tallies.counted.days.items() if keep(cell)},
    )
    return replace(tallies, counted=counted)


def pool(parts: Iterable[Tallies]) -> Tallies:
    """All of them as one, for the months that every council counted, with each council beside the others as a breakdown.

    Raises PoolError when there is nothing to pool, a council comes twice, no month is shared, or a definition differs.
    """
    each = list(parts)
    if not each:
        raise PoolError("There is nothing to pool. Name snapshots or files of tallies.")
    sources = tuple(source for part in each for source in part.sources)
    names = [source.council for source in sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise PoolError(f"{twice[0]} comes twice. Each council is pooled once.")
    months = range(max(part.months[0] for part in each), min(part.months[-1] for part in each) + 1)
    if not months:
        raise PoolError("These councils share no month. Pool tallies of the same time.")
    whole = add_up(_shared(_with_council(part), months, each) for part in each)
    return Tallies(sources, months, _versions(each, sources), whole)


def _versions(parts: list[Tallies], sources: tuple[Source, ...]) -> dict[str, str]:
    first = parts[0].versions
    for part in parts[1:]:
        differ = sorted(key for key in {*first, *part.versions} if first.get(key) != part.versions.get(key))
        if differ:
            who = f"{sources[0].council} and {part.sources[0].council}"
            raise PoolError(
                f"{who} did not count {', '.join(differ[:5])} by the same definition. "
                "Both tally again with the same version of this software."
            )
    return dict(first)


def _with_council(part: Tallies) -> Counted:
    """The counts, and beside the whole the same as one group of the breakdown by council; a pool has its own already."""
    counted = Counted(dict(part.counted.counts), dict(part.counted.days))
    if len(part.sources) == 1:
        name = part.sources[0].council
        for cell, number in part.counted.counts.items():
            if not cell.by:
                counted.counts[cell._replace(by=COUNCIL, group=name)] = number
        for cell, days in part.counted.days.items():
            if not cell.by:
                counted.days[cell._replace(by=COUNCIL, group=name)] = days
    return counted


def _shared(counted: Counted, months: range, parts: list[Tallies]) -> Counted:
    """Only periods of which every council counted the same months: a year that one council knows in part is not added up."""

    def keep(cell: Cell) -> bool:
        wanted = Period(cell.grain, cell.period).months
        if cell.grain is Grain.MONTH:
            return cell.period in months
        shared = [month for month in wanted if month in months]
        return bool(shared) and all(
            [month for month in wanted if month in part.months] == shared for part in parts
        )

    return Counted(
        {cell: n for cell, n in counted.counts.items() if keep(cell)},
        {cell: days for cell, days in counted.days.items() if keep(cell)},
    )
