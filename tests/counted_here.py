"""What the tables of a test hold, counted as the clockwork does it, but without the analytical engine: by the one that is the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.access.viewer import operator
from goldenthread.ground import moment
from goldenthread.ground.facts import fact_tables
from goldenthread.insight import reference
from goldenthread.insight.cube import NAME, write_cube
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed
from goldenthread.insight.published import PUBLISHED
from goldenthread.insight.queries import indicators
from goldenthread.insight.readings import reading
from goldenthread.insight.tallies import Source, Tallies


def count_here(folder: Path, keys: Sequence[str], *, months: int = 12) -> None:
    """Count these indicators from the facts that the rooms publish now, so many months back, for the pages of figures."""
    (folder / "insight").mkdir(exist_ok=True)
    write_cube(folder / "insight" / NAME, tally_here(keys, months=months))


def figure_here(key: str, *, by: str = "", group: str | None = None) -> tuple[int | None, int | None]:
    """Numerator and denominator of an indicator in this month, of the whole or of a group."""
    period = Period(Grain.MONTH, month_of(moment.today()))
    found = reading(indicators()[key], tally_here([key]), period, by=by, group=group)
    return found.numerator, found.denominator


def tally_here(keys: Sequence[str], *, months: int = 12) -> Tallies:
    """These indicators, tallied from the facts that the rooms publish now, so many months back."""
    tables, today = fact_tables(), moment.today()
    wanted = {key: indicators()[key] for key in keys}
    needed = {tally.table for each in wanted.values() if each.counting for _, tally in each.counting.parts}
    rows = {
        each.table.name: [
            row
            for batch in each.rows(operator(), None, None)
            for row in reference.as_rows(each.table, list(zip(*batch, strict=True)))
        ]
        for each in PUBLISHED
        if each.table.name in needed
    }
    window = range(month_of(today) - months, month_of(today) + 1)
    found = reference.tally(rows, fed(wanted.values()), tables, Window(window, today))
    source = Source("Sandgate Council", moment.now().isoformat(), window[0], window[-1])
    return Tallies((source,), window, {key: each.version for key, each in wanted.items()}, found)
