"""Figures as rows, for CSV and JSON: every number with its numerator, denominator, definition and moment."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from goldenthread.ground.facts import FactTable
from goldenthread.ground.figures.division import rounded
from goldenthread.ground.figures.suppression import Shown
from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Period
from goldenthread.insight.outside import Guarded, guard
from goldenthread.insight.readings import NO_POPULATION, Populations, broken_down, reading
from goldenthread.insight.tallies import COUNCIL, Tallies
from goldenthread.insight.wider import Wider

HEADER = (
    "indicator",
    "name",
    "period",
    "complete",
    "breakdown",
    "group",
    "numerator",
    "denominator",
    "value",
    "unit",
    "low",
    "high",
    "nine_in_ten",
    "longest",
    "status",
    "council",
    "as_at",
    "definition",
    "source",
)
Row = dict[str, str]
NOT_RECORDED = "not recorded"


def rows(
    indicators: Iterable[Indicator],
    tallies: Tallies,
    periods: Iterable[Period],
    tables: Mapping[str, FactTable],
    *,
    populations: Populations = NO_POPULATION,
    breakdowns: bool = False,
    hide_below: int = 0,
    wider: Wider | None = None,
) -> Iterator[Row]:
    """One row for each figure, and for each group of its breakdowns when asked; counts under ``hide_below`` hidden.

    ``wider`` knows the other counts that are published beside these; without it they are those of ``tallies``.
    """
    asked, indicators = list(periods), list(indicators)
    wider = wider or Wider({each.key: each for each in indicators}, lambda _: tallies)
    for indicator in indicators:
        if indicator.counting is None:
            continue
        for period in asked:
            whole = wider.knowing(reading(indicator, tallies, period, populations=populations))
            yield _row(guard(whole, limit=hide_below)[0], tallies, outside=bool(hide_below))
            for by in _breakdowns(indicator, tallies) if breakdowns else ():
                found = broken_down(indicator, tallies, period, by, tables)
                groups = {group: wider.knowing(each) for group, each in found.items()}
                shown = guard(whole, groups, limit=hide_below)[1]
                yield from (_row(each, tallies, outside=bool(hide_below)) for each in shown.values())


def _breakdowns(indicator: Indicator, tallies: Tallies) -> list[str]:
    """Breakdowns of the indicator that were tallied; a pool holds only agreed ones."""
    tallied = {cell.by for kind in (tallies.counted.counts, tallies.counted.days) for cell in kind}
    own = [by.by for by in indicator.counting.breakdowns] if indicator.counting else []
    return [by for by in (COUNCIL, *own) if by in tallied]


def _row(shown: Guarded, tallies: Tallies, *, outside: bool) -> Row:
    each, hidden = shown.reading, shown.hidden
    ends = None if hidden or each.interval is None else each.interval
    is_supplied = "supplied" if each.supplied else "not_supplied"
    return {
        "indicator": each.indicator.key,
        "name": each.indicator.name,
        "period": str(each.period),
        "complete": "yes" if each.complete else "no",
        "breakdown": each.by,
        "group": "" if not each.by else NOT_RECORDED if each.group is None else each.group,
        "numerator": _count(shown.numerator),
        "denominator": _count(shown.denominator) if each.counting.denominator else "",
        "value": "[c]" if hidden else "" if each.value is None else f"{rounded(each.value, 2):f}",
        "unit": each.unit,
        "low": f"{ends.low:.2f}" if ends else "",
        "high": f"{ends.high:.2f}" if ends else "",
        "nine_in_ten": "" if hidden or each.nine_in_ten is None else str(each.nine_in_ten),
        # The longest is one person's: it is never told outside.
        "longest": "" if outside or each.longest is None else str(each.longest),
        "status": "hidden" if hidden else is_supplied,
        "council": tallies.sources[0].council
        if len(tallies.sources) == 1
        else f"{len(tallies.sources)} councils",
        "as_at": min(source.as_at for source in tallies.sources),
        "definition": tallies.versions.get(each.indicator.key, ""),
        "source": each.indicator.source,
    }


def _count(shown: Shown) -> str:
    return (
        ""
        if shown.value is None and str(shown) == "[x]"
        else "[c]"
        if shown.value is None
        else str(shown.value)
    )


def as_csv(found: Iterable[Row]) -> bytes:
    """The rows under their header, safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    # Both signs of a line end stand in the line end, so that a text with either of them is put in quotes.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([neutral(row[name]) for name in HEADER] for row in found)
    return text.getvalue().encode()


def as_json(found: Iterable[Row]) -> bytes:
    """The rows as a JSON list."""
    return (json.dumps(list(found), ensure_ascii=False, indent=1) + "\n").encode()
