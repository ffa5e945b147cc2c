"""Definitions in words, for the pages that say how each figure is made."""

from __future__ import annotations

from goldenthread.insight.language import conditions as c
from goldenthread.insight.language.definition import (
    THE_END,
    Counting,
    Days,
    Measure,
    Population,
    Tally,
)

SECTIONS = {
    "A": "Volume and flow",
    "B": "Timeliness",
    "C": "Repeat and pattern",
    "D": "Making Safeguarding Personal",
    "E": "Capacity, advocacy, rights",
    "F": "Outcomes of enquiry",
    "G": "Feedback, quality, learning",
    "H": "Workforce and board",
    "I": "Type, place, source",
}


def condition_in_words(condition: c.Condition) -> str:
    """What a row must be, in columns and stored words."""
    match condition:
        case c.Is(column, value):
            return f"{column} is {_value(value)}"
        case c.OneOf(column, values):
            return f"{column} is one of {', '.join(map(_value, values))}"
        case c.Known(column):
            return f"{column} is known"
        case c.Missing(column):
            return f"{column} is missing"
        case c.Within(start, end, days):
            return (
                f"{end} is on the day of {start}" if not days else f"{end} is 0 to {days} days after {start}"
            )
        case c.During(column):
            return f"{column} is in the period"
        case c.All(parts):
            return " and ".join(_inner(part) for part in parts) or "every row"
        case c.Any(parts):
            return " or ".join(_inner(part) for part in parts)


def _inner(part: c.Condition) -> str:
    words = condition_in_words(part)
    return f"({words})" if isinstance(part, c.All | c.Any) else words


def _value(value: c.Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def tally_in_words(tally: Tally) -> str:
    """Which rows of which facts are counted, and when."""
    what = f"different {tally.different} of {tally.table}" if tally.different else f"rows of {tally.table}"
    when = (
        f"with {tally.day} in the period"
        if tally.day
        else f"open at its end ({tally.opened} by then, {tally.closed} later or missing)"
    )
    where = "" if tally.where == c.EVERY_ROW else f", where {condition_in_words(tally.where)}"
    return f"{what} {when}{where}"


def days_in_words(days: Days) -> str:
    """Which days are measured."""
    end = "the end of the period" if days.end == THE_END else days.end
    return f"{days.unit}: {days.column or f'from {days.start} to {end}'}"


def counting_in_words(counting: Counting) -> list[str]:
    """How the figure is counted: one line for each part."""
    name = {Measure.SHARE: "Part", Measure.RATE: "On top", Measure.COUNT: "Count", Measure.DAYS: "Cases"}
    lines = [f"{name[counting.measure]}: {tally_in_words(counting.numerator)}"]
    if isinstance(counting.denominator, Population):
        lines.append(
            f"Divided by: {counting.denominator.name} of the area at mid-year, times {counting.times:,}"
        )
    elif counting.denominator:
        whole = "Of" if counting.measure is Measure.SHARE else "Divided by"
        times = "" if counting.measure is Measure.SHARE else f", times {counting.times:,}"
        lines.append(f"{whole}: {tally_in_words(counting.denominator)}{times}")
    if counting.numerator.days:
        lines.append(f"Measured in {days_in_words(counting.numerator.days)}")
    return lines
