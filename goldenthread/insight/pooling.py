"""Figures of several councils together, without any row of a person: each council tallies its own facts, and only tallies meet.

Only breakdowns that mean the same in every council are pooled (closed words, yes and no, bands; never teams, services, agencies or
workers), and only indicators that every council counted by the same definition. A file of tallies still holds small counts, because what
was rounded or hidden no longer adds up: it goes to partners under a sharing agreement, never to the public. What is shown from it hides
them.

Where a warehouse holds the facts themselves of several councils (they describe single people, and need the basis for that), they can
be counted together in one engine, Spark for very many; the figures are the same, without each council beside the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from goldenthread.ground.facts import FactTable, fact_tables
from goldenthread.ground.moment import london
from goldenthread.insight.cube import months_held, open_cube, tally_snapshot
from goldenthread.insight.engines import Engine, Files, duckdb_over, tally
from goldenthread.insight.language.breakdowns import agreed
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Grain, Period
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed
from goldenthread.insight.snapshots import open_snapshot
from goldenthread.insight.tallies import COUNCIL, Cell, Counted, Source, Tallies, add_to


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

    They are taken one by one, so that a country fits in memory. Raises PoolError when there is nothing to pool, a council comes twice, no
    month is shared, or a definition differs.
    """
    whole, sources, windows = Counted(), list[Source](), list[range]()
    versions: Mapping[str, str] = {}
    for part in parts:
        if sources:
            _same_definitions(versions, sources[0], part)
        versions = part.versions
        sources += part.sources
        windows.append(part.months)
        add_to(whole, part.counted)
        if len(part.sources) == 1:
            # A pool that is pooled again has its own already.
            add_to(whole, _as_a_group(part.counted, part.sources[0].council))
    months = _shared_months(sources, windows)
    return Tallies(tuple(sources), months, dict(versions), _shared(whole, months, windows))


Over = Callable[[Files, Mapping[str, FactTable]], AbstractContextManager[Engine]]


def tally_together(
    folders: Sequence[Path], indicators: Mapping[str, Indicator], *, over: Over = duckdb_over
) -> Tallies:
    """The agreed tallies of several snapshots, counted as one in one engine, as at the moment of the oldest of them.

    Raises PoolError as :func:`pool` does, SnapshotError for a folder that is no snapshot, and what the engine raises.
    """
    snapshots, tables = [open_snapshot(folder) for folder in folders], fact_tables()
    windows = [months_held(snapshot) for snapshot in snapshots]
    sources = [
        Source(snapshot.council, snapshot.as_at.isoformat(), window[0], window[-1])
        for snapshot, window in zip(snapshots, windows, strict=True)
    ]
    months = _shared_months(sources, windows)
    as_at = min(london(snapshot.as_at).date() for snapshot in snapshots)
    files = {name: [path for snapshot in snapshots for path in snapshot.paths(name)] for name in tables}
    counted = fed(indicators.values())
    with over(files, tables) as opened:
        found = tally(opened, counted, tables, Window(months, as_at), agreed_only=True)
    versions = {key: indicators[key].version for key in counted}
    return Tallies(tuple(sources), months, versions, _shared(found, months, windows))


def _same_definitions(versions: Mapping[str, str], first: Source, part: Tallies) -> None:
    differ = [
        key for key in sorted({*versions, *part.versions}) if versions.get(key) != part.versions.get(key)
    ]
    if differ:
        raise PoolError(
            f"{first.council} and {part.sources[0].council} did not count {', '.join(differ[:5])} by the same definition. "
            "Both tally again with the same version of this software."
        )


def _shared_months(sources: list[Source], windows: list[range]) -> range:
    if not sources:
        raise PoolError("There is nothing to pool. Name snapshots or files of tallies.")
    names = [source.council for source in sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise PoolError(f"{twice[0]} comes twice. Each council is pooled once.")
    months = range(max(window[0] for window in windows), min(window[-1] for window in windows) + 1)
    if not months:
        raise PoolError("These councils share no month. Pool tallies of the same time.")
    return months


def _as_a_group(counted: Counted, council: str) -> Counted:
    """The whole, once more as one group of the breakdown by council."""
    return Counted(
        {cell._replace(by=COUNCIL, group=council): n for cell, n in counted.counts.items() if not cell.by},
        {
            cell._replace(by=COUNCIL, group=council): days
            for cell, days in counted.days.items()
            if not cell.by
        },
    )


def _shared(counted: Counted, months: range, windows: list[range]) -> Counted:
    """Only periods of which every council counted the same months: a year that one council knows in part is not told."""
    same: dict[tuple[Grain, int], bool] = {}

    def keep(cell: Cell) -> bool:
        when = (cell.grain, cell.period)
        if when not in same:
            wanted = Period(*when).months
            shared = [month for month in wanted if month in months]
            same[when] = bool(shared) and (
                cell.grain is Grain.MONTH
                or all([month for month in wanted if month in window] == shared for window in windows)
            )
        return same[when]

    return Counted(
        {cell: n for cell, n in counted.counts.items() if keep(cell)},
        {cell: days for cell, days in counted.days.items() if keep(cell)},
    )
